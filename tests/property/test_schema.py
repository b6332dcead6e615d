"""The fast engine decides and the other explains: they never disagree."""

import re

from hypothesis import example, given
from hypothesis import strategies as st

from pilotlint import schema
from pilotlint.schema import explaining
from property.strategies import ANYTHING, INITIATIVES, ODD, damaged

INITIATIVE = schema.load("initiative")
SETTINGS = schema.load("settings")
LEAST = {
    "schema": "pilotlint/v1",
    "id": "example",
    "title": "Churn list",
    "stage": "proposal",
    "stage_history": [{"stage": "proposal", "date": "2026-01-12"}],
}

RAW = re.compile(
    r"is not valid under|is not of type|does not match|is not one of \[|is a required property|Additional properties"
    r"|Compare it with the schema|is too (short|long)|non-empty|than the (minimum|maximum)|is not a ['\"]"
    r"|was expected|non-unique|should not be valid|None|True|False|\bdict\b|\bnull\b"
)


def agree(form, data):
    decided = form._validator.is_valid(data)
    explained = explaining.explain(form, data)
    assert decided is (explained == [])
    assert form.violations(data) == explained  # of what the fast engine accepts, nothing is looked at again
    for violation in explained:
        shown = violation.message + violation.help
        for typed in re.findall(r"(?s)`[^`]*`|is .*, which|holds .*, where|reads .* as a", shown):
            shown = shown.replace(typed, "")  # what the author typed may be anything
        assert not RAW.search(shown), violation
        assert violation.message.endswith((".", "?"))
        assert violation.unreadable


@given(INITIATIVES)
def test_both_accept_what_is_made_by_the_schema(data):
    assert INITIATIVE.violations(data) == []
    agree(INITIATIVE, data)


@given(damaged())
def test_both_refuse_what_is_damaged_and_it_is_said_in_the_authors_words(data):
    agree(INITIATIVE, data)


@given(ANYTHING)
def test_both_refuse_what_is_no_initiative(data):
    agree(INITIATIVE, data)


@given(ODD)
@example("2026-06-22\n")
@example("0000-01-01")
@example("2026-02-30")
@example(50.0)
@example(2**63 - 1)
def test_both_say_the_same_of_every_odd_value_everywhere(value):
    for key, field in INITIATIVE.root.fields.items():
        agree(INITIATIVE, {**LEAST, key: value})
        for below in field.fields:
            agree(INITIATIVE, {**LEAST, key: {below: value}})
        for below in field.item.fields if field.item else ():
            agree(INITIATIVE, {**LEAST, key: [{below: value}]})
        if field.item:
            agree(INITIATIVE, {**LEAST, key: [value, value]})


@given(st.sampled_from(list(SETTINGS.root.fields)), ODD | ANYTHING)
def test_both_say_the_same_of_settings(key, value):
    agree(SETTINGS, {key: value})
    for below in SETTINGS.root.fields[key].fields:
        agree(SETTINGS, {key: {below: value}})
    if key == "severity":
        agree(SETTINGS, {key: {"PL103": value}})
        agree(SETTINGS, {key: {"PL103": {"pilot": value}}})
