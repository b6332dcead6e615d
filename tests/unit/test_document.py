"""YAML bytes to plain data, faults and places."""

import time
from itertools import pairwise

import pytest

from pilotlint import document
from pilotlint.model import TOP, Position, Span


def read(text):
    return document.read(text.encode())


def data(text):
    found = read(text)
    assert found.faults == ()
    return found.data


def place(span):
    return tuple(span.start), tuple(span.end)


def only_fault(text):
    (fault,) = read(text).faults if isinstance(text, str) else document.read(text).faults
    return fault


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        # texts that YAML 1.1 takes for something else
        ("yes", "yes"),
        ("no", "no"),
        ("NO", "NO"),
        ("on", "on"),
        ("off", "off"),
        ("y", "y"),
        ("12:30", "12:30"),
        ("2026-06-22", "2026-06-22"),
        ("2026-02-30", "2026-02-30"),
        ("2026-06-22T09:00:00Z", "2026-06-22T09:00:00Z"),
        ("50_000", "50_000"),
        ("0b101", "0b101"),
        ("=", "="),
        ("<<", "<<"),
        # whole numbers
        ("12", 12),
        ("012", 12),
        ("+12", 12),
        ("-12", -12),
        ("0", 0),
        ("-0", 0),
        ("0o14", 12),
        ("0x1f", 31),
        ("0X1F", "0X1F"),
        ("0o18", "0o18"),
        ("-0x1f", "-0x1f"),
        ("9223372036854775807", 9223372036854775807),
        ("9223372036854775808", "9223372036854775808"),
        ("-9223372036854775808", -9223372036854775808),
        ("-9223372036854775809", "-9223372036854775809"),
        ("1" + "0" * 39, "1" + "0" * 39),
        ("1" + "0" * 5000, "1" + "0" * 5000),
        # numbers with a point
        ("1e3", 1000.0),
        ("1E-2", 0.01),
        (".5", 0.5),
        ("5.", 5.0),
        ("-.5", -0.5),
        ("50.000", 50.0),
        ("1.5e3", 1500.0),
        ("1e400", "1e400"),
        (".inf", ".inf"),
        ("-.Inf", "-.Inf"),
        (".nan", ".nan"),
        ("1.2.3", "1.2.3"),
        (".", "."),
        ("1e", "1e"),
        ("-b", "-b"),
        ("١٢", "١٢"),
        # nothing
        ("", None),
        ("~", None),
        ("null", None),
        ("Null", None),
        ("NULL", None),
        ("nUll", "nUll"),
        # yes and no in YAML 1.2
        ("true", True),
        ("True", True),
        ("TRUE", True),
        ("tRue", "tRue"),
        ("false", False),
        ("False", False),
        ("FALSE", False),
    ],
)
def test_a_plain_value_is_read_by_the_yaml_1_2_core_schema(typed, value):
    read_value = data(f"key: {typed}\n")["key"]
    assert read_value == value
    assert type(read_value) is type(value)


@pytest.mark.parametrize("typed", ['"12"', "'12'", '"true"', "'null'", '""', '"~"', '"2026"'])
def test_a_value_in_quotes_is_a_text(typed):
    assert data(f"key: {typed}") == {"key": typed[1:-1]}


def test_block_scalars_are_texts():
    assert data("a: |\n  12\nb: >-\n  true\n  no\n") == {"a": "12\n", "b": "true no"}


def test_keys_are_texts_whatever_they_look_like():
    assert data("12: a\ntrue: b\nnull: c\n1.5: d\n") == {"12": "a", "true": "b", "null": "c", "1.5": "d"}


def test_a_merge_key_is_a_key_like_any_other():
    assert data("<<: {a: 1}\nb: 2\n") == {"<<": {"a": 1}, "b": 2}


def test_json_is_yaml():
    assert data('{"a": [1, 2.5, true, null, "x\\u00e9\\n"], "b": {}}') == {"a": [1, 2.5, True, None, "xé\n"], "b": {}}


