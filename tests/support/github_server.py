"""A GitHub on this machine: pull requests of a real repository, comments and reviews, with the limits the real one has.

`make forge` puts GitHub's own description of its API between it and whoever asks.
"""

import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlencode, urlsplit

from support import github_shapes as shapes
from support.github_shapes import REPOSITORY

BOT = "github-actions[bot]"
LONGEST = 65_536
ENTERPRISE = "/api/v3"
"""Where the API of a server of one's own begins."""
GRAPH = "/graphql"
_MOST_FILES = 3_000
_PORT = int(os.environ.get("FORGE_PORT", "0"))
_PROXY = os.environ.get("FORGE_PROXY", "")
"""Who checks what is asked and answered, where that is done; it passes on to the port."""
_MAY_NOT = {"message": "Resource not accessible by integration", "documentation_url": "https://docs.github.com/rest"}
_NOWHERE = {"message": "Not Found", "documentation_url": "https://docs.github.com/rest"}
_HUNK = re.compile(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@")

Answer = tuple[int, dict[str, str], Any]


class Asked(NamedTuple):
    """One request."""

    method: str
    path: str
    token: str


class GitHubServer:
    """What the server knows, and what it was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.repository: Path | None = None
        """A bare one of Git, for whoever asks for files."""
        self.logins = {"workflow": BOT, "fork": BOT, "person": "dana", "app": "funding-gate[bot]"}
        """Who has which token; that of a fork may only read."""
        self.pulls: list[dict[str, Any]] = []
        self.comments: list[dict[str, Any]] = []
        self.issues: list[dict[str, Any]] = []
        self.remarks: list[dict[str, Any]] = []
        """The comments beside lines."""
        self.asked: list[Asked] = []
        self.failures: list[tuple[str, int, dict[str, str], str]] = []
        """Method (or GRAPH), status, headers and message of answers still to be given, each to one request."""
        self.headers: dict[str, str] = {}
        """Of every answer, instead of its own."""
        self._ids = 999

    @property
    def api(self) -> str:
        """Where to ask."""
        return _PROXY or self.url

    def pull(self, number: int, head: str, *, base: str = "b" * 40, state: str = "open", owner: str = "acme") -> None:
        """Open a pull request, or change it."""
        self.pulls = [each for each in self.pulls if each["number"] != number]
        self.pulls.append(shapes.pull_request(self.url, number, state=state, base=base, head=head, owner=owner))

    def comment(self, number: int, login: str, body: str) -> dict[str, Any]:
        """Comment on a pull request."""
        entry = shapes.issue_comment(self.url, number, login, body, self._next())
        self.comments.append(entry)
        return entry

    def issue(self, login: str, title: str, body: str) -> dict[str, Any]:
        """Open an issue."""
        entry = shapes.issue(self.url, 100 + len(self.issues), login, title, body)
        self.issues.append(entry)
        return entry

    def reply(self, remark: dict[str, Any], login: str, body: str) -> None:
        """Reply to a comment beside a line."""
        self.remarks.append(
            remark | {"id": self._next(), "user": shapes.user(login), "body": body, "in_reply_to_id": remark["id"]}
        )

    def bodies(self, login: str = BOT) -> list[str]:
        """Return what somebody has commented."""
        return [each["body"] for each in self.comments if each["user"]["login"] == login]

    def writes(self) -> list[str]:
        """Return the methods of the requests that change something."""
        return [each.method for each in self.asked if each.method != "GET" and each.path != GRAPH]

    def answer(self, asked: Asked, body: dict[str, Any]) -> Answer:
        """Answer a request."""
        self.asked.append(asked)
        for failure in self.failures:
            method, status, headers, message = failure
            if method == ("GRAPH" if asked.path == GRAPH else asked.method):
                self.failures.remove(failure)
                refused = {"errors": [{"message": message}]} if asked.path == GRAPH else {"message": message}
                return status, headers, _MAY_NOT | refused
        login = self.logins.get(asked.token)
        if login is None:
            return 401, {}, {"message": "Bad credentials"}
        if asked.path == GRAPH:
            return 200, {}, {"data": {"viewer": {"login": login}}}
        if asked.method != "GET" and asked.token == "fork":
            return 403, {}, _MAY_NOT
        if len(body.get("body", "")) > LONGEST:
            return _invalid("body is too long (maximum is 65536 characters)")
        return self._resource(asked.method, asked.path, body, login)

    def _resource(self, method: str, path: str, body: dict[str, Any], login: str) -> Answer:
        parts = urlsplit(path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        where = parts.path.removeprefix(f"/repos/{REPOSITORY}")
        if method == "GET" and where == "/pulls":
            found = [each for each in self.pulls if each["state"] == query["state"]]
            return self._page([each for each in found if each["head"]["label"] == query["head"]], path)
        if where == "/issues":
            if method == "GET":
                return self._page(self.issues, path)  # whoever opened them, so that the asker has to look
            made = self.issue(login, body["title"], body["body"])
            return 201, {"Location": made["url"]}, made
        if issue := next((each for each in self.issues if where == f"/issues/{each['number']}"), None):
            issue |= body
            return 200, {}, issue
        if match := re.fullmatch(r"/(?:pulls|issues)/(\d+)(/\w+)?", where):
            pull = next((each for each in self.pulls if each["number"] == int(match[1])), None)
            return (
                self._below(method, match[2] or "", path, body, login=login, pull=pull) if pull else (404, {}, _NOWHERE)
            )
        if match := re.fullmatch(r"/(issues|pulls)/comments/(\d+)", where):
            entries = self.comments if match[1] == "issues" else self.remarks
            found = [each for each in entries if each["id"] == int(match[2])]
            if not found:
                return 404, {}, _NOWHERE
            if method == "DELETE":
                entries.remove(found[0])
                return 204, {}, None
            found[0]["body"] = body["body"]
            return 200, {}, found[0]
        return 404, {}, _NOWHERE

    def _below(
        self, method: str, part: str, path: str, body: dict[str, Any], *, login: str, pull: dict[str, Any]
    ) -> Answer:
        number, head = pull["number"], pull["head"]["sha"]
        match method, part:
            case "GET", "":
                return 200, {}, pull
            case "GET", "/files":
                return self._page(self._files(pull)[:_MOST_FILES], path)
            case "GET", "/comments" if "/pulls/" in path:
                return self._page([self._seen(each, pull) for each in self.remarks], path)
            case "GET", "/comments":
                return self._page([each for each in self.comments if f"/pull/{number}#" in each["html_url"]], path)
            case "POST", "/comments":
                made = self.comment(number, login, body["body"])
                return 201, {"Location": made["url"]}, made
            case "POST", "/reviews":
                patches = {each["filename"]: each.get("patch", "") for each in self._files(pull)}
                if any(each["line"] not in _lines(patches.get(each["path"], "")) for each in body["comments"]):
                    return _invalid("pull_request_review_thread.line must be part of the diff")
                made = shapes.review(self.url, number, login, head, self._next())
                self.remarks += [
                    shapes.review_comment(
                        self.url, number, login, each, head=body["commit_id"], review=made["id"], at=self._next()
                    )
                    for each in body["comments"]
                ]
                return 200, {}, made
        return 404, {}, _NOWHERE

    def _next(self) -> int:
        self._ids += 1
        return self._ids

    def _page(self, entries: list[Any], path: str) -> Answer:
        parts = urlsplit(path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        size, number = min(int(query.get("per_page", 30)), 100), int(query.get("page", 1))
        following = f"{self.url}{parts.path}?{urlencode(query | {'page': number + 1})}"
        links = {"Link": f'<{following}>; rel="next"'} if number * size < len(entries) else {}
        return 200, links, entries[(number - 1) * size : number * size]

    def _files(self, pull: dict[str, Any]) -> list[dict[str, Any]]:
        if self.repository is None:
            return []
        changed = _changed(self.repository, pull["base"]["sha"], pull["head"]["sha"])
        return [shapes.changed_file(self.url, *each) for each in changed]

    def _seen(self, remark: dict[str, Any], pull: dict[str, Any]) -> dict[str, Any]:
        """Return a comment as it is shown: what is beside a line that is another one now is out of date."""
        patches = {each["filename"]: each.get("patch", "") for each in self._files(pull)}
        now = _lines(patches.get(remark["path"], "")).get(remark["original_line"])
        assert self.repository
        commits = (remark["original_commit_id"], pull["head"]["sha"])
        before, after = (_git(self.repository, "show", f"{commit}:{remark['path']}") for commit in commits)
        same = before == after or now == before.splitlines()[remark["original_line"] - 1]
        shown = {key: value for key, value in remark.items() if key != "line"}
        return remark if same else shown  # GitHub also says null here, which its own description does not know


def _invalid(message: str) -> Answer:
    errors = [{"resource": "IssueComment", "code": "unprocessable", "field": "data", "message": message}]
    return 422, {}, _MAY_NOT | {"message": "Validation Failed", "errors": errors}


def _lines(patch: str) -> dict[int, str]:
    """Return the lines of a file that can be commented on, by their number."""
    found, number = {}, 0
    for line in patch.splitlines():
        if hunk := _HUNK.match(line):
            number = int(hunk[1])
        elif line[:1] in {"+", " "}:
            found[number] = line[1:]
            number += 1
    return found


@cache
def _changed(repository: Path, base: str, head: str) -> list[tuple[str, str, str, str]]:
    """Return path, patch, status and blob of each file that differs from where two commits part."""
    difference = _git(repository, "diff", "--full-index", "--no-renames", f"{base}...{head}")
    found = []
    for part in difference.split("diff --git ")[1:]:
        top, _, hunks = part.partition("\n@@")
        blob = re.search(r"^index \w+\.\.(\w+)", top, re.MULTILINE)
        path = top.splitlines()[0].partition(" b/")[2]
        status = "added" if "\nnew file" in top else "removed" if "\ndeleted file" in top else "modified"
        found.append((path, f"@@{hunks}" if hunks else "", status, blob[1] if blob else ""))
    return found


def _git(repository: Path, *arguments: str) -> str:
    command = ["git", "-c", "core.quotePath=false", "-C", str(repository), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


@contextmanager
def serving(repository: Path | None = None) -> Iterator[GitHubServer]:
    """Run a server as long as it is needed."""
    state = GitHubServer()
    state.repository = repository

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Stay silent."""

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else {}
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            path = self.path.removeprefix(ENTERPRISE).replace(f"/api{GRAPH}", GRAPH)
            status, headers, data = state.answer(Asked(self.command, path, token), body)
            content = b"" if data is None else json.dumps(data).encode()
            known = {"Content-Length": str(len(content)), "Content-Type": "application/json; charset=utf-8"}
            self.send_response(status)
            for name, value in {**known, **headers, **state.headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_DELETE = _answer  # noqa: N815

    server = ThreadingHTTPServer(("127.0.0.1", _PORT), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
