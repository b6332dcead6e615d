"""Questions put to the engine together; what is beyond the file is found out only where they cannot do without."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from .expression import Expression, ExpressionError, Facts
from .playbook import Playbook
from .policy import Policy
from .subject import Subject

UNKNOWN = -1
"""The status of a question that was asked together with one that cannot be evaluated."""

_TOGETHER = 24
"""How many questions are put to the engine at a time, well below its limit of 100,000 characters."""


class Known:
    """What is known of an initiative, and beyond its file as far as somebody has asked."""

    def __init__(self, playbook: Playbook, subject: Subject) -> None:
        self.initiative = subject.initiative
        self.found: dict[str, Any] = {}
        """What was found out, by the name of the variable."""
        self._playbook = playbook
        self._subject = subject
        self._values = subject.values()
        self._facts: dict[tuple[str, ...], Facts] = {}

    def facts(self, beyond: tuple[str, ...] = ()) -> Facts:
        """Return the facts for expressions, with some of the variables that have to be found out."""
        if beyond not in self._facts:
            for name in beyond:
                self.found[name] = self.found.get(name) or self._subject.beyond(name)
            self._facts[beyond] = self._playbook.facts(self._values | {name: self.found[name] for name in beyond})
        return self._facts[beyond]


class Question(NamedTuple):
    """What a policy is asked, for a stage."""

    policy: Policy
    stage: str
    beyond: tuple[str, ...]
    """The variables it uses that have to be found out."""


class Round(NamedTuple):
    """Questions that are asked together; none of them, or all, use variables that have to be found out."""

    expression: Expression
    beyond: tuple[str, ...]
    size: int

    def evaluate(self, known: Known) -> list[int]:
        """Return what each question comes to; -1 where one of them cannot be evaluated.

        First nothing is found out: what CEL can say without a variable, it would say whatever its value is.
        """
        for beyond in ((), self.beyond) if self.beyond else ((),):
            try:
                statuses: list[int] = self.expression.evaluate(known.facts(beyond))
            except ExpressionError:
                continue
            return statuses
        return [UNKNOWN] * self.size


def rounds(playbook: Playbook, questions: Iterable[Question]) -> Iterator[Round]:
    """Put questions together that stand in the order of what they use beyond the file."""
    for beyond, group in groupby(questions, key=lambda question: question.beyond):
        asked = [question.policy.status(question.stage) for question in group]
        for start in range(0, len(asked), _TOGETHER):
            some = asked[start : start + _TOGETHER]
            yield Round(playbook.compile(f"[{', '.join(some)}]"), beyond, len(some))
