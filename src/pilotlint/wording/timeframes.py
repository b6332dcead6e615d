"""Whether a time has an end, and whether that end stays where it is."""

import re
from collections.abc import Sequence
from typing import NamedTuple

from . import marks
from .lexicon import SHIPPED, Vocabulary
from .placeholders import placeholder
from .text import Word, read, remembered, tidy

_FIGURES = re.compile(r"(?<=[^\W0-9_])(?=[0-9])|(?<=[0-9])(?=[^\W0-9_])")
"""Where figures meet letters: Q3, FY27, 6months."""
_DATE = re.compile(r"(?<![0-9./-])[0-9]{1,2}([./-])\s?[0-9]{1,2}\1\s?[0-9]{2}(?![0-9])")
"""With a year of two figures; one of four is found as a word."""
_YEARS = range(2015, 2100)
_SHORT_YEARS = range(20, 60)
_FULL = 4
"""So many figures has a year."""
_MONTHS, _DAYS, _WEEKS = 12, 31, 53


class _Ends(NamedTuple):
    """The ends of a time that a text speaks of."""

    fixed: bool = False
    """A year, a date, a number of weeks."""
    relative: bool = False
    """Next month, December, the end of the year."""


def bounded(text: str, known: Vocabulary = SHIPPED) -> bool:
    """Tell whether a time has an end: a date, a quarter, a year, a duration, a dated event."""
    ends = _ends(text, known)
    return ends.fixed or ends.relative


def ages_badly(text: str, known: Vocabulary = SHIPPED) -> bool:
    """Tell whether a time is bounded only for those who know the day it was written on, such as "next month"."""
    ends = _ends(text, known)
    return ends.relative and not ends.fixed


@remembered
def _ends(text: str, known: Vocabulary) -> _Ends:
    if placeholder(text, known):
        return _Ends()
    text = tidy(text)
    words = read(_FIGURES.sub(" ", text), known)
    places = range(len(words))
    # "since 2024" and "2026 onwards" begin and do not end, a duration always does
    beginnings = _beginnings(words)
    ends = [place for place in places if place not in beginnings]
    fixed = any(_duration(words, place) for place in places) or any(_year(words, place) for place in ends)
    relative = any(_point(words, place) for place in ends) or any(_from_today(words, place) for place in places)
    return _Ends(fixed or bool(ends and _DATE.search(text)), relative)


def _beginnings(words: Sequence[Word]) -> set[int]:
    """Return the places that speak of when a time begins."""
    until = [place for place, word in enumerate(words) if word.marks & marks.TIME_UNTIL]
    if not until and any(word.marks & marks.TIME_ONWARDS for word in words):
        return set(range(len(words)))
    beginnings = set()
    begun = False
    for place, word in enumerate(words):
        if word.marks & marks.TIME_UNTIL or word.opens_clause():
            begun = False
        elif word.marks & marks.TIME_START:
            begun = True
        if begun:
            beginnings.add(place)
    return beginnings


def _duration(words: Sequence[Word], place: int) -> bool:
    """Tell whether a unit of time stands here with a number before it, and nothing that takes the end away."""
    start = _number_before(words, place)
    if start == place:
        return False
    if start == place - 1 and _year(words, start):
        return False
    before = [] if words[start].opens_clause() else words[max(0, start - 2) : start]
    if len(before) > 1 and not before[1].marks & marks.SMALL:
        before = before[1:]
    return not any(word.marks & (marks.AT_LEAST | marks.THIS_OR_NEXT) for word in before)


def _number_before(words: Sequence[Word], place: int) -> int:
    """Return where the number of a unit begins; the place of the unit itself when there is none."""
    start = place
    if words[place].marks & marks.UNITS:
        while start and _is_number(words[start - 1]) and not words[start].opens_clause():
            start -= 1
    return start


def _is_number(word: Word) -> bool:
    return bool(word.marks & marks.NUMBERS) and not word.marks & marks.AT_LEAST


def _year(words: Sequence[Word], place: int) -> bool:
    """Tell whether a year stands here: 2027, FY27, Q3 27."""
    number = words[place].plain
    if len(number) == _FULL:
        return number.isdecimal() and int(number) in _YEARS
    if not place or _short(words[place]) is None:
        return False
    if words[place - 1].marks & marks.NUMBERED_YEARS:
        return True
    if place == 1 or _short(words[place]) not in _SHORT_YEARS:
        return False
    return _numbered(words, place - 2) or (_short(words[place - 2]) is not None and _numbered(words, place - 1))


def _short(word: Word) -> int | None:
    """Return a number of one or two figures."""
    return int(word.plain) if word.plain.isdecimal() and len(word.plain) < _FULL - 1 else None


def _point(words: Sequence[Word], place: int) -> bool:
    """Tell whether a point in a year stands here, such as "December" and "Q3"."""
    return bool(words[place].marks & marks.SEASONS) or _numbered(words, place) or _day(words, place)


def _numbered(words: Sequence[Word], place: int) -> bool:
    """Tell whether a numbered period stands here, such as "week 32"; 3Q is one as well."""
    if not words[place].marks & marks.NUMBERED:
        return False
    beside = [_short(words[index]) for index in (place - 1, place + 1) if 0 <= index < len(words)]
    return any(number is not None and number <= _WEEKS for number in beside)


def _day(words: Sequence[Word], place: int) -> bool:
    """Tell whether a day and a month stand here: "by 30.6."."""
    pair = words[place : place + 2]
    if not place or not words[place - 1].marks & marks.TIME_UNTIL or pair[-1].before not in (".", "/"):
        return False
    low, *high = sorted(number for word in pair if (number := _short(word)) is not None) or [0]
    return bool(high) and low <= _MONTHS and high[0] <= _DAYS


def _from_today(words: Sequence[Word], place: int) -> bool:
    """Tell whether a span counted from the day of reading stands here: "next month", "the next two quarters"."""
    if not words[place].marks & marks.UNITS:
        return False
    start = _number_before(words, place)
    return bool(start and words[start - 1].marks & marks.THIS_OR_NEXT and not words[start].opens_clause())
