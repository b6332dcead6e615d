"""One question to one policy; what is beyond the file is found out only where it cannot do without."""

from typing import Any, NamedTuple

from .expression import Expression, ExpressionError, Facts, bind
from .playbook import Playbook
from .policy import Policy
from .subject import Subject

UNKNOWN = -1
"""The status of a question that cannot be evaluated."""


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

    def can_evaluate(self, source: str, beyond: tuple[str, ...]) -> bool:
        """Tell whether an expression comes to a value."""
        try:
            self._playbook.compile(source).evaluate(self.facts(beyond))
        except ExpressionError:
            return False
        return True


class Question(NamedTuple):
    """What a policy is asked, for a stage.

    Each is evaluated for itself: the engine leaves the variable of an `exists` or `all` that ends early where a later
    name of the same expression takes it for its own value (cel-expr-python 0.1.3).
    """

    policy: Policy
    stage: str
    expression: Expression
    """Says whether the policy passes, fails or does not apply."""
    beyond: tuple[str, ...]
    """The variables it uses that have to be found out."""

    def status(self, known: Known) -> int:
        """Return what it comes to.

        First nothing is found out: what CEL can say without a variable, it would say whatever its value is.
        """
        for beyond in ((), self.beyond) if self.beyond else ((),):
            try:
                status: int = self.expression.evaluate(known.facts(beyond))
            except ExpressionError:
                continue
            return status
        return UNKNOWN

    def faulty_part(self, known: Known) -> str:
        """Return the pointer of the first expression of the policy that cannot be evaluated.

        What is said of the entries of `each` is not taken apart: there it is the assertion, or what it uses.
        """
        parts = {"stage": f'"{self.stage}"'}
        for where, source in self.policy.expressions().items():
            if where.startswith("/variables/"):
                parts[where.removeprefix("/variables/")] = source
            elif not known.can_evaluate(bind(parts, source), self.beyond):
                return where
            elif where == "/each":
                break
        shown = (f"/variables/{name}" for name in parts if not known.can_evaluate(bind(parts, name), self.beyond))
        return next(shown, "/assert")
