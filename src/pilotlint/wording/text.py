"""A text as words that know what they can be."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from .lexicon import CJK, LONGEST_CJK, LONGEST_PHRASE, Lexicon, fold, lexicon

_WORD = re.compile(f"([{CJK}]+|[^\\W_{CJK}]+)")
_IS_CJK = re.compile(f"[{CJK}]")
_STRAY_ACCENTS = re.compile("[\u0300-\u036f]+")
_TIGHT = frozenset(("", " ", "-", "/", "'", ".", "&", "_", " & ", ". ", "’", "‐", "‑", "@", "+", " / ", "·"))
"""What may stand between the words of a phrase."""
_BREAK = re.compile(r"[,;:()\[\]{}!?。、|\n\"“”„«»「」『』<>=≥≤→]|\s[-–—]+|--|\s/\s|[–—]|[.…](?=\s|$)")
"""What ends a clause."""


class Word(NamedTuple):
    """A word, or a phrase the word lists know as a whole."""

    before: str
    """What stands between it and the word before."""
    typed: str
    plain: str
    """Without capitals, accents and hyphens."""
    marks: int

    def opens_clause(self) -> bool:
        """Tell whether something before it ends the clause."""
        return bool(_BREAK.search(self.before))

    def is_acronym(self) -> bool:
        """Tell whether it is a few capitals, such as FBI."""
        return self.typed.isupper() and 2 <= len(self.typed) <= 6  # noqa: PLR2004


def tidy(text: str) -> str:
    """Return a text in one form for equal characters: full-width letters become ordinary ones."""
    text = text.strip()
    return text if text.isascii() else _STRAY_ACCENTS.sub("", unicodedata.normalize("NFKC", text)).strip()


@lru_cache(maxsize=512)
def read(text: str) -> tuple[Word, ...]:
    """Split a tidy text into words and known phrases."""
    known = lexicon(cjk=False)
    parts = _WORD.split(text)
    gaps, tokens = parts[::2], parts[1::2]
    if not text.isascii() and _IS_CJK.search(text):
        gaps, tokens = _segment(gaps, tokens)
    plain = [fold(token) for token in tokens]
    words = []
    start = 0
    while start < len(tokens):
        end = _phrase_end(plain, gaps, start, known) if plain[start] in known.openers else start + 1
        phrase = plain[start] if end == start + 1 else " ".join(plain[start:end])
        typed = tokens[start] + "".join([gaps[index] + tokens[index] for index in range(start + 1, end)])
        found = known.marks(phrase) or (0 if phrase.isascii() else lexicon(cjk=True).marks(phrase))
        words.append(Word(gaps[start], typed, phrase, found))
        start = end
    return tuple(words)


def clauses(words: Sequence[Word]) -> Iterator[Sequence[Word]]:
    """Yield the stretches of words between commas, colons, brackets and the like."""
    start = 0
    for index, word in enumerate(words):
        if index and word.opens_clause():
            yield words[start:index]
            start = index
    if words:
        yield words[start:]


def strip(words: Sequence[Word], empty: Callable[[Word], bool]) -> Sequence[Word]:
    """Return words without the empty ones at both ends."""
    start, end = 0, len(words)
    while start < end and empty(words[start]):
        start += 1
    while end > start and empty(words[end - 1]):
        end -= 1
    return words[start:end]


def typed(words: Sequence[Word]) -> str:
    """Return words as they were typed."""
    return "".join(word.before + word.typed if index else word.typed for index, word in enumerate(words))


def _phrase_end(plain: list[str], gaps: list[str], start: int, known: Lexicon) -> int:
    """Return where the longest known phrase from here ends; at least one word."""
    end = start + 1
    while end < min(len(plain), start + LONGEST_PHRASE) and gaps[end] in _TIGHT:
        end += 1
    while end > start + 1 and " ".join(plain[start:end]) not in known.phrases:
        end -= 1
    return end


def _segment(gaps: list[str], tokens: list[str]) -> tuple[list[str], list[str]]:
    """Split Chinese and Japanese into known words and the stretches between them."""
    known = lexicon(cjk=True)
    new_gaps: list[str] = []
    new_tokens: list[str] = []
    for gap, token in zip(gaps, tokens, strict=False):
        pieces = _pieces(token, known) if _IS_CJK.match(token) else [token]
        new_gaps += [gap] + [""] * (len(pieces) - 1)
        new_tokens += pieces
    return [*new_gaps, gaps[-1]], new_tokens


def _pieces(run: str, known: Lexicon) -> list[str]:
    pieces = []
    unknown = start = 0
    while start < len(run):
        ends = range(min(len(run), start + LONGEST_CJK), start, -1)
        end = next((end for end in ends if run[start:end] in known.phrases), 0)
        if not end:
            start += 1
            continue
        if unknown < start:
            pieces.append(run[unknown:start])
        pieces.append(run[start:end])
        unknown = start = end
    return pieces + ([run[unknown:]] if unknown < len(run) else [])
