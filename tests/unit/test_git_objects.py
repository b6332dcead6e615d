"""Git's objects, on real repositories."""

import os

import pytest

from pilotlint.git import objects
from pilotlint.git.objects import Objects
from pilotlint.model import InputError


@pytest.fixture
def read(repo):
    """The objects of the repository."""
    opened = Objects(["git", "-C", str(repo.path), "cat-file", "--batch"], os.environ)
    yield opened
    opened.close()


def blobs(read, commit):
    return {name: blob for name, (_, blob) in read.list_folder(commit).items()}


def test_a_folder_lists_modes_and_hashes_by_name(repo, read):
    commit = repo.commit({"a b\n": "1", "x/y": "2"})
    modes = {name: mode for name, (mode, _) in read.list_folder(commit).items()}
    assert modes == {"a b\n": "100644", "x": objects.FOLDER}


@pytest.mark.parametrize("revision", ["@{upstream}", "a\nb", "--help", "^main", "", "HEAD:a"])
def test_a_name_of_no_commit_is_none_and_the_next_one_is_found(repo, read, revision):
    """Over some names git gives up."""
    commit = repo.commit({"a": "1"})
    assert read.commit(revision) is None
    assert read.commit("main") == commit


def test_more_blobs_than_a_pipe_holds_are_read_in_order(repo, read):
    commit = repo.commit({f"{number:03}": str(number) * 3_000 for number in range(200)})
    names = blobs(read, commit)
    assert list(read.blobs(names.values())) == [str(number).encode() * 3_000 for number in range(200)]


def test_of_a_large_blob_no_more_is_kept_than_was_asked_for(repo, read):
    names = blobs(read, repo.commit({"large": b"x" * 300_000}))
    (large,) = names.values()
    assert list(read.blobs([large, large], 10)) == [b"x" * 10] * 2
    assert list(read.blobs([large])) == [b"x" * 300_000]
    assert list(read.blobs([large], 10)) == [b"x" * 10]


def test_what_is_not_there_or_broken_is_nothing(repo, read):
    names = blobs(read, repo.commit({"a": "1", "b": "2", "c": "3"}))
    first, second, _ = (repo.path / ".git/objects" / blob[:2] / blob[2:] for blob in names.values())
    first.unlink()
    second.chmod(0o644)
    second.write_bytes(b"broken")
    assert list(read.blobs(names.values())) == [None, None, b"3"]


def test_a_folder_that_is_none_is_refused(repo, read):
    repo.commit({"a": "1"})
    with pytest.raises(InputError, match=r"^git cannot read an object of this repository"):
        read.list_folder("0" * 40)
