"""What a workflow was started by: the pull request, the commits to compare, the run, as GitHub tells its workflows.

See https://docs.github.com/en/actions/reference/workflows-and-actions/events-that-trigger-workflows.
"""

import json
import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from ..model import InputError

_COMMIT = re.compile(r"[0-9a-f]{40,64}")
_NOTHING = re.compile("0+")


class Event(NamedTuple):
    """What started a run; None for what it does not tell."""

    name: str
    repository: str
    """Owner and name."""
    number: int | None = None
    """Of the pull request."""
    base: str | None = None
    head: str | None = None
    branch: tuple[str, str] | None = None
    """Owner and name of the branch a pull request comes from, where its number is not told."""


def read(environment: Mapping[str, str]) -> Event:
    """Return the event that the environment of a workflow tells of.

    Raises:
        InputError: this is no workflow of GitHub.

    """
    try:
        name, repository = environment["GITHUB_EVENT_NAME"], environment["GITHUB_REPOSITORY"]
        with open(environment["GITHUB_EVENT_PATH"], encoding="utf-8") as file:
            payload = json.load(file)
    except KeyError as error:
        raise InputError(
            f"{error.args[0]} is not set: this works in a workflow of GitHub, or where it is made to look like one."
        ) from error
    except (OSError, ValueError) as error:
        raise InputError("GITHUB_EVENT_PATH leads to no file with an event of GitHub in it.") from error
    return _event(name, repository, payload if isinstance(payload, dict) else {})


def _event(name: str, repository: str, payload: Mapping[str, Any]) -> Event:
    event = Event(name, repository)
    if name in {"pull_request", "pull_request_target"}:
        base, head = _commit(payload, "pull_request", "base", "sha"), _commit(payload, "pull_request", "head", "sha")
        return event._replace(number=_at(payload, "pull_request", "number"), base=base, head=head)
    if name == "merge_group":
        base, head = _commit(payload, "merge_group", "base_sha"), _commit(payload, "merge_group", "head_sha")
        return event._replace(base=base, head=head)
    if name == "push":
        return event._replace(base=_commit(payload, "before"), head=_commit(payload, "after"))
    if name == "workflow_run":
        run = payload.get("workflow_run", {})
        owner, branch = _at(run, "head_repository", "owner", "login"), _at(run, "head_branch")
        return event._replace(head=_commit(run, "head_sha"), branch=(str(owner), str(branch)))
    return event


def _at(data: Any, *keys: str) -> Any:
    for key in keys:
        data = data.get(key) if isinstance(data, dict) else None
    return data


def _commit(data: Any, *keys: str) -> str | None:
    """Return a commit; what looks otherwise, or stands for none, must not reach a command line."""
    value = _at(data, *keys)
    sound = isinstance(value, str) and _COMMIT.fullmatch(value) and not _NOTHING.fullmatch(value)
    return value if sound else None
