"""What goes wrong with quotes, said to somebody who does not know YAML: where one was opened, and where to close it."""

import re

from ..model import Position
from .trouble import Explanation, Trouble, in_quotes

_KEY = r"\s*(?:-\s+)*[\w-]+\s*:"
_OPENED = re.compile(rf"(?:{_KEY}\s+|\s*-\s+)(?=[\"'])")
_LINE = re.compile(rf"{_KEY}(?:\s|$)|\s*- |\s*#")
_CLOSED = {'"': re.compile(r'(?:[^"\\]|\\.)*"', re.DOTALL), "'": re.compile(r"(?:[^']|'')*'")}
_FURTHEST = 50
"""As many lines above the place of trouble may have opened the quote."""


def wrapped_sentence(trouble: Trouble) -> Explanation | None:
    """Explain a text without quotes that goes on below its key, and has a colon there."""
    before = trouble.line[: trouble.at.column - 1]
    if "mapping values are not allowed" not in trouble.problem or not re.fullmatch(r"[^:]*\w [^:]*", before):
        return None
    if above := _begins_above(trouble.lines, trouble.at.line):
        beginning = trouble._replace(at=Position(above, 1))
        quote = "'" if '"' in beginning.value else '"'
        return Explanation(
            f"The text that begins on line {above} goes on here, and YAML takes the words before the colon for a key.",
            f"Put the whole text in quotes: line {above} begins `{beginning.key}: {quote}{beginning.value}`, and line "
            f"{_last_line(trouble.lines, trouble.at.line)} ends with another {quote}.",
            trouble.rest_of_line(Position(trouble.at.line, len(before) - len(before.lstrip()) + 1)),
        )
    return None


def backslash(trouble: Trouble) -> Explanation | None:
    """Explain a backslash that begins nothing YAML knows."""
    if "quoted scalar" not in trouble.context or not re.search("escape|hexdecimal", trouble.problem):
        return None
    return Explanation(
        "In double quotes a backslash begins a special character, and here it begins none that YAML knows.",
        "Put the text in single quotes, or type the backslash twice.",
        trouble.rest_of_line(trouble.at),
    )


def never_closed(trouble: Trouble) -> Explanation | None:
    """Explain a quote that nothing closes."""
    if not (trouble.opened and "quoted scalar" in trouble.context):
        return None
    quote = trouble.lines[trouble.opened.line - 1][trouble.opened.column - 1]
    return Explanation(
        "A text in quotes starts here and never ends.",
        f"Type another {quote} where the text ends, most likely at the end of line "
        f"{_last_line(trouble.lines, trouble.opened.line)}.",
        trouble.rest_of_line(trouble.opened),
    )


def ended_early(trouble: Trouble) -> Explanation | None:
    """Explain a text that a quote, or a bracket, has ended before its last word."""
    if "did not find expected" not in trouble.problem:
        return None
    if opened := _opened_above(trouble.lines, trouble.at):
        line = trouble.lines[opened.line - 1]
        quote = line[opened.column - 1]
        return Explanation(
            f"A text in quotes starts on line {opened.line} and is not closed there, so the next {quote} ends it, and "
            "YAML cannot read what follows.",
            f"End line {_last_line(trouble.lines, opened.line)} with another {quote}: the text that starts with "
            f"`{line.strip()}` most likely ends there.",
            trouble.rest_of_line(opened),
        )
    if trouble.line[: trouble.at.column - 1].strip():
        return Explanation(
            "The value has already ended where its quotes or brackets close; YAML cannot read what follows.",
            f"Put the whole value in one pair of quotes: `{trouble.key or 'key'}: {_in_one_pair(trouble)}`.",
            trouble.rest_of_line(trouble.at),
            trouble.line_with(_in_one_pair(trouble)),
        )
    return None


def _in_one_pair(trouble: Trouble) -> str:
    """Return the line's value as it was meant, where an apostrophe or an inner quote has ended it too early."""
    value = trouble.value
    if not trouble.key or value[:1] not in {"'", '"'}:
        return "'…'"
    if value[0] == "'":
        return in_quotes(value[1:].removesuffix("'"))
    return f"'{value}'" if "'" not in value else in_quotes(value)


def _opened_above(lines: list[str], at: Position) -> Position | None:
    """Return where a quote was opened on an earlier line that the parser saw closed right before it stopped."""
    for number in range(at.line - 1, max(at.line - _FURTHEST, 0), -1):
        match = _OPENED.match(lines[number - 1])
        if match is None:
            continue
        text = "\n".join([lines[number - 1][match.end() :], *lines[number : at.line]])
        closed = _CLOSED[text[0]].match(text, 1)
        if closed is None:
            continue
        passed = text[: closed.end()].split("\n")
        ends = (number + len(passed) - 1, len(passed[-1]))
        before = lines[at.line - 1][: at.column - 1].rstrip()
        if len(passed) > 1 and ends == (at.line, len(before)):
            return Position(number, match.end() + 1)
    return None


def _last_line(lines: list[str], number: int) -> int:
    """Return the line on which a text most likely ends: the last one before a line with a key of its own."""
    last = number
    for following in range(number + 1, len(lines) + 1):
        if _LINE.match(lines[following - 1]):
            break
        if lines[following - 1].strip():
            last = following
    return last


def _begins_above(lines: list[str], number: int) -> int | None:
    """Return the line with the key of a text without quotes that goes on, indented, on a line below it."""
    margin = _margin(lines[number - 1])
    for above in range(number - 1, max(number - _FURTHEST, 0), -1):
        line = lines[above - 1]
        if line.strip() and _margin(line) < margin:
            return above if re.match(rf"{_KEY}\s+[^\s\"'|>#\[{{]", line) else None
    return None


def _margin(line: str) -> int:
    return len(line) - len(line.lstrip())
