"""Initiatives and other data for laws: right by the schema, wrong in one place, or anything at all."""

import json
from copy import deepcopy
from datetime import date
from typing import Any

from hypothesis import strategies as st

from pilotlint import schema

SOURCE = schema.load("initiative").source

# Characters that libyaml reads as they stand; the others are tried on purpose elsewhere.
LETTERS = st.characters(
    exclude_categories=("Cc", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters="\ufeff\u0085\u2028\u2029"
)
TEXTS = st.text(LETTERS, max_size=12)

WORDS = st.sampled_from(
    [
        "TBD",
        "[this user group]",
        "Dana Ruiz",
        "Data Science Team",
        "Dana Ruiz and Ken Ito",
        "田中 健",
        "improve efficiency",
        "Reps call every flagged account within five days",
        "The model identifies at-risk accounts",
        "by 2026-12-31",
        "next month",
        "ASAP",
        "cannot: nobody asked",
        "nobody",
        "AUC on hold-out",
        "minutes per invoice",
        "customer success",
        "data_science",
        "IT",
        "Corrected: a slip",
        "PR #41",
        "{stage} {item}",
        " ",
        "\t",
        "a\nb",
        '"',
        "\\",
    ]
)


def _text(part: dict[str, Any]) -> st.SearchStrategy[str]:
    if part.get("format") == "date":
        return st.dates(date(1000, 1, 1), date(2999, 12, 31)).map(date.isoformat) | st.dates(
            date(2025, 1, 1), date(2027, 12, 31)
        ).map(date.isoformat)
    if "pattern" in part:
        return st.from_regex(part["pattern"].replace("$", r"\Z")).filter(
            lambda text: len(text) <= part.get("maxLength", 100) and text.isprintable()
        )
    return (WORDS | TEXTS).filter(lambda text: len(text) >= part.get("minLength", 0))


def of_schema(part: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Return data that has the form a part of the initiative schema asks for."""
    if "$ref" in part:
        return of_schema(SOURCE["$defs"][part["$ref"].rpartition("/")[2]])
    if "const" in part:
        return st.just(part["const"])
    if "enum" in part:
        return st.sampled_from(part["enum"])
    if "anyOf" in part:
        return st.one_of(*map(of_schema, part["anyOf"]))
    match part["type"]:
        case "object":
            return _section(part)
        case "array":
            return st.lists(st.deferred(lambda: of_schema(part["items"])), max_size=3)
        case "string":
            return _text(part)
        case "integer":
            low, high = part["minimum"], part["maximum"]
            return st.integers(low, high) | st.integers(low, min(high, 100_000))
        case "number":
            return st.floats(part["minimum"], part["maximum"]) | st.integers(-100, 100)
        case ["string", "integer"]:
            return _text(part) | st.integers(2020, 2030)
    raise AssertionError(part)


@st.composite
def _section(draw: st.DrawFn, part: dict[str, Any]) -> dict[str, Any]:
    required = part.get("required", [])
    optional = [key for key in part["properties"] if key not in required]
    chosen = draw(st.lists(st.sampled_from(optional), unique=True, max_size=6)) if optional else []
    return {key: draw(of_schema(part["properties"][key])) for key in [*required, *chosen]}


INITIATIVES = of_schema(SOURCE)
"""Data that the schema accepts."""

SCALARS = (
    st.none()
    | st.booleans()
    | st.integers(-(2**63), 2**63 - 1)
    | st.floats(allow_nan=False, allow_infinity=False)
    | TEXTS
    | WORDS
)
ANYTHING = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=8
)
"""Data as JSON knows it."""

ODD = st.sampled_from(
    [
        "0000-01-01",
        "0999-12-31",
        "3000-01-01",
        "2026-02-30",
        "2026-02-29",
        "2028-02-29",
        "2026-06-22\n",
        "2026-6-22",
        "٢٠٢٦-٠٦-٢٢",
        "２０２６-06-22",
        "2026-06-22T00:00:00Z",
        "20260622",
        "2026-W01-1",
        "druiz\n",
        "@druiz",
        "USD\n",
        "ＵＳＤ",
        "12%",
        "12%\n",
        "１２%",
        "12 \u00a0%",
        "a-b\n",
        "unknown",
        "yes",
        "",
        50.0,
        50.5,
        -0.0,
        1e15,
        1e16,
        2**53 - 1,
        2**53,
        float(2**53),
        2**63 - 1,
        -(2**63),
        0,
        1,
        True,
        False,
        None,
        [],
        {},
        [[]],
        ["x"],
        {"min": 1, "max": 2},
        {"min": 2.0, "max": True},
        {"name": 5},
        "pilotlint/v2",
        "9" * 5000,
    ]
).map(deepcopy)


def places(value: Any, where: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Return where everything in some data stands."""
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [where, *(place for key, inner in below for place in places(inner, (*where, key)))]


@st.composite
def damaged(draw: st.DrawFn) -> Any:
    """Return an initiative with one to three changes anywhere in it; most of them are wrong."""
    data = draw(INITIATIVES)
    for _ in range(draw(st.integers(1, 3))):
        *parents, key = ("", *draw(st.sampled_from(places(data))))
        holder = {"": data}
        for parent in parents:
            holder = holder[parent]
        match draw(st.sampled_from(["replace", "replace", "remove", "add"])):
            case "replace":
                holder[key] = draw(ODD | ANYTHING)
            case "remove" if key != "":
                del holder[key]
            case "add" if isinstance(holder[key], dict):
                holder[key][draw(st.sampled_from(["titel", "Name", "capability", "a/b", "", "9"]) | TEXTS)] = draw(ODD)
        if key == "":
            data = holder[""]
            if not isinstance(data, dict | list):
                break
    return data


def as_json(data: Any) -> bytes:
    """Write data as JSON, which is YAML."""
    return json.dumps(data, ensure_ascii=False).encode()
