"""Why data does not have the form a schema asks for, in the author's words.

The only importer of jsonschema: it is the authority on what is wrong, and its errors are the source of these
sentences. Nothing of its own wording reaches an author.
"""

import re
from collections.abc import Container, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError
from jsonschema.validators import extend

from . import guess
from .fields import Field, Violation
from .guess import nearest
from .model import pointer, pointer_parts

if TYPE_CHECKING:
    from .schema import Schema

_LONGEST_SHOWN = 60
_LONGEST_INDEX = 8


def _pattern(_: Any, pattern: str, instance: Any, __: Any) -> Iterator[ValidationError]:
    """Match as ECMA-262 does: ``$`` is the end of the text, not also a line break before it."""
    if isinstance(instance, str) and not re.search(pattern.replace("$", r"\Z"), instance):
        yield ValidationError("does not match")


_Validator: Any = extend(Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]
_FORMATS = FormatChecker(("date",))


def explain(schema: "Schema", data: Any, wrong: Container[str] | None = None) -> list[Violation]:
    """Return every way in which data does not fit a schema, sorted by pointer.

    With ``wrong``, what stands under other keys at the top is known to be right, which saves looking at it.
    """
    version = schema.source["properties"].get("schema", {}).get("const", "")
    if newer := _newer_format(data, version):
        return [newer]
    if wrong is not None:
        data = {key: value for key, value in data.items() if key in wrong or key in schema.source.get("required", ())}
    found = [violation for error in _validator(schema).iter_errors(data) for violation in _say(error, schema.root)]
    return sorted(set(found))


@cache
def _validator(schema: "Schema") -> Any:
    return _Validator(schema.source, format_checker=_FORMATS)


def _newer_format(data: Any, known: str) -> Violation | None:
    """Recognise a file that was written for a later pilotlint; listing its unknown keys would help nobody."""
    named = data.get("schema") if isinstance(data, dict) else None
    if not (isinstance(named, str) and known and named != known and re.fullmatch(r"pilotlint/v[0-9]+", named)):
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
            yield from (_unknown_key(where, key, field, root) for key in value if key not in field.fields)
        case "required":
            yield from (_missing_key(where, key, root) for key in required if key not in value)
        case "anyOf" if branch := _branch_for(error):
            for inner in branch:
                yield from _say(inner, root)
        case _:
            yield _wrong_form(where, value, error, root)


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


def _unknown_key(where: str, key: str, field: Field, root: Field) -> Violation:
    place = where + pointer(key)
    section = f"in `{_label(where)}`" if where else "at the top of the file"
    if meant := nearest(key, (known for known in field.fields)):
        return Violation(
            place,
            f"`{key}` is not a key that belongs {section}; it looks like `{meant}`, misspelt.",
            f"Change `{key}` to `{meant}`.",
            (place, where + pointer(meant)),
        )
    homes = [name for name, other in root.fields.items() if key in other.fields] if root.fields.get("outcome") else []
    if len(homes) == 1 and homes[0] != _label(where):
        return Violation(
            place,
            f"`{key}` is not a key that belongs {section}; it belongs in `{homes[0]}`.",
            f"Move the line below `{homes[0]}:` and indent it by two spaces.",
            (place, pointer(homes[0], key)),
        )
    advice = f"Known keys here: {', '.join(field.fields)}." if where else "Delete it."
    if "notes" in root.fields:
        advice = f"Delete it, or write the text under `notes:`, which nobody judges. {advice if where else ''}".strip()
    return Violation(place, f"`{key}` is not a key that belongs {section}.", advice, (place,))


def _bad_key(where: str, key: str, error: ValidationError) -> Violation:
    """Say that a key which may be chosen freely does not have the form it must have."""
    place = where + pointer(key)
    wanted: Any = error.schema
    capitals = key.upper() if re.search(wanted.get("pattern", "(?!)"), key.upper()) else None
    meant = nearest(key, wanted.get("enum", ())) or capitals
    advice = f"Change `{key}` to `{meant}`." if meant else wanted.get("errorMessage", "Look up how it is written.")
    return Violation(place, f"`{key}` is not a key that can stand in `{_label(where)}`.", advice, (place,))


def _missing_key(where: str, key: str, root: Field) -> Violation:
    place = where + pointer(key)
    field = root.find(place)
    example = field.schema.get("examples", ["…"])[0] if field else "…"
    described = f" {field.schema['description']}" if field and "description" in field.schema else ""
    return Violation(place, f"`{_label(place)}` is missing.{described}", f"Write `{key}: {_shown(example)}`.", (place,))


def _wrong_form(where: str, value: Any, error: ValidationError, root: Field) -> Violation:
    field = root.find(where)
    here: Any = error.schema
    schema = {**(field.schema if field else {}), **here}
    label = _label(where) or "this file"
    message, advice = (
        _nothing(label, value, schema)
        or _not_a_file(where, value)
        or _template(label, value, schema)
        or _section_wanted(label, value, schema, field)
        or _list_wanted(label, value, schema)
        or _text_wanted(label, value, schema)
        or _one_of(label, value, schema)
        or _value_wanted(label, value, schema, field)
    )
    return Violation(where, message, advice, (where,))


_Said = tuple[str, str] | None


def _accepts(schema: dict[str, Any], kind: str) -> bool:
    types = schema.get("type", ())
    return kind == types or (isinstance(types, list) and kind in types)


