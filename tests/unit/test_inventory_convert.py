"""Rows of an inventory to initiative files: what is read, what is left out, what is skipped."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotlint import initiative
from pilotlint.inventory import convert as inventory_convert
from pilotlint.inventory import file as inventory_file
from pilotlint.inventory import mapping as inventory_mapping
from pilotlint.inventory.convert import Imported, LeftOut, Skipped

EXAMPLE = Path(__file__).parents[2] / "examples" / "federal-2024"

MAPPING = """\
missing: [N/A, None]
dates: {formats: ["%m/%d/%Y"]}
id: {columns: [Unit, Name]}
fields:
  title: Name
  stage: {column: Status, values: {Idea: proposal, Trial: pilot, In use: production, Ended: retired}}
"""


def convert(*rows, mapping=MAPPING, columns=("Name", "Unit", "Status"), selected=None):
    """The outcomes for rows of cells, by way of the bytes of a CSV file."""
    written = io.StringIO()
    csv.writer(written).writerows([columns, *rows])
    table = inventory_file.read("inventory.csv", written.getvalue().encode())
    return inventory_convert.convert(table, inventory_mapping.load("mapping.yaml", mapping.encode()), selected)


def with_cell(cell, field):
    """The outcome for a row with a cell X, which feeds a field."""
    columns = ("Name", "Unit", "Status", "X")
    (outcome,) = convert(("Chat bot", "HR", "Idea", cell), mapping=f"{MAPPING}{field}\n", columns=columns)
    return outcome


def test_a_row_becomes_an_initiative():
    (outcome,) = convert(("Chat bot", "HR", "Idea"))

    assert outcome.text == (
        "# Row 2 of inventory.csv\n"
        "schema: pilotlint/v1\n"
        "id: hr-chat-bot\n"
        "title: Chat bot\n"
        "stage: proposal\n"
        "stage_history: []\n"
    )


def test_fields_stand_in_the_order_of_the_schema():
    (outcome,) = convert(("Chat bot", "HR", "Idea"), mapping=f"{MAPPING}  notes: Unit\n  business_unit: Unit\n")

    assert list(outcome.data) == ["schema", "id", "title", "business_unit", "stage", "notes", "stage_history"]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        (("Chat bot", "HR", ""), "no stage: the cell says nothing"),
        (("Chat bot", "HR", " n/a "), "no stage: the cell says nothing"),
        (("Chat bot", "HR", "Someday"), "no stage: “Someday” is not among the values of the mapping"),
        (("None", "HR", "Idea"), "no title: the cell says nothing"),
        (("Chat bot", "HR"), "it has 2 cells, and the header has 3"),
        (("Chat bot", "a", "b", "HR", "Idea"), "it has 5 cells, and the header has 3"),
    ],
)
def test_a_row_that_makes_no_initiative_is_skipped_with_its_reason(row, reason):
    (outcome,) = convert(row)

    assert isinstance(outcome, Skipped)
    assert (outcome.row, outcome.reason) == (2, reason)


def test_an_initiative_that_could_not_be_read_again_is_skipped():
    outcome = with_cell("x " * 600_000, "  notes: X")

    assert outcome.reason.startswith("This file is larger than 1,000,000 bytes")


def test_an_initiative_that_the_schema_refuses_is_skipped_with_the_schemas_sentence():
    table = inventory_file.read("inventory.csv", f"Name,Unit,Status\n{'x' * 101},HR,Idea\n".encode())
    mapping = inventory_mapping.load("mapping.yaml", MAPPING.encode())._replace(id_length=200)

    (outcome,) = inventory_convert.convert(table, mapping)

    assert isinstance(outcome, Skipped)
    assert outcome.reason.startswith("`id` is 104 characters long, and it can have 100.")


def test_a_fixed_value_that_does_not_fit_a_row_is_left_out_too():
    outcome = with_cell("FY23", "  metric.readings.value: {fixed: 3}\n  metric.readings.date: X")

    assert outcome.left_out == (
        LeftOut("X", "FY23", "is no day written as %m/%d/%Y"),
        LeftOut("metric.readings.value", "3", "does not fit: `metric.readings[1].date` is missing. When it was read."),
    )


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ("  notes: X", "two\r\n  lines \n", {"notes": "two\nlines"}),
        ("  notes: {column: X, whitespace: collapse}", "two\r\n\xa0 lines \n", {"notes": "two lines"}),
        ("  notes: {column: X, whitespace: keep}", " two\r\n\tlines \n", {"notes": " two\r\n\tlines \n"}),
        ("  notes: X", "N/A", {}),
        ("  business_unit: {columns: [Unit, X], join: ' / '}", "Pay", {"business_unit": "HR / Pay"}),
        ("  business_unit: {columns: [Unit, X], join: ' / '}", "HR", {"business_unit": "HR"}),
        ("  business_unit: {columns: [Unit, X], join: ' / '}", "none", {"business_unit": "HR"}),
        ("  notes: {lines: {From: Unit, Why: X}}", "Because", {"notes": "From: HR\nWhy: Because"}),
        ("  notes: {lines: {From: Unit, Why: X}}", "", {"notes": "From: HR"}),
        ("  budget.currency: {fixed: EUR}", "", {"budget": {"currency": "EUR"}}),
        ("  risk.personal_data: X", "Yes", {"risk": {"personal_data": True}}),
        ("  risk.tier: {column: X, values: {Neither: minimal}}", " neither\n", {"risk": {"tier": "minimal"}}),
        ("  risk.tier: {column: X, values: {A: b}, others: keep}", "Odd", {"risk": {"tier": "Odd"}}),
        ("  follows: X", "churn-v1", {"follows": ["churn-v1"]}),
        ("  follows: {column: X, split: ;}", "churn-v1; N/A;; churn-v2", {"follows": ["churn-v1", "churn-v2"]}),
        ("  follows: {column: X, split: ;}", " ; N/A", {}),
        ("  follows: {column: X, values: {old: churn-v1}}", "Old", {"follows": ["churn-v1"]}),
        ("  builders.name: X\n  builders.function: Unit", "Ann", {"builders": [{"name": "Ann", "function": "HR"}]}),
        ("  deployment_plan.training: X", "One hour", {"deployment_plan": {"training": ["One hour"]}}),
        ("  deployment_plan.training.item: X", "One hour", {"deployment_plan": {"training": [{"item": "One hour"}]}}),
        ("  budget.pilot.min: X\n  budget.pilot.max: X", "9", {"budget": {"pilot": {"min": 9, "max": 9}}}),
    ],
)
def test_a_cell_feeds_its_field(field, cell, expected):
    data = with_cell(cell, field).data

    assert {
        key: value for key, value in data.items() if key not in {"schema", "id", "title", "stage", "stage_history"}
    } == expected


@pytest.mark.parametrize(
    ("field", "cell", "reason"),
    [
        ("  pilot.starts: X", "FY23", "is no day written as %m/%d/%Y"),
        ("  risk.tier: {column: X, values: {A: b}}", "Both", "is not among the values of the mapping"),
        (
            "  follows: {column: X, split: ;, values: {old: churn-v1}}",
            "old; new",
            "is not among the values of the mapping",
        ),
        (
            "  owner.github: X",
            "@druiz",
            "does not fit: `owner.github` is @druiz, which pilotlint cannot read as a GitHub handle.",
        ),
        ("  budget.pilot.min: X", "9", "does not fit: `budget.pilot.max` is missing. The upper end of the range."),
    ],
)
def test_a_cell_that_its_field_cannot_hold_is_left_out_and_told(field, cell, reason):
    outcome = with_cell(cell, field)

    assert outcome.left_out == (LeftOut("X", cell, reason),)
    assert list(outcome.data) == ["schema", "id", "title", "stage", "stage_history"]


def test_what_is_left_out_can_be_kept_in_the_notes():
    outcome = with_cell("FY23", "  pilot.starts: X\n  notes: Unit\nleft_out: notes")

    assert outcome.data["notes"] == "HR\nX: FY23"
    assert "pilot" not in outcome.data


HISTORY = """\
stage_history:
  - {stage: proposal, date: Began}
  - {stage: production, date: Used, note: the day was not asked for}
  - {stage: retired, date: Gone}
