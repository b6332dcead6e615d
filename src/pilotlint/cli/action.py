"""`pilotlint action`: what action.yml does in a workflow of GitHub, in one process."""

import os
import sys
import uuid
from contextlib import suppress
from typing import NamedTuple

import click

from .. import decision, files, sides
from ..decision import Decision
from ..forge import checkout, event, workflow
from ..forge.comment import Mode
from ..forge.event import Event
from ..forge.http import RefusedError
from ..formatters import formatter
from ..formatters.github import data
from ..formatters.markdown import Facts, document
from ..formatters.neutral import plain
from ..formatters.style import Style
from ..hearing import Asked
from ..model import InputError
from ..records import making
from . import WRONG_USE, comment, common, issues
from .check import FAILED

_MOST_SUMMARY = 900_000
"""Characters; GitHub takes a mebibyte for each step."""
_MOST_REFUSAL = 10_000
_OFF = "off"


class Inputs(NamedTuple):
    """What the workflow asks for, by the names of action.yml."""

    paths: str
    base: str
    config: str
    profile: str
    fail_on: str
    comment: str
    issues: str
    annotations: str
    sarif_file: str
    record_file: str
    working_directory: str
    today: str
    header: str


_CHOICES = {
    "profile": ("", "register", "playbook", "strict"),
    "fail_on": ("", "error", "warning", "never"),
    "comment": (*Mode, _OFF),
    "issues": (_OFF, "initiatives", "all"),
    "annotations": ("true", "false"),
}


@click.command("action")
def command() -> int:
    """Judge in a workflow of GitHub, and tell it everywhere people look; called by action.yml."""
    try:
        inputs = _inputs()
        os.chdir(inputs.working_directory or os.curdir)
        started = event.read(os.environ)
        with suppress(RefusedError):  # then it is judged as if there were none
            started = comment.numbered(started)
        _spare_issues(inputs, started)
        return _told(inputs, started, _decided(inputs, started))
    except InputError as error:
        return _refused(str(error))
    except OSError as error:
        return _refused(f"{error.filename} cannot be used: {error.strerror}.")
    except Exception:
        _refused("this is a bug in pilotlint; the log says more.")
        click.echo(f"::stop-commands::{uuid.uuid4().hex}")  # what broke it may be in what is said of it
        raise


def _spare_issues(inputs: Inputs, started: Event) -> None:
    """Refuse to close the issues of initiatives that are not judged."""
    if inputs.issues != _OFF and (inputs.paths or inputs.base or started.base or started.number):
        raise InputError(
            "the input issues is for runs that judge the whole portfolio, on `schedule` or `workflow_dispatch`, "
            "without paths and base. Leave it out here."
        )


def _refused(why: str) -> int:
    """Say where people look that nothing was judged; in the log alone nobody would find it."""
    click.echo(f"::error title=pilotlint::{'%0A'.join(map(data, why.splitlines()))}")
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        with suppress(OSError):
            files.append(summary, f"## ⛔ Not judged\n\n{plain(why, _MOST_REFUSAL)}\n")
    return WRONG_USE


def _inputs() -> Inputs:
    given = {name: os.environ.get(f"PILOTLINT_{name.upper()}", "").strip() for name in Inputs._fields}
    for name, choices in _CHOICES.items():
        if given[name] not in choices:
            said = ", ".join(filter(None, choices))
            raise InputError(f"the input {name.replace('_', '-')} is {given[name]!r}; it can be {said}.")
    comment.check_header(given["header"], "the input header")
    return Inputs(**given)


def _decided(inputs: Inputs, started: Event) -> Decision:
    root = common.root_for(())
    repository = common.repository_at(root)
    base, head = checkout.compared(started, repository, os.environ.get("GITHUB_TOKEN", ""), inputs.base)
    where = sides.against(base, repository, head) if base else sides.without_base(root, repository, "HEAD")
    asked = Asked(
        today=common.today_or(inputs.today or None, "the input today"),
        paths=tuple(common.within_root(path.strip(), root) for path in inputs.paths.splitlines() if path.strip()),
        config=common.within_root(inputs.config, root) if inputs.config else None,
        profile=inputs.profile or None,
        fail_on=inputs.fail_on or None,
        allow_empty=base is not None,
    )
    return decision.decide(where, asked)


def _told(inputs: Inputs, started: Event, decided: Decision) -> int:
    """Write the files, the log, the annotations, the summary, the comment and the outputs; return the exit code."""
    report, verdict, rules = decided
    report_file = os.path.join(os.environ.get("RUNNER_TEMP") or os.curdir, f"pilotlint-{inputs.header}.json")
    common.write_whole(report_file, formatter("json")(report, verdict, Style()), "the report")
    if inputs.sarif_file:
        common.write_whole(inputs.sarif_file, formatter("sarif")(report, verdict, Style()), "the report")
    if inputs.record_file:
        common.write_whole(inputs.record_file, making.render(making.of(decided)), "the record")
    sys.stdout.write(workflow.unread(formatter("text")(report, verdict, Style())))
    if inputs.annotations == "true":
        sys.stdout.write(formatter("github")(report, verdict, Style()))
    sys.stdout.flush()
    if summary := os.environ.get("GITHUB_STEP_SUMMARY"):
        files.append(
            summary,
            document(Facts(report, verdict, comment.files(started, started.head or report.head)), _MOST_SUMMARY),
        )
    url = ""
    if inputs.comment != _OFF and started.number is not None and os.environ.get("GITHUB_TOKEN"):
        url = comment.say(report, verdict, started, comment.Way(inputs.header, Mode(inputs.comment))).url
    if inputs.issues != _OFF and os.environ.get("GITHUB_TOKEN"):
        whole = inputs.issues == "all"
        issues.say(report, verdict, rules.whole_playbook, started, inputs.header, portfolio=whole)
    if path := os.environ.get("GITHUB_OUTPUT"):
        written = {"report-file": report_file, "record-file": inputs.record_file, "comment-url": url}
        files.append(path, workflow.as_lines(workflow.outputs(report, verdict) | written))
    return 0 if verdict.passed else FAILED
