"""The functions that expressions can call besides CEL's own; each is pure."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any

from . import guess, identity, money, wording
from .expression import Function

_DAY = re.compile(r"(?<![0-9])[12][0-9]{3}-[0-9]{2}-[0-9]{2}(?![0-9])")
_LONGEST_QUOTE = 100
_SEVERAL = 3
_SEPARATOR = re.compile(r",\s*(?:and|und|et|y)\s|\s*[,;+&\n]\s*|\s(?:and|und|et|y)\s", re.IGNORECASE)
_FEW_WORDS = re.compile(r"[\w.-]+(?: [\w.-]+){0,2}")
_STEM = 5
"""Words that share so many letters at the start count as akin: engineers, engineering."""


def days(start: str, end: str) -> int:
    """Count the days from one date to another."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def day_in(text: str) -> str:
    """Return the first date in a text, or nothing."""
    match = _DAY.search(text)
    return match[0] if match else ""


def since(history: Sequence[Mapping[str, Any]], stages: Collection[str]) -> str:
    """Return the day since which an initiative has been in one of some stages; nothing when it is not in one.

    Another line with the stage it is in, such as an extension, begins nothing anew.
    """
    began = ""
    for entry in reversed(history):
        if entry.get("stage") not in stages:
            break
        began = entry.get("date", began)
    return began


def newest_first(entries: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """Return the entries that have a date, the newest first; those of one day stay in their order."""
    return sorted((entry for entry in entries if entry.get("date")), key=lambda entry: entry["date"], reverse=True)


def earliest(dates: list[str]) -> str:
    """Return the earliest of some dates, or nothing."""
    return min(dates, default="")


def days_in(stage: str, history: list[dict[str, str]], today: str) -> int:
    """Count the days a stage history spends in a stage until today, every time it came back to it included."""
    dates = [entry["date"] for entry in history]
    spans = zip(history, dates, [*dates, today][1:], strict=True)
    return sum(max(days(start, end), 0) for entry, start, end in spans if entry["stage"] == stage)


def akin(one: str, other: str) -> bool:
    """Tell whether two texts have a word in common, at least its first letters."""
    stems = {word[:_STEM] for word in identity.folded(one) if len(word) >= _STEM}
    return any(word[:_STEM] in stems for word in identity.folded(other))


def short(text: str) -> str:
    """Return a text for quoting: on one line, and cut behind a word when it is long."""
    line = " ".join(text.split())
    if len(line) <= _LONGEST_QUOTE:
        return line
    cut = line[:_LONGEST_QUOTE]
    return f"{cut[: cut.rfind(' ')] if ' ' in cut else cut} …"


def several(text: str) -> bool:
    """Tell whether a text is a list of three names or more, none of them longer than three words."""
    names = _SEPARATOR.split(text.strip())
    return len(names) >= _SEVERAL and all(map(_FEW_WORDS.fullmatch, names))


def functions(known: wording.Vocabulary = wording.SHIPPED) -> tuple[Function, ...]:
    """Return all that expressions can call; what each does stands in docs/writing-policies.md.

    The judgements of text go by the words that are known: those of the lists and those of an organisation.
    """

    def person(text: str) -> wording.Named:
        return wording.person_name(text, known)

    def metric(text: str) -> wording.Metric:
        return wording.metric_kind(text, known)

    return (
        *(Function(judge.__name__, ("string",), "bool", partial(judge, known=known)) for judge in _JUDGEMENTS),
        Function("cadence", ("string",), "int", partial(wording.cadence, known=known)),
        Function("person_kind", ("string",), "string", lambda text: person(text).kind),
        Function("sure_of_person", ("string",), "bool", lambda text: person(text).sure),
        Function("metric_kind", ("string",), "string", lambda text: metric(text).kind),
        Function("sure_of_metric", ("string",), "bool", lambda text: metric(text).sure),
        Function("metric_words", ("string",), "string", lambda text: metric(text).words),
        Function("vague_words", ("string",), "string", partial(wording.vague_words, known=known)),
        Function("solution_words", ("string",), "string", partial(wording.solution_words, known=known)),
        *_OTHERS,
    )


_JUDGEMENTS = (
    wording.placeholder,
    wording.vague,
    wording.solution_first,
    wording.names_a_group,
    wording.bounded,
    wording.ages_badly,
)
_OTHERS = (
    Function("about_jobs", ("string",), "bool", wording.about_jobs),
    Function("confirmed", ("string",), "bool", wording.confirmed),
    Function("names_a_worry", ("string",), "bool", wording.names_a_worry),
    Function("waves_away", ("string",), "bool", wording.waves_away),
    Function("on_one_machine", ("string",), "bool", wording.on_one_machine),
    Function("still_to_come", ("string",), "bool", wording.still_to_come),
    Function("wants_cleaner_data", ("string",), "bool", wording.wants_cleaner_data),
    Function("same_person", ("map", "map"), "bool", identity.same_person),
    Function("names_person", ("string", "string", "string"), "bool", identity.names),
    Function("plain", ("string",), "string", guess.plain),
    Function("reworded", ("string", "string"), "bool", guess.reworded),
    Function("akin", ("string", "string"), "bool", akin),
    Function("earliest", ("list",), "string", earliest),
    Function("days_in", ("string", "list", "string"), "int", days_in),
    Function("several", ("string",), "bool", several),
    Function("short", ("string",), "string", short),
    Function("days", ("string", "string"), "int", days),
    Function("day_in", ("string",), "string", day_in),
    Function("since", ("list", "list"), "string", since),
    Function("newest_first", ("list",), "list", newest_first),
    Function("money", ("map", "string"), "string", money.written),
    Function("times", ("int", "double"), "int", money.times),
    Function("ratio", ("int", "int"), "string", money.ratio),
    Function("is_currency", ("string",), "bool", money.CURRENCIES.__contains__),
)
FUNCTIONS = functions()
