"""The run: initiatives and policies in, a report out."""

import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from .cache import NO_CACHE, Cache
from .change import Comparison
from .globs import Globs
from .initiative import Initiative
from .memory import Judged, Memory, digests
from .model import Finding, InputError, Report, Span
from .outline import Outline, Outlines
from .portfolio import Portfolio
from .settings import Settings
from .sides import Sides
from .tree import Entry, Kind
from .untouched import Untouched

if TYPE_CHECKING:
    from .judge import Judge
    from .playbook import Playbook

Progress = Callable[[int, int], None]
"""Told how many initiatives have been judged, and of how many."""


class Scope(NamedTuple):
    """What is judged, on which day, and against what."""

    portfolio: Portfolio
    entries: list[Entry]
    today: str
    comparison: Comparison | None = None
    base: str | None = None
    head: str | None = None
    notes: tuple[str, ...] = ()
    empty: bool = False
    """Whether there is nothing to judge, and nothing that was found fine unchanged."""


def run(
    load: "Callable[[], Playbook]", scope: Scope, memory: Memory | None = None, progress: Progress = lambda *_: None
) -> Report:
    """Judge every initiative in scope; `load` gives the rules, and is called when a memory does not know them all."""
    bench = _Bench(load, scope, memory if scope.comparison is None else None)
    judged = []
    for done, entry in enumerate(scope.entries, start=1):
        judged.append(bench.judge(entry))
        progress(done, len(scope.entries))
    found = sorted((finding for one in judged for finding in one.findings), key=order)
    report = Report(
        today=scope.today,
        base=scope.base,
        head=scope.head,
        policies=bench.policies,
        standings=tuple(one.standing for one in judged),
        findings=tuple(found),
        notes=(*scope.notes, *scope.portfolio.notes),
    )
    bench.close()
    return report


def order(finding: Finding) -> tuple[str, Span, str, str]:
    """Return what findings are sorted by: path, place, policy."""
    return finding.path, finding.span, finding.policy, finding.pointer


class _Bench:
    """Judges initiatives, and sits only for those that no memory knows: an engine costs as much as a whole run."""

    def __init__(self, load: "Callable[[], Playbook]", scope: Scope, memory: Memory | None) -> None:
        self._load = load
        self._scope = scope
        self._memory = memory

    @property
    def policies(self) -> tuple[tuple[str, str], ...]:
        """Id and title of every policy that takes part."""
        known = self._memory.policies if self._memory else ()
        return known or tuple((policy.id, policy.missing) for policy in self._judge.playbook.policies)

    def judge(self, entry: Entry) -> Judged:
        """Judge one initiative, or recall how it was judged."""
        portfolio = self._scope.portfolio
        content = portfolio.content(entry)
        known = self._memory.recall(entry.path, content) if self._memory and content else None
        if known and content and self._stands_alone(known) and self._still_rests(known, entry, content):
            return known
        from .examine import examine  # noqa: PLC0415  # brings the engines

        initiative = portfolio.initiative(entry, content)
        examined = examine(self._judge, initiative, portfolio, self._scope.today, self._scope.comparison)
        judged = Judged(examined.standing, examined.findings, digests(examined.judgement.rests_on))
        if self._memory and content and self._stands_alone(judged):
            self._memory.remember(entry.path, content, judged)
        return judged

    def close(self) -> None:
        """Let the next run know what this one found out."""
        self._scope.portfolio.outlines.save()
        if self._memory:
            paths = {entry.path for entry in (*self._scope.portfolio.entries, *self._scope.entries)}
            self._memory.save(self.policies, paths)

    def _stands_alone(self, judged: Judged) -> bool:
        """Tell whether no other file claims the same id; see `_still_rests` for the rest."""
        return all(path == judged.standing.path for path in self._scope.portfolio.claims(judged.standing.id))

    def _still_rests(self, judged: Judged, entry: Entry, content: bytes) -> bool:
        """Tell whether what was found out beyond the file is what it was then."""
        portfolio = self._scope.portfolio
        own = portfolio.outlines.read(content) if judged.rests_on else Outline()
        found = {name: portfolio.beyond(name, entry.path, own, self._scope.today) for name in judged.rests_on}
        return digests(found) == judged.rests_on

    @cached_property
    def _judge(self) -> "Judge":
        from .judge import Judge  # noqa: PLC0415  # brings the engines

        return Judge(self._load())


