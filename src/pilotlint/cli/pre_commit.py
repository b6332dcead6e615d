"""`pilotlint pre-commit`: what the pre-commit hook calls with the names of changed initiatives."""

import os

import click

from .. import decision, sides
from ..hearing import Asked
from . import common
from .check import FAILED, write


@click.command("pre-commit", hidden=True)
@click.argument("paths", nargs=-1, required=True)
@click.option("--today", metavar="DATE", help="Judge as on this day, such as 2026-06-22.")
def command(paths: tuple[str, ...], today: str | None) -> int:
    """Judge changed initiatives against HEAD, or what PRE_COMMIT_FROM_REF names.

    The client has put aside what is not staged, so the files are what will be committed.
    """
    root = common.root_for(())
    repository = common.repository_at(root)
    since = os.environ.get("PRE_COMMIT_FROM_REF", "")
    base = since if since.strip("0") else repository.head()  # only zeros: a branch that nobody has pushed before
    where = sides.against(base, repository) if base else sides.without_base(root, repository)
    asked = Asked(
        today=common.today_or(today),
        paths=tuple(common.within_root(path, root) for path in paths),
        untouched_in_full=True,  # for --all-files
    )
    decided = decision.decide(where, asked, common.cache(wanted=True), common.progress("checking initiative"))
    write(decided.report, decided.verdict, [("text", None)])
    return 0 if decided.verdict.passed else FAILED
