"""Data written as YAML: how it looks, and that it reads back as what it was."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pilotlint import document, edit

INITIATIVE = {
    "schema": "pilotlint/v1",
    "id": "churn-early-warning",
    "title": "Early churn warning for mid-market accounts",
    "stage": "rollout",
    "follows": ["churn-v1"],
    "last_blocker": "churn-v1 never reached customer success: the scores stayed in a notebook and nobody had decided "
    "what a rep does with them.",
    "outcome": {
        "capability": "A weekly list of accounts likely to cancel, with the top three reasons",
        "timeframe": "2026",
    },
    "builders": [{"name": "Priya Nair", "function": "data_science", "active": False}],
    "metric": {"baseline": 12, "baseline_date": "2026-01-30", "readings": [{"date": "2026-04-20", "value": 21.5}]},
    "budget": {"currency": "USD", "deployment": {"min": 160000, "max": 220000}},
    "change": {"concerns": [{"concern": "Will the list be used to rate us?", "answer": "No, agreed with HR"}]},
    "stage_history": [],
}

WRITTEN = """\
schema: pilotlint/v1
id: churn-early-warning
title: Early churn warning for mid-market accounts
stage: rollout
follows: [churn-v1]
last_blocker: >-
  churn-v1 never reached customer success: the scores stayed in a notebook and nobody had decided what
  a rep does with them.

outcome:
  capability: A weekly list of accounts likely to cancel, with the top three reasons
  timeframe: "2026"

builders:
  - {name: Priya Nair, function: data_science, active: false}

metric:
  baseline: 12
  baseline_date: 2026-01-30
  readings:
    - {date: 2026-04-20, value: 21.5}

budget:
  currency: USD
  deployment: {min: 160000, max: 220000}

change:
  concerns:
    - concern: Will the list be used to rate us?
      answer: No, agreed with HR

stage_history: []
"""


def test_an_initiative_is_written_the_way_a_person_would():
    assert edit.dump(INITIATIVE) == WRITTEN


def test_nothing_is_an_empty_mapping():
    assert edit.dump({}) == "{}\n"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Reps call every flagged account", "Reps call every flagged account"),
        ("2026-03-02", "2026-03-02"),
        ("2026-02-30", "'2026-02-30'"),
        ("2026", '"2026"'),
        ("012", '"012"'),
        ("0x1F", '"0x1F"'),
        (".5e5", '".5e5"'),
        ("1.", '"1."'),
        ("true", "'true'"),
        ("null", "'null'"),
        ("~", "'~'"),
        ("", "''"),
        ("no", "no"),
        ("Reps: call", "'Reps: call'"),
        ("PR #41", "'PR #41'"),
        ("@druiz", "'@druiz'"),
        ("%TBD", "'%TBD'"),
        ("*bold*", "'*bold*'"),
        ("- item", "'- item'"),
        ("[this AI capability]", "'[this AI capability]'"),
        ("it's: so", '"it\'s: so"'),
        ('say "no"', 'say "no"'),
        (" around ", "' around '"),
        ("a\tb", '"a\\tb"'),
        ("a\rb", '"a\\rb"'),
        ("a\x00b\x1b", '"a\\0b\\e"'),
        ("next\x85line", '"next\\Nline"'),
        ("line\u2028paragraph\u2029", '"line\\Lparagraph\\P"'),
        ("\ufeffmark", '"\\uFEFFmark"'),
        ("hard\xa0space", "hard\xa0space"),
        ("解約予測モデル 😀", "解約予測モデル 😀"),
        ("two\nlines", "|-\n  two\n  lines"),
        ("ends\n", '"ends\\n"'),
        ("  indented\nlines", '"  indented\\nlines"'),
    ],
)
def test_a_text_is_quoted_only_where_it_must_be(text, written):
    assert edit.dump({"key": text}) == f"key: {written}\n"


def test_a_long_text_is_folded_behind_column_100():
    lines = edit.dump({"notes": "word " * 60 + "end"}).splitlines()

    assert lines[0] == "notes: >-"
    assert [len(line) for line in lines[1:]] == [101, 101, 101, 5]


def test_a_long_text_with_paragraphs_is_folded_and_keeps_them():
    text = "word " * 30 + "end\n\n" + "more " * 30 + "end"

    assert edit.dump({"notes": text}).startswith("notes: >-\n  word word")
    assert document.read(edit.dump({"notes": text}).encode()).data == {"notes": text}


def test_a_map_with_a_sentence_is_no_line_in_braces():
    written = edit.dump({"people": [{"name": "Mo Khan", "role": "Lead, EMEA"}]})

    assert written == "people:\n  - name: Mo Khan\n    role: Lead, EMEA\n"


def test_a_map_that_would_not_fit_into_a_line_has_a_line_for_each_key():
    written = edit.dump({"data": {"later": {f"source number {number}": number for number in range(8)}}})

    assert written.startswith("data:\n  later:\n    source number 0: 0\n")


HOSTILE = [
    *"\"'\n\t\r\xa0 #@%-:?!&*|>[]{},`\\<=~\x85\u2028\u2029\ufeff\ufffe\ue000\0\x1b\x7f\u202e😀漢.",
    *(": ", " #", "- ", "? ", "---", "...", "<<", "  ", "\n\n", "null", "true", "1e5", "0o7", "2024-01-01", "word"),
]
WORDS = [
    "word",
    "a",
    "agency\u2019s",
    "(benefit)",
    "x:",
    "#1",
    "- item",
    "\n",
    "\n\n",
    "  ",
    ". ",
    "ñ",
    '"quoted"',
    "w" * 40,
]
characters = st.characters(exclude_categories=["Cs"])
texts = st.one_of(
    st.text(characters),
    st.lists(st.sampled_from(HOSTILE) | characters, max_size=12).map("".join),
    st.lists(st.sampled_from(WORDS), min_size=10, max_size=80).map(" ".join),
    st.lists(st.sampled_from(WORDS), min_size=10, max_size=80).map("".join),
    st.from_regex(r"[-+]?[0-9._xoeE+-]{1,8}", fullmatch=True),
)
whole_numbers = st.integers(-(2**63), 2**63 - 1)
numbers = whole_numbers | st.floats(allow_nan=False, allow_infinity=False)
values = st.recursive(
    texts | numbers | st.booleans() | st.none(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=12,
)


@given(st.dictionaries(texts, values, max_size=6))
@example({"": None, '"': [["0" * 90 + "  0"]]})  # ruamel.yaml loses a blank where it breaks a plain text
@example({"<<": {"=": "="}, "k" * 200: ["---", "..."]})
def test_whatever_is_written_reads_back_the_same(data):
    found = document.read(edit.dump(data).encode())

    assert found.faults == ()
    assert repr(found.data) == repr(data)  # 1 and True are equal, and so are mappings in another order
