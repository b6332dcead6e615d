"""From bytes to a record: whatever is not one is refused in a sentence, as a record comes from outside."""

import json
from typing import Any

from .. import schema
from ..model import InputError
from .making import KIND, VERSION

MAX_BYTES = 64 * 2**20
MAX_VALUES = 2_000_000
"""Two thousand initiatives come to 140,000. An empty list costs its writer three bytes, and us a hundred."""

_MOST_LEVELS = 10
"""A record has six."""


def read(content: bytes, path: str) -> dict[str, Any]:
    """Return the record in some bytes.

    Raises:
        InputError: it is none, or one of a later version.

    """
    if len(content) > MAX_BYTES:
        raise _refusal(path, f"it is larger than {MAX_BYTES // 2**20} MB")
    if sum(map(content.count, (b",", b"[", b"{"))) > MAX_VALUES:
        raise _refusal(path, f"it holds more than {MAX_VALUES:,} values")
    data = _parsed(content, path)
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise _refusal(path, "`pilotlint check --head COMMIT --record FILE` writes one")
    version = data.get("version")
    if type(version) is int and version > VERSION:
        message = f"this record has version {version} of its form, and this pilotlint knows version {VERSION} only."
        raise InputError(f"{message} Update pilotlint.", path=path)
    if (wrong := schema.load("record").first_wrong(_sound(data, path))) is not None:
        raise _refusal(path, f"{wrong or 'the whole'} is not as the schema says (`pilotlint schema record`)")
    return data


def _parsed(content: bytes, path: str) -> Any:
    try:
        data = json.loads(content.decode(), object_pairs_hook=_mapping, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:  # also numbers with thousands of digits
        problem = (
            str(error) if isinstance(error, json.JSONDecodeError | _AmbiguousError) else "it cannot be read as JSON"
        )
        raise _refusal(path, problem) from error
    if _levels(data) > _MOST_LEVELS:
        raise _refusal(path, f"its brackets are nested more than {_MOST_LEVELS} levels deep")
    return data


class _AmbiguousError(ValueError):
    """The text says two things at once."""


def _mapping(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Return a mapping, and refuse one that shows a reader another value than it shows us."""
    mapping: dict[str, Any] = {}
    for key, value in pairs:
        if key in mapping:
            raise _AmbiguousError(f"the key {key!r} stands there twice")
        mapping[key] = value
    return mapping


def _no_constant(name: str) -> Any:
    raise _AmbiguousError(f"{name} is no number")


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


def _sound(data: Any, path: str) -> Any:
    """Return data in which file names that are not UTF-8 are spelt as well as can be; no engine takes them as they are.

    Such names stand in a record as halves of characters; halves that no file name has are refused.
    """
    try:
        written = json.dumps(data, ensure_ascii=False).encode(errors="surrogateescape")
    except UnicodeEncodeError as error:
        raise _refusal(path, "it holds a broken character") from error
    return json.loads(written.decode(errors="replace"))


def _refusal(path: str, why: str) -> InputError:
    return InputError(f"this is not a decision record: {why}.", path=path)
