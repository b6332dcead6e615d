"""The report for people at a terminal: each finding at its line, then where every initiative stands."""

from collections import Counter
from collections.abc import Iterator

from ..model import TOP, Finding, Proposal, Readiness, Report, Severity, Standing, Status, Verdict
from .counts import money
from .style import Style, columns, printable

_COLOURS = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.NOTE: "blue"}
_MOST_FINDINGS = 500
_MOST_STANDINGS = 200
_LONGEST_LINE = 400
_INDENT = " " * 8
_PASSES = {True: "passes", False: "fails", None: "could not judge anything"}
_FLIPS = {True: "passes", False: "fails", None: "is not judged"}


def render(report: Report, verdict: Verdict, style: Style) -> str:
    """Write the findings, the worst first when there are too many to show, and a summary a board can read."""
    blocks = [*_findings(report, style), *_summary(report, verdict, style)]
    return "\n".join(blocks) + "\n"


def _findings(report: Report, style: Style) -> Iterator[str]:
    new = [finding for finding in report.findings if _is_new(finding)]
    shown = (
        sorted(new, key=lambda finding: not finding.severity.reaches(Severity.ERROR))[:_MOST_FINDINGS]
        if len(new) > _MOST_FINDINGS
        else new
    )
    for finding in shown:
        yield "\n".join(_snippet(finding, style)) + "\n"
    if len(shown) < len(new):
        yield f"… and {len(new) - len(shown):,} more findings; `--format json` has them all.\n"
    others = [
        _one_line(finding, style) for finding in report.findings if not _is_new(finding) and not _is_old_debt(finding)
    ]
    if others:
        yield "\n".join(others) + "\n"


def _is_new(finding: Finding) -> bool:
    return finding.status is Status.NEW and not finding.suppression


def _is_old_debt(finding: Finding) -> bool:
    """Tell whether the baseline remembers a finding; there may be thousands, so that they are counted only."""
    return finding.suppression is not None and finding.suppression.kind == "baseline"


def _snippet(finding: Finding, style: Style) -> Iterator[str]:
    """Show a finding the way compilers do: what, where, the line with the place marked, and what to type."""
    start, end = finding.span
    colour = _COLOURS[finding.severity]
    label = f"{finding.severity}[{finding.policy}]"
    head = _wrapped(f"{label}: {printable(finding.message)}", style, "  ")
    yield style.paint(label, colour, "bold") + style.paint(head.removeprefix(label), "bold")
    gutter = " " * len(str(start.line))
    bar = style.paint("|", "blue")
    yield f"{gutter}{style.paint('-->', 'blue')} {_place(finding)}"
    if finding.source.strip() and finding.span != TOP:
        last = end.column - 1 if end.line == start.line else len(finding.source)
        before, marked, behind = _cut(finding.source.rstrip(), start.column - 1, last)
        yield f"{gutter} {bar}"
        yield f"{style.paint(str(start.line), 'blue')} {bar} {before}{marked}{behind}"
        yield f"{gutter} {bar} {' ' * columns(before)}{style.paint('^' * max(columns(marked), 1), colour, 'bold')}"
    for related in finding.related:
        where = f"{printable(related.path)}:{related.span.start.line}:{related.span.start.column}"
        yield f"{gutter} {style.paint('=', 'blue')} see {where}: {printable(related.message)}"
    yield f"{gutter} {style.paint('=', 'blue')} " + _wrapped(f"to do: {printable(finding.help)}", style, f"{gutter}   ")


def _cut(line: str, start: int, end: int) -> tuple[str, str, str]:
    """Split a line into what stands before, in and behind a stretch, and cut what would fill the screen."""
    before, marked, behind = line[:start], line[start:end], line[end:]
    if len(line) > _LONGEST_LINE:
        before = before if len(before) <= _LONGEST_LINE // 4 else "…" + before[-_LONGEST_LINE // 4 :]
        marked = marked if len(marked) <= _LONGEST_LINE // 2 else marked[: _LONGEST_LINE // 2] + "…"
        behind = behind if len(behind) <= _LONGEST_LINE // 4 else behind[: _LONGEST_LINE // 4] + "…"
    return printable(before), printable(marked), printable(behind)


def _one_line(finding: Finding, style: Style) -> str:
    why = (
        f"{finding.suppression.kind}: {printable(finding.suppression.reason)}"
        if finding.suppression
        else "was there before"
    )
    return style.paint(
        f"{finding.severity}[{finding.policy}] {_place(finding)} ({why}): {printable(finding.message)}", "dim"
    )


def _place(finding: Finding) -> str:
    return f"{printable(finding.path)}:{finding.span.start.line}:{finding.span.start.column}"


