"""`pilotlint waive`: write down an exception."""

import sys

import click

from .. import sides
from ..formatters.style import printable
from ..hearing import Asked, Hearing
from ..model import InputError
from ..suppressions import waivers
from ..suppressions.granting import Desk, Granted
from ..suppressions.waivers import Waiver
from . import common


@click.command("waive", epilog="Exit codes: 0 the entry is written, 2 it would not count, and nothing is written.")
@click.argument("policy")
@click.argument("initiative")
@common.options(
    click.option("--reason", metavar="TEXT", help="Why the initiative may go without, in 15 characters or more."),
    click.option("--approved-by", metavar="NAME", help="Who approved it: not the owner, not a builder, not you."),
    click.option("--expires", metavar="DATE", help="The last day it counts, such as 2026-08-31."),
    click.option(
        "--days", type=click.IntRange(min=1), metavar="N", help="The same in days from today; 30 if not given."
    ),
    click.option(
        "--extend", is_flag=True, help="Change the entry that is there: who approved it, until when, and why."
    ),
    click.option("--today", metavar="DATE", help="Count from this day, such as 2026-06-22."),
    click.option("--config", metavar="FILE", help="Settings, instead of pilotlint.yaml at the Git root."),
)
def command(
    policy: str,
    initiative: str,
    reason: str | None,
    approved_by: str | None,
    expires: str | None,
    days: int | None,
    extend: bool,
    today: str | None,
    config: str | None,
) -> None:
    """Add an exception to the waivers file: not this POLICY, for this INITIATIVE, because, until.

    At a terminal it asks for what is missing. It refuses what would not count: see `pilotlint explain PL911`.
    """
    if expires and days:
        raise InputError("--expires and --days exclude each other: name the last day, or how many days.")
    root = common.root_for(())
    repository = common.repository_if_any(root)
    asked = Asked(today=common.today_or(today), config=config and common.within_root(config, root))
    hearing = Hearing(sides.without_base(root, repository), asked, common.cache(wanted=True))
    tree = hearing.where.head
    me = [{"name": author.name, "email": author.email} for author in ([repository.me()] if repository else [])]
    desk = Desk(tree, hearing.settings, hearing.review(waivers.load(tree, hearing.settings)), me)
    known = hearing.whole_playbook.with_shipped().find(policy).id
    initiative = desk.initiative(initiative)
    before = desk.entry(known, initiative, extend=extend)
    wanted = Waiver(
        policy=known,
        initiative=initiative,
        reason=_given(reason or (before.reason if before else None), "reason", "Why may it go without?"),
        approved_by=_given(approved_by, "approved-by", "Who approved it?"),
        expires=_until(desk, expires, days),
        path="",
        at="",
    )
    granted = desk.grant(wanted, before)
    common.write_into(root, granted.waiver.path, granted.text, "the waiver")
    at_once = hearing.settings.gate["waivers"] == "head"
    click.echo(printable(_said(granted)))
    click.echo("It counts in the change that brings it in." if at_once else "It takes effect once it is merged.")


_WHY = {
    "reason": 'say why the initiative may go without, such as --reason "Hosted product without integration"',
    "approved-by": 'name the person who approved it, such as --approved-by "Ana Costa"',
}


def _given(value: str | None, option: str, question: str) -> str:
    """Return what was given, or ask for it at a terminal."""
    if value is None and not sys.stdin.isatty():
        raise InputError(f"--{option} is missing: {_WHY[option]}.")
    typed: str = value if value is not None else click.prompt(question)
    return " ".join(typed.split())


def _until(desk: Desk, expires: str | None, days: int | None) -> str:
    if expires or days or not sys.stdin.isatty():
        return expires or desk.day(days or desk.days())
    typed: str = click.prompt("Until which day?", default=desk.day(desk.days()))
    return typed.strip()


def _said(granted: Granted) -> str:
    waiver, before = granted.waiver, granted.before
    instead = f" instead of {before.expires}" if before and before.expires != waiver.expires else ""
    return (
        f"{waiver.path}: {waiver.policy} is waived for {waiver.initiative} until {waiver.expires}{instead}, "
        f"approved by {waiver.approved_by}: {waiver.reason.rstrip('.')}."
    )
