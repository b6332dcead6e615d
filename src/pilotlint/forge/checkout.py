"""Which commits a run compares, fetched where the checkout of a workflow does not have them."""

from typing import NamedTuple

from ..git import Repository
from ..model import InputError
from .event import Event

_MERGED = "refs/pilotlint/merged"
_TRUSTED = frozenset(("pull_request_target", "workflow_run"))
"""Where the base is checked out."""


class Compared(NamedTuple):
    """The two sides of a change; without a base there is none, and everything is judged."""

    base: str | None = None
    head: str | None = None


def compared(event: Event, repository: Repository, token: str, wanted: str = "") -> Compared:
    """Return the commits to compare for an event; `wanted` is a base that takes the place of the event's own.

    A pull request is judged as it would be merged: its merge commit, against the base that it was merged with.

    Raises:
        InputError: they cannot be fetched, or the pull request cannot be merged.

    """
    if wanted:
        return Compared(_here(repository, wanted, token), "HEAD")
    if event.name in _TRUSTED and event.number is not None:
        return _merged(event, repository, token)
    if event.base is None:
        return Compared()
    if event.name == "pull_request" and (checked_out := repository.head()):
        if repository.find("HEAD^1") is None:
            repository.fetch(checked_out, token, depth=2)
        if event.head and repository.find("HEAD^2") == event.head:
            return Compared(repository.find("HEAD^1"), "HEAD")
    return Compared(_here(repository, event.base, token), "HEAD")


def _merged(event: Event, repository: Repository, token: str) -> Compared:
    """Return the two sides of a pull request that is not checked out: it is read as data, and nothing of it is run."""
    try:
        repository.fetch(f"+refs/pull/{event.number}/merge:{_MERGED}", token, depth=2)
    except InputError as error:
        raise InputError(
            f"there is no merge of pull request {event.number} to judge: resolve its conflicts with the base."
        ) from error
    if repository.find(f"{_MERGED}^2") != event.head:
        raise InputError("the pull request has changed since this run was started; its newest run judges it.")
    return Compared(repository.find(f"{_MERGED}^1"), repository.find(_MERGED))


def _here(repository: Repository, revision: str, token: str) -> str:
    """Return a commit that the checkout has, or that can be fetched."""
    if repository.find(revision) is None:
        repository.fetch(revision.removeprefix("origin/"), token, depth=1)
        return repository.find(revision) or repository.resolve("FETCH_HEAD")
    return revision
