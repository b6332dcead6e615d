"""Who acts in a sentence about a change: people in their work, or the technology."""

from collections.abc import Sequence

from . import marks
from .lexicon import SHIPPED, Vocabulary
from .metrics import scores_a_model
from .outcomes import fits_any
from .placeholders import placeholder
from .sieve import Sieve
from .text import Word, read, remembered, tidy

_MACHINE = marks.ANY_TECHNOLOGY | marks.OUTPUTS
_VERBS = marks.AFTER_SUBJECT | marks.MACHINE_VERBS | marks.SHOWN_VERBS | marks.CAUSES
_PUT_TO_USE = marks.USES | marks.INTRODUCTIONS
_SOMEONE = marks.PEOPLE | marks.EVERYONE
_CIRCULAR = (
    marks.SMALL | marks.LINKS | marks.AFTER_SUBJECT | marks.GENERIC | marks.ANY_TECHNOLOGY | marks.USES | _SOMEONE
)
_SIEVE = Sieve(
    _MACHINE
    | marks.USES
    | marks.ACCESS
    | marks.INTRODUCTIONS
    | marks.MACHINE_OPENERS
    | marks.MACHINE_VERBS
    | marks.SHOWN_VERBS
    | marks.MODEL_SCORES
    | marks.SHARED_SCORES
    | marks.PREDICTED
    | marks.SIGNS
)
"""Without any of these, nothing is said about a technology."""
_NEAR = 6
"""So many words after "deploy" or "get", the technology that is meant has been named."""


@remembered
def solution_first(text: str, known: Vocabulary = SHIPPED) -> bool:
    """Tell whether a sentence is about the technology, its output or its score, and not about what people do."""
    text = tidy(text)
    if not _SIEVE.holds(text, known) or placeholder(text, known):
        return False
    everything = read(text, known)
    words = _opened(everything)
    if not words or _told_later(words) or _done_by_people(words):
        return False
    if _circular(words) or _access(words):
        return True
    if scores_a_model(everything):
        return True
    about_it = _introduced(words) or _machine_verb(words) or _machine_acts(words) or _nothing_but_machine(words)
    return about_it and not fits_any(everything)


def _opened(words: Sequence[Word]) -> Sequence[Word]:
    """Return a sentence without how it opens: "We believe that", "To", "When prompted,"."""
    if words and words[0].marks & marks.LINKS:
        clause = next((place for place, word in enumerate(words) if place and "," in word.before), 0)
        words = words[clause:]
    start = next((place for place in range(1, min(len(words), 4)) if ":" in words[place].before), 0)
    if not all(word.marks & (marks.BLANKS | marks.SMALL | marks.GENERIC) for word in words[:start]):
        start = 0  # "Purpose: ..." is how a form begins
    while start < len(words) and words[start].marks & (marks.SMALL | marks.LINKS | marks.AFTER_SUBJECT):
        start += 1
    return words[start:]


def _told_later(words: Sequence[Word]) -> bool:
    """Tell whether the sentence goes on to what people do: "... so that clerks call"."""
    places = [place for place, word in enumerate(words) if word.marks & marks.SO_THAT]
    return any(word.marks & marks.PEOPLE for place in places for word in words[place:])


def _done_by_people(words: Sequence[Word]) -> bool:
    """Tell whether somebody is named who does it: "... is post-edited by professional translators"."""
    places = [place for place, word in enumerate(words) if word.marks & marks.BY]
    return any(_has(words[place + 1 : place + 4], marks.PEOPLE) for place in places)


def _circular(words: Sequence[Word]) -> bool:
    """Tell whether people use the tool, and nothing more: "Users will use the tool"."""
    return (
        _has(words, marks.USES) and _has(words, _SOMEONE | _MACHINE) and all(word.marks & _CIRCULAR for word in words)
    )


def _access(words: Sequence[Word]) -> bool:
    """Tell whether people get a technology, and nothing more: "Managers get access to an AI assistant"."""
    place = next((place for place, word in enumerate(words) if word.marks & marks.ACCESS), None)
    return place is not None and place <= _NEAR and _has(words[place + 1 : place + 1 + _NEAR], marks.ANY_TECHNOLOGY)


