"""Whether a text names one person, and what else it may name.

A name is never judged by its letters: it is a person unless words speak against it.
"""

import re
from collections.abc import Sequence
from typing import Literal, NamedTuple

from . import marks
from .lexicon import SHIPPED, Vocabulary
from .placeholders import placeholder
from .text import Word, clauses, read, remembered, tidy, typed

_ADDRESS = re.compile(r"([^\s@]+)@[^\s@]+\.[^\s@]+|[@#](\S+)")
_BRACKETED = re.compile(r"[(\[][^()\[\]]*[)\]]")
_BETWEEN = ("/", ";", "|", "+", "&", "\n", "、")
_TOPIC = marks.DEPARTMENTS | marks.SMALL | marks.LINKS | marks.ANY_TECHNOLOGY
_WHO = marks.DEPARTMENTS | marks.EVERYONE
_JOB = _TOPIC | marks.ROLES | marks.PEOPLE | marks.NOBODY | marks.FILLERS
_NO_NAME = _JOB | marks.TEAMS | marks.EVERYONE | marks.HONORIFICS


class Named(NamedTuple):
    """What a text that should name one person names."""

    kind: Literal["person", "team", "several", "role", "none"]
    sure: bool
    """False where only a weak hint speaks: the Team of "Grace Team" may be a family name."""
    words: str
    """What it stumbled on; empty for a person."""


_PERSON = Named("person", sure=True, words="")


@remembered
def person_name(text: str, known: Vocabulary = SHIPPED) -> Named:
    """Tell whether a text names one person, and if not, what it names."""
    text = tidy(text)
    words = read(text, known)
    if placeholder(text, known) or _nobody(words):
        return Named("none", sure=True, words=text)
    if address := _ADDRESS.fullmatch(text):
        return _address(text, read(address[1] or address[2], known))
    words = read(_BRACKETED.sub(" ", text).strip(), known) or words
    if several := _several(words):
        return several
    if words[0].marks & marks.HONORIFICS and len(words) > 1:
        return _PERSON
    return _team(words) or _role(words) or _PERSON


def _nobody(words: Sequence[Word]) -> bool:
    """Tell whether the text says that there is no one: "nobody yet"."""
    if not any(word.marks & marks.NOBODY for word in words):
        return False
    return all(word.marks & (marks.NOBODY | marks.SMALL | marks.FILLERS) for word in words)


def _address(text: str, words: Sequence[Word]) -> Named:
    """Judge an address, a channel or a handle by the words in it."""
    if text.startswith("#") or any(word.marks & (marks.TEAMS | marks.DEPARTMENTS) for word in words):
        return Named("team", sure=True, words=text)
    return Named("person", sure=False, words="")


def _several(words: Sequence[Word]) -> Named | None:
    """Find more than one name: "Ana Costa and Sam Lee", "Ana / Sam", "Dana Ruiz and team"."""
    found = [sure for place in range(1, len(words)) if (sure := _split(words, place)) is not None]
    return Named("several", sure=any(found), words=typed(words)) if found else None


def _split(words: Sequence[Word], place: int) -> bool | None:
    """Tell whether names surely stand on both sides of a place; None when they do not."""
    word, left, right = words[place], words[:place], words[place:]
    joined = len(right) > 1 and word.before == right[1].before and word.before in (" ", "")
    sure = True
    if left[-1].marks & marks.LINKS:
        return None  # Johannes von und zu Liechtenstein
    if joined and word.marks & marks.JOINERS:
        right = right[1:]
        sure = word.before == " "
        # 和 and と stand in names, too
        if not sure and min(len(left[-1].plain), len(right[0].plain)) < 2:  # noqa: PLR2004
            return None
    elif joined and word.marks & marks.SURNAME_JOINERS:
        right = right[1:]
        sure = len(right) > 1
        if len(left) > 1 and not sure:
            return None
    elif "," in word.before:
        sure = False
        # "Ruiz, Dana"
        if len(words) < 4 and 1 in (len(left), len(right)):  # noqa: PLR2004
            return None
    elif not any(sign in word.before for sign in _BETWEEN):
        return None
    return sure if _two(left, right, joined=joined) else None


def _two(left: Sequence[Word], right: Sequence[Word], *, joined: bool) -> bool:
    """Tell whether a name stands on the left, and another name, a team or a job on the right."""
    if right[-1].marks & (marks.TEAMS | marks.COMPANIES):
        return len(_names(left)) > 1
    if joined and any(word.marks & marks.ROLES for word in right):
        return len(_names(left)) > 1
    return bool(_names(left) and _names(right))


def _names(words: Sequence[Word]) -> list[Word]:
    """Return the words that may be names."""
    return [word for word in words if not word.marks & _NO_NAME]


def _team(words: Sequence[Word]) -> Named | None:
    """Find a team, a body, a department or a company."""
    if _role_of(words):
        return None
    first, last = next((word for word in words if not word.marks & marks.SMALL), words[0]), words[-1]
    if last.marks & marks.COMPANIES and len(words) > 1:
        return Named("team", sure=True, words=typed(words))
    if last.marks & marks.TEAMS:
        return Named("team", sure=_clearly(last, words[:-1], words), words=last.typed)
    if first.marks & marks.TEAMS and not any(word.marks & marks.ROLES for word in words):
        others = [word for word in words if word is not first]
        return Named("team", sure=_clearly(first, others, words), words=first.typed)
    if all(word.marks & (_TOPIC | marks.EVERYONE) for word in words) and any(word.marks & _WHO for word in words):
        return Named("team", sure=True, words=typed(words))
    if any(word.plain.isdecimal() for word in words):
        return Named("team", sure=False, words=typed(words))
    return None


def _clearly(noun: Word, others: Sequence[Word], words: Sequence[Word]) -> bool:
    """Tell whether a noun such as Team cannot be a family name here."""
    if not others or any(word.marks & (marks.DEPARTMENTS | marks.ANY_TECHNOLOGY) for word in others):
        return True
    if not noun.typed[0].isupper() or any(word.typed[0].islower() for word in others):
        return True
    return any(word.is_acronym() for word in others) and not all(word.typed.isupper() for word in words)


def _role(words: Sequence[Word]) -> Named | None:
    """Find a job title that stands alone: "VP Product", "Head of Onboarding"."""
    if not any(word.marks & (marks.ROLES | marks.PEOPLE) for word in words):
        return None
    unknown = 0
    for part in clauses(words):
        names = [word for word in part if not word.marks & _JOB and not word.is_acronym()]
        titled = any(word.marks & (marks.ROLES | marks.PEOPLE) for word in part)
        if names and (not titled or (len(names) > 1 and not _role_of(part))):
            return None
        unknown += bool(names) and not _role_of(part)
    family_name = len(words) == 1 and words[0].typed.istitle() and bool(words[0].marks & marks.PEOPLE)
    return Named("role", sure=not unknown and not family_name, words=typed(words))


def _role_of(words: Sequence[Word]) -> bool:
    """Tell whether a job is followed by what it is for: "director of", "responsable de"."""
    if not words[0].marks & marks.ROLES:
        return False
    return words[0].plain.endswith(" of") or bool(len(words) > 1 and words[1].marks & marks.LINKS)
