"""Where a repository is, and which variables of Git are about it."""

import os

import pytest
from git import Repo

from pilotlint.git import location
from support.repo import TestRepo


@pytest.fixture
def bare(tmp_path):
    """A bare repository."""
    Repo.init(tmp_path / "bare.git", bare=True).close()
    return tmp_path / "bare.git"


def test_the_root_is_the_nearest_folder_with_a_git_folder(repo, folder):
    (repo.path / "x/y").mkdir(parents=True)
    assert location.find_root(str(repo.path / "x/y")) == str(repo.path)
    assert location.find_root(str(repo.path)) == str(repo.path)
    assert location.find_root(str(folder)) is None


def test_a_bare_repository_is_a_root_outside_of_every_work_tree(bare, repo):
    assert location.find_root(str(bare / "refs")) == str(bare)
    assert location.is_bare(str(bare))
    inner = TestRepo(repo.path / "inner")
    (inner.path / ".git").rename(inner.path / "data")
    assert location.find_root(str(inner.path / "data")) == str(repo.path)


def test_a_folder_is_not_bare_because_it_has_a_file_named_head(folder, repo):
    (folder / "HEAD").write_text("ref: refs/heads/main\n")
    assert not location.is_bare(str(folder))
    assert not location.is_bare(str(repo.path))


def test_variables_of_git_are_dropped_and_others_are_passed_on(repo):
    given = {"PATH": "/bin", "GIT_DIR": "/x", "GIT_TRACE": "1", "GIT_EXEC_PATH": "/lib/git"}
    kept = location.environment(given, str(repo.path))
    assert kept == {
        "PATH": "/bin",
        "GIT_EXEC_PATH": "/lib/git",
        "LC_ALL": "C.UTF-8",
        "GIT_NO_REPLACE_OBJECTS": "1",
        "GIT_GRAFT_FILE": os.devnull,
    }


@pytest.mark.parametrize("own", [True, False])
def test_only_objects_of_this_repository_are_used(repo, bare, own):
    """While a hook decides, what is pushed waits in a folder of its own."""
    objects = bare / "objects/incoming" if own else repo.path / ".git/objects"
    given = {"GIT_OBJECT_DIRECTORY": str(objects), "GIT_ALTERNATE_OBJECT_DIRECTORIES": str(bare / "objects")}
    kept = location.environment(given, str(bare)).keys()
    assert (given.keys() <= kept) is own
    assert (given.keys() & kept == set()) is not own


def test_a_linked_work_tree_shares_the_objects(repo, tmp_path):
    repo.commit({"a": "1"})
    repo.git.git.worktree("add", "--quiet", str(tmp_path / "linked"))
    given = {"GIT_OBJECT_DIRECTORY": str(repo.path / ".git/objects/incoming")}
    assert given.keys() <= location.environment(given, str(tmp_path / "linked")).keys()
