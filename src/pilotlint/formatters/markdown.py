"""The document that a board decides from: the decision first, what is missing, what to ask, and the rest folded away.

Nothing in it but our own words and layout means anything to GitHub; see `neutral`.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from ..model import TOP, Finding, Report, Severity, Standing, Status, Verdict
from .counts import money, outcome, tally
from .neutral import code, plain, prose
from .page import Section, fit
from .places import address
from .questions import question
from .style import Style

MOST = 60_000
"""Characters; GitHub takes 65,536 in a comment."""

_REST = "`pilotlint check --format json` has them all"
_TITLE = 120
_SIGNS = {True: "✅", False: "❌"}
_PASSES = {True: "passes", False: "fails", None: "could not judge anything"}
_FLIPS = {True: "passes", False: "fails", None: "is not judged"}
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
        failed = self.verdict.failed
        return sorted(self.report.standings, key=lambda one: (one.path not in failed, not one.moved, one.path))


def render(report: Report, verdict: Verdict, _: Style) -> str:
    """Write the document without links."""
    return document(Facts(report, verdict))


def document(facts: Facts, most: int = MOST) -> str:
    """Write the document, the worst first, in at most so many characters."""
    report, verdict = facts.report, facts.verdict
    head = f"## {_SIGNS[verdict.passed]} {outcome(verdict)}\n\n{plain(tally(report))}\n\n"
    decisive = set(verdict.blocking)
    new = report.new
    gate = [finding for finding in new if finding.policy in GATE]
    missing = [finding for finding in new if finding in decisive and finding not in gate]
    worth = [finding for finding in new if finding not in decisive and finding not in gate]
    rest = [finding for finding in report.findings if finding.suppression or finding.status is Status.EXISTING]
    sections = [
        Section(
            "| | initiative | stage | asks for | ready |\n|---|---|---|---|---|\n", _rows(facts), noun="initiative"
        ),
        Section("### The rules and the exceptions\n\n", [*_proposal(facts), *_lines(gate, facts)], noun="line"),
        Section("### What is missing\n", list(_by_initiative(missing, facts)), noun="finding"),
        Section("### To ask in the meeting\n\n", list(_questions(facts)), noun="question"),
        _folded("Worth a look", list(_by_initiative(worth, facts))),
        _folded("Does not count now: waived, in the baseline, or there before", _lines(rest, facts)),
        Section("<details><summary>How this was judged</summary>\n\n", list(_how(report)), "\n</details>\n", "note"),
    ]
    return head + fit(sections, most - len(head), _REST)


def _folded(title: str, rows: list[str]) -> Section:
    return Section(f"<details><summary>{title} ({len(rows):,})</summary>\n\n", rows, "\n</details>\n", "finding")


def _rows(facts: Facts) -> list[str]:
    return [_row(standing, facts, passed=standing.path not in facts.verdict.failed) for standing in facts.in_order]


def _row(standing: Standing, facts: Facts, *, passed: bool) -> str:
    stage = plain(standing.stage or "no stage")
    before = standing.base_stage or ("new" if facts.report.base else None)
    ready = standing.readiness
    cells = (
        _SIGNS[passed],
        f"**{plain(standing.title, _TITLE)}** {_link(code(standing.id), standing.path, facts)}",
        f"{plain(before)} → **{stage}**" if before and before != standing.stage else stage,
        plain(money(standing.funding)) or "no amount given",
        f"{ready.passed} of {ready.total} done for {plain(ready.stage)}" if ready and ready.total else "unknown",
    )
    return f"| {' | '.join(cells)} |\n"


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


def _lines(findings: Iterable[Finding], facts: Facts) -> list[str]:
    """Write findings, the gravest first, each as one line of a list."""
    decisive = set(facts.verdict.blocking)
    signs = {True: "❌ ", False: ""}
    return [_line(finding, facts, signs[finding in decisive]) for finding in sorted(findings, key=_weight)]


def _by_initiative(findings: list[Finding], facts: Facts) -> Iterator[str]:
    """Write findings under the initiatives they are about, in the order of the table."""
    order = {standing.path: place for place, standing in enumerate(facts.in_order)}
    ordered = sorted(findings, key=lambda one: (order.get(one.path, len(order)), one.path, *_weight(one)))
    for path, group in groupby(ordered, lambda one: one.path):
        title = "".join(f"**{plain(one.title, _TITLE)}** " for one in facts.report.standings if one.path == path)
        for number, finding in enumerate(group):
            heading = "" if number else f"\n{title}{code(finding.initiative or path)}\n\n"
            yield heading + _line(finding, facts)


def _weight(finding: Finding) -> tuple[bool, bool]:
    return not finding.severity.reaches(Severity.ERROR), not finding.severity.reaches(Severity.WARNING)


def _line(finding: Finding, facts: Facts, sign: str = "") -> str:
    line = "" if finding.span == TOP else f":{finding.span.start.line}"
    where = _link(code(f"{finding.path}{line}"), finding.path, facts, finding.span.start.line)
    why = f" ({finding.suppression.kind}: {plain(finding.suppression.reason)})" if finding.suppression else ""
    said = f"- {sign}**{plain(finding.policy)}** {prose(finding.message)}{why} {where}\n"
    return said if finding.suppression else f"{said}  **To do:** {prose(finding.help)}\n"


def _link(shown: str, path: str, facts: Facts, line: int = 1) -> str:
    return f"[{shown}]({facts.files}{address(path)}#L{line})" if facts.files else shown


def _questions(facts: Facts) -> Iterator[str]:
    """Ask one question of each initiative that moves or fails: what the first thing it lacks leaves open."""
    for standing in facts.in_order:
        if standing.moved or standing.path in facts.verdict.failed:
            lacks = standing.readiness.missing if standing.readiness else ()
            yield f"- {code(standing.id)} {question(lacks)}\n"


def _how(report: Report) -> Iterator[str]:
    rules = report.base or "the repository itself"
    yield f"- Judged by {len(report.policies):,} policies, as on {report.today}, with the rules of {rules}.\n"
    if report.head:
        yield f"- The initiatives are those of {report.head}.\n"
    for note in report.notes:
        yield f"- Note: {prose(note)}\n"
