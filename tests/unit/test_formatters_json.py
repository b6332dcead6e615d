"""The report as JSON, version 1."""

import json

import pytest

from pilotlint import __version__, gate
from pilotlint.formatters import json as formatter
from pilotlint.formatters.style import Style
from pilotlint.model import (
    Funding,
    Related,
    Report,
    Severity,
    Status,
    Suppression,
)
from support import reports
from support.reports import SPAN

FINDING = reports.FINDING._replace(related=(Related("initiatives/b.yaml", SPAN, "the same id"),))
STANDING = reports.STANDING._replace(base_stage="proposal")
REPORT = Report(
    today="2026-06-22",
    base="a" * 40,
    head=None,
    policies=(("PL402", "x"), ("PL403", "y")),
    standings=(STANDING,),
    findings=(FINDING,),
    notes=("Measured from main.",),
)


def render(report):
    return formatter.render(report, gate.decide(report, fail_on="error", changed="new"), Style(colour=True, width=40))


def data(report=REPORT, **changes):
    return json.loads(render(report._replace(**changes)))


def test_the_shape_is_a_promise():
    assert data() == {
        "version": 1,
        "tool": {"name": "pilotlint", "version": __version__},
        "today": "2026-06-22",
        "base": "a" * 40,
        "head": None,
        "verdict": "fail",
        "summary": {
            "initiatives": 1,
            "policies": 2,
            "errors": 1,
            "warnings": 0,
            "notes": 0,
            "suppressed": 0,
            "waived": 0,
            "baseline": 0,
            "existing": 0,
        },
        "initiatives": [
            {
                "id": "churn",
                "title": "Churn list",
                "path": "initiatives/churn.yaml",
                "stage": "pilot",
                "base_stage": "proposal",
                "verdict": "fail",
                "readiness": {"stage": "rollout", "passed": 2, "total": 3, "missing": ["PL402"]},
                "funding": {"currency": "USD", "pilot": 50000, "deployment": {"min": 160000, "max": 220000}},
            }
        ],
        "findings": [
            {
                "policy": "PL402",
                "name": "deployment-budget-at-least-3x",
                "severity": "error",
                "message": "Deployment has 2 times as much.",
                "help": "Raise it.",
                "initiative": "churn",
                "stage": "pilot",
                "path": "initiatives/churn.yaml",
                "pointer": "/budget/deployment",
                "start": {"line": 12, "column": 3},
                "end": {"line": 12, "column": 21},
                "fingerprint": "00000000000000000000",
                "digest": "11111111111111111111",
                "status": "new",
                "suppression": None,
                "related": [
                    {
                        "path": "initiatives/b.yaml",
                        "start": {"line": 12, "column": 3},
                        "end": {"line": 12, "column": 21},
                        "message": "the same id",
                    }
                ],
                "fix": None,
                "advises_only": False,
                "blocks": True,
            }
        ],
        "notes": ["Measured from main."],
        "proposal": None,
        "policies": {"PL402": "x", "PL403": "y"},
    }


def test_what_is_not_known_is_null():
    unread = STANDING._replace(stage=None, base_stage=None, readiness=None, funding=None)
    standing = data(standings=(unread,), findings=())["initiatives"][0]
    assert [standing[key] for key in ("stage", "base_stage", "readiness", "funding", "verdict")] == [
        None,
        None,
        None,
        None,
        "pass",
    ]


@pytest.mark.parametrize(
    ("funding", "written"),
    [
        (Funding(None, 5, None), {"currency": None, "pilot": 5, "deployment": None}),
        (Funding("EUR", (1, 2), 0), {"currency": "EUR", "pilot": {"min": 1, "max": 2}, "deployment": 0}),
    ],
)
def test_an_amount_is_a_number_a_range_or_null(funding, written):
    assert data(standings=(STANDING._replace(funding=funding),))["initiatives"][0]["funding"] == written


def test_counts_are_those_of_new_findings_that_are_not_suppressed():
    findings = (
        FINDING,
        FINDING._replace(severity=Severity.WARNING),
        FINDING._replace(severity=Severity.NOTE),
        FINDING._replace(severity=Severity.NOTE),
        FINDING._replace(status=Status.EXISTING),
        FINDING._replace(suppression=Suppression("waiver", "agreed")),
        FINDING._replace(status=Status.EXISTING, suppression=Suppression("baseline", "old")),
    )
    report = data(findings=findings)
    assert report["summary"] == {
        "initiatives": 1,
        "policies": 2,
        "errors": 1,
        "warnings": 1,
        "notes": 2,
        "suppressed": 2,
        "waived": 1,
        "baseline": 1,
        "existing": 1,
    }
    assert report["findings"][5]["suppression"] == {"kind": "waiver", "reason": "agreed", "until": None}
    assert [finding["status"] for finding in report["findings"]] == ["new"] * 4 + ["existing", "new", "existing"]


def test_an_empty_report_is_whole():
    report = data(standings=(), findings=(), notes=())
    assert (report["initiatives"], report["findings"], report["notes"], report["verdict"]) == ([], [], [], "pass")


def test_only_ascii_is_written_and_no_line_can_be_taken_for_a_command():
    evil = "\x1b[2J\u202e\n::error::x\u2028é\udcff"
    written = render(
        REPORT._replace(
            findings=(FINDING._replace(message=evil, path=evil, help=evil),),
            standings=(STANDING._replace(title=evil),),
            notes=(evil,),
        )
    )
    assert written.isascii()
    assert "\x1b" not in written
    assert not any(line.lstrip().startswith("::") for line in written.splitlines())
    assert json.loads(written)["notes"] == [evil]


def test_a_colour_terminal_changes_nothing():
    assert render(REPORT) == formatter.render(REPORT, gate.decide(REPORT, fail_on="error", changed="new"), Style())
