"""Advice that says what to add, fitted to the way its author wrote that part of the file."""

import re

from .document import Document
from .model import Pointer, pointer, pointer_parts

_TEXT_WITH_COMMA = re.compile(r"`[a-z_]+: [^{`]*,[^`]*`")
_BELOW = re.compile(r"\bbelow `([a-z_]+):`")


def fitted(advice: str, where: Pointer, found: Document) -> str:
    """Return advice with a sentence more where what is to be added has to go between braces or brackets."""
    if "`" not in advice:
        return advice
    part_named = _part_named(advice, where)
    if part_named is None and found.holds(where):
        return advice
    around = found.brackets(where if part_named is None else part_named)
    if around is None or (around.marks == "{}" and found.holds(where) and where != around.pointer):
        return advice
    key = next((part for part in reversed(pointer_parts(around.pointer)) if not part.isdecimal()), "")
    part = f"of `{key}:`" if key else "of the file"
    if around.empty:
        return f"{advice} First delete the `{around.marks}` after `{key}:`." if key else advice
    if around.marks == "[]":
        return f"{advice} It goes between the brackets {part}, after a comma and without its dash."
    quotes = "; there, a text with a comma needs quotes" if _TEXT_WITH_COMMA.search(advice) else ""
    return f"{advice} It goes between the braces {part}, after a comma{quotes}."


def _part_named(advice: str, where: Pointer) -> Pointer | None:
    """Return the part below which the advice says to write, if it names one."""
    match = _BELOW.search(advice)
    if match is None:
        return None
    parts = pointer_parts(where)
    return pointer(*parts[: parts.index(match[1]) + 1]) if match[1] in parts else pointer(match[1])
