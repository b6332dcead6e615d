"""Why data does not have the form a schema asks for, in the author's words.

The only importer of jsonschema: it is the authority on what is wrong, and its errors are the source of these
sentences. Nothing of its own wording reaches an author.
"""

import re
import sys
from collections.abc import Container, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from ..guess import nearest, plain
from ..model import Pointer, pointer, pointer_parts
from .fields import Field, Instead, Violation
from .showing import label_of, shown
from .values import wrong_form

if TYPE_CHECKING:
    from .validation import Schema


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[ValidationError]:
    """Match as ECMA-262 does: ``$`` is the end of the text, not also a line break before it."""
    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield ValidationError("does not match")


_Validator: Any = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
_ROOM: dict[type, set[str]] = {dict: {"section"}, list: {"list", "section"}}
"""The kinds of fields in which mappings and lists have room."""
_FORMATS = FormatChecker(("date",))


def explain(
    schema: "Schema", data: Any, wrong: Container[str] | None = None, most: int = sys.maxsize
) -> list[Violation]:
    """Return the ways in which data does not fit a schema, the first ones found, sorted by pointer.

    With ``wrong``, what stands under other keys at the top is known to be right, which saves looking at it.
    """
    version = schema.source["properties"].get("schema", {}).get("const", "")
    if newer := _newer_format(data, version):
        return [newer]
    if wrong is not None:
        data = {key: value for key, value in data.items() if key in wrong or key in schema.source.get("required", ())}
    said = (violation for error in _validator(schema).iter_errors(data) for violation in _say(error, schema.root))
    found: set[Violation] = set()
    while len(found) < most and (violation := next(said, None)):
        found.add(violation)
    meant = {at for violation in found for at in violation.unreadable if at != violation.pointer}
    return sorted(  # what is misspelt is not missing
        violation for violation in found if violation.pointer not in meant or _is_there(data, violation.pointer)
    )


def _is_there(data: Any, where: Pointer) -> bool:
    for part in pointer_parts(where):
        if isinstance(data, list) and part.isdecimal() and int(part) < len(data):
            data = data[int(part)]
        elif isinstance(data, dict) and part in data:
            data = data[part]
        else:
            return False
    return True


@cache
def _validator(schema: "Schema") -> Any:
    return _Validator(schema.source, format_checker=_FORMATS)


def _newer_format(data: Any, known: str) -> Violation | None:
    """Recognise a file that was written for a later pilotlint; listing its unknown keys would help nobody."""
    named = data.get("schema") if isinstance(data, dict) else None
    if not (isinstance(named, str) and known and named != known and re.fullmatch(r"pilotlint/v[0-9]{1,9}", named)):
        return None
    return Violation(
        "/schema",
        f"This file is written for {named}, and this pilotlint knows {known} only.",
        "Update pilotlint, or write `schema: " + known + "` if that was a slip.",
        ("",),
    )


def _say(error: ValidationError, root: Field) -> Iterator[Violation]:
    """Say one error; the keys a mapping should not have give one violation each."""
    where = pointer(*error.absolute_path)
    value: Any = error.instance
    required: Any = error.validator_value
    match error.validator:
        case _ if _is_about_a_key(error):
            yield _bad_key(where, value, error)
        case "additionalProperties":
            field = root.find(where) or root
            unknown = [key for key in value if key not in field.fields]
            yield from (_unknown_key(where, key, value, field, root) for key in unknown)
        case "required":
            yield from (_missing_key(where, key, root) for key in required if key not in value)
        case "anyOf" if branch := _branch_for(error):
            for inner in branch:
                yield from _say(inner, root)
        case _:
            asked: Any = error.schema
            yield wrong_form(where, value, asked, root)


def _branch_for(error: ValidationError) -> list[ValidationError]:
    """Return what is wrong in the one accepted form that the value was meant to have, if that is plain to see."""
    branches: dict[Any, list[ValidationError]] = {}
    for inner in error.context or ():
        branches.setdefault(inner.schema_path[0], []).append(inner)
    section = isinstance(error.instance, dict)
    other_forms = {"type", "enum", "const"} if section else {"type"}
    fitting = [
        errors
        for errors in branches.values()
        if all(inner.validator not in other_forms or inner.path or _is_about_a_key(inner) for inner in errors)
    ]
    plain = section or any(inner.validator == "enum" for errors in fitting for inner in errors)
    return fitting[0] if len(fitting) == 1 and plain else []


def _is_about_a_key(error: ValidationError) -> bool:
    return "propertyNames" in error.absolute_schema_path


