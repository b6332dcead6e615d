"""One comment on a pull request that is kept true: found again, written only when it says something new.

It is known by a hidden line and by its author, as anybody can copy the line. The line also says which run wrote it, so
that a slow old run does not overwrite what a newer one found out.
"""

import re
from enum import StrEnum
from typing import NamedTuple

from ..formatters.counts import tally
from ..formatters.markdown import GATE, MOST, Facts, document
from ..formatters.neutral import plain
from .github import Comment, GitHub
from .http import RefusedError

_MARKER = re.compile(
    r"\n<!-- pilotlint comment (?P<header>[a-z0-9-]+) head [0-9a-f]+ run (?P<run>\d+)\.(?P<attempt>\d+) -->\s*$"
)
_GONE = 404
_REST = "the summary of the run has them all"


class Mode(StrEnum):
    """How the comment is renewed."""

    UPDATE = "update"
    RECREATE = "recreate"


class Run(NamedTuple):
    """Which run speaks, and where."""

    number: int
    """Of the pull request."""
    head: str
    """The commit that was judged."""
    id: int
    attempt: int
    header: str = "default"
    """Tells apart the comments of several jobs."""


class Said(NamedTuple):
    """What became of the comment."""

    what: str
    url: str = ""


def keep(github: GitHub, run: Run, facts: Facts, mode: Mode = Mode.UPDATE) -> Said:
    """Make the comment say what was found out, where it is asked for and news.

    Raises:
        RefusedError: GitHub does not let us.

    """
    pull_request = github.pull_request(run.number)
    if not pull_request.is_open:
        return Said("nothing is written: the pull request is closed")
    if pull_request.head != run.head:
        return Said("nothing is written: the pull request has new commits, and their run will say what is true of them")
    mine = _mine(github, run)
    if mine is None and not concerns(facts):
        return Said("nothing is written: no initiative moves to another stage, and nothing blocks")
    if mine and _written_by(mine) > (run.id, run.attempt):
        return Said("nothing is written: a newer run has spoken", mine.url)
    text = body(facts)
    if mine and _text(mine) == text:
        return Said("nothing is written: the comment says so already", mine.url)
    return _write(github, run, mine, text + marker(run), mode)


def concerns(facts: Facts) -> bool:
    """Tell whether there is something to say unasked: a stage moves, something blocks, or the rules change."""
    report = facts.report
    return bool(report.moving) or not facts.verdict.passed or any(finding.policy in GATE for finding in report.new)


def body(facts: Facts) -> str:
    """Write the document, or one line where all is well and nothing moves."""
    if concerns(facts):
        return document(facts, MOST, _REST).strip()
    return f"✅ The gate passes. {plain(tally(facts.report))}"


def marker(run: Run) -> str:
    """Write the hidden line by which the comment is found again."""
    return f"\n\n<!-- pilotlint comment {run.header} head {run.head} run {run.id}.{run.attempt} -->"


def _mine(github: GitHub, run: Run) -> Comment | None:
    """Find our comment; of several, the last."""
    me = github.me()
    found = [
        comment
        for comment in github.comments(run.number)
        if comment.author == me and (match := _MARKER.search(comment.body)) and match["header"] == run.header
    ]
    return found[-1] if found else None


def _written_by(comment: Comment) -> tuple[int, int]:
    match = _MARKER.search(comment.body)
    assert match
    return int(match["run"]), int(match["attempt"])


def _text(comment: Comment) -> str:
    return _MARKER.sub("", comment.body.replace("\r\n", "\n")).strip()


def _write(github: GitHub, run: Run, mine: Comment | None, text: str, mode: Mode) -> Said:
    if mine and mode is Mode.UPDATE:
        try:
            return Said("the comment is updated", github.update(mine, text).url)
        except RefusedError as error:
            if error.status != _GONE:
                raise
    created = github.create(run.number, text)
    if mine and mode is Mode.RECREATE:
        github.delete(mine)
    return Said("a comment is written", created.url)
