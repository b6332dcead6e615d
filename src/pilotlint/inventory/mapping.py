"""Which column of an inventory feeds which field, as a mapping file says it."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

from .. import document, guess, initiative, schema
from ..document import Document
from ..model import InputError, Pointer, Position, pointer, within
from ..schema import Field
from .cells import Dates, Numbers, Reader, plain, reader
from .file import Table

REQUIRED = ("/title", "/stage")
"""The fields without which a row is no initiative, besides the id."""

_OWN_PLACE = {"id", "schema", "stage_history"}


class Column(NamedTuple):
    """A column that a mapping names."""

    name: str
    at: Position
    label: str = ""
    """What stands before its cells, when several columns become lines of one text."""
    nth: int = -1
    """Where it is in the inventory, from 0; -1 until `bind` looks for it."""


class Source(NamedTuple):
    """Where one field comes from."""

    name: str
    """The field as a dotted path, as the mapping says it."""
    at: Position
    target: Pointer
    """The field; in a list, its first item."""
    is_list: bool
    read: Reader
    columns: tuple[Column, ...]
    fixed: Any
    join: str
    values: dict[str, Any] | None
    """What words mean, by `plain` word."""
    keeps_others: bool
    split: str | None
    whitespace: str


class Entry(NamedTuple):
    """Where one line of the stage history comes from."""

    stage: str
    date: Column
    note: str | None


class Mapping(NamedTuple):
    """A mapping, complete with defaults; schemas/mapping.schema.json says what each part means."""

    path: str
    encoding: str | None
    delimiter: str | None
    missing: frozenset[str]
    dates: Dates
    keeps_left_out: bool
    id_columns: tuple[Column, ...]
    id_length: int
    sources: tuple[Source, ...]
    history: tuple[Entry, ...]


def load(path: str, content: bytes) -> Mapping:
    """Read a mapping and hold it against the schema of initiatives.

    Raises:
        InputError: says everything that is wrong, with its place.

    """
    found = document.read(content)
    form = schema.load("mapping")
    if found.empty:
        raise InputError("the mapping is empty; it needs at least `id:` and `fields:`.", path=path)
    data = schema.with_defaults(form.root, schema.demand(form, found, path))
    dates = Dates(
        formats=tuple(data["dates"]["formats"]),
        earliest=data["dates"].get("earliest", "1000-01-01"),
        latest=data["dates"].get("latest", "9999-12-31"),
    )
    readers = partial(reader, dates=dates, numbers=Numbers(data.get("decimal_mark")))
    sources = []
    problems: list[tuple[Position, str]] = []
    for target, said in data["fields"].items():
        where = pointer("fields", target)
        try:
            sources.append(_source(target, said, found, readers, data["whitespace"]))
        except _UnknownFieldError as error:
            problems.append((found.span(where).start, str(error)))
        else:
            problems += _wrong_values(sources[-1], said, found, where)
    _refuse(path, [*problems, *_overlaps(sources)])
    return Mapping(
        path=path,
        encoding=data.get("encoding"),
        delimiter=data.get("delimiter"),
        missing=frozenset(map(plain, data["missing"])),
        dates=dates,
        keeps_left_out=data["left_out"] == "notes",
        id_columns=_columns(found, pointer("id", "columns"), data["id"]["columns"]),
        id_length=data["id"]["max_length"],
        sources=tuple(sources),
        history=tuple(
            Entry(
                entry["stage"],
                _column(found, pointer("stage_history", index, "date"), entry["date"]),
                entry.get("note"),
            )
            for index, entry in enumerate(data["stage_history"])
        ),
    )


def bind(mapping: Mapping, table: Table) -> Mapping:
    """Return a mapping that knows where its columns are in an inventory.

    Raises:
        InputError: says which columns are not there, with their place in the mapping.

    """
    problems: list[tuple[Position, str]] = []

    def found(columns: tuple[Column, ...]) -> tuple[Column, ...]:
        problems.extend(
            (column.at, _no_such(column.name, table)) for column in columns if column.name not in table.header
        )
        return tuple(
            column._replace(nth=table.header.index(column.name)) for column in columns if column.name in table.header
        )

    bound = mapping._replace(
        id_columns=found(mapping.id_columns),
        sources=tuple(source._replace(columns=found(source.columns)) for source in mapping.sources),
        history=tuple(entry._replace(date=date) for entry in mapping.history for date in found((entry.date,))),
    )
    _refuse(mapping.path, problems)
    return bound


def put(data: dict[str, Any], where: Pointer, value: Any) -> dict[str, Any]:
    """Return data with a value more; a list on the way gets one item, and nothing is changed in place."""
    key, _, rest = where[1:].partition("/")
    if not rest:
        return {**data, key: value}
    if rest.startswith("0/"):
        return {**data, key: [put(data.get(key, [{}])[0], rest[1:], value)]}
    return {**data, key: put(data.get(key, {}), f"/{rest}", value)}


def _no_such(name: str, table: Table) -> str:
    numbered = [column for column in table.header if column.startswith(f"{name} (")]
    if f"{name} (1)" in numbered:
        return f"the inventory has several columns `{name}`; say which one: `{'`, `'.join(numbered)}`."
    starting = [column for column in table.header if column.casefold().startswith(name.casefold())]
    near = guess.nearest(name, table.header, distance=max(2, len(name) // 5))
    advice = f" Did you mean `{near or starting[0]}`?" if near or starting else ""
    return f"the inventory has no column `{name}`.{advice}"


def _refuse(path: str, problems: list[tuple[Position, str]]) -> None:
    if problems:
        raise InputError.of_file(path, problems)


class _UnknownFieldError(Exception):
    """A mapping names a field that no initiative has, or one that holds no value of its own."""


def _source(target: str, said: Any, found: Document, readers: Callable[[Field], Reader], whitespace: str) -> Source:
    where = pointer("fields", target)
    place, field = _find(target)
    more: dict[str, Any] = {} if isinstance(said, str) else said
    lines = more.get("lines", {})
    columns: tuple[Column, ...]
    if isinstance(said, str):
        columns = (_column(found, where, said),)
    elif "column" in more:
        columns = (_column(found, where + pointer("column"), more["column"]),)
    else:
        columns = _columns(found, where + pointer("columns"), more.get("columns", []))
        columns += tuple(_column(found, where + pointer("lines", label), lines[label], label) for label in lines)
    return Source(
        name=target,
        at=found.span(where).start,
        target=place,
        is_list=field.kind == "list",
        read=readers(field),
        columns=columns,
        fixed=more.get("fixed"),
        join="\n" if lines else more.get("join", " "),
        values={plain(word): value for word, value in more["values"].items()} if "values" in more else None,
        keeps_others=more.get("others") == "keep",
        split=more.get("split"),
        whitespace=more.get("whitespace", whitespace),
    )


def _columns(found: Document, where: Pointer, names: list[str]) -> tuple[Column, ...]:
    return tuple(_column(found, where + pointer(index), name) for index, name in enumerate(names))


def _column(found: Document, where: Pointer, name: str, label: str = "") -> Column:
    return Column(" ".join(name.split()), found.value_span(where).start, label)


def _find(target: str) -> tuple[Pointer, Field]:
    """Follow a dotted path through the schema of initiatives; a list is entered at its first item."""
    root = schema.load("initiative").root
    if target in _OWN_PLACE:
        known = "follows from the file format" if target == "schema" else f"has its own place: `{target}:` at the top"
        raise _UnknownFieldError(f"`{target}` {known}.")
    field = root
    parts: list[str] = []
    for part in target.split("."):
        if field.item and field.kind == "list":
            field, parts = field.item, [*parts, "0"]
        if part not in field.fields:
            meant = guess.nearest(target, _paths(root), distance=max(2, len(target) // 5))
            advice = f"Did you mean `{meant}`?" if meant else "`pilotlint schema initiative` lists the fields."
            raise _UnknownFieldError(f"`{target}` is not a field of an initiative. {advice}")
        field, parts = field.fields[part], [*parts, part]
    section = field.item if field.item and field.kind == "list" else field
    if section.kind == "section":
        keys = ", ".join(f"{target}.{key}" for key in section.fields)
        raise _UnknownFieldError(f"`{target}` is a part with fields of its own; name one of them: {keys}.")
    return pointer(*parts), field


def _paths(field: Field, before: str = "") -> Iterator[str]:
    for key, below in field.fields.items():
        inner = below.item if below.item and below.kind == "list" else below
        yield before + key
        yield from _paths(inner, f"{before}{key}.")


def _wrong_values(source: Source, said: Any, found: Document, where: Pointer) -> Iterator[tuple[Position, str]]:
    """Say which values of the mapping its field cannot hold."""
    if isinstance(said, str):
        return
    meanings = {where + pointer("values", word): value for word, value in said.get("values", {}).items()}
    values = {place: [value] if source.is_list else value for place, value in meanings.items()}
    if "fixed" in said:
        values[where + pointer("fixed")] = said["fixed"]
    form = schema.load("initiative")
    blank = {"schema": "pilotlint/v1", "id": "x", "title": "x", "stage": initiative.stages()[0], "stage_history": []}
    for place, value in values.items():
        for violation in form.violations(put(blank, source.target, value)):
            if within(violation.pointer, source.target):
                yield found.value_span(place).start, f"{violation.message} {violation.help}"
    if len(source.values or ()) < len(meanings):
        yield found.span(where + pointer("values")).start, "two words here are the same but for case and spaces."


def _overlaps(sources: list[Source]) -> Iterator[tuple[Position, str]]:
    """Say which fields hold one another, such as an amount and its lower end."""
    for part in sources:
        for whole in sources:
            if part is not whole and within(part.target, whole.target):
                yield part.at, f"`{part.name}` is a part of `{whole.name}`, which is filled too; keep one of them."
