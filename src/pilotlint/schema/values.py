"""What is wrong with one value, in its author's words: what was typed, what belongs there, what was likely meant."""

import re
from typing import Any, NamedTuple

from .. import guess
from ..guess import nearest
from ..model import Pointer
from .fields import Field, Instead, Violation
from .showing import first_line, label_of, nothing_there, shown

_MOST_EXAMPLES = 4


def wrong_form(where: Pointer, value: Any, asked: dict[str, Any], root: Field) -> Violation:
    """Say that a value does not have the form that is asked for."""
    field = root.find(where)
    schema = {**(field.schema if field else {}), **asked}
    label = label_of(where) or "this file"
    message, advice, instead = (
        _not_a_file(where, value, root)
        or _nothing(label, value, schema)
        or _too_long(label, value, schema)
        or _too_many(label, value, schema)
        or _template(label, value, schema)
        or _section_wanted(label, value, schema, field)
        or _list_wanted(label, value, schema)
        or _text_wanted(label, value, schema)
        or _one_of(label, value, schema)
        or _value_wanted(label, value, schema, field)
    )
    costly = isinstance(value, list) and len(value) > schema.get(
        "maxItems", len(value)
    )  # for every policy that reads it
    return Violation(where, message, advice, ("",) if costly else (where,), instead)


class _Said(NamedTuple):
    """A sentence on what is wrong, one on what to type, and the value itself where that is plain."""

    message: str
    advice: str
    instead: Instead | None = None


def _accepts(schema: dict[str, Any], kind: str) -> bool:
    types = schema.get("type", ())
    return kind == types or (isinstance(types, list) and kind in types)


def _nothing(label: str, value: Any, schema: dict[str, Any]) -> _Said | None:
    if value not in (None, "", [], {}):
        return None
    return _Said(f"`{label}` is empty.", schema.get("errorMessage") or _example(label, schema))


def _not_a_file(where: Pointer, value: Any, root: Field) -> _Said | None:
    if where or isinstance(value, dict):
        return None
    if value is None:
        return _Said(*nothing_there(root))
    kind = "a list" if isinstance(value, list) else "a text" if isinstance(value, str) else "a single value"
    return _Said(
        f"This file is {kind}; it should be lines of `key: value`.",
        f"Start with `{first_line(root)}` on the first line.",
    )


def _too_long(label: str, value: Any, schema: dict[str, Any]) -> _Said | None:
    most = schema.get("maxLength", 0)
    if not (isinstance(value, str) and most and len(value) > most):
        return None
    return _Said(
        f"`{label}` is {len(value):,} characters long, and it can have {most:,}.",
        "Shorten it to what a reader needs, and link to the rest.",
    )


def _too_many(label: str, value: Any, schema: dict[str, Any]) -> _Said | None:
    most = schema.get("maxItems", 0)
    if not (isinstance(value, list) and most and len(value) > most):
        return None
    return _Said(
        f"`{label}` has {len(value):,} entries, and it can have {most:,}; with more of them the file is not judged.",
        "Keep those that matter here, and link to the whole list.",
    )


def _template(label: str, value: Any, schema: dict[str, Any]) -> _Said | None:
    """Recognise ``[this user group]``, which YAML reads as a list."""
    if not (isinstance(value, list) and len(value) == 1 and isinstance(value[0], str)) or _accepts(schema, "array"):
        return None
    return _Said(
        f"`{label}` still holds the blank of the template, `[{shown(value[0])}]`: the template is not filled in.",
        "Replace the brackets and what is in them with your own words.",
    )


def _section_wanted(label: str, value: Any, schema: dict[str, Any], field: Field | None) -> _Said | None:
    if not _accepts(schema, "object") or isinstance(value, dict):
        return None
    keys: dict[str, Field] = field.fields if field else {}
    if isinstance(value, list):
        return _Said(
            f"`{label}` is a list, and there can be only one.", "Keep one, without the dash, and delete the others."
        )
    home = _home(keys, value)
    if not keys:
        advice = "End the line after the colon, and write each `key: value` on a line of its own below."
    elif home is None:
        lines = ", ".join(f"`{_line(key, below)}`" for key, below in list(keys.items())[:_MOST_EXAMPLES])
        advice = (
            f"Delete {shown(value)}, and write below, each on a line of its own and indented by two spaces: {lines}."
        )
    elif label.endswith("]"):
        advice = (
            f"Write `- {home}: {shown(value)}`; what else there is to say goes below, in the same column as `{home}`."
        )
    else:
        advice = f"End the line after the colon, and write below it, indented by two spaces: `{home}: {shown(value)}`."
    problem = (
        f"`{label}` holds {shown(value)} alone, and nothing says what that is."
        if label.endswith("]")
        else f"`{label}` holds {shown(value)}, but it is a heading: what belongs to it stands on the lines below."
    )
    return _Said(problem, f"{advice} Keys here: {', '.join(keys)}." if keys else advice)


