"""All initiatives of a tree: where they are, which ids they claim, and what one sees of the others and of its past."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Any

from . import ids, initiative
from .globs import Globs
from .initiative import Initiative
from .model import Span
from .neighbours import Neighbours
from .outline import Outline, Outlines
from .past import Past
from .tree import Entry, Kind, Tree
from .untouched import Untouched


class Portfolio:
    """The initiatives of one tree."""

    def __init__(
        self,
        tree: Tree,
        globs: Globs,
        outlines: Outlines | None = None,
        unseen: Iterable[Entry] = (),
        untouched: Untouched | None = None,
    ) -> None:
        """Look at a tree; `outlines` are those that are known already, `unseen` is what it does not show.

        Files that a change does not touch need not be read for what others have to know of them.
        """
        self.tree = tree
        self.globs = globs
        self.outlines = outlines or Outlines()
        self._neighbours: dict[str, Neighbours] = {}
        self._unseen = {entry.path: entry for entry in unseen}
        self.untouched = untouched

    @cached_property
    def entries(self) -> list[Entry]:
        """Every path that should be an initiative, sorted."""
        found = self.tree.find(self.globs)
        return sorted({**{entry.path: entry for entry in found}, **self._unseen}.values()) if self._unseen else found

    def read(self, entry: Entry) -> Initiative:
        """Read one initiative."""
        return self.initiative(entry, self.content(entry))

    def at(self, path: str) -> Initiative:
        """Read the initiative at a path."""
        return self.read(Entry(path, self.tree.kind(path)))

    def content(self, entry: Entry) -> bytes | None:
        """Return the bytes of an initiative; None when there is no file that can be read."""
        return self.tree.read(entry.path) if entry.kind is Kind.FILE else None

    def initiative(self, entry: Entry, content: bytes | None) -> Initiative:
        """Return the initiative that some content stands for."""
        if entry.kind is Kind.MISNAMED:
            return initiative.misnamed(entry.path)
        if entry.kind is Kind.ASTRAY:
            return initiative.astray(entry.path, self.globs.patterns)
        if content is None:
            return initiative.not_a_file(
                entry.path, entry.kind if entry.kind is not Kind.FILE else "a file nobody may read"
            )
        return initiative.read(entry.path, content)

    def claims(self, name: str) -> list[str]:
        """Return every file that claims an id; ids that differ in case only are the same."""
        return self.by_id.get(name.casefold(), [])

    def place(self, path: str) -> Span:
        """Return where a file states its id."""
        return self.at(path).document.span("/id")

    def beyond(self, name: str, path: str, own: Outline, today: str, *, changed: bool = False) -> dict[str, Any]:
        """Return what an initiative is judged by beyond its file: the variable ``portfolio`` or ``git``.

        The first question of a run reads what the answers to all others rest on.
        """
        if name == "git":
            return self.past.of(path, today, changed=changed)
        if today not in self._neighbours:
            self._neighbours[today] = Neighbours(self._outlined, today)
        return self._neighbours[today].around(path, own)

    @cached_property
    def past(self) -> Past:
        """What is known of how the files came about."""
        return Past(self.tree.log(self.globs), self.globs)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader has to know about what was asked of this portfolio."""
        return self.past.notes if "past" in self.__dict__ else ()

    @cached_property
    def _outlined(self) -> dict[str, Outline]:
        known = self.untouched.outlines if self.untouched else {}
        found = ((entry.path, self.content(entry)) for entry in self.entries if entry.path not in known)
        read = {path: self.outlines.read(content) for path, content in found if content is not None}
        return dict(sorted({**known, **read}.items())) if known else read

    @cached_property
    def by_id(self) -> dict[str, list[str]]:
        """Paths by id, without regard to case, as some file systems have none."""
        found: dict[str, list[str]] = {}
        for path, name in self._ids():
            found.setdefault(name.casefold(), []).append(path)
        for paths in found.values():
            paths.sort()
        return found

    def _ids(self) -> Iterator[tuple[str, str]]:
        """Return the id of every file, and read those that nobody knows.

        A file that is known and not there has not been checked out, and holds its id all the same.
        """
        known = self.untouched.ids if self.untouched else {}
        yield from known.items()
        for entry in self.entries:
            if entry.path not in known and (content := self.content(entry)) is not None:
                yield entry.path, ids.claimed(entry.path, content)
