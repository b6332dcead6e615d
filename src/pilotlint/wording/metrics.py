"""Whether a metric measures people's work, a model, a system, activity or nothing in particular.

The head of the phrase and what it is about decide, not a word anywhere in it: "recall notices handled" are notices,
"precision of the red list" is a precision.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from itertools import pairwise
from operator import or_
from typing import Literal, NamedTuple

from . import marks
from .lexicon import SHIPPED, Vocabulary
from .outcomes import EMPTY, fits_any
from .phrases import MACHINE, MODEL, SCORES, SYSTEM, Phrase, find, only_quantities, some
from .placeholders import may_be_placeholder, placeholder
from .text import Word, read, remembered, tidy, typed

_HUMAN = marks.PEOPLE | marks.WORK_OBJECTS
_OF_WHAT = marks.EVERYONE | marks.SHARED_SYSTEM
_OF_A_TOOL = marks.ANY_TECHNOLOGY | marks.ACTIVITY | marks.ACTIVITY_VERBS | marks.USES | marks.ACCESS | marks.UNITS
_A_MACHINES = marks.AMBIGUOUS_TECHNOLOGY | marks.UNITS
_ACRONYM = 3
"""So short a score is written in capitals: MAE and WER are scores, Mae and Wer are not."""
_ACTIVE = marks.ANY_TECHNOLOGY | marks.OUTPUTS | marks.ACTIVITY | marks.EVERYONE
_TELLING = SCORES | SYSTEM | MODEL | _ACTIVE | marks.ACTIVITY_VERBS | marks.ACCESS | marks.VAGUE_MEASURES | EMPTY
"""Without any of these, nothing is measured but people's work."""


class Metric(NamedTuple):
    """What a metric measures."""

    kind: Literal["behaviour", "model", "system", "vanity", "vague"]
    sure: bool
    """A gate blocks only when this is true."""
    words: str
    """What it stumbled on; empty for a behaviour."""


@remembered
def metric_kind(text: str, known: Vocabulary = SHIPPED) -> Metric:
    """Tell what a metric measures, by the head of its name and what stands beside it."""
    text = tidy(text)
    words = read(text, known)
    told = reduce(or_, [word.marks for word in words], 0)
    if may_be_placeholder(text, words, told) and placeholder(text, known):
        return Metric("vague", sure=True, words=text)
    if not told & _TELLING and "@" not in text:
        return _behaviour(told)
    phrase = find(words)
    found = _model(phrase) or _system(phrase)
    if found and (found.sure or _has_figures(words) or not fits_any(words)):
        return found
    return _vanity(phrase) or _vague(phrase, words) or _behaviour(told)


def scores_a_model(words: Sequence[Word]) -> bool:
    """Tell whether the words of a text are surely about how good a model is."""
    found = _model(find(words))
    return found is not None and found.sure


def _model(phrase: Phrase) -> Metric | None:
    _, head, after, _ = phrase
    if head.marks & marks.MODEL_SCORES and not _like_a_name(head):
        return Metric("model", sure=not _by_people(phrase), words=phrase.name)
    if head.marks & marks.SHARED_SCORES:
        return _shared("model", phrase, MODEL | marks.MACHINE_OPENERS)
    if after and "@" in after[0].before:
        return Metric("model", sure=True, words=phrase.name)
    if in_brackets := [word for word in some(after, marks.MODEL_SCORES) if "(" in word.before]:
        return Metric("model", sure=True, words=in_brackets[0].typed)
    return _right_or_wrong(phrase) or _quality(phrase)


def _right_or_wrong(phrase: Phrase) -> Metric | None:
    """Find what says in plain words how often a model is right: "share of correct predictions"."""
    before, head, after, _ = phrase
    if head.marks & (marks.ANY_TECHNOLOGY | marks.OUTPUTS) and (scores := some(after, SCORES)):
        ours = marks.TECHNOLOGY | marks.PREDICTED
        return Metric("model", sure=bool(head.marks & ours) and not some(after, _HUMAN), words=scores[0].typed)
    if _turned_out(phrase):
        return Metric("model", sure=not some([*before, head, *after], marks.PEOPLE), words=phrase.name)
    if head.marks & (marks.OUTPUTS | marks.WORKBENCH) and some(phrase.beside, marks.TRUTH):
        sure = bool(some([head, *phrase.beside], MACHINE)) and not some(phrase.beside, marks.PEOPLE)
        return Metric("model", sure=sure, words=phrase.name)
    was_right = some(after[:1], marks.BEING) and some(after[1:3], marks.TRUTH)
    if head.marks & marks.TECHNOLOGY and was_right and _has_figures(after):
        return Metric("model", sure=True, words=typed([*before, head, *after[:2]]))
    return None


def _has_figures(words: Iterable[Word]) -> bool:
    return any(word.plain[:1].isdecimal() for word in words)


