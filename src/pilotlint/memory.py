"""What has been judged and would be judged the same: neither the file nor anything its verdict rests on has changed."""

import json
from collections.abc import Collection, Iterable, Mapping
from typing import Any, NamedTuple

from . import bundled
from .cache import Cache, digest
from .model import (
    Finding,
    Funding,
    Position,
    Readiness,
    Related,
    Report,
    Severity,
    Span,
    Standing,
    Status,
    Suppression,
)
from .settings import Settings
from .tree import Tree

_NAME = "judged"
_CHANGE = "change"


class Judged(NamedTuple):
    """What was found out about one initiative that was judged on its own, without a base."""

    standing: Standing
    findings: tuple[Finding, ...]
    rests_on: Mapping[str, str] = {}
    """Digests of what was found out beyond the file to come to it, by the name of the variable."""


class Memory:
    """Judgements by the path and the content of files, for one set of rules and one day."""

    def __init__(self, cache: Cache, *rests_on: str) -> None:
        """Take back what is known; `rests_on` is everything else that the judgements rest on."""
        self._cache = cache
        self._rests_on = rests_on
        self._changed = False
        written = cache.get(_NAME, *rests_on)
        policies, self._known = json.loads(written) if written else ((), {})
        self.policies: tuple[tuple[str, str], ...] = tuple(map(tuple, policies))
        """Id and title of every policy that took part; none when nothing is known."""

    def recall(self, path: str, content: bytes) -> Judged | None:
        """Return what was found out about a file with this very content, if anything."""
        name, standing, findings, rests_on = self._known.get(path, ("", None, (), {}))
        if name != digest(content):
            return None
        return Judged(_standing(standing), tuple(map(_finding, findings)), rests_on)

    def remember(self, path: str, content: bytes, judged: Judged) -> None:
        """Keep what was found out about a file."""
        self._known[path] = [digest(content), *judged]
        self._changed = True

    def save(self, policies: Iterable[tuple[str, str]], paths: Collection[str]) -> None:
        """Write down what is known of some paths, for the next run; the rest is forgotten."""
        if self._changed:
            kept = {path: known for path, known in self._known.items() if path in paths}
            self._cache.put(_NAME, json.dumps([list(policies), kept]).encode(), *self._rests_on)


def load(cache: Cache, rules: Tree, settings: Settings, *asked: str) -> Memory:
    """Take back what is known of judgements by the rules of a tree; `asked` is how they were asked for, as the day."""
    return Memory(cache, *_of_rules(rules, settings), *asked)


def of_change(cache: Cache, rules: Tree, settings: Settings, *asked: str) -> "Whole":
    """Take back what is known of one change; `asked` is also everything that tells it from every other one."""
    return Whole(cache, *_of_rules(rules, settings), *asked)


class Whole:
    """What was found out about one change as a whole; as long as it is the same, so is everything around it."""

    def __init__(self, cache: Cache, *rests_on: str) -> None:
        self._cache = cache
        self._rests_on = rests_on

    def recall(self) -> Report | None:
        """Return the report, if there has been one."""
        if (written := self._cache.get(_CHANGE, *self._rests_on)) is None:
            return None
        today, base, head, policies, standings, findings, notes = json.loads(written)
        return Report(
            today,
            base,
            head,
            policies=tuple(map(tuple, policies)),
            standings=tuple(map(_standing, standings)),
            findings=tuple(map(_finding, findings)),
            notes=tuple(notes),
        )

    def remember(self, report: Report) -> None:
        """Keep a report on which nothing has been said yet about the rules themselves."""
        self._cache.put(_CHANGE, json.dumps(report[: Report._fields.index("proposal")]).encode(), *self._rests_on)


def digests(rests_on: Mapping[str, Any]) -> dict[str, str]:
    """Return what can be compared later of what a judgement rests on."""
    return {name: digest(json.dumps(found, sort_keys=True).encode()) for name, found in rests_on.items()}


def _of_rules(rules: Tree, settings: Settings) -> list[str]:
    own = (f"{entry} {rules.read(entry.path)!r}" for entry in rules.find(settings.policies))
    return [bundled.state(), repr(settings), *own]


def _standing(written: Collection[Any]) -> Standing:
    standing = Standing(*written)
    return standing._replace(
        readiness=standing.readiness and _readiness(*standing.readiness),
        funding=standing.funding and Funding(*map(_amount, standing.funding)),
    )


def _readiness(stage: str, passed: int, total: int, missing: Iterable[str]) -> Readiness:
    return Readiness(stage, passed, total, tuple(missing))


def _amount(written: Any) -> Any:
    return tuple(written) if isinstance(written, list) else written


def _finding(written: Collection[Any]) -> Finding:
    finding = Finding(*written)
    return finding._replace(
        severity=Severity(finding.severity),
        span=_span(finding.span),
        status=Status(finding.status),
        suppression=finding.suppression and Suppression(*finding.suppression),
        related=tuple(Related(path, _span(span), message) for path, span, message in finding.related),
    )


def _span(written: Iterable[Iterable[int]]) -> Span:
    start, end = written
    return Span(Position(*start), Position(*end))
