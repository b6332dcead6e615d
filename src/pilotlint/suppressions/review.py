"""The exceptions reviewed: which waivers count, and what is to be said about those that do not or are new."""

from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from .. import findings, wording
from ..findings import Place
from ..initiative import Initiative, stages
from ..model import Finding, Status
from ..playbook import Playbook
from ..portfolio import Portfolio
from ..subject import Problem
from . import approval, validity
from .authorship import Authors
from .validity import World
from .waivers import Waiver, Waivers

VALID, NEW = "PL911", "PL912"


class Side(NamedTuple):
    """The waivers of one tree, and who wrote them."""

    waivers: Waivers
    authors: Authors


class Rules(NamedTuple):
    """By what waivers are judged."""

    playbook: Playbook
    """With every policy that takes part in this repository."""
    asked: Playbook
    """With those that this run was asked for."""
    today: str


class Review:
    """The waivers of one tree, held against the rules, the initiatives and the day."""

    def __init__(self, side: Side, rules: Rules, portfolio: Portfolio) -> None:
        self.side = side
        self._rules = rules
        self._portfolio = portfolio

    @cached_property
    def valid(self) -> list[Waiver]:
        """The waivers that count."""
        return [waiver for waiver, found in self._problems if not any(map(_blocks, found))]

    def allows(self, waiver: Waiver) -> bool:
        """Tell whether whoever approved a waiver has nothing to do with the initiative as it is here.

        For waivers of the other side: a change of the owner makes no approval right that was wrong before.
        """
        return not approval.role_of_approver(waiver, self._initiatives(waiver.initiative))

    def problems(self, judged: Iterable[str], active: Iterable[Finding]) -> Iterator[tuple[Waiver, list[Problem]]]:
        """Say what is wrong with each waiver; one for an initiative that was judged is unused when nothing matches."""
        ids, matching = set(judged), list(active)
        asked = {policy.id for policy in self._rules.asked.policies}
        for waiver, found in self._problems:
            looked_for = waiver.initiative in ids and waiver.policy in asked
            is_unused = not found and looked_for and not any(map(waiver.matches, matching))
            yield waiver, [validity.unused(waiver)] if is_unused else found

    def findings(self, judged: Iterable[str], active: Iterable[Finding]) -> Iterator[Finding]:
        """Return what is wrong with the waivers as findings."""
        for flaw in self.side.waivers.flaws:
            yield from self._finding(VALID, validity.of_flaw(flaw), flaw.path, flaw.identity, None)
        for waiver, found in self.problems(judged, active):
            for problem in found:
                yield from self._about(VALID, waiver, problem)

    def together(self, findings: Iterable[Finding]) -> Iterator[Finding]:
        """Say once what a clone without its history makes true of every waiver; old and new stay apart."""
        waivers = {(waiver.path, waiver.at): waiver for waiver in self.side.waivers.entries}
        unseen: dict[Status, list[tuple[Waiver, Finding]]] = {}
        for finding in findings:
            waiver = waivers.get((finding.path, finding.pointer))
            if waiver and finding.message == validity.unseen([waiver]):
                unseen.setdefault(finding.status, []).append((waiver, finding))
            else:
                yield finding
        for found in unseen.values():
            yield found[0][1]._replace(message=validity.unseen([waiver for waiver, _ in found]))

    def news(self, before: Waivers, *, counts_at_once: bool) -> Iterator[Finding]:
        """Say which waivers are new or extended since a base."""
        after = self.side.waivers.entries
        for waiver, problem in validity.news(before.entries, after, self.valid, counts_at_once=counts_at_once):
            yield from self._about(NEW, waiver, problem)

    @cached_property
    def _problems(self) -> list[tuple[Waiver, list[Problem]]]:
        found: list[tuple[Waiver, list[Problem]]] = []
        first: dict[tuple[str, str], Waiver] = {}
        for waiver in self.side.waivers.entries:
            problems = validity.problems(waiver, self.world)
            other = first.setdefault((waiver.policy, waiver.initiative), waiver)
            found.append((waiver, problems if other is waiver else [*problems, validity.double(waiver, other)]))
        return found

    @cached_property
    def world(self) -> World:
        """What waivers are held against."""
        playbook = self._rules.playbook
        return World(
            today=self._rules.today,
            most_days=playbook.settings.limits["waiver_days"],
            policies=[
                policy.id for policy in playbook.policies if any(playbook.severity(policy, stage) for stage in stages())
            ],
            shipped=[policy.id for policy in playbook.with_shipped().policies],
            ids=self._portfolio.by_id,
            initiatives=self._initiatives,
            authors=self.side.authors,
            words=wording.vocabulary(playbook.settings.own_words),
        )

    def _initiatives(self, name: str) -> list[Initiative]:
        return [found for path in self._portfolio.claims(name) if (found := self._portfolio.at(path)).id == name]

    def _about(self, policy: str, waiver: Waiver, problem: Problem) -> Iterator[Finding]:
        known = waiver.initiative if self._initiatives(waiver.initiative) else None
        yield from self._finding(policy, problem, waiver.path, f"{waiver.policy}\0{waiver.initiative}", known)

    def _finding(
        self, name: str, problem: Problem, path: str, identity: str, initiative: str | None
    ) -> Iterator[Finding]:
        playbook = self._rules.playbook.with_shipped() if name == NEW else self._rules.asked
        place = Place(path, identity, initiative, self.side.waivers.documents.get(path))
        yield from findings.of_gate(playbook, name, problem, place)


def _blocks(problem: Problem) -> bool:
    return not problem.advice
