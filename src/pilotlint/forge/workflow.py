"""What a step of a workflow leaves behind for others: outputs, the summary of the job, and lines of its log.

See https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands.
"""

import json
import uuid
from collections.abc import Mapping

from ..formatters.counts import ends, total
from ..model import Report, Severity, Standing, Verdict

_NEW_WAIVER = "PL912"


def outputs(report: Report, verdict: Verdict) -> dict[str, str]:
    """Return what other steps may want to know of a report."""
    new = [finding.severity for finding in report.new]
    moves = [{"id": one.id, "from": one.base_stage, "to": one.stage} for one in report.moving]
    return {
        "verdict": "pass" if verdict.passed else "fail",
        "errors": str(new.count(Severity.ERROR)),
        "warnings": str(new.count(Severity.WARNING)),
        "initiatives-moved": json.dumps(moves),
        "funding-requested": json.dumps(_requested(report.moving)),
        "waiver-changed": str(any(finding.policy == _NEW_WAIVER for finding in report.findings)).lower(),
    }


def as_lines(values: Mapping[str, str]) -> str:
    """Write outputs for the file of a step; no value can end its own entry and begin another."""
    delimiter = f"pilotlint_{uuid.uuid4().hex}"
    return "".join(f"{name}<<{delimiter}\n{value}\n{delimiter}\n" for name, value in values.items())


def unread(text: str) -> str:
    """Return a text for the log in which the runner looks for no commands."""
    token = uuid.uuid4().hex
    return f"::stop-commands::{token}\n{text.rstrip()}\n::{token}::\n"


def _requested(moving: list[Standing]) -> dict[str, dict[str, dict[str, int]]]:
    """Add up what initiatives ask for, by currency and purpose."""
    return {
        asked.currency or "": {
            purpose: dict(zip(("min", "max"), ends(amount), strict=True))
            for purpose, amount in (("pilot", asked.pilot), ("deployment", asked.deployment))
            if amount is not None
        }
        for asked in total(moving)
    }
