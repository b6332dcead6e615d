"""A report to show and to decide on, without a run."""

from pilotlint.model import Finding, Funding, Position, Readiness, Report, Severity, Span, Standing

SPAN = Span(Position(12, 3), Position(12, 21))
FINDING = Finding(
    policy="PL402",
    name="deployment-budget-at-least-3x",
    severity=Severity.ERROR,
    message="Deployment has 2 times as much.",
    help="Raise it.",
    initiative="churn",
    stage="pilot",
    path="initiatives/churn.yaml",
    pointer="/budget/deployment",
    span=SPAN,
    source="  deployment: 100000  # yes",
    fingerprint="0" * 20,
    digest="1" * 20,
)
STANDING = Standing(
    id="churn",
    title="Churn list",
    path="initiatives/churn.yaml",
    stage="pilot",
    base_stage=None,
    readiness=Readiness("rollout", 2, 3, ("PL402",)),
    funding=Funding("USD", 50000, (160000, 220000)),
)


def report(*findings: Finding) -> Report:
    """Return a report with some findings and nothing else."""
    return Report(today="2026-06-22", base=None, head=None, policies=(), standings=(), findings=findings)
