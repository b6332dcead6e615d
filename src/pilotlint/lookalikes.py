"""Initiatives that look alike: those whose words are the same by half or more.

Two sets of words that share half of all their words share one of the rarer ones of each. So every initiative is filed
under its rarer words and compared with those it meets there, with a bounded number for each word.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
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

    def __init__(self, words: Mapping[str, Iterable[str]]) -> None:
        """Take the words of each initiative by its path; who comes first counts where there are too many."""
        sets = ((path, frozenset(own)) for path, own in words.items())
        self._words = {path: own for path, own in sets if len(own) >= _FEWEST_WORDS}
        self._frequency = Counter(word for own in self._words.values() for word in own)
        self._by_word: dict[str, list[str]] = defaultdict(list)
        for path, own in self._words.items():
            for word in self._rarer(own):
                if len(self._by_word[word]) < _MOST_COMPARED:
                    self._by_word[word].append(path)

    def of(self, path: str, words: Iterable[str]) -> list[Alike]:
        """Return those that look like an initiative, the most alike first."""
        own = frozenset(words)
        if len(own) < _FEWEST_WORDS:
            return []
        met = dict.fromkeys(other for word in self._rarer(own) for other in self._by_word.get(word, ()))
        found = [Alike(other, _share(own, self._words[other])) for other in met if other != path]
        return sorted((one for one in found if one.share >= LEAST_SHARE), key=lambda one: (-one.share, one.path))

    def _rarer(self, words: frozenset[str]) -> Iterator[str]:
        """Yield the rarer half of some words and one more."""
        ranked = sorted(words, key=lambda word: (self._frequency[word], word))
        yield from ranked[: len(ranked) // 2 + 1]


def _share(one: frozenset[str], other: frozenset[str]) -> int:
    return 100 * len(one & other) // len(one | other)