def scope(
    sides: Sides,
    settings: Settings,
    paths: Iterable[str],
    today: str,
    cache: Cache = NO_CACHE,
    *,
    touched: Mapping[str, str] | None = None,
    untouched_in_full: bool = False,
) -> Scope:
    """Find out what is to be judged: some paths, or without them what changed, or without a base everything.

    `touched` are the paths that differ from the base, with their modes, where somebody has asked already.

    Raises:
        InputError: a path does not exist.

    """
    named = list(paths)
    globs = settings.initiatives
    if touched is None:
        touched = sides.touched(judged_folders(settings, named))
    outlines = Outlines(cache, sides.root)
    untouched = Untouched(sides, globs, touched, outlines, cache)
    portfolio = Portfolio(sides.head, globs, outlines, sides.unseen(globs, touched), untouched)
    entries = select(portfolio, named) if named else portfolio.entries
    comparison = None
    if sides.base:
        judged = {entry.path for entry in entries}
        mine = {path for path in touched if globs.match(path) or path in judged}
        # what stands for a whole folder may have changed without its own path
        mine |= {entry.path for entry in entries if entry.kind.hides and not globs.match(entry.path)}
        comparison = Comparison(sides.base.tree, portfolio, mine, untouched_in_full=untouched_in_full)
        if not named:
            entries = comparison.changed
    return Scope(
        portfolio=portfolio,
        entries=entries,
        today=today,
        comparison=comparison,
        base=sides.base.commit if sides.base else None,
        head=sides.head_commit,
        notes=(*sides.notes, *_notes(comparison, named)) if comparison else sides.notes,
        empty=not entries and (bool(named) or not (comparison and (portfolio.entries or comparison.touched))),
    )


def judged_folders(settings: Settings, paths: Iterable[str]) -> list[str]:
    """Return the folders and files outside of which nothing is judged."""
    return [*settings.initiatives.folders, *(path for path in paths if not os.path.isabs(path))]


def _notes(comparison: Comparison, named: list[str]) -> Iterator[str]:
    """Say what a reader would not see from what was judged."""
    yield from map(_left, comparison.gone)
    if not comparison.touched and not named:
        yield "No initiative differs from the base, so none was judged."


def _left(gone: Initiative) -> str:
    stage = f", at the stage {gone.stage}," if gone.stage else ""
    return (
        f"{gone.path}{stage} is not among the initiatives any more: deleted, moved to where nobody looks for "
        "initiatives, or not checked out. Nothing about it was judged."
    )


def select(portfolio: Portfolio, paths: Iterable[str]) -> list[Entry]:
    """Return the initiatives that some paths name; the root has the empty path.

    A file is taken as it is. A folder stands for the initiatives in it; one outside the portfolio, for its YAML files.

    Raises:
        InputError: there is no such path.

    """
    chosen: set[Entry] = set()
    for path in paths:
        kind = portfolio.tree.kind(path) if path else Kind.FOLDER
        if kind is Kind.MISSING:
            raise InputError(f"there is no file or folder {path!r}.")
        if kind is not Kind.FOLDER:
            chosen.add(Entry(path, kind))
            continue
        inside = [entry for entry in portfolio.entries if not path or entry.path.startswith(path + "/")]
        if not inside and path:
            inside = portfolio.tree.find(Globs((f"{path}/**/*.yaml", f"{path}/**/*.yml")))
        chosen.update(inside)
    return sorted(chosen)
