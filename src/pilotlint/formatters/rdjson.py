"""The findings in reviewdog's format, which comments on the lines of a pull request at many hosts.

See https://github.com/reviewdog/reviewdog/tree/master/proto/rdf; there columns count bytes in UTF-8.
"""

import json
from typing import Any

from ..model import TOP, Finding, Report, Severity, Verdict
from .style import Style, printable

_SEVERITIES = {Severity.ERROR: "ERROR", Severity.WARNING: "WARNING", Severity.NOTE: "INFO"}


def render(report: Report, _: Verdict, __: Style) -> str:
    """Write the new findings."""
    diagnostics = [_diagnostic(finding) for finding in report.new]
    return json.dumps({"source": {"name": "pilotlint"}, "diagnostics": diagnostics}, indent=1) + "\n"


def _diagnostic(finding: Finding) -> dict[str, Any]:
    location: dict[str, Any] = {"path": finding.path}
    if finding.span != TOP:
        location["range"] = _range(finding)
    diagnostic: dict[str, Any] = {
        "message": printable(f"{finding.message}\nTo do: {finding.help}").replace("\\x0a", "\n"),
        "location": location,
        "severity": _SEVERITIES[finding.severity],
        "code": {"value": finding.policy},
    }
    if finding.fix is not None:
        line, behind = finding.span.start.line, len(finding.source.encode(errors="surrogatepass")) + 1
        whole = {"start": {"line": line, "column": 1}, "end": {"line": line, "column": behind}}
        diagnostic["suggestions"] = [{"range": whole, "text": finding.fix}]
    return diagnostic


def _range(finding: Finding) -> dict[str, dict[str, int]]:
    start, end = finding.span
    places = {"start": {"line": start.line, "column": _in_bytes(finding.source, start.column)}}
    if end.line == start.line:
        places["end"] = {"line": end.line, "column": _in_bytes(finding.source, end.column)}
    return places


def _in_bytes(line: str, column: int) -> int:
    return len(line[: column - 1].encode(errors="surrogatepass")) + 1
