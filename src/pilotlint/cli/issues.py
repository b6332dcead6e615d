"""`pilotlint issues`: what time and the gate ask of each initiative, as issues that are kept true."""

import os
from typing import TYPE_CHECKING

import click

from ..forge import event, issues
from ..forge.event import Event
from ..forge.http import RefusedError
from ..formatters.markdown import Facts
from ..formatters.style import printable
from ..model import InputError, Report, Verdict
from ..tree import WorkTree
from . import comment, common

if TYPE_CHECKING:
    from ..playbook import Playbook

_DAY = "today"
_WAIVERS = "PL911"
"""A waiver ends on a day; its check is Python, so that no expression tells."""


@click.command("issues", epilog="Exit codes: 0 written or nothing to write, also when GitHub refuses; 2 wrong use.")
@click.argument("report", metavar="REPORT")
@click.option("--portfolio", is_flag=True, help="Keep one more issue with a summary of the whole portfolio.")
@click.option("--header", default="default", help="A name, where several jobs keep issues in one repository.")
def command(report: str, portfolio: bool, header: str) -> None:
    """Keep an issue for each initiative true to REPORT, which `check --format json=REPORT` wrote.

    REPORT is about the whole portfolio: issues of initiatives that are not in it are closed. This works in a workflow
    of GitHub, with a token in GITHUB_TOKEN that may write issues.
    """
    from .. import playbook  # noqa: PLC0415  # brings the engines, and the action asks for this module each time

    found, verdict = comment.reading(report)
    root = common.root_for(())
    tree = WorkTree(root)
    rules = playbook.load(tree, common.load_settings(tree, root, None))
    say(found, verdict, rules, event.read(os.environ), header, portfolio=portfolio)


def say(found: Report, verdict: Verdict, rules: "Playbook", started: Event, header: str, *, portfolio: bool) -> None:
    """Keep the issues, or say why not; that GitHub refuses must not look like a verdict."""
    comment.check_header(header)
    if found.base is not None:
        raise InputError(
            "issues are kept for the whole portfolio; this report is about a change. Check without --base."
        )
    by_day = [policy for policy, fields in rules.fields_read.items() if any(field[0] == _DAY for field in fields)]
    facts = Facts(found, verdict, comment.files(started, found.head))
    try:
        said = issues.keep(comment.github(started), facts, (*by_day, _WAIVERS), header, portfolio=portfolio)
    except RefusedError as error:
        click.echo(printable(f"pilotlint: no issue is written ({error}). The verdict stays as it is."), err=True)
        return
    counts = ", ".join(f"{number} {what}" for what, number in said._asdict().items() if number)
    click.echo(f"issues: {counts or 'all say so already'}")
