"""The word lists of all languages, read once and asked by the other modules of this package."""

import os
import re
import unicodedata
from functools import cache, lru_cache
from itertools import chain
from typing import Final

from .. import document
from . import marks

LONGEST_PHRASE: Final = 7
"""In words."""
LONGEST_CJK: Final = 12
"""In characters."""

_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "words")
_CJK_FILES = frozenset(("ja.yaml", "zh.yaml"))
_ACCENTS = re.compile("[\u0300-\u036f]+")
_SHORTEST_STEM, _LONGEST_STEM = 3, 24


def fold(text: str) -> str:
    """Return a text without capitals and accents, for comparing."""
    if text.isascii():
        return text.lower()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe")))
    return unicodedata.normalize("NFC", bare.upper().casefold())


class Lexicon:
    """What word lists know of a word or a phrase."""

    def __init__(self, lists: dict[int, list[str]], stems: list[tuple[str, int]], *, cjk: bool) -> None:
        self._lists = [(mark, frozenset(words)) for mark, words in lists.items()]
        everything = chain.from_iterable(lists.values())
        self.phrases = frozenset(everything if cjk else [entry for entry in everything if " " in entry])
        """What is longer than the words a text falls into: several words, or in Chinese and Japanese any word."""
        self.pairs = frozenset([tuple(phrase.split(" ", 2)[:2]) for phrase in self.phrases if " " in phrase])
        """The first two words of phrases."""
        self._beginnings: dict[str, int] = {}
        self._endings: dict[str, int] = {}
        for stem, mark in stems:
            ends = self._beginnings if stem.endswith("~") else self._endings
            ends[stem.strip("~")] = ends.get(stem.strip("~"), 0) | mark
        self.marks = lru_cache(maxsize=20_000)(self._marks)
        """Return what a folded word or phrase can be."""
        self.pairs_of = cache(self._pairs_of)
        """Return the first two words of the phrases that can be something."""
        self.word = lru_cache(maxsize=20_000)(self._word)
        """Return a word folded, and what it can be."""

    def _pairs_of(self, mark: int) -> frozenset[tuple[str, str]]:
        fitting = (words for found, words in self._lists if found & mark)
        phrases = (entry.split(" ") for words in fitting for entry in words if " " in entry)
        return frozenset((first, second) for first, second, *_ in phrases)

    def _word(self, typed: str) -> tuple[str, int]:
        plain = fold(typed)
        return plain, self.marks(plain)

    def _marks(self, word: str) -> int:
        found = marks.NUMBERS if word[:1].isdecimal() else 0
        for mark, words in self._lists:
            if word in words:
                found |= mark
        for cut in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
            found |= self._beginnings.get(word[:cut], 0) | self._endings.get(word[-cut:], 0)
        return found


@cache
def lexicon(*, cjk: bool) -> Lexicon:
    """Return the lists of Chinese and Japanese, or of all other languages that have a file in the folder ``words``."""
    found: dict[int, list[str]] = {}
    stems: list[tuple[str, int]] = []
    for name in sorted(os.listdir(_FOLDER)):
        if (name in _CJK_FILES) is not cjk:
            continue
        with open(os.path.join(_FOLDER, name), "rb") as file:
            lists: dict[str, str] = document.read(file.read()).data
        # A whole file at once, and without a pattern for every character: that is ten times faster than word by word.
        text = "\0".join(lists.values()).replace("\n", ", ")
        for key, entries in zip(lists, (text if cjk else _plain(text)).split("\0"), strict=True):
            mark: int = getattr(marks, key.upper())
            words = entries.strip(", ").split(", ")
            found.setdefault(mark, []).extend(words)
            if "~" in entries:
                stems += [(word, mark) for word in words if "~" in word]
    return Lexicon(found, stems, cjk=cjk)


def _plain(text: str) -> str:
    """Return lists as `text.read` sees words: without capitals, accents and what may stand within a phrase."""
    if not text.isascii():
        # faster than `fold`, and the same for the letters of European languages
        text = text.casefold().replace("œ", "oe")
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    text = text.lower()
    for sign in "-/'.":
        text = text.replace(sign, " ")
    return text.replace(" ,", ",")
