"""How a text looks in a terminal: colour, width, and nothing a hostile file could do to it."""

import unicodedata
from typing import NamedTuple

_JOINERS = "\u200c\u200d"
_CODES = {"red": "31", "yellow": "33", "green": "32", "blue": "34", "bold": "1", "dim": "2"}


class Style(NamedTuple):
    """What the terminal at the other end can show."""

    colour: bool = False
    width: int | None = None
    """Where lines wrap; None leaves them whole, as for a file or a pipe."""

    def paint(self, text: str, *looks: str) -> str:
        """Colour a text, or leave it as it is."""
        if not self.colour or not text:
            return text
        return f"\x1b[{';'.join(_CODES[look] for look in looks)}m{text}\x1b[0m"


def printable(text: str) -> str:
    """Make characters visible that would control a terminal, reverse the direction of a text or hide in it.

    Text in a pull request is not to be trusted: an escape sequence could rewrite the verdict above it.
    """
    if text.isprintable():
        return text
    return "".join(character if _harmless(character) else _escaped(character) for character in text)


def columns(text: str) -> int:
    """Count the columns a printable text takes in a terminal; Chinese and Japanese characters take two."""
    return sum(_width(character) for character in text)


def _harmless(character: str) -> bool:
    return character.isprintable() or character in _JOINERS or unicodedata.category(character) == "Zs"


def _escaped(character: str) -> str:
    if character == "\t":
        return " "
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"  # noqa: PLR2004


def _width(character: str) -> int:
    if unicodedata.combining(character) or character in _JOINERS:
        return 0
    return 2 if unicodedata.east_asian_width(character) in {"W", "F"} else 1
