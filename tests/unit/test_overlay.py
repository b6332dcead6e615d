"""A base with a change applied to it."""

from pilotlint.git import Repository
from pilotlint.globs import Globs
from pilotlint.overlay import Overlay
from pilotlint.tree import Commit, Entry, GitTree, Kind, Log, MemoryTree, WorkTree
from support.judging import tree
from support.repo import IDENTITY

BASE = tree({"a/kept.yaml": "base", "a/changed.yaml": "base", "a/deleted.yaml": "base"})
HEAD = tree({"a/kept.yaml": "older", "a/changed.yaml": "head", "a/new.yaml": "head"})
MERGED = Overlay(BASE, HEAD, {"a/changed.yaml", "a/deleted.yaml", "a/new.yaml"})


def test_touched_paths_are_those_of_the_head_and_all_others_those_of_the_base():
    assert [entry.path for entry in MERGED.find(Globs(["a/*"]))] == ["a/changed.yaml", "a/kept.yaml", "a/new.yaml"]
    assert MERGED.read("a/kept.yaml") == b"base"
    assert MERGED.read("a/changed.yaml") == b"head"
    assert MERGED.read("a/deleted.yaml") is None
    assert MERGED.kind("a/deleted.yaml") is Kind.MISSING
    assert MERGED.kind("a/kept.yaml") is Kind.FILE
    assert MERGED.deleted(Globs(["a/*"])) == []


def test_what_a_folder_of_the_head_took_the_place_of_is_gone_and_its_neighbours_are_not():
    base, head = tree({"a": "file", "ab": "file"}), tree({"a/new": "file"})
    merged = Overlay(base, head, {"a/new"})
    assert (merged.kind("a"), merged.kind("ab")) == (Kind.MISSING, Kind.FILE)


def test_a_folder_that_takes_the_place_of_a_file_is_found_until_the_change_leaves_it_alone(repo):
    repo.commit({"a/x.yaml": "base", "a/kept.yaml": "base"})
    (repo.path / "a/x.yaml").unlink()
    repo.write({"a/x.yaml/notes.txt": "head"})
    repository = Repository(str(repo.path), IDENTITY)
    base, head = GitTree(repository, repository.head()), WorkTree(str(repo.path))
    merged = Overlay(base, head, ["a/x.yaml", "a/x.yaml/notes.txt"])
    assert merged.find(Globs(["a/*.yaml"])) == [Entry("a/kept.yaml", Kind.FILE), Entry("a/x.yaml", Kind.FOLDER)]
    assert merged.without("a/x.yaml").read("a/x.yaml") == b"base"
    repository.close()


def test_the_past_is_that_of_the_base():
    commit = Commit("2026-06-22", "Dana Ruiz", frozenset({"a/kept.yaml"}), frozenset())
    merged = Overlay(MemoryTree({}, commits=[commit]), HEAD, {"a/new.yaml"})
    assert merged.log(Globs(["a/*"])) == Log([commit])
