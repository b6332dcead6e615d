"""The findings as annotations of a GitHub workflow run, at most ten of a kind, as GitHub shows no more.

See https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands.
"""

from ..model import TOP, Finding, Report, Severity, Verdict
from .counts import sentence
from .style import Style, printable

_MOST = 10
_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "notice"}


def render(report: Report, verdict: Verdict, _: Style) -> str:
    """Write a workflow command for each new finding, those that decide first, and the verdict as a notice."""
    decisive = set(verdict.blocking)
    ordered = sorted(report.new, key=lambda finding: finding not in decisive)
    lines: list[str] = []
    for severity, command in _COMMANDS.items():
        listed = [finding for finding in ordered if finding.severity is severity]
        most = _MOST - 1 if severity is Severity.NOTE else _MOST  # the verdict is a notice too
        lines += [_annotation(command, finding) for finding in listed[:most]]
    shown = len(lines)
    hidden = (
        f" {len(ordered) - shown:,} more are not shown here; the job summary has them." if len(ordered) > shown else ""
    )
    lines.append(f"::notice title=pilotlint::{data(sentence(report, verdict) + hidden)}")
    return "\n".join(lines) + "\n"


def _annotation(command: str, finding: Finding) -> str:
    properties = {"file": finding.path, "title": f"{finding.policy} {finding.name}"}
    if finding.span != TOP:
        start, end = finding.span
        properties |= {"line": str(start.line), "endLine": str(end.line)}
        if start.line == end.line:
            properties |= {"col": str(start.column), "endColumn": str(end.column)}
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{command} {listed}::{data(f'{finding.message} To do: {finding.help}')}"


def data(text: str) -> str:
    """Return a text so that it ends no command and begins none."""
    return printable(text).replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return data(text).replace(":", "%3A").replace(",", "%2C")
