"""Whether a metric measures people's work, a model, a system, activity or nothing in particular.

The head of the phrase and what it is about decide, not a word anywhere in it: "recall notices handled" are notices,
"precision of the red list" is a precision.
"""

from collections.abc import Iterable, Sequence
from typing import Literal, NamedTuple

from . import marks
from .outcomes import vague
from .placeholders import placeholder
from .text import Word, clauses, read, remembered, tidy, typed

_MACHINE = marks.TECHNOLOGY | marks.WORKBENCH
_MODEL = _MACHINE | marks.OUTPUTS | marks.MODEL_SCORES | marks.PREDICTED
_HUMAN = marks.PEOPLE | marks.WORK_OBJECTS
_SCORES = marks.MODEL_SCORES | marks.SHARED_SCORES
_SYSTEM = marks.SYSTEM_MEASURES | marks.SHARED_SYSTEM
_MEASURES = _SCORES | _SYSTEM | marks.ACTIVITY | marks.VAGUE_MEASURES
_LITTLE = marks.SMALL | marks.NUMBERS | marks.QUANTITIES | marks.AT_LEAST
_ACRONYM = 3
"""So short a score is written in capitals: MAE and WER are scores, Mae and Wer are not."""
_NEAR = 5
"""So many words of content behind the head tell what it is about."""
_ACTIVE = marks.ANY_TECHNOLOGY | marks.OUTPUTS | marks.ACTIVITY | marks.EVERYONE


class Metric(NamedTuple):
    """What a metric measures."""

    kind: Literal["behaviour", "model", "system", "vanity", "vague"]
    sure: bool
    """A gate blocks only when this is true."""
    words: str
    """What it stumbled on; empty for a behaviour."""


class _Phrase(NamedTuple):
    """What a metric is called, in its parts."""

    before: Sequence[Word]
    """"claims" in "share of claims accuracy by adjusters", whose head is "accuracy"."""
    head: Word
    after: Sequence[Word]
    """The next few words; "by adjusters"."""
    counted: bool
    """Whether it is the number of something, as against its share."""


@remembered
def metric_kind(text: str) -> Metric:
    """Tell what a metric measures, by the head of its name and what stands beside it."""
    text = tidy(text)
    if placeholder(text):
        return Metric("vague", sure=True, words=text)
    phrase = _phrase(read(text))
    found = _model(phrase) or _system(phrase)
    if found and (found.sure or not vague(text)):
        return found
    return _vanity(phrase) or _vague(phrase, text) or _behaviour(phrase)


def _phrase(words: Sequence[Word]) -> _Phrase:
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
    return _Phrase(words[first:head], words[head], after[: content[_NEAR]] if len(content) > _NEAR else after, counted)


def _little(word: Word) -> bool:
    """Tell whether a word says how much, and not of what."""
    return bool(word.marks & _LITTLE) and not word.marks & (_MEASURES | marks.ANY_TECHNOLOGY)


def _of_score(pair: Sequence[Word]) -> bool:
    """Tell whether the second word only says that the first is a number: "confusion matrix results"."""
    numbers = marks.QUANTITIES | marks.OUTPUTS | marks.WORKBENCH
    return bool(pair[0].marks & (_SCORES | _SYSTEM) and pair[1].marks & numbers)


def _begins_anew(word: Word) -> bool:
    """Tell whether a noun phrase ends before a word; の and 的 stand inside of one."""
    if word.marks & (marks.LINKS | marks.AFTER_SUBJECT):
        return True
    if not word.before or word.marks & marks.OUTPUTS:
        return False
    return bool(word.marks & (marks.SMALL | marks.ACTIVITY_VERBS | marks.MACHINE_VERBS))


def _head_comes_first(chunk: Sequence[Word]) -> bool:
    """Tell whether only adjectives follow the noun: "précision prédictive", "predicciones correctas"."""
    if not chunk[0].marks & (_SCORES | marks.OUTPUTS):
        return False
    return all(word.marks & (_MODEL | marks.TRUTH) or _little(word) for word in chunk[1:])


