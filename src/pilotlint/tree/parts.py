"""What every tree is made of: paths and what they lead to, and how that came about."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple, Protocol

from ..globs import Globs


class Kind(StrEnum):
    """What a path leads to; only files are ever read."""

    FILE = "file"
    LINK = "a symbolic link"
    FOLDER = "a folder"
    CLOSED = "a folder that cannot be opened"
    SPECIAL = "a device, pipe or socket"
    SUBMODULE = "a submodule"
    MISNAMED = "a file with capitals in its ending or a dot before its name"
    ASTRAY = "a file in a folder whose name has other capitals than the one that is read"
    CONFLICT = "a file with an unresolved merge conflict"
    MISSING = "missing"

    @property
    def hides(self) -> bool:
        """Tell whether there may be a folder behind it in which something goes unseen."""
        return self in {Kind.LINK, Kind.CLOSED, Kind.SUBMODULE}


class Entry(NamedTuple):
    """A path in a tree, relative to its root, and what it leads to."""

    path: str
    kind: Kind


class Deleted(NamedTuple):
    """A file that was in a tree once."""

    path: str
    commit: str
    """Which commit deleted it."""
    day: str
    content: Callable[[], bytes | None]
    """Gives what it held."""


class Commit(NamedTuple):
    """Who changed which files of a tree, and when."""

    day: str
    author: str
    added: frozenset[str]
    """The paths that were not there before."""
    changed: frozenset[str]
    """The paths whose content or mode is another, or that are gone."""


class Log(NamedTuple):
    """How files came to be what they are."""

    commits: Sequence[Commit] = ()
    """Newest first."""
    uncommitted: frozenset[str] = frozenset()
    """Paths that differ from the last commit."""
    shallow: bool = False
    """Whether there are commits that this clone does not have."""


class Tree(Protocol):
    """Files at one moment: paths are relative to the root and use forward slashes."""

    def find(self, globs: Globs) -> list[Entry]:
        """List what matches, sorted by path; links are listed and never followed."""
        ...

    def kind(self, path: str) -> Kind:
        """Tell what a path leads to."""
        ...

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, at most a little more than anybody accepts; None when it cannot be read."""
        ...

    def deleted(self, globs: Globs) -> Sequence[Deleted]:
        """List what matched once and was deleted, the newest deletion first; nothing where no past is known."""
        ...

    def log(self, globs: Globs) -> Log:
        """Tell how the files in the folders of some patterns came about; nothing where no past is known."""
        ...


def fitting(entries: Iterable[Entry], globs: Globs, hides: Callable[[Entry, Globs], bool]) -> Iterator[Entry]:
    """Choose what matches, and what only seems not to: where something can hide, and names that are nearly right."""
    for entry in entries:
        if globs.match(entry.path) or hides(entry, globs):
            yield entry
        elif entry.kind is Kind.FILE and globs.strays(entry.path):
            yield Entry(entry.path, Kind.ASTRAY)
        elif entry.kind is Kind.FILE and globs.misses(entry.path):
            yield Entry(entry.path, Kind.MISNAMED)


def with_above(path: str) -> list[str]:
    """Return a path with all folders above it, down from the root, which has the empty name."""
    return ["", *(path[:end] for end, letter in enumerate(path) if letter == "/"), path]