@pytest.mark.parametrize(
    "text",
    [
        "\ufeffid: a\n",
        "\ufeff\ufeffid: a\n",
        "---\nid: a\n",
        "--- {id: a}\n",
        "id: a\n...\n",
        "%YAML 1.2\n---\nid: a\n",
    ],
)
def test_a_byte_order_mark_and_document_marks_change_nothing(text):
    assert data(text) == {"id": "a"}
    assert read(text).raw("/id") == "a"


def test_places_are_counted_without_the_byte_order_mark():
    assert place(read("\ufeffid: a\n").span("/id")) == ((1, 1), (1, 6))


@pytest.mark.parametrize("line_break", ["\n", "\r\n", "\r", "\x85", "\u2028", "\u2029"])
def test_every_line_break_that_libyaml_knows_counts_as_one(line_break):
    found = read(f"a: 1{line_break}{line_break}b: 2{line_break}")
    assert found.data == {"a": 1, "b": 2}
    assert place(found.span("/b")) == ((3, 1), (3, 5))
    assert found.lines == ["a: 1", "", "b: 2", ""]


def test_columns_count_characters_not_bytes():
    assert place(read('{"é𝄞": 田中, b: 2}').span("/b")) == ((1, 12), (1, 16))


# What authors type and cannot be read: the sentence, what to type, and where.
SPECIAL = "A value cannot start with `{}`: in YAML this character has a meaning of its own."
SECOND_COLON = "This line has a second colon, and YAML takes what stands before it for another key."
BRACES = (
    "The part in braces that starts here cannot be read: a colon or a comma inside a sentence splits it, "
    "or the closing brace is missing."
)
BRACES_HELP = "Write one `key: value` per line below, indented by two spaces; or put the sentences in quotes."
BRACKETS = (
    "The list in brackets that starts here cannot be read: a colon or a comma inside a sentence splits it, "
    "or the closing bracket is missing."
)
TEMPLATE = "This blank still holds the template, `{}`: the template is not filled in."
TEMPLATE_HELP = "Replace the brackets and what is in them with your own words."
DASH = (
    "The value starts with a dash. After a key YAML wants the value itself; a list begins on the next line.",
    "For a list, write each item on a line of its own below the key, as `  - item`. For a text, put it in quotes: `{}`.",
)
TAB = "This line is indented with a tab. YAML counts spaces only, so it cannot tell where the line belongs."
INDENTED = "This line is indented differently from its neighbours, so it cannot be told where it belongs."
UNFIT = "This line does not fit the line above it: that line already has a value, or it lacks its colon."
SECOND_DOCUMENT = "A second document starts here. One file holds one document, so nobody would read what follows."
ENDED = "The value has already ended where its quotes or brackets close; YAML cannot read what follows."
CLOSE = "Type another {} where the text ends, most likely at the end of line {}."
LEFT_OPEN = "A text in quotes starts on line {} and is not closed there, so the next {} ends it, and YAML cannot read what follows."
WRAPPED = "The text that begins on line {} goes on here, and YAML takes the words before the colon for a key."
OPEN_QUOTE = "A text in quotes starts here and never ends."
TAG = "A value cannot start with `!`: YAML takes it for a type of its own, and only plain values are read."
TAG_HELP = "Remove the word with the exclamation mark, or put the value in quotes."
CONTROL = "There is an invisible control character here (U+{}); it may hide something from a reader."
KEY = "A key must be a word."


