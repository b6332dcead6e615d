"""From what policies say of an initiative to findings with a place and an identity."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from .initiative import Initiative
from .judge import Outcome, Ruling
from .model import Finding, Severity, Status, index_in, pointer_parts
from .subject import Problem

POLICY_ERROR = "policy-error"
"""What a finding is called when its policy could not be evaluated; it fails the gate at any stage."""


def of(initiative: Initiative, rulings: Iterable[Ruling]) -> Iterator[Finding]:
    """Turn rulings on an initiative into findings."""
    for ruling in rulings:
        for problem in ruling.answer.problems:
            yield _finding(initiative, ruling, problem)


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
    if problem.advice and severity is Severity.ERROR:
        severity = Severity.WARNING
    span = problem.span or initiative.document.span(problem.pointer)
    identity = f"{POLICY_ERROR}/{policy.id}" if broken else policy.id
    return Finding(
        policy=POLICY_ERROR if broken else policy.id,
        name=policy.name,
        severity=severity,
        message=problem.message,
        help=problem.help,
        initiative=initiative.id,
        stage=initiative.stage,
        path=initiative.path,
        pointer=problem.pointer,
        span=span,
        source=initiative.document.line(span.start.line),
        fingerprint=_short_hash(identity, initiative.id, problem.pointer),
        digest=_short_hash(_rests_on(initiative, problem), problem.aspect),
        related=problem.related,
    )


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
