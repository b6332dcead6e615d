"""What a change would do to the gate itself: in what the rules would differ, and who would be judged otherwise."""

from collections.abc import Collection, Iterator

from . import document, findings, gate_changes, gate_files, packs
from .check import order
from .findings import Place
from .gate_changes import Change, Effect, Rules
from .hearing import Asked, Hearing
from .model import Finding, Flip, InputError, Proposal, Report, Severity, Span
from .overlay import Overlay
from .settings import Settings
from .subject import Problem
from .suppressions import waivers
from .tree import Kind

CHANGED = "PL913"

_WEIGHTS = {
    Effect.BROKEN: Severity.ERROR,
    Effect.WEAKER: Severity.WARNING,
    Effect.OTHER: Severity.WARNING,
    Effect.STRONGER: Severity.NOTE,
}
_ADVICE = {
    Effect.BROKEN: "Mend the file that is named: after the merge every check would stop there.",
    Effect.WEAKER: "Say in the description of the change why the gate should ask for less. This change is judged by "
    "today's rules; the new ones count once it is merged.",
    Effect.OTHER: "Say in the description of the change what this is for, so that a reviewer can weigh it.",
    Effect.STRONGER: "Nothing to do: once this is merged, the gate asks for more.",
}


def weigh(today: Hearing, report: Report, touched: Collection[str]) -> Report:
    """Add to a report what the change would do to the rules, and which initiatives would be judged otherwise."""
    proposal: Proposal | None = None
    tree = Overlay(today.where.rules, today.where.head, today.where.touched([""]))
    changes: list[Change] = []
    try:
        then = Hearing(today.where._replace(rules=tree), today.asked._replace(allow_empty=True), today.cache)
        changes += gate_changes.changes(_as_written(today), _as_written(then))
        if changes or _waivers(today) != _waivers(then):
            proposal = _proposal(today, then)
    except InputError as error:
        message = f"With this change no check would run: {' '.join(error.message.split())}"
        changes.append(Change(Effect.BROKEN, message, error.path or today.settings.path, where=error.at))
        proposal = Proposal(None, ())
    changes += _asking(touched, today)
    said = [found for change in changes for found in finding(today.settings, change, tree.read(change.path))]
    return report._replace(findings=tuple(sorted([*report.findings, *said], key=order)), proposal=proposal)


def finding(settings: Settings, change: Change, content: bytes | None) -> Iterator[Finding]:
    """Say one change of the gate as a finding, at its place in the file; nothing when nobody wants to know.

    Whoever turns the policy off has said so in the settings; nothing else keeps it from looking.
    """
    wanted = settings.severity.get(CHANGED)
    if wanted == "off":
        return
    weight = _WEIGHTS[change.effect]
    if wanted == Severity.ERROR and weight is Severity.WARNING:
        weight = Severity.ERROR
    policy = next(one for one in packs.shipped("playbook") if one.id == CHANGED)
    span = Span(change.where, change.where) if change.where else None
    problem = Problem(change.at, change.message, _ADVICE[change.effect], about=change.message, span=span)
    known = document.read(content) if content and (change.at or span) else None
    place = Place(change.path, f"{change.path}{change.at}{change.message}", None, known)
    yield findings.of_gate(policy, weight, problem, place)


def _as_written(hearing: Hearing) -> Rules:
    """Return the rules of a tree as its files say, whatever this run was asked for."""
    written = Hearing(hearing.where, Asked(hearing.asked.today, allow_empty=True), hearing.cache)
    own = (entry.path for entry in written.where.rules.find(written.settings.policies))
    return Rules(written.whole_playbook, written.baseline, frozenset(own))


def _waivers(hearing: Hearing) -> list[list[str]]:
    """Return what the waivers of a tree say, wherever they stand."""
    return sorted(waiver.terms for waiver in waivers.load(hearing.where.rules, hearing.settings).entries)


def _asking(touched: Collection[str], today: Hearing) -> Iterator[Change]:
    """Name the touched files that decide whether the gate is asked at all."""
    for path in touched:
        if what := gate_files.asking(path):
            gone, new = (tree.kind(path) is Kind.MISSING for tree in (today.where.head, today.where.rules))
            verb = "is removed" if gone else "is added" if new else "is changed"
            yield Change(Effect.WEAKER if gone else Effect.OTHER, f"{what} {verb}: {path}.", path)


def _proposal(today: Hearing, then: Hearing) -> Proposal:
    """Judge the change by the proposed rules, and every initiative by both."""
    now, proposed = _verdicts(today), _verdicts(then)
    ids = {path: name for path, (name, _) in (*now.items(), *proposed.items())}
    verdicts = ((path, now.get(path, ("", None))[1], proposed.get(path, ("", None))[1]) for path in sorted(ids))
    flips = tuple(Flip(ids[path], path, was, will) for path, was, will in verdicts if was is not will)
    return Proposal(then.verdict(then.report()).passed, flips)


def _verdicts(hearing: Hearing) -> dict[str, tuple[str, bool]]:
    """Return id and verdict of every initiative of the head, whatever was there before, by path."""
    asked = hearing.asked._replace(paths=(), allow_empty=True)
    whole = Hearing(hearing.where._replace(base=None), asked, hearing.cache)
    report = whole.report()
    failed = whole.verdict(report).failed
    return {standing.path: (standing.id, standing.path not in failed) for standing in report.standings}
