"""The word lists of all languages, read once and asked by the other modules of this package."""

import os
import re
import unicodedata
from collections.abc import Sequence
from functools import cache, cached_property, lru_cache, reduce
from operator import and_
from typing import Final

from .. import document
from . import marks

OwnWords = tuple[tuple[str, tuple[str, ...]], ...]
"""What an organisation adds, by the names of its lists: those of `wording:` in schemas/settings.schema.json."""
OWN_LISTS: Final = {
    "placeholders": marks.PLACEHOLDER_ALONE,
    "slogans": marks.SLOGANS,
    "people": marks.PEOPLE,
    "work": marks.WORK_OBJECTS,
    "technology": marks.TECHNOLOGY,
    "model_scores": marks.MODEL_SCORES,
    "system_measures": marks.SYSTEM_MEASURES,
    "activity": marks.ACTIVITY,
}

_FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "words")
CJK: Final = "々", "鿿"
"""The first and the last letter of Chinese and Japanese; a range in a pattern would take a millisecond to compile."""
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

    def __init__(self, known: dict[str, int], stems: list[tuple[str, int]], own: dict[str, int], *, cjk: bool) -> None:
        self._known = known = known | own
        self._own = own
        phrases = [entry for entry in known if " " in entry]
        self.phrases = frozenset(known if cjk else phrases)
        """What is longer than the words a text falls into: several words, or in Chinese and Japanese any word."""
        self.longest = max(map(len if cjk else _count_words, self.phrases), default=1)
        """How many words the longest phrase has; in Chinese and Japanese how many characters."""
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

    def phrase(self, words: Sequence[str]) -> tuple[str, int]:
        """Return several folded words as one, and what it can be: what is listed, and what all of them are."""
        phrase = " ".join(words)
        found = self.marks(phrase)
        return phrase, found if phrase in self._own else found | reduce(and_, map(self.marks, words))

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
        if word in self._own:
            return self._own[word]
        found = self._known.get(word, 0)
        if word[:1].isdecimal():
            return found | marks.NUMBERS
        for cut in range(_SHORTEST_STEM, min(len(word), _LONGEST_STEM) + 1):
            found |= self._beginnings.get(word[:cut], 0) | self._endings.get(word[-cut:], 0)
        return found


class Vocabulary:
    """The words that judgements go by: those of the lists, and what an organisation adds to them.

    What it adds is what a word means there, whatever the lists take it for.
    """

    def __init__(self, own: OwnWords = ()) -> None:
        self._own = own

    @cached_property
    def words(self) -> Lexicon:
        """The lists of all languages that set words apart."""
        return Lexicon(*_read(cjk=False), self._entries(cjk=False), cjk=False)

    @cached_property
    def cjk(self) -> Lexicon:
        """The lists of Chinese and Japanese."""
        return Lexicon(*_read(cjk=True), self._entries(cjk=True), cjk=True)

    def _entries(self, *, cjk: bool) -> dict[str, int]:
        """Return an organisation's words as texts are read, and what they mean there."""
        found: dict[str, int] = {}
        for name, entries in self._own:
            for entry in entries:
                plain = fold(unicodedata.normalize("NFKC", entry))
                if is_cjk(plain) is cjk:
                    plain = " ".join(WORD.findall(plain))
                    found[plain] = found.get(plain, 0) | OWN_LISTS[name]
        return found


SHIPPED: Final = Vocabulary()


@cache
def vocabulary(own: OwnWords) -> Vocabulary:
    """Return the words that judgements go by where an organisation adds some of its own."""
    return Vocabulary(own) if own else SHIPPED


def is_cjk(text: str) -> bool:
    """Tell whether a text has Chinese or Japanese letters, which do not stand in words."""
    return not text.isascii() and max(text) >= CJK[0]


def _count_words(phrase: str) -> int:
    return phrase.count(" ") + 1


@cache
def _read(*, cjk: bool) -> tuple[dict[str, int], list[tuple[str, int]]]:
    """Read the lists of Chinese and Japanese, or of all other languages that have a file in the folder ``words``."""
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
    return known, stems


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
