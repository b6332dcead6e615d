"""The report for a funding board, as GitHub shows it in a comment or a summary: the decision first, details folded."""

from collections.abc import Iterable, Iterator

from ..model import Finding, Proposal, Report, Severity, Standing, Verdict
from .counts import amounts, counted, tally
from .neutral import neutral, prose
from .style import Style

MOST = 60_000
"""Characters; GitHub refuses a comment of more than 65,536."""

_GATE = frozenset(("PL911", "PL912", "PL913"))
_SAYS = {True: "passes", False: "is blocked", None: "could not judge anything"}
_FLIPS = {True: "passes", False: "is blocked", None: "is not judged"}
_QUESTIONS = {
    "PL1": "What will which people do differently from the day this works?",
    "PL2": "Who answers for it once it is in use, and does that person know?",
    "PL3": "Which number shows that people work differently, and who reads it?",
    "PL4": "Who pays for bringing it into daily work, and have they said so?",
    "PL5": "Who looks at it every week once it runs, and what happens then?",
    "PL6": "Who of those who will use it had a hand in it, and what did they change?",
    "PL7": "What happens on the day after the pilot ends, and who decides it?",
    "PL8": "What kept the last one from daily work, and why is it different now?",
    "PL9": "What was learned, and who knows it by now?",
}
"""What to ask in the meeting, by what the policies are about: each play of the playbook comes down to one question."""


def render(report: Report, verdict: Verdict, style: Style) -> str:
    """Write the decision, what it rests on and what to ask; whole rows only, the worst first."""
    rooms = [
        "\n".join(_decision(report, verdict)),
        *_room("The rules change with this", _gate(report, verdict, style)),
        *_room("What is missing", _findings(verdict.blocking, style)),
        *_room("To ask in the meeting", _questions(verdict)),
        *_folded("worth a look", [one for one in report.new if _advises(one, verdict)], style),
        *_folded("there before or excepted", _spared(report), style),
        *(f"> {prose(note)}" for note in report.notes),
        f"<sub>{neutral(tally(report))} Judged by {'the rules of its base' if report.base else 'its own rules'}.</sub>",
    ]
    return "\n\n".join(rooms) + "\n"


def _decision(report: Report, verdict: Verdict) -> Iterator[str]:
    yield f"## {_headline(report, verdict)}"
    if not report.standings:
        return
    yield ""
    yield "| | initiative | stage | asks for | done |"
    yield "|---|---|---|---|---|"
    order = sorted(report.standings, key=lambda one: (one.path not in verdict.failed, not one.moved))
    yield from _within(MOST // 4, (_row(standing, verdict) for standing in order), len(order), "initiative")


def _headline(report: Report, verdict: Verdict) -> str:
    moves = [standing for standing in report.standings if standing.moved]
    blocked = sum(standing.path in verdict.failed for standing in moves)
    if not moves:
        return "pilotlint: the gate passes" if verdict.passed else "pilotlint: the gate is blocked"
    what = counted(len(moves), "stage move")
    if not blocked:
        return f"pilotlint: {what} ready" if verdict.passed else f"pilotlint: {what} ready, and something else blocks"
    return f"pilotlint: {what}, {blocked:,} blocked"


def _row(standing: Standing, verdict: Verdict) -> str:
    stage = standing.stage or "no stage"
    move = f"{standing.base_stage} → **{stage}**" if standing.moved else stage
    ready = standing.readiness
    done = f"{ready.passed} of {ready.total} for {ready.stage}" if ready and ready.total else ""
    mark = ":x: blocked" if standing.path in verdict.failed else ":white_check_mark: passes"
    title = neutral(standing.title or standing.id)
    return f"| {mark} | **{title}** ({neutral(standing.id)}) | {move} | {neutral(amounts(standing.funding))} | {done} |"


def _gate(report: Report, verdict: Verdict, style: Style) -> Iterator[str]:
    yield from _findings((one for one in report.new if one.policy in _GATE and one not in verdict.blocking), style)
    if report.proposal:
        yield from _proposal(report.proposal, verdict)


def _proposal(proposal: Proposal, verdict: Verdict) -> Iterator[str]:
    yield f"- Under today's rules, which decide, this {_SAYS[verdict.passed]}."
    yield f"- Under the rules it proposes, it {_SAYS[proposal.passed]}."
    for flip in proposal.flips:
        yield f"  - {neutral(flip.id)}: {_FLIPS[flip.passes]} today, {_FLIPS[flip.would_pass]} then"


def _findings(findings: Iterable[Finding], style: Style) -> Iterator[str]:
    for finding in findings:
        who = f"**{neutral(finding.initiative)}**: " if finding.initiative else ""
        yield f"- {who}{prose(finding.message)} _{prose(finding.help)}_ {_place(finding, style)} {finding.policy}"


def _place(finding: Finding, style: Style) -> str:
    line = finding.span.start.line
    shown = f"<code>{neutral(finding.path)}:{line}</code>"
    return f"[{shown}]({style.link(finding.path, line)})" if style.links else shown


def _questions(verdict: Verdict) -> Iterator[str]:
    about = dict.fromkeys(finding.policy[:3] for finding in verdict.blocking if finding.policy not in _GATE)
    yield from (f"- {_QUESTIONS[play]}" for play in about if play in _QUESTIONS)


def _advises(finding: Finding, verdict: Verdict) -> bool:
    return finding not in verdict.blocking and finding.policy not in _GATE


def _spared(report: Report) -> list[Finding]:
    return [one for one in report.findings if one not in report.new and one.severity is not Severity.NOTE]


def _room(title: str, rows: Iterable[str]) -> Iterator[str]:
    if listed := list(rows):
        yield "\n".join([f"### {title}", "", *_within(MOST // 4, listed, len(listed), "line")])


def _folded(title: str, findings: list[Finding], style: Style) -> Iterator[str]:
    if findings:
        rows = _within(MOST // 6, _findings(findings, style), len(findings), "line")
        summary = f"<summary>{len(findings):,} {title}</summary>"
        yield "\n".join([f"<details>{summary}", "", *rows, "", "</details>"])


def _within(room: int, rows: Iterable[str], count: int, noun: str) -> Iterator[str]:
    """Give whole rows as long as there is room, and say how many are left out."""
    for shown, row in enumerate(rows):
        room -= len(row) + 1
        if room < 0:
            yield f"\n… and {counted(count - shown, noun)} more: `pilotlint check` lists everything."
            return
        yield row