@pytest.mark.parametrize(
    ("text", "message", "advice", "start", "end"),
    [
        (
            "a: 1\ngithub: @druiz\n",
            SPECIAL.format("@"),
            "Write the handle without @: `github: druiz`.",
            (2, 9),
            (2, 15),
        ),
        (
            "x:\n  - github: @druiz\n",
            SPECIAL.format("@"),
            "Write the handle without @: `github: druiz`.",
            (2, 13),
            (2, 19),
        ),
        ("x:\n  - @druiz\n", SPECIAL.format("@"), 'Put the value in quotes: `"@druiz"`.', (2, 5), (2, 11)),
        (
            "x: [{github: @druiz}]",
            SPECIAL.format("@"),
            "Write the handle without @: `github: druiz`.",
            (1, 14),
            (1, 20),
        ),
        ("x: @a b", SPECIAL.format("@"), 'Put the value in quotes: `x: "@a b"`.', (1, 4), (1, 8)),
        ("x: *bold*", SPECIAL.format("*"), 'Put the value in quotes: `x: "*bold*"`.', (1, 4), (1, 10)),
        ("x: * star", SPECIAL.format("*"), 'Put the value in quotes: `x: "* star"`.', (1, 4), (1, 10)),
        ("x: *", SPECIAL.format("*"), 'Put the value in quotes: `x: "*"`.', (1, 4), (1, 5)),
        ("x: [*]", SPECIAL.format("*"), 'Put the value in quotes: `"*"`.', (1, 5), (1, 6)),
        ("x: &amp y", SPECIAL.format("&"), 'Put the value in quotes: `x: "&amp y"`.', (1, 4), (1, 10)),
        ("x: &", SPECIAL.format("&"), 'Put the value in quotes: `x: "&"`.', (1, 4), (1, 5)),
        ('{"x":&a 1}', SPECIAL.format("&"), 'Put the value in quotes: `x: "&a 1"`.', (1, 6), (1, 10)),
        ("{?&a x: 1}", SPECIAL.format("&"), 'Put the value in quotes: `"&a x: 1"`.', (1, 3), (1, 10)),
        ("x: %TBD", SPECIAL.format("%"), 'Put the value in quotes: `x: "%TBD"`.', (1, 4), (1, 8)),
        ("%TBD", SPECIAL.format("%"), 'Put the value in quotes: `"%TBD"`.', (1, 1), (1, 5)),
        ("x: `code`", SPECIAL.format("`"), 'Put the value in quotes: `x: "`code`"`.', (1, 4), (1, 10)),
        ('x: @"a"', SPECIAL.format("@"), 'Put the value in quotes: `x: "@\\"a\\""`.', (1, 4), (1, 8)),
        ("x: Reps: call", SECOND_COLON, 'Put the value in quotes: `x: "Reps: call"`.', (1, 8), (1, 14)),
        ("x: {concern: rate us?, answer: no: no}", BRACES, BRACES_HELP, (1, 4), (1, 39)),
        ("x: {a: 1,\nb: 2", BRACES, BRACES_HELP, (1, 4), (1, 10)),
        ("x: [a, ", BRACKETS, "Write one item per line below the key, as `  - item`.", (1, 4), (1, 7)),
        ("x: {a: ]", BRACES, BRACES_HELP, (1, 4), (1, 9)),
        ("x: [a,\nb", BRACKETS, "Write one item per line below the key, as `  - item`.", (1, 4), (1, 7)),
        ("a: 1\nx: {{ blank }} y", TEMPLATE.format("{{ blank }}"), TEMPLATE_HELP, (2, 4), (2, 15)),
        ("x: {{blank}}", TEMPLATE.format("{{…}}"), TEMPLATE_HELP, (1, 5), (1, 12)),
        ("x: - a", DASH[0], DASH[1].format('x: "- a"'), (1, 4), (1, 7)),
        ("x: - ", DASH[0], DASH[1].format('x: "-"'), (1, 4), (1, 5)),
        ("a: 1\nx:\n\ty: 1", TAB, "Replace each tab with two spaces.", (3, 1), (3, 2)),
        ("x:\n  -\ty: 1", TAB, "Replace each tab with two spaces.", (2, 4), (2, 5)),
        ("x:\n  y: 1\n  \tz: 1", TAB, "Replace each tab with two spaces.", (3, 3), (3, 4)),
        (
            "x:\n    y: 1\n  z: 1",
            INDENTED,
            "Start it in the same column as the lines it belongs to.",
            (3, 3),
            (3, 7),
        ),
        (
            "x: 1\n  y: 1",
            UNFIT,
            "Start the line in the same column as its neighbours, and write `key: value` on each.",
            (2, 3),
            (2, 7),
        ),
        (
            "a: 1\nno colon here\nb: 2",
            "This line has no colon, so it cannot be told what is the key and what is the value.",
            "Write `key: value`, with a space after the colon.",
            (2, 1),
            (2, 14),
        ),
        (
            "a: 1\n---\nb: 2\n",
            SECOND_DOCUMENT,
            "Remove the line `---`, or move what follows to a file of its own.",
            (2, 1),
            (2, 4),
        ),
        ('x: "a" b', ENDED, "Put the whole value in one pair of quotes: `x: '\"a\" b'`.", (1, 8), (1, 9)),
        ("x: [a] b", ENDED, "Put the whole value in one pair of quotes: `x: '…'`.", (1, 8), (1, 9)),
        ('a: 1\nx: "open', OPEN_QUOTE, CLOSE.format('"', 2), (2, 4), (2, 9)),
        ("x: 'open\ny: 2", OPEN_QUOTE, CLOSE.format("'", 1), (1, 4), (1, 9)),
        ("x: 'open\n  on\n\ny: 2", OPEN_QUOTE, CLOSE.format("'", 2), (1, 4), (1, 9)),
        (
            'x: "a list\ny: "calls"\n',
            LEFT_OPEN.format(1, '"'),
            'End line 1 with another ": the text that starts with `x: "a list` most likely ends there.',
            (1, 4),
            (1, 11),
        ),
        (
            "a:\n  - 'a list\n    of two\n  - 'calls'\n",
            LEFT_OPEN.format(2, "'"),
            "End line 3 with another ': the text that starts with `- 'a list` most likely ends there.",
            (2, 5),
            (2, 12),
        ),
        (
            'x: "a\n  b"\ny: "c" d',
            ENDED,
            """Put the whole value in one pair of quotes: `y: '"c" d'`.""",
            (3, 8),
            (3, 9),
        ),
        (
            "x: 'the customer's list'",
            ENDED,
            """Put the whole value in one pair of quotes: `x: "the customer's list"`.""",
            (1, 18),
            (1, 25),
        ),
        (
            """x: "it's" so""",
            ENDED,
            r"""Put the whole value in one pair of quotes: `x: "\"it's\" so"`.""",
            (1, 11),
            (1, 13),
        ),
        (
            "x: Reps call everybody\n\n  within a week: no exceptions\n  at all\ny: 2",
            WRAPPED.format(1),
            'Put the whole text in quotes: line 1 begins `x: "Reps call everybody`, and line 4 ends with another ".',
            (3, 3),
            (3, 31),
        ),
        (
            'x: Reps call "all"\n  within a week: no exceptions',
            WRAPPED.format(1),
            """Put the whole text in quotes: line 1 begins `x: 'Reps call "all"`, and line 2 ends with another '.""",
            (2, 3),
            (2, 31),
        ),
        (
            "x:\n• two teams\ny: 1",
            "This line starts with the bullet of a word processor, which YAML does not know.",
            "Start it with a dash and a space: `- two teams`.",
            (2, 1),
            (2, 12),
        ),
        ("x: “Reps: call”", SECOND_COLON, 'YAML knows straight quotes only: `x: "Reps: call"`.', (1, 9), (1, 16)),
        (
            'x: "C:\\data"',
            "In double quotes a backslash begins a special character, and here it begins none that YAML knows.",
            "Put the text in single quotes, or type the backslash twice.",
            (1, 7),
            (1, 13),
        ),
        ("x: !secret y", TAG, TAG_HELP, (1, 4), (1, 13)),
        ("x: !!python/object:os.system y", TAG, TAG_HELP, (1, 4), (1, 31)),
        ("? [a]\n: b", KEY, "Write `key: value`.", (1, 3), (1, 6)),
        ("!t x: 1", KEY, "Write `key: value`.", (1, 1), (1, 5)),
        (
            "a: ? b",
            "This line cannot be read as YAML: mapping keys are not allowed in this context.",
            "Compare it with the lines above it, or put the value in quotes.",
            (1, 4),
            (1, 7),
        ),
        ("a: 1\nb: x\x07y", CONTROL.format("0007"), "Delete the character, or type the line again.", (2, 5), (2, 6)),
        ("a: \x1b[2J", CONTROL.format("001B"), "Delete the character, or type the line again.", (1, 4), (1, 5)),
        ("\x00", CONTROL.format("0000"), "Delete the character, or type the line again.", (1, 1), (1, 2)),
    ],
)
def test_what_cannot_be_read_is_said_in_the_authors_words_at_its_place(text, message, advice, start, end):
    fault = only_fault(text)
    assert (fault.message, fault.help) == (message, advice)
    assert place(fault.span) == (start, end)


