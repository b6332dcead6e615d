"""From bytes to a record: whatever is not one is refused in a sentence, as a record comes from outside."""

from typing import Any

from .. import jsontext, schema
from ..jsontext import UnsoundError
from ..model import InputError
from .making import KIND, VERSION


def read(content: bytes, path: str) -> dict[str, Any]:
    """Return the record in some bytes.

    Raises:
        InputError: it is none, or one of a later version.

    """
    if not content:
        raise InputError(
            "this file is empty. `pilotlint check --head COMMIT --record FILE` writes a record.", path=path
        )
    try:
        return _checked(jsontext.parse(content), path)
    except UnsoundError as error:
        raise InputError(f"this is not a decision record: {error}.", path=path) from error


def claims_to_be_one(content: bytes) -> bool:
    """Tell whether some bytes are said to be a record by themselves, whether or not they are sound."""
    try:
        data = jsontext.parse(content)
    except UnsoundError:
        return False
    return isinstance(data, dict) and data.get("kind") == KIND


def _checked(data: Any, path: str) -> dict[str, Any]:
    if not isinstance(data, dict) or data.get("kind") != KIND:
        raise UnsoundError("`pilotlint check --head COMMIT --record FILE` writes one")
    version = data.get("version")
    if type(version) is int and version > VERSION:
        message = f"this record has version {version} of its form, and this pilotlint knows version {VERSION} only."
        raise InputError(f"{message} Update pilotlint.", path=path)
    if (wrong := schema.load("record").first_wrong(jsontext.sound(data))) is not None:
        raise UnsoundError(f"{wrong or 'the whole'} is not as the schema says (`pilotlint schema record`)")
    return data
