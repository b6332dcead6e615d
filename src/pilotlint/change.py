"""What happened to each initiative between base and head."""

import posixpath
from collections.abc import Iterable
from functools import cached_property
from itertools import groupby
from typing import Any, NamedTuple

from .initiative import Initiative, read, stages
from .portfolio import Portfolio
from .tree import Deleted, Entry, Kind, Tree


class Change(NamedTuple):
    """What happened to one initiative."""

    kind: str
    """``added``, ``changed`` or ``unchanged``; ``unknown`` without a base."""
    base: Initiative | None = None
    """The same initiative at the base: found by its id, or by its path when the id is new."""
    earlier: Deleted | None = None
    """A deleted initiative whose id a new one takes."""

    @property
    def base_stage(self) -> str | None:
        """The stage at the base."""
        return self.base.stage if self.base else None


UNKNOWN = Change("unknown")


class Comparison:
    """A base and a head, and which paths differ between them."""

    def __init__(self, base: Tree, head: Portfolio, touched: Iterable[str], *, untouched_in_full: bool = False) -> None:
        """Compare with a base; `touched` are the initiative paths whose content, mode or existence differs.

        An untouched initiative that is judged all the same has nothing new in it, unless it is to be judged in full.
        """
        self.base = base
        self.head = head
        self.touched = frozenset(touched)
        self._untouched_in_full = untouched_in_full

    @property
    def changed(self) -> list[Entry]:
        """The initiatives of the head that are new or differ, sorted by path."""
        return [entry for entry in self.head.entries if entry.path in self.touched]

    @property
    def gone(self) -> list[Initiative]:
        """The initiatives of the base that the head has no more, neither in their place nor by their id."""
        here = {entry.path for entry in self.head.entries}
        missing = [before for path, before in self._by_path.items() if path not in here]
        return [before for before in missing if not self.head.by_id.get(before.id.casefold())]

    def change_of(self, initiative: Initiative) -> Change:
        """Tell what happened to an initiative of the head: it is found by its id, so a rename is none."""
        if initiative.path not in self.touched:
            return UNKNOWN if self._untouched_in_full else Change("unchanged", initiative)
        before = self._by_path.get(initiative.path)
        if before is None or before.id != initiative.id:
            by_path, before = before, self._by_id.get(initiative.id)
            if before is None and by_path and not self.head.by_id.get(by_path.id.casefold()):
                before = by_path  # nothing else carries its id on
        return Change("changed", before) if before else Change("added", earlier=self._earlier(initiative))

    @cached_property
    def portfolio(self) -> Portfolio:
        """The portfolio of the base, put together from what differs, so that nothing is read twice."""
        before = Portfolio(self.base, self.head.globs, self.head.outlines, untouched=self.head.untouched)
        claims = {name: [path for path in paths if path not in self.touched] for name, paths in self.head.by_id.items()}
        for path, initiative in self._by_path.items():
            claims.setdefault(initiative.id.casefold(), []).append(path)
        before.by_id = claims
        as_it_was = (entry for entry in self.head.entries if entry.path not in self.touched)
        before.entries = sorted([*as_it_was, *(Entry(path, self.base.kind(path)) for path in self._by_path)])
        return before

    def _earlier(self, new: Initiative) -> Deleted | None:
        """Return the deleted initiative that had the id of a new one; none when that very initiative comes back."""
        gone = self._deleted.get(new.id.casefold())
        back = gone and read(gone.path, gone.content() or b"").data == new.data
        return None if back else gone

    @cached_property
    def _deleted(self) -> dict[str, Deleted]:
        """The newest deletion of each id, which is the file's name."""
        past = self.base.deleted(self.head.globs)
        return {posixpath.splitext(posixpath.basename(gone.path))[0].casefold(): gone for gone in reversed(past)}

    @cached_property
    def _by_path(self) -> dict[str, Initiative]:
        """The initiatives of the base that differ or are gone in the head."""
        entries = [Entry(path, self.base.kind(path)) for path in sorted(self.touched)]
        before = Portfolio(self.base, self.head.globs)
        # a folder is none: what was in it is followed by its id
        return {entry.path: before.read(entry) for entry in entries if entry.kind not in {Kind.MISSING, Kind.FOLDER}}

    @cached_property
    def _by_id(self) -> dict[str, Initiative]:
        return {initiative.id: initiative for initiative in self._by_path.values()}


def moves(change: Change, head: Initiative) -> list[dict[str, Any]]:
    """Return the stage moves of a change in order: ``from``, ``to`` and ``came_from``, the stage before any stall.

    Every entry that the base's stage history did not have yet is a step, but for those that catch up with the stage at
    the base. A new initiative comes from the empty stage.
    """
    if change.kind not in {"added", "changed"} or head.stage is None:
        return []
    recorded = _recorded(change.base)
    new = _recorded(head)[len(recorded) :]
    if change.base_stage in new and change.base_stage and recorded[-1:] != [change.base_stage]:
        new = new[new.index(change.base_stage) :]
    before = _steps([*recorded, change.base_stage]) if change.base else []
    path = _steps([*before, *new, head.stage])
    return [
        {
            "from": path[index - 1] if index else "",
            "to": path[index],
            "came_from": next((stage for stage in reversed(path[:index]) if stage != "stalled"), ""),
        }
        for index in range(len(before), len(path))
    ]


def _recorded(initiative: Initiative | None) -> list[str | None]:
    history = initiative.view.get("stage_history", []) if initiative else []
    return [stage if (stage := entry.get("stage")) in stages() else None for entry in history]


def _steps(stages: list[str | None]) -> list[str]:
    return [stage for stage, _ in groupby(stages) if stage]
