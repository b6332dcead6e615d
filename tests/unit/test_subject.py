"""What a policy sees."""

import pytest

from pilotlint.change import UNKNOWN, Change
from support.judging import LEAST, TODAY, read, subject

PILOT = LEAST.replace("Churn list\nstage: proposal", "Churn list\nstage: pilot")
RESUMED = PILOT + "  - {stage: stalled, date: 2026-06-01}\n  - {stage: pilot, date: 2026-06-22}\n"


def test_expressions_see_the_initiative_its_change_the_day_and_the_settings():
    values = subject(PILOT, base=LEAST, settings_text="{business_units: [finance], limits: {waiver_days: 5}}").values()
    assert set(values) == {"initiative", "base", "change", "today", "settings"}
    assert values["initiative"]["stage"] == "pilot"
    assert values["base"]["stage"] == "proposal"
    assert values["change"] == {
        "kind": "changed",
        "from": "proposal",
        "to": "pilot",
        "moves": [{"from": "proposal", "to": "pilot", "came_from": "proposal"}],
    }
    assert values["today"] == TODAY
    assert values["settings"]["limits"]["waiver_days"] == 5
    assert values["settings"]["functions"]["technical"] == ["it", "data", "datascience", "engineering", "analytics"]
    assert values["settings"]["risk_tiers"]["high"] == ["high"]
    assert values["settings"]["business_units"] == ["finance"]


def test_without_a_base_nothing_is_known_of_it():
    values = subject(LEAST).values()
    assert values["base"] is None
    assert values["change"] == {"kind": "unknown", "from": "", "to": "proposal", "moves": []}


def test_a_base_that_cannot_be_read_is_none():
    assert subject(LEAST, base="a: b: c").values()["base"] is None


def test_a_file_without_a_stage_is_at_none():
    assert subject("a: b: c").values()["change"]["to"] == ""


@pytest.mark.parametrize(
    ("head", "change", "enters"),
    [
        (LEAST, UNKNOWN, False),
        (PILOT, UNKNOWN, False),
        (LEAST, Change("added"), False),
        (PILOT, Change("added"), True),
        ("a: b: c", Change("added"), True),
        (PILOT, Change("changed", read(LEAST)), True),
        (PILOT, Change("changed", read(PILOT)), False),
        (PILOT, Change("changed", read("a: b: c")), False),
        (PILOT, Change("unchanged", read(PILOT)), False),
        (RESUMED, Change("changed", read(PILOT)), True),
    ],
)
def test_a_change_brings_an_initiative_into_its_stage_by_a_move_or_new_beyond_a_proposal(head, change, enters):
    assert subject(head, change=change).enters_stage is enters
