"""From what policies say of an initiative to findings with a place and an identity."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from .document import Document
from .initiative import Initiative, stages
from .judge import Outcome, Ruling
from .model import POLICY_ERROR, TOP, Finding, Severity, Status, index_in, pointer_parts
from .playbook import Playbook
from .schema import holds_secret
from .subject import Problem

_LONGEST_FIX = 500
"""Characters; nobody reads a longer line before taking it over."""


class Place(NamedTuple):
    """Where something of the gate stands, and what it is called however it moves."""

    path: str
    identity: str
    initiative: str | None = None
    document: Document | None = None


def of(initiative: Initiative, rulings: Iterable[Ruling]) -> Iterator[Finding]:
    """Turn rulings on an initiative into findings."""
    for ruling in rulings:
        for problem in ruling.answer.problems:
            yield _finding(initiative, ruling, problem)


def of_gate(
    playbook: Playbook, name: str, problem: Problem, where: Place, weight: Severity | None = None
) -> Iterator[Finding]:
    """Turn a problem of the gate itself, such as that of a waiver, into a finding; it belongs to no stage.

    It weighs what its policy does, or something else; nothing is found where the policy is off or takes no part.
    """
    policy = playbook.by_id.get(name)
    severity = policy and playbook.severity(policy, stages()[0])
    if not (policy and severity):
        return
    severity = weight or severity
    span = problem.span or (where.document.span(problem.pointer) if where.document else TOP)
    line = where.document.line(span.start.line) if where.document and span != TOP else ""
    yield Finding(
        policy=policy.id,
        name=policy.name,
        severity=Severity.WARNING if problem.advice and severity is Severity.ERROR else severity,
        message=problem.message,
        help=problem.help,
        initiative=where.initiative,
        stage=None,
        path=where.path,
        pointer=problem.pointer,
        span=span,
        source="" if holds_secret(line) else line,
        fingerprint=_short_hash(policy.id, where.identity, problem.aspect),
        digest=_short_hash(json.dumps(problem.about)),
    )


def marked(head: Iterable[Finding], base: Iterable[Finding]) -> Iterator[Finding]:
    """Mark the findings that were there at the base: in the same place, about the same value, and no less heavy.

    A policy that could not be evaluated then and cannot now has judged nothing, so it fails the gate all the same.
    """
    before: dict[tuple[str, str], Severity] = {}
    for finding in base:
        known = before.get((finding.fingerprint, finding.digest), finding.severity)
        before[finding.fingerprint, finding.digest] = known if known.reaches(finding.severity) else finding.severity
    for finding in head:
        was = before.get((finding.fingerprint, finding.digest))
        is_old = finding.policy != POLICY_ERROR and was and was.reaches(finding.severity)
        yield finding._replace(status=Status.EXISTING) if is_old else finding


def _finding(initiative: Initiative, ruling: Ruling, problem: Problem) -> Finding:
    policy = ruling.policy
    broken = ruling.answer.outcome is Outcome.ERROR
    severity = Severity.ERROR if broken else ruling.severity
    advises_only = problem.advice and severity is Severity.ERROR
    span = problem.span or initiative.document.span(problem.pointer)
    source = initiative.document.line(span.start.line)
    identity = f"{POLICY_ERROR}/{policy.id}" if broken else policy.id
    return Finding(
        policy=POLICY_ERROR if broken else policy.id,
        name=policy.name,
        severity=Severity.WARNING if advises_only else severity,
        message=problem.message,
        help=problem.help if broken else _fitted(initiative, problem),
        initiative=initiative.id,
        stage=initiative.stage,
        path=initiative.path,
        pointer=problem.pointer,
        span=span,
        source=source,
        fingerprint=_short_hash(identity, initiative.id, problem.pointer),
        digest=_short_hash(_rests_on(initiative, problem), problem.aspect),
        related=problem.related,
        fix=_fix(problem.fix, source),
        advises_only=advises_only,
    )


def _fix(line: str | None, source: str) -> str | None:
    """Return a line to take over, where one can see at a glance what is different in it."""
    return line if line and max(len(line), len(source)) <= _LONGEST_FIX and line.isprintable() else None


def _fitted(initiative: Initiative, problem: Problem) -> str:
    from .advice import fitted  # noqa: PLC0415  # for findings only

    return fitted(problem.help, problem.pointer, initiative.document)


def _rests_on(initiative: Initiative, problem: Problem) -> str:
    """Return the offending value in a form that neither layout nor the order of keys changes."""
    if problem.about is not None:
        return json.dumps(problem.about, sort_keys=True, ensure_ascii=False, default=str)
    if not initiative.data:
        return initiative.document.text
    value: Any = initiative.data
    for part in pointer_parts(problem.pointer):
        if isinstance(value, list) and (index := index_in(value, part)) is not None:
            value = value[index]
        elif isinstance(value, dict) and part in value:
            value = value[part]
        else:
            return "absent"
    return json.dumps(value, sort_keys=True, ensure_ascii=False)


def _short_hash(*parts: str) -> str:
    joined = "\0".join(parts).encode("utf-8", errors="surrogatepass")
    import hashlib  # noqa: PLC0415  # costs a quarter of a bare interpreter; needed for findings only

    return hashlib.sha256(joined).hexdigest()[:20]
