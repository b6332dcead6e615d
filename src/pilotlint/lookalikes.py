"""Initiatives that look alike: those whose words are the same by half or more.

Two sets of words that share half of all their words share one of the rarer ones of each. So every initiative is filed
under its rarer words and compared with those it meets there, with a bounded number for each word.
"""

from collections import Counter
from collections.abc import Mapping
from itertools import chain
from typing import Final, NamedTuple

LEAST_SHARE: Final = 50
"""In percent; those who share less are not found."""
_FEWEST_WORDS: Final = 3
"""Two texts of a word or two are the same by chance."""
_MOST_COMPARED: Final = 50
"""With so many an initiative is compared for each of its rarer words; the first ones count."""


class Alike(NamedTuple):
    """An initiative that looks like another."""

    path: str
    share: int
    """How many of the words of both are the same, in percent."""


class Lookalikes:
    """Initiatives by their words."""

    def __init__(self, words: Mapping[str, str]) -> None:
        """Take the words of each initiative, in one sorted text, by its path; the first count where there are many."""
        self._words = {path: own for path, text in words.items() if len(own := text.split()) >= _FEWEST_WORDS}
        self._frequency = Counter(chain.from_iterable(self._words.values()))
        self._by_word: dict[str, list[str]] = {}
        for path, own in self._words.items():
            for word in self._rarer(own):
                met = self._by_word.setdefault(word, [])
                if len(met) < _MOST_COMPARED:
                    met.append(path)

    def of(self, path: str, words: str) -> list[Alike]:
        """Return those that look like an initiative, the most alike first."""
        own = words.split()
        if len(own) < _FEWEST_WORDS:
            return []
        met = {other for word in self._rarer(own) for other in self._by_word.get(word, ())} - {path}
        known = set(own)
        found = (Alike(other, _share(known, self._words[other])) for other in met)
        return sorted((one for one in found if one.share >= LEAST_SHARE), key=lambda one: (-one.share, one.path))

    def _rarer(self, words: list[str]) -> list[str]:
        """Return the rarer half of some words and one more."""
        return sorted(words, key=self._frequency.__getitem__)[: len(words) // 2 + 1]


def _share(one: set[str], other: list[str]) -> int:
    common = len(one.intersection(other))
    return 100 * common // (len(one) + len(other) - common)
