"""From a report to a verdict: which findings decide against."""

from collections.abc import Container

from .model import Finding, Report, Severity, Status, Verdict


def decide(report: Report, *, fail_on: str, changed: str) -> Verdict:
    """Decide whether the gate opens.

    ``fail_on`` is ``error``, ``warning`` or ``never``. ``changed`` is ``new``, where only findings that came with the
    change count, or ``all``, where everything in the initiatives that were judged counts. What is wrong with the gate
    itself counts when it is new, because time alone must not stop a change that has nothing to do with it.
    """
    if fail_on == "never":
        return Verdict(passed=True, blocking=(), failed=frozenset())
    threshold = Severity(fail_on)
    in_full = {standing.path for standing in report.standings} if changed == "all" else set()
    blocking = tuple(finding for finding in report.findings if _counts(finding, threshold, in_full))
    return Verdict(passed=not blocking, blocking=blocking, failed=frozenset(finding.path for finding in blocking))


def _counts(finding: Finding, threshold: Severity, in_full: Container[str]) -> bool:
    if finding.suppression or not finding.severity.reaches(threshold):
        return False
    return finding.path in in_full or finding.status is Status.NEW
