"""All initiatives of a tree: where they are, and which ids they claim."""

import re
from collections.abc import Iterator
from functools import cached_property

from . import initiative
from .globs import Globs
from .initiative import Initiative
from .model import Span
from .tree import Entry, Kind, Tree

_PLAIN_ID = re.compile(rb"""^(?:\xef\xbb\xbf)?id[ \t]*:[ \t]+["']?([A-Za-z0-9-]+)["']?[ \t]*(?:#[^\n]*)?\r?$""", re.MULTILINE)


class Portfolio:
    """The initiatives of one tree."""

    def __init__(self, tree: Tree, globs: Globs) -> None:
        self.tree = tree
        self._globs = globs

    @cached_property
    def entries(self) -> list[Entry]:
        """Every path that should be an initiative, sorted."""
        return self.tree.find(self._globs)

    def read(self, entry: Entry) -> Initiative:
        """Read one initiative."""
        content = self.tree.read(entry.path) if entry.kind is Kind.FILE else None
        if content is None:
            return initiative.not_a_file(entry.path, entry.kind if entry.kind is not Kind.FILE else "a file nobody may read")
        return initiative.read(entry.path, content)

    def claims(self, name: str) -> list[tuple[str, Span]]:
        """Return every file that claims an id, and where; ids that differ in case only are the same."""
        return [(path, self._place(path)) for path in self._by_id.get(name.casefold(), ())]

    @cached_property
    def _by_id(self) -> dict[str, list[str]]:
        """Paths by id, without regard to case, as some file systems have none."""
        found: dict[str, list[str]] = {}
        for path, name in self._ids():
            found.setdefault(name.casefold(), []).append(path)
        return found

    def _ids(self) -> Iterator[tuple[str, str]]:
        """Read the id of every file, and only that where the file is written in the usual way."""
        for entry in self.entries:
            content = self.tree.read(entry.path) if entry.kind is Kind.FILE else None
            if content is None:
                continue
            match = _PLAIN_ID.search(content)
            yield entry.path, match[1].decode() if match else initiative.read(entry.path, content).id

    def _place(self, path: str) -> Span:
        content = self.tree.read(path) or b""
        return initiative.read(path, content).document.span("/id")
