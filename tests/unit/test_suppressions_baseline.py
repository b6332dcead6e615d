"""The baseline: what it remembers, what it must never hide, and how it shrinks."""

import pytest

from pilotlint.model import InputError, Suppression
from pilotlint.suppressions import NEVER, baseline
from pilotlint.suppressions.baseline import Entry
from pilotlint.tree import WorkTree
from support.judging import tree
from support.reports import FINDING

ENTRY = Entry("churn", "pilot", "PL402", "/budget/deployment", "1" * 20)
WRITTEN = {"baseline": {"churn": {"pilot": ["PL402 /budget/deployment " + "1" * 20]}}}


def test_it_remembers_policy_initiative_stage_field_and_value():
    assert baseline.entry_of(FINDING) == ENTRY
    assert baseline.as_data(frozenset({ENTRY})) == WRITTEN


def test_a_known_finding_is_marked_and_stays():
    (found,) = baseline.suppress([FINDING], frozenset({ENTRY}))
    assert found == FINDING._replace(suppression=Suppression("baseline", "was there before the gate"))


@pytest.mark.parametrize(
    "changed",
    [
        {"policy": "PL401"},
        {"initiative": "churn-v2"},
        {"stage": "rollout"},
        {"pointer": "/budget"},
        {"digest": "2" * 20},
    ],
)
def test_a_finding_that_differs_in_any_of_them_counts(changed):
    finding = FINDING._replace(**changed)
    assert list(baseline.suppress([finding], frozenset({ENTRY}))) == [finding]


@pytest.mark.parametrize(
    "changed",
    [
        *({"policy": policy} for policy in sorted(NEVER)),
        {"policy": "PL402", "stage": None},
        {"initiative": None},
        {"initiative": "Not an id"},
        {"initiative": "\udcff"},
    ],
)
def test_what_always_counts_is_never_old_debt_not_even_when_somebody_writes_it_down(changed):
    finding = FINDING._replace(**changed)
    by_hand = Entry(finding.initiative, finding.stage, finding.policy, finding.pointer, finding.digest)
    assert baseline.entry_of(finding) is None
    assert list(baseline.suppress([finding], frozenset({ENTRY, by_hand}))) == [finding]


def test_a_waived_finding_stays_waived():
    finding = FINDING._replace(suppression=Suppression("waiver", "agreed"))
    assert list(baseline.suppress([finding], frozenset({ENTRY}))) == [finding]


def test_a_run_keeps_what_is_still_found_and_tells_the_rest_apart():
    other, broken = FINDING._replace(policy="PL401"), FINDING._replace(policy="PL001")
    gone = ENTRY._replace(policy="PL701")
    renewal = baseline.renew(frozenset({ENTRY, gone}), [FINDING, other, broken], [other, broken])
    assert renewal == ({ENTRY}, {gone}, (other,), (broken,))
    assert renewal.accepted() == {ENTRY, ENTRY._replace(policy="PL401")}


def test_without_the_file_nothing_is_remembered():
    assert baseline.load(tree({})) == frozenset()


@pytest.mark.parametrize("text", ["{}", "baseline:", "baseline: {}"])
def test_a_baseline_may_be_empty(text):
    assert baseline.load(tree({baseline.PATH: text})) == frozenset()


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "This file is empty"),
        ("baseline: {churn: {pilot: [PL402]}}", "Let `pilotlint baseline` write this file"),
        ("baseline: {churn: {pilot: [all 11111111111111111111]}}", "Let `pilotlint baseline` write this file"),
        ("baseline: {'*': {pilot: []}}", "Let `pilotlint baseline` write this file"),
        ("baseline: {churn: {dreaming: []}}", "dreaming"),
        ("baseline: {churn: [PL402 11111111111111111111]}", "baseline.yaml:1:"),
    ],
)
def test_a_file_that_nobody_wrote_stops_the_run(text, why):
    with pytest.raises(InputError, match=r"^\.pilotlint/baseline\.yaml") as stopped:
        baseline.load(tree({baseline.PATH: text}))
    assert why in str(stopped.value)


def test_a_link_in_place_of_the_file_stops_the_run(folder):
    (folder / ".pilotlint").mkdir()
    (folder / baseline.PATH).symlink_to("/etc/passwd")
    with pytest.raises(
        InputError, match=r"^\.pilotlint/baseline\.yaml: the baseline cannot be read: it is a symbolic link"
    ):
        baseline.load(WorkTree(str(folder)))
