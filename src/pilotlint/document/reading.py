"""From bytes to a document; what cannot be read is told apart before and after libyaml has seen the text."""

import codecs
import re
from collections.abc import Callable, Iterator
from typing import ClassVar

from yaml import CollectionEndEvent, CollectionStartEvent, Event, MarkedYAMLError, NodeEvent
from yaml._yaml import CParser
from yaml.reader import Reader, ReaderError

from ..model import TOP, Position, Span
from .building import Builder
from .places import LINE_BREAK, MAX_BYTES, MAX_DEPTH, NOTHING_THERE, Document, Fault, at_most, position_at, start_of

MAX_VALUES = 10_000
"""Keys, values, lists and parts of a file; ten of the longest initiatives together do not have so many."""

_MAX_MARKS = 4_000
"""With more marks than this, levels and values are counted first: composing recurses, and a node is large."""
_MARKS = ":,-?[{"
"""No more than three values come with each."""

_ANCHOR_OR_ALIAS = re.compile(r"(?<!\w)[&*]\S")
"""As wide as it can be: behind a quoted key an anchor may stand right after the colon, as in ``{"a":&b 1}``."""

_OTHER_ENCODINGS = {
    "UTF-32": (codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE),  # one of them begins as UTF-16 does
    "UTF-16": (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE),
}
_SHORTEST = 16
_ZEROS = {"UTF-32": 0.6, "UTF-16": 0.2}
"""The share of zeros above which a file without a mark is taken to have an encoding; plain text has none at all."""


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
        if _may_be_large(text) and (too_large := _measured(text)):
            return too_large
        root = Composer(text).get_single_node()
        faults = _anchors_and_aliases(text)
    except MarkedYAMLError as error:
        return _syntax_error(text, error)
    except ReaderError as error:
        return _other_encoding(content) or _control_character(text, error)
    if root is None:
        return Document(text, None, None, (NOTHING_THERE,))
    if faults:
        return Document(text, None, None, faults)
    builder = Builder()
    data = builder.build(root, "", 1)
    if builder.too_deep:
        return _too_deep(text)
    return Document(text, data, root, at_most(builder.faults), gaps=builder.gaps)


class Composer(CParser):
    """libyaml's parser, making nodes whose tag is empty unless the author wrote one."""

    def resolve(self, *_: object) -> str:
        """Leave the tag open: `Builder` knows what a value means."""
        return ""

    # PyYAML tells its resolvers where it is, once or twice for every node; these answer without Python code.
    descend_resolver: ClassVar[Callable[..., object]] = staticmethod({}.get)
    ascend_resolver: ClassVar[Callable[..., object]] = staticmethod(tuple)


def _may_be_large(text: str) -> bool:
    return len(text) > _MAX_MARKS and sum(map(text.count, _MARKS)) > _MAX_MARKS


def _measured(text: str) -> Document | None:
    """Count levels and values by libyaml's events, which neither recurse nor stay; refuse when there are too many."""
    depth = values = 0
    for event in _events(text):
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        values += isinstance(event, NodeEvent)
        if depth > MAX_DEPTH:
            return _too_deep(text)
        if values > MAX_VALUES:
            return _unreadable(
                text,
                f"This file holds more than {MAX_VALUES:,} keys and values, so it is not read: a page or two describe "
                "an initiative.",
                "Move long lists elsewhere and link to them.",
            )
    return None


def _events(text: str) -> Iterator[Event]:
    parser = Composer(text)
    while event := parser.get_event():
        yield event


def _anchors_and_aliases(text: str) -> tuple[Fault, ...]:
    if ("&" not in text and "*" not in text) or not _ANCHOR_OR_ALIAS.search(text):
        return ()
    from . import errors  # noqa: PLC0415  # errors only

    lines = LINE_BREAK.split(text)
    return at_most(
        [
            Fault.of(errors.special_character(lines, start_of(event)))
            for event in _events(text)
            if getattr(event, "anchor", None) is not None
        ]
    )


def _unreadable(text: str, message: str, advice: str, span: Span = TOP) -> Document:
    return Document(text, None, None, (Fault(message, advice, span),))


def _too_deep(text: str) -> Document:
    return _unreadable(
        text,
        f"The brackets or lines of this file are nested more than {MAX_DEPTH} levels deep, so it is not read.",
        "An initiative needs four levels: remove the extra brackets.",
    )


def _other_encoding(content: bytes) -> Document | None:
    """Recognise an encoding by its byte order mark, or by the zeros it puts between the letters."""
    zeros = content.count(0) / max(len(content), _SHORTEST)
    named = next((name for name, marks in _OTHER_ENCODINGS.items() if content.startswith(marks)), None)
    encoding = named or ("UTF-32" if zeros > _ZEROS["UTF-32"] else "UTF-16" if zeros > _ZEROS["UTF-16"] else None)
    if encoding is None:
        return None
    text = content.decode("utf-8-sig", errors="replace")
    return _unreadable(text, f"This file is saved as {encoding}.", "Save it again with the encoding UTF-8.")


def _not_utf8(content: bytes, error: UnicodeDecodeError) -> Document:
    if other := _other_encoding(content):
        return other
    text = content.decode("utf-8-sig", errors="replace")
    before = content.removeprefix(codecs.BOM_UTF8)[: error.start].decode(errors="replace")
    at = position_at(before, len(before))
    return _unreadable(
        text,
        "This file is not saved as UTF-8: the character here cannot be read.",
        "Save the file again with the encoding UTF-8.",
        Span(at, at._replace(column=at.column + 1)),
    )


def _control_character(text: str, error: ReaderError) -> Document:
    match = Reader.NON_PRINTABLE.search(text)
    at = position_at(text, match.start()) if match else TOP.start
    return _unreadable(
        text,
        f"There is an invisible control character here (U+{error.character:04X}); it may hide something from a reader.",
        "Delete the character, or type the line again.",
        Span(at, at._replace(column=at.column + 1)),
    )


def _syntax_error(text: str, error: MarkedYAMLError) -> Document:
    from . import errors  # noqa: PLC0415  # errors only
    from .trouble import Trouble  # noqa: PLC0415  # errors only

    opened = error.context_mark
    mark = error.problem_mark or opened
    assert mark, "libyaml always says where"
    explanation = errors.explain(
        Trouble(
            problem=error.problem or "",
            context=error.context or "",
            lines=LINE_BREAK.split(text),
            at=Position(mark.line + 1, mark.column + 1),
            opened=Position(opened.line + 1, opened.column + 1) if opened else None,
        )
    )
    return Document(text, None, None, (Fault.of(explanation),))
