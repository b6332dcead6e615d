"""The document that a board decides from: the decision first, what to ask, what is missing, and the rest folded away.

Nothing in it but our own words and layout means anything to GitHub; see `neutral`.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby, zip_longest
from typing import NamedTuple

from ..model import TOP, Finding, Report, Severity, Standing, Verdict
from .counts import counted, money, outcome, total
from .neutral import code, plain, prose
from .page import Section, fit
from .places import address
from .questions import question
from .style import Style

MOST = 60_000
"""Characters; GitHub takes 65,536 in a comment."""

_COLUMNS = "| verdict | initiative | stage | asks for | done |\n|---|---|---|---|---|\n"
_REST = "`pilotlint check --format json` has them all"
_TITLE = 120
_PASSES = {True: "passes", False: "fails", None: "could not judge anything"}
_FLIPS = {True: "passes", False: "fails", None: "is not judged"}
_SIGNS = {True: "✅", False: "❌"}
_STANDS = {
    (True, True): "ready",
    (True, False): "not&nbsp;ready",
    (False, True): "passes",
    (False, False): "blocked",
}
"""By whether an initiative moves, and whether it passes."""
GATE = frozenset(("PL911", "PL912", "PL913"))
"""What is found about the rules and the exceptions to them."""


class Facts(NamedTuple):
    """What the document says, and where its lines can be looked up."""

    report: Report
    verdict: Verdict
    files: str = ""
    """The address below which the files of the judged commit are shown; without one there are no links."""

    @property
    def in_order(self) -> list[Standing]:
        """The initiatives: those that fail first, then those that move."""
        moving = set(self.report.moving)
        return sorted(self.report.standings, key=lambda one: (self.passes(one), one not in moving, one.path))

    def passes(self, standing: Standing) -> bool:
        """Tell whether an initiative passes."""
        return standing.path not in self.verdict.failed


class _Told(NamedTuple):
    """Everything by where it is told."""

    decided: list[Standing]
    """The initiatives that move or fail."""
    others: list[Standing]
    gate: list[Finding]
    missing: list[Finding]
    to_judge: list[Finding]
    """What would block if it were certain, or the author had not answered."""
    worth: list[Finding]
    rest: list[Finding]


def render(report: Report, verdict: Verdict, _: Style) -> str:
    """Write the document without links."""
    return document(Facts(report, verdict))


def document(facts: Facts, most: int = MOST, rest: str = _REST) -> str:
    """Write the document, the worst first, in at most so many characters; `rest` says where to find what is cut."""
    told = _told(facts)
    head = f"## {_headline(told, facts)}\n\n{_summary(told, facts)}\n\n"
    doubtful, uncounted, others = (f" ({len(part):,})" for part in (told.worth, told.rest, told.others))
    sections = [
        Section(_COLUMNS, _rows(told.decided, facts), noun="initiative"),
        Section("### The rules and the exceptions\n\n", [*_proposal(facts), *_lines(told.gate, facts)], noun="line"),
        Section("### To ask in the meeting\n\n", _questions(told.decided), noun="question"),
        Section("### What is missing\n", _by_initiative(told.missing, facts, _missing), noun="finding"),
        Section("### For you to judge\n", _by_initiative(told.to_judge, facts, _missing), noun="finding"),
        _folded("What to type", _by_initiative([*told.missing, *told.to_judge], facts, _advice), "finding"),
        _folded(f"Worth a look{doubtful}", _by_initiative(told.worth, facts, _doubt), "finding"),
        _folded(
            f"Does not count now: waived, in the baseline, or there before{uncounted}", _lines(told.rest, facts), "line"
        ),
        _folded(f"Initiatives that neither move nor fail{others}", _rows(told.others, facts), "initiative", _COLUMNS),
        _folded("How this was judged", list(_how(facts.report)), "note"),
    ]
    return head + fit(sections, most - len(head), rest)


def to_do(findings: Iterable[Finding], facts: Facts, most: int, rest: str) -> str:
    """Write what is missing and what to type for each, in at most so many characters."""
    rows = [f"- {_doubt(finding, facts)}\n" for finding in findings]
    return fit([Section("", rows, noun="finding")], most, rest).strip()


def _told(facts: Facts) -> _Told:
    decisive, new, moving = set(facts.verdict.blocking), set(facts.report.new), set(facts.report.moving)
    told = _Told([], [], [], [], [], [], [])
    for standing in facts.in_order:
        (told.decided if standing in moving or not facts.passes(standing) else told.others).append(standing)
    for finding in facts.report.findings:
        if finding not in decisive and finding not in new:
            told.rest.append(finding)
        elif finding.policy in GATE:
            told.gate.append(finding)
        else:
            where = told.missing if finding in decisive else told.to_judge if finding.advises_only else told.worth
            where.append(finding)
    return told


def _headline(told: _Told, facts: Facts) -> str:
    """Say what is decided: of one initiative by its title, of several by their number."""
    passed = facts.verdict.passed
    found = [one for one in told.decided if facts.passes(one) is passed]
    moving = [one for one in found if one in set(facts.report.moving)]
    found = moving or found
    if not found:
        return f"{_SIGNS[passed]} {outcome(facts.verdict)}"
    stands = _STANDS[bool(moving), passed].capitalize()
    if len(found) > 1:
        return f"{_SIGNS[passed]} {stands}: {counted(len(found), 'initiative')}"
    stage = f" for {plain(found[0].stage or 'its stage')}" if moving else ""
    return f"{_SIGNS[passed]} {stands}{stage}: {plain(found[0].title, _TITLE)}"


def _summary(told: _Told, facts: Facts) -> str:
    """Say the verdict, how much was found, and what a change asks for in all."""
    decisive = set(facts.verdict.blocking)
    blocking = [one for one in told.gate if one in decisive]
    counts = [
        (len(told.missing) + len(blocking), "missing"),
        (len(told.to_judge), "for you to judge"),
        (len(told.worth), "worth a look"),
        (len(told.gate) - len(blocking), "about the rules"),
        (len(told.rest), "not counted now"),
    ]
    found = ", ".join(f"{number:,} {what}" for number, what in counts if number) or "nothing missing"
    judged = counted(len(facts.report.standings), "initiative")
    said = f"{outcome(facts.verdict)} {judged} on {facts.report.today}: {found}."
    asked = [money(one) for one in total(facts.report.moving)] if len(facts.report.moving) > 1 else []
    return f"{said} Asked for in all: {plain('; '.join(asked))}." if asked else said


def _rows(standings: Iterable[Standing], facts: Facts) -> list[str]:
    moving = set(facts.report.moving)
    return [_row(one, facts, moves=one in moving) for one in standings]


def _row(standing: Standing, facts: Facts, *, moves: bool) -> str:
    stage, passed, ready = plain(standing.stage or "no stage"), facts.passes(standing), standing.readiness
    cells = (
        f"{_SIGNS[passed]}&nbsp;{_STANDS[moves, passed]}",
        f"**{plain(standing.title, _TITLE)}** {_link(code(standing.id), standing.path, facts)}",
        f"{plain(standing.base_stage or 'new')} → **{stage}**" if moves else stage,
        plain(money(standing.funding)) or "no amount given",
        f"{ready.passed} of {ready.total} for {plain(ready.stage)}" if ready and ready.total else "unknown",
    )
    return f"| {' | '.join(cells)} |\n"


def _folded(title: str, rows: Sequence[str], noun: str, columns: str = "") -> Section:
    return Section(f"<details><summary>{title}</summary>\n\n{columns}", rows, "\n</details>\n", noun)


def _proposal(facts: Facts) -> Iterator[str]:
    """Say what the change would do to the rules that judge it."""
    proposal = facts.report.proposal
    if proposal is None:
        return
    yield (
        "- **This change touches the rules it is judged by.** Under today's rules, which decide, the gate "
        f"{_PASSES[facts.verdict.passed]}; under the rules it proposes, the gate {_PASSES[proposal.passed]}.\n"
    )
    for flip in proposal.flips:
        name = _link(code(flip.id), flip.path, facts)
        yield f"- {name} {_FLIPS[flip.passes]} today, and {_FLIPS[flip.would_pass]} then.\n"


def _questions(decided: Iterable[Standing]) -> list[str]:
    """Ask one question of each initiative that moves or fails: what the first thing it lacks leaves open."""
    lacking = ((one, one.readiness.missing if one.readiness else ()) for one in decided)
    return [f"- {code(one.id)} {question(lacks)}\n" for one, lacks in lacking]


def _lines(findings: Iterable[Finding], facts: Facts) -> list[str]:
    """Write findings about any file, the gravest first; advice that several share stands once, below the last."""
    decisive = set(facts.verdict.blocking)
    ordered = sorted(findings, key=_weight)
    rows = []
    for one, following in zip_longest(ordered, ordered[1:]):
        shared = following is not None and following.help == one.help
        advice = "" if one.suppression or shared else _to_do(one)
        rows.append(f"- {'❌ ' if one in decisive else ''}{_said(one)} {_place(one, facts)}{advice}\n")
    return rows


def _by_initiative(findings: Iterable[Finding], facts: Facts, line: Callable[[Finding, Facts], str]) -> list[str]:
    """Write findings under the initiatives they are about, in the order of the table."""
    order = {standing.path: place for place, standing in enumerate(facts.in_order)}
    titles = {standing.path: f"**{plain(standing.title, _TITLE)}** " for standing in facts.report.standings}
    ordered = sorted(findings, key=lambda one: (order.get(one.path, len(order)), one.path, *_weight(one)))
    rows = []
    for path, group in groupby(ordered, lambda one: one.path):
        for number, finding in enumerate(group):
            heading = "" if number else f"\n{titles.get(path, '')}{code(finding.initiative or path)}\n\n"
            rows.append(f"{heading}- {line(finding, facts)}\n")
    return rows


def _weight(finding: Finding) -> tuple[bool, bool]:
    return not finding.severity.reaches(Severity.ERROR), not finding.severity.reaches(Severity.WARNING)


def _missing(finding: Finding, facts: Facts) -> str:
    return f"{_said(finding)} ({_line(finding, facts)})"


def _advice(finding: Finding, facts: Facts) -> str:
    return f"**{plain(finding.policy)}** {prose(finding.help)} ({_line(finding, facts)})"


def _doubt(finding: Finding, facts: Facts) -> str:
    return f"{_missing(finding, facts)}{_to_do(finding)}"


def _said(finding: Finding) -> str:
    why = f" ({finding.suppression.kind}: {plain(finding.suppression.reason)})" if finding.suppression else ""
    return f"**{plain(finding.policy)}** {prose(finding.message)}{why}"


def _to_do(finding: Finding) -> str:
    """Write what to type on a line of its own; GitHub keeps the lines of comments, and not those of summaries."""
    return f"<br>**To do:** {prose(finding.help)}"


def _line(finding: Finding, facts: Facts) -> str:
    line = finding.span.start.line
    return _link("the file" if finding.span == TOP else f"line {line}", finding.path, facts, line)


def _place(finding: Finding, facts: Facts) -> str:
    line = finding.span.start.line
    return _link(code(finding.path if finding.span == TOP else f"{finding.path}:{line}"), finding.path, facts, line)


def _link(shown: str, path: str, facts: Facts, line: int = 1) -> str:
    return f"[{shown}]({facts.files}{address(path)}#L{line})" if facts.files else shown


def _how(report: Report) -> Iterator[str]:
    rules = report.base or "the repository itself"
    yield f"- Judged by {len(report.policies):,} policies, as on {report.today}, with the rules of {rules}.\n"
    if report.head:
        yield f"- The initiatives are those of {report.head}.\n"
    for note in report.notes:
        yield f"- Note: {prose(note)}\n"