def test_a_sentence_with_a_question_mark_in_braces_is_read():
    assert data("x: {concern: rate us?, answer: no}") == {"x": {"concern": "rate us?", "answer": "no"}}


def test_a_duplicate_key_is_a_fault_with_both_places():
    fault = only_fault("owner:\n  name: Dana\n  role: x\n  name: Rui\n")
    assert fault.message == (
        "The key `name` stands here a second time; it is on line 2 already, and only one of them can count."
    )
    assert fault.help == "Keep the one that is right and delete the other."
    assert fault.pointer == "/owner/name"
    assert place(fault.span) == ((4, 3), (4, 7))
    assert place(fault.related) == ((2, 3), (2, 7))


def test_the_first_of_duplicate_keys_is_kept_and_each_further_one_is_a_fault():
    found = read("a: 1\na: 2\n'a': 3\n")
    assert found.data == {"a": 1}
    assert [place(fault.span)[0] for fault in found.faults] == [(2, 1), (3, 1)]


def test_the_pointer_of_a_fault_says_what_cannot_be_relied_on():
    assert [fault.pointer for fault in read("a/b:\n  - x\n  - !t y\n").faults] == ["/a~1b/1"]
    assert [fault.pointer for fault in read("a: {{b}}\n").faults] == ["/a"]
    assert [fault.pointer for fault in read("!t {a: 1}").faults] == [""]


