"""What the examples of a policy show, and what none of them does: each stage and each expression, both ways."""

from collections.abc import Iterator
from typing import NamedTuple

from .examples import Trial
from .judge import Outcome
from .model import Position, Severity
from .policy import Policy

_ACTUAL = {Outcome.PASS: "passes", Outcome.FAIL: "fails"}
_NO_STAGE = ""


class Aim(NamedTuple):
    """One thing that an example should show."""

    at: str
    """Which part of the policy it is about, as a pointer."""
    shows: str
    """What none shows, in words."""


class Coverage(NamedTuple):
    """How much of a policy its examples show."""

    policy: Policy
    aims: frozenset[Aim]
    reached: frozenset[Aim]

    @property
    def gaps(self) -> Iterator[tuple[Position, str]]:
        """What no example shows, with its place in the policy's file."""
        spans = self.policy.document.span
        for aim in sorted(self.aims - self.reached):
            yield spans(aim.at).start, f"no example in which {aim.shows}"


def measure(policy: Policy) -> Coverage:
    """Run the examples of a policy and see what they show."""
    aims = frozenset(_aims(policy))
    return Coverage(policy, aims, aims.intersection(_reached(policy)))


def _aims(policy: Policy) -> Iterator[Aim]:
    stages = [_NO_STAGE] if policy.of_gate else list(policy.severity)
    for stage in stages:
        yield from (_stage(stage, way) for way in _ACTUAL.values())
    for where, source in (("/when", policy.when), ("/assert", policy.asserts)):
        if source:
            yield from (_truth(where, truth=truth) for truth in (True, False))
    if policy.advise_when and Severity.ERROR in policy.severity.values():
        yield from (_truth("/advise_when", truth=truth) for truth in (True, False))


def _reached(policy: Policy) -> Iterator[Aim]:
    trial, before = Trial(policy), Trial(policy._replace(each="", asserts="true", advise_when="", about=""))
    for kind in policy.examples.values():
        for example in kind:
            stage, outcome, found, _ = trial.judged(example)
            applies = outcome in _ACTUAL
            if applies:
                yield _stage(_NO_STAGE if policy.of_gate else stage or "", _ACTUAL[outcome])
                yield _truth("/assert", truth=outcome is Outcome.PASS)
            if policy.when and stage in policy.severity:
                yield _truth("/when", truth=applies or before.judged(example).outcome is Outcome.PASS)
            if policy.severity.get(stage or "") is Severity.ERROR:
                yield from (_truth("/advise_when", truth=one.severity is not Severity.ERROR) for one in found)


def _stage(stage: str, way: str) -> Aim:
    return Aim(f"/severity/{stage}", f"it {way} at {stage}") if stage else Aim("/examples", f"it {way}")


def _truth(where: str, *, truth: bool) -> Aim:
    return Aim(where, f"`{where.removeprefix('/')}` is {'true' if truth else 'false'}")
