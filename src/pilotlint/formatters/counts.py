"""How many findings there are, and what comes of them, in a sentence."""

from ..model import Report, Severity, Verdict


def counted(number: int, noun: str) -> str:
    """Write a number of things, such as ``2 errors``."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def tally(report: Report) -> str:
    """Write what was found, such as ``1 initiative on 2026-06-22: 2 errors, 0 warnings, 1 suppressed.``."""
    new = [finding.severity for finding in report.new]
    suppressed = sum(finding.suppression is not None for finding in report.findings)
    existing = len(report.findings) - suppressed - len(new)
    counts = [
        counted(new.count(Severity.ERROR), "error"),
        counted(new.count(Severity.WARNING), "warning"),
        *([f"{existing:,} there before"] if existing else []),
        *([f"{suppressed:,} suppressed"] if suppressed else []),
    ]
    return f"{counted(len(report.standings), 'initiative')} on {report.today}: {', '.join(counts)}."


def outcome(verdict: Verdict) -> str:
    """Write what the gate decides."""
    return "The gate passes." if verdict.passed else "The gate fails."


def sentence(report: Report, verdict: Verdict) -> str:
    """Write what was found and what the gate decides."""
    return f"{tally(report)} {outcome(verdict)}"