def _introduced(words: Sequence[Word]) -> bool:
    """Tell whether the sentence is about putting a technology in: "roll out Copilot", "einen Chatbot einführen"."""
    if words[0].marks & marks.INTRODUCTIONS:
        return _has(words[1 : 1 + _NEAR], marks.ANY_TECHNOLOGY)
    put_in = [place for place in range(min(len(words), _NEAR)) if words[place].marks & _PUT_TO_USE]
    if any(_has(words[place + 1 : place + (3 if place else 1 + _NEAR)], marks.TECHNOLOGY) for place in put_in):
        return not _has(words, marks.PEOPLE)
    if not words[-1].marks & marks.INTRODUCTIONS:
        return False
    return _has(words[:-1], marks.ANY_TECHNOLOGY) and not _has(words, marks.PEOPLE)


def _machine_verb(words: Sequence[Word]) -> bool:
    """Tell whether a sentence begins, or ends, with what a machine is praised for: "identify students at risk"."""
    first, last = words[0].marks, words[-1].marks
    if first & marks.MACHINE_OPENERS:
        return not (first & marks.CAUSES and _has(words, marks.PEOPLE))
    if first & marks.MACHINE_VERBS and _is_verb(words, 0) and not _names_what_is_done(words):
        return True
    if last & marks.SHOWN_VERBS and first & marks.ANY_TECHNOLOGY and not _has(words, _SOMEONE):
        return True
    if not last & marks.MACHINE_VERBS or last & marks.OUTPUTS or _has(words, _SOMEONE):
        return False
    return len(words) > 1 and not words[-2].marks & marks.LINKS


def _names_what_is_done(words: Sequence[Word]) -> bool:
    """Tell whether the first words are what something is done with: "Forecasts are signed off"."""
    ends = marks.AFTER_SUBJECT | marks.LINKS
    end = next((place for place, word in enumerate(words) if place and word.marks & ends), len(words))
    return _has(words[end : end + 1], marks.BEING)


def _machine_acts(words: Sequence[Word]) -> bool:
    """Tell whether the technology or its output is the subject, and does not make someone act."""
    places = range(1, len(words))
    verb = next((place for place in places if words[place].marks & _VERBS and _is_verb(words, place)), None)
    if verb is None:
        return False
    end = next((place for place in range(1, verb) if words[place].marks & marks.LINKS), verb)
    subject = next((word for word in reversed(words[:end]) if not word.marks & marks.SMALL), words[0])
    rest = words[verb:]
    # "this use case predicts" speaks of the machine as well
    named = subject.marks & _MACHINE or (subject.marks & marks.BLANKS and _has(rest[:3], marks.MACHINE_VERBS))
    if not named or _has(words[:end], marks.PEOPLE) or _makes_someone_act(rest):
        return False
    passive = rest[0].marks & marks.BEING
    if not passive and (subject.marks & marks.ANY_TECHNOLOGY or not rest[0].marks & marks.AFTER_SUBJECT):
        return True
    # "dashboards are opened in the stand-up" is what people do
    return _has(rest[1:4], marks.SHOWN_VERBS | marks.MACHINE_VERBS | marks.MACHINE_DONE | _MACHINE)


def _nothing_but_machine(words: Sequence[Word]) -> bool:
    """Tell whether there is the name of a technology and what it is for, and nobody: "NLP tool for earnings calls"."""
    end = next((place for place, word in enumerate(words) if word.marks & marks.LINKS), len(words))
    if _has(words, _SOMEONE | marks.AFTER_SUBJECT) or end in (0, len(words)):
        return False
    return _has(words[:end], marks.TECHNOLOGY) or bool(words[end - 1].marks & marks.AMBIGUOUS_TECHNOLOGY)


def _is_verb(words: Sequence[Word], place: int) -> bool:
    """Tell whether a word that may be a verb is one here, and the main one: not in "event labels" or "to label"."""
    word = words[place]
    if place and (words[place - 1].marks & marks.LINKS or word.opens_clause()):
        return False
    if word.marks & marks.AFTER_SUBJECT:
        return True
    follows = words[place + 1] if place + 1 < len(words) else None
    if follows is None or follows.opens_clause():
        return not word.before.isspace() or bool(word.marks & marks.MACHINE_VERBS and not word.marks & marks.OUTPUTS)
    return not (word.marks & marks.OUTPUTS and follows.marks & marks.LINKS)


def _makes_someone_act(words: Sequence[Word]) -> bool:
    """Tell whether it is said whom the subject makes do something; to help everyone is nothing that anybody does."""
    cause = next((place for place, word in enumerate(words) if word.marks & marks.CAUSES), None)
    if cause is None:
        return False
    return _has(words[cause:], marks.PEOPLE if words[cause].marks & marks.SLOGANS else _SOMEONE)


def _has(words: Sequence[Word], mark: int) -> bool:
    return any(word.marks & mark for word in words)