def _model(phrase: _Phrase) -> Metric | None:
    before, head, after, _ = phrase
    found = typed([*before, head])
    if head.marks & marks.MODEL_SCORES and not _like_a_name(head):
        return Metric("model", sure=not _by_people(after), words=found)
    if head.marks & marks.SHARED_SCORES:
        return _shared("model", phrase, _MODEL)
    if after and "@" in after[0].before:
        return Metric("model", sure=True, words=found)
    if head.marks & (marks.ANY_TECHNOLOGY | marks.OUTPUTS) and (scores := _some(after, _SCORES)):
        ours = marks.TECHNOLOGY | marks.PREDICTED
        return Metric("model", sure=bool(head.marks & ours) and not _some(after, _HUMAN), words=scores[0].typed)
    if _some([*before, head], marks.PREDICTED) and _some([*before, *after], marks.TRUTH):
        return Metric("model", sure=not _some(after, marks.PEOPLE), words=found)
    if head.marks & marks.OUTPUTS and _some([*before, *after], marks.TRUTH):
        return Metric("model", sure=bool(_some([*before, *after], marks.TECHNOLOGY)), words=found)
    return None


def _like_a_name(score: Word) -> bool:
    return len(score.typed) <= _ACRONYM and score.typed[0].isupper() and score.typed[1:].islower()


def _by_people(after: Sequence[Word]) -> bool:
    """Tell whether people make the score: "word error rate of the interpreters"."""
    maker = next((word for word in after if not word.marks & (marks.LINKS | marks.SMALL)), None)
    return maker is not None and bool(maker.marks & marks.PEOPLE)


def _system(phrase: _Phrase) -> Metric | None:
    if phrase.head.marks & marks.SYSTEM_MEASURES:
        return Metric("system", sure=True, words=typed([*phrase.before, phrase.head]))
    if phrase.head.marks & marks.SHARED_SYSTEM:
        return _shared("system", phrase, _MACHINE | marks.MODEL_SCORES)
    return None


def _shared(kind: Literal["model", "system"], phrase: _Phrase, machine: int) -> Metric | None:
    """Judge a measure of a machine or of people's work by the company it keeps; the nearest word decides."""
    before, head, after, _ = phrase
    found = typed([*before, head])
    passed_over = marks.LINKS | marks.SCORES_ALONE
    company = [word for word in (*reversed(before), *after) if not (_little(word) or word.marks & passed_over)]
    telling = machine | marks.AMBIGUOUS_TECHNOLOGY | _HUMAN
    nearest = next((word.marks for word in company if word.marks & telling), head.marks & _HUMAN)
    if nearest & _HUMAN and not nearest & machine:
        return None
    if nearest:
        return Metric(kind, sure=bool(nearest & machine) and not _by_people(after), words=found)
    if company:
        return Metric(kind, sure=False, words=found) if kind == "model" else None
    return Metric(kind, sure=bool(head.marks & marks.SCORES_ALONE), words=found)


def _vanity(phrase: _Phrase) -> Metric | None:
    before, head, after, counted = phrase
    beside = [*before, *after]
    verbs = [word for word in (*before, *after[:1]) if word.marks & marks.ACTIVITY_VERBS]
    found = typed([*before, head])
    if not counted and _some(after, marks.PEOPLE):
        return None  # "sessions": activity; "sessions a nurse reschedules": her work
    if head.marks & marks.ACTIVITY or (head.marks & _ACTIVE and (counted or verbs)):
        return Metric("vanity", sure=not _some(beside, _HUMAN), words=found)
    if head.marks & marks.EVERYONE and _some(after, marks.ACCESS):
        return Metric("vanity", sure=False, words=found)
    if verbs and _some(after, marks.ANY_TECHNOLOGY) and not _some([*beside, head], _HUMAN):
        return Metric("vanity", sure=False, words=found)
    return None


def _vague(phrase: _Phrase, text: str) -> Metric | None:
    beside = [*phrase.before, *phrase.after]
    if phrase.head.marks & marks.VAGUE_MEASURES and all(_little(word) for word in beside):
        return Metric("vague", sure=True, words=phrase.head.typed)
    return Metric("vague", sure=True, words=text) if vague(text) else None


def _behaviour(phrase: _Phrase) -> Metric:
    return Metric("behaviour", sure=bool(_some([*phrase.before, phrase.head, *phrase.after], _HUMAN)), words="")


def _some(words: Iterable[Word], mark: int) -> list[Word]:
    return [word for word in words if word.marks & mark]