def test_every_anchor_and_alias_is_refused():
    faults = read("a: &one x\nb: [&two y]\nc: *one\n").faults
    assert [place(fault.span)[0] for fault in faults] == [(1, 4), (2, 5), (3, 4)]


def test_an_ampersand_or_a_star_inside_a_text_is_a_character():
    assert data("a: R&D & more\nb: 5*3 * 2\nc: '&x'\n") == {"a": "R&D & more", "b": "5*3 * 2", "c": "&x"}


def test_aliases_cannot_make_a_small_file_large():
    levels = ",".join(f'"{name}":&{name} {{"x":*{before},"y":*{before}}}' for before, name in pairwise("abcdefghi"))
    started = time.monotonic()
    found = document.read(f'{{"a":&a {{"x":1}},{levels}}}'.encode())
    assert found.data is None
    assert time.monotonic() - started < 1


@pytest.mark.parametrize(
    ("content", "start"),
    [
        (b"a: 1\nb: \xff\n", (2, 4)),
        (b"\xef\xbb\xbfa: 1\nb: \xff\n", (2, 4)),
        (b"a: \xc3\xa9\xff", (1, 5)),
        (b"\xff\xffa", (1, 1)),
    ],
)
def test_bytes_that_are_not_utf_8_are_a_fault_where_they_stand(content, start):
    fault = only_fault(content)
    assert fault.message == "This file is not saved as UTF-8: the character here cannot be read."
    assert fault.help == "Save the file again with the encoding UTF-8."
    assert place(fault.span) == (start, (start[0], start[1] + 1))


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_recognised_by_its_byte_order_mark(encoding):
    content = ("" if encoding == "utf-16" else "\ufeff").encode(encoding) + "id: é".encode(encoding)
    assert only_fault(content).message == "This file is saved as UTF-16."


@pytest.mark.parametrize("encoding", ["utf-32", "utf-32-le", "utf-32-be"])
def test_utf_32_is_not_taken_for_utf_16(encoding):
    content = ("" if encoding == "utf-32" else "\ufeff").encode(encoding) + "id: é".encode(encoding)
    assert only_fault(content).message == "This file is saved as UTF-32."


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", ["schema: pilotlint/v1\n", "title: Überblick für alle\n"])
def test_an_encoding_without_a_mark_is_recognised_by_its_zeros(encoding, text):
    fault = only_fault(text.encode(encoding))
    assert fault.message == f"This file is saved as {encoding[:6].upper()}."
    assert fault.help == "Save it again with the encoding UTF-8."


