"""Whether anything is filled in at all."""

import re
from collections.abc import Sequence
from functools import reduce
from operator import or_

from . import marks
from .lexicon import SHIPPED, Vocabulary
from .sieve import Sieve
from .text import Word, clauses, read, remembered, strip, tidy

_NOTHING = marks.PLACEHOLDER_ALWAYS | marks.PLACEHOLDER_ALONE
_HINTS = _NOTHING | marks.PLACEHOLDER_START | marks.PLACEHOLDER_END
_SIEVE = Sieve(_HINTS | marks.SIGNS)
_AROUND = marks.SMALL | marks.LINKS | marks.AFTER_SUBJECT | marks.FILLERS | marks.BLANKS
_SUBJECT = marks.SMALL | marks.AFTER_SUBJECT | marks.BLANKS

_SHORT = 6
"""As many words beside a placeholder are no answer: "In planning phase - TBD"."""
_LONG = 16
"""As many words may say when the answer will be found: "will be filled in after the pilot"."""

_QUOTED = re.compile(
    r""""[^"]*"|“[^”]*”|„[^“”]*[“”]|«[^»]*»|「[^」]*」|『[^』]*』|`[^`]*`"""
    r"""|(?<!\w)['‘][^'’]*['’](?!\w)"""  # noqa: RUF001  # single quotes as people type them, but no apostrophes
)
_QUOTES = frozenset("\"'`“”„«»‘’「」『』")  # noqa: RUF001
_MASK = " quoted "
"""Stands for what an author only quotes: agents stop writing "TBD"."""
_BRACKETED = re.compile(r"\[([^\[\]]*)\](?!\()|<([^<>]*)>|\{+([^{}]*)\}+|【([^【】]*)】")
_BLANK = re.compile(r"_{3,}|[〇○◯△□×●]{2,}|\{\{.*?\}\}")  # noqa: RUF001  # Japanese writes a blank as two circles
_OPEN = frozenset("[<{【_〇○◯△□×●.…")  # noqa: RUF001
_ELLIPSIS = re.compile(r"(?:^|\s)(?:\.{2,}|…)(?=\s|$)")


@remembered
def placeholder(text: str, known: Vocabulary = SHIPPED) -> bool:
    """Tell whether nothing is filled in: blank, a leftover of the template, TBD, "noch offen", "see description"."""
    text = tidy(text)
    if not any(map(str.isalnum, text)):
        return True
    if not _SIEVE.holds(text, known):
        return False
    if not _QUOTES.isdisjoint(text):
        text = text.strip("".join(_QUOTES)) if _QUOTED.fullmatch(text) else _QUOTED.sub(_MASK, text)
    return _leftover(text, known) or _says_nothing(read(text, known))


def may_be_placeholder(text: str, words: Sequence[Word], told: int) -> bool:
    """Tell, of a text that has been read, whether it is worth asking; `told` is all that its words can be."""
    return bool(told & _HINTS) or not _OPEN.isdisjoint(text) or not words or words[0].plain[0] == "x"


def _leftover(text: str, known: Vocabulary) -> bool:
    """Tell whether a blank of a template is still open."""
    if _OPEN.isdisjoint(text):
        return False
    if _BLANK.search(text) or len(_ELLIPSIS.findall(text)) > 1:
        return True
    for match in _BRACKETED.finditer(text):
        words = read(next(inside for inside in match.groups() if inside is not None).strip(), known)
        if match[0] == text and len(words) <= 2 * _SHORT and _MASK not in text:
            return True
        if words and len(words) <= _SHORT and _template(words):
            return True
    return False


def _template(words: Sequence[Word]) -> bool:
    """Tell whether these words in brackets are an instruction to the author."""
    if all(word.marks & (marks.BLANKS | marks.PLACEHOLDER_ALWAYS | marks.FILLERS) for word in words):
        return True
    return len(words) > 1 and bool(words[0].marks & marks.TEMPLATE_WORDS)


