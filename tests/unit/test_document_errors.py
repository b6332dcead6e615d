"""Complaints of libyaml in the author's words; test_document.py shows them on whole files."""

import pytest

from pilotlint import document
from pilotlint.document import errors
from pilotlint.document.trouble import Trouble
from pilotlint.model import Position


def trouble(text, line=1, column=1, *, problem="", context="", opened=None):
    return Trouble(problem, context, text.split("\n"), Position(line, column), opened)


@pytest.mark.parametrize(
    ("line", "key", "value", "quoted"),
    [
        ("name: Dana: Ruiz", "name", "Dana: Ruiz", 'name: "Dana: Ruiz"'),
        ("  - name: x", "name", "x", 'name: "x"'),
        ('a: say "hi" \\ there', "a", 'say "hi" \\ there', 'a: "say \\"hi\\" \\\\ there"'),
        ("two words: x", "", "x", '"x"'),
        ("empty:", "empty", "", 'empty: ""'),
        ("time:12", "", "12", '"12"'),
        ("no colon", "", "", '""'),
    ],
)
def test_the_line_in_trouble_is_taken_apart(line, key, value, quoted):
    here = trouble(line)
    assert (here.key, here.value, here.quoted()) == (key, value, quoted)


def test_trouble_behind_the_last_line_has_an_empty_line():
    here = trouble("a: 1", line=5)
    assert here.line == ""
    assert here.key == ""
    assert here.rest_of_line(Position(5, 1)) == (Position(5, 1), Position(5, 2))


def test_what_is_not_recognised_is_passed_on_as_a_sentence():
    explanation = errors.explain(trouble("a: b c ", problem="found something odd", column=4))
    assert explanation.message == "This line cannot be read as YAML: found something odd."
    assert explanation.help == "Compare it with the lines above it, or put the value in quotes."
    assert explanation.span == (Position(1, 4), Position(1, 7))


@pytest.mark.parametrize(
    ("lines", "at", "advice", "end"),
    [
        (["a: @b"], (1, 4), "Write the handle without @: `a: b`.", 6),
        (["a: @b c"], (1, 4), 'Put the value in quotes: `a: "@b c"`.', 8),
        (['"a": @b'], (1, 6), "Write the handle without @: `a: b`.", 8),
        (["- @b"], (1, 3), 'Put the value in quotes: `"@b"`.', 5),
        (["{a: @b, c: 1}"], (1, 5), "Write the handle without @: `a: b`.", 7),
        (["[%b, c]"], (1, 2), 'Put the value in quotes: `"%b"`.', 4),
        (["[@, c]"], (1, 2), 'Put the value in quotes: `"@"`.', 3),
        (["a:", "  `b`  "], (2, 3), 'Put the value in quotes: `"`b`"`.', 6),
    ],
)
def test_a_special_character_is_quoted_together_with_its_value_and_no_more(lines, at, advice, end):
    explanation = errors.special_character(lines, Position(*at))
    assert explanation.help == advice
    assert explanation.span == (Position(*at), Position(at[0], end))


@pytest.mark.parametrize(
    "before",
    [
        "",
        "title: x\n",
        "notes: |\n  a text\n",
        "notes: a text\n  on two lines\n",
        "budget: {pilot: 1,\n",
        "people:\n- a\n",
    ],
)
def test_what_git_could_not_merge_is_called_so(before):
    text = f"{before}<<<<<<< HEAD\nstage: pilot\n=======\nstage: proposal\n>>>>>>> other\n"
    (fault,) = document.read(text.encode()).faults
    assert fault.message.startswith("Git could not merge two versions of this file: ")
    line = before.count("\n") + 1
    assert fault.span == (Position(line, 1), Position(line, 13))


@pytest.mark.parametrize("line", ["<<<<<<<< HEAD", " <<<<<<< HEAD", "<<<<<<", "title <<<<<<< HEAD", ">>>>>>> HEAD"])
def test_other_arrows_are_no_conflict(line):
    (fault,) = document.read(f"{line}\nowner: a: b\n".encode()).faults
    assert "Git" not in fault.message


@pytest.mark.parametrize(
    "text",
    ["x: [", "x: {", "[[[", "x: ]", "x: ,", "%", "%FOO\n---\na: 1", "a: |x", "a: >9x", ": a", "- a\nb: 1", "'", '"'],
)
def test_every_syntax_error_gives_one_fault_within_the_text(text):
    (fault,) = document.read(text.encode()).faults
    lines = text.split("\n")
    assert fault.message.endswith(".")
    assert fault.span.start.line <= len(lines) + 1
    assert "expected" not in fault.message
