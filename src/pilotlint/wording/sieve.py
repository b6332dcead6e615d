"""What a glance at the words of a text settles, so that most texts need not be read."""

from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Final

from .lexicon import Lexicon, Vocabulary, is_cjk

_REMEMBERED: Final = 20_000


class Sieve:
    """Holds the texts in which a word may be what is wanted; in what falls through, none that `read` gives is."""

    def __init__(self, wanted: int) -> None:
        """Take what is wanted as marks."""
        self._wanted = wanted
        self._harmless: dict[Vocabulary, set[str]] = {}
        """What was looked at and found to hold nothing, by what was known."""

    def holds(self, text: str, known: Vocabulary) -> bool:
        """Tell whether a tidy text must be read to know."""
        tokens = text.split()
        harmless = self._harmless.setdefault(known, set())
        if harmless.issuperset(tokens):
            return False
        if is_cjk(text):
            return True
        hints = known.words.hints
        suspects = [token for token in tokens if hints(token) & self._wanted]
        if len(harmless) > _REMEMBERED:
            harmless.clear()
        harmless.update(set(tokens).difference(suspects))
        return bool(suspects and _marks(tokens, known.words) & self._wanted)


def telling(text: str, known: Vocabulary) -> bool:
    """Tell whether more than one word in eight of a tidy text is one that no list knows: then it says something."""
    return not is_cjk(text) and sum(map(known.words.telling, text.split())) > 0


def _marks(tokens: list[str], known: Lexicon) -> int:
    """Return all that words can be, and the phrases of which the first two words are there."""
    found = [known.token(token) for token in tokens]
    words = " ".join([plain for plain, _ in found]).split()
    phrases = [known.pairs[pair] for pair in known.pairs.keys() & pairwise(words)]
    return reduce(or_, phrases, reduce(or_, [marks for _, marks in found]))
