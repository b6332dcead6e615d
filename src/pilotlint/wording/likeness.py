"""What a text is about: the beginnings of the words that say something of their own, to tell look-alikes by."""

import re
from collections.abc import Iterator
from typing import Final

from . import marks
from .placeholders import placeholder
from .text import read, remembered, tidy

_SAID_OF_ALL = (
    marks.SMALL
    | marks.LINKS
    | marks.AFTER_SUBJECT
    | marks.SO_THAT
    | marks.NUMBERS
    | marks.EVERYONE
    | marks.SLOGANS
    | marks.GENERIC
    | marks.ANY_TECHNOLOGY
    | marks.OUTPUTS
    | marks.MACHINE_VERBS
    | marks.USES
    | marks.ACCESS
    | marks.CAUSES
)
_ENDING = re.compile(r"(?:ings?|ed|e?s|e)$")
_SHORT: Final = 4
"""A word of so few letters has no ending to lose."""
_LETTERS: Final = 6


@remembered
def stems(text: str) -> tuple[str, ...]:
    """Return the beginnings of the words that tell what a text is about: ``repli`` for replies, none for AI tool."""
    return () if placeholder(text) else tuple(dict.fromkeys(_stems(tidy(text))))


def _stems(text: str) -> Iterator[str]:
    for word in read(text):
        if not word.marks & _SAID_OF_ALL:
            for part in word.plain.split():
                bare = _ENDING.sub("", part) if len(part) > _SHORT else part
                yield bare.replace("y", "i")[:_LETTERS]
