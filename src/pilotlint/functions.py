"""The functions that expressions can call besides CEL's own; each is pure."""

import re
from datetime import date
from functools import lru_cache

from . import guess, identity, money, wording
from .expression import Function

_DAY = re.compile(r"(?<![0-9])[12][0-9]{3}-[0-9]{2}-[0-9]{2}(?![0-9])")
_STEM = 5
"""Words that share so many letters at the start count as akin: engineers, engineering."""


def days(start: str, end: str) -> int:
    """Count the days from one date to another."""
    return (date.fromisoformat(end) - date.fromisoformat(start)).days


def day_in(text: str) -> str:
    """Return the first date in a text, or nothing."""
    match = _DAY.search(text)
    return match[0] if match else ""


def akin(one: str, other: str) -> bool:
    """Tell whether two texts have a word in common, at least its first letters."""
    stems = {word[:_STEM] for word in identity.folded(one) if len(word) >= _STEM}
    return any(word[:_STEM] in stems for word in identity.folded(other))


_judged_once = lru_cache(maxsize=8_000)
"""Several policies ask about the same texts of one initiative, and many initiatives say the same."""

_person_name = _judged_once(wording.person_name)
_metric_kind = _judged_once(wording.metric_kind)


FUNCTIONS = (
    Function("placeholder", ("string",), "bool", _judged_once(wording.placeholder)),
    Function("vague", ("string",), "bool", _judged_once(wording.vague)),
    Function("solution_first", ("string",), "bool", _judged_once(wording.solution_first)),
    Function("names_a_group", ("string",), "bool", _judged_once(wording.names_a_group)),
    Function("bounded", ("string",), "bool", _judged_once(wording.bounded)),
    Function("ages_badly", ("string",), "bool", _judged_once(wording.ages_badly)),
    Function("person_kind", ("string",), "string", lambda text: _person_name(text).kind),
    Function("sure_of_person", ("string",), "bool", lambda text: _person_name(text).sure),
    Function("metric_kind", ("string",), "string", lambda text: _metric_kind(text).kind),
    Function("sure_of_metric", ("string",), "bool", lambda text: _metric_kind(text).sure),
    Function("metric_words", ("string",), "string", lambda text: _metric_kind(text).words),
    Function("same_person", ("map", "map"), "bool", identity.same_person),
    Function("names_person", ("string", "string", "string"), "bool", identity.names),
    Function("plain", ("string",), "string", guess.plain),
    Function("akin", ("string", "string"), "bool", akin),
    Function("days", ("string", "string"), "int", days),
    Function("day_in", ("string",), "string", day_in),
    Function("money", ("map", "string"), "string", money.written),
    Function("times", ("int", "double"), "int", money.times),
    Function("ratio", ("int", "int"), "string", money.ratio),
    Function("is_currency", ("string",), "bool", money.CURRENCIES.__contains__),
)
"""What each does stands in docs/writing-policies.md."""
