"""The bytes of a CSV inventory to rows, whatever encoding and delimiter it was saved with."""

import csv
import io
from collections import Counter
from typing import NamedTuple

from ..model import InputError, Position

_BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),  # before UTF-16, whose mark is the start of this one
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
    (b"\xef\xbb\xbf", "utf-8"),
)
_OTHER_FILES = {b"PK\x03\x04": "an Excel workbook", b"\xd0\xcf\x11\xe0": "an old Excel workbook", b"%PDF": "a PDF"}
_ENCODINGS = ("cp1252", "cp1250", "cp1251", "cp1253", "cp1254", "cp932", "gb18030", "big5", "cp949", "euc_jp")
"""What spreadsheets save in, besides UTF-8; where two read a file equally well, the earlier one is meant.

Without this list charset-normalizer takes English text with a few curly quotes for Central European or Mac text.
"""
_ZEROS = 5
"""More than one zero among so many bytes: UTF-16 that lacks its mark."""
_DELIMITERS = ",;\t|"
_SHOWN_CHARACTERS = 8


class Row(NamedTuple):
    """A row of the inventory that is not empty."""

    number: int
    """As a spreadsheet counts, where a cell with several lines is one row; the header is usually row 1."""
    cells: tuple[str, ...]


class Table(NamedTuple):
    """An inventory, read."""

    path: str
    encoding: str
    evidence: str
    """The most frequent characters beyond ASCII, when the encoding is a guess; empty when it is certain."""
    header: tuple[str, ...]
    """On one line each; equal names are told apart by a number in parentheses."""
    rows: tuple[Row, ...]


def read(path: str, content: bytes, *, encoding: str | None = None, delimiter: str | None = None) -> Table:
    """Read a CSV file; what is not told is found out.

    Raises:
        InputError: the file is empty, is no CSV, or its encoding or its quotes cannot be made out.

    """
    other = next((name for start, name in _OTHER_FILES.items() if content.startswith(start)), None)
    if other:
        raise InputError(f"this is {other}; save it as “CSV UTF-8” and import that file.", path=path)
    text, encoding, evidence = _decoded(path, content, encoding)
    limit = csv.field_size_limit(len(text) + 1)
    try:
        rows = _rows(path, text, delimiter or _likely_delimiter(text))
    finally:
        csv.field_size_limit(limit)
    if not rows:
        raise InputError("this file is empty.", path=path)
    if len(rows) == 1:
        raise InputError("this file has a header and no rows below it.", path=path)
    return Table(path, encoding, evidence, _told_apart(rows[0].cells), tuple(rows[1:]))


def _decoded(path: str, content: bytes, encoding: str | None) -> tuple[str, str, str]:
    """Return the text, its encoding, and what a guess is based on."""
    told = encoding or next((name for mark, name in _BYTE_ORDER_MARKS if content.startswith(mark)), None)
    name = told or _guess(path, content)
    try:
        text = content.decode(name)
        text.encode()  # a few encodings make halves of characters, which no file can hold
    except LookupError:
        raise InputError(f"there is no encoding called {name}; cp1252 and utf-8 are two.", path=path) from None
    except UnicodeError as error:
        start = error.start if isinstance(error, UnicodeDecodeError) else 0
        at = Position(content.count(b"\n", 0, start) + 1, 1)
        raise InputError(f"this line is not {name}; name the encoding with --encoding.", path=path, at=at) from None
    evidence = "" if told or name == "utf-8" else _frequent_characters(text)
    return text.removeprefix("\ufeff"), name, evidence


def _frequent_characters(text: str) -> str:
    characters = Counter(character for character in text if not character.isascii() and character.isprintable())
    return "".join(character for character, _ in characters.most_common(_SHOWN_CHARACTERS))


def _guess(path: str, content: bytes) -> str:
    """Return the encoding of bytes that do not say it."""
    if _ZEROS * content.count(0) > len(content):
        message = "this file is saved as UTF-16. Save it as UTF-8, or say so: --encoding utf-16-le."
        raise InputError(message, path=path)
    text = content.decode(errors="replace")
    odd = text.count("\ufffd")
    if not odd:
        return "utf-8"
    if sum(not character.isascii() for character in text) > 2 * odd:
        line = text.count("\n", 0, text.index("\ufffd")) + 1
        raise InputError(
            "most of this file is UTF-8, but not this line. Fix the line, or name the encoding with --encoding.",
            path=path,
            at=Position(line, 1),
        )
    import charset_normalizer  # noqa: PLC0415  # for files that are not UTF-8 only

    # Samples are taken here and there, and would miss the few lines that tell encodings apart.
    telling = b"\n".join(line for line in content.split(b"\n") if not line.isascii())
    likely = [
        (match.chaos, -match.coherence, _ENCODINGS.index(name), name)
        for match in charset_normalizer.from_bytes(telling, cp_isolation=list(_ENCODINGS))
        for name in match.could_be_from_charset
        if name in _ENCODINGS
    ]
    if not likely:
        raise InputError("the encoding of this file cannot be made out; name it with --encoding.", path=path)
    return min(likely)[-1]


def _likely_delimiter(text: str) -> str:
    """Return the delimiter that makes the most cells of the header."""
    return max(_DELIMITERS, key=lambda each: len(next(csv.reader(io.StringIO(text, newline=""), delimiter=each), [])))


def _rows(path: str, text: str, delimiter: str) -> list[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    rows: list[Row] = []
    number = 0
    while True:
        number += 1
        start = Position(reader.line_num + 1, 1)
        try:
            cells = next(reader)
        except StopIteration:
            return rows
        except csv.Error as error:
            problem = "opens a quote that never closes" if "end of data" in str(error) else "has text behind a quote"
            advice = "Double the quotes inside a cell, or save the file from a spreadsheet again."
            raise InputError(f"a cell in the row that starts here {problem}. {advice}", path=path, at=start) from None
        if any(cell.strip() for cell in cells):
            rows.append(Row(number, tuple(cells)))


def _told_apart(names: tuple[str, ...]) -> tuple[str, ...]:
    """Put the names of columns on one line each, and number those that stand several times."""
    plain = [" ".join(name.split()) for name in names]
    total = Counter(plain)
    seen: Counter[str] = Counter()
    header = []
    for name in plain:
        seen[name] += 1
        header.append(f"{name} ({seen[name]})" if name and total[name] > 1 else name)
    return tuple(header)