@pytest.mark.parametrize("text", ["", "\n\n", "# a comment\n", "\ufeff", "   \n# x"])
def test_a_file_of_blanks_and_comments_is_empty(text):
    found = read(text)
    assert found.empty
    assert not found.readable
    assert found.data is None
    assert only_fault(text).message == "This file is empty."
    assert place(only_fault(text).span) == ((1, 1), (1, 1))


@pytest.mark.parametrize("text", ["---\n", "null", "~", "{}", "[]", "a: 1", '""'])
def test_a_file_with_a_value_is_not_empty(text):
    found = read(text)
    assert not found.empty
    assert found.readable
    assert found.faults == ()


def test_a_file_is_read_up_to_a_million_bytes():
    assert document.read(b"a: " + b"x" * 999_997).readable
    fault = only_fault(b"a: " + b"x" * 999_998)
    assert fault.message == (
        "This file is larger than 1,000,000 bytes, so it is not read: a page or two describe an initiative."
    )
    assert fault.help == "Move long texts elsewhere and link to them."


TOO_DEEP = "The brackets or lines of this file are nested more than 40 levels deep, so it is not read."


@pytest.mark.parametrize(
    "text",
    [
        "[" * 41 + "]" * 41,
        "[" * 1_500 + "]" * 1_500,
        "[" * 5_000,
        "[" * 5_000 + "]" * 5_000,
        "{a: " * 5_000,
        "[" * 100_000,
        "{" * 100_000,
        "- " * 41 + "x",
        "- " * 5_000 + "x",
        "- " * 100_000 + "x",
        "? " * 5_000,
        "\n".join(" " * level + "a:" for level in range(41)) + " 1",
        "a: " + "[" * 40 + "]" * 40,
    ],
    ids=lambda text: f"{text[:3]!r} and {len(text)} characters".replace("\t", "tab"),
)
def test_a_file_nested_too_deep_is_not_read(text):
    assert [fault.message for fault in read(text).faults] == [TOO_DEEP]


@pytest.mark.parametrize("text", ["[" * 40 + "]" * 40, "- " * 40 + "x", "a: " + "[" * 39 + "]" * 39])
def test_a_file_nested_as_deep_as_allowed_is_read(text):
    assert read(text).faults == ()


def test_many_openers_side_by_side_are_not_deep():
    text = "[" + "[], " * 5_000 + "[]]"
    assert len(data(text)) == 5_001


def test_brackets_that_never_close_are_told_apart_from_deep_ones():
    assert [fault.message for fault in read("[" * 30).faults] == [BRACKETS]


FILE = """\
# a comment
id: churn-v1
owner:
  name: Dana Ruiz
  role: "Director"
builders:
  - name: Priya Nair
    function: data
  - {name: Leo Marsh, function: it}
plain:
  - one
  - two words
notes: >
  a long
  text
empty:
title: two
  lines
"""


@pytest.mark.parametrize(
    ("where", "span", "value"),
    [
        ("", ((1, 1), (1, 1)), ((2, 1), (19, 1))),
        ("/id", ((2, 1), (2, 13)), ((2, 5), (2, 13))),
        ("/owner", ((3, 1), (3, 6)), ((4, 3), (6, 1))),
        ("/owner/name", ((4, 3), (4, 18)), ((4, 9), (4, 18))),
        ("/owner/role", ((5, 3), (5, 19)), ((5, 9), (5, 19))),
        ("/builders", ((6, 1), (6, 9)), ((7, 3), (10, 1))),
        ("/builders/0", ((7, 5), (7, 21)), ((7, 5), (9, 3))),
        ("/builders/0/function", ((8, 5), (8, 19)), ((8, 15), (8, 19))),
        ("/builders/1", ((9, 5), (9, 36)), ((9, 5), (9, 36))),
        ("/builders/1/function", ((9, 23), (9, 35)), ((9, 33), (9, 35))),
        ("/plain/1", ((12, 5), (12, 14)), ((12, 5), (12, 14))),
        ("/notes", ((13, 1), (13, 6)), ((13, 8), (16, 1))),
        ("/empty", ((16, 1), (16, 7)), ((16, 7), (16, 7))),
        ("/title", ((17, 1), (17, 6)), ((17, 8), (18, 8))),
        # what does not exist is shown at its nearest parent
        ("/owner/email", ((3, 1), (3, 6)), ((4, 3), (6, 1))),
        ("/owner/name/first", ((4, 3), (4, 18)), ((4, 9), (4, 18))),
        ("/builders/7/name", ((6, 1), (6, 9)), ((7, 3), (10, 1))),
        ("/builders/x", ((6, 1), (6, 9)), ((7, 3), (10, 1))),
        ("/metric/name", ((1, 1), (1, 1)), ((2, 1), (19, 1))),
    ],
)
def test_everything_in_a_document_has_its_place(where, span, value):
    found = read(FILE)
    assert place(found.span(where)) == span
    assert place(found.value_span(where)) == value


