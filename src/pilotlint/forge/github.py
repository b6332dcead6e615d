"""The few things pilotlint asks of GitHub, with names and types."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple
from urllib.parse import quote

from .http import Client, RefusedError

_GONE = 404


class Comment(NamedTuple):
    """One comment on a pull request."""

    id: int
    author: str
    body: str
    url: str


class Placed(NamedTuple):
    """A comment to be made beside a line of a pull request."""

    path: str
    line: int
    body: str


class Remark(NamedTuple):
    """A comment beside a line of a pull request."""

    id: int
    author: str
    body: str
    is_current: bool
    """Whether the line is still in the change."""
    answers: int | None
    """The comment it is a reply to."""


class Issue(NamedTuple):
    """An issue that is no pull request."""

    number: int
    author: str
    title: str
    body: str
    is_open: bool


class PullRequest(NamedTuple):
    """What has to be known of a pull request."""

    number: int
    is_open: bool
    base: str
    """The commit at the tip of the branch it goes into."""
    head: str


class GitHub:
    """One repository."""

    def __init__(self, client: Client, repository: str) -> None:
        """Take a client, and owner and name of the repository."""
        self._client = client
        self._path = f"/repos/{quote(repository)}"
        self._me = ""

    def me(self) -> str:
        """Return who the token writes as; that of a workflow or of an app may ask it nowhere but in GraphQL."""
        self._me = self._me or str(self._client.graph("query {viewer {login}}")["viewer"]["login"])
        return self._me

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
        """Take a comment away, if nobody has."""
        self._take_away(f"issues/comments/{comment.id}")

    def my_issues(self) -> Iterator[Issue]:
        """Return every issue that the token has opened, open and closed, oldest first."""
        query = f"state=all&sort=created&direction=asc&creator={quote(self.me(), safe='')}"
        found = self._client.pages(f"{self._path}/issues?{query}")
        return (_issue(each) for each in found if "pull_request" not in each)

    def open(self, title: str, body: str) -> None:
        """Open an issue."""
        self._client.ask("POST", f"{self._path}/issues", {"title": title, "body": body})

    def renew(self, issue: Issue, **values: str) -> None:
        """Write some of what an issue says anew."""
        self._client.ask("PATCH", f"{self._path}/issues/{issue.number}", values)

    def files(self, number: int) -> Iterator[tuple[str, str]]:
        """Return every file that a pull request changes and what is changed in it, as far as that is shown."""
        files = self._client.pages(f"{self._path}/pulls/{number}/files")
        return ((each["filename"], each.get("patch") or "") for each in files)

    def remarks(self, number: int) -> Iterator[Remark]:
        """Return every comment beside a line of a pull request."""
        return map(_remark, self._client.pages(f"{self._path}/pulls/{number}/comments"))

    def review(self, number: int, head: str, placed: Iterable[Placed]) -> None:
        """Comment beside lines of the last commit, in one review that neither approves nor asks for changes."""
        comments = [{**each._asdict(), "side": "RIGHT"} for each in placed]
        body = {"commit_id": head, "body": "", "event": "COMMENT", "comments": comments}
        self._client.ask("POST", f"{self._path}/pulls/{number}/reviews", body)

    def rewrite(self, remark: Remark, body: str) -> None:
        """Write a comment beside a line anew."""
        self._client.ask("PATCH", f"{self._path}/pulls/comments/{remark.id}", {"body": body})

    def retract(self, remark: Remark) -> None:
        """Take a comment beside a line away, if nobody has."""
        self._take_away(f"pulls/comments/{remark.id}")

    def _take_away(self, what: str) -> None:
        try:
            self._client.ask("DELETE", f"{self._path}/{what}")
        except RefusedError as error:
            if error.status != _GONE:
                raise


def _comment(data: Any) -> Comment:
    return Comment(data["id"], _author(data), data.get("body") or "", data.get("html_url", ""))


def _remark(data: Any) -> Remark:
    current = data.get("line") is not None
    return Remark(data["id"], _author(data), data.get("body") or "", current, data.get("in_reply_to_id"))


def _issue(data: Any) -> Issue:
    return Issue(data["number"], _author(data), data["title"], data.get("body") or "", data["state"] == "open")


def _author(data: Any) -> str:
    return str((data.get("user") or {}).get("login", ""))


def _pull_request(data: Any) -> PullRequest:
    return PullRequest(data["number"], data["state"] == "open", data["base"]["sha"], data["head"]["sha"])
