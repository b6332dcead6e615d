"""What is known where libyaml stopped, and what is said about it."""

import re
from typing import NamedTuple

from ..model import Position, Span

CURLY = {"“": "”", "„": "“”", "«": "»", "‘": "’", "‚": "‘’"}  # noqa: RUF001  # as word processors type them
"""Quotes that are none to YAML, with what closes each."""
_LONGEST_SHOWN = 400


class Trouble(NamedTuple):
    """Where the parser stopped, and what it says about it."""

    problem: str
    context: str
    lines: list[str]
    at: Position
    opened: Position | None
    """Where the thing it was reading began, such as an opening brace or quote."""

    @property
    def line(self) -> str:
        """The line the parser stopped in."""
        return self.lines[self.at.line - 1] if self.at.line <= len(self.lines) else ""

    @property
    def key(self) -> str:
        """The key that the line gives a value to; empty when there is none."""
        match = re.match(r"\s*(?:-\s+)*([\w-]+)\s*:(\s|$)", self.line)
        return match[1] if match else ""

    @property
    def value(self) -> str:
        """What stands behind the line's key."""
        return self.line.partition(":")[2].strip()

    def rest_of_line(self, start: Position) -> Span:
        """Return the stretch from a position to the end of its line."""
        line = self.lines[start.line - 1] if start.line <= len(self.lines) else ""
        return Span(start, Position(start.line, max(start.column, len(line.rstrip())) + 1))

    def last_bracket(self) -> Position | None:
        """Return where the last bracket or brace opens before the place the parser stopped in."""
        if self.opened and "flow node" not in self.context:
            return self.opened
        for number in range(min(self.at.line, len(self.lines)), 0, -1):
            line = self.lines[number - 1][: self.at.column - 1 if number == self.at.line else None]
            if "[" in line or "{" in line:
                return Position(number, max(line.rfind("["), line.rfind("{")) + 1)
        return None

    def quoted(self) -> str:
        """Return the line's key with its value in quotes: what the author most likely has to type."""
        return f"{self.key}: {in_quotes(self.value)}" if self.key else in_quotes(self.value)

    def line_with(self, value: str) -> str | None:
        """Return the line with another value; None where a comment may follow, or it is too long to be shown."""
        before, colon, typed = self.line.partition(":")
        return f"{before}{colon} {value}" if self.key and " #" not in typed and len(typed) <= _LONGEST_SHOWN else None


class Explanation(NamedTuple):
    """A syntax error in the author's words."""

    message: str
    help: str
    span: Span
    fix: str | None = None
    """The line it begins on as it should be, where that is known to the letter."""


def in_quotes(text: str) -> str:
    """Put a text in the quotes that YAML knows, and take away curly ones around it."""
    shown = text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"
    escaped = _straight(shown).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _straight(text: str) -> str:
    return text[1:-1] if len(text) > 1 and text[-1] in CURLY.get(text[0], ()) else text
