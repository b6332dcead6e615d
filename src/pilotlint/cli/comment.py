"""`pilotlint comment`: what a report says, as one comment on the pull request that is kept true."""

import os
import re
from typing import NamedTuple

import click

from ..forge import comment as comments
from ..forge import event, report, suggestions
from ..forge.comment import Mode, Run, Said
from ..forge.event import Event
from ..forge.github import GitHub
from ..forge.http import Client, RefusedError
from ..formatters.markdown import Facts
from ..formatters.style import printable
from ..model import InputError, Report, Verdict
from . import common

_FORBIDDEN = 403


class Way(NamedTuple):
    """How a comment is kept."""

    header: str
    mode: Mode = Mode.UPDATE


@click.command("comment", epilog="Exit codes: 0 written or nothing to write, also when GitHub refuses; 2 wrong use.")
@click.argument("report", metavar="REPORT")
@click.option("--header", default="default", help="A name, where several jobs comment on one pull request.")
@click.option(
    "--mode", type=click.Choice(list(Mode)), default=Mode.UPDATE, help="Renew it in its place, or below all others."
)
def command(report: str, header: str, mode: str) -> None:
    """Keep one comment on the pull request true to REPORT, which `check --format json=REPORT` wrote.

    Works in a workflow of GitHub, with a token in GITHUB_TOKEN that may write on pull requests.
    """
    found, verdict = reading(report)
    say(found, verdict, event.read(os.environ), Way(header, Mode(mode)))


def reading(path: str) -> tuple[Report, Verdict]:
    """Read a report that was written as JSON."""
    return report.read(common.content(path, "the report"), path)


def say(found: Report, verdict: Verdict, started: Event, way: Way) -> Said:
    """Comment, or say why not; that GitHub refuses must not look like a verdict."""
    check_header(way.header)
    try:
        said = _say(found, verdict, started, way)
    except RefusedError as error:
        why = (
            "the token may not write here, as in a pull request from a fork"
            if error.status == _FORBIDDEN
            else "it is refused"
        )
        click.echo(
            printable(f"pilotlint: no comment is written: {why} ({error}). The verdict stays as it is."), err=True
        )
        return Said("no comment is written")
    click.echo(printable(f"{said.what}{': ' if said.url else ''}{said.url}"))
    return said


def check_header(header: str, option: str = "--header") -> None:
    """Refuse a name that could not stand in a hidden line, or be that of a file."""
    if not re.fullmatch(r"[a-z0-9-]{1,40}", header):
        raise InputError(f"{option} {header!r} is not a name. Write up to 40 small letters, digits and hyphens.")


def _suggest(repository: GitHub, run: Run, facts: Facts) -> None:
    """Suggest what to type; what was commented stays when GitHub refuses this."""
    try:
        made, settled = suggestions.keep(repository, run, facts)
    except RefusedError as error:
        click.echo(printable(f"pilotlint: no line is suggested ({error})."), err=True)
        return
    if made or settled:
        click.echo(f"suggestions beside lines: {made} made, {settled} settled")


def numbered(started: Event) -> Event:
    """Return an event with the number of its pull request, where it does not tell it itself.

    Raises:
        RefusedError: GitHub does not tell it either.

    """
    if started.number is not None or not (started.branch and started.head):
        return started
    pull_request = github(started).pull_request_of(*started.branch, started.head)
    return started._replace(number=pull_request.number if pull_request else None)


def files(started: Event, commit: str | None) -> str:
    """Return the address below which the files of a commit are shown."""
    server = os.environ.get("GITHUB_SERVER_URL", "https://github.com")
    return f"{server}/{started.repository}/blob/{commit}/" if commit else ""


def github(started: Event) -> GitHub:
    """Return the repository of a workflow, as its token may use it."""
    token = os.environ.get("GITHUB_TOKEN")
    if not token:
        raise InputError(
            "GITHUB_TOKEN is not set. In a workflow, write below `env:` the line `GITHUB_TOKEN: ${{ github.token }}`."
        )
    client = Client(os.environ.get("GITHUB_API_URL", "https://api.github.com"), token)
    return GitHub(client, started.repository)


def _say(found: Report, verdict: Verdict, started: Event, way: Way) -> Said:
    started = numbered(started)
    number, head = started.number, started.head
    if number is None or head is None:
        return Said("nothing is written: this run belongs to no open pull request")
    facts = Facts(found, verdict, files(started, head))
    run = Run(number, head, _count("GITHUB_RUN_ID"), _count("GITHUB_RUN_ATTEMPT"), way.header)
    repository = github(started)
    said = comments.keep(repository, run, facts, way.mode)
    if said.is_ours_to_tell:
        _suggest(repository, run, facts)
    return said


def _count(variable: str) -> int:
    value = os.environ.get(variable, "0")
    return int(value) if re.fullmatch("[0-9]{1,20}", value) else 0
