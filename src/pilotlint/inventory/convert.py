"""Rows of an inventory to initiative files: what a mapping reads out of them, and nothing that they do not say."""

import os
from collections.abc import Collection
from typing import Any, NamedTuple

from .. import document, edit, guess, initiative, schema
from ..model import Pointer, within
from ..schema import Field, Violation
from .cells import Unreadable, clean, plain
from .file import Row, Table
from .mapping import REQUIRED, Column, Mapping, Source, bind, put

_RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))}
"""What Windows takes for a device, whatever ending a file has."""


class LeftOut(NamedTuple):
    """A cell that its field cannot hold."""

    column: str
    cell: str
    reason: str


class Imported(NamedTuple):
    """A row that makes an initiative."""

    row: int
    name: str
    id: str
    wanted_id: str
    """The id it would have if no row above had it."""
    data: dict[str, Any]
    text: str
    """The file."""
    left_out: tuple[LeftOut, ...]


class Skipped(NamedTuple):
    """A row that makes none."""

    row: int
    name: str
    reason: str


def convert(table: Table, mapping: Mapping, selected: Collection[int] | None = None) -> list[Imported | Skipped]:
    """Make initiatives of the rows, or of the selected ones; ids are the same either way.

    Raises:
        InputError: the mapping names a column that the inventory does not have.

    """
    bound = bind(mapping, table)
    ids = _ids(table, bound)
    return [
        _convert(row, bound, table, *ids[row.number])
        for row in table.rows
        if selected is None or row.number in selected
    ]


def _convert(row: Row, mapping: Mapping, table: Table, chosen: str, wanted: str) -> Imported | Skipped:
    title = next(source for source in mapping.sources if source.target == "/title")
    name = " ".join(_cell(row, column, mapping) for column in title.columns) or chosen
    if len(row.cells) != len(table.header):
        return Skipped(row.number, name, f"it has {len(row.cells)} cells, and the header has {len(table.header)}")
    left_out: list[LeftOut] = []
    values: dict[Pointer, Any] = {}
    for source in mapping.sources:
        text = _text(row, source, mapping)
        try:
            value = _value(text, source, mapping)
        except Unreadable as error:
            value = None
            left_out.append(LeftOut(_columns(source), text, str(error)))
        if value is not None:
            values[source.target] = value
        elif source.target in REQUIRED:
            why = f"“{left_out[-1].cell}” {left_out[-1].reason}" if text else "the cell says nothing"
            return Skipped(row.number, name, f"no {source.name}: {why}")
    data: dict[str, Any] = {"schema": "pilotlint/v1", "id": chosen}
    data["stage_history"] = _history(row, values["/stage"], mapping, left_out)
    valid = _valid(data, values, row, mapping, left_out)
    if isinstance(valid, Violation):
        return Skipped(row.number, name, valid.message)
    text = f"# Row {row.number} of {_printable(os.path.basename(table.path))}\n{edit.dump(valid)}"
    faults = document.read(text.encode()).faults
    if faults:
        return Skipped(row.number, name, faults[0].message)
    return Imported(row.number, name, chosen, wanted, valid, text, tuple(left_out))


def _cell(row: Row, column: Column, mapping: Mapping, whitespace: str = "collapse") -> str:
    """Return a cell; empty when it says that nothing is known, or when the row ends before it."""
    text = clean(row.cells[column.nth], whitespace) if column.nth < len(row.cells) else ""
    return "" if plain(text) in mapping.missing else text


def _text(row: Row, source: Source, mapping: Mapping) -> str:
    """Return what the cells for a field say together."""
    cells = [(column.label, _cell(row, column, mapping, source.whitespace)) for column in source.columns]
    return source.join.join(dict.fromkeys(f"{label}: {cell}" if label else cell for label, cell in cells if cell))


def _value(text: str, source: Source, mapping: Mapping) -> Any:
    """Return what a text means for its field; None when it says nothing.

    Raises:
        Unreadable: the field cannot hold it.

    """
    if not source.columns:
        return source.fixed
    if not source.is_list:
        return _meaning(text, source) if text else None
    parts = [part.strip() for part in (text.split(source.split) if source.split else [text])]
    return [_meaning(part, source) for part in parts if part and plain(part) not in mapping.missing] or None


def _meaning(text: str, source: Source) -> Any:
    if source.values is None:
        return source.read(text)
    if plain(text) in source.values:
        return source.values[plain(text)]
    if source.keeps_others:
        return source.read(text)
    raise Unreadable("is not among the values of the mapping")


