"""YAML bytes to plain data, with a span for every key and value; the only reader of YAML.

Values follow the YAML 1.2 core schema: ``no`` is a text, ``012`` is 12, a date stays a text.
What would surprise a reader is refused with a fault: duplicate keys, anchors, aliases, tags, a second document.
"""

import codecs
import math
import re
from collections.abc import Callable, Iterator
from typing import Any, ClassVar, NamedTuple

from yaml import (
    CollectionEndEvent,
    CollectionStartEvent,
    Event,
    MappingNode,
    MarkedYAMLError,
    Node,
    ScalarNode,
    SequenceNode,
)
from yaml._yaml import CParser
from yaml.reader import Reader, ReaderError

from . import yaml_errors
from .model import TOP, Pointer, Position, Span, pointer, pointer_parts

MAX_BYTES = 1_000_000
MAX_DEPTH = 40

_MAX_OPENERS = 4_000
"""With more characters than this that may open a level, levels are counted before libyaml composes: it recurses."""

_LINE_BREAK = re.compile("\r\n|[\n\r\x85\u2028\u2029]")  # as libyaml counts lines
_ANCHOR_OR_ALIAS = re.compile(r"(?<!\w)[&*]\S")
"""As wide as it can be: behind a quoted key an anchor may stand right after the colon, as in ``{"a":&b 1}``."""

_PLAIN_CHARACTER = re.compile(".", re.DOTALL)
_CHARACTER = {
    '"': re.compile(r"\\(?:x..|u.{4}|U.{8}|\r\n|.)|.", re.DOTALL),
    "'": re.compile("''|.", re.DOTALL),
}
"""One character of a value as it is typed in quotes."""

_BLANK_ESCAPES = frozenset("tnvfr_NLP")
_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LONGEST_NUMBER = 40
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


_OTHER_ENCODINGS = {
    "UTF-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),  # one of them begins as UTF-16 does
    "UTF-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
}


class Fault(NamedTuple):
    """Something in the text that keeps it, or a part of it, from being read."""

    message: str
    help: str
    span: Span
    pointer: Pointer = ""
    """What cannot be relied on; empty for the whole document."""
    related: Span | None = None


_NOTHING_THERE = Fault("This file is empty.", "Start it with `schema: pilotlint/v1`, or delete it.", TOP)


