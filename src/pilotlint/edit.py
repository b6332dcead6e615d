"""Changes to YAML that keep comments and layout; the only writer of YAML."""

import re
from datetime import date
from functools import cache
from io import StringIO
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq
from ruamel.yaml.emitter import RoundTripEmitter
from ruamel.yaml.scalarstring import DoubleQuotedScalarString, FoldedScalarString, LiteralScalarString

_WIDTH = 120
"""The longest line that is left whole."""
_FOLD = 100
"""Where a longer text is broken: behind the word that crosses this column."""
_NEVER = 1_000_000_000

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_LIKE_A_NUMBER = re.compile(r"[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?|0[ox][0-9a-fA-F]+")
_BLOCK = re.compile("[ -~\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff\n]*")
"""What can stand in a text without being escaped: no tabs, no control characters, no line break but ``\\n``."""
_SPACE_AT_LINE_EDGE = re.compile("^ | $", re.MULTILINE)
_WORDS = re.compile(r"[\w /-]{1,40}")
"""A text short and plain enough to stand between braces: no comma, colon or full stop can split it."""


def dump(data: dict[str, Any], *, in_lines: bool = False) -> str:
    """Return data as YAML: a section per paragraph, long texts folded, short maps in braces; reads back the same.

    `in_lines` gives every item and every key a line of its own, so that a change of one is a change of one line. Whole
    numbers must fit into 64 bits and other numbers be finite: beyond that, YAML is not read as numbers here.
    """
    paragraphs: list[dict[str, Any]] = []
    within_section = False
    for key, value in data.items():
        is_section = isinstance(value, dict) or (isinstance(value, list) and not _fits(value))
        if is_section or within_section or not paragraphs:
            paragraphs.append({})
        paragraphs[-1][key] = value
        within_section = is_section
    return "\n".join(_written(paragraph, in_lines=in_lines) for paragraph in paragraphs or [{}])


def inline(value: str | dict[str, str]) -> str:
    """Return a text or a map of texts in one line, so that it can stand anywhere in YAML."""
    texts = {"": value} if isinstance(value, str) else value
    made = CommentedMap((key, _text(text, _NEVER)) for key, text in texts.items())
    made.fa.set_flow_style()
    stream = StringIO()
    _writer().dump(made, stream)
    written = stream.getvalue().rstrip("\n")
    return written.removeprefix("{'': ").removesuffix("}") if isinstance(value, str) else written


def _written(data: dict[str, Any], *, in_lines: bool) -> str:
    stream = StringIO()
    made = _map(data, 0)
    if in_lines:
        _spread(made)
    _writer().dump(made, stream)
    return stream.getvalue()


def _spread(node: Any) -> None:
    for inner in node.values() if isinstance(node, CommentedMap) else node if isinstance(node, CommentedSeq) else ():
        if isinstance(inner, CommentedMap | CommentedSeq) and inner:
            inner.fa.set_block_style()
        _spread(inner)


@cache
def _writer() -> YAML:
    """Return the one writer: making it costs as much as writing ten files."""
    writer = YAML()
    writer.Emitter = _Emitter
    writer.width = _NEVER
    writer.indent(mapping=2, sequence=4, offset=2)
    return writer


class _Emitter(RoundTripEmitter):
    """Breaks folded texts only: `_text` has chosen them, and ruamel.yaml loses blanks where it breaks a plain one."""

    def write_folded(self, text: Any, comment: Any) -> None:
        self.best_width = _FOLD
        super().write_folded(text, comment)
        self.best_width = _NEVER


def _map(data: dict[str, Any], level: int) -> CommentedMap:
    made = CommentedMap()
    for key, value in data.items():
        made[_key(key)] = _node(value, level, len(key) + 2)
    if level > 1 and _is_short(data):
        made.fa.set_flow_style()
    return made


def _list(data: list[Any], level: int) -> CommentedSeq:
    made = CommentedSeq(_node(value, level, 2) for value in data)
    if _fits(data):
        made.fa.set_flow_style()
    return made


def _node(value: Any, level: int, used: int) -> Any:
    match value:
        case dict():
            return _map(value, level + 1)
        case list():
            return _list(value, level + 1)
        case str():
            return _text(value, _WIDTH - 2 * level - used)
    return value


def _key(key: str) -> str:
    return key if _WORDS.fullmatch(key) and not _LIKE_A_NUMBER.fullmatch(key) else DoubleQuotedScalarString(key)


def _text(text: str, room: int) -> Any:
    """Choose how a text is written, so that it reads back as it was."""
    if _DATE.fullmatch(text):
        return _day(text)
    if not _BLOCK.fullmatch(text) or _LIKE_A_NUMBER.fullmatch(text) or ("\n" in text and text != text.strip()):
        return DoubleQuotedScalarString(text)
    lines = text.split("\n")
    if len(lines) == 1 and len(text) <= room:
        return text
    if text != text.strip():
        return DoubleQuotedScalarString(text)
    if len(lines) > 1 and (_SPACE_AT_LINE_EDGE.search(text) or max(map(len, lines)) <= _WIDTH):
        return LiteralScalarString(text)
    return FoldedScalarString(text)


def _day(text: str) -> Any:
    """Return a date, since the writer would quote a text that looks like one; what is no day stays a text."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _is_short(data: dict[str, Any]) -> bool:
    return _fits([*data, *data.values()])


def _fits(values: list[Any]) -> bool:
    """Tell whether values may stand in one line between brackets."""
    short = all(
        _WORDS.fullmatch(value) if isinstance(value, str) else not isinstance(value, dict | list) for value in values
    )
    return short and sum(len(str(value)) + 2 for value in values) < _WIDTH
