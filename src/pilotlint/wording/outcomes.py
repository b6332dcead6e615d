"""Whether the blanks of an outcome say something only this initiative would say."""

from collections.abc import Sequence

from . import marks
from .placeholders import placeholder
from .sieve import Sieve, telling
from .text import Word, read, remembered, tidy

_EMPTY = marks.SLOGANS | marks.GENERIC | marks.VAGUE_MEASURES
_ANYBODYS = _EMPTY | marks.EVERYONE | marks.ANY_TECHNOLOGY | marks.OUTPUTS | marks.USES | marks.ACCESS | marks.CAUSES
_NO_CONTENT = marks.SMALL | marks.LINKS | marks.AFTER_SUBJECT | marks.NUMBERS
_SIEVE = Sieve(_EMPTY | marks.ANY_TECHNOLOGY)

_LONG = 9
"""With as many words, one in eight may be one that no list knows."""


@remembered
def vague(text: str) -> bool:
    """Tell whether a text holds slogan words only, without a task, a role or an object."""
    text = tidy(text)
    if telling(text) or not _SIEVE.holds(text) or placeholder(text):
        return False
    return fits_any(read(text))


def fits_any(words: Sequence[Word]) -> bool:
    """Tell whether the words of a text that is no placeholder are slogan words only."""
    content = [word for word in words if not word.marks & _NO_CONTENT or word.marks & _EMPTY]
    if any(word.marks & marks.ACCESS for word in words) and any(word.marks & marks.ANY_TECHNOLOGY for word in words):
        return False
    unknown = [word for word in content if not word.marks & _ANYBODYS]
    if not any(word.marks & (_EMPTY | marks.ANY_TECHNOLOGY) for word in content) or _names_someone(words):
        return False
    if not unknown or _just_an_acronym(unknown, content):
        return True
    return len(content) >= _LONG and 8 * len(unknown) <= len(content)


@remembered
def names_a_group(text: str) -> bool:
    """Tell whether a text names a role, a team, a site or a customer segment, and not just everyone."""
    if placeholder(text):
        return False
    if telling(tidy(text)):
        return True
    nobody_special = _NO_CONTENT | marks.EVERYONE | marks.GENERIC | marks.USES | marks.ANY_TECHNOLOGY | marks.NOBODY
    return any(not word.marks & nobody_special or word.marks & marks.PEOPLE for word in read(tidy(text)))


def _names_someone(words: Sequence[Word]) -> bool:
    return any(word.marks & marks.PEOPLE and not word.marks & marks.EVERYONE for word in words)


def _just_an_acronym(unknown: Sequence[Word], content: Sequence[Word]) -> bool:
    """Tell whether the only word that says something is a few capitals inside the slogan: "Faster FBI operations"."""
    if len(unknown) != 1 or not unknown[0].is_acronym() or all(word.typed.isupper() for word in content):
        return False
    return unknown[0] is not content[-1] and any(word.marks & marks.SLOGANS for word in content)
