"""A document that was read: its data, its faults, and where everything stands in its text."""

import json
import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

from ..model import TOP, Pointer, Position, Span, index_in, pointer_parts

if TYPE_CHECKING:
    from typing import TypeGuard

    from yaml import CollectionNode, Event, Node, ScalarNode

    from .trouble import Explanation

MAX_BYTES = 1_000_000
MAX_DEPTH = 40

LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # as libyaml counts lines
_PLAIN_CHARACTER = re.compile(".", re.DOTALL)
_CHARACTER = {
    '"': re.compile(r"\\(?:x..|u.{4}|U.{8}|\r\n|.)|.", re.DOTALL),
    "'": re.compile("''|.", re.DOTALL),
}
"""One character of a value as it is typed in quotes."""

_BLANK_ESCAPES = frozenset("tnvfr_NLP")


class Fault(NamedTuple):
    """Something in the text that keeps it, or a part of it, from being read."""

    message: str
    help: str
    span: Span
    pointer: Pointer = ""
    """What cannot be relied on; empty for the whole document."""
    related: Span | None = None
    fix: str | None = None
    """The line it begins on as it should be, where that is known to the letter."""

    @classmethod
    def of(cls, explanation: "Explanation", where: Pointer = "") -> "Fault":
        """Return what somebody who knows the language of the file says of a place in it."""
        message, advice, span, fix = explanation
        return cls(message, advice, span, where, fix=fix)


MOST_FAULTS = 100
"""So many are listed; one more then says that there are others, and stands for the whole document."""


class Brackets(NamedTuple):
    """A part that is written between braces or brackets, usually on one line."""

    pointer: Pointer
    marks: str
    """``{}`` or ``[]``."""
    empty: bool


NOTHING_THERE = Fault("This file is empty.", "Start it with `schema: pilotlint/v1`, or delete it.", TOP)


def at_most(faults: Sequence[Fault]) -> tuple[Fault, ...]:
    """Return faults, the first hundred of them when there are more, and one that says so."""
    listed, others = tuple(faults[:MOST_FAULTS]), faults[MOST_FAULTS:]
    if not others:
        return listed
    message = f"… and {len(others):,} more places in this file cannot be read; the next one is here."
    return (*listed, Fault(message, "Mend what is listed, then check again: nothing else is judged.", others[0].span))