def _summary(report: Report, verdict: Verdict, style: Style) -> Iterator[str]:
    names = dict(report.policies)
    to_fix = Counter(path for path, _ in {(finding.path, finding.name) for finding in verdict.blocking})
    spared = _spared(report)
    order = sorted(report.standings, key=lambda standing: standing.path not in verdict.failed)
    for standing in order[:_MOST_STANDINGS]:
        yield from _standing(standing, names, style, to_fix[standing.path], spared)
    if len(order) > _MOST_STANDINGS:
        yield f"… and {len(order) - _MOST_STANDINGS:,} more initiatives; `--format json` has them all."
    if order:
        yield ""
    old = [finding.initiative for finding in report.findings if _is_old_debt(finding)]
    if old:
        yield f"{_count(len(old), 'old finding')} in the baseline, in {_count(len(set(old)), 'initiative')}."
    if report.proposal:
        yield from _proposal(report.proposal, verdict, style)
    for note in report.notes:
        yield f"Note: {printable(note)}"
    yield _last_line(report, verdict, style)


def _spared(report: Report) -> dict[tuple[str, str], str]:
    """Say by path and policy why what was found does not have to be mended now, where nothing new was found."""
    new = {(finding.path, finding.policy) for finding in report.findings if _is_new(finding)}
    found = {(finding.path, finding.policy): finding for finding in report.findings}
    return {
        place: finding.suppression.kind if finding.suppression else "was there before"
        for place, finding in found.items()
        if place not in new
    }


def _proposal(proposal: Proposal, verdict: Verdict, style: Style) -> Iterator[str]:
    """Say what the change would do to the rules, and that they do not count yet."""
    yield style.paint("This change touches the rules it is judged by.", "bold")
    yield f"  Under today's rules, which decide, the gate {_PASSES[verdict.passed]}."
    yield f"  Under the rules it proposes, the gate {_PASSES[proposal.passed]}."
    for flip in proposal.flips[:_MOST_STANDINGS]:
        yield f"  {printable(flip.id)}: {_FLIPS[flip.passes]} today, {_FLIPS[flip.would_pass]} then"
    if len(proposal.flips) > _MOST_STANDINGS:
        yield f"  … and {len(proposal.flips) - _MOST_STANDINGS:,} more; `--format json` has them all."
    yield ""


def _standing(
    standing: Standing, names: dict[str, str], style: Style, to_fix: int, spared: dict[tuple[str, str], str]
) -> Iterator[str]:
    """Say what an initiative is and asks for, how many policies are to fix, and how far it is on its way."""
    word = style.paint("FAIL", "red", "bold") if to_fix else style.paint("pass", "green", "bold")
    stage = standing.stage or "no stage"
    move = f"{standing.base_stage} → {stage}" if standing.moved else stage
    parts = [printable(standing.title), printable(standing.id), move, printable(money(standing.funding))]
    parts += [f"{to_fix:,} to fix"] if to_fix else []
    yield f"  {word}  " + " · ".join(part for index, part in enumerate(parts) if part and part not in parts[:index])
    if standing.readiness and standing.readiness.total:
        yield _INDENT + _wrapped(_way(standing, standing.readiness, names, spared), style, _INDENT)


def _way(standing: Standing, readiness: Readiness, names: dict[str, str], spared: dict[tuple[str, str], str]) -> str:
    """Say how far an initiative is, and what it lacks; at its own stage also what need not be mended now, and why."""
    here = readiness.stage == standing.stage
    stage = "" if here and not standing.moved else f" for {readiness.stage}"
    done = f"{readiness.passed} of {readiness.total} done{stage}."
    whys = [(policy, spared.get((standing.path, policy)) if here else None) for policy in readiness.missing]
    lacks = [f"{printable(names.get(policy, policy))} ({policy}{f', {why}' if why else ''})" for policy, why in whys]
    return f"{done} Missing: {' · '.join(lacks)}" if lacks else done


def _last_line(report: Report, verdict: Verdict, style: Style) -> str:
    active = [finding for finding in report.findings if not finding.suppression]
    new = [finding.severity for finding in active if finding.status is Status.NEW]
    counts = [
        _count(new.count(Severity.ERROR), "error"),
        _count(new.count(Severity.WARNING), "warning"),
        *([f"{len(active) - len(new)} there before"] if len(active) > len(new) else []),
        *([f"{len(report.findings) - len(active)} suppressed"] if len(report.findings) > len(active) else []),
    ]
    checked = f"{_count(len(report.standings), 'initiative')} on {report.today}: {', '.join(counts)}."
    word = (
        style.paint("The gate passes.", "green", "bold")
        if verdict.passed
        else style.paint("The gate fails.", "red", "bold")
    )
    return f"{checked} {word}"


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _wrapped(text: str, style: Style, indent: str) -> str:
    if style.width is None:
        return text
    import textwrap  # noqa: PLC0415  # for a terminal only

    width = max(style.width - len(indent), 40)
    return f"\n{indent}".join(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False))
