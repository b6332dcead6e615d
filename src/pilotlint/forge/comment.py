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
    r"\n<!-- pilotlint comment (?P<header>[a-z0-9-]+) head (?P<head>[0-9a-f]+) "
    r"run (?P<run>\d+)\.(?P<attempt>\d+) -->\s*$"
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
    """The last commit of the pull request when it was judged."""
    id: int
    attempt: int
    header: str = "default"
    """Tells apart the comments of several jobs."""


class Said(NamedTuple):
    """What became of the comment."""

    what: str
    url: str = ""
    is_ours_to_tell: bool = True
    """Whether what this run found out is true of the pull request as it is now."""


class _Written(NamedTuple):
    """A comment of ours, and what its hidden line says."""

    comment: Comment
    head: str
    run: tuple[int, int]
    text: str


def keep(github: GitHub, run: Run, facts: Facts, mode: Mode = Mode.UPDATE) -> Said:
    """Make the comment say what was found out, where it is asked for and news.

    Raises:
        RefusedError: GitHub does not let us.

    """
    pull_request = github.pull_request(run.number)
    if not pull_request.is_open:
        return Said("nothing is written: the pull request is closed", is_ours_to_tell=False)
    if pull_request.head != run.head:
        news = "nothing is written: the pull request has new commits, and their run will say what is true of them"
        return Said(news, is_ours_to_tell=False)
    mine = _mine(github, run)
    if not mine and not concerns(facts):
        return Said("nothing is written: no initiative moves to another stage, and nothing blocks")
    text = body(facts)
    if newer := next((each for each in mine if _is_newer(each, run)), None):
        return Said("nothing is written: a newer run has spoken", newer.comment.url, is_ours_to_tell=False)
    if [(each.head, each.text) for each in mine] == [(run.head, text)]:
        return Said("nothing is written: the comment says so already", mine[0].comment.url)
    return _write(github, run, [each.comment for each in mine], text + marker(run), mode)


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


def _mine(github: GitHub, run: Run) -> list[_Written]:
    """Find what we have written under our header: one comment, or several where two runs began in the same moment."""
    return [
        _Written(
            comment,
            match["head"],
            (int(match["run"]), int(match["attempt"])),
            _MARKER.sub("", comment.body.replace("\r\n", "\n")).strip(),
        )
        for comment in github.comments(run.number)
        if comment.author == github.me() and (match := _MARKER.search(comment.body)) and match["header"] == run.header
    ]


def _is_newer(written: _Written, run: Run) -> bool:
    """Tell whether a later run has judged the same commit; what is said of another one is out of date."""
    return written.head == run.head and written.run > (run.id, run.attempt)


def _write(github: GitHub, run: Run, mine: list[Comment], text: str, mode: Mode) -> Said:
    """Write the newest of our comments anew, or another one below all others, and take the rest away."""
    said = None
    if mine and mode is Mode.UPDATE:
        try:
            said = Said("the comment is updated", github.update(mine[-1], text).url)
            mine = mine[:-1]
        except RefusedError as error:
            if error.status != _GONE:
                raise
    said = said or Said("a comment is written", github.create(run.number, text).url)
    for each in mine:
        github.delete(each)
    return said
