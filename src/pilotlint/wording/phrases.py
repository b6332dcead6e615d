"""What a metric's name is made of: its head, and what stands beside it."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from . import marks
from .text import Word, clauses, typed

MACHINE = marks.TECHNOLOGY | marks.WORKBENCH
MODEL = MACHINE | marks.OUTPUTS | marks.MODEL_SCORES | marks.PREDICTED
SCORES = marks.MODEL_SCORES | marks.SHARED_SCORES
SYSTEM = marks.SYSTEM_MEASURES | marks.SHARED_SYSTEM
_MEASURES = SCORES | SYSTEM | marks.ACTIVITY | marks.VAGUE_MEASURES
_LITTLE = marks.SMALL | marks.NUMBERS | marks.QUANTITIES | marks.AT_LEAST
_NEAR = 5
"""So many words of content behind the head tell what it is about."""


class Phrase(NamedTuple):
    """What a metric is called, in its parts."""

    before: Sequence[Word]
    """"claims" in "share of claims accuracy by adjusters", whose head is "accuracy"."""
    head: Word
    after: Sequence[Word]
    """The next few words; "by adjusters"."""
    counted: bool
    """Whether it is the number of something, as against its share."""

    @property
    def name(self) -> str:
        """The head with what stands before it, as typed."""
        return typed([*self.before, self.head])

    @property
    def beside(self) -> Sequence[Word]:
        """All but the head."""
        return [*self.before, *self.after]

    @property
    def company(self) -> Sequence[Word]:
        """The words of content beside the head, the nearest of those before it first."""
        passed_over = marks.LINKS | marks.SCORES_ALONE
        words = (*reversed(self.before), *self.after)
        return [word for word in words if not (_little(word) or word.marks & passed_over)]


def find(words: Sequence[Word]) -> Phrase:
    """Find the head of a metric's name: its last noun before the first preposition, without words of quantity."""
    start = end = 0
    for part in clauses(words):
        start, end = end, end + len(part)
        if not all(map(_little, part)):
            break
    first = start
    while first < end - 1 and (_little(words[first]) or words[first].marks & marks.LINKS):
        first += 1
    stop = first + 1
    while stop < end and not _begins_anew(words[stop]):
        stop += 1
    head = stop - 1
    while head > first and (_little(words[head]) or _of_score(words[head - 1 : head + 1])):
        head -= 1
    if not words[head].marks & _MEASURES and _head_comes_first(words[first : head + 1]):
        head = first
    counted = any(
        word.marks & marks.COUNTS or "#" in word.before for word in (*words[start : first + 1], *words[head + 1 : stop])
    )
    after = words[head + 1 :]
    content = [place for place, word in enumerate(after) if not word.marks & (marks.SMALL | marks.LINKS)]
    return Phrase(words[first:head], words[head], after[: content[_NEAR]] if len(content) > _NEAR else after, counted)


def _little(word: Word) -> bool:
    """Tell whether a word says how much, and not of what."""
    return bool(word.marks & _LITTLE) and not word.marks & (_MEASURES | marks.ANY_TECHNOLOGY)


def _of_score(pair: Sequence[Word]) -> bool:
    """Tell whether the second word only says that the first is a number: "confusion matrix results"."""
    numbers = marks.QUANTITIES | marks.OUTPUTS | marks.WORKBENCH
    return bool(pair[0].marks & (SCORES | SYSTEM) and pair[1].marks & numbers)


def _begins_anew(word: Word) -> bool:
    """Tell whether a noun phrase ends before a word; の and 的 stand inside of one."""
    if word.marks & (marks.LINKS | marks.AFTER_SUBJECT):
        return True
    if not word.before or word.marks & marks.OUTPUTS:
        return False
    return bool(word.marks & (marks.SMALL | marks.ACTIVITY_VERBS | marks.MACHINE_VERBS))


def _head_comes_first(chunk: Sequence[Word]) -> bool:
    """Tell whether only adjectives follow the noun: "précision prédictive", "predicciones correctas"."""
    if not chunk[0].marks & (SCORES | marks.OUTPUTS):
        return False
    return all(word.marks & (MODEL | marks.TRUTH) or _little(word) for word in chunk[1:])


def only_quantities(words: Iterable[Word]) -> bool:
    """Tell whether all words say how much, and none of what."""
    return all(map(_little, words))


def some(words: Iterable[Word], mark: int) -> list[Word]:
    """Return the words that can be one of some marks."""
    return [word for word in words if word.marks & mark]
