"""`pilotlint waivers`: the exceptions there are, and what is wrong with them."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any, NamedTuple

import click

from .. import sides
from ..formatters.style import columns, printable
from ..hearing import Asked, Hearing
from ..model import InputError
from ..subject import Problem
from ..suppressions import waivers
from ..suppressions.waivers import Flaw, Waiver
from . import common

_HEADS = ("POLICY", "INITIATIVE", "LEFT", "APPROVED BY", "REASON")


class Row(NamedTuple):
    """One waiver in the list."""

    waiver: Waiver
    line: int
    days_left: int
    problems: list[Problem]

    @property
    def counts(self) -> bool:
        """Tell whether it is relied on."""
        return all(problem.advice for problem in self.problems)

    @property
    def left(self) -> str:
        """How long it still counts, in words."""
        if not self.days_left:
            return "ends today"
        days = common.count(abs(self.days_left), "day")
        return f"{days} left" if self.days_left > 0 else f"ended {days} ago"

    @property
    def cells(self) -> tuple[str, ...]:
        """What stands in each column."""
        return self.waiver.policy, self.waiver.initiative, self.left, self.waiver.approved_by, self.waiver.reason


@click.group("waivers")
def command() -> None:
    """List the exceptions that were given."""


@command.command("list")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write the list.")
@click.option("--today", metavar="DATE", help="Count from this day, such as 2026-06-22.")
@click.option("--config", metavar="FILE", help="Settings, instead of pilotlint.yaml at the Git root.")
def show(form: str, today: str | None, config: str | None) -> None:
    """List every waiver, those that do not count first and then those that end soonest.

    Exit codes: 0, whatever is in the list and whatever lies beside it; 2 a waivers file cannot be read.
    """
    root = common.root_for(())
    day = common.today_or(today)
    asked = Asked(today=day, config=config and common.within_root(config, root), allow_empty=True)
    where = sides.without_base(root, common.repository_if_any(root))
    hearing = Hearing(where, asked, common.cache(wanted=True))
    listed = waivers.load(where.head, hearing.settings)
    unreadable = [flaw for flaw in listed.flaws if not flaw.entry and flaw.path in listed.documents]
    if unreadable:
        raise InputError("\n".join(_place(flaw) for flaw in unreadable))
    rows = []
    if listed.entries:
        report = hearing.report(common.progress("checking initiative"))
        judged = [standing.id for standing in report.standings]
        review = hearing.review(listed)
        rows = [
            Row(waiver, listed.lines(waiver)[0], _days(waiver.expires, day), problems)
            for waiver, problems in review.problems(judged, report.findings)
        ]
        rows.sort(key=lambda row: (row.counts, not row.problems, row.waiver.expires, row.waiver))
    if form == "json":
        click.echo(json.dumps(_as_data(rows, list(listed.flaws), day), indent=2))
        return
    for line in _table(rows, list(listed.flaws), hearing.settings.waivers):
        click.echo(printable(line).rstrip())


def _days(expires: str, today: str) -> int:
    return (date.fromisoformat(expires) - date.fromisoformat(today)).days


def _place(flaw: Flaw) -> str:
    return str(InputError(f"{flaw.message} {flaw.help}", path=flaw.path, at=flaw.span.start))


def _table(rows: list[Row], flaws: list[Flaw], name: str) -> Iterator[str]:
    yield from map(_place, flaws)
    cells = [row.cells for row in rows]
    widths = [max(columns(printable(cell)) for cell in column) for column in zip(_HEADS, *cells, strict=True)]
    if rows:
        yield _aligned(_HEADS, widths)
    for row in rows:
        yield _aligned(row.cells, widths)
        for problem in row.problems:
            yield f"  {row.waiver.path}:{row.line}: {problem.message} {problem.help}"
    malformed = len({(flaw.path, flaw.entry) for flaw in flaws if flaw.entry})
    worthless = malformed + sum(not row.counts for row in rows)
    if rows or flaws:
        yield ""
    total = common.count(len(rows) + malformed, "waiver")
    yield f"{total} in {name}; {worthless} of them without effect." if worthless else f"{total} in {name}."


def _aligned(cells: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell + " " * (width - columns(printable(cell))) for cell, width in zip(cells, widths, strict=True))


def _as_data(rows: list[Row], flaws: list[Flaw], today: str) -> dict[str, Any]:
    return {
        "version": 1,
        "today": today,
        "waivers": [
            {
                **row.waiver.data,
                "path": row.waiver.path,
                "line": row.line,
                "days_left": row.days_left,
                "counts": row.counts,
                "problems": [
                    {"message": problem.message, "help": problem.help, "advice": problem.advice}
                    for problem in row.problems
                ],
            }
            for row in rows
        ],
        "flaws": [
            {"path": flaw.path, **flaw.span.start._asdict(), "message": flaw.message, "help": flaw.help}
            for flaw in flaws
        ],
    }
