"""A policy's own examples, run through the code that checks initiatives; each must come out exactly as it says."""

import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cache, partial
from typing import Any, NamedTuple

from . import gate_changes, initiative, proposal, settings
from .change import Comparison
from .examine import Examined, examine
from .judge import Judge, Outcome
from .model import POLICY_ERROR, Finding, Position
from .packs import shipped
from .playbook import ALWAYS, Playbook
from .policy import Policy
from .portfolio import Portfolio
from .suppressions import waivers
from .suppressions.review import Review, Rules, Side
from .suppressions.waivers import Waivers
from .tree import Commit, Deleted, Entry, Kind, MemoryTree

_TODAY = "2026-10-01"
_DELETION = {"commit": "1" * 40, "day": "2026-09-01"}
_ENTERED = {
    "proposal": "2026-01-12",
    "pilot": "2026-03-02",
    "rollout": "2026-06-01",
    "production": "2026-09-01",
    "stalled": "2026-09-01",
    "retired": "2026-09-01",
}
_WANTED = {"pass": Outcome.PASS, "fail": Outcome.FAIL, "not_applicable": Outcome.NOT_APPLICABLE}

_SHOULD = {Outcome.PASS: "pass", Outcome.FAIL: "fail", Outcome.NOT_APPLICABLE: "be not applicable"}
_DOES = {
    Outcome.PASS: "passes",
    Outcome.FAIL: "fails",
    Outcome.NOT_APPLICABLE: "is not applicable",
    Outcome.UNREAD: "cannot be asked",
    Outcome.ERROR: "cannot be evaluated",
}

Example = Mapping[str, Any]


class Result(NamedTuple):
    """How one example came out."""

    policy: Policy
    name: str
    at: Position
    """Where it stands in the policy's file."""
    wrong: tuple[str, ...]
    """What came out otherwise than the example says; nothing when it is as it should be."""


class Judged(NamedTuple):
    """What a policy says of one example."""

    stage: str | None
    outcome: Outcome
    findings: list[Finding]
    unreadable: list[Finding]
    """What keeps the example from being read."""