def _history(row: Row, stage: str, mapping: Mapping, left_out: list[LeftOut]) -> list[dict[str, str]]:
    """Put the stage history together, as far as the days are known and fit together."""
    order = initiative.stages().index
    history: list[dict[str, str]] = []
    origins: list[tuple[str, str]] = []
    for entry in mapping.history:
        cell = _cell(row, entry.date, mapping)
        if not cell:
            continue
        try:
            date = mapping.dates.read(cell)
        except Unreadable as error:
            left_out.append(LeftOut(entry.date.name, cell, str(error)))
            continue
        if order(entry.stage) > order(stage):
            reason = f"is for {entry.stage}, and the initiative is at {stage}"
            left_out.append(LeftOut(entry.date.name, cell, reason))
            continue
        origins.append((entry.date.name, cell))
        history.append({"stage": entry.stage, "date": date} | ({"note": entry.note} if entry.note else {}))
    if history == sorted(history, key=lambda line: line["date"]):
        return history
    left_out += [LeftOut(name, cell, "contradicts the order of the stages") for name, cell in origins]
    return []


def _valid(
    data: dict[str, Any], values: dict[Pointer, Any], row: Row, mapping: Mapping, left_out: list[LeftOut]
) -> dict[str, Any] | Violation:
    """Return valid data, without the values that would spoil it; or say what does."""
    form = schema.load("initiative")
    while True:
        filled = data
        for where, value in _with_notes(values, mapping, left_out).items():
            filled = put(filled, where, value)
        violation = next(iter(form.violations(filled)), None)
        if violation is None:
            valid: dict[str, Any] = _in_order(filled, form.root)
            return valid
        spoiling = [source for source in mapping.sources if _concerns(violation.pointer, source.target)]
        spoiling = [source for source in spoiling if source.target in values and source.target not in REQUIRED]
        if not spoiling:
            return violation
        for source in spoiling:
            del values[source.target]
            cell = _text(row, source, mapping) if source.columns else str(source.fixed)
            left_out.append(LeftOut(_columns(source), cell, f"does not fit: {violation.message}"))


def _with_notes(values: dict[Pointer, Any], mapping: Mapping, left_out: list[LeftOut]) -> dict[Pointer, Any]:
    if not left_out or not mapping.keeps_left_out:
        return values
    notes = [values["/notes"]] if "/notes" in values else []
    return {**values, "/notes": "\n".join([*notes, *(f"{each.column}: {each.cell}" for each in left_out)])}


def _concerns(violation: Pointer, target: Pointer) -> bool:
    """Tell whether leaving a field out may mend a violation: it is there, or beside a key that is missing."""
    beside = violation.rpartition("/")[0]
    return within(violation, target) or within(target, violation) or (beside != "" and within(target, beside))


def _ids(table: Table, mapping: Mapping) -> dict[int, tuple[str, str]]:
    """Give every row an id of its own, in their order; with it the id it would have alone."""
    ids: dict[int, tuple[str, str]] = {}
    taken = set(_RESERVED)
    last: dict[str, int] = {}
    for row in table.rows:
        words = " ".join(_cell(row, column, mapping) for column in mapping.id_columns)
        wanted = chosen = _cut(guess.slug(words), mapping.id_length) or f"row-{row.number}"
        while chosen in taken:
            last[wanted] = last.get(wanted, 1) + 1
            suffix = f"-{last[wanted]}"
            chosen = _cut(wanted, mapping.id_length - len(suffix)) + suffix
        taken.add(chosen)
        ids[row.number] = chosen, wanted
    return ids


def _cut(text: str, length: int) -> str:
    """Cut an id to a length, between words unless that takes more than half of it."""
    if len(text) <= length:
        return text
    words = text[: length + 1].rpartition("-")[0]
    return words if len(words) > length // 2 else text[:length].strip("-")


def _columns(source: Source) -> str:
    return " + ".join(column.name for column in source.columns) or source.name


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else "?" for character in text)


def _in_order(data: Any, field: Field | None) -> Any:
    """Return data with its keys in the order of the schema."""
    if isinstance(data, list):
        return [_in_order(item, field.item if field else None) for item in data]
    if not isinstance(data, dict) or field is None:
        return data
    return {key: _in_order(data[key], below) for key, below in field.fields.items() if key in data}