def test_a_document_that_cannot_be_read_has_its_top_only():
    found = read("a: b: c")
    assert found.span("/a") == TOP
    assert found.value_span("/a") == TOP
    assert found.raw("/a") == ""
    assert found.line(1) == "a: b: c"
    assert found.line(99) == ""


@pytest.mark.parametrize(
    ("where", "raw", "plain"),
    [
        ("/id", "churn-v1", True),
        ("/owner/role", '"Director"', False),
        ("/builders/1", "{name: Leo Marsh, function: it}", False),
        ("/notes", "> a long text", False),
        ("/title", "two lines", True),
        ("/empty", "", True),
        ("/owner", 'name: Dana Ruiz role: "Director"', False),
        ("/owner/email", "", False),
    ],
)
def test_a_value_can_be_shown_as_it_was_typed(where, raw, plain):
    assert read(FILE).raw(where) == raw
    assert read(FILE).is_plain(where) is plain


@pytest.mark.parametrize(
    ("text", "value", "wanted"),
    [
        ("a: one two three\n", "one two three", (1, 12)),
        ("a: one\n  two\n  three\n", "one two three", (3, 3)),
        ("a: 'it''s two three'\n", "it's two three", (1, 15)),
        ('a: "one \\"two\\" three"\n', 'one "two" three', (1, 17)),
        ('a: "one\\n\\ttwo\\x20three"\n', "one\n\ttwo three", (1, 19)),
        ('a: "one two \\\n    three"\n', "one two three", (2, 5)),
        ("a: |\n  one two\n    three\n", "one two\n  three\n", (3, 5)),
        ("a: |\r  one\r  two three\r", "one\ntwo three\n", (3, 7)),
        ("a: >-\n  one\n  two\n\n  three\n", "one two\nthree", (5, 3)),
        ("a: |2- # why\n   one two three\n", " one two three", (2, 12)),
        ("b:\n  - a: one\n      two three\n", None, None),
    ],
)
def test_a_place_in_a_text_is_found_again_in_the_file(text, value, wanted):
    found = read(text)
    if value is None:
        assert tuple(found.inside("/b/0/a", Position(1, 9))) == (3, 11)
        return
    assert found.data == {"a": value}
    before = value[: value.index("three")]
    at = Position(before.count("\n") + 1, len(before) - before.rfind("\n"))
    assert tuple(found.inside("/a", at)) == wanted


def test_a_place_in_what_is_no_text_is_where_that_begins():
    found = read("a:\n  b: [1, 2]\n")
    assert found.inside("/a/b", Position(1, 5)) == Position(2, 3)
    assert found.inside("/a/none", Position(1, 1)) == Position(1, 1)


def test_a_document_knows_whether_it_has_gaps():
    assert read("a:\n").gaps
    assert read("a: [b, ~]\n").gaps
    assert read("a: !t x\n").gaps
    assert not read('a: ""\nb: "null"\n').gaps


def test_positions_and_spans_compare_by_place():
    assert sorted([Position(2, 1), Position(1, 9), Position(1, 2)]) == [(1, 2), (1, 9), (2, 1)]
    assert Span(Position(1, 1), Position(1, 1)) == TOP
