"""A base with a change applied to it: what there would be after a merge."""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from .globs import Globs
from .tree import Deleted, Entry, Kind, Log, Tree


class Overlay(NamedTuple):
    """A tree in which the touched paths are those of the head and all others those of the base."""

    base: Tree
    head: Tree
    touched: Collection[str]

    def find(self, globs: Globs) -> list[Entry]:
        """List what matches, sorted by path."""
        kept = [entry for entry in self.base.find(globs) if entry.path not in self.touched]
        return sorted([*kept, *(entry for entry in self.head.find(globs) if entry.path in self.touched)])

    def kind(self, path: str) -> Kind:
        """Tell what a path leads to."""
        if path in self.touched:
            return self.head.kind(path)
        inside = any(touched.startswith(path + "/") for touched in self.touched)
        return self.head.kind(path) if inside else self.base.kind(path)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file."""
        return (self.head if path in self.touched else self.base).read(path)

    def deleted(self, globs: Globs) -> Sequence[Deleted]:
        """List what matched once and was deleted before the base."""
        return self.base.deleted(globs)

    def log(self, globs: Globs) -> Log:
        """Tell how the files came about before the base."""
        return self.base.log(globs)
