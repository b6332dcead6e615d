"""JSON from outside: one meaning, a limited size and depth, and no character that an engine stumbles over."""

import json
from typing import Any

MAX_BYTES = 64 * 2**20
MAX_VALUES = 2_000_000
"""A record of two thousand initiatives has 140,000. An empty list costs its writer three bytes, and us a hundred."""

_MOST_LEVELS = 10
"""A record and a report have six."""


class UnsoundError(ValueError):
    """A text that is not taken; the message says why, after a colon."""


def parse(content: bytes) -> Any:
    """Return the data in some bytes.

    Raises:
        UnsoundError: there is none, or more than one may read.

    """
    if len(content) > MAX_BYTES:
        raise UnsoundError(f"it is larger than {MAX_BYTES // 2**20} MB")
    if sum(map(content.count, (b",", b"[", b"{"))) > MAX_VALUES:
        raise UnsoundError(f"it holds more than {MAX_VALUES:,} values")
    try:
        data = json.loads(content.decode(), object_pairs_hook=_mapping, parse_constant=_no_constant)
    except UnsoundError:
        raise
    except json.JSONDecodeError as error:
        raise UnsoundError(f"it is no JSON from line {error.lineno}, column {error.colno} on") from error
    except (ValueError, RecursionError) as error:  # also numbers with thousands of digits
        raise UnsoundError("it cannot be read as JSON") from error
    if _levels(data) > _MOST_LEVELS:
        raise UnsoundError(f"its brackets are nested more than {_MOST_LEVELS} levels deep")
    return data


def sound(data: Any) -> Any:
    """Return data in which file names that are not UTF-8 are spelt as well as can be; no engine takes them as they are.

    Such names stand in JSON as halves of characters.

    Raises:
        UnsoundError: there are halves that no file name has.

    """
    try:
        written = json.dumps(data, ensure_ascii=False).encode(errors="surrogateescape")
    except UnicodeEncodeError as error:
        raise UnsoundError("it holds a broken character") from error
    return json.loads(written.decode(errors="replace"))


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a mapping, and refuse one that shows a reader another value than it shows us."""
    mapping: dict[str, Any] = {}
    for key, value in pairs:
        if key in mapping:
            raise UnsoundError(f"the key {key!r} stands there twice")
        mapping[key] = value
    return mapping


def _no_constant(name: str) -> Any:
    raise UnsoundError(f"{name} is no number")


def _levels(data: Any) -> int:
    """Count how deep data goes, to one level more than is accepted."""
    level, inside = 0, [data]
    while inside and level <= _MOST_LEVELS:
        level += 1
        inside = [
            below
            for value in inside
            if isinstance(value, dict | list)
            for below in (value.values() if isinstance(value, dict) else value)
        ]
    return level