def _turned_out(phrase: Phrase) -> bool:
    """Tell whether what a model said proved true: "predicted churners who left", "defects it detects correctly"."""
    if some([*phrase.before, phrase.head], marks.PREDICTED) and some(phrase.beside, marks.TRUTH):
        return True
    said, true = marks.PREDICTED, marks.TRUTH
    content = [word.marks for word in phrase.after if not word.marks & (marks.LINKS | marks.SMALL)]
    return any((one & said and other & true) or (one & true and other & said) for one, other in pairwise(content))


def _quality(phrase: Phrase) -> Metric | None:
    """Find a word of praise that is said of a model or its outputs: "quality of the generated code"."""
    company = phrase.company
    nearest = _nearest(company, MODEL) if phrase.head.marks & marks.MACHINE_QUALITIES else 0
    if not nearest & MODEL or nearest & _HUMAN:
        return None
    machines = some(company, MACHINE | marks.PREDICTED) and not some(company, _HUMAN)
    return Metric("model", sure=bool(machines), words=phrase.name)


def _like_a_name(score: Word) -> bool:
    return len(score.typed) <= _ACRONYM and score.typed[0].isupper() and score.typed[1:].islower()


def _by_people(phrase: Phrase) -> bool:
    """Tell whether people make the score: "word error rate of the interpreters", "... of the letters by clerks"."""
    before, _, after, _ = phrase
    maker = next((word for word in after if not word.marks & (marks.LINKS | marks.SMALL)), None)
    makers = [word for word in (*before[-1:], maker) if word]
    told = [word for link, word in pairwise(after) if link.marks & marks.BY]
    return bool(some([*makers, *told], marks.PEOPLE))


def _system(phrase: Phrase) -> Metric | None:
    if phrase.head.marks & marks.SYSTEM_MEASURES:
        return Metric("system", sure=True, words=phrase.name)
    if phrase.head.marks & marks.SHARED_SYSTEM:
        return _shared("system", phrase, MACHINE | marks.MODEL_SCORES | marks.SYSTEM_MEASURES)
    return None


def _shared(kind: Literal["model", "system"], phrase: Phrase, machine: int) -> Metric | None:
    """Judge a measure of a machine or of people's work by the company it keeps; the nearest word decides."""
    company = phrase.company
    nearest = _nearest(company, machine) or phrase.head.marks & _HUMAN
    if nearest & _HUMAN and not nearest & machine:
        return None
    if nearest:
        # "availability of the platform" is a machine's, "availability of platform 3 lifts" need not be
        machines = nearest & machine or all(word.marks & _A_MACHINES for word in company)
        return Metric(kind, sure=bool(machines) and not _by_people(phrase), words=phrase.name)
    if company and kind == "system":
        return None
    if any(not word.marks & marks.UNITS for word in company):
        return Metric(kind, sure=False, words=phrase.name)
    return Metric(kind, sure=bool(phrase.head.marks & marks.SCORES_ALONE), words=phrase.name)


def _nearest(company: Iterable[Word], machine: int) -> int:
    """Return what the first word can be that speaks of a machine or of people's work; nothing when none does."""
    telling = machine | marks.AMBIGUOUS_TECHNOLOGY | _HUMAN
    return next((word.marks for word in company if word.marks & telling), 0)


def _vanity(phrase: Phrase) -> Metric | None:
    before, head, after, counted = phrase
    verbs = [word for word in (*before, *after[:2]) if word.marks & marks.ACTIVITY_VERBS]
    if not counted and some(after, marks.PEOPLE):
        return None  # "sessions": activity; "sessions a nurse reschedules": her work
    if head.marks & _OF_WHAT and not counted and phrase.company and not some(phrase.company, _OF_A_TOOL):
        return None  # "users who cancel", "病床利用率": not of a tool
    if head.marks & marks.ACTIVITY or (head.marks & _ACTIVE and (counted or verbs)):
        return Metric("vanity", sure=not some(phrase.beside, _HUMAN), words=phrase.name)
    reached = some(after, marks.ACCESS) or (some(after, marks.USES) and some(after, marks.ANY_TECHNOLOGY))
    if head.marks & marks.EVERYONE and reached:
        return Metric("vanity", sure=False, words=phrase.name)
    if verbs and some(after, marks.ANY_TECHNOLOGY) and not some([*before, head, *after], _HUMAN):
        return Metric("vanity", sure=False, words=phrase.name)
    return None


def _vague(phrase: Phrase, words: Sequence[Word]) -> Metric | None:
    if phrase.head.marks & marks.VAGUE_MEASURES and only_quantities(phrase.beside):
        return Metric("vague", sure=True, words=phrase.head.typed)
    return Metric("vague", sure=True, words=typed(words)) if fits_any(words) else None


def _behaviour(told: int) -> Metric:
    return Metric("behaviour", sure=bool(told & _HUMAN), words="")
