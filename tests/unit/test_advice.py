"""Advice on what to add fits the way its author wrote that part of the file."""

import pytest

from pilotlint import document
from pilotlint.advice import fitted
from support.judging import PATH, START, rules, run

BRACES = "It goes between the braces of `{}:`, after a comma."
BRACKETS = "It goes between the brackets of `{}:`, after a comma and without its dash."


@pytest.mark.parametrize(
    ("text", "advice", "where", "more"),
    [
        ("owner: {name: Dana}", "Write below `owner:` the line `role: Head`.", "/owner/role", BRACES.format("owner")),
        ("owner: {name: Dana}", "Write `role: Head`.", "/owner/role", BRACES.format("owner")),
        (
            "owner: {name: Dana}",
            "Write `role: Director, Customer Success`.",
            "/owner/role",
            "It goes between the braces of `owner:`, after a comma; there, a text with a comma needs quotes.",
        ),
        ("owner: {name: Dana}", "Write `goal: use`.", "/owner/accountability/goal", BRACES.format("owner")),
        ("owner: {name: Dana}", "Write `name: Dana Ruiz`.", "/owner/name", None),
        ("owner: {name: Dana}", "Ask whoever knows.", "/owner/role", None),
        ("owner: {}", "Write below `owner:` a line.", "/owner/role", "First delete the `{}` after `owner:`."),
        ("owner: {name: Dana}", "Give the name below `owner:`, such as `name: Dana Ruiz`.", "/owner/name", None),
        ("owner:\n  name: Dana", "Write below `owner:` the line `role: Head`.", "/owner/role", None),
        ("people: [{name: Mo}]", "Write below `people:` a line.", "/people", BRACKETS.format("people")),
        ("people: [ ]", "Write below `people:` a line.", "/people", "First delete the `[]` after `people:`."),
        ("people: [{name: Mo}]", "Write `role: x`.", "/people/0/role", BRACES.format("people")),
        ("people: [{name: Mo}]", "Write below `outcome:` a line.", "/people", None),
        ("outcome: {a: b}", "Write below `outcome:` a line.", "/people", BRACES.format("outcome")),
        ("owner: TBD", "Write below `owner:` a line.", "/owner/name", None),
        (
            '{"title": "x"}',
            "Write `owner: x`.",
            "/owner",
            "It goes between the braces of the file, after a comma.",
        ),
        ("{}", "Write `owner: x`.", "/owner", None),
        ("a: [", "Write `owner: x`.", "/owner", None),
    ],
)
def test_advice_says_how_what_is_added_fits_in(text, advice, where, more):
    assert fitted(advice, where, document.read(text.encode())) == (f"{advice} {more}" if more else advice)


def test_an_imported_history_is_told_to_lose_its_brackets():
    (finding,) = run({PATH: START + "stage_history: []\n"}, playbook=rules().only(["PL003"], [])).findings
    assert finding.help == (
        "Add below `stage_history:`, as its last line, `- {stage: proposal, date: 2026-06-22}`, with the day it began. "
        "First delete the `[]` after `stage_history:`."
    )
