"""Mapping files: every mistake is shown at its place, against the schema and against the inventory."""

import pytest

from pilotlint import schema
from pilotlint.inventory import file as inventory_file
from pilotlint.inventory import mapping as inventory_mapping
from pilotlint.model import InputError

MAPPING = """\
missing: [N/A, None]
dates: {formats: ["%m/%d/%Y"], earliest: 1990-01-01, latest: 2025-01-23}
id: {columns: [Unit, Name]}
fields:
  title: Name
  stage: {column: Status, values: {Idea: proposal, Trial: pilot, In use: production, Ended: retired}}
"""


def complaint(mapping, header=None):
    """What is said about a mapping, alone or together with an inventory that has these columns."""
    try:
        loaded = inventory_mapping.load("mapping.yaml", mapping.encode())
        inventory_mapping.bind(loaded, inventory_file.read("inventory.csv", f"{header}\nx\n".encode()))
    except InputError as error:
        return str(error)
    return ""


@pytest.mark.parametrize(
    ("mapping", "said"),
    [
        ("", "mapping.yaml: the mapping is empty; it needs at least `id:` and `fields:`."),
        ("id: 'Name", "mapping.yaml:1:5: A text in quotes starts here and never ends."),
        ("id: {columns: [Name]}\nfields: {title: Name}\n", "mapping.yaml:2:1: `fields.stage` is missing."),
        (MAPPING + "feilds: 1\n", "mapping.yaml:7:1: `feilds` is not a key that belongs at the top of the file"),
        (
            MAPPING + "  notes: {colum: Name}\n",
            "mapping.yaml:7:11: `colum` is not a key that can stand in `fields.notes`.",
        ),
        (MAPPING + "  notes: {column: Name, fixed: x}\n", "Write exactly one of column, columns, lines and fixed."),
        (MAPPING.replace("%d/", ""), 'Write day, month and year in quotes, such as "%d.%m.%Y"'),
        (
            MAPPING + "  outcome.capabilty: Name\n",
            "mapping.yaml:7:3: `outcome.capabilty` is not a field of an initiative. Did you mean `outcome.capability`?",
        ),
        (
            MAPPING + "  owner: Name\n",
            "mapping.yaml:7:3: `owner` is a part with fields of its own; name one of them: owner.name,",
        ),
        (
            MAPPING + "  builders: Name\n",
            "mapping.yaml:7:3: `builders` is a part with fields of its own; name one of them: builders.name,",
        ),
        (MAPPING + "  id: Name\n", "mapping.yaml:7:3: `id` has its own place: `id:` at the top."),
        (MAPPING + "  schema: {fixed: x}\n", "mapping.yaml:7:3: `schema` follows from the file format."),
        (
            MAPPING.replace("Idea: proposal", "Idea: propsal"),
            "mapping.yaml:6:42: `stage` is propsal, which is not one of the answers it can have. Write `stage: propos",
        ),
        (
            MAPPING + "  budget.currency: {fixed: usd}\n",
            "mapping.yaml:7:28: `budget.currency` is usd, which pilotlint cannot read as a currency.",
        ),
        (
            MAPPING + "  risk.tier: {column: Name, values: {high: a, HIGH: b}}\n",
            "mapping.yaml:7:29: two words here are the same but for case and spaces.",
        ),
        (
            MAPPING + "  budget.pilot: Name\n  budget.pilot.min: Unit\n",
            "mapping.yaml:8:3: `budget.pilot.min` is a part of `budget.pilot`, which is filled too; keep one of them.",
        ),
    ],
)
def test_a_mistake_in_a_mapping_is_shown_at_its_place(mapping, said):
    assert said in complaint(mapping)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("  notes: Staus\n", "mapping.yaml:7:10: the inventory has no column `Staus`. Did you mean `Status`?"),
        ("  notes: Sta\n", "mapping.yaml:7:10: the inventory has no column `Sta`. Did you mean `Status`?"),
        ("  notes: {columns: [Unit, Xyz]}\n", "mapping.yaml:7:27: the inventory has no column `Xyz`."),
        ("  notes: {lines: {a/b: Xyz}}\n", "mapping.yaml:7:24: the inventory has no column `Xyz`."),
        ("stage_history: [{stage: pilot, date: Start}]\n", "mapping.yaml:7:38: the inventory has no column `Start`."),
    ],
)
def test_a_column_that_the_inventory_lacks_is_shown_at_its_place(more, said):
    assert complaint(MAPPING + more, "Name,Unit,Status") == said


def test_a_long_column_name_may_be_a_few_words_off():
    question = "Does this AI use case involve personally identifiable information (PII)?"
    typed = "Does the AI use case involve personally identifiable informations?"

    said = complaint(f"{MAPPING}  risk.personal_data: {typed}\n", f"Name,Unit,Status,{question}")

    assert said.endswith(f"Did you mean `{question}`?")


def test_a_name_of_several_columns_is_refused():
    said = complaint(MAPPING + "  notes: Why\n", "Name,Unit,Status,Why,Why")

    assert said.endswith("the inventory has several columns `Why`; say which one: `Why (1)`, `Why (2)`.")


def test_the_schema_describes_every_key_of_a_mapping():
    def keys(part):
        for name, field in part.get("properties", {}).items():
            yield name, field
            yield from keys(field)
            yield from keys(field.get("items", {}))

    source = schema.load("mapping").source
    described = [*keys(source), *keys(source["$defs"]["source"]["anyOf"][1])]
    resolved = {
        name: {**source["$defs"].get(field.get("$ref", "").rpartition("/")[2], {}), **field}
        for name, field in described
    }

    assert [name for name, field in resolved.items() if not {"title", "description", "examples"} <= set(field)] == []
