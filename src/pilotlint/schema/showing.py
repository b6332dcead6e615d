"""Fields and values as an author would name and type them."""

import re
from typing import Any

from ..model import Pointer, pointer_parts
from .fields import Field

_LONGEST_SHOWN = 60
_SECRET = re.compile(r"(?<=://)\S*@|(?<=[?&])[\w-]+=\S+")
"""Where a password or a token stands in an address: logs are read by many."""
_LONGEST_PART_SHOWN = 400
_LONGEST_INDEX = 8


def nothing_there(root: Field) -> tuple[str, str]:
    """Say that a file is empty, and how one of its form begins."""
    return "This file is empty.", f"Start it with `{first_line(root)}`, or delete it."


def first_line(root: Field) -> str:
    """Return the first line of a file of some form, as an author would type it."""
    key = next(iter(root.schema.get("required", root.fields)))
    return f"{key}: {shown(root.fields[key].schema['examples'][0])}"


def label_of(where: Pointer) -> str:
    """Name a field the way a person would: ``builders[2].name``, counting from 1."""
    label = ""
    for part in pointer_parts(where):
        label += (
            f"[{int(part) + 1}]" if part.isdecimal() and len(part) < _LONGEST_INDEX else f".{part}" if label else part
        )
    return label


def shown(value: Any) -> str:
    """Show a value as it would be typed."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    if isinstance(value, dict):
        return _cut(
            "{" + ", ".join(f"{key}: {shown(inner)}" for key, inner in value.items()) + "}", _LONGEST_PART_SHOWN
        )
    if isinstance(value, list):
        return _cut("[" + ", ".join(shown(inner) for inner in value) + "]", _LONGEST_PART_SHOWN)
    return _cut(_SECRET.sub("…", str(value)), _LONGEST_SHOWN)


def holds_secret(text: str) -> bool:
    """Tell whether there may be a password or a token in a text."""
    return _SECRET.search(text) is not None


def _cut(text: str, longest: int) -> str:
    return text if len(text) <= longest else text[: longest - 1] + "…"
