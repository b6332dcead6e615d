"""Laws of reading YAML."""

import json
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from pilotlint import document
from pilotlint.document import Document
from pilotlint.model import TOP, Position, Span, pointer
from property.strategies import ANYTHING, as_json

PIECES = st.sampled_from(
    [
        *"abc012.:-?,[]{}#&*!|>'\"%@` \t\n\r\\~=<",
        "\r\n",
        "key: ",
        "- ",
        "? ",
        ": ",
        " #",
        "{{x}}",
        "&a ",
        "*a",
        "!t ",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "|\n  ",
        ">-\n  ",
        "''",
        '\\"',
        "\\x41",
        "\x85",
        "\u2028",
        "\ufeff",
        "\x07",
        "é",
        "𝄞",
        "null",
        "1e5",
        "0x1f",
    ]
)
SCRIBBLE = st.lists(PIECES, max_size=25).map("".join)


def pointers(data: Any, where: str = "") -> list[str]:
    below = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [where, *(each for key, inner in below for each in pointers(inner, where + pointer(key)))]


def value_at(data: Any, where: str) -> Any:
    for part in where.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        data = data[int(key)] if isinstance(data, list) else data[key]
    return data


def text_between(found: Document, span: Span) -> str:
    first, last = span
    if first.line == last.line:
        return found.line(first.line)[first.column - 1 : last.column - 1]
    lines = [found.line(number) for number in range(first.line, last.line + 1)]
    return "\n".join([lines[0][first.column - 1 :], *lines[1:-1], lines[-1][: last.column - 1]])


@given(ANYTHING)
def test_json_is_read_as_what_it_is(data):
    found = document.read(as_json(data))
    assert found.faults == ()
    assert found.data == data
    assert json.dumps(found.data) == json.dumps(data)  # 1 is not 1.0 nor true


@given(ANYTHING)
def test_every_value_stands_where_its_span_says(data):
    found = document.read(as_json(data))
    for where in pointers(found.data):
        whole = found.value_span(where)
        assert TOP.start <= whole.start <= whole.end <= Position(len(found.lines), len(found.lines[-1]) + 1)
        typed = text_between(found, whole)
        assert json.loads(typed) == value_at(found.data, where)
        assert " ".join(typed.split()) == found.raw(where)
        assert found.span(where).start <= whole.start or where == ""


class Plain(yaml.CSafeDumper):
    def ignore_aliases(self, _):
        return True


@given(ANYTHING, st.booleans(), st.sampled_from([10, 80, 10_000]), st.sampled_from(["\n", "\r\n", "\r"]))
def test_what_another_library_writes_is_read_as_that_library_reads_it(data, flow, width, line_break):
    text = yaml.dump(
        data, Dumper=Plain, default_flow_style=flow, width=width, line_break=line_break, allow_unicode=True
    )
    found = document.read(text.encode())
    assert found.faults == ()
    same(found.data, yaml.load(text, yaml.CSafeLoader), yaml.load(text, yaml.CBaseLoader))


def same(ours: Any, theirs: Any, typed: Any) -> None:
    """Compare with a reader of YAML 1.1 where both agree on the type, and with one to which every value is a text."""
    if isinstance(ours, dict):
        assert list(ours) == list(typed)
        for key, their_key in zip(ours, theirs, strict=True):
            same(ours[key], theirs[their_key], typed[key])
    elif isinstance(ours, list):
        assert len(ours) == len(theirs)
        for each in zip(ours, theirs, typed, strict=True):
            same(*each)
    elif isinstance(ours, str):
        assert ours == typed
    elif type(ours) is type(theirs):
        assert ours == theirs


@given(SCRIBBLE)
@example('{"a":&x 1}')
@example("{?&x a: 1}")
@example("\ufeff\ufeffa: 1")
def test_whatever_is_typed_is_read_or_said(text):
    found = document.read(text.encode())
    assert found.readable or found.faults
    assert found.data is None or found.readable
    for fault in found.faults:
        assert fault.message.endswith((".", "?"))
        assert fault.help
        assert TOP.start <= fault.span.start <= fault.span.end
        assert fault.span.start.line <= len(found.lines) + 1
    for where in pointers(found.data):
        assert TOP.start <= found.span(where).start <= found.span(where).end


@given(SCRIBBLE)
def test_no_anchor_and_no_alias_survives(text):
    found = document.read(text.encode())
    if found.faults or not found.readable:
        return
    assert not any(getattr(event, "anchor", None) for event in yaml.parse(text, yaml.CLoader))


@given(st.binary(max_size=60))
def test_whatever_the_bytes_reading_does_not_fail(content):
    found = document.read(content)
    assert found.readable or found.faults


@given(SCRIBBLE, st.integers(1, 5))
def test_blank_lines_above_shift_lines_and_nothing_else(text, count):
    text = text.lstrip("\ufeff%")  # these mean something at the very beginning only
    before, after = document.read(text.encode()), document.read(b"\n" * count + text.encode())
    assert after.data == before.data
    assert [(fault.message, fault.pointer) for fault in after.faults] == [
        (fault.message if "on line" not in fault.message else after.faults[index].message, fault.pointer)
        for index, fault in enumerate(before.faults)
    ]
    for where in pointers(before.data):
        if where:
            assert after.value_span(where) == shifted(before.value_span(where), count)
            assert after.span(where) == shifted(before.span(where), count)


def shifted(span: Span, count: int) -> Span:
    start, end = span
    return Span(start._replace(line=start.line + count), end._replace(line=end.line + count))


@given(st.integers(0, 60), st.sampled_from(["[]", "{a: }", "- "]))
@settings(max_examples=60)
def test_depth_is_refused_exactly_beyond_the_limit(depth, kind):
    text = {
        "[]": "[" * depth + "x" + "]" * depth,
        "{a: }": "{a: " * depth + "x" + "}" * depth,
        "- ": "- " * depth + "x",
    }[kind]
    assert bool(document.read(text.encode()).faults) is (depth > document.MAX_DEPTH)


TYPED = st.text(st.sampled_from("ab \"'\\é\n"), min_size=1, max_size=15)


@given(TYPED, st.sampled_from(["double", "single", "literal"]), st.data())
def test_a_place_in_a_text_leads_to_the_character_in_the_file(value, style, data):
    if style == "double":
        written = json.dumps(value, ensure_ascii=False)
    elif style == "single":
        written = "'" + value.replace("\n", " ").replace("'", "''") + "'"
    else:
        written = "|2-\n  " + value.replace("\n", "\n  ")
    found = document.read(f"key: {written}\nend: 1\n".encode())
    text = found.data["key"]
    marked = [index for index, character in enumerate(text) if character in "abé"]
    if not marked:
        return
    index = data.draw(st.sampled_from(marked))
    at = Position(text[:index].count("\n") + 1, index - text[:index].rfind("\n"))
    place = found.inside("/key", at)
    assert found.line(place.line)[place.column - 1] == text[index]
    assert found.text.splitlines()[: place.line - 1] == found.lines[: place.line - 1]


@pytest.mark.parametrize("count", [3_999, 4_001, 9_999])
def test_many_brackets_one_after_the_other_are_no_depth(count):
    assert document.read(b"[" + b"[]," * count + b"]").faults == ()
