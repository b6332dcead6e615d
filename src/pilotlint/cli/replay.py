"""`pilotlint replay`: a decision made again from its record, and whether it comes out the same."""

import json
import os
import shlex
from collections.abc import Iterator
from typing import Any

import click

from .. import __version__
from ..formatters.style import printable
from ..git import Repository, location
from ..model import InputError
from ..records import making, reading, replaying
from ..records.replaying import Answer
from . import common

DIFFERENT = 1

_MOST = 50
"""So many differences are enough to see what is wrong; JSON has all of them."""


@click.command("replay", epilog="Exit codes: 0 reproduced, 1 not reproduced, 2 it cannot be replayed.")
@click.argument("file")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to answer.")
def command(file: str, form: str) -> int:
    """Decide again what a record of `check --record` decided, from Git alone, and say whether it comes out the same."""
    record = reading.read(common.content(file, "the record"), file)
    answer = replaying.replay(record, _repository(), common.progress("checking initiative"))
    if form == "json":
        click.echo(json.dumps(_as_data(answer), indent=2))
    else:
        click.echo("\n".join(map(printable, _as_text(answer))))
    return 0 if answer.reproduced else DIFFERENT


def _repository() -> Repository:
    """Return the repository here; a bare one does as well, as no work tree is asked for."""
    root = common.root_for(())
    if location.find_root(root) is None:
        raise InputError(f"{root} is not in a Git repository: run this in a clone of the one that was judged.")
    return Repository(root, os.environ)


def _as_text(answer: Answer) -> Iterator[str]:
    yield from _outcome(answer)
    if options := making.options_of(answer.recorded):
        yield f"It was asked with `{shlex.join(options)}`: a check without may decide otherwise."


def _outcome(answer: Answer) -> Iterator[str]:
    record, verdict = answer.recorded, _said(answer.recorded)
    if answer.reproduced:
        yield f"Reproduced: {verdict}."
        by = f"by the rules of {record['base']}" if record["base"] else "by its own rules"
        yield f"{record['head']}, {by}, as on {record['today']}: {_counts(answer)}, as the record says."
        return
    replayed = _said(answer.replayed)
    yield f"Not reproduced, though {verdict} all the same." if verdict == replayed else f"Not reproduced: {replayed}."
    for difference in answer.differences[:_MOST]:
        yield f"- {difference.message}"
    if len(answer.differences) > _MOST:
        yield f"- … and {len(answer.differences) - _MOST:,} more; `--format json` lists them."
    then = record["tool"]["version"]
    if then != __version__ and any(difference.kind == "rule" for difference in answer.differences):
        yield f"pilotlint {then} has the rules that decided: install it, and replay again."
    if answer.shallow:
        yield "This clone is shallow, which may be why: run `git fetch --unshallow`, and replay again."


def _said(record: dict[str, Any]) -> str:
    return "the gate passes" if record["verdict"] == "pass" else "the gate fails"


def _counts(answer: Answer) -> str:
    record = answer.recorded
    counted = (
        (len(record["initiatives"]), "initiative"),
        (len(record["findings"]), "finding"),
        (len(record["waivers"]), "waiver"),
    )
    return ", ".join(f"{count:,} {what}{'' if count == 1 else 's'}" for count, what in counted)


def _as_data(answer: Answer) -> dict[str, object]:
    return {
        "version": 1,
        "tool": {"name": "pilotlint", "version": __version__},
        "reproduced": answer.reproduced,
        "recorded": {key: answer.recorded[key] for key in ("tool", "today", "base", "fork", "head", "verdict")},
        "options": making.options_of(answer.recorded),
        "replayed": {"verdict": answer.replayed["verdict"]},
        "differences": [difference._asdict() for difference in answer.differences],
        "shallow": answer.shallow,
    }