def _nothing(label: str, value: Any, schema: dict[str, Any]) -> _Said:
    if value is not None and value != "":
        return None
    return f"`{label}` is empty.", schema.get("errorMessage") or _example(label, schema)


def _not_a_file(where: str, value: Any) -> _Said:
    if where or isinstance(value, dict):
        return None
    kind = "a list" if isinstance(value, list) else "a text" if isinstance(value, str) else "a single value"
    return (
        f"This file is {kind}; it should be lines of `key: value`.",
        "Start with `schema: pilotlint/v1` on the first line.",
    )


def _template(label: str, value: Any, schema: dict[str, Any]) -> _Said:
    """Recognise ``[this user group]``, which YAML reads as a list."""
    if not (isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)) or _accepts(schema, "array"):
        return None
    return (
        f"`{label}` still holds the blank of the template, `[{value[0]}]`: the template is not filled in.",
        "Replace the brackets and what is in them with your own words.",
    )


def _section_wanted(label: str, value: Any, schema: dict[str, Any], field: Field | None) -> _Said:
    if not _accepts(schema, "object") or isinstance(value, dict):
        return None
    keys = list(field.fields) if field else []
    first = next(iter(schema.get("required", keys)), "key")
    if isinstance(value, list):
        return f"`{label}` is a list, and there can be only one.", "Keep one, without the dash, and delete the others."
    advice = f"End the line after the colon, and write below it, indented by two spaces: `{first}: {_shown(value)}`."
    return (
        f"`{label}` holds {_shown(value)}, where a part with keys of its own belongs.",
        f"{advice} Keys here: {', '.join(keys)}.",
    )


def _list_wanted(label: str, value: Any, schema: dict[str, Any]) -> _Said:
    if not _accepts(schema, "array") or isinstance(value, list):
        return None
    return f"`{label}` should be a list.", "Write each entry on a line of its own below the key, starting with a dash."


def _text_wanted(label: str, value: Any, schema: dict[str, Any]) -> _Said:
    if not _accepts(schema, "string") or isinstance(value, str):
        return None
    if isinstance(value, dict | list):
        kind = "list" if isinstance(value, list) else "part with keys"
        return f"`{label}` should be one text, but YAML reads a {kind}.", "Put the whole text in quotes, on one line."
    kind = "yes or no" if isinstance(value, bool) else "number"
    quoted = f"""Put it in quotes: `{_typed(label, f'"{_shown(value)}"')}`."""
    return (
        f"`{label}` should be a text, but YAML reads {_shown(value)} as a {kind}.",
        quoted if "pattern" not in schema else _example(label, schema),
    )


def _one_of(label: str, value: Any, schema: dict[str, Any]) -> _Said:
    if "enum" not in schema:
        return None
    options = [_shown(option) for option in schema["enum"]]
    meant = nearest(str(value), options)
    listed = schema.get("errorMessage") or f"Write one of {', '.join(options)}."
    return (
        f"`{label}` is {_shown(value)}, which is not one of the answers it can have.",
        f"Write `{_typed(label, meant)}` if that is what you mean. {listed}" if meant else listed,
    )


def _value_wanted(label: str, value: Any, schema: dict[str, Any], field: Field | None) -> tuple[str, str]:
    form = field.form if field else ""
    expected = schema.get("errorMessage") or _example(label, schema)
    typed = str(value)
    if form == "date":
        if re.fullmatch(schema["pattern"], typed):
            return (
                f"`{label}` is {typed}, and there is no such day.",
                "Look at a calendar, and write the day that exists.",
            )
        meant: object = guess.day(typed)
    elif form in {"money", "amount"}:
        meant = guess.amount(typed) if isinstance(value, str) else None
    else:
        meant = {"handle": typed.lstrip("@"), "": guess.slug(typed) if label == "id" else None}.get(form)
    if isinstance(value, dict | list):
        return f"`{label}` does not have the form of {_article(schema)}.", expected
    message = f"`{label}` is {_shown(value)}, which pilotlint cannot read as {_article(schema)}."
    if meant and str(meant) != typed and re.search(schema.get("pattern", ""), str(meant)):
        return message, f"Write `{_typed(label, meant)}` if that is what you mean. {expected}"
    return message, expected


def _article(schema: dict[str, Any]) -> str:
    if schema.get("type") == "integer" and "errorMessage" not in schema:
        return "a whole number"
    name = schema.get("title", "value")
    name = name if name.startswith("GitHub") else name[0].lower() + name[1:]
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def _example(label: str, schema: dict[str, Any]) -> str:
    return (
        f"Write for example `{_typed(label, _shown(schema['examples'][0]))}`."
        if schema.get("examples")
        else "Write a value."
    )


def _label(where: str) -> str:
    """Name a field the way a person would: ``builders[2].name``, counting from 1."""
    label = ""
    for part in pointer_parts(where):
        label += (
            f"[{int(part) + 1}]" if part.isdecimal() and len(part) < _LONGEST_INDEX else f".{part}" if label else part
        )
    return label


def _typed(label: str, value: object) -> str:
    """Write the line that gives a value to a field or, in a list, to an entry."""
    return f"- {value}" if label.endswith("]") else f"{label.rpartition('.')[2]}: {value}"


def _shown(value: Any) -> str:
    """Show a value as it would be typed."""
    if isinstance(value, bool):
        return str(value).lower()
    if value is None:
        return "null"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_shown(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_shown(inner) for inner in value) + "]"
    text = str(value)
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
