"""One initiative examined: where it stands, and what the policies find in it."""

from typing import NamedTuple

from . import findings
from .change import UNKNOWN, Comparison
from .initiative import Initiative
from .judge import Judge, Judgement
from .model import Finding, Standing
from .portfolio import Portfolio
from .subject import Subject


class Examined(NamedTuple):
    """What was found out about one initiative."""

    standing: Standing
    findings: tuple[Finding, ...]
    judgement: Judgement


def examine(
    judge: Judge, initiative: Initiative, portfolio: Portfolio, today: str, comparison: Comparison | None = None
) -> Examined:
    """Judge one initiative; unless it enters a stage, what was found at the base already is marked as existing."""
    settings = judge.playbook.settings
    change = comparison.change_of(initiative) if comparison else UNKNOWN
    subject = Subject(initiative, change, portfolio, today, settings)
    judgement = judge.judge(subject)
    found = tuple(findings.of(initiative, judgement.rulings))
    if found and comparison and change.base and not subject.enters_stage:
        before = Subject(change.base, UNKNOWN, comparison.portfolio, today, settings)
        found = tuple(findings.marked(found, findings.of(change.base, judge.judge(before).rulings)))
    standing = Standing(
        id=initiative.id,
        title=initiative.title,
        path=initiative.path,
        stage=initiative.stage,
        base_stage=change.base_stage,
        readiness=judgement.readiness,
        funding=initiative.funding,
    )
    return Examined(standing, found, judgement)
