"""The word lists of all languages, read once and asked by the other modules of this package."""

import os
import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from pilotlint import document

from . import marks

CJK: Final = "々〆぀-ヿ㐀-鿿"
"""Chinese and Japanese letters, as a part of a character class: there are no blanks between words in them."""
LONGEST_PHRASE: Final = 7
"""In words."""
LONGEST_CJK: Final = 12
"""In characters."""

_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "words")
_CJK_FILES = frozenset(("ja.yaml", "zh.yaml"))
_ACCENTS = re.compile("[\u0300-\u036f]+")
_SHORTEST_STEM = 3


def fold(text: str) -> str:
    """Return a text without capitals and accents, for comparing."""
    if text.isascii():
        return text.lower()
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "oe")))
    return unicodedata.normalize("NFC", bare.upper().casefold())


class Lexicon:
    """What word lists know of a word or a phrase."""

    def __init__(self, lists: dict[int, list[str]], stems: list[tuple[str, int]]) -> None:
        self._lists = [(mark, frozenset(words)) for mark, words in lists.items()]
        self.phrases = frozenset().union(*[words for _, words in self._lists])
        """Everything in any list."""
        self.openers = frozenset([phrase.split(" ", 1)[0] for phrase in self.phrases if " " in phrase])
        """The first words of phrases."""
        self._beginnings: dict[str, int] = {}
        self._endings: dict[str, int] = {}
        for stem, mark in stems:
            parts = self._beginnings if stem.endswith("~") else self._endings
            parts[stem.strip("~")] = parts.get(stem.strip("~"), 0) | mark
        self.marks = lru_cache(maxsize=10_000)(self._marks)
        """Return what a folded word or phrase can be."""

    def _marks(self, word: str) -> int:
        found = self._listed(word) if word in self.phrases else 0
        for cut in range(_SHORTEST_STEM, len(word) + 1):
            found |= self._beginnings.get(word[:cut], 0) | self._endings.get(word[-cut:], 0)
        return found | marks.NUMBERS if word[0].isdecimal() else found

    def _listed(self, word: str) -> int:
        found = 0
        for mark, words in self._lists:
            if word in words:
                found |= mark
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
        text = "\0".join(lists.values()) if cjk else _plain("\0".join(lists.values()))
        for key, entries in zip(lists, text.replace("\n", ", ").split("\0"), strict=True):
            mark: int = getattr(marks, key.upper())
            words = entries.strip(", ").split(", ")
            found.setdefault(mark, []).extend(words)
            if "~" in entries:
                stems += [(word, mark) for word in words if "~" in word]
    return Lexicon(found, stems)


def _plain(text: str) -> str:
    """Return lists as `text.read` sees words: without capitals, accents and what may stand within a phrase."""
    if not text.isascii():
        # faster than `fold`, and the same for the letters of European languages
        text = text.casefold().replace("œ", "oe")
        text = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    text = text.lower()
    for sign in "-/'.":
        text = text.replace(sign, " ")
    return text.replace(" \n", "\n").replace(" ,", ",")
