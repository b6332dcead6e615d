"""How many findings there are, how much is asked for, and what comes of it, in sentences."""

from collections.abc import Iterable

from ..model import Amount, Funding, Report, Severity, Standing, Verdict


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


def total(standings: Iterable[Standing]) -> list[Funding]:
    """Add up what initiatives ask for, in each currency."""
    found: dict[str | None, Funding] = {}
    for asked in filter(None, (standing.funding for standing in standings)):
        so_far = found.get(asked.currency, Funding(asked.currency, None, None))
        pilot, deployment = _sum(so_far.pilot, asked.pilot), _sum(so_far.deployment, asked.deployment)
        found[asked.currency] = Funding(asked.currency, pilot, deployment)
    return [one for one in found.values() if (one.pilot, one.deployment) != (None, None)]


def ends(amount: Amount) -> tuple[int, int]:
    """Return the least and the most of an amount."""
    return amount if isinstance(amount, tuple) else (amount, amount)


def _sum(one: Amount | None, other: Amount | None) -> Amount | None:
    if one is None or other is None:
        return other if one is None else one
    least, most = (sum(pair) for pair in zip(ends(one), ends(other), strict=True))
    return least if least == most else (least, most)
