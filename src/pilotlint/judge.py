"""Every policy asked about one initiative, and what follows from the answers."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from . import builtins, neighbours
from .expression import Expression, ExpressionError
from .initiative import Initiative, next_stage, stages
from .inquiry import Known, Question
from .model import Pointer, Readiness, Severity, pointer
from .playbook import Playbook
from .policy import FAILS, NOT_APPLICABLE, PASSES, Policy
from .subject import BEYOND, Problem, Subject


class Outcome(StrEnum):
    """What a policy says of an initiative; only the first is a pass."""

    PASS = "pass"  # noqa: S105  # not a password
    FAIL = "fail"
    NOT_APPLICABLE = "not applicable"
    UNREAD = "unread"
    """It reads a field that cannot be read; PL001 says why."""
    ERROR = "error"
    """Its expression cannot be evaluated on this initiative."""


class Answer(NamedTuple):
    """What one policy says of one initiative, however much it weighs."""

    outcome: Outcome
    problems: tuple[Problem, ...] = ()


_PASS, _NOT_APPLICABLE, _UNREAD = Answer(Outcome.PASS), Answer(Outcome.NOT_APPLICABLE), Answer(Outcome.UNREAD)
_FINE = frozenset((PASSES, NOT_APPLICABLE, Outcome.PASS, Outcome.NOT_APPLICABLE))
"""What leaves nothing to say."""


_NOT_ASKED = frozenset((Outcome.NOT_APPLICABLE, Outcome.UNREAD))
"""What says nothing about the way to a stage; where a field cannot be read, PL001 is in the way."""


class Ruling(NamedTuple):
    """What one policy says of one initiative at one stage, and how much it weighs there."""

    policy: Policy
    severity: Severity
    answer: Answer


class Judgement(NamedTuple):
    """What all policies say of one initiative."""

    rulings: tuple[Ruling, ...]
    """Of the policies that apply at its stage."""
    readiness: Readiness | None
    """For the stage it was just moved to or does not satisfy yet, and else for the next."""
    rests_on: Mapping[str, Any] = {}
    """What was found out beyond the file to come to it, by the name of the variable."""


class Judge:
    """A playbook with its expressions compiled as they are needed."""

    def __init__(self, playbook: Playbook) -> None:
        self.playbook = playbook
        self._reads: dict[str, set[Pointer]] = {}
        self._built_in = [policy for policy in playbook.policies if policy.id in builtins.CHECKS]
        self._beyond = {policy.id: tuple(name for name in BEYOND if policy.uses(name)) for policy in playbook.policies}
        self._inquiries: dict[tuple[str, str], _Inquiry] = {}
        self._weights = {stage: list(self._weigh(stage)) for stage in stages()}

    def judge(self, subject: Subject) -> Judgement:
        """Ask every policy about one initiative."""
        stage = subject.initiative.stage
        built_in = {policy.id: _built_in(policy, subject) for policy in self._built_in}
        if stage is None:
            return Judgement(self.rule(stages()[0], built_in), None)
        goal = stage if subject.enters_stage else next_stage(stage)
        if (stage, goal) not in self._inquiries:
            self._inquiries[stage, goal] = _Inquiry(self, stage, goal)
        return self._inquiries[stage, goal].ask(subject, built_in)

    def questions(self, stage: str, goal: str) -> list[Question]:
        """Return what is asked with expressions at a stage that leads to another."""
        at_stage = [policy for policy, _ in self._weights[stage] if not policy.builtin]
        same = {policy.id for policy in at_stage if goal == stage or not policy.uses("stage")}
        asked = [(policy, stage) for policy in at_stage]
        asked += [(policy, goal) for policy in self.blocking(goal) if not policy.builtin and policy.id not in same]
        return [
            Question(policy, when, self.playbook.compile(policy.status(when)), self._beyond[policy.id])
            for policy, when in asked
        ]

    def blocking(self, stage: str) -> list[Policy]:
        """Return the policies that keep from a stage."""
        return [policy for policy, severity in self._weights[stage] if severity is Severity.ERROR]

    def cannot_ask(self, policy: Policy, initiative: Initiative) -> bool:
        """Tell whether a policy reads a field of an initiative that cannot be read."""
        if not initiative.unreadable:
            return False
        if policy.id not in self._reads:
            self._reads[policy.id] = {at for path in self.playbook.fields_read[policy.id] for at in _fields(*path)}
        return any(map(initiative.cannot_be_read, self._reads[policy.id]))

    def rule(self, stage: str, answers: Mapping[str, Answer]) -> tuple[Ruling, ...]:
        """Give the answers the weight that their policies have at a stage."""
        return tuple(
            Ruling(policy, severity, self._strictly(policy, answers[policy.id]))
            for policy, severity in self._weights[stage]
            if policy.id in answers
        )

    def readiness(self, goal: str, answers: Mapping[str, Answer]) -> Readiness:
        """Count what blocks the way to a stage."""
        asked = [policy for policy in self.blocking(goal) if answers[policy.id].outcome not in _NOT_ASKED]
        missing = tuple(policy.id for policy in asked if not _lets_pass(self._strictly(policy, answers[policy.id])))
        return Readiness(goal, len(asked) - len(missing), len(asked), missing)

    def _weigh(self, stage: str) -> Iterable[tuple[Policy, Severity]]:
        for policy in self.playbook.policies:
            if policy.of_gate:
                continue
            if severity := self.playbook.severity(policy, stage):
                yield policy, severity

    def _strictly(self, policy: Policy, answer: Answer) -> Answer:
        """Let a judgement of wording block where it would only advise, if the profile is strict."""
        if not (answer.problems and policy.wording and self.playbook.settings.profile == "strict"):
            return answer
        return Answer(answer.outcome, tuple(problem._replace(advice=False) for problem in answer.problems))


class _Inquiry:
    """The questions for a stage and for the one it leads to."""

    def __init__(self, judge: Judge, stage: str, goal: str) -> None:
        self.judge = judge
        self.stage = stage
        self.goal = goal
        self._questions = judge.questions(stage, goal)
        self._details: dict[tuple[str, str], Expression] = {}
        self._settled: dict[tuple[Any, ...], Judgement] = {}
        """What is said where no policy finds a problem, so that it is put together once for many initiatives."""

    def ask(self, subject: Subject, built_in: dict[str, Answer]) -> Judgement:
        """Ask every policy, for the stage and for the one it leads to."""
        known = Known(self.judge.playbook, subject)
        statuses = [question.status(known) for question in self._questions]
        settled = (*statuses, *(answer.outcome for answer in built_in.values()))
        if not _FINE.issuperset(settled):
            judgement = self._judgement(statuses, known, built_in)
        else:
            if settled not in self._settled:
                self._settled[settled] = self._judgement(statuses, known, built_in)
            judgement = self._settled[settled]
        return judgement._replace(rests_on=known.found) if known.found else judgement

    def _judgement(self, statuses: list[int], known: Known, built_in: dict[str, Answer]) -> Judgement:
        clear = {} if known.initiative.unreadable else {PASSES: _PASS, NOT_APPLICABLE: _NOT_APPLICABLE}
        at_stage: dict[str, Answer] = dict(built_in)
        at_goal: dict[str, Answer] = {}
        for question, status in zip(self._questions, statuses, strict=True):
            answers = at_stage if question.stage == self.stage else at_goal
            answers[question.policy.id] = clear.get(status) or self._answer(question, status, known)
        readiness = self.judge.readiness(self.stage, at_stage)
        if self.stage == stages()[0] or not readiness.missing:
            readiness = self.judge.readiness(self.goal, at_stage | at_goal)
        return Judgement(self.judge.rule(self.stage, at_stage), readiness)

    def _answer(self, question: Question, status: int, known: Known) -> Answer:
        policy = question.policy
        if self.judge.cannot_ask(policy, known.initiative):
            return _UNREAD
        if status in {PASSES, NOT_APPLICABLE}:
            return _PASS if status == PASSES else _NOT_APPLICABLE
        try:
            facts = known.facts(question.beyond)
            if status != FAILS:
                question.expression.evaluate(facts)  # says why it cannot be
            rows = self._detail(policy, question.stage).evaluate(facts)
        except ExpressionError as error:
            return Answer(Outcome.ERROR, (_cannot_be_evaluated(policy, question.faulty_part(known), error),))
        return Answer(Outcome.FAIL, tuple(policy.problems(rows, question.stage)))

    def _detail(self, policy: Policy, stage: str) -> Expression:
        """Return the expression for what there is to say."""
        asked = (policy.id, stage)
        if asked not in self._details:
            self._details[asked] = self.judge.playbook.compile(policy.details(stage))
        return self._details[asked]


def _built_in(policy: Policy, subject: Subject) -> Answer:
    problems = builtins.CHECKS[policy.id](subject, policy)
    if problems is None:
        return _NOT_APPLICABLE
    return Answer(Outcome.FAIL, tuple(problems)) if problems else _PASS


def _cannot_be_evaluated(policy: Policy, part: str, error: ExpressionError) -> Problem:
    fault = f"`{part[1:]}` in {policy.path}:{policy.document.span(part).start.line}"
    return Problem(
        policy.at if "{" not in policy.at else "",
        f"The policy {policy.id} ({policy.title}) cannot be evaluated on this initiative: {error}.",
        f"This is a fault of the policy, not of the initiative: fix {fault}, or turn it off in pilotlint.yaml.",
    )


def _lets_pass(answer: Answer) -> bool:
    """Tell whether an answer of a policy that blocks keeps nobody from the stage: it passes, or only advises."""
    return answer is _PASS or (bool(answer.problems) and all(problem.advice for problem in answer.problems))


def _fields(variable: str, *path: str) -> Iterable[Pointer]:
    """Yield the fields of the initiative that a path rests on, as far as a pointer can follow it: to its first list."""
    if variable == "initiative":
        yield pointer(*(path[: path.index("[]")] if "[]" in path else path))
    elif variable == "portfolio":
        yield from (at for part, own in neighbours.RESTS_ON.items() if part in path[:1] or not path for at in own)
