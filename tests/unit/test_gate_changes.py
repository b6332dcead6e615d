"""In what two sets of rules differ, and which of them is the weaker."""

import pytest

from pilotlint import gate_changes, schema
from pilotlint.gate_changes import Effect, Rules
from pilotlint.playbook import Playbook
from pilotlint.suppressions.baseline import Entry
from support.judging import chosen, rules

ENTRY = Entry("churn", "pilot", "PL402", "/budget/deployment", "0" * 20)


def found(before, after):
    """Return effect, place and words of every difference between two settings."""
    sides = (Rules(Playbook(rules().policies, chosen(text))) for text in (before, after))
    return [(change.effect, change.at, change.message) for change in gate_changes.changes(*sides)]


@pytest.mark.parametrize(
    ("weak", "strong", "at"),
    [
        ("fail_on: never", "fail_on: error", "/fail_on"),
        ("fail_on: error", "fail_on: warning", "/fail_on"),
        ("gate: {changed: new}", "gate: {changed: all}", "/gate/changed"),
        ("gate: {waivers: head}", "gate: {waivers: base}", "/gate/waivers"),
        ("limits: {budget_ratio_min: 2}", "limits: {budget_ratio_min: 3}", "/limits/budget_ratio_min"),
        ("limits: {budget_ratio_max: 9}", "limits: {budget_ratio_max: 5}", "/limits/budget_ratio_max"),
        ("limits: {waiver_days: 90}", "limits: {waiver_days: 30}", "/limits/waiver_days"),
        ("profile: register", "profile: playbook", "/profile"),
        ("profile: playbook", "profile: strict", "/profile"),
        ("severity: {PL402: off}", "{}", "/severity/PL402"),
        ("severity: {PL402: off}", "severity: {PL402: note}", "/severity/PL402"),
        ("severity: {PL402: {pilot: warning}}", "severity: {PL402: {pilot: error}}", "/severity/PL402"),
    ],
)
def test_the_weaker_of_two_is_told_in_both_directions(weak, strong, at):
    ((effect, where, message),) = found(strong, weak)
    assert (effect, where) == (Effect.WEAKER, at)
    assert message.endswith(".")
    ((effect, where, _),) = found(weak, strong)
    assert (effect, where) == (Effect.STRONGER, at)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("initiatives: [a/*.yaml]", "The setting initiatives would go from initiatives/**/*.yaml, initiatives/**/*.yml to a/*.yaml."),
        ("business_units: [sales, finance]", "The setting business_units would go from nothing to sales, finance."),
        ("functions: {technical: [it]}", "to technical: it."),
        ("waivers: exceptions", "The setting waivers would go from waivers.yaml to exceptions."),
    ],
)  # fmt: skip
def test_what_can_be_either_is_said_with_both_values(text, words):
    ((effect, _, message),) = found("{}", text)
    assert effect is Effect.OTHER
    assert message.endswith(words)


def test_no_setting_changes_unseen():
    others = {
        "business_units": "[sales]",
        "fail_on": "never",
        "functions": "{technical: [it]}",
        "gate": "{changed: all}",
        "initiatives": "[a/*.yaml]",
        "limits": "{waiver_days: 9}",
        "packs": "[playbook, practice]",
        "policies": "[a/*.yaml]",
        "profile": "strict",
        "risk_tiers": "{high: [credit]}",
        "severity": "{PL402: off}",
        "waivers": "exceptions",
        "wording": "{people: [floorwalkers]}",
    }
    assert set(others) == set(schema.load("settings").root.fields)
    assert all(found("{}", f"{name}: {value}") for name, value in others.items())


def test_the_same_rules_do_not_differ():
    assert found("fail_on: error", "{}") == []


def test_a_profile_is_one_change_however_many_policies_it_moves():
    ((_, _, message),) = found("{}", "profile: register")
    assert message.startswith("The setting profile would go from playbook to register. ")
    assert "PL402" in message
    assert "PL703" not in message


def test_a_profile_is_a_change_also_where_no_policy_weighs_otherwise():
    one = Playbook([rules().find("PL402")], chosen("profile: strict"))
    other = Playbook(one.policies, chosen("profile: playbook"))
    ((change),) = gate_changes.changes(Rules(one), Rules(other))
    assert (change.effect, change.at) == (Effect.WEAKER, "/profile")


def test_a_profile_hides_no_pack_that_goes_with_it():
    one = Playbook(rules().policies, chosen("{}"))
    other = Playbook([rules().find("PL001")], chosen("{profile: register, packs: []}"))
    told = {change.at: change.message for change in gate_changes.changes(Rules(one), Rules(other))}
    assert set(told) == {"/profile", "/packs"}
    assert "packs would go from playbook to nothing" in told["/packs"]
    assert "PL402" in told["/packs"]


def test_what_gets_weaker_here_and_stronger_there_counts_as_weaker():
    ((effect, _, message),) = found("{}", "severity: {PL402: {proposal: error, pilot: warning}}")
    assert effect is Effect.WEAKER
    assert "from warning to error at proposal" in message
    assert "from error to warning at pilot" in message


@pytest.mark.parametrize(
    ("before", "after", "effect", "words"),
    [
        ([], [ENTRY], Effect.WEAKER, "1 finding would not block any more"),
        ([ENTRY], [], Effect.STRONGER, "shrinks by 1"),
        ([ENTRY], [ENTRY._replace(digest="1" * 20)], Effect.WEAKER, "grows"),
    ],
)
def test_a_baseline_that_grows_is_weaker(before, after, effect, words):
    ((change),) = gate_changes.changes(Rules(rules(), frozenset(before)), Rules(rules(), frozenset(after)))
    assert change.effect is effect
    assert words in change.message
