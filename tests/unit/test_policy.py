"""One policy: what must be true, and what it says when it is not."""

import pytest

from pilotlint import packs
from pilotlint import policy as policies
from pilotlint.model import InputError, Position, Severity
from pilotlint.policy import FAILS, NOT_APPLICABLE, PASSES
from support.judging import LEAST, file, policy, subject

TEXT = """\
id: AB100
name: a-policy
title: >-
  A title that
  folds
play: owner
rationale: Because.
severity: {pilot: error, proposal: note}
assert: "true"
message: It is wrong.
help: Mend it.
examples:
  pass: [{name: one}]
  fail: [{name: another, finds: [{at: "", severity: error, says: wrong}]}]
"""


def parse(text, path="policies/AB100-a-policy.yaml"):
    return policies.parse(path, text.encode())


def facts(text=LEAST, **options):
    return packs.engine().facts(subject(text, **options).values())


def status(chosen, text=LEAST, stage="pilot"):
    return packs.engine().compile(chosen.status(stage)).evaluate(facts(text))


def problems(chosen, text=LEAST, stage="pilot"):
    rows = packs.engine().compile(chosen.details(stage)).evaluate(facts(text))
    return list(chosen.problems(rows, stage))


def test_a_policy_is_what_its_file_says():
    read = parse(TEXT)
    assert (read.id, read.name, read.title, read.play) == ("AB100", "a-policy", "A title that folds", "owner")
    assert read.severity == {"pilot": Severity.ERROR, "proposal": Severity.NOTE}
    assert (read.missing, read.quote, read.wording, read.builtin) == ("A title that folds", "", False, False)
    assert (read.variables, read.when, read.each, read.advise_when, read.at) == ({}, "", "", "", "")
    assert read.examples["pass"] == [{"name": "one"}]
    assert "examples" not in read.data_without_examples()
    assert policies.of_data(read.data_without_examples(), read.path, read.content) == read


@pytest.mark.parametrize(
    ("old", "new", "place", "said"),
    [
        ("id: AB100", "id: ab100", "1:1", "`id` is ab100, which pilotlint cannot read as an id."),
        ("play: owner", "play: owners", "6:1", "`play` is owners, which is not one of the answers it can have."),
        ("pilot: error", "pilot: off", "8:12", "`severity.pilot` is off, which is not one of the answers it can have."),
        ("pilot: error", "piloting: error", "8:12", "`piloting` is not a key that can stand in `severity`."),
        ("help: Mend it.\n", "", "1:1", "`help` is missing."),
        ("message: It", "mesage: It", "10:1", "`mesage` is not a key that belongs at the top of the file;"),
        ('assert: "true"\n', "", "1:1", "`this file` does not have the form of a policy."),
        ("assert:", "assert: a: ", "9:10", "This line has a second colon,"),
        ("id: AB100", "id: AB101", "1:1", "this file is called after its policy: rename it to AB101-a-policy.yaml"),
        ("name: a-policy", "name: b", "1:1", "this file is called after its policy: rename it to AB100-b.yaml"),
    ],
)
def test_a_policy_without_the_right_form_is_refused_at_its_place(old, new, place, said):
    with pytest.raises(InputError) as refused:
        parse(TEXT.replace(old, new))
    assert f"policies/AB100-a-policy.yaml:{place}: {said}" in str(refused.value)


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        ({"asserts": "true"}, PASSES),
        ({"asserts": "false"}, FAILS),
        ({"asserts": "false", "when": "false"}, NOT_APPLICABLE),
        ({"asserts": "false", "when": "true"}, FAILS),
        ({"asserts": "item > 1", "each": "[2, 3]"}, PASSES),
        ({"asserts": "item > 2", "each": "[2, 3]"}, FAILS),
        ({"asserts": "item > 2", "each": "[]"}, NOT_APPLICABLE),
        ({"asserts": "item > 2", "each": "[1]", "when": "false"}, NOT_APPLICABLE),
        ({"asserts": 'stage == "pilot"'}, PASSES),
        ({"asserts": 'stage == "rollout"'}, FAILS),
        ({"asserts": "b == 3", "variables": {"a": "1", "b": "a + 2"}}, PASSES),
        ({"asserts": "double == 4", "each": "[2]", "variables": {"double": "item * 2"}}, PASSES),
        ({"asserts": "b == 5", "each": "[2]", "variables": {"a": "item * 2", "c": "1", "b": "a + c"}}, PASSES),
        ({"asserts": "items.size() == 2", "each": "[1, 1, 1]", "variables": {"items": "[1, 2]"}}, PASSES),
        ({"asserts": "true // always\n", "when": "true // at any stage"}, PASSES),
        ({"asserts": "true || false", "when": "false || true"}, PASSES),
    ],
)
def test_the_status_says_passes_fails_or_not_applicable(parts, expected):
    assert status(policy(**parts)) == expected


def test_each_entry_that_fails_is_a_problem_with_its_texts_filled_in():
    chosen = policy(
        "item.n < limit",
        each='[{"n": 1, "at": "a"}, {"n": 5, "at": "b"}, {"n": 9, "at": "c"}]',
        variables={"limit": "4", "over": "item.n - limit"},
        advise_when="over > 3",
        at="/people/{index}",
        message="{item.at} is {over} over {limit} at {stage}; {nothing} and {A} stay.",
        help="Write {item.n}.",
    )
    assert [(each.pointer, each.message, each.help, each.advice) for each in problems(chosen)] == [
        ("/people/1", "b is 1 over 4 at pilot; {nothing} and {A} stay.", "Write 5.", False),
        ("/people/2", "c is 5 over 4 at pilot; {nothing} and {A} stay.", "Write 9.", True),
    ]


