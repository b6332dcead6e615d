"""The words a judgement stumbled on, for the message that has to explain it."""

from typing import Final

from . import marks
from .lexicon import SHIPPED, Vocabulary
from .text import read, tidy

_MOST: Final = 3
"""So many words explain it; the text itself stands beside them."""
_SLOGANS = marks.SLOGANS | marks.VAGUE_MEASURES
_TECHNOLOGY = (
    marks.ANY_TECHNOLOGY
    | marks.OUTPUTS
    | marks.MACHINE_VERBS
    | marks.MACHINE_OPENERS
    | marks.INTRODUCTIONS
    | marks.ACCESS
    | marks.MODEL_SCORES
    | marks.SHARED_SCORES
)
_NOTHING = marks.PLACEHOLDER_ALWAYS | marks.PLACEHOLDER_ALONE | marks.PLACEHOLDER_START | marks.PLACEHOLDER_END


def vague_words(text: str, known: Vocabulary = SHIPPED) -> str:
    """Return the first words of praise in a text, each in quotes."""
    return _first(text, _SLOGANS, known)


def solution_words(text: str, known: Vocabulary = SHIPPED) -> str:
    """Return the first words in a text that speak of a technology and what it does, each in quotes."""
    return _first(text, _TECHNOLOGY, known)


def placeholder_words(text: str, known: Vocabulary = SHIPPED) -> str:
    """Return the first words in a text that stand for no answer, each in quotes."""
    return _first(text, _NOTHING, known)


def _first(text: str, mark: int, known: Vocabulary) -> str:
    """Return nothing where the words are all there is: the text speaks for itself."""
    words = read(tidy(text), known)
    found = list(dict.fromkeys(word.typed for word in words if word.marks & mark))
    return ", ".join(f'"{typed}"' for typed in found[:_MOST]) if len(found) < len(words) else ""