def _home(keys: dict[str, Field], value: Any) -> str | None:
    """Return the key that what was written in the place of the whole part most likely belongs to."""
    if isinstance(value, str) and keys:
        first, field = next(iter(keys.items()))
        return first if _accepts(field.schema, "string") and "pattern" not in field.schema else None
    if type(value) in {int, float}:
        return next((key for key, field in keys.items() if _holds_numbers(field)), None)
    return None


def _holds_numbers(field: Field) -> bool:
    return field.form in {"money", "amount", "measure", "baseline"} or _accepts(field.schema, "integer")


def _line(key: str, field: Field) -> str:
    """Write a line with a key and an example of what it holds; of a list, with its first entry in a few words."""
    example = field.schema.get("examples", ["…"])[0]
    if isinstance(example, list):
        entry = example[0]
        return f"{key}: [{_quoted(next(iter(entry.values())) if isinstance(entry, dict) else entry)}]"
    return f"{key}: {_quoted(example)}"


def _quoted(value: Any) -> str:
    """Show a value as it would be typed, in quotes if YAML would otherwise take it apart."""
    return f'"{value}"' if isinstance(value, str) and ": " in value else shown(value)


def _list_wanted(label: str, value: Any, schema: dict[str, Any]) -> _Said | None:
    if not _accepts(schema, "array") or isinstance(value, list):
        return None
    entry = schema.get("examples", [["…"]])[0][0]
    shape = next(iter(entry.values())) if isinstance(entry, dict) and "item" in entry else entry
    advice = "Write each entry on a line of its own below the key, starting with a dash"
    return _Said(f"`{label}` should be a list.", f"{advice}, such as `- {_quoted(shape)}`.")


def _text_wanted(label: str, value: Any, schema: dict[str, Any]) -> _Said | None:
    if not _accepts(schema, "string") or isinstance(value, str):
        return None
    if isinstance(value, dict | list):
        kind = "list" if isinstance(value, list) else "part with keys"
        message = f"`{label}` should be one text, but YAML reads a {kind}."
        return _Said(message, "Put the whole text in quotes, on one line.")
    kind = "yes or no" if isinstance(value, bool) else "number"
    quoted = f"""Put it in quotes: `{_typed(label, f'"{shown(value)}"')}`."""
    return _Said(
        f"`{label}` should be a text, but YAML reads {shown(value)} as a {kind}.",
        quoted if "pattern" not in schema else _example(label, schema),
        Instead(None) if "pattern" not in schema else None,
    )


def _one_of(label: str, value: Any, schema: dict[str, Any]) -> _Said | None:
    if "enum" not in schema:
        return None
    options = [shown(option) for option in schema["enum"]]
    meant = schema.get("alsoMeans", {}).get(str(value).casefold()) or nearest(str(value), options)
    listed = schema.get("errorMessage") or f"Write one of {', '.join(options)}."
    return _Said(
        f"`{label}` is {shown(value)}, which is not one of the answers it can have.",
        f"Write `{_typed(label, meant)}` if that is what you mean. {listed}" if meant else listed,
        Instead(meant) if meant and not isinstance(value, dict | list) else None,
    )


def _value_wanted(label: str, value: Any, schema: dict[str, Any], field: Field | None) -> _Said:
    form = field.form if field else ""
    expected = schema.get("errorMessage") or _example(label, schema)
    typed = str(value)
    if form == "date":
        if re.fullmatch(schema["pattern"], typed):
            return _Said(
                f"`{label}` is {typed}, and there is no such day.",
                "Write the day you mean, as year-month-day.",
            )
        meant: object = guess.day(typed)
    elif form in {"measure", "baseline"}:
        meant = guess.decimal(typed)
    elif form in {"money", "amount"}:
        meant = guess.amount(typed) if isinstance(value, str) else None
    else:
        meant = {"handle": typed.lstrip("@"), "": guess.slug(typed) if label == "id" else None}.get(form)
    if isinstance(value, dict | list):
        return _Said(f"`{label}` does not have the form of {_article(schema)}.", expected)
    message = f"`{label}` is {shown(value)}, which pilotlint cannot read as {_article(schema)}."
    if meant and str(meant) != typed and re.search(schema.get("pattern", ""), str(meant)):
        said = f"Write `{_typed(label, meant)}` if that is what you mean. {expected}"
        return _Said(message, said, Instead(str(meant)))
    return _Said(message, expected)


def _article(schema: dict[str, Any]) -> str:
    if schema.get("type") == "integer" and "errorMessage" not in schema:
        return "a whole number"
    name = schema.get("title", "value")
    name = name if name.startswith("GitHub") else name[0].lower() + name[1:]
    return f"an {name}" if name[0] in "aeiou" else f"a {name}"


def _example(label: str, schema: dict[str, Any]) -> str:
    return (
        f"Write for example `{_typed(label, _quoted(schema['examples'][0]))}`."
        if schema.get("examples")
        else "Write a value."
    )


def _typed(label: str, value: object) -> str:
    """Write the line that gives a value to a field or, in a list, to an entry."""
    return f"- {value}" if label.endswith("]") else f"{label.rpartition('.')[2]}: {value}"
