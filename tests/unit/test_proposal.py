"""Rules that a change would break: each is named, and none hides what else the change does to the gate."""

import pytest

from pilotlint.suppressions import baseline
from support.judging import OWN, change, decided
from support.repo import PATH, READY

SETTINGS = "pilotlint.yaml"
POLICY = "policies/ACME101-two-owners.yaml"
BROKEN = OWN.replace("initiative.owner.name", "initiative.ownr.name")
OLD = "baseline: {invoice-matching: {pilot: [PL402 /budget/deployment 00000000000000000000]}}\n"


def gate(decision):
    """Return weight, path and line of what is said about the gate."""
    assert not decision.verdict.passed
    return [
        (one.severity.value, f"{one.path}:{one.span.start.line}")
        for one in decision.report.findings
        if one.policy == "PL913"
    ]


def test_every_policy_that_cannot_be_relied_on_is_named(repo):
    other = "policies/ACME102-two-owners.yaml"
    found = change(repo, {PATH: READY, POLICY: OWN}, {POLICY: BROKEN, other: BROKEN.replace("ACME101", "ACME102")})
    assert gate(found) == [("error", f"{POLICY}:7"), ("error", f"{other}:7")]
    assert found.report.proposal == (None, ())


def test_however_many_cannot_be_relied_on_only_some_are_looked_at(repo):
    names = [f"ACME{number}" for number in range(101, 121)]
    found = change(
        repo, {PATH: READY}, {POLICY.replace("ACME101", name): BROKEN.replace("ACME101", name) for name in names}
    )
    assert len(gate(found)) == 10


@pytest.mark.parametrize("settings", ["colour: red\n", "limits: [\n", "severity: {PL999: off}\n"])
def test_broken_settings_hide_neither_policies_nor_the_baseline(repo, settings):
    found = change(
        repo,
        {PATH: READY, POLICY: OWN},
        {SETTINGS: settings, POLICY: OWN.replace("pilot: error", "pilot: warning"), baseline.PATH: OLD},
    )
    assert ("error", f"{SETTINGS}:1") in gate(found)
    assert [("warning", f"{baseline.PATH}:1"), ("warning", f"{POLICY}:1"), ("warning", f"{POLICY}:1")] == [
        one for one in gate(found) if one[0] == "warning"
    ]


@pytest.mark.parametrize("path", [SETTINGS, POLICY, baseline.PATH])
def test_a_folder_in_the_place_of_a_file_with_rules_blocks(repo, path):
    assert gate(change(repo, {PATH: READY}, {f"{path}/anything": "x"})) == [("error", f"{path}:1")]


@pytest.mark.parametrize("path", [POLICY.replace(".yaml", ".YAML"), POLICY.replace("ACME", ".ACME")])
def test_a_policy_that_is_nearly_called_like_one_blocks(repo, path):
    assert gate(change(repo, {PATH: READY}, {path: OWN})) == [("error", f"{path}:1")]


@pytest.mark.parametrize("path", ["policies", "policies/finance"])
def test_a_link_in_the_place_of_a_folder_with_policies_blocks(repo, path):
    repo.commit({PATH: READY})
    repo.branch("change").link(path, "/etc").commit()
    assert gate(decided(repo)) == [("error", f"{path}:1")]


def test_a_policy_whose_id_the_change_takes_is_named_although_the_change_leaves_it_alone(repo):
    other = "policies/z/ACME101-two-owners.yaml"
    found = change(repo, {PATH: READY, other: OWN}, {POLICY: OWN})
    assert gate(found) == [("error", f"{other}:1")]
