"""What a change would do to the gate itself: in what the rules would differ, and who would be judged otherwise."""

from collections.abc import Collection, Iterator

from . import document, findings, gate_changes, gate_files
from .check import order
from .findings import Place
from .gate_changes import Change, Effect, Rules
from .hearing import Asked, Hearing
from .model import Finding, Flip, InputError, Proposal, Report, Severity, Span
from .overlay import Overlay
from .playbook import Playbook
from .settings import FILE_NAME
from .subject import Problem
from .suppressions import baseline, waivers
from .tree import Kind, Tree

CHANGED = "PL913"

_MOST_BROKEN = 10
"""So many files that cannot be relied on are named; to find the next one, all are loaded once more."""

_WEIGHTS = {Effect.BROKEN: Severity.ERROR, Effect.STRONGER: Severity.NOTE}
"""What weighs the same whatever the settings say; the rest weighs what they say of the policy."""

_ADVICE = {
    Effect.BROKEN: "Mend the file that is named: after the merge every check would stop there.",
    Effect.WEAKER: "Say in the description of the change why the gate should ask for less. This change is judged by "
    "today's rules; the new ones count once it is merged.",
    Effect.OTHER: "Say in the description of the change what this is for, so that a reviewer can weigh it.",
    Effect.STRONGER: "Nothing to do: once this is merged, the gate asks for more.",
}
_ASK = "Make sure that this check is still asked for: unlike rules, this file may count before the change is merged."


def weigh(today: Hearing, report: Report, touched: Collection[str]) -> Report:
    """Add to a report what the change would do to the rules, and which initiatives would be judged otherwise."""
    tree = Overlay(today.where.rules, today.where.head, today.where.touched([""]))
    changes = [*_of_rules(today, tree)]
    try:
        then = Hearing(today.where._replace(rules=tree), today.asked._replace(allow_empty=True), today.cache)
        differs = changes or _waivers(today) != _waivers(then)
        proposal = _proposal(today, then) if differs else None
    except InputError as error:
        changes.append(_broken(error))
        proposal = Proposal(None, ())
    changes += _of_asking(touched, today)
    playbook = today.whole_playbook.with_shipped()
    said = [found for change in dict.fromkeys(changes) for found in finding(playbook, change, tree.read(change.path))]
    return report._replace(findings=tuple(sorted([*report.findings, *said], key=order)), proposal=proposal)


def finding(playbook: Playbook, change: Change, content: bytes | None) -> Iterator[Finding]:
    """Say one change of the gate as a finding, at its place in the file; nothing when nobody wants to know."""
    span = Span(change.where, change.where) if change.where else None
    advice = change.help or _ADVICE[change.effect]
    problem = Problem(change.at, change.message, advice, about=change.message, span=span)
    known = document.read(content) if content and (change.at or span) else None
    place = Place(change.path, f"{change.path}{change.at}{change.message}", None, known)
    yield from findings.of_gate(playbook, CHANGED, problem, place, _WEIGHTS.get(change.effect))


def _of_rules(today: Hearing, tree: Overlay) -> Iterator[Change]:
    """Compare the rules as they are written, and those in pilotlint.yaml also where a run was asked for others."""
    for config in dict.fromkeys((today.asked.config, None)):
        try:
            before = _as_written(today, today.where.rules, config)
        except InputError:  # in a pilotlint.yaml that judges nobody
            continue
        yield from _compared(today, before, tree, config)


def _compared(today: Hearing, before: Rules, tree: Overlay, config: str | None) -> Iterator[Change]:
    """Name each file that cannot be relied on, and compare the rest as if the change left these files alone."""
    for _ in range(_MOST_BROKEN):
        try:
            after = _as_written(today, tree, config)
        except InputError as error:
            broken = _broken(error)
            yield broken
            whole, tree = tree, tree.without(broken.path)
            if tree.touched == whole.touched:
                return
        else:
            yield from gate_changes.changes(before, after)
            return


def _as_written(today: Hearing, tree: Tree, config: str | None) -> Rules:
    hearing = Hearing(today.where._replace(rules=tree), Asked(today.asked.today, config=config), today.cache)
    own = (entry.path for entry in hearing.where.rules.find(hearing.settings.policies))
    return Rules(hearing.whole_playbook, hearing.baseline, frozenset(own))


def _broken(error: InputError) -> Change:
    message = f"With this change no check would run: {error.message.partition(chr(10))[0]}"
    return Change(Effect.BROKEN, message, error.path or FILE_NAME, where=error.at)


def _waivers(hearing: Hearing) -> list[tuple[str, ...]]:
    """Return what the waivers of a tree say, wherever they stand."""
    return sorted(waiver.terms for waiver in waivers.load(hearing.where.rules, hearing.settings).entries)


def _of_asking(touched: Collection[str], today: Hearing) -> Iterator[Change]:
    """Name the touched files that decide whether the gate is asked at all."""
    for path in touched:
        if what := gate_files.asking(path):
            gone, new = (tree.kind(path) is Kind.MISSING for tree in (today.where.head, today.where.rules))
            verb = "is removed" if gone else "is added" if new else "is changed"
            yield Change(Effect.OTHER, f"{what} {verb}: {path}.", path, help=_ASK)


def _proposal(today: Hearing, then: Hearing) -> Proposal:
    """Judge the change by the proposed rules, and every initiative by both."""
    now, proposed = _verdicts(today), _verdicts(then)
    ids = {path: name for path, (name, _) in (*now.items(), *proposed.items())}
    verdicts = ((path, now.get(path, ("", None))[1], proposed.get(path, ("", None))[1]) for path in sorted(ids))
    flips = tuple(Flip(ids[path], path, was, will) for path, was, will in verdicts if was is not will)
    return Proposal(_would_pass(then), flips)


def _would_pass(then: Hearing) -> bool:
    """Tell whether the change would pass by its own rules; its baseline counts whole, as it does after the merge."""
    report = then.report()
    remembered = then.baseline if then.asked.waivers else frozenset()
    found = baseline.suppress(report.findings, remembered)
    return then.verdict(report._replace(findings=tuple(found))).passed


def _verdicts(hearing: Hearing) -> dict[str, tuple[str, bool]]:
    """Return id and verdict of every initiative of the head, whatever was there before, by path."""
    asked = hearing.asked._replace(paths=(), allow_empty=True)
    whole = Hearing(hearing.where._replace(base=None), asked, hearing.cache)
    report = whole.report()
    failed = whole.verdict(report).failed
    return {standing.path: (standing.id, standing.path not in failed) for standing in report.standings}
