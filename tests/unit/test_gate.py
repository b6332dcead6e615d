"""From a report to a verdict."""

import pytest

from pilotlint import gate
from pilotlint.model import Severity, Status, Suppression
from support.reports import FINDING, STANDING, report

ERROR, WARNING, NOTE = Severity.ERROR, Severity.WARNING, Severity.NOTE


def finding(severity, *, path="a.yaml", status=Status.NEW, suppression=None):
    return FINDING._replace(severity=severity, path=path, status=status, suppression=suppression)


def decide(*findings, fail_on="error", changed="new"):
    judged = report(*findings)._replace(standings=(STANDING._replace(path="a.yaml"), STANDING._replace(path="b.yaml")))
    return gate.decide(judged, fail_on=fail_on, changed=changed)


@pytest.mark.parametrize(
    ("severity", "fail_on", "passed"),
    [
        (ERROR, "error", False),
        (WARNING, "error", True),
        (NOTE, "error", True),
        (ERROR, "warning", False),
        (WARNING, "warning", False),
        (NOTE, "warning", True),
        (ERROR, "never", True),
    ],
)
def test_the_gate_fails_from_a_severity_on(severity, fail_on, passed):
    assert decide(finding(severity), fail_on=fail_on).passed is passed


@pytest.mark.parametrize(
    ("status", "changed", "passed"),
    [
        (Status.NEW, "new", False),
        (Status.EXISTING, "new", True),
        (Status.NEW, "all", False),
        (Status.EXISTING, "all", False),
    ],
)
def test_what_was_there_before_counts_only_when_all_is_asked_for(status, changed, passed):
    assert decide(finding(ERROR, status=status), changed=changed).passed is passed


@pytest.mark.parametrize(("status", "passed"), [(Status.NEW, False), (Status.EXISTING, True)])
@pytest.mark.parametrize("changed", ["new", "all"])
def test_what_is_wrong_with_the_gate_itself_counts_when_it_is_new(status, passed, changed):
    assert decide(finding(ERROR, path="waivers.yaml", status=status), changed=changed).passed is passed


@pytest.mark.parametrize("changed", ["new", "all"])
def test_a_suppressed_finding_does_not_count(changed):
    assert decide(finding(ERROR, suppression=Suppression("waiver", "agreed")), changed=changed).passed


def test_without_findings_the_gate_passes():
    verdict = decide()
    assert (verdict.passed, verdict.blocking, verdict.failed) == (True, (), frozenset())


def test_the_verdict_names_what_blocks_and_which_files_fail():
    blocking, advice = finding(ERROR, path="a.yaml"), finding(WARNING, path="b.yaml")
    verdict = decide(advice, blocking)
    assert verdict.blocking == (blocking,)
    assert verdict.failed == {"a.yaml"}
