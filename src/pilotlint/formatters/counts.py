"""How many findings there are, how much is asked for, and what comes of it, in sentences."""

from ..model import Funding, Report, Severity, Verdict


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


def money(funding: Funding | None) -> str:
    """Write what an initiative asks for, such as ``50,000 USD + 160,000 to 220,000 USD for deployment``."""
    if funding is None:
        return ""
    amounts = []
    for purpose, amount in (("", funding.pilot), (" for deployment", funding.deployment)):
        if amount is not None:
            written = f"{amount[0]:,} to {amount[1]:,}" if isinstance(amount, tuple) else f"{amount:,}"
            amounts.append(f"{written} {funding.currency}{purpose}" if funding.currency else written + purpose)
    return " + ".join(amounts)
