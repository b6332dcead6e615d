"""Which id a file claims."""

import os

import pytest

from pilotlint import ids, sides
from pilotlint.cache import NO_CACHE, Cache
from pilotlint.git import Repository
from pilotlint.globs import Globs
from pilotlint.model import InputError
from support.repo import PATH, PROPOSAL

YAML = Globs(["initiatives/**/*.yaml"])


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("id: other\n", "other"),
        ("title: x\nid: 'Other'  # for ever\r\n", "Other"),
        ('title: "x\nid: no\n"\n', "a"),
        ("{title: x, id: other}", "other"),
        ("no initiative", "a"),
        ("", "a"),
    ],
)
def test_the_id_is_what_is_typed_or_else_the_name_of_the_file(content, expected):
    assert ids.claimed("initiatives/a.yaml", content.encode()) == expected


@pytest.mark.parametrize("kept", [True, False])
def test_ids_of_the_base_are_the_same_from_the_cache(repo, tmp_path, kept):
    repo.commit(
        {PATH: "- broken", "initiatives/a.yaml": PROPOSAL, "initiatives/b.yaml": PROPOSAL, "initiatives/c.txt": "id: c"}
    )
    cache = Cache(str(tmp_path / "cache")) if kept else NO_CACHE
    expected = {PATH: "invoice-matching", "initiatives/a.yaml": "invoice-matching"}
    for _ in range(2):
        repository = Repository(str(repo.path), os.environ)
        found = ids.at_base(sides.against("main", repository), YAML, {"initiatives/b.yaml"}, cache)
        repository.close()
        assert found == expected


def test_without_a_base_no_id_is_known(repo):
    assert ids.at_base(sides.without_base(str(repo.path), None), YAML, (), NO_CACHE) == {}


def test_a_file_that_git_cannot_read_could_claim_any_id(repo, tmp_path):
    repo.commit({PATH: PROPOSAL})
    blob = repo.git.git.rev_parse(f"HEAD:{PATH}")
    (repo.path / ".git/objects" / blob[:2] / blob[2:]).unlink()
    repository = Repository(str(repo.path), os.environ)
    with pytest.raises(InputError, match=r"^git cannot read an object of this repository"):
        ids.at_base(sides.against("main", repository), YAML, (), Cache(str(tmp_path)))
    repository.close()
