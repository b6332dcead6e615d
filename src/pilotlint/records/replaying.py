"""A decision made again from Git alone, with the commits, the day and the options of its record."""

from typing import Any, NamedTuple

from .. import decision, sides
from ..check import Progress
from ..git import Repository
from ..model import InputError
from ..sides import Sides
from . import comparing, making
from .comparing import Difference

_SHORT = 12
"""So many letters of a commit are enough for a person."""


class Answer(NamedTuple):
    """Whether a record is reproduced."""

    recorded: dict[str, Any]
    replayed: dict[str, Any]
    """The record that the same decision gives now."""
    differences: tuple[Difference, ...]
    shallow: bool
    """Whether this clone knows only a part of the history, on which authors and deletions rest."""

    @property
    def reproduced(self) -> bool:
        """Tell whether everything came out as the record says."""
        return not self.differences


def replay(record: dict[str, Any], repository: Repository, progress: Progress = lambda *_: None) -> Answer:
    """Decide again and compare; nothing is taken from the work tree or from what was judged before.

    Raises:
        InputError: what was judged is not here, or was never in Git.

    """
    where = _sides(record, repository)
    try:
        decided = decision.decide(where, making.asked_of(record), progress=progress)
    except InputError as error:
        raise InputError(f"this record cannot be replayed: {error}") from error
    again = making.of(decided)
    return Answer(record, again, tuple(comparing.differences(record, again)), bool(repository.shallow()))


def _sides(record: dict[str, Any], repository: Repository) -> Sides:
    head, base, fork = record["head"], record["base"], record["fork"]
    if head is None:
        raise InputError(_never_kept(record))
    for what, commit in (("judged", head), ("took its rules from", base), ("measured the change from", fork)):
        if commit and repository.find(commit) is None:
            raise InputError(
                f"this record {what} the commit {commit}, which is not in this clone. {_fetch(repository)}"
            )
    if base is None:
        return sides.without_base(repository.root, repository, head)
    where = sides.against(base, repository, head)
    if where.base and where.base.fork != fork and repository.shallow():
        message = "this clone does not know enough of the history to find where the change parted from its base."
        raise InputError(f"{message} {_fetch(repository)}")
    return where


def _fetch(repository: Repository) -> str:
    if repository.shallow():
        return "The clone is shallow: run `git fetch --unshallow`, then replay again."
    return "Run `git fetch`, or ask whoever keeps the branch of the change; then replay again."


def _never_kept(record: dict[str, Any]) -> str:
    """Say that files were judged which Git does not have, and what to judge instead."""
    base = f"--base {record['base'][:_SHORT]} " if record["base"] else ""
    head = record["stood_on"][:_SHORT] if record["stood_on"] else "COMMIT"
    return (
        "this is the record of a work tree or an index, which Git does not keep, so it cannot be replayed. Judge the "
        f"commit it became, or the one it stood on: `pilotlint check {base}--head {head} --today {record['today']} "
        "--record FILE`."
    )
