"""What has the right form, and what files whose faults stop the run are told."""

import pytest

from pilotlint import document, schema
from pilotlint.model import InputError
from pilotlint.schema import Schema, Violation
from support.judging import LEAST

INITIATIVE = schema.load("initiative")


def data(text):
    return document.read(text.encode()).data


def test_the_least_an_initiative_needs_has_the_right_form():
    assert INITIATIVE.violations(data(LEAST)) == []


def test_the_shipped_schemas_are_known_by_name():
    assert schema.names() == ["baseline", "initiative", "mapping", "policy", "record", "report", "settings", "waivers"]


@pytest.mark.parametrize("name", schema.names())
def test_every_schema_is_whole_once_loaded(name):
    def references(part):
        if isinstance(part, dict):
            yield from ([part["$ref"]] if "$ref" in part else [])
            for inner in part.values():
                yield from references(inner)
        elif isinstance(part, list):
            for inner in part:
                yield from references(inner)

    source = schema.load(name).source
    for reference in references(source):
        start, _, definition = reference.rpartition("/")
        assert start == "#/$defs"
        assert definition in source["$defs"]


def test_a_schema_is_loaded_once():
    assert schema.load("initiative") is INITIATIVE


def test_an_empty_key_says_nothing_unless_nobody_knows_it():
    assert INITIATIVE.filled({"title": None, "titel": None, "owner": {"name": None, "nam": None}}) == {
        "titel": None,
        "owner": {"nam": None},
    }


def test_empty_values_are_left_out_at_every_depth():
    filled = INITIATIVE.filled({"builders": [{"name": None, "function": "it"}], "notes": "", "follows": [None]})
    assert filled == {"builders": [{"function": "it"}], "notes": "", "follows": [None]}


def test_an_unknown_key_without_a_value_is_a_violation():
    (violation,) = INITIATIVE.violations(INITIATIVE.filled({**data(LEAST), "titel": None}))
    assert (
        violation.message
        == "`titel` is not a key that belongs at the top of the file; it looks like `title`, misspelt."
    )


def test_what_nobody_can_explain_is_passed_on_and_never_a_pass():
    only_one_engine_checks_addresses = Schema({"type": "object", "properties": {"a": {"format": "email"}}})
    (violation,) = only_one_engine_checks_addresses.violations({"a": "x"})
    assert violation == Violation("/a", '"x" is not a "email"', "Compare it with the schema.", ("",))


def test_demand_returns_the_data_without_its_empty_values():
    found = document.read(b"profile:\nfail_on: warning\n")
    assert schema.demand(schema.load("settings"), found, "pilotlint.yaml") == {"fail_on": "warning"}


def test_demand_refuses_with_every_fault_and_violation_at_its_place():
    text = b"packs: [playbok]\nfail_on: warn\nprofile: strict\nprofile: register\n"
    with pytest.raises(InputError) as refused:
        schema.demand(schema.load("settings"), document.read(text), "pilotlint.yaml")
    assert str(refused.value).splitlines() == [
        (
            "pilotlint.yaml:1:9: `packs[1]` is playbok, which is not one of the answers it can have. "
            "Write `- playbook` if that is what you mean. The packs are playbook and practice; a shared one is a mapping with `git:` and `ref:`."
        ),
        (
            "pilotlint.yaml:2:1: `fail_on` is warn, which is not one of the answers it can have. "
            "Write error, warning or never."
        ),
        (
            "pilotlint.yaml:4:1: The key `profile` stands here a second time; it is on line 3 already, "
            "and only one of them can count. Keep the one that is right and delete the other."
        ),
    ]


def test_demand_refuses_a_file_that_cannot_be_read_with_its_fault_alone():
    with pytest.raises(InputError) as refused:
        schema.demand(schema.load("settings"), document.read(b"fail_on: a: b\n"), "pilotlint.yaml")
    assert str(refused.value) == (
        "pilotlint.yaml:1:11: This line has a second colon, and YAML takes what stands before it for another key. "
        'Put the value in quotes: `fail_on: "a: b"`.'
    )


def test_defaults_fill_what_is_not_there_and_keep_what_is():
    with_defaults = schema.with_defaults(schema.load("settings").root, {"limits": {"waiver_days": 30}, "packs": []})
    assert with_defaults["limits"] == {
        "budget_ratio_min": 3,
        "budget_ratio_max": 5,
        "pilot_days_advise": 180,
        "pilot_days_block": 365,
        "pilot_grace_days": 14,
        "first_user_days": 14,
        "relying_users": 10,
        "runs_on_days": 90,
        "data_days_proposal": 90,
        "data_days": 180,
        "review_days_advise": 14,
        "review_days_block": 30,
        "review_days_pilot": 21,
        "review_weekly_days": 182,
        "reading_days": 35,
        "reading_days_pilot": 45,
        "unmoved_days": 90,
        "overspend_ratio": 1.2,
        "leaving_days": 30,
        "retrospective_days": 14,
        "pilots_per_unit": 3,
        "alike_percent": 50,
        "decision_days": 120,
        "stalled_pilots": 3,
        "quiet_days": 60,
        "quiet_days_production": 120,
        "waiver_days": 30,
    }
    assert with_defaults["packs"] == []
    assert with_defaults["profile"] == "playbook"


def test_a_violation_sorts_by_pointer_first():
    assert min([Violation("/b", "x", "", ()), Violation("/a", "y", "", ())]).pointer == "/a"
