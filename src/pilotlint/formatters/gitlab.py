"""The findings as a GitLab code quality report; GitLab itself compares it with the target branch.

See https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format.
"""

import hashlib
import json
from collections import Counter

from ..model import Finding, Report, Severity, Verdict
from .style import Style, printable

_SEVERITIES = {Severity.ERROR: "critical", Severity.WARNING: "minor", Severity.NOTE: "info"}


def render(report: Report, _: Verdict, __: Style) -> str:
    """Write every finding that is not suppressed, each with a fingerprint of its own."""
    seen: Counter[str] = Counter()
    entries = []
    for finding in report.findings:
        if finding.suppression:
            continue
        seen[finding.fingerprint] += 1
        entries.append(_entry(finding, seen[finding.fingerprint]))
    return json.dumps(entries, indent=1) + "\n"


def _entry(finding: Finding, number: int) -> dict[str, object]:
    return {
        "description": printable(f"{finding.message} To do: {finding.help}"),
        "check_name": finding.policy,
        "fingerprint": hashlib.sha256(f"{finding.fingerprint} {finding.path} {number}".encode()).hexdigest()[:32],
        "severity": _SEVERITIES[finding.severity],
        "location": {"path": finding.path, "lines": {"begin": finding.span.start.line}},
    }
