"""How often something happens, in days, as people say it; the phrases are data in ``cadences.yaml``."""

import os
import re
from functools import cache
from typing import NamedTuple

from .. import document
from .lexicon import SHIPPED, WORD, Vocabulary, fold, is_cjk
from .placeholders import placeholder
from .text import remembered, tidy

_FILE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "cadences.yaml")
_PHRASES = {"day": 1, "week": 7, "two_weeks": 14, "month": 31, "quarter": 92, "half_year": 184, "year": 366}
"""How many days at most lie between two times, by list."""
_UNITS = {"days": 1, "weeks": 7, "months": 31}


class _Lists(NamedTuple):
    """What the lists know, folded."""

    phrases: dict[str, int]
    weekdays: frozenset[str]
    every: re.Pattern[str]
    """Finds a number and its unit: "every 6 weeks"."""
    units: dict[str, int]


@remembered
def cadence(text: str, known: Vocabulary = SHIPPED) -> int:
    """Return how many days lie between two times, when something happens as often as a text says; 0 if it does not.

    What is said first counts; a day of the week only where nothing else is said: "first Monday of every month".
    """
    text = tidy(text)
    if placeholder(text, known):
        return 0
    lists = _lists()
    said = f" {_plain(text)} "
    places = [
        (said.index(searched), -len(phrase), days)
        for phrase, days in lists.phrases.items()
        if (searched := phrase if is_cjk(phrase) else f" {phrase} ") in said
    ]
    if match := lists.every.search(said):
        places.append((match.start(), -len(match[0]), int(match["number"]) * lists.units[match["unit"]]))
    if places:
        return min(places)[2]
    return _PHRASES["week"] if any((day if is_cjk(day) else f" {day} ") in said for day in lists.weekdays) else 0


@cache
def _lists() -> _Lists:
    with open(_FILE, "rb") as file:
        languages = document.read(file.read()).data.values()
    phrases: dict[str, int] = {}
    units: dict[str, int] = {}
    weekdays: set[str] = set()
    every: set[str] = set()
    for lists in languages:
        folded = {key: [_plain(phrase) for phrase in re.split(r"[,\n]", entries)] for key, entries in lists.items()}
        phrases |= {phrase: days for key, days in _PHRASES.items() for phrase in folded[key] if phrase}
        units |= {unit: days for key, days in _UNITS.items() for unit in folded.get(key, ())}
        weekdays |= set(filter(None, folded["weekdays"]))
        every |= set(folded.get("every", ()))
    number_and_unit = rf" (?:{'|'.join(every)}) (?P<number>[1-9][0-9]?) (?P<unit>{'|'.join(units)}) "
    return _Lists(phrases, frozenset(weekdays), re.compile(number_and_unit), units)


def _plain(text: str) -> str:
    """Return the words of a text without capitals and accents, and nothing between them."""
    return " ".join(WORD.findall(fold(text)))
