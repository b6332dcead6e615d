"""What a text is about: jobs, worries, a single machine, data to come; the word lists are in ``topics``.

Each topic is a list of words and phrases per language. They are no part of ``words``: what stands there decides how a
text falls into words and phrases, and what a text is about should not change that.
"""

import os
import re
from functools import cache
from typing import Final, NamedTuple

from .. import document
from .lexicon import fold
from .text import remembered, tidy

_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "topics")
_WORD = re.compile(r"[^\W_]+")
_LONGEST: Final = 7
"""So many words may a phrase have."""
_UNSPACED: Final = frozenset(("ja.yaml", "zh.yaml"))


@remembered
def about_jobs(text: str) -> bool:
    """Tell whether a text is about people keeping or losing their jobs."""
    return _mentions("jobs", text)


@remembered
def confirmed(text: str) -> bool:
    """Tell whether a text says that somebody who may promise it has confirmed it: HR, a works council."""
    return _mentions("confirmed", text)


@remembered
def names_a_worry(text: str) -> bool:
    """Tell whether a text is about what most people worry about: their job, losing control, too little support."""
    return about_jobs(text) or _mentions("control", text) or _mentions("support", text)


@remembered
def waves_away(text: str) -> bool:
    """Tell whether a text waves a worry away: "they will get used to it", "resistance to change", "no concerns"."""
    return _mentions("waved_away", text)


@remembered
def on_one_machine(text: str) -> bool:
    """Tell whether a text names somebody's laptop, a notebook or a macro, and no platform it runs on."""
    return _mentions("one_machine", text) and not _mentions("platforms", text)


@remembered
def still_to_come(text: str) -> bool:
    """Tell whether a text speaks of what is to be rather than of what is: "once cleaned", "after the migration"."""
    return _mentions("still_to_come", text)


@remembered
def wants_cleaner_data(text: str) -> bool:
    """Tell whether a text speaks of data that are not good enough: "clean master data", "labels are incomplete"."""
    return _mentions("data", text) and _mentions("not_good_enough", text)


class _Topic(NamedTuple):
    """The words of one topic, in all languages."""

    phrases: frozenset[str]
    beginnings: tuple[str, ...]
    endings: tuple[str, ...]
    anywhere: tuple[str, ...]
    """In Chinese and Japanese, whose words are not set apart."""

    def is_in(self, text: str) -> bool:
        """Tell whether one of the words is in a folded text."""
        if any(entry in text for entry in self.anywhere):
            return True
        words = _WORD.findall(text)
        starts = range(len(words))
        return any(self._has(" ".join(words[at : at + size])) for size in range(1, _LONGEST + 1) for at in starts)

    def _has(self, phrase: str) -> bool:
        return phrase in self.phrases or phrase.startswith(self.beginnings) or phrase.endswith(self.endings)


def _mentions(topic: str, text: str) -> bool:
    return _topics()[topic].is_in(fold(tidy(text)))


@cache
def _topics() -> dict[str, _Topic]:
    found: dict[str, dict[str, list[str]]] = {}
    for name in sorted(os.listdir(_FOLDER)):
        with open(os.path.join(_FOLDER, name), "rb") as file:
            lists: dict[str, str] = document.read(file.read()).data
        for topic, entries in lists.items():
            known = found.setdefault(topic, {"phrases": [], "beginnings": [], "endings": [], "anywhere": []})
            for entry in fold(entries.strip().replace("\n", ", ")).split(", "):
                known[_kind(entry, name)].append(entry if name in _UNSPACED else _plain(entry))
    return {
        topic: _Topic(frozenset(kinds.pop("phrases")), **{kind: tuple(words) for kind, words in kinds.items()})
        for topic, kinds in found.items()
    }


def _kind(entry: str, file: str) -> str:
    if file in _UNSPACED:
        return "anywhere"
    return "beginnings" if entry.endswith("~") else "endings" if entry.startswith("~") else "phrases"


def _plain(entry: str) -> str:
    return " ".join(_WORD.findall(entry))
