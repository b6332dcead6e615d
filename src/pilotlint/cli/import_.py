"""`pilotlint import`: make initiatives of the rows of an inventory."""

import os
import re
from collections import Counter
from collections.abc import Iterator

import click

from ..formatters.style import printable
from ..inventory import convert
from ..inventory import file as inventory_file
from ..inventory import mapping as inventory_mapping
from ..inventory.convert import Imported, Skipped
from ..inventory.file import Table
from ..inventory.mapping import Mapping
from ..model import InputError
from . import common

ROWS_SKIPPED = 1

_LONGEST_SHOWN = 70


@click.command("import", epilog="Exit codes: 0 every row is a file now, 1 some rows were skipped, 2 wrong use.")
@click.argument("file")
@common.options(
    click.option("--mapping", "mapping_path", metavar="MAP", required=True, help="Which column feeds which field."),
    click.option(
        "--to", "folder", metavar="DIR", default="initiatives", help="Where the files go; initiatives if not given."
    ),
    click.option("--rows", metavar="ROWS", help="Only these rows, as the spreadsheet counts: 5,17,40-44."),
    click.option("--encoding", metavar="NAME", help="How the inventory is encoded, such as cp1252."),
    click.option("--dry-run", is_flag=True, help="Say what would happen and write nothing."),
)
def command(file: str, mapping_path: str, folder: str, rows: str | None, encoding: str | None, dry_run: bool) -> int:
    """Make an initiative file of each row of a CSV inventory.

    A mapping says which column feeds which field. What the inventory does not tell stays out of the files, and files
    that exist are never touched.
    """
    mapping = inventory_mapping.load(mapping_path, _content(mapping_path))
    table = inventory_file.read(
        file, _content(file), encoding=encoding or mapping.encoding, delimiter=mapping.delimiter
    )
    selected = None if rows is None else _selected(rows, table)
    outcomes = convert.convert(table, mapping, selected)
    outcomes = _without_existing(outcomes, folder) if dry_run else _write(outcomes, folder)
    for line in _summary(
        table, mapping, outcomes, f"would be written to {folder}" if dry_run else f"written to {folder}"
    ):
        click.echo(printable(line))
    return ROWS_SKIPPED if any(isinstance(outcome, Skipped) for outcome in outcomes) else 0


def _content(path: str) -> bytes:
    try:
        with open(path, "rb") as file:
            return file.read()
    except OSError as error:
        raise InputError(f"this file cannot be read: {error.strerror}.", path=path) from error


def _selected(rows: str, table: Table) -> set[int]:
    """Read which rows are wanted."""
    known = {row.number for row in table.rows}
    selected: set[int] = set()
    for part in rows.split(","):
        match = re.fullmatch(r"([0-9]{1,9})(?:-([0-9]{1,9}))?", part.strip())
        if not match:
            raise InputError(
                f"--rows {rows}: {part.strip()!r} is no row. Write numbers and ranges, such as 5,17,40-44."
            )
        first, last = int(match[1]), int(match[2] or match[1])
        found = {number for number in known if first <= number <= last}
        if not found:
            raise InputError(
                f"--rows {rows}: there is nothing in {part.strip()}; the rows are {min(known)} to {max(known)}."
            )
        selected |= found
    return selected


def _without_existing(outcomes: list[Imported | Skipped], folder: str) -> list[Imported | Skipped]:
    """Skip initiatives whose file exists; names that differ in case only are one file on many disks."""
    try:
        names = {name.casefold() for name in os.listdir(folder)}
    except FileNotFoundError:
        return outcomes
    except OSError as error:
        raise InputError(f"this folder cannot be used: {error.strerror}.", path=folder) from error
    return [
        _existing(outcome)
        if isinstance(outcome, Imported) and names & {f"{outcome.id}.yaml", f"{outcome.id}.yml"}
        else outcome
        for outcome in outcomes
    ]


def _existing(outcome: Imported) -> Skipped:
    return Skipped(outcome.row, outcome.name, "its file exists already")


def _write(outcomes: list[Imported | Skipped], folder: str) -> list[Imported | Skipped]:
    """Create the files; one that turns up meanwhile, or is a link to nowhere, stays as it is."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise InputError(f"this folder cannot be made: {error.strerror}.", path=folder) from error
    done: list[Imported | Skipped] = []
    for outcome in _without_existing(outcomes, folder):
        path = os.path.join(folder, f"{outcome.id}.yaml") if isinstance(outcome, Imported) else ""
        try:
            done.append(_created(path, outcome) if isinstance(outcome, Imported) else outcome)
        except OSError as error:
            written = sum(isinstance(each, Imported) for each in done)
            message = f"this file cannot be written: {error.strerror}. {written:,} files were written before it."
            raise InputError(message, path=path) from error
    return done


def _created(path: str, initiative: Imported) -> Imported | Skipped:
    try:
        file = open(path, "xb")  # noqa: SIM115  # closed below; only a file that was created here is ever removed
    except FileExistsError:
        return _existing(initiative)
    try:
        with file:
            file.write(initiative.text.encode())
    except OSError:
        os.unlink(path)
        raise
    return initiative


def _summary(table: Table, mapping: Mapping, outcomes: list[Imported | Skipped], fate: str) -> Iterator[str]:
    imported = [outcome for outcome in outcomes if isinstance(outcome, Imported)]
    selected = "" if len(outcomes) == len(table.rows) else f", {len(outcomes):,} of them selected"
    yield f"{table.path}: {common.count(len(table.rows), 'row')}{selected}, read as {table.encoding}."
    if table.evidence:
        yield f"The encoding is a guess: use --encoding if these look wrong: {' '.join(table.evidence)}"
    yield f"{common.count(len(imported), 'file')} {fate}."
    yield from _skipped([outcome for outcome in outcomes if isinstance(outcome, Skipped)])
    yield from _left_out(imported, mapping)
    yield from _renamed([outcome for outcome in imported if outcome.id != outcome.wanted_id])


def _skipped(outcomes: list[Skipped]) -> Iterator[str]:
    for reason in dict.fromkeys(outcome.reason for outcome in outcomes):
        rows = [outcome for outcome in outcomes if outcome.reason == reason]
        yield ""
        yield f"{common.count(len(rows), 'row')} skipped: {_short(reason)}"
        yield from (f"  row {outcome.row}: {_short(outcome.name)}" for outcome in rows)


def _left_out(outcomes: list[Imported], mapping: Mapping) -> Iterator[str]:
    cells = [(each.column, each.reason, each.cell, outcome.row) for outcome in outcomes for each in outcome.left_out]
    if cells:
        yield ""
        yield f"{common.count(len(cells), 'cell')} {'kept in the notes' if mapping.keeps_left_out else 'left out'}:"
    first = {(column, reason): f"“{_short(cell)}” in row {row}" for column, reason, cell, row in reversed(cells)}
    for (column, reason), number in Counter(cell[:2] for cell in cells).most_common():
        yield f"  {number:,} in “{_short(column)}”: {first[column, reason]} {reason}"


def _renamed(outcomes: list[Imported]) -> Iterator[str]:
    if outcomes:
        yield ""
        yield f"{common.count(len(outcomes), 'id')} made different from the same id of a row above:"
    yield from (f"  row {outcome.row}: {outcome.id}" for outcome in outcomes)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_SHOWN else line[: _LONGEST_SHOWN - 1] + "…"
