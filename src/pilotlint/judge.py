"""Every policy asked about one initiative: in one evaluation as long as all is well, one by one where it is not."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import NamedTuple

from . import builtins, packs, policy_check
from .expression import Expression, ExpressionError, Facts
from .initiative import Initiative, next_stage, stages
from .model import Readiness, Severity, pointer
from .playbook import Playbook
from .policy import FAILS, NOT_APPLICABLE, PASSES, Policy
from .subject import Problem, Subject


class Outcome(StrEnum):
    """What a policy says of an initiative; only the first is a pass."""

    PASS = "pass"  # noqa: S105  # not a password
    FAIL = "fail"
    NOT_APPLICABLE = "not applicable"
    UNREAD = "unread"
    """It reads a field that cannot be read; PL001 says why."""
    ERROR = "error"
    """Its expression cannot be evaluated on this initiative."""


class Ruling(NamedTuple):
    """What one policy says of one initiative at one stage."""

    policy: Policy
    severity: Severity
    outcome: Outcome
    problems: tuple[Problem, ...] = ()

    @property
    def blocks(self) -> bool:
        """Tell whether it keeps the initiative from the stage."""
        if self.severity is not Severity.ERROR or self.outcome in {Outcome.PASS, Outcome.NOT_APPLICABLE}:
            return False
        return not (self.problems and all(problem.advice for problem in self.problems))


class Judgement(NamedTuple):
    """What all policies say of one initiative."""

    rulings: tuple[Ruling, ...]
    """At its stage."""
    readiness: Readiness | None
    """For the stage it works towards, or was just moved to."""


class _Answer(NamedTuple):
    outcome: Outcome
    problems: tuple[Problem, ...] = ()


class Judge:
    """A playbook with its expressions compiled as they are needed."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook
        self._batches: dict[tuple[str, str], _Batch] = {}
        self._reads: dict[str, frozenset[tuple[str, ...]]] = {}

    def judge(self, subject: Subject) -> Judgement:
        """Ask every policy about one initiative."""
        stage = subject.initiative.stage
        built_in = {policy.id: _built_in(policy, subject) for policy in self.playbook.policies if policy.builtin}
        if stage is None:
            return Judgement(tuple(self._rule(stages()[0], built_in)), None)
        goal = stage if subject.enters_stage else next_stage(stage)
        if (stage, goal) not in self._batches:
            self._batches[stage, goal] = _Batch(self, stage, goal)
        answers = self._batches[stage, goal].ask(subject)
        at_stage = tuple(self._rule(stage, built_in | answers[stage]))
        return Judgement(at_stage, _readiness(goal, self._rule(goal, built_in | answers[goal])))

    def cannot_ask(self, policy: Policy, initiative: Initiative) -> bool:
        """Tell whether a policy reads a field of an initiative that cannot be read."""
        if not initiative.unreadable:
            return False
        if policy.id not in self._reads:
            self._reads[policy.id] = policy_check.fields_read(policy, packs.engine())
        paths = (path[1:] for path in self._reads[policy.id] if path[0] == "initiative")
        return any(initiative.cannot_be_read(pointer(*_before_items(path))) for path in paths)

    def _rule(self, stage: str, answers: Mapping[str, _Answer]) -> Iterator[Ruling]:
        strict = self.playbook.settings.profile == "strict"
        for policy in self.playbook.policies:
            severity = self.playbook.severity(policy, stage)
            if severity and policy.id in answers:
                outcome, problems = answers[policy.id]
                if strict and policy.wording:
                    problems = tuple(problem._replace(advice=False) for problem in problems)
                yield Ruling(policy, severity, outcome, problems)


