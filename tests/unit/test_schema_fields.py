"""What a schema says of each field."""

import pytest

from pilotlint import schema
from pilotlint.schema import Field

ROOT = schema.load("initiative").root


@pytest.mark.parametrize(
    ("where", "form", "kind"),
    [
        ("", "", "section"),
        ("/id", "", "value"),
        ("/stage", "stage", "value"),
        ("/owner", "", "section"),
        ("/owner/github", "handle", "value"),
        ("/owner/accountability/goal", "", "value"),
        ("/builders", "", "list"),
        ("/builders/0", "", "section"),
        ("/builders/12/function", "", "value"),
        ("/budget/deployment", "money", "value"),
        ("/budget/deployment/min", "amount", "value"),
        ("/deployment_plan/training/0/done", "yes_no", "value"),
        ("/change/designed_with", "name_list", "list"),
        ("/change/designed_with/0", "", "value"),
    ],
)
def test_a_pointer_leads_to_its_field(where, form, kind):
    field = ROOT.find(where)
    assert (field.form, field.kind) == (form, kind)


@pytest.mark.parametrize("where", ["/nothing", "/id/x", "/builders/first", "/nothing/below", "/builders/0/x/y"])
def test_a_pointer_to_nothing_known_leads_nowhere(where):
    assert ROOT.find(where) is None


def test_a_field_adds_its_own_words_to_those_of_its_definition():
    definitions = {"day": {"type": "string", "title": "Day", "examples": ["2026-06-22"]}}
    field = Field({"$ref": "#/$defs/day", "title": "Start"}, definitions)
    assert field.form == "day"
    assert field.schema["title"] == "Start"
    assert field.schema["examples"] == ["2026-06-22"]


def test_a_mapping_that_is_one_of_several_forms_has_its_keys():
    assert set(ROOT.find("/budget/pilot").fields) == {"min", "max"}
    assert set(ROOT.find("/change/sessions/0").fields) == {"date", "changed"}