"""


def with_history(status, days):
    """The outcome for a row with the days on which stages began."""
    columns = ("Name", "Unit", "Status", "Began", "Used", "Gone")
    (outcome,) = convert(("Chat bot", "HR", status, *days), mapping=MAPPING + HISTORY, columns=columns)
    return outcome


@pytest.mark.parametrize(
    ("status", "days", "history"),
    [
        ("In use", ("", "", ""), []),
        ("In use", ("3/2/2020", "", "N/A"), ["proposal 2020-03-02"]),
        ("In use", ("3/2/2020", "3/2/2020", ""), ["proposal 2020-03-02", "production 2020-03-02"]),
        ("Ended", ("", "3/2/2020", "3/2/2021"), ["production 2020-03-02", "retired 2021-03-02"]),
    ],
)
def test_the_stage_history_holds_the_days_that_are_known(status, days, history):
    outcome = with_history(status, days)

    assert [f"{line['stage']} {line['date']}" for line in outcome.data["stage_history"]] == history
    assert outcome.left_out == ()


@pytest.mark.parametrize(
    ("status", "days", "history", "left_out"),
    [
        ("In use", ("spring", "3/2/2020", ""), ["production"], ["Began: is no day written as %m/%d/%Y"]),
        (
            "Trial",
            ("3/2/2020", "3/2/2021", ""),
            ["proposal"],
            ["Used: is for production, and the initiative is at pilot"],
        ),
        (
            "Ended",
            ("3/2/2022", "3/2/2021", ""),
            [],
            ["Began: contradicts the order of the stages", "Used: contradicts the order of the stages"],
        ),
    ],
)
def test_days_that_cannot_be_right_are_left_out_of_the_history(status, days, history, left_out):
    outcome = with_history(status, days)

    assert [line["stage"] for line in outcome.data["stage_history"]] == history
    assert [f"{each.column}: {each.reason}" for each in outcome.left_out] == left_out


def test_a_line_of_the_history_can_carry_a_note():
    outcome = with_history("In use", ("", "3/2/2021", ""))

    assert outcome.data["stage_history"] == [
        {"stage": "production", "date": "2021-03-02", "note": "the day was not asked for"}
    ]


@pytest.mark.parametrize(
    ("unit", "name", "expected"),
    [
        ("HR", "Chat bot (v2)", "hr-chat-bot-v2"),
        ("N/A", "Chat bot", "chat-bot"),
        ("Straße", "Détection de l\u2019oubli", "strasse-detection-de-loubli"),
        ("人事", "解約予測", "row-2"),
        ("", "nul", "nul-2"),
        ("../..", "/etc/passwd", "etc-passwd"),
        ("", "x" * 70, "x" * 60),
        ("", "a word " * 12, "a-word-a-word-a-word-a-word-a-word-a-word-a-word-a-word-a"),
    ],
)
def test_an_id_is_made_of_the_columns(unit, name, expected):
    (outcome,) = convert((name, unit, "Idea"))

    assert outcome.id == expected


def test_equal_ids_are_numbered_in_the_order_of_the_rows():
    rows = [
        ("Bot", "HR", "Idea"),
        ("Bot", "HR", ""),
        ("bot!", "hr", "Idea"),
        ("Bot 2", "HR", "Idea"),
        ("Bot", "HR", "Idea"),
    ]

    outcomes = convert(*rows)

    assert [(outcome.row, outcome.id, outcome.wanted_id) for outcome in outcomes if isinstance(outcome, Imported)] == [
        (2, "hr-bot", "hr-bot"),
        (4, "hr-bot-3", "hr-bot"),
        (5, "hr-bot-2-2", "hr-bot-2"),
        (6, "hr-bot-4", "hr-bot"),
    ]


def test_a_number_does_not_make_an_id_longer_than_wanted():
    mapping = MAPPING.replace("[Unit, Name]", "[Unit, Name], max_length: 10")

    outcomes = convert(("assistant", "HR", "Idea"), ("assistant", "HR", "Idea"), mapping=mapping)

    assert [outcome.id for outcome in outcomes] == ["hr-assista", "hr-assis-2"]


def test_a_selected_row_has_the_id_it_has_among_all():
    (outcome,) = convert(("Bot", "HR", "Idea"), ("Bot", "HR", "Idea"), selected={3})

    assert (outcome.row, outcome.id) == (3, "hr-bot-2")


cells = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
EVERYTHING = f"""\
{MAPPING}
  outcome.capability: X
  notes: {{lines: {{Said: X}}, whitespace: keep}}
  owner.github: X
  budget.pilot: X
  metric.target: X
  follows: {{column: X, split: x}}