def _unknown_key(where: str, key: str, others: dict[str, Any], field: Field, root: Field) -> Violation:
    place, value = where + pointer(key), others[key]
    typed = shown(key)
    section = f"in `{label_of(where)}`" if where else "at the top of the file"
    if called := next((name for name, other in field.fields.items() if _is_called(key, other, value)), None):
        return Violation(
            place,
            f"`{key}` is not a key that belongs {section}; pilotlint calls it `{called}`.",
            f"Change `{key}` to `{called}`.",
            (place, where + pointer(called)),
            _key_instead(called, others),
        )
    if home := _home(key, value, root):
        part, called = home
        return Violation(
            place,
            f"`{key}` is not a key that belongs {section}; pilotlint calls it "
            + (f"`{called}`, in `{part}`." if called else f"`{part}`."),
            f"Move the line below `{part}:`, indent it by two spaces, and change `{key}` to `{called}`."
            if called
            else f"Move it to the left edge, and change `{key}` to `{part}`.",
            (place, pointer(part, called) if called else pointer(part)),
        )
    if asked := next((name for name, other in field.fields.items() if key in other.schema.get("enum", ())), None):
        return Violation(
            place,
            f"`{key}` is not a key that belongs {section}; it is an answer to `{asked}`.",
            f"Write `{asked}: {key}`.",
            (place, where + pointer(asked)),
        )
    if meant := nearest(key, (known for known in field.fields)):
        return Violation(
            place,
            f"`{typed}` is not a key that belongs {section}; it looks like `{meant}`, misspelt.",
            f"Change `{shown(key)}` to `{meant}`.",
            (place, where + pointer(meant)),
            _key_instead(meant, others),
        )
    homes = [name for name, other in root.fields.items() if key in other.fields] if root.fields.get("outcome") else []
    if len(homes) == 1 and homes[0] != label_of(where):
        return Violation(
            place,
            f"`{typed}` is not a key that belongs {section}; it belongs in `{homes[0]}`.",
            f"Move the line below `{homes[0]}:` and indent it by two spaces.",
            (place, pointer(homes[0], key)),
        )
    advice = f"Known keys here: {', '.join(field.fields)}." if where else "Delete it."
    if "notes" in root.fields:
        advice = f"Delete it, or write the text under `notes:`, which nobody judges. {advice if where else ''}".strip()
    if value is None:
        advice += " If it is the end of the value before it, put that whole value in quotes."
    return Violation(place, f"`{typed}` is not a key that belongs {section}.", advice, (place,))


def _key_instead(key: str, others: Container[str]) -> Instead | None:
    """Return a key to write instead, unless it stands there too."""
    return None if key in others else Instead(key, is_key=True)


def _is_called(key: str, field: Field, value: Any) -> bool:
    """Tell whether people call a field by this key, and what stands behind it has room in the field."""
    if plain(key) not in map(plain, field.schema.get("alsoCalled", ())):
        return False
    return field.kind in _ROOM.get(type(value), {"value", "list"})


def _home(key: str, value: Any, root: Field) -> tuple[str, str] | None:
    """Return the part, and the key in it, of a field that people call by this key; a part may be meant as a whole."""
    for part, field in root.fields.items():
        if _is_called(key, field, value):
            return part, ""
        for name, inner in field.fields.items():
            if _is_called(key, inner, value):
                return part, name
    return None


def _bad_key(where: str, key: str, error: ValidationError) -> Violation:
    """Say that a key which may be chosen freely does not have the form it must have."""
    place = where + pointer(key)
    wanted: Any = error.schema
    capitals = key.upper() if re.search(wanted.get("pattern", "(?!)"), key.upper()) else None
    meant = nearest(key, wanted.get("enum", ())) or capitals
    advice = (
        f"Change `{shown(key)}` to `{meant}`." if meant else wanted.get("errorMessage", "Look up how it is written.")
    )
    message = f"`{shown(key)}` is not a key that can stand in `{label_of(where)}`."
    return Violation(place, message, advice, (place,), Instead(meant, is_key=True) if meant else None)


def _missing_key(where: str, key: str, root: Field) -> Violation:
    place = where + pointer(key)
    field = root.find(place)
    example = field.schema.get("examples", ["…"])[0] if field else "…"
    described = f" {field.schema['description']}" if field and "description" in field.schema else ""
    message = f"`{label_of(place)}` is missing.{described}"
    return Violation(place, message, f"Write `{key}: {shown(example)}`.", (place,))
