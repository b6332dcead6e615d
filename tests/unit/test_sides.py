"""The two sides of a change."""

import os

import pytest

from pilotlint import sides
from pilotlint.git import Repository
from pilotlint.globs import Globs
from pilotlint.model import InputError
from pilotlint.tree import GitTree, WorkTree

YAML = Globs(["initiatives/**/*.yaml"])


@pytest.fixture
def repository(repo):
    opened = Repository(str(repo.path), os.environ)
    yield opened
    opened.close()


def test_without_a_base_the_work_tree_is_judged_by_its_own_rules(repo):
    found = sides.without_base(str(repo.path), None)
    assert isinstance(found.head, WorkTree)
    assert found.rules is found.head
    assert (found.head_commit, found.staged, found.base, found.notes) == (None, False, None, ())
    assert found.touched(["initiatives"]) == {}


def test_a_commit_is_judged_by_its_own_rules(repo, repository):
    commit = repo.commit({"initiatives/a.yaml": "1"})
    repo.commit({"initiatives/a.yaml": "2"})
    found = sides.without_base(str(repo.path), repository, "HEAD~1")
    assert found.head_commit == commit
    assert found.head.read("initiatives/a.yaml") == b"1"


def test_what_is_staged_is_judged_by_its_own_rules(repo, repository):
    repo.commit({"initiatives/a.yaml": "1"})
    repo.stage({"initiatives/a.yaml": "2"})
    repo.write({"initiatives/a.yaml": "3"})
    found = sides.without_base(str(repo.path), repository, staged=True)
    assert isinstance(found.head, GitTree)
    assert (found.head_commit, found.staged) == (None, True)
    assert found.head.read("initiatives/a.yaml") == b"2"


def test_a_change_is_measured_from_where_it_parted_and_judged_by_the_tip(repo, repository):
    fork = repo.commit({"initiatives/a.yaml": "1", "pilotlint.yaml": "old"})
    repo.git.git.checkout("-b", "topic")
    head = repo.commit({"initiatives/b.yaml": "1"})
    repo.git.git.checkout("main")
    tip = repo.commit({"initiatives/a.yaml": "2", "pilotlint.yaml": "new"})
    found = sides.against("main", repository, "topic")
    assert (found.base.commit, found.base.fork, found.head_commit) == (tip, fork, head)
    assert found.rules.read("pilotlint.yaml") == b"new"
    assert found.base.tree.read("pilotlint.yaml") == b"old"
    assert found.head.read("pilotlint.yaml") == b"old"
    assert set(found.touched(["initiatives"])) == {"initiatives/b.yaml"}
    assert found.notes == ()


def test_a_work_tree_is_compared_with_its_untracked_files(repo, repository):
    repo.commit({"initiatives/a.yaml": "1", "initiatives/gone.yaml": "1", "other.yaml": "1"})
    repo.write({"initiatives/new.yaml": "1", "other.yaml": "2"})
    (repo.path / "initiatives/gone.yaml").unlink()
    found = sides.against("HEAD", repository)
    assert isinstance(found.head, WorkTree)
    assert set(found.touched(["initiatives"])) == {"initiatives/new.yaml", "initiatives/gone.yaml"}


def test_the_index_is_compared_without_what_is_not_staged(repo, repository):
    repo.commit({"initiatives/a.yaml": "1"})
    repo.stage({"initiatives/b.yaml": "1"})
    repo.write({"initiatives/a.yaml": "2", "initiatives/new.yaml": "1"})
    found = sides.against("HEAD", repository, staged=True)
    assert set(found.touched(["initiatives"])) == {"initiatives/b.yaml"}


def test_histories_that_met_in_several_places_are_compared_with_the_base_itself(repo, repository):
    repo.commit({"initiatives/a.yaml": "1"})
    repo.git.git.checkout("-b", "topic")
    repo.commit({"initiatives/b.yaml": "1"})
    repo.git.git.checkout("main")
    before = repo.commit({"initiatives/c.yaml": "1"})
    repo.git.git.merge("--no-edit", "topic")
    repo.git.git.checkout("topic")
    repo.git.git.merge("--no-edit", before)
    found = sides.against("main", repository, "topic")
    assert (len(found.base.shared), found.base.fork) == (2, found.base.commit)


def test_histories_that_never_met_are_compared_with_the_base_itself_and_it_is_said(repo, repository):
    base = repo.commit({"initiatives/a.yaml": "1"})
    repo.git.git.checkout("--orphan", "other")
    repo.commit({"initiatives/a.yaml": "1", "initiatives/b.yaml": "1"})
    found = sides.against("main", repository, "other")
    assert found.base.fork == base
    assert set(found.touched(["initiatives"])) == {"initiatives/b.yaml"}
    assert found.notes == (
        (
            "main and the change have no commit in common here, so what changed is measured from main itself. "
            "If this clone is shallow, fetch more of its history."
        ),
    )


def test_before_the_first_commit_of_a_branch_the_base_is_compared_directly(repo, repository):
    base = repo.commit({"initiatives/a.yaml": "1"})
    repo.git.git.checkout("--orphan", "new")
    found = sides.against("main", repository)
    assert found.base.fork == base
    assert found.notes == ()


@pytest.mark.parametrize(("base", "head"), [("none", None), ("main", "none")])
def test_a_revision_that_does_not_exist_is_refused(repo, repository, base, head):
    repo.commit({"initiatives/a.yaml": "1"})
    with pytest.raises(InputError, match="there is no commit named 'none'"):
        sides.against(base, repository, head)
    with pytest.raises(InputError, match="there is no commit named 'none'"):
        sides.without_base(str(repo.path), repository, "none")