left_out: notes
stage_history: [{{stage: proposal, date: X}}]
"""


@given(st.lists(st.tuples(cells, cells, st.sampled_from(["Idea", "In use", "", "?"]), cells), min_size=1, max_size=5))
def test_whatever_is_in_the_cells_every_row_is_a_valid_file_or_a_reason(rows):
    outcomes = convert(("Bot", "HR", "Idea", ""), *rows, mapping=EVERYTHING, columns=("Name", "Unit", "Status", "X"))

    imported = [outcome for outcome in outcomes if isinstance(outcome, Imported)]
    assert all(outcome.reason for outcome in outcomes if isinstance(outcome, Skipped))
    assert len({outcome.id for outcome in imported}) == len(imported)
    for outcome in imported:
        found = initiative.read(f"{outcome.id}.yaml", outcome.text.encode())
        assert (found.document.faults, found.violations, found.data) == ((), (), outcome.data)


def test_the_files_of_the_federal_example_are_what_the_readme_says():
    files = sorted((EXAMPLE / "initiatives").iterdir())
    found = [initiative.read(file.name, file.read_bytes()) for file in files]

    assert len(found) == 25
    assert [each.id for each in found] == [each.name for each in found]
    assert [each.path for each in found if each.document.faults or each.violations] == []
    assert {each.stage for each in found} == {"proposal", "rollout", "production", "retired"}


def test_the_mapping_of_the_federal_example_is_a_mapping():
    mapping = inventory_mapping.load("mapping.yaml", (EXAMPLE / "mapping.yaml").read_bytes())

    assert [source.name for source in mapping.sources] == [
        "title",
        "business_unit",
        "stage",
        "outcome.capability",
        "outcome.behavior_change",
        "risk.personal_data",
        "risk.tier",
        "notes",
    ]
