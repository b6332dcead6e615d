"""The exceptions reviewed: which waivers count, and what is to be said about those that do not or are new."""

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from .. import findings
from ..findings import Place
from ..initiative import Initiative, stages
from ..model import Finding
from ..playbook import Playbook
from ..portfolio import Portfolio
from ..subject import Problem
from . import validity
from .validity import Person, World
from .waivers import Waiver, Waivers

VALID, NEW = "PL911", "PL912"

Authors = Callable[[str, int, int], Iterable[Person]]
"""Gives who wrote some lines of a file."""


class Side(NamedTuple):
    """The waivers of one tree, and who wrote them."""

    waivers: Waivers
    authors: Authors


class Review:
    """The waivers of one tree, held against the rules, the initiatives and the day."""

    def __init__(self, side: Side, playbook: Playbook, portfolio: Portfolio, today: str) -> None:
        self.side = side
        self._playbook = playbook
        self._portfolio = portfolio
        self._today = today

    @cached_property
    def valid(self) -> list[Waiver]:
        """The waivers that count."""
        return [waiver for waiver, found in self._problems if all(problem.advice for problem in found)]

    def findings(self, judged: Iterable[str], active: Iterable[Finding]) -> Iterator[Finding]:
        """Say what is wrong with waivers; one for an initiative that was judged is unused when nothing matches it."""
        ids, matching = set(judged), list(active)
        for flaw in self.side.waivers.flaws:
            yield from self._finding(VALID, validity.of_flaw(flaw), flaw.path, f"{flaw.path}{flaw.at}", None)
        for waiver, found in self._problems:
            if not found and waiver.initiative in ids and not any(map(waiver.matches, matching)):
                found = [validity.unused(waiver)]  # noqa: PLW2901  # the last word on this waiver
            for problem in found:
                yield from self._about(VALID, waiver, problem)

    def news(self, before: Waivers, *, counts_at_once: bool) -> Iterator[Finding]:
        """Say which waivers are new or extended since a base."""
        for waiver, problem in validity.news(before.entries, self.side.waivers.entries, counts_at_once=counts_at_once):
            yield from self._about(NEW, waiver, problem)

    @cached_property
    def _problems(self) -> list[tuple[Waiver, list[Problem]]]:
        return [(waiver, validity.problems(waiver, self._world)) for waiver in self.side.waivers.entries]

    @cached_property
    def _world(self) -> World:
        playbook = self._playbook
        return World(
            today=self._today,
            most_days=playbook.settings.limits["waiver_days"],
            policies=[
                policy.id for policy in playbook.policies if any(playbook.severity(policy, stage) for stage in stages())
            ],
            shipped=[policy.id for policy in playbook.with_shipped().policies],
            initiatives=self._initiatives,
            authors=self._authors,
        )

    def _initiatives(self, name: str) -> list[Initiative]:
        return [found for path in self._portfolio.claims(name) if (found := self._portfolio.at(path)).id == name]

    def _authors(self, waiver: Waiver) -> Iterable[Person]:
        span = self.side.waivers.documents[waiver.path].value_span(waiver.at)
        return self.side.authors(waiver.path, span.start.line, span.end.line)

    def _about(self, policy: str, waiver: Waiver, problem: Problem) -> Iterator[Finding]:
        known = waiver.initiative if self._initiatives(waiver.initiative) else None
        yield from self._finding(policy, problem, waiver.path, f"{waiver.policy}\0{waiver.initiative}", known)

    def _finding(
        self, name: str, problem: Problem, path: str, identity: str, initiative: str | None
    ) -> Iterator[Finding]:
        policy = next((one for one in self._playbook.policies if one.id == name), None)
        severity = policy and self._playbook.severity(policy, stages()[0])
        if policy and severity:
            document = self.side.waivers.documents.get(path)
            place = Place(path, identity, initiative, document)
            yield findings.of_gate(policy, severity, problem, place)
