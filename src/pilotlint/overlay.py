"""A base with a change applied to it: what there would be after a merge."""

from collections.abc import Collection, Sequence

from .globs import Globs
from .tree import Deleted, Entry, Kind, Log, Tree, with_above


class Overlay:
    """A tree in which the touched paths are those of the head and all others those of the base."""

    def __init__(self, base: Tree, head: Tree, touched: Collection[str]) -> None:
        self.base = base
        self.head = head
        self.touched = frozenset(touched)
        self._of_head = {path for each in touched for path in with_above(each)}
        """With the folders around them."""

    def find(self, globs: Globs) -> list[Entry]:
        """List what matches, sorted by path."""
        kept = [entry for entry in self.base.find(globs) if entry.path not in self._of_head]
        return sorted([*kept, *(entry for entry in self.head.find(globs) if entry.path in self._of_head)])

    def kind(self, path: str) -> Kind:
        """Tell what a path leads to."""
        return self._side(path).kind(path)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file."""
        return self._side(path).read(path)

    def deleted(self, globs: Globs) -> Sequence[Deleted]:
        """List what matched once and was deleted before the base."""
        return self.base.deleted(globs)

    def log(self, globs: Globs) -> Log:
        """Tell how the files came about before the base."""
        return self.base.log(globs)

    def without(self, path: str) -> "Overlay":
        """Return what there would be if the change left a path and all that is in it alone."""
        return Overlay(self.base, self.head, [each for each in self.touched if path not in with_above(each)])

    def _side(self, path: str) -> Tree:
        return self.head if path in self._of_head else self.base
