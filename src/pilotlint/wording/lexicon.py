"""The word lists of all languages, read once and asked by the other modules of this package."""

import os
import re
import unicodedata
from functools import cache, lru_cache
from typing import Final

from .. import document
from . import marks

LONGEST_PHRASE: Final = 7
"""In words."""
LONGEST_CJK: Final = 12
"""In characters."""

_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "words")
_CJK_FILES = frozenset(("ja.yaml", "zh.yaml"))
WORD: Final = re.compile(r"([^\W_]{1,99})")
_SIGNS = frozenset("\"'`“”„«»‘’「」『』[<{【_〇○◯△□×●…@")  # noqa: RUF001
"""What may quote a text or leave it open; no mark of a word tells."""
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

    def __init__(self, known: dict[str, int], stems: list[tuple[str, int]], *, cjk: bool) -> None:
        self._known = known
        phrases = [entry for entry in known if " " in entry]
        self.phrases = frozenset(known if cjk else phrases)
        """What is longer than the words a text falls into: several words, or in Chinese and Japanese any word."""
        self.pairs: dict[tuple[str, ...], int] = {}
        """What the phrases can be that begin with two words."""
        self._within_phrase: dict[str, int] = {}
        """What the phrases can be of which a word is the longest."""
        self._phrase_words = frozenset(" ".join(phrases).split(" "))
        for phrase in phrases:
            words = phrase.split(" ")
            pair, longest = (words[0], words[1]), max(words, key=len)
            self.pairs[pair] = self.pairs.get(pair, 0) | known[phrase]
            self._within_phrase[longest] = self._within_phrase.get(longest, 0) | known[phrase]
        self._beginnings: dict[str, int] = {}
        self._endings: dict[str, int] = {}
        for stem, mark in stems:
            ends = self._beginnings if stem.endswith("~") else self._endings
            ends[stem.strip("~")] = ends.get(stem.strip("~"), 0) | mark
        self.marks = lru_cache(maxsize=20_000)(self._marks)
        """Return what a folded word or phrase can be."""
        self.word = lru_cache(maxsize=20_000)(self._word)
        """Return a word folded, and what it can be."""
        self.token = lru_cache(maxsize=20_000)(self._token)
        """Return the folded words of what stands between two blanks, and all that they can be."""
        self.hints = lru_cache(maxsize=20_000)(self._hints)
        """Return all that what stands between two blanks can be, also as a part of a phrase; never too little."""
        self.telling = lru_cache(maxsize=20_000)(self._telling)
        """Return eight for a word that no list knows, less one for every word."""

    def _word(self, typed: str) -> tuple[str, int]:
        plain = fold(typed)
        return plain, self.marks(plain)

    def _token(self, token: str) -> tuple[str, int]:
        found = 0 if _SIGNS.isdisjoint(token) and ".." not in token else marks.SIGNS
        words = [self.word(word) for word in WORD.findall(token)]
        for plain, known in words:
            found |= known if set(plain) != {"x"} else known | marks.PLACEHOLDER_ALWAYS
        return " ".join([plain for plain, _ in words]), found

    def _hints(self, token: str) -> int:
        plain, found = self.token(token)
        for word in plain.split():
            found |= self._within_phrase.get(word, 0)
        return found

    def _telling(self, token: str) -> int:
        words = WORD.findall(token)
        if len(words) != 1 or not token.isascii() or words[0].isupper():  # "FBI" in a slogan tells nothing
            return -len(words)
        plain, known = self.word(words[0])
        return -1 if known or plain in self._phrase_words else 7

    def _marks(self, word: str) -> int:
        found = self._known.get(word, 0)
        if word[:1].isdecimal():
            return found | marks.NUMBERS
        for cut in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
            found |= self._beginnings.get(word[:cut], 0) | self._endings.get(word[-cut:], 0)
        return found


@cache
def lexicon(*, cjk: bool) -> Lexicon:
    """Return the lists of Chinese and Japanese, or of all other languages that have a file in the folder ``words``."""
    known: dict[str, int] = {}
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
            for word in words:
                known[word] = known.get(word, 0) | mark
            if "~" in entries:
                stems += [(word, mark) for word in words if "~" in word]
    return Lexicon(known, stems, cjk=cjk)


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
