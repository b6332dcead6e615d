"""What the commits of a repository did to its files."""

import os
from collections.abc import Iterable
from typing import NamedTuple

from .plumbing import in_any_case, pathspec, split
from .repository import Author, Repository

_HEADER = "commit "
"""What begins the line of a commit in a log; the status of a file is one letter."""


class Deletion(NamedTuple):
    """A file that a commit deleted."""

    path: str
    blob: str
    """What it held."""
    commit: str
    day: str


class Step(NamedTuple):
    """A commit on the way that some files came."""

    commit: str
    parents: tuple[str, ...]
    """The nearest before it that matter to those files."""
    author: Author


class Done(NamedTuple):
    """A commit, and what it changed."""

    name: str
    day: str
    author: str
    changes: list[tuple[str, str]]
    """Status and path: ``A`` added, ``M`` modified, ``D`` deleted, ``T`` of another type."""


def deletions(repository: Repository, commit: str, folders: Iterable[str]) -> list[Deletion]:
    """List the files below some folders that were deleted on the way to a commit, the newest deletion first.

    A merge counts as one step, so that what came and went within a branch was never there.
    """
    way = (
        "--first-parent",
        "--diff-merges=first-parent",
        "--no-show-signature",
        "--encoding=UTF-8",
        "--format=%H %cs",
    )
    options = ("--diff-filter=D", "--raw", "-z", "--no-abbrev", "--no-renames", "-O/dev/null")
    fields = iter(split(repository.ask("log", *way, *options, commit, "--", *pathspec(folders))))
    found, by, day = [], "", ""
    for field in fields:
        meta = field.decode().strip()
        if meta.startswith(":"):
            found.append(Deletion(os.fsdecode(next(fields)), meta.split()[2], by, day))
        else:
            by, day = meta.split()
    return found


def steps(repository: Repository, ends: Iterable[str], folders: Iterable[str]) -> list[Step]:
    """List the commits that made the files below some folders what they are at some ends, the newest first.

    Mail maps are not asked: a change could bring its own.
    """
    options = ("--topo-order", "--parents", "--no-mailmap", "--no-show-signature", "--encoding=UTF-8", "-z")
    header = "--format=%H%n%P%n%an%n%ae"
    found = []
    for line in split(repository.ask("log", *options, header, *ends, "--", *in_any_case(folders))):
        commit, parents, name, email = line.decode(errors="replace").split("\n", 3)
        found.append(Step(commit, tuple(parents.split()), Author(name, email)))
    return found


def log(repository: Repository, commit: str, folders: Iterable[str]) -> list[Done]:
    """List the commits up to one that changed files below some folders, the newest first; merges are none."""
    options = ("--no-merges", "--name-status", "-z", "--no-renames", "--ignore-submodules=all", "--encoding=UTF-8")
    header = ("--no-show-signature", f"--format={_HEADER}%H %cs %an")
    fields = iter(split(repository.ask("log", *options, *header, commit, "--", *pathspec(folders))))
    found: list[Done] = []
    for field in fields:
        text = field.decode(errors="replace").strip()
        if text.startswith(_HEADER):
            name, day, *author = text.removeprefix(_HEADER).split(" ", 2)
            found.append(Done(name, day, "".join(author), []))
        else:
            found[-1].changes.append((text, os.fsdecode(next(fields))))
    return found
