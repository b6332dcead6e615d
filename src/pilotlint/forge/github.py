"""The few things pilotlint asks of GitHub, with names and types."""

from collections.abc import Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from .http import Client, RefusedError

_WORKFLOWS = "github-actions[bot]"
"""Who the token of a workflow is; it may not ask that itself."""


class Comment(NamedTuple):
    """One comment on a pull request."""

    id: int
    author: str
    body: str
    url: str


class PullRequest(NamedTuple):
    """What has to be known of a pull request."""

    number: int
    is_open: bool
    base: str
    """The commit at the tip of the branch it goes into."""
    head: str


class GitHub:
    """One repository."""

    def __init__(self, client: Client, repository: str, author: str = "") -> None:
        """Take a client, and the login that the token writes under where that is known."""
        self._client = client
        self._path = f"/repos/{quote(repository)}"
        self._author = author

    def me(self) -> str:
        """Return who the token writes as."""
        if not self._author:
            try:
                self._author = str(self._client.ask("GET", "/user")["login"])
            except RefusedError as error:
                if error.status not in {401, 403}:
                    raise
                self._author = _WORKFLOWS
        return self._author

    def pull_request(self, number: int) -> PullRequest:
        """Return a pull request."""
        return _pull_request(self._client.ask("GET", f"{self._path}/pulls/{number}"))

    def pull_request_of(self, owner: str, branch: str, head: str) -> PullRequest | None:
        """Return the open pull request from a branch, of a fork maybe, as long as it stands at a commit."""
        query = f"state=open&head={quote(f'{owner}:{branch}', safe='')}"
        found = map(_pull_request, self._client.pages(f"{self._path}/pulls?{query}"))
        return next((each for each in found if each.head == head), None)

    def comments(self, number: int) -> Iterator[Comment]:
        """Return every comment on a pull request, oldest first."""
        return map(_comment, self._client.pages(f"{self._path}/issues/{number}/comments"))

    def create(self, number: int, body: str) -> Comment:
        """Comment on a pull request."""
        return _comment(self._client.ask("POST", f"{self._path}/issues/{number}/comments", {"body": body}))

    def update(self, comment: Comment, body: str) -> Comment:
        """Write a comment anew, in its place."""
        return _comment(self._client.ask("PATCH", f"{self._path}/issues/comments/{comment.id}", {"body": body}))

    def delete(self, comment: Comment) -> None:
        """Take a comment away."""
        self._client.ask("DELETE", f"{self._path}/issues/comments/{comment.id}")


def _comment(data: Any) -> Comment:
    author = (data.get("user") or {}).get("login", "")
    return Comment(data["id"], author, data.get("body") or "", data.get("html_url", ""))


def _pull_request(data: Any) -> PullRequest:
    return PullRequest(data["number"], data["state"] == "open", data["base"]["sha"], data["head"]["sha"])
