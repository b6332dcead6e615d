"""From the JSON report back to what it was written from, as whoever comments need not be who judged."""

from typing import Any

from .. import jsontext, schema
from ..jsontext import UnsoundError
from ..model import (
    Amount,
    Finding,
    Flip,
    Funding,
    InputError,
    Position,
    Proposal,
    Readiness,
    Related,
    Report,
    Severity,
    Span,
    Standing,
    Status,
    Suppression,
    Verdict,
)

_ANSWERS = {"pass": True, "fail": False, None: None}


def read(content: bytes, path: str) -> tuple[Report, Verdict]:
    """Return the report in some bytes and its verdict.

    Raises:
        InputError: it is none; it may come from a run that is not to be trusted.

    """
    try:
        data = jsontext.parse(content)
        wrong = schema.load("report").first_wrong(jsontext.sound(data))
    except UnsoundError as error:
        raise InputError(f"this is not a report: {error}.", path=path) from error
    if wrong is not None:
        raise InputError(
            f"this is not a report: {wrong or 'the whole'} is not as the schema says (`pilotlint schema report`). "
            "`pilotlint check --format json=FILE` writes one.",
            path=path,
        )
    return _report(data), _verdict(data)


def _report(data: dict[str, Any]) -> Report:
    return Report(
        today=data["today"],
        base=data["base"],
        head=data["head"],
        policies=tuple(data["policies"].items()),
        standings=tuple(map(_standing, data["initiatives"])),
        findings=tuple(map(_finding, data["findings"])),
        notes=tuple(data["notes"]),
        proposal=_proposal(data.get("proposal")),
    )


def _verdict(data: dict[str, Any]) -> Verdict:
    return Verdict(
        passed=data["verdict"] == "pass",
        blocking=tuple(_finding(finding) for finding in data["findings"] if finding["blocks"]),
        failed=frozenset(standing["path"] for standing in data["initiatives"] if standing["verdict"] == "fail"),
    )


def _standing(data: dict[str, Any]) -> Standing:
    way, funding = data["readiness"], data["funding"]
    return Standing(
        id=data["id"],
        title=data["title"],
        path=data["path"],
        stage=data["stage"],
        base_stage=data["base_stage"],
        readiness=way and Readiness(way["stage"], way["passed"], way["total"], tuple(way["missing"])),
        funding=funding and Funding(funding["currency"], _amount(funding["pilot"]), _amount(funding["deployment"])),
    )


def _amount(data: Any) -> Amount | None:
    return (data["min"], data["max"]) if isinstance(data, dict) else data


def _finding(data: dict[str, Any]) -> Finding:
    suppression, fix = data["suppression"], data.get("fix")
    return Finding(
        **{key: data[key] for key in Finding._fields if key in data and key not in {"suppression", "related"}}
        | {"severity": Severity(data["severity"]), "status": Status(data["status"])}
        | ({"source": fix["old"], "fix": fix["new"]} if fix else {"fix": None}),
        span=_span(data),
        suppression=suppression and Suppression(suppression["kind"], suppression["reason"], suppression.get("until")),
        related=tuple(Related(each["path"], _span(each), each["message"]) for each in data["related"]),
    )


def _span(data: dict[str, Any]) -> Span:
    start, end = (Position(data[key]["line"], data[key]["column"]) for key in ("start", "end"))
    return Span(start, end)


def _proposal(data: dict[str, Any] | None) -> Proposal | None:
    if data is None:
        return None
    flips = (
        Flip(each["id"], each["path"], _ANSWERS[each["verdict"]], _ANSWERS[each["proposed"]])
        for each in data["initiatives"]
    )
    return Proposal(_ANSWERS[data["verdict"]], tuple(flips))
