"""From a report to a verdict: which findings decide against."""

from .model import Finding, Report, Severity, Status, Verdict


def decide(report: Report, *, fail_on: str, changed: str) -> Verdict:
    """Decide whether the gate opens.

    ``fail_on`` is ``error``, ``warning`` or ``never``. ``changed`` is ``new``, where only findings that came with the
    change count, or ``all``.
    """
    if fail_on == "never":
        return Verdict(passed=True, blocking=(), failed=frozenset())
    threshold = Severity(fail_on)
    blocking = tuple(finding for finding in report.findings if _counts(finding, threshold, changed))
    return Verdict(passed=not blocking, blocking=blocking, failed=frozenset(finding.path for finding in blocking))


def _counts(finding: Finding, threshold: Severity, changed: str) -> bool:
    if finding.suppression or not finding.severity.reaches(threshold):
        return False
    return changed == "all" or finding.status is Status.NEW
