"""The run: initiatives and policies in, a report out."""

import os
from collections.abc import Callable, Iterable
from typing import NamedTuple

from . import findings
from .change import UNKNOWN, Comparison
from .globs import Globs
from .initiative import Initiative
from .judge import Judge, Judgement
from .model import Finding, InputError, Report, Standing
from .playbook import Playbook
from .portfolio import Portfolio
from .settings import Settings
from .sides import Sides
from .subject import Subject
from .tree import Entry, Kind

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


class Examined(NamedTuple):
    """What the run found out about one initiative."""

    standing: Standing
    judgement: Judgement
    findings: list[Finding]


def run(playbook: Playbook, scope: Scope, progress: Progress = lambda *_: None) -> Report:
    """Judge every initiative in scope."""
    judge = Judge(playbook)
    standings: list[Standing] = []
    found: list[Finding] = []
    for done, entry in enumerate(scope.entries, start=1):
        examined = examine(judge, scope, entry)
        standings.append(examined.standing)
        found += examined.findings
        progress(done, len(scope.entries))
    found.sort(key=lambda finding: (finding.path, finding.span, finding.policy, finding.pointer))
    return Report(
        today=scope.today,
        base=scope.base,
        head=scope.head,
        policies=tuple((policy.id, policy.missing) for policy in playbook.policies),
        standings=tuple(standings),
        findings=tuple(found),
        notes=scope.notes,
    )


def examine(judge: Judge, scope: Scope, entry: Entry) -> Examined:
    """Judge one initiative; unless it enters a stage, what was found at the base already is marked as existing."""
    initiative = scope.portfolio.read(entry)
    settings = judge.playbook.settings
    change = scope.comparison.change_of(initiative) if scope.comparison else UNKNOWN
    subject = Subject(initiative, change, scope.portfolio, scope.today, settings)
    judgement = judge.judge(subject)
    found = list(findings.of(initiative, judgement.rulings))
    if found and scope.comparison and change.base and not subject.enters_stage:
        before = Subject(change.base, UNKNOWN, scope.comparison.portfolio, scope.today, settings)
        found = list(findings.marked(found, findings.of(change.base, judge.judge(before).rulings)))
    standing = Standing(
        id=initiative.id,
        title=initiative.title,
        path=initiative.path,
        stage=initiative.stage,
        base_stage=change.base_stage,
        readiness=judgement.readiness,
        funding=initiative.funding,
    )
    return Examined(standing, judgement, found)


def scope(
    sides: Sides, settings: Settings, paths: Iterable[str], today: str, *, untouched_in_full: bool = False
) -> Scope:
    """Find out what is to be judged: some paths, or without them what changed, or without a base everything.

    Raises:
        InputError: a path does not exist.

    """
    portfolio = Portfolio(sides.head, settings.initiatives)
    named = list(paths)
    entries = select(portfolio, named) if named else portfolio.entries
    comparison = None
    if sides.base:
        touched = sides.touched([*settings.initiatives.folders, *(path for path in named if not os.path.isabs(path))])
        judged = {entry.path for entry in entries}
        mine = {path for path in touched if settings.initiatives.match(path) or path in judged}
        # what stands for a whole folder may have changed without its own path
        mine |= {entry.path for entry in entries if entry.kind.hides and not settings.initiatives.match(entry.path)}
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
        notes=(*sides.notes, *(_left(gone) for gone in comparison.gone)) if comparison else sides.notes,
        empty=not entries and (bool(named) or not (comparison and (portfolio.entries or comparison.touched))),
    )


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
