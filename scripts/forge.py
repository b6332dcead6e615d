"""Have GitHub's own description of its API judge what pilotlint asks, and what the GitHub of the tests answers.

Run by `make forge`, which installs the description and prism. Prism stands between the two as a proxy while the tests
of the comment run; what is not as the description says it answers with an error of its own, and notes in its log. As a
judge that takes anything proves nothing, it is first shown requests and an answer that it must refuse.
"""

import contextlib
import json
import os
import re
import socket
import subprocess
import sys
import tempfile
import threading
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TOOLS = Path(sys.argv[1]).resolve()
DESCRIPTIONS = TOOLS / "node_modules" / "@octokit" / "openapi" / "generated"
TESTS = ("tests/e2e/test_pull_request.py", "tests/e2e/test_comment.py", "tests/e2e/test_issues.py")
REPO = "/repos/{owner}/{repo}"
PATHS = (
    f"{REPO}/pulls",
    f"{REPO}/pulls/{{pull_number}}",
    f"{REPO}/pulls/{{pull_number}}/files",
    f"{REPO}/pulls/{{pull_number}}/comments",
    f"{REPO}/pulls/{{pull_number}}/reviews",
    f"{REPO}/pulls/comments/{{comment_id}}",
    f"{REPO}/issues",
    f"{REPO}/issues/{{issue_number}}",
    f"{REPO}/issues/{{issue_number}}/comments",
    f"{REPO}/issues/comments/{{comment_id}}",
)
"""Those that pilotlint asks for; prism reads all the others for nine seconds."""
EVERYWHERE = ("401", "403", "404", "422", "429", "5XX")
"""Refusals that GitHub describes once for all: https://docs.github.com/en/rest/using-the-rest-api/troubleshooting-the-rest-api."""
REFUSAL = {
    "description": "Refused",
    "content": {"application/json": {"schema": {"type": "object", "required": ["message"]}}},
}
GRAPH = {
    "requestBody": {
        "required": True,
        "content": {
            "application/json": {
                "schema": {"type": "object", "required": ["query"], "properties": {"query": {"type": "string"}}}
            }
        },
    },
    "responses": {"200": {"description": "Answered", "content": {"application/json": {"schema": {"type": "object"}}}}},
}
"""GraphQL has a description of another kind; this is only how it is spoken to:
https://docs.github.com/en/graphql/guides/forming-calls-with-graphql."""
PATIENCE = 60


def main() -> None:
    described = slices(("api.github.com", ""), ("ghes-3.19", "/api/v3"))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "github.json"
        file.write_text(json.dumps(described))
        upstream, port = free(), free()
        with prism(file, upstream, port, Path(folder) / "log") as log:
            problems = doubts(upstream, port)
            before = len(log.read_text())
            tests = (sys.executable, "-m", "pytest", "--quiet", "-p", "no:xdist", "-p", "no:cacheprovider", *TESTS)
            where = {"FORGE_PORT": str(upstream), "FORGE_PROXY": f"http://127.0.0.1:{port}"}
            failed = subprocess.run(tests, cwd=ROOT, check=False, env=os.environ | where).returncode
            said = log.read_text()[before:]
    problems += [f"prism: {line}" for line in said.splitlines() if "terminated with error" in line]
    asked = Counter(re.findall(r"HTTP SERVER\] (\w+) (\S+) .*Request received", said))
    kinds = {f"{method} {re.sub('[0-9]+', 'N', path)}" for method, path in asked}
    print(f"{sum(asked.values())} requests of {len(kinds)} kinds and their answers are as GitHub describes them")
    if not asked:
        problems.append("nothing came by prism")
    sys.exit("\n".join(problems) or failed)


def slices(*versions: tuple[str, str]) -> dict[str, Any]:
    """Return the paths that are asked for, of several descriptions, each below its own prefix."""
    graph = {path: {"post": GRAPH} for path in ("/graphql", "/api/graphql")}
    whole: dict[str, Any] = {"openapi": "3.0.3", "info": {"title": "GitHub", "version": "1"}, "paths": graph}
    components: dict[str, dict[str, Any]] = {}
    for version, (name, prefix) in enumerate(versions):
        text = (DESCRIPTIONS / f"{name}.json").read_text()
        source = json.loads(re.sub(r'("#/components/\w+/)', rf"\g<1>v{version}-", text))
        waiting: list[Any] = []
        for path in PATHS:
            operations = source["paths"][path]
            for method in ("get", "post", "patch", "delete"):
                if method in operations:
                    operations[method]["responses"] |= {
                        status: REFUSAL for status in EVERYWHERE if status not in operations[method]["responses"]
                    }
            whole["paths"][prefix + path] = operations
            waiting.append(operations)
        while waiting:
            for kind, named in set(re.findall(r'"#/components/(\w+)/([\w-]+)"', json.dumps(waiting.pop()))):
                if named not in components.setdefault(kind, {}):
                    components[kind][named] = source["components"][kind][named.partition("-")[2]]
                    waiting.append(components[kind][named])
    return whole | {"components": components}


@contextlib.contextmanager
def prism(description: Path, upstream: int, port: int, log: Path) -> Iterator[Path]:
    """Run prism in front of a port."""
    command = (TOOLS / "node_modules" / ".bin" / "prism", "proxy", "--errors", "--port", str(port))
    with log.open("w") as output:
        running = subprocess.Popen(
            (*command, str(description), f"http://127.0.0.1:{upstream}"), stdout=output, stderr=subprocess.STDOUT
        )
        try:
            until = time.monotonic() + PATIENCE
            while "Prism is listening" not in log.read_text():
                if running.poll() is not None or time.monotonic() > until:
                    sys.exit(f"prism does not start: {log.read_text()}")
                time.sleep(0.1)
            yield log
        finally:
            running.terminate()
            running.wait()


def doubts(upstream: int, port: int) -> list[str]:
    """Show prism what it must refuse."""

    class Wrong(BaseHTTPRequestHandler):
        def log_message(self, *_: Any) -> None:
            """Stay silent."""

        def do_GET(self) -> None:
            content = b'{"id": "seven"}'
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

    with HTTPServer(("127.0.0.1", upstream), Wrong) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        bad = {
            "an answer without what is required": ("GET", "/repos/acme/portfolio/pulls/7", None, 500),
            "a comment without a text": ("POST", "/repos/acme/portfolio/issues/7/comments", b"{}", 422),
            "a path that there is not": ("GET", "/repos/acme/portfolio/pulls/7/nothing", None, 404),
        }
        found = [
            f"prism: {what} is answered with {status} instead of {expected}"
            for what, (method, path, body, expected) in bad.items()
            if (status := asked(f"http://127.0.0.1:{port}{path}", method, body)) != expected
        ]
        server.shutdown()
    return found


def asked(address: str, method: str, body: bytes | None) -> int:
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"}, method=method)
    try:
        with urllib.request.urlopen(request, timeout=PATIENCE) as answer:
            return int(answer.status)
    except urllib.error.HTTPError as error:
        error.close()
        return error.code


def free() -> int:
    with socket.socket() as each:
        each.bind(("127.0.0.1", 0))
        return int(each.getsockname()[1])


if __name__ == "__main__":
    main()
