"""The findings as SARIF 2.1.0, for code scanning: suppressed and old ones are there, and marked as such.

See https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html.
"""

import json
import re
from collections import Counter
from typing import Any

from .. import __version__
from ..model import TOP, Finding, Report, Severity, Span, Status, Verdict
from .places import address
from .style import Style, printable

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_HOME = "https://github.com/pilotlint/pilotlint"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.NOTE: "note"}
_STATES = {Status.NEW: "new", Status.EXISTING: "unchanged"}


def render(report: Report, _: Verdict, __: Style) -> str:
    """Write every finding, and the policies that found something as rules."""
    asked_for = dict(report.policies)
    rules = {finding.policy: finding.name for finding in report.findings}
    driver = {
        "name": "pilotlint",
        "version": __version__,
        "informationUri": _HOME,
        "rules": [_rule(policy, name, asked_for.get(policy, name)) for policy, name in rules.items()],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": "pilotlint/"},
        "columnKind": "unicodeCodePoints",
        "results": _results(report, list(rules)),
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, indent=1) + "\n"


def _rule(policy: str, name: str, asked_for: str) -> dict[str, Any]:
    said = printable(f"What is asked for: {asked_for}.")
    explained = f"{said} Run 'pilotlint explain {printable(policy)}' to read why, where it blocks and what to type."
    return {
        "id": policy,
        "name": "".join(word[:1].upper() + word[1:] for word in printable(name).split("-")),
        "shortDescription": {"text": said},
        "fullDescription": {"text": explained},
        "help": {"text": explained},
        "helpUri": f"{_HOME}/blob/main/docs/policies/{_page(policy, name)}",
    }


def _page(policy: str, name: str) -> str:
    """Return the page of a shipped policy, or that of all for one that has none there."""
    shipped = re.fullmatch(r"(PL|OP)\d{3}", policy)
    return address(f"{policy}-{name}.md") if shipped else "README.md"


def _results(report: Report, rules: list[str]) -> list[dict[str, Any]]:
    seen: Counter[str] = Counter()
    places = {policy: index for index, policy in enumerate(rules)}
    results = []
    for finding in report.findings:
        seen[finding.fingerprint] += 1
        result = _result(finding, seen[finding.fingerprint]) | {"ruleIndex": places[finding.policy]}
        results.append(result | ({"baselineState": _STATES[finding.status]} if report.base else {}))
    return results


def _result(finding: Finding, number: int) -> dict[str, Any]:
    identity = f"{finding.fingerprint}:{number}"
    result: dict[str, Any] = {
        "ruleId": finding.policy,
        "level": _LEVELS[finding.severity],
        "message": {"text": printable(f"{finding.message} To do: {finding.help}")},
        "locations": [_location(finding.path, finding.span)],
        "partialFingerprints": {"pilotlint/v1": identity, "primaryLocationLineHash": identity},
    }
    if finding.related:
        result["relatedLocations"] = [
            _location(related.path, related.span) | {"message": {"text": printable(related.message)}}
            for related in finding.related
        ]
    if finding.suppression:
        why = printable(f"{finding.suppression.kind}: {finding.suppression.reason}")
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": why}]
    if finding.fix is not None:
        result["fixes"] = [_fix(finding, finding.fix)]
    return result


def _fix(finding: Finding, line: str) -> dict[str, Any]:
    whole = {"startLine": (at := finding.span.start.line), "startColumn": 1, "endLine": at}
    replaced = {
        "deletedRegion": whole | {"endColumn": len(finding.source) + 1},
        "insertedContent": {"text": line},
    }
    change = {"artifactLocation": {"uri": address(finding.path)}, "replacements": [replaced]}
    return {"description": {"text": printable(finding.help)}, "artifactChanges": [change]}


def _location(path: str, span: Span) -> dict[str, Any]:
    return {"physicalLocation": {"artifactLocation": {"uri": address(path)}, "region": _region(span)}}


def _region(span: Span) -> dict[str, int]:
    if span == TOP:
        return {"startLine": 1}
    start, end = span
    return {"startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column}