class Document:
    """Plain data, the faults found while reading, and where everything stands in the text."""

    __slots__ = ("_lines", "_root", "data", "faults", "gaps", "text")

    def __init__(
        self, text: str, data: Any, root: Node | None, faults: tuple[Fault, ...], *, gaps: bool = False
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
        return self.faults == (_NOTHING_THERE,)

    @property
    def lines(self) -> list[str]:
        """The lines of the text, without their breaks."""
        if self._lines is None:
            self._lines = _LINE_BREAK.split(self.text)
        return self._lines

    def line(self, number: int) -> str:
        """Return a line of the text by its number, or nothing behind the end."""
        return self.lines[number - 1] if number <= len(self.lines) else ""

    def span(self, where: Pointer) -> Span:
        """Return where something stands: its key and value, or the nearest parent there is; the whole has none."""
        key, value = self._find(where)
        if value is None or value is self._root:
            return TOP
        start = _start(key or value)
        end = _end(value)
        if end.line != start.line:
            end = _end(key) if key else Position(start.line, len(self.line(start.line).rstrip()) + 1)
        return Span(start, end)

    def value_span(self, where: Pointer) -> Span:
        """Return where a value stands, without its key."""
        _, value = self._find(where)
        return Span(_start(value), _end(value)) if value else self.span(where)

    def inside(self, where: Pointer, at: Position) -> Position:
        """Return where a place in a text value stands in the file, whichever way the value was folded or quoted."""
        _, value = self._find(where, exactly=True)
        if not isinstance(value, ScalarNode):
            return self.span(where).start
        lines = value.value.split("\n")
        offset = sum(len(line) + 1 for line in lines[: at.line - 1]) + at.column - 1
        behind = len("".join(value.value[:offset].split()))
        index = value.start_mark.index + (1 if value.style in {"'", '"'} else 0)
        if value.style in {"|", ">"}:
            index = next(found.end() for found in _LINE_BREAK.finditer(self.text, index))
        end = len(self.text[: value.end_mark.index].rstrip())
        for typed in _CHARACTER.get(value.style or "", _PLAIN_CHARACTER).finditer(self.text, index, end):
            blank = _is_blank(typed[0])
            if not behind and not blank:
                break
            behind -= not blank
            index = typed.end()
        return _position(self.text, index)

    def raw(self, where: Pointer) -> str:
        """Return a value as it was typed, on one line; empty when it does not exist."""
        _, value = self._find(where, exactly=True)
        if value is None:
            return ""
        return " ".join(self.text[value.start_mark.index : value.end_mark.index].split())

    def is_plain(self, where: Pointer) -> bool:
        """Tell whether a value was typed without quotes, on its own."""
        _, value = self._find(where, exactly=True)
        return isinstance(value, ScalarNode) and not value.style

    def _find(self, where: Pointer, *, exactly: bool = False) -> tuple[Node | None, Node | None]:
        """Follow a pointer as far as it goes; return the key node and the value node there."""
        key: Node | None = None
        value = self._root
        for part in pointer_parts(where):
            child = _child(value, part)
            if child is None:
                return (None, None) if exactly else (key, value)
            key, value = child
        return key, value


def read(content: bytes) -> Document:
    """Read YAML bytes; whatever is wrong with them comes back as faults, never as an exception."""
    if len(content) > MAX_BYTES:
        return _unreadable(
            "",
            f"This file is larger than {MAX_BYTES:,} bytes, so it is not read: a page or two describe an initiative.",
            "Move long texts elsewhere and link to them.",
        )
    try:
        text = content.decode("utf-8-sig").lstrip("\ufeff")  # a second byte order mark, which libyaml does not count
    except UnicodeDecodeError as error:
        return _not_utf8(content, error)
    try:
        if _may_be_deep(text) and _depth(text) > MAX_DEPTH:
            return _too_deep(text)
        root = _Composer(text).get_single_node()
        faults = _anchors_and_aliases(text)
    except MarkedYAMLError as error:
        return _syntax_error(text, error)
    except ReaderError as error:
        return _control_character(text, error)
    if root is None:
        return Document(text, None, None, (_NOTHING_THERE,))
    if faults:
        return Document(text, None, None, faults)
    builder = _Builder()
    data = builder.build(root, "", 1)
    if builder.too_deep:
        return _too_deep(text)
    return Document(text, data, root, tuple(builder.faults), gaps=builder.gaps)


class _Composer(CParser):
    """libyaml's parser, making nodes whose tag is empty unless the author wrote one."""

    def resolve(self, *_: object) -> str:
        """Leave the tag open: `_Builder` knows what a value means."""
        return ""

    # PyYAML tells its resolvers where it is, once or twice for every node; these answer without Python code.
    descend_resolver: ClassVar[Callable[..., object]] = staticmethod({}.get)
    ascend_resolver: ClassVar[Callable[..., object]] = staticmethod(tuple)


class _Builder:
    """Plain data out of nodes; collects what must be refused."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self.too_deep = False
        self.gaps = False

    def build(self, node: Node, where: Pointer, depth: int) -> Any:
        if node.tag:
            self._refuse_tag(node, where)
            self.gaps = True
            return None
        if type(node) is ScalarNode:
            return node.value if node.style else self._plain(node.value)
        if depth > MAX_DEPTH:
            self.too_deep = True
            return None
        if type(node) is SequenceNode:
            return [self.build(item, f"{where}/{index}", depth + 1) for index, item in enumerate(node.value)]
        return self._mapping(node, where, depth)

    def _mapping(self, node: Node, where: Pointer, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value in node.value:
            if type(key_node) is not ScalarNode or key_node.tag:
                self._refuse_key(key_node, where)
                continue
            key = key_node.value
            if key in data:
                self._refuse_duplicate(node, key_node, where)
            elif type(value) is ScalarNode and not value.tag:
                data[key] = value.value if value.style else self._plain(value.value)
            else:
                below = f"{where}/{key}" if "/" not in key and "~" not in key else where + pointer(key)
                data[key] = self.build(value, below, depth + 1)
        return data

    def _plain(self, typed: str) -> Any:
        value = _scalar(typed)
        if value is None:
            self.gaps = True
        return value

    def _refuse_tag(self, node: Node, where: Pointer) -> None:
        self.faults.append(
            Fault(
                "A value cannot start with `!`: YAML takes it for a type of its own, and only plain values are read.",
                "Remove the word with the exclamation mark, or put the value in quotes.",
                Span(_start(node), _end(node)),
                where,
            )
        )

    def _refuse_key(self, node: Node, where: Pointer) -> None:
        span = Span(_start(node), _end(node))
        if isinstance(node, MappingNode) and node.flow_style:
            explanation = yaml_errors.template_not_filled_in("{{…}}", span)
            self.faults.append(Fault(*explanation, where))
        else:
            self.faults.append(Fault("A key must be a word.", "Write `key: value`.", span, where))

    def _refuse_duplicate(self, node: Node, again: ScalarNode, where: Pointer) -> None:
        first = next(key for key, _ in node.value if key.value == again.value)
        self.faults.append(
            Fault(
                f"The key `{again.value}` stands here a second time; it is on line {_start(first).line} already, "
                "and only one of them can count.",
                "Keep the one that is right and delete the other.",
                Span(_start(again), _end(again)),
                where + pointer(again.value),
                Span(_start(first), _end(first)),
            )
        )


def _scalar(value: str) -> Any:
    """Read an unquoted value by the YAML 1.2 core schema; what is no number, boolean or null is a text.

    Infinity and not-a-number stay texts, as do whole numbers beyond 64 bits: no amount is either.
    """
    if value in _WORDS:
        return _WORDS[value]
    if value[0] not in "0123456789-+." or len(value) > _LONGEST_NUMBER:
        return value
    if _INTEGER.fullmatch(value):
        base = {"0o": 8, "0x": 16}.get(value[:2], 10)
        number = int(value[2:] if base != 10 else value, base)  # noqa: PLR2004
        return number if -(2**63) <= number < 2**63 else value
    if _FLOAT.fullmatch(value):
        decimal = float(value)
        return decimal if math.isfinite(decimal) else value
    return value


def _child(node: Node | None, part: str) -> tuple[Node | None, Node] | None:
    """Return the key node and value node one step below a node."""
    if isinstance(node, MappingNode):
        return next(((key, value) for key, value in node.value if key.value == part), None)
    if isinstance(node, SequenceNode) and part.isdecimal() and int(part) < len(node.value):
        return None, node.value[int(part)]
    return None


def _start(node: Node | Event) -> Position:
    return _place(node.start_mark)


def _end(node: Node) -> Position:
    return _place(node.end_mark)


def _place(mark: Any) -> Position:
    return Position(mark.line + 1, mark.column + 1)


def _position(text: str, index: int) -> Position:
    lines = _LINE_BREAK.split(text[:index])
    return Position(len(lines), len(lines[-1]) + 1)


def _is_blank(typed: str) -> bool:
    """Tell whether a character is a blank, also one that is written as an escape."""
    if typed[0] != "\\" or len(typed) == 1:
        return typed.isspace()
    kind, code = typed[1], typed[2:]
    return kind in _BLANK_ESCAPES or kind.isspace() or (kind in "xuU" and chr(int(code, 16)).isspace())


def _may_be_deep(text: str) -> bool:
    return len(text) > _MAX_OPENERS and sum(map(text.count, ("[", "{", "- ", "-\t", "? ", "?\t"))) > _MAX_OPENERS


def _depth(text: str) -> int:
    """Count the levels of a text by libyaml's events, which do not recurse; stops once there are too many."""
    depth = deepest = 0
    for event in _events(text):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        deepest = max(deepest, depth)
        if deepest > MAX_DEPTH:
            break
    return deepest


def _events(text: str) -> Iterator[Event]:
    parser = _Composer(text)
    while event := parser.get_event():
        yield event


def _anchors_and_aliases(text: str) -> tuple[Fault, ...]:
    if ("&" not in text and "*" not in text) or not _ANCHOR_OR_ALIAS.search(text):
        return ()
    lines = _LINE_BREAK.split(text)
    return tuple(
        Fault(*yaml_errors.special_character(lines, _start(event)))
        for event in _events(text)
        if getattr(event, "anchor", None) is not None
    )


def _unreadable(text: str, message: str, advice: str, span: Span = TOP) -> Document:
    return Document(text, None, None, (Fault(message, advice, span),))


def _too_deep(text: str) -> Document:
    return _unreadable(
        text,
        f"The brackets or lines of this file are nested more than {MAX_DEPTH} levels deep, so it is not read.",
        "An initiative needs four levels: remove the extra brackets.",
    )


def _not_utf8(content: bytes, error: UnicodeDecodeError) -> Document:
    text = content.decode("utf-8-sig", errors="replace")
    for encoding, marks in _OTHER_ENCODINGS.items():
        if content.startswith(marks):
            return _unreadable(text, f"This file is saved as {encoding}.", "Save it again with the encoding UTF-8.")
    before = content.removeprefix(codecs.BOM_UTF8)[: error.start].decode(errors="replace")
    at = _position(before, len(before))
    return _unreadable(
        text,
        "This file is not saved as UTF-8: the character here cannot be read.",
        "Save the file again with the encoding UTF-8.",
        Span(at, at._replace(column=at.column + 1)),
    )


def _control_character(text: str, error: ReaderError) -> Document:
    match = Reader.NON_PRINTABLE.search(text)
    at = _position(text, match.start()) if match else TOP.start
    return _unreadable(
        text,
        f"There is an invisible control character here (U+{error.character:04X}); it may hide something from a reader.",
        "Delete the character, or type the line again.",
        Span(at, at._replace(column=at.column + 1)),
    )


def _syntax_error(text: str, error: MarkedYAMLError) -> Document:
    opened = error.context_mark
    mark = error.problem_mark or opened
    assert mark, "libyaml always says where"
    explanation = yaml_errors.explain(
        yaml_errors.Trouble(
            problem=error.problem or "",
            context=error.context or "",
            lines=_LINE_BREAK.split(text),
            at=Position(mark.line + 1, mark.column + 1),
            opened=Position(opened.line + 1, opened.column + 1) if opened else None,
        )
    )
    return Document(text, None, None, (Fault(*explanation),))
