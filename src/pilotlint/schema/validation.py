"""JSON Schema: decides what has the right form.

jsonschema-rs decides, because it is about ninety times faster; jsonschema explains, and is imported only then
(`explaining`). A differential test holds the two together.
"""

import json
import os
from collections.abc import Sequence
from functools import cache, cached_property
from typing import TYPE_CHECKING, Any

from .. import bundled
from ..document import Document
from ..model import TOP, InputError, Pointer, pointer
from .fields import Field, Violation

if TYPE_CHECKING:
    import jsonschema_rs

MOST_VIOLATIONS = 100
"""So many are explained; one more then says that there are others, and that nothing can be said about the whole."""

_ENDING = ".schema.json"
_APART = frozenset(("$schema", "$id", "$defs", "title", "description", "type"))
_APART |= {"properties", "required", "additionalProperties", "examples"}
"""With only these keywords, what stands under one key is right or wrong whatever stands under the others."""


class Schema:
    """One of the shipped schemas, ready to judge data."""

    def __init__(self, source: dict[str, Any]) -> None:
        self.source = source
        self.root = Field(source, source.get("$defs", {}))

    @cached_property
    def _validator(self) -> "jsonschema_rs.Draft202012Validator":
        import jsonschema_rs  # noqa: PLC0415  # a bare interpreter; what was judged before needs no judge

        return jsonschema_rs.Draft202012Validator(self.source, validate_formats=True)

    def filled(self, data: Any) -> Any:
        """Return data without its empty values: a key without a value says nothing, unless nobody knows the key."""
        return _filled(data, self.root)

    def violations(self, data: Any) -> list[Violation]:
        """Return what is wrong with the form of some data; usually nothing."""
        if self._validator.is_valid(data):
            return []
        from .explaining import explain  # noqa: PLC0415  # costs nine bare interpreters; needed for invalid files only

        errors = list(self._validator.iter_errors(data))
        places = [error.instance_path for error in errors]
        wrong = {str(place[0]) for place in places} if all(places) and _APART.issuperset(self.source) else None
        explained = explain(self, data, wrong, MOST_VIOLATIONS + 1) or [
            Violation(pointer(*error.instance_path), error.message, "Compare it with the schema.", ("",))
            for error in errors[: MOST_VIOLATIONS + 1]
        ]
        if len(explained) <= MOST_VIOLATIONS:
            return explained
        return [*explained[:MOST_VIOLATIONS], _others(errors)]

    def first_wrong(self, data: Any) -> Pointer | None:
        """Return where data is wrong first, or None; for what a program wrote and nobody mends by hand."""
        return next((pointer(*error.instance_path) for error in self._validator.iter_errors(data)), None)


@cache
def load(name: str) -> Schema:
    """Return a shipped schema by its name, such as ``initiative``."""
    return Schema(_source(name))


def names() -> list[str]:
    """Return the names of the shipped schemas."""
    return sorted(
        name.removesuffix(_ENDING) for name in os.listdir(bundled.folder("schemas")) if name.endswith(_ENDING)
    )


def demand(schema: Schema, document: Document, path: str) -> Any:
    """Return the data of a document that has the right form, without its empty values.

    For files whose faults stop the run: settings, policies, mappings.

    Raises:
        InputError: says every fault and violation with its place.

    """
    if document.empty:
        from .showing import nothing_there  # noqa: PLC0415  # errors only

        raise InputError(" ".join(nothing_there(schema.root)), path=path, at=TOP.start)
    problems = [(fault.span.start, f"{fault.message} {fault.help}") for fault in document.faults]
    data = schema.filled(document.data)
    if document.readable:
        problems += [
            (document.span(violation.pointer).start, f"{violation.message} {violation.help}")
            for violation in schema.violations(data)
        ]
    if problems:
        raise InputError.of_file(path, problems)
    return data


def with_defaults(field: Field, data: Any) -> Any:
    """Return data with what its schema says for the keys that are not there."""
    if field.kind != "section" or not isinstance(data, dict):
        return data
    known = {key: data.get(key, below.schema.get("default")) for key, below in field.fields.items()}
    return {
        **data,
        **{key: with_defaults(field.fields[key], value) for key, value in known.items() if value is not None},
    }


def _others(errors: Sequence[Any]) -> Violation:
    """Say that more is wrong than is listed, and how much that is at least; each key that nobody knows counts."""
    found = sum(len(getattr(error.kind, "unexpected", "1")) for error in errors)
    others = max(found - MOST_VIOLATIONS, 1)
    return Violation(
        "",
        f"Besides the {MOST_VIOLATIONS} that are listed, at least {others:,} more things in this file do not have the "
        "form they should have.",
        "Mend what is listed, then check again: nothing else is judged.",
        ("",),
    )


def _filled(data: Any, field: Field | None) -> Any:
    if isinstance(data, dict):
        below = field.fields if field else {}
        return {
            key: _filled(value, below.get(key)) for key, value in data.items() if value is not None or key not in below
        }
    if isinstance(data, list):
        return [_filled(value, field.item if field else None) for value in data]
    return data


@cache
def _source(name: str) -> dict[str, Any]:
    with open(os.path.join(bundled.folder("schemas"), name + _ENDING), encoding="utf-8") as file:
        source: dict[str, Any] = json.load(file)
    _bring_in(source, source.setdefault("$defs", {}))
    return source


def _bring_in(part: Any, definitions: dict[str, Any]) -> None:
    """Copy definitions of other files, such as ``initiative.schema.json#/$defs/stage``, into this one."""
    if isinstance(part, list):
        for item in part:
            _bring_in(item, definitions)
    elif isinstance(part, dict):
        other, _, definition = part.get("$ref", "").partition(".schema.json#/$defs/")
        if definition:
            definitions.setdefault(definition, _source(other)["$defs"][definition])
            part["$ref"] = f"#/$defs/{definition}"
        for value in list(part.values()):
            _bring_in(value, definitions)
