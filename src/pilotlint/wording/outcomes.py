"""Whether the blanks of an outcome say something only this initiative would say."""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from . import marks
from .lexicon import SHIPPED, Vocabulary
from .placeholders import placeholder
from .sieve import Sieve, telling
from .text import Word, read, remembered, tidy

EMPTY = marks.SLOGANS | marks.GENERIC | marks.VAGUE_MEASURES
_ANYBODYS = EMPTY | marks.EVERYONE | marks.ANY_TECHNOLOGY | marks.OUTPUTS | marks.USES | marks.ACCESS | marks.CAUSES
_NO_CONTENT = marks.SMALL | marks.LINKS | marks.AFTER_SUBJECT | marks.NUMBERS
_SIEVE = Sieve(EMPTY | marks.ANY_TECHNOLOGY)

_LONG = 9
"""With as many words, one in eight may be one that no list knows."""


@remembered
def vague(text: str, known: Vocabulary = SHIPPED) -> bool:
    """Tell whether a text holds slogan words only, without a task, a role or an object."""
    text = tidy(text)
    if telling(text, known) or not _SIEVE.holds(text, known) or placeholder(text, known):
        return False
    return fits_any(read(text, known))


def fits_any(words: Sequence[Word]) -> bool:
    """Tell whether the words of a text that is no placeholder are slogan words only."""
    told = reduce(or_, [word.marks for word in words], 0)
    if not told & (EMPTY | marks.ANY_TECHNOLOGY) or (told & marks.ACCESS and told & marks.ANY_TECHNOLOGY):
        return False
    if told & marks.PEOPLE and _names_someone(words):
        return False
    if sum(bool(word.marks & marks.WORK_OBJECTS) for word in words) > 1:
        return False  # "time from order to delivery"
    content = [word for word in words if not word.marks & _NO_CONTENT or word.marks & EMPTY]
    unknown = [word for word in content if not word.marks & _ANYBODYS]
    if not any(word.marks & (EMPTY | marks.ANY_TECHNOLOGY) for word in content):
        return False
    if not unknown or _just_an_acronym(unknown, content):
        return True
    return len(content) >= _LONG and 8 * len(unknown) <= len(content)


@remembered
def names_a_group(text: str, known: Vocabulary = SHIPPED) -> bool:
    """Tell whether a text names a role, a team, a site or a customer segment, and not just everyone."""
    if placeholder(text, known):
        return False
    text = tidy(text)
    if telling(text, known):
        return True
    nobody_special = _NO_CONTENT | marks.EVERYONE | marks.GENERIC | marks.USES | marks.ANY_TECHNOLOGY | marks.NOBODY
    return any(not word.marks & nobody_special or word.marks & marks.PEOPLE for word in read(text, known))


def _names_someone(words: Sequence[Word]) -> bool:
    return any(word.marks & marks.PEOPLE and not word.marks & marks.EVERYONE for word in words)


def _just_an_acronym(unknown: Sequence[Word], content: Sequence[Word]) -> bool:
    """Tell whether the only word that says something is a few capitals inside the slogan: "Faster FBI operations"."""
    if len(unknown) != 1 or not unknown[0].is_acronym() or all(word.typed.isupper() for word in content):
        return False
    return unknown[0] is not content[-1] and any(word.marks & marks.SLOGANS for word in content)
