"""PL004: what the author typed is what everybody reads."""

import json
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, NamedTuple

from .. import guess, schema
from ..document import position_at
from ..initiative import Initiative
from ..model import Pointer, Position, Span, pointer
from ..policy import Policy
from ..schema import Field
from ..subject import Problem, Subject

_CUT = re.compile(r"#(?<=[ \t]#)(?=[^\s#!])")
"""A hash behind a blank with text right behind it, as in ``PR #41``; a comment has a blank behind its hash."""

_CURLY = re.compile(r"[“„«]([^\"“”„«»]+)[”“»]")
"""A text between the quotes that word processors make of straight ones."""

_TURNS = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of the text behind it, so that a diff shows other words than are there. Arabic and Hebrew do
without."""

_CLEAR = frozenset({bool, int})
_WORDS = frozenset({"yes", "no", "on", "off"})
"""Booleans in YAML 1.1, texts in YAML 1.2."""


def check(subject: Subject, _: Policy) -> list[Problem] | None:
    """Report values that YAML reads otherwise than they look."""
    initiative = subject.initiative
    if not initiative.view:
        return None
    return [
        *_turned(initiative),
        *_cut_short(initiative),
        *_in_curly_quotes(initiative),
        *_misread(initiative.data, _watched(), (), initiative),
    ]


def _turned(initiative: Initiative) -> Iterator[Problem]:
    """Find the first line that looks otherwise than it is; nothing has to be searched in a text of plain letters."""
    text = initiative.document.text
    if text.isascii() or not (found := _TURNS.search(text)):
        return
    at = position_at(text, found.start())
    yield Problem(
        "",
        f"There is an invisible character here (U+{ord(found[0]):04X}) that turns the direction of the text: whoever "
        "reviews this line sees something else than it says.",
        "Delete the character, or type the line again.",
        span=Span(at, at._replace(column=at.column + 1)),
        about=[line for line in initiative.document.lines if _TURNS.search(line)],
        aspect="turned",
        fix=_TURNS.sub("", initiative.document.line(at.line)),
    )


def _cut_short(initiative: Initiative) -> Iterator[Problem]:
    found = initiative.document
    if not _CUT.search(found.text):
        return
    for where in _scalars(initiative.data, ""):
        if not found.is_plain(where):
            continue
        end = found.value_span(where).end
        rest = found.line(end.line)[end.column - 1 :]
        if _CUT.match(found.line(end.line), end.column):
            typed = found.raw(where) + rest.rstrip()
            yield Problem(
                where,
                f"You typed `{typed}`, but YAML reads `{found.raw(where)}`: what follows a space and # is a comment, "
                "and nobody sees it.",
                f'Put the value in quotes, or write it without #: `{_entry(where)}"{typed}"`.',
                span=Span(end, Position(end.line, end.column + len(rest.rstrip()))),
                fix=(found.line_with(where, _in_quotes(typed)) or "").removesuffix(rest) or None,
            )


def _in_curly_quotes(initiative: Initiative) -> Iterator[Problem]:
    found = initiative.document
    if found.text.isascii() or not _CURLY.search(found.text):
        return
    for where in _scalars(initiative.data, ""):
        match = _CURLY.fullmatch(found.raw(where)) if found.is_plain(where) else None
        if match:
            yield Problem(
                where,
                f"You typed `{match[0]}` with the curly quotes of a word processor: YAML knows straight ones only, and "
                "reads these as a part of the text.",
                f'Leave them out, or write straight ones: `{_entry(where)}"{match[1]}"`. If they belong to the text, '
                "put straight quotes around them.",
                fix=found.line_with(where, _in_quotes(match[1])),
            )


def _misread(
    value: Any, watched: "_Watched", where: tuple[str | int, ...], initiative: Initiative
) -> Iterator[Problem]:
    """Walk the data to its amounts and to its yes and no; every file passes here, and hardly any has one misread."""
    kind = type(value)
    if kind is dict:
        if watched.form == "money":
            yield from _backwards(pointer(*where), value, initiative)
        for key, below in watched.keys.items():
            if (inner := value.get(key)) is not None and type(inner) not in _CLEAR:
                yield from _misread(inner, below, (*where, key), initiative)
    elif kind is list and (entry := watched.item):
        for index, inner in enumerate(value):
            yield from _misread(inner, entry, (*where, index), initiative)
    elif watched.form in {"money", "amount"}:
        yield from _amount(pointer(*where), value, initiative)
    elif watched.form and kind is not list and value in _WORDS:
        yield _yes_or_no(pointer(*where), value, initiative)


class _Watched(NamedTuple):
    """The part of the schema that leads to amounts and to yes and no, so that nothing else has to be walked."""

    form: str
    keys: "dict[str, _Watched]"
    item: "_Watched | None"


@cache
def _watched() -> _Watched:
    return _watch(schema.load("initiative").root)


def _watch(field: Field) -> _Watched:
    keys = {key: watched for key, below in field.fields.items() if any(watched := _watch(below))}
    item = _watch(field.item) if field.item else None
    form = field.form if field.form in {"money", "amount", "yes_no"} else ""
    return _Watched(form, keys, item if item and any(item) else None)


def _yes_or_no(where: Pointer, typed: str, initiative: Initiative) -> Problem:
    plain = "true" if typed in {"yes", "on"} else "false"
    return Problem(
        where,
        f"You typed `{typed}`, a text to YAML and {plain} to some programs; pilotlint takes it for {plain}.",
        f"Write `{_key(where)}: {plain}`.",
        fix=initiative.document.line_with(where, plain),
    )


def _amount(where: Pointer, value: Any, initiative: Initiative) -> Iterator[Problem]:
    if type(value) is int:
        return
    typed = initiative.document.raw(where).strip("\"'")
    meant = guess.amount(typed)
    if meant is None:
        return
    reads = f"the number {value:g}" if isinstance(value, float) else "a text, not a number"
    yield Problem(
        where,
        f"You typed `{typed}`, but YAML reads {reads}: no amount can be compared until it is clear which one you mean.",
        f"Do you mean {meant:,}? Then write it as a plain whole number: `{_key(where)}: {meant}`.",
        fix=initiative.document.line_with(where, str(meant)),
    )


def _backwards(where: Pointer, value: dict[str, Any], initiative: Initiative) -> Iterator[Problem]:
    low, high = value.get("min"), value.get("max")
    if type(low) is int and type(high) is int and low > high:
        turned = f"{{min: {high}, max: {low}}}"
        yield Problem(
            where,
            f"This range goes from {low:,} down to {high:,}, so no amount can be compared with it.",
            f"Write the smaller amount first: `{_key(where)}: {turned}`.",
            fix=initiative.document.line_with(where, turned) if len(value) == len(("min", "max")) else None,
        )


def _scalars(value: Any, where: Pointer) -> Iterator[Pointer]:
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _scalars(inner, where + pointer(key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _scalars(inner, where + pointer(index))
    else:
        yield where


def _in_quotes(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def _entry(where: Pointer) -> str:
    key = _key(where)
    return "- " if key.isdecimal() else f"{key}: "


def _key(where: Pointer) -> str:
    return where.rpartition("/")[2]