class Trial:
    """A policy before its own examples, or others like them; what two of them need is made once."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy
        self._judges: dict[str, Judge] = {}

    def run(self) -> Iterator[Result]:
        """Run every example of the policy."""
        for kind, examples in self.policy.examples.items():
            for index, example in enumerate(examples):
                at = self.policy.document.span(f"/examples/{kind}/{index}").start
                yield Result(self.policy, f"{kind}: {example['name']}", at, tuple(self._wrong(kind, example)))

    def findings(self, example: Example) -> list[Finding]:
        """Return what the policy finds in an example."""
        return self.judged(example).findings

    def judged(self, example: Example) -> "Judged":
        """Judge an example as an initiative is judged."""
        policy = self.policy
        judge = self._judge(json.dumps(example.get("settings", {})))
        portfolio, examined = _examined(judge, example)
        outcomes = {ruling.policy.id: ruling.answer.outcome for ruling in examined.judgement.rulings}
        found = [finding for finding in examined.findings if finding.policy in {policy.id, POLICY_ERROR}]
        unreadable = [finding for finding in examined.findings if finding.policy == ALWAYS != policy.id]
        if policy.of_gate:
            playbook = judge.playbook
            said = [*_of_waivers(playbook, portfolio, examined, example), *_of_rules(playbook, example)]
            found = [one for one in said if one.policy == policy.id]
            outcomes[policy.id] = Outcome.FAIL if found else Outcome.PASS
        outcome = outcomes.get(policy.id, Outcome.NOT_APPLICABLE)
        return Judged(examined.standing.stage, outcome, found, unreadable)

    def _judge(self, chosen: str) -> Judge:
        """Return the judge for some settings, as JSON; what is about all policies needs the whole playbook."""
        if chosen not in self._judges:
            others = shipped("playbook") if self.policy.of_gate else [_reading()]
            policies = {one.id: one for one in (*others, self.policy)}.values()
            self._judges[chosen] = Judge(Playbook(policies, _settings(chosen)))
        return self._judges[chosen]

    def _wrong(self, kind: str, example: Example) -> Iterator[str]:
        """Say what is not as the example says."""
        _, outcome, found, unreadable = self.judged(example)
        if unreadable and "text" not in example:
            yield f"it is not an initiative file: {unreadable[0].message}"
        elif outcome is not _WANTED[kind]:
            said = f": {found[0].message}" if found else ""
            yield f"it should {_SHOULD[_WANTED[kind]]}, and {_DOES[outcome]}{said}"
        elif kind == "fail":
            yield from _unexpected(found, example["finds"])


def _of_waivers(playbook: Playbook, portfolio: Portfolio, examined: Examined, example: Example) -> Iterator[Finding]:
    """Return what is said about the waivers of an example."""
    now, before = (_waivers(example.get(key, ()), playbook.settings) for key in ("waivers", "base_waivers"))
    today = example.get("today", _TODAY)
    review = Review(Side(now, lambda *_: ()), Rules(playbook, playbook, today), portfolio)
    yield from review.findings([examined.standing.id], examined.findings)
    yield from review.news(before, counts_at_once=False)


def _of_rules(playbook: Playbook, example: Example) -> Iterator[Finding]:
    """Return what is said about the settings of an example, compared with those at its base."""
    if "base_settings" in example:
        before = Playbook(playbook.policies, _settings(json.dumps(example["base_settings"])))
        content = json.dumps(example.get("settings", {})).encode()
        for change in gate_changes.changes(gate_changes.Rules(before), gate_changes.Rules(playbook)):
            yield from proposal.finding(playbook, change, content)


def _settings(chosen: str) -> settings.Settings:
    return settings.load(MemoryTree({settings.FILE_NAME: chosen.encode()}))


def _waivers(entries: Iterable[Example], chosen: settings.Settings) -> Waivers:
    return waivers.load(MemoryTree({chosen.waivers: json.dumps({"waivers": list(entries)}).encode()}), chosen)


@cache
def _reading() -> Policy:
    """Return the policy that says whether a file can be read at all."""
    return next(one for one in shipped("playbook") if one.id == ALWAYS)


def _unexpected(found: list[Finding], expected: list[Example]) -> Iterator[str]:
    """Compare findings with those an example lists; each must be there, and no other."""
    left = list(found)
    for wanted in expected:
        match = next((finding for finding in left if _fits(finding, wanted)), None)
        if match:
            left.remove(match)
        else:
            place = f"at {wanted['at'] or 'the top'} with severity {wanted['severity']}"
            yield f"nothing is found {place} that says {wanted['says']!r}"
    for finding in left:
        yield f"it also finds, at {finding.pointer or 'the top'} with severity {finding.severity}: {finding.message}"


def _fits(finding: Finding, wanted: Example) -> bool:
    place = (finding.pointer, finding.severity.value)
    return place == (wanted["at"], wanted["severity"]) and wanted["says"] in finding.message


def _examined(judge: Judge, example: Example) -> tuple[Portfolio, Examined]:
    """Set up the repository of an example: its initiative, the others, and the base if there is one; and judge it."""
    name = example.get("file", "example.yaml")
    path = f"initiatives/{name}"
    others = {
        f"initiatives/{other.get('id', f'other-{number}')}.yaml": _bytes(_complete(other, f"other-{number}"))
        for number, other in enumerate(example.get("portfolio", ()), start=1)
    }
    base = _base(example, name)
    content = (
        example["text"].encode() if "text" in example else _bytes(_complete(example.get("initiative", {}), name, base))
    )
    commits = list(_commits(path, example.get("git", {})))
    portfolio = Portfolio(MemoryTree(others | {path: content}, commits=commits), judge.playbook.settings.initiatives)
    comparison = None
    if "base" in example:
        before = MemoryTree(others | ({path: _bytes(base)} if base else {}), list(_deleted(example)), commits)
        comparison = Comparison(before, portfolio, [path])
    whole = portfolio.read(Entry(path, Kind.FILE))
    return portfolio, examine(judge, whole, portfolio, example.get("today", _TODAY), comparison)


def _deleted(example: Example) -> Iterator[Deleted]:
    for number, gone in enumerate(example.get("deleted", ()), start=1):
        name = f"{gone.get('id', f'deleted-{number}')}.yaml"
        content = _bytes(_complete(gone, name))
        yield Deleted(f"initiatives/{name}", **_DELETION, content=partial(bytes, content))


def _commits(path: str, past: Example) -> Iterator[Commit]:
    """Return commits of which the past of a file would be told as an example tells it, the newest first."""
    authors = past.get("authors", ["Dana Ruiz"])
    if "last_change" in past:
        yield from (Commit(past["last_change"], author, frozenset(), frozenset({path})) for author in authors)
    if "first_commit" in past:
        yield Commit(past["first_commit"], authors[-1], frozenset({path}), frozenset())


def _base(example: Example, name: str) -> dict[str, Any] | None:
    base = example.get("base")
    return _complete(base, name) if isinstance(base, dict) else None


def _complete(partial: Example, name: str, base: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """Add to an initiative what every file needs."""
    stage = partial.get("stage", "pilot")
    required = {
        "schema": "pilotlint/v1",
        "id": name.rpartition(".")[0] or name,
        "title": "Example",
        "stage": stage,
        "stage_history": _history(stage, base),
    }
    return {**required, **partial}


def _history(stage: str, base: Mapping[str, Any] | None) -> list[dict[str, str]]:
    """Return a plausible way to a stage, or the base's own with the stage added."""
    if base:
        added = [{"stage": stage, "date": _TODAY}] if base["stage"] != stage else []
        return [*base["stage_history"], *added]
    way = initiative.stages()[:4]
    passed = way[: way.index(stage) + 1] if stage in way else (*way[:2], stage)
    return [{"stage": each, "date": _ENTERED[each]} for each in passed if each in _ENTERED]


def _bytes(data: Mapping[str, Any]) -> bytes:
    return json.dumps(data, ensure_ascii=False).encode()  # JSON is YAML