def test_each_problem_is_about_what_the_policy_says():
    chosen = policy("false", each="[3, 4]", variables={"twice": "item * 2"}, about="[twice, 1]")
    assert [each.about for each in problems(chosen)] == [[6, 1], [8, 1]]
    assert [each.about for each in problems(policy("false"))] == [None]


def test_a_policy_without_entries_has_one_problem_or_none():
    assert [each.message for each in problems(policy("false"))] == ["It is wrong."]
    assert problems(policy("true")) == []


@pytest.mark.parametrize(
    ("at", "pointer"),
    [
        ("", ""),
        ("/outcome/{item}", "/outcome/a~1b"),
        ("/outcome/x", "/outcome/x"),
        ("{place}", "/owner/name"),
        ("/{place}/x", "/~1owner~1name/x"),
    ],
)
def test_a_problem_points_to_its_field(at, pointer):
    chosen = policy("false", each='["a/b"]', at=at, variables={"place": '"/owner/name"'})
    assert [each.pointer for each in problems(chosen)] == [pointer]


def test_an_entry_can_name_its_own_place():
    chosen = policy("false", each='[{"at": "/owner/name"}, {"at": "/metric"}]', at="{item.at}")
    assert [each.pointer for each in problems(chosen)] == ["/owner/name", "/metric"]


@pytest.mark.parametrize(
    ("template", "values", "filled"),
    [
        ("{a}", {"a": 1}, "1"),
        ("{a} and {a}", {"a": "x"}, "x and x"),
        ("{a}", {}, "{a}"),
        ("{a.b}", {"a": {"b": 2}}, "2"),
        ("{a.b}", {"a": {}}, ""),
        ("{a.b}", {"a": "x"}, "x"),
        ("{a}", {"a": True}, "yes"),
        ("{a}", {"a": False}, "no"),
        ("{a}", {"a": 2.5}, "2.5"),
        ("{a}", {"a": 3.0}, "3"),
        ("{a}", {"a": 0.1 + 0.2}, "0.3"),
        ("{a}", {"a": ["x", 1.0, True]}, "x, 1, yes"),
        ("{a}", {"a": "{b}", "b": "never"}, "{b}"),
        ("{not_needed: why} {A} {} { a }", {"a": 1}, "{not_needed: why} {A} {} { a }"),
    ],
)
def test_a_text_is_filled_in_once(template, values, filled):
    assert policies.fill(template, values) == filled


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "This file is empty. Start it with `id: ACME101`, or delete it."),
        ("# soon\n", "This file is empty. Start it with `id: ACME101`, or delete it."),
        ("- id: ACME101\n", "This file is a list; it should be lines of `key: value`. Start with `id: ACME101` on the first line."),
    ],
)  # fmt: skip
def test_a_file_that_holds_no_policy_is_told_how_one_begins(text, said):
    with pytest.raises(InputError) as refused:
        parse(text)
    assert str(refused.value).partition(":1:1: ")[2] == said


def test_a_long_text_is_shortened_where_it_is_quoted_and_whole_elsewhere():
    long = "so many words " * 20
    filled = policies.fill('"{text}" is: {text}', {"text": long})
    assert filled.endswith(f" is: {long}")
    assert filled.partition(" is: ")[0] == '"' + "so many words " * 7 + '…"'


def test_the_names_in_braces_are_known():
    assert policy().blanks("{a} {b.c} {D} {not_needed: x}") == ["a", "b"]


@pytest.mark.parametrize(
    ("parts", "depends"),
    [
        ({"asserts": "true"}, False),
        ({"asserts": 'stage == "pilot"'}, True),
        ({"asserts": "initiative.stage == initiative.?stage.orValue('')"}, False),
        ({"asserts": '"stage" == "x"'}, False),
        ({"asserts": "'it''s stage'.size() > 1"}, False),
        ({"asserts": "x", "variables": {"x": 'stage != "pilot"'}}, True),
        ({"asserts": "true", "when": "stage in []"}, True),
        ({"asserts": "backstage == 1", "variables": {"backstage": "1"}}, False),
    ],
)
def test_a_policy_knows_whether_it_asks_for_the_stage(parts, depends):
    assert policy(**parts).uses("stage") is depends


def test_expressions_come_in_the_order_in_which_they_use_each_other():
    chosen = policy(
        "low < item",
        each="[high]",
        when="high > 0",
        advise_when="low > 0",
        about="high",
        variables={"low": "item - 1", "high": "3", "lower": "low - 1"},
    )
    assert list(chosen.expressions()) == [
        "/variables/high",
        "/when",
        "/each",
        "/variables/low",
        "/variables/lower",
        "/assert",
        "/advise_when",
        "/about",
    ]


def test_the_file_of_a_policy_is_read_as_a_document_for_places_in_it():
    assert parse(TEXT).document.span("/message").start == (10, 1)
    assert parse(TEXT).document.inside("/assert", Position(1, 1)) == (9, 10)


def test_what_an_initiative_says_is_not_read_as_a_template():
    chosen = policy("false", message="{title}", variables={"title": "initiative.title"})
    assert [each.message for each in problems(chosen, file("").replace("Churn list", "'{stage} {title}'"))] == [
        "{stage} {title}"
    ]
