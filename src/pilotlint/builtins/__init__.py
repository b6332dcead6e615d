"""The few policies whose check is Python; rationale, texts and examples are files like those of all others."""

from collections.abc import Callable

from ..policy import Policy
from ..subject import Problem, Subject
from . import history, identity, placeholders, reading, surprises

Check = Callable[[Subject, Policy], list[Problem] | None]
"""Gives the problems of an initiative, none when it passes, and None when the policy does not apply."""

CHECKS: dict[str, Check] = {
    "PL001": reading.check,
    "PL002": identity.check,
    "PL003": history.check,
    "PL004": surprises.check,
    "PL102": placeholders.check,
}
