"""What a change would do to the gate itself: in what the rules would differ, and who would be judged otherwise."""

from collections.abc import Collection, Iterator

from . import document, findings, gate_changes, gate_files
from .check import order
from .findings import Place
from .gate_changes import Change, Effect, Rules
from .hearing import Hearing
from .model import Finding, Flip, InputError, Proposal, Report, Severity
from .overlay import Overlay
from .playbook import Playbook
from .subject import Problem
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
    try:
        then = Hearing(today.where._replace(rules=tree), today.asked._replace(allow_empty=True), today.cache)
        changes = list(gate_changes.changes(_rules(today), _rules(then)))
        if changes:
            proposal = _proposal(today, then)
    except InputError as error:
        changes = [Change(Effect.BROKEN, f"With this change no check would run: {error}", today.settings.path)]
        proposal = Proposal(None, ())
    changes += _asking(touched, today)
    said = [found for change in changes for found in finding(today.playbook, change, tree.read(change.path))]
    return report._replace(findings=tuple(sorted([*report.findings, *said], key=order)), proposal=proposal)


def finding(playbook: Playbook, change: Change, content: bytes | None) -> Iterator[Finding]:
    """Say one change of the gate as a finding, at its place in the file; nothing when nobody wants to know."""
    policy = next((one for one in playbook.policies if one.id == CHANGED), None)
    if policy and playbook.severity(policy, "proposal"):
        problem = Problem(change.at, change.message, _ADVICE[change.effect], about=change.message)
        known = document.read(content) if content and change.at else None
        place = Place(change.path, f"{change.path}{change.at}{change.message}", None, known)
        yield findings.of_gate(policy, _WEIGHTS[change.effect], problem, place)


def _rules(hearing: Hearing) -> Rules:
    own = (entry.path for entry in hearing.where.rules.find(hearing.settings.policies))
    return Rules(hearing.playbook, hearing.baseline, frozenset(own))


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
