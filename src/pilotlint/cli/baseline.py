"""`pilotlint baseline`: what is found now is old debt, and may only shrink."""

from collections.abc import Iterable, Iterator

import click

from .. import amend, decision, sides
from ..document import MAX_BYTES
from ..formatters.style import printable
from ..hearing import Asked
from ..model import Finding, InputError
from ..suppressions import WHY_NEVER, baseline
from ..suppressions.baseline import PATH, Baseline
from ..tree import Kind, Tree
from . import common
from .check import FAILED

_HEAD = """\
# What was found when this portfolio began to be judged. `pilotlint baseline` writes this file and lets it shrink.
# A finding counts again when its value or the stage of its initiative changes.
"""


@click.command("baseline", epilog="Exit codes: 0 the gate passes now, 1 something blocks all the same, 2 wrong use.")
@click.option("--accept", is_flag=True, help="Remember what is new, too.")
@click.option("--today", metavar="DATE", help="Judge as on this day, such as 2026-06-22.")
@click.option("--config", metavar="FILE", help="Settings, instead of pilotlint.yaml at the Git root.")
def command(accept: bool, today: str | None, config: str | None) -> int:
    """Remember everything that blocks now, so that only what is new blocks from here on.

    The first run writes .pilotlint/baseline.yaml. Every later one removes what is not found any more, and adds nothing
    unless it is told to.
    """
    root = common.root_for(())
    where = sides.without_base(root, common.repository_if_any(root))
    asked = Asked(today=common.today_or(today), config=config and common.within_root(config, root))
    known, is_first = baseline.load(where.head), where.head.kind(PATH) is Kind.MISSING
    report, verdict, _ = decision.decide(
        where, asked, common.cache(wanted=True), common.progress("checking initiative")
    )
    renewal = baseline.renew(known, report.findings, verdict.blocking)
    kept = renewal.accepted() if accept or is_first else renewal.kept
    if kept != known:
        _write(root, where.head, kept)
    refused = [] if accept or is_first else renewal.new
    for line in [*_fate(known, kept, len(renewal.idle)), *_listed(refused, renewal.never)]:
        click.echo(printable(line))
    return FAILED if refused or renewal.never else 0


def _write(root: str, tree: Tree, kept: Baseline) -> None:
    before = (tree.read(PATH) or _HEAD.encode()).decode("utf-8-sig")
    text = amend.under_its_comments(before, baseline.as_data(kept))
    if len(text.encode()) > MAX_BYTES:
        raise InputError(
            f"{common.count(len(kept), 'finding')} would make a baseline of more than {MAX_BYTES:,} bytes, which is "
            "not read. Begin with `profile: register` in pilotlint.yaml, or with fewer initiatives."
        )
    common.write_into(root, PATH, text, "the baseline")


def _fate(known: Baseline, kept: Baseline, idle: int) -> Iterator[str]:
    """Say what became of the baseline."""
    size = (
        f"{common.count(len(kept), 'old finding')} in "
        f"{common.count(len({entry.initiative for entry in kept}), 'initiative')}"
    )
    if kept == known:
        yield f"Nothing has changed in the baseline: {size}." if known else "There is no old debt to remember."
        return
    if idle:
        gone = common.count(idle, "entry fits", "entries fit")
        yield f"{gone} nothing that is found, be it mended, changed or never there: removed from {PATH}."
    if kept - known:
        yield f"{common.count(len(kept - known), 'finding is', 'findings are')} added to {PATH}."
    yield f"It holds {size if kept else 'nothing'} now. Commit it: it takes effect once it is merged."


def _listed(new: Iterable[Finding], never: Iterable[Finding]) -> Iterator[str]:
    """List what blocks all the same."""
    for found, why in (
        (list(new), "not in the baseline: mend it, or remember it with `pilotlint baseline --accept`"),
        (list(never), f"never old debt, as {WHY_NEVER}: mend it"),
    ):
        for finding in found:
            yield str(InputError(f"{finding.policy}: {finding.message}", path=finding.path, at=finding.span.start))
        if found:
            yield f"{common.count(len(found), 'finding that blocks is', 'findings that block are')} {why}."
