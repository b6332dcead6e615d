"""What a cell of an inventory says, read for the field that it feeds."""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

from .. import guess
from ..schema import Field

Reader = Callable[[str], Any]
"""Gives what a cell says, or raises `Unreadable`."""

_EITHER = re.compile(r"(?<![0-9.,])[1-9][0-9]{0,2}[.,][0-9]{3}(?![0-9.,])")
"""Such as 50.000 and 50,000: fifty thousand to some, fifty to others."""
_DIGITS = re.compile(r"[0-9](?:[0-9.,'’_\s]*[0-9])?")  # noqa: RUF001
_WHOLE = {
    mark: re.compile(rf"[0-9]+|[0-9]{{1,3}}(?:[{thousands}'’_\s][0-9]{{3}})+")  # noqa: RUF001
    for mark, thousands in ((".", ","), (",", "."))
}
_NUMBER = re.compile(r"[-+]?[0-9]{1,15}(\.[0-9]{1,6})?")
_DECIMALS = re.compile(r"(?<![0-9.,])(?:0|[0-9]+)\.[0-9]{3,}(?![0-9.,])")
"""What is no whole number and could be taken for one with thousands, such as 0.500."""
_YES_NO = {"yes": True, "y": True, "true": True, "no": False, "n": False, "false": False}


class Unreadable(Exception):  # noqa: N818  # a judgement of a cell, not a mistake in the program
    """A cell that cannot be read for its field; says why, as what follows the cell in a sentence."""


class Dates(NamedTuple):
    """How days are written, and between which days they make sense."""

    formats: tuple[str, ...]
    earliest: str
    latest: str

    def read(self, cell: str) -> str:
        """Return the day in a cell as year-month-day.

        Raises:
            Unreadable: it has none of the formats, or lies outside.

        """
        for form in self.formats:
            try:
                found = datetime.strptime(cell, form).date().isoformat()  # noqa: DTZ007  # a day has no time zone
            except ValueError:
                continue
            if found < self.earliest:
                raise Unreadable(f"is before {self.earliest}")
            if found > self.latest:
                raise Unreadable(f"is after {self.latest}")
            return found
        raise Unreadable(f"is no day written as {' or '.join(self.formats)}")


class Numbers(NamedTuple):
    """How numbers are written: the mark before the decimals, if the mapping says it."""

    decimal_mark: str | None = None

    def plain(self, cell: str) -> str:
        """Return a cell with its number written without marks but a decimal point.

        Raises:
            Unreadable: a mark in it may mean decimals as well as thousands, or stands where it cannot.

        """
        if self.decimal_mark is None:
            if _EITHER.search(cell):
                raise Unreadable("may mean decimals or thousands; the mapping can tell with `decimal_mark:`")
            return cell
        match = _DIGITS.search(cell)
        if match is None:
            return cell
        whole, _, decimals = match[0].partition(self.decimal_mark)
        if not _WHOLE[self.decimal_mark].fullmatch(whole) or not re.fullmatch("[0-9]*", decimals):
            raise Unreadable(f"is no number with {self.decimal_mark} before its decimals")
        written = re.sub("[^0-9]", "", whole) + (f".{decimals}" if decimals.strip("0") else "")
        return cell[: match.start()] + written + cell[match.end() :]


def clean(cell: str, whitespace: str) -> str:
    """Return a cell without the blanks that nobody means; ``whitespace`` is trim, collapse or keep."""
    if whitespace == "keep":
        return cell if cell.strip() else ""
    if whitespace == "collapse":
        return " ".join(cell.split())
    return "\n".join(line.strip() for line in cell.replace("\t", " ").splitlines()).strip()


def plain(text: str) -> str:
    """Return a text in the form in which words of an inventory are compared: without case and odd spaces."""
    return " ".join(text.split()).casefold()


def reader(field: Field, dates: Dates, numbers: Numbers) -> Reader:
    """Return the function that reads cells for a field, or for one item of it."""
    field = field.item if field.kind == "list" and field.item else field
    match field.form:
        case "date" | "session":
            return dates.read
        case "money" | "amount":
            return lambda cell: _whole_number(numbers.plain(cell))
        case "measure" | "baseline":
            return lambda cell: _measure(numbers.plain(cell))
    if "enum" in field.schema:
        return _one_of(field.schema["enum"])
    return (lambda cell: _whole_number(numbers.plain(cell))) if field.schema.get("type") == "integer" else str


def _whole_number(cell: str) -> int:
    number = None if _DECIMALS.search(cell) else guess.amount(cell)
    if number is None:
        raise Unreadable("is no whole number")
    return number


def _measure(cell: str) -> int | float | str:
    """Read a number; a percent sign stays, and so does ``unknown``, which the schema allows for a baseline."""
    if _NUMBER.fullmatch(cell):
        return float(cell) if "." in cell else int(cell)
    if _NUMBER.fullmatch(cell.removesuffix("%").rstrip()):
        return cell
    if plain(cell) == "unknown":
        return "unknown"
    raise Unreadable("is no number")


def _one_of(options: list[Any]) -> Reader:
    texts = [option for option in options if isinstance(option, str)]
    words: dict[str, Any] = {option.casefold(): option for option in texts}
    if True in options and "partly" not in options:
        words |= _YES_NO

    def read(cell: str) -> Any:
        if plain(cell) not in words:
            raise Unreadable(f"is none of {', '.join(texts)}")
        return words[plain(cell)]

    return read
