"""What is known of files that are as they were at the base."""

import os

import pytest

from pilotlint import sides
from pilotlint.cache import NO_CACHE, Cache
from pilotlint.git import Repository
from pilotlint.globs import Globs
from pilotlint.model import InputError
from pilotlint.outline import Outlines
from pilotlint.untouched import Untouched
from support.repo import PATH, PROPOSAL

YAML = Globs(["initiatives/**/*.yaml"])
FILES = {
    PATH: "- broken",
    "initiatives/a.yaml": PROPOSAL,
    "initiatives/b.yaml": PROPOSAL,
    "initiatives/c.txt": "id: c",
}


@pytest.mark.parametrize("kept", [True, False])
def test_ids_and_outlines_of_the_base_are_the_same_from_the_cache(repo, tmp_path, kept):
    repo.commit(FILES)
    cache = Cache(str(tmp_path / "cache")) if kept else NO_CACHE
    parsed = []
    for _ in range(2):
        repository = Repository(str(repo.path), os.environ)
        outlines = Outlines(cache)
        known = Untouched(sides.against("main", repository), YAML, {"initiatives/b.yaml"}, outlines, cache)
        assert known.ids == {PATH: "invoice-matching", "initiatives/a.yaml": "invoice-matching"}
        assert {path: one.id for path, one in known.outlines.items()} == {
            PATH: "",
            "initiatives/a.yaml": "invoice-matching",
        }
        outlines.save()
        parsed.append(outlines.parsed)
        repository.close()
    assert parsed == ([2, 0] if kept else [2, 2])


def test_what_was_parsed_without_a_base_is_not_parsed_again(repo, tmp_path):
    repo.commit(FILES)
    before, after = (Outlines(Cache(str(tmp_path))) for _ in range(2))
    for content in (PROPOSAL, "- broken"):
        before.read(content.encode())
    before.save()
    repository = Repository(str(repo.path), os.environ)
    assert Untouched(sides.against("main", repository), YAML, (), after).outlines
    repository.close()
    assert after.parsed == 0


def test_without_a_base_nothing_is_known(repo):
    known = Untouched(sides.without_base(str(repo.path), None), YAML, (), Outlines())
    assert (known.ids, known.outlines) == ({}, {})


def test_a_file_that_git_cannot_read_could_claim_any_id(repo, tmp_path):
    repo.commit({PATH: PROPOSAL})
    blob = repo.git.git.rev_parse(f"HEAD:{PATH}")
    (repo.path / ".git/objects" / blob[:2] / blob[2:]).unlink()
    repository = Repository(str(repo.path), os.environ)
    with pytest.raises(InputError, match=r"^git cannot read an object of this repository"):
        Untouched(sides.against("main", repository), YAML, (), Outlines()).ids  # noqa: B018
    repository.close()