class Document:
    """Plain data, the faults found while reading, and where everything stands in the text."""

    __slots__ = ("_lines", "_root", "data", "faults", "gaps", "text")

    def __init__(
        self, text: str, data: Any, root: "Node | None", faults: tuple[Fault, ...], *, gaps: bool = False
    ) -> None:
        self.text = text
        self.data = data
        """Mappings, lists, texts, numbers, booleans and None; None for a document that cannot be read."""
        self.faults = faults
        self.gaps = gaps
        """Whether some values are None."""
        self._root = root
        self._lines: list[str] | None = None

    @property
    def readable(self) -> bool:
        """Tell whether there is data at all."""
        return self._root is not None

    @property
    def empty(self) -> bool:
        """Tell whether the text holds nothing but blanks and comments."""
        return self.faults == (NOTHING_THERE,)

    @property
    def lines(self) -> list[str]:
        """The lines of the text, without their breaks."""
        if self._lines is None:
            self._lines = LINE_BREAK.split(self.text)
        return self._lines

    def line(self, number: int) -> str:
        """Return a line of the text by its number, or nothing behind the end."""
        return self.lines[number - 1] if number <= len(self.lines) else ""

    def span(self, where: Pointer) -> Span:
        """Return where something stands: its key and value, or the nearest parent there is; the whole has none."""
        key, value = self._find(where)
        if value is None or value is self._root:
            return TOP
        start = start_of(key or value)
        end = end_of(value)
        if end.line != start.line:
            end = end_of(key) if key else Position(start.line, len(self.line(start.line).rstrip()) + 1)
        return Span(start, end)

    def value_span(self, where: Pointer) -> Span:
        """Return where a value stands, without its key."""
        _, value = self._find(where)
        return Span(start_of(value), end_of(value)) if value else self.span(where)

    def inside(self, where: Pointer, at: Position) -> Position:
        """Return where a place in a text value stands in the file, whichever way the value was folded or quoted."""
        _, value = self._find(where, exactly=True)
        if not _is_scalar(value):
            return self.span(where).start
        lines = value.value.split("\n")
        offset = sum(len(line) + 1 for line in lines[: at.line - 1]) + at.column - 1
        behind = len("".join(value.value[:offset].split()))
        index = value.start_mark.index + (1 if value.style in {"'", '"'} else 0)
        if value.style in {"|", ">"}:
            index = next(found.end() for found in LINE_BREAK.finditer(self.text, index))
        end = len(self.text[: value.end_mark.index].rstrip())
        for typed in _CHARACTER.get(value.style or "", _PLAIN_CHARACTER).finditer(self.text, index, end):
            blank = _is_blank(typed[0])
            if not behind and not blank:
                break
            behind -= not blank
            index = typed.end()
        return position_at(self.text, index)

    def stretch(self, where: Pointer) -> tuple[int, int] | None:
        """Return where a value begins and ends in the text, without what follows it; None when it does not exist."""
        _, value = self._find(where, exactly=True)
        if value is None:
            return None
        start, last = value.start_mark.index, _last(value)
        return start, start + len(self.text[start : last.end_mark.index].rstrip())

    def raw(self, where: Pointer) -> str:
        """Return a value as it was typed, on one line; empty when it does not exist."""
        start, end = self.stretch(where) or (0, 0)
        return " ".join(self.text[start:end].split())

    def is_plain(self, where: Pointer) -> bool:
        """Tell whether a value was typed without quotes, on its own."""
        _, value = self._find(where, exactly=True)
        return _is_scalar(value) and not value.style

    def line_with(self, where: Pointer, text: str | None, *, is_key: bool = False) -> str | None:
        """Return the line of a value with another key or value in it, or in quotes; None where it goes on."""
        key, value = self._find(where, exactly=True)
        node = key if is_key else value
        if node is None or start_of(key or node).line != end_of(node).line:
            return None
        start, end = start_of(node), end_of(node)
        line = self.line(start.line)
        typed = line[start.column - 1 : end.column - 1]
        written = json.dumps(typed.strip(), ensure_ascii=False) if text is None else text
        return line[: start.column - 1] + written + line[end.column - 1 :]

    def holds(self, where: Pointer) -> bool:
        """Tell whether there is a value in a place."""
        return self._find(where, exactly=True)[1] is not None

    def brackets(self, where: Pointer) -> Brackets | None:
        """Return what something is written in, or its nearest parent there is, if these are braces or brackets."""
        while not self.holds(where):
            if not where:
                return None
            where = where.rpartition("/")[0]
        _, value = self._find(where)
        if not (_is_collection(value) and value.flow_style):
            return None
        return Brackets(where, "{}" if _kind(value) == "mapping" else "[]", not value.value)

    def _find(self, where: Pointer, *, exactly: bool = False) -> "tuple[Node | None, Node | None]":
        """Follow a pointer as far as it goes; return the key node and the value node there."""
        key: Node | None = None
        value = self._root
        for part in pointer_parts(where):
            child = _child(value, part)
            if child is None:
                return (None, None) if exactly else (key, value)
            key, value = child
        return key, value


def _child(node: "Node | None", part: str) -> "tuple[Node | None, Node] | None":
    """Return the key node and value node one step below a node."""
    if node is None:
        return None
    if _kind(node) == "mapping":
        return next(((key, value) for key, value in node.value if key.value == part), None)
    if _kind(node) == "sequence" and (index := index_in(node.value, part)) is not None:
        return None, node.value[index]
    return None


def _last(node: "Node") -> "Node":
    """Return what a value ends with: libyaml lets lists and mappings in lines of their own reach to the next token."""
    while _kind(node) != "scalar" and not getattr(node, "flow_style", True) and node.value:
        node = node.value[-1] if _kind(node) == "sequence" else node.value[-1][1]
    return node


def _kind(node: "Node | None") -> str:
    """Return ``scalar``, ``sequence`` or ``mapping``; asking for the class would import PyYAML at every start."""
    return str(getattr(node, "id", ""))


def _is_scalar(node: "Node | None") -> "TypeGuard[ScalarNode]":
    return _kind(node) == "scalar"


def _is_collection(node: "Node | None") -> "TypeGuard[CollectionNode]":
    return _kind(node) in {"mapping", "sequence"}


def start_of(node: "Node | Event") -> Position:
    """Return where a node or an event begins."""
    return _place(node.start_mark)


def end_of(node: "Node") -> Position:
    """Return the first place behind a node."""
    return _place(node.end_mark)


def _place(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1)


def position_at(text: str, index: int) -> Position:
    """Return the place of a character by its index."""
    lines = LINE_BREAK.split(text[:index])
    return Position(len(lines), len(lines[-1]) + 1)


def _is_blank(typed: str) -> bool:
    """Tell whether a character is a blank, also one that is written as an escape."""
    if typed[0] != "\\" or len(typed) == 1:
        return typed.isspace()
    kind, code = typed[1], typed[2:]
    return kind in _BLANK_ESCAPES or kind.isspace() or (kind in "xuU" and chr(int(code, 16)).isspace())