def _says_nothing(words: Sequence[Word]) -> bool:
    found = reduce(or_, [word.marks for word in words], 0)
    if not found & _HINTS:
        return all(set(word.plain) == {"x"} for word in words)
    if not found & _HINTS & ~marks.PLACEHOLDER_ALONE and not words[0].marks & (_NOTHING | _AROUND):
        return False  # "Clerks draft the reply": such words say nothing only where they stand alone
    parts = [part for part in clauses(words) if not all(map(_adds_nothing, part))]
    if not parts:
        return False
    return (
        all(_is_nothing(part) or _postponed(part) for part in parts)
        or _postponed(words)
        or _head(parts, words)
        or _tail(parts, words)
        or _mostly(words)
    )


def _adds_nothing(word: Word) -> bool:
    return bool(word.marks & _AROUND) and not word.marks & _NOTHING


def _is_nothing(words: Sequence[Word]) -> bool:
    """Tell whether there is a placeholder and nothing else but what may stand around one."""
    core = [word for word in words if not _adds_nothing(word)]
    if not core or not all(word.marks & _NOTHING for word in core):
        return False
    # "owner open" and "enter a date" ask for an answer, "open source" does not
    told_to = words[0].marks & marks.TEMPLATE_WORDS and not words[0].marks & marks.BLANKS
    return _always(core) or not words[-1].marks & marks.BLANKS or bool(words[-1].marks & _NOTHING or told_to)


def _always(words: Sequence[Word]) -> bool:
    return any(word.marks & marks.PLACEHOLDER_ALWAYS for word in words)


def _postponed(words: Sequence[Word]) -> bool:
    """Tell whether the text only says where or when the answer is found, or that it depends."""
    core = strip(words, lambda word: bool(word.marks & _SUBJECT) and not word.marks & marks.PLACEHOLDER_START)
    if core and core[0].marks & marks.PLACEHOLDER_START and len(words) <= _LONG:
        return True
    before = [word for word in words[:-1] if not word.marks & _SUBJECT]
    return len(before) <= 1 and bool(words[-1].marks & marks.PLACEHOLDER_END)


def _head(parts: Sequence[Sequence[Word]], words: Sequence[Word]) -> bool:
    """Tell whether the text begins with a clear placeholder: "N/A - retired", "unknown; ask the vendor"."""
    first, rest = parts[0], len(words) - len(parts[0])
    if "." in first[0].typed and len(words) > 1 and words[1].before == ". " and not words[1].marks:
        return False  # N. A. Smith
    if _is_nothing(first):
        comma = parts[1][0].before.startswith((",", "、"))
        return rest <= _LONG or not comma if _always(first) else rest <= _SHORT and not comma
    turn = next((index for index, word in enumerate(first) if index and word.marks & marks.TURNS), 0)
    if turn and _is_nothing(first[:turn]):
        # "outputs are unknown as the vendor ...", but not "the draft as a saved view"
        return any(
            word.marks & (marks.PLACEHOLDER_ALWAYS | marks.AFTER_SUBJECT | marks.BLANKS) for word in first[:turn]
        )
    follows = first[1] if len(first) > 1 else None
    if follows is None or not first[0].marks & marks.PLACEHOLDER_ALWAYS:
        return False
    return bool(follows.marks & marks.SMALL or (follows.marks & marks.LINKS and len(words) <= _SHORT))


def _tail(parts: Sequence[Sequence[Word]], words: Sequence[Word]) -> bool:
    """Tell whether a few words end in a clear placeholder: "Frequency is TBD", "in planning phase - TBD"."""
    if len(words) > _SHORT + len(parts[-1]):
        return False
    if len(parts) > 1 and _is_nothing(parts[-1]):
        return _always(parts[-1])
    if len(parts) > 1 or len(words) < 2 or not words[-1].marks & marks.PLACEHOLDER_ALWAYS:  # noqa: PLR2004
        return False
    return bool(words[-2].marks & (marks.AFTER_SUBJECT | marks.FILLERS))


def _mostly(words: Sequence[Word]) -> bool:
    """Tell whether a template was filled with placeholders: "We believe TBD will cause TBD for TBD"."""
    found = sum(1 for word in words if word.marks & marks.PLACEHOLDER_ALWAYS)
    return found > 1 and 3 * found >= len(words)
