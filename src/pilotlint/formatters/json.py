"""The report as JSON, version 1, for other programs; schemas/report.schema.json describes it.

The shape is a promise: keys are added, never renamed or removed, however our own types change.
"""

import json
from typing import Any

from .. import __version__
from ..model import Finding, Funding, Proposal, Report, Severity, Span, Standing, Status, Verdict
from .style import Style


def render(report: Report, verdict: Verdict, _: Style) -> str:
    """Write the report, one initiative or finding to a line, in ASCII: no terminal can take it for a command."""
    lines = [f"{json.dumps(key)}: {_in_lines(value)}" for key, value in as_data(report, verdict).items()]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def as_data(report: Report, verdict: Verdict) -> dict[str, Any]:
    """Return the report as plain data."""
    decisive = set(verdict.blocking)
    return {
        "version": 1,
        "tool": {"name": "pilotlint", "version": __version__},
        "today": report.today,
        "base": report.base,
        "head": report.head,
        "verdict": _passes(verdict.passed),
        "summary": _summary(report),
        "initiatives": [_standing(standing, verdict) for standing in report.standings],
        "findings": [{**_finding(finding), "blocks": finding in decisive} for finding in report.findings],
        "notes": list(report.notes),
        "proposal": _proposal(report.proposal),
        "policies": dict(report.policies),
    }


def _proposal(proposal: Proposal | None) -> dict[str, Any] | None:
    if proposal is None:
        return None
    said = {True: "pass", False: "fail", None: None}
    return {
        "verdict": said[proposal.passed],
        "initiatives": [
            {"id": flip.id, "path": flip.path, "verdict": said[flip.passes], "proposed": said[flip.would_pass]}
            for flip in proposal.flips
        ],
    }


def _in_lines(value: Any) -> str:
    if not isinstance(value, list) or not value:
        return json.dumps(value)
    return "[\n  " + ",\n  ".join(map(json.dumps, value)) + "\n]"


def _passes(passed: bool) -> str:  # noqa: FBT001
    return "pass" if passed else "fail"


def _summary(report: Report) -> dict[str, int]:
    active = [finding for finding in report.findings if not finding.suppression]
    new = [finding.severity for finding in active if finding.status is Status.NEW]
    kinds = [finding.suppression.kind for finding in report.findings if finding.suppression]
    return {
        "initiatives": len(report.standings),
        "policies": len(report.policies),
        "errors": new.count(Severity.ERROR),
        "warnings": new.count(Severity.WARNING),
        "notes": new.count(Severity.NOTE),
        "suppressed": len(kinds),
        "waived": kinds.count("waiver"),
        "baseline": kinds.count("baseline"),
        "existing": len(active) - len(new),
    }


def _standing(standing: Standing, verdict: Verdict) -> dict[str, Any]:
    readiness = standing.readiness
    return {
        "id": standing.id,
        "title": standing.title,
        "path": standing.path,
        "stage": standing.stage,
        "base_stage": standing.base_stage,
        "verdict": _passes(standing.path not in verdict.failed),
        "readiness": {**readiness._asdict(), "missing": list(readiness.missing)} if readiness else None,
        "funding": _funding(standing.funding),
    }


def _funding(funding: Funding | None) -> dict[str, Any] | None:
    if funding is None:
        return None
    amounts = {"pilot": funding.pilot, "deployment": funding.deployment}
    ranges = {
        key: {"min": value[0], "max": value[1]} if isinstance(value, tuple) else value for key, value in amounts.items()
    }
    return {"currency": funding.currency, **ranges}


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "policy": finding.policy,
        "name": finding.name,
        "severity": finding.severity.value,
        "message": finding.message,
        "help": finding.help,
        "initiative": finding.initiative,
        "stage": finding.stage,
        "path": finding.path,
        "pointer": finding.pointer,
        **_span(finding.span),
        "fingerprint": finding.fingerprint,
        "digest": finding.digest,
        "status": finding.status.value,
        "suppression": finding.suppression._asdict() if finding.suppression else None,
        "related": [
            {"path": related.path, **_span(related.span), "message": related.message} for related in finding.related
        ],
        "fix": None if finding.fix is None else {"old": finding.source, "new": finding.fix},
        "advises_only": finding.advises_only,
    }


def _span(span: Span) -> dict[str, dict[str, int]]:
    return {"start": span.start._asdict(), "end": span.end._asdict()}
