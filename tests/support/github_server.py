"""A GitHub on this machine: pull requests and their comments over real sockets, with the limits the real one has."""

import json
import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple
from urllib.parse import parse_qs, urlsplit

BOT = "github-actions[bot]"
REPOSITORY = "acme/portfolio"
LONGEST = 65_536


class Asked(NamedTuple):
    """One request."""

    method: str
    path: str
    token: str


class GitHubServer:
    """What the server knows, and what it was asked."""

    def __init__(self) -> None:
        self.url = ""
        self.logins = {"workflow": BOT, "fork": BOT, "person": "dana"}
        """Who has which token; that of a fork may only read."""
        self.pulls: list[dict[str, Any]] = []
        self.comments: list[dict[str, Any]] = []
        self.asked: list[Asked] = []
        self.failures: list[tuple[str, int, dict[str, str], str]] = []
        """Method, status, headers and message of answers still to be given, each to one request."""

    def pull(self, number: int, head: str, *, base: str = "b" * 40, state: str = "open", owner: str = "acme") -> None:
        """Open a pull request, or change it."""
        self.pulls = [each for each in self.pulls if each["number"] != number]
        source = {"sha": head, "ref": "change", "label": f"{owner}:change"}
        self.pulls.append({"number": number, "state": state, "base": {"sha": base, "ref": "main"}, "head": source})

    def comment(self, number: int, login: str, body: str) -> dict[str, Any]:
        """Comment on a pull request."""
        entry = {
            "id": 1000 + len(self.comments),
            "number": number,
            "user": {"login": login},
            "body": body,
            "html_url": f"{self.url}/{REPOSITORY}/pull/{number}#issuecomment-{1000 + len(self.comments)}",
        }
        self.comments.append(entry)
        return entry

    def bodies(self, login: str = BOT) -> list[str]:
        """Return what somebody has commented."""
        return [each["body"] for each in self.comments if each["user"]["login"] == login]

    def writes(self) -> list[str]:
        """Return the methods of the requests that change something."""
        return [each.method for each in self.asked if each.method != "GET"]

    def answer(self, asked: Asked, body: dict[str, Any]) -> tuple[int, dict[str, str], Any]:
        """Answer a request."""
        self.asked.append(asked)
        for failure in self.failures:
            method, status, headers, message = failure
            if method == asked.method:
                self.failures.remove(failure)
                return status, headers, {"message": message}
        login = self.logins.get(asked.token)
        if login is None:
            return 401, {}, {"message": "Bad credentials"}
        if asked.path == "/user":
            known = (200, {}, {"login": login})
            return (
                known if asked.token == "person" else (403, {}, {"message": "Resource not accessible by integration"})
            )
        if asked.method != "GET" and asked.token == "fork":
            return 403, {}, {"message": "Resource not accessible by integration"}
        if len(body.get("body", "")) > LONGEST:
            return 422, {}, {"message": "body is too long (maximum is 65536 characters)"}
        return self._resource(asked.method, asked.path, body, login)

    def _resource(self, method: str, path: str, body: dict[str, Any], login: str) -> tuple[int, dict[str, str], Any]:
        parts = urlsplit(path)
        query = {key: values[0] for key, values in parse_qs(parts.query).items()}
        match method, parts.path.removeprefix(f"/repos/{REPOSITORY}"):
            case "GET", "/pulls":
                wanted = [each for each in self.pulls if each["head"]["label"] == query["head"]]
                return 200, {}, _page([each for each in wanted if each["state"] == query["state"]], query)
            case "GET", pull if match := re.fullmatch(r"/pulls/(\d+)", pull):
                found = [each for each in self.pulls if each["number"] == int(match[1])]
                return (200, {}, found[0]) if found else (404, {}, {"message": "Not Found"})
            case "GET", comments if match := re.fullmatch(r"/issues/(\d+)/comments", comments):
                return 200, {}, _page([each for each in self.comments if each["number"] == int(match[1])], query)
            case "POST", comments if match := re.fullmatch(r"/issues/(\d+)/comments", comments):
                return 201, {}, self.comment(int(match[1]), login, body["body"])
            case "PATCH" | "DELETE", comment if match := re.fullmatch(r"/issues/comments/(\d+)", comment):
                found = [each for each in self.comments if each["id"] == int(match[1])]
                if not found:
                    return 404, {}, {"message": "Not Found"}
                if method == "DELETE":
                    self.comments.remove(found[0])
                    return 204, {}, None
                found[0]["body"] = body["body"]
                return 200, {}, found[0]
        return 404, {}, {"message": "Not Found"}


def _page(entries: list[Any], query: dict[str, str]) -> list[Any]:
    size, number = min(int(query.get("per_page", 30)), 100), int(query.get("page", 1))
    return entries[(number - 1) * size : number * size]


@contextmanager
def serving() -> Iterator[GitHubServer]:
    """Run a server as long as it is needed."""
    state = GitHubServer()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Stay silent."""

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length") or 0)
            body = json.loads(self.rfile.read(length)) if length else {}
            token = self.headers.get("Authorization", "").removeprefix("Bearer ")
            status, headers, data = state.answer(Asked(self.command, self.path, token), body)
            content = b"" if data is None else json.dumps(data).encode()
            self.send_response(status)
            for name, value in {"Content-Length": str(len(content)), **headers}.items():
                self.send_header(name, value)
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = do_PATCH = do_DELETE = _answer  # noqa: N815

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield state
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
