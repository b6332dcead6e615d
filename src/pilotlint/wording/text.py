"""A text as words that know what they can be."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise, repeat
from typing import Final, NamedTuple

from .lexicon import CJK, SHIPPED, WORD, Lexicon, Vocabulary, is_cjk

remembered = lru_cache(maxsize=8_000)
"""Several policies ask about the same texts of one initiative, and many initiatives say the same."""

LONGEST: Final = 2_000
"""In characters; a longer text is judged by its beginning, so that nobody can make a check slow."""

_STRAY_ACCENTS = re.compile("[\u0300-\u036f]+")
_TIGHT = frozenset(("", " ", "-", "/", "'", ".", "&", "_", " & ", ". ", "’", "‐", "‑", "@", "+", " / "))  # noqa: RUF001
"""What may stand between the words of a phrase."""
_BREAK = re.compile(r"[,;:()\[\]{}!?。、|\n\"“”„«»「」『』<>=≥≤→–—]|\s-|--|\s/\s|[.…](?=\s|$)")  # noqa: RUF001
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
        return self.before != " " and bool(_BREAK.search(self.before))

    def is_acronym(self) -> bool:
        """Tell whether it is a few capitals, such as FBI."""
        return self.typed.isupper() and 2 <= len(self.typed) <= 6  # noqa: PLR2004


def tidy(text: str) -> str:
    """Return a text, not too long, in one form for equal characters: full-width letters become ordinary ones."""
    text = text.strip()[:LONGEST]
    return text if text.isascii() else _STRAY_ACCENTS.sub("", unicodedata.normalize("NFKC", text)).strip()


@remembered
def read(text: str, known: Vocabulary = SHIPPED) -> tuple[Word, ...]:
    """Split a tidy text into words and known phrases."""
    parts = WORD.split(text)
    gaps, tokens = parts[::2], parts[1::2]
    if is_cjk(text):
        gaps, tokens = _segment(gaps, tokens, known.cjk)
    if not tokens:
        return ()
    words = tuple(map(_cjk_word if is_cjk(text) else _word, gaps, tokens, repeat(known)))
    return _with_phrases(words, gaps, known.words)


@lru_cache(maxsize=20_000)
def _word(before: str, typed: str, known: Vocabulary) -> Word:
    return Word(before, typed, *known.words.word(typed))


def _cjk_word(before: str, typed: str, known: Vocabulary) -> Word:
    word = _word(before, typed, known)
    return word if word.marks else word._replace(marks=known.cjk.marks(word.plain))


def _with_phrases(words: tuple[Word, ...], gaps: list[str], known: Lexicon) -> tuple[Word, ...]:
    """Return words, and each known phrase as one of them."""
    plain = [word.plain for word in words]
    may_open = [place for place, pair in enumerate(pairwise(plain)) if pair in known.pairs]
    found: list[Word] = []
    behind = 0
    for place in may_open:
        end = _phrase_end(plain, gaps, place, known) if place >= behind else 0
        if end > place + 1:
            phrase = Word(words[place].before, typed(words[place:end]), *known.phrase(plain[place:end]))
            found += (*words[behind:place], phrase)
            behind = end
    return (*found, *words[behind:]) if found else words


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
    while end < min(len(plain), start + known.longest) and gaps[end] in _TIGHT:
        end += 1
    while end > start + 1 and " ".join(plain[start:end]) not in known.phrases:
        end -= 1
    return end


def _segment(gaps: list[str], tokens: list[str], known: Lexicon) -> tuple[list[str], list[str]]:
    """Split Chinese and Japanese into known words and the stretches between them."""
    new_gaps: list[str] = []
    new_tokens: list[str] = []
    for gap, token in zip(gaps, tokens, strict=False):
        pieces = []
        for cjk, letters in groupby(token, _is_cjk):
            run = "".join(letters)
            pieces += _pieces(run, known) if cjk else [run]
        new_gaps += [gap] + [""] * (len(pieces) - 1)
        new_tokens += pieces
    return [*new_gaps, gaps[-1]], new_tokens


def _is_cjk(letter: str) -> bool:
    return CJK[0] <= letter <= CJK[1]


def _pieces(run: str, known: Lexicon) -> list[str]:
    pieces = []
    unknown = start = 0
    while start < len(run):
        ends = range(min(len(run), start + known.longest), start, -1)
        end = next((end for end in ends if run[start:end] in known.phrases), 0)
        if not end:
            start += 1
            continue
        if unknown < start:
            pieces.append(run[unknown:start])
        pieces.append(run[start:end])
        unknown = start = end
    return pieces + ([run[unknown:]] if unknown < len(run) else [])