class _Batch:
    """The questions for a stage and the one it leads to, put to the engine a few dozen at a time."""

    SIZE = 24
    """Keeps an expression well below the engine's limit of 100,000 characters."""

    def __init__(self, judge: Judge, stage: str, goal: str) -> None:
        self.judge = judge
        self.stages = (stage, goal)
        at_stage, at_goal = self._policies(stage), self._policies(goal)
        already = {policy.id for policy in at_stage if goal == stage or not policy.depends_on_stage}
        self.questions = [(policy, stage) for policy in at_stage]
        self.questions += [(policy, goal) for policy in at_goal if policy.id not in already]
        self._together: list[tuple[list[tuple[Policy, str]], Expression]] = []
        for start in range(0, len(self.questions), self.SIZE):
            some = self.questions[start : start + self.SIZE]
            source = ",\n".join(policy.status(asked) for policy, asked in some)
            self._together.append((some, self._compile(f"[{source}]")))
        self._alone: dict[str, Expression] = {}

    def ask(self, subject: Subject) -> dict[str, dict[str, _Answer]]:
        """Return the answer of every policy for both stages."""
        facts = self.judge.playbook.facts(subject)
        stage, goal = self.stages
        answers: dict[str, dict[str, _Answer]] = {stage: {}, goal: {}}
        for some, expression in self._together:
            try:
                statuses = expression.evaluate(facts)
            except ExpressionError:
                statuses = [None] * len(some)
            for (policy, asked), status in zip(some, statuses, strict=True):
                answers[asked][policy.id] = self._answer(policy, asked, status, subject, facts)
        answers[goal] = answers[stage] | answers[goal]
        return answers

    def _answer(self, policy: Policy, stage: str, status: int | None, subject: Subject, facts: Facts) -> _Answer:
        if self.judge.cannot_ask(policy, subject.initiative):
            return _Answer(Outcome.UNREAD)
        try:
            if status is None:
                status = self._compiled(policy.status(stage)).evaluate(facts)
            if status == FAILS:
                rows = self._compiled(policy.details(stage)).evaluate(facts)
                return _Answer(Outcome.FAIL, tuple(policy.problems(rows, stage)))
        except ExpressionError as error:
            return _Answer(Outcome.ERROR, (_cannot_be_evaluated(policy, error),))
        return _Answer({PASSES: Outcome.PASS, NOT_APPLICABLE: Outcome.NOT_APPLICABLE}[status])

    def _policies(self, stage: str) -> list[Policy]:
        playbook = self.judge.playbook
        return [policy for policy in playbook.policies if not policy.builtin and playbook.severity(policy, stage)]

    def _compiled(self, source: str) -> Expression:
        if source not in self._alone:
            self._alone[source] = self._compile(source)
        return self._alone[source]

    def _compile(self, source: str) -> Expression:
        return self.judge.playbook.compile(source)


def _built_in(policy: Policy, subject: Subject) -> _Answer:
    problems = builtins.CHECKS[policy.id](subject, policy)
    if problems is None:
        return _Answer(Outcome.NOT_APPLICABLE)
    return _Answer(Outcome.FAIL if problems else Outcome.PASS, tuple(problems))


def _cannot_be_evaluated(policy: Policy, error: ExpressionError) -> Problem:
    return Problem(
        policy.at if "{" not in policy.at else "",
        f"The policy {policy.id} ({policy.title}) cannot be evaluated on this initiative: {error}.",
        f"This is a fault of the policy, not of the initiative: mend {policy.path}, or turn it off in pilotlint.yaml.",
    )


def _readiness(goal: str, rulings: Iterator[Ruling]) -> Readiness:
    asked = [
        ruling
        for ruling in rulings
        if ruling.severity is Severity.ERROR and ruling.outcome is not Outcome.NOT_APPLICABLE
    ]
    missing = tuple(ruling.policy.id for ruling in asked if ruling.blocks)
    return Readiness(goal, len(asked) - len(missing), len(asked), missing)


def _before_items(path: tuple[str, ...]) -> tuple[str, ...]:
    """Return the keys of a path up to its first list, which is as far as a pointer can follow it."""
    return path[: path.index("[]")] if "[]" in path else path
