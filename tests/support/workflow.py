"""A workflow of GitHub on this machine: the runner's files, a checkout as actions/checkout makes it, and the action."""

import json
import os
import re
import runpy
import sys
import sysconfig
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from support.github_server import REPOSITORY
from support.repo import IDENTITY, TestRepo
from support.run import Ran, run

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
PULL = "refs/pull/7/merge"
_EXPRESSION = re.compile(r"\$\{\{ (?P<names>[a-z.-]+)(?: \|\| '(?P<otherwise>[a-z]*)')? \}\}")

Contexts = Mapping[str, Any]
Evaluate = Callable[[str, Contexts], str]


class Step(NamedTuple):
    """What the action did."""

    ran: Ran
    outputs: dict[str, str]
    """As a workflow gets them, by action.yml."""
    written: dict[str, str]
    """As the step wrote them."""
    summary: str

    @property
    def commands(self) -> list[str]:
        """The lines of the log in which the runner finds a command: of its new kind at the start, of its old anywhere."""
        read = re.sub(r"^::stop-commands::(\w+)\n.*?^::\1::\n", "", self.ran.out, flags=re.DOTALL | re.MULTILINE)
        lines = (read + self.ran.err).split("\n")
        return [line for line in lines if line.lstrip().startswith("::") or "##[" in line]


def by_pattern(text: str, contexts: Contexts) -> str:
    """Evaluate the few forms of expressions that action.yml has; `make action` has GitHub's own evaluator do it."""

    def value(found: re.Match[str]) -> str:
        at: Any = contexts
        for name in found["names"].split("."):
            at = at.get(name, {})
        return at or found["otherwise"] or ""

    written = _EXPRESSION.sub(value, text)
    assert "${{" not in _EXPRESSION.sub("", text)
    return written


def pull(origin: TestRepo, files: Mapping[str, str | bytes | None], branch: str = "change") -> dict[str, Any]:
    """Open a pull request with some files as GitHub does, and return what its events say of it."""
    base = origin.git.head.commit.hexsha
    origin.branch(branch).commit(files)
    head = origin.git.head.commit.hexsha
    origin.git.heads["main"].checkout()
    origin.git.git.merge("--quiet", "--no-ff", "--no-edit", branch)
    origin.git.git.update_ref(PULL, "HEAD")
    origin.git.git.reset("--quiet", "--hard", base)
    return {"number": 7, "pull_request": {"number": 7, "base": {"sha": base}, "head": {"sha": head}}}


def installed() -> Path:
    """Return the libraries that the tests run with."""
    return Path(sysconfig.get_path("purelib"))


class Workflow:
    """One job with its own checkout."""

    def __init__(
        self,
        folder: Path,
        origin: TestRepo,
        reference: str,
        *,
        depth: int = 1,
        evaluate: Evaluate = by_pattern,
        libraries: Path | None = None,
    ) -> None:
        """Check a reference out as actions/checkout does; with a depth of 0 with its whole history.

        The libraries of the action are there already.
        """
        cut = [f"--depth={depth}"] if depth else []
        self.workspace, self.temp, self.evaluate = folder / "workspace", folder / "temp", evaluate
        self.temp.mkdir(parents=True)
        starting = runpy.run_path(str(ROOT / "scripts" / "start_action.py"))
        (self.temp / starting["name"]()).symlink_to(libraries or installed())
        self.workspace.mkdir(parents=True)
        origin.git.git.config("uploadpack.allowAnySHA1InWant", "true")
        for command in (
            ("init", "--quiet"),
            ("remote", "add", "origin", f"file://{origin.path}"),
            ("fetch", "--quiet", "--no-tags", *cut, "origin", f"+{reference}:refs/remotes/checked/out"),
            ("checkout", "--quiet", "--detach", "refs/remotes/checked/out"),
        ):
            run("git", *command, cwd=self.workspace, code=0)

    def step(self, name: str, payload: Mapping[str, Any], env: Mapping[str, str] | None = None, **inputs: str) -> Step:
        """Run the action for an event, with some inputs; the others are as action.yml says."""
        event, outputs, summary, unused = (self.temp / each for each in ("event.json", "output", "summary", "unused"))
        event.write_text(json.dumps(payload))
        for file in (outputs, summary, unused):
            file.write_text("")
        known: Contexts = {"github": {"token": "workflow", "event_name": name, "event": payload}}
        defaults = {key: self.evaluate(str(of["default"]), known) for key, of in ACTION["inputs"].items()}
        known = {"inputs": defaults | {key.replace("_", "-"): value for key, value in inputs.items()}}
        (step,) = ACTION["runs"]["steps"]
        assert set(step) == {"name", "id", "shell", "env", "run"}
        asked = {key: self.evaluate(value, known) for key, value in step["env"].items()}
        runner = {
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_ENV": str(unused),
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_PATH": str(unused),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_RUN_ATTEMPT": "1",
            "GITHUB_RUN_ID": "7",
            "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_STEP_SUMMARY": str(summary),
            "GITHUB_WORKSPACE": str(self.workspace),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(self.temp),
        }
        script = self.temp / "script.sh"
        script.write_text(self.evaluate(step["run"], known))
        command = ("bash", "--noprofile", "--norc", "-eo", "pipefail", str(script))
        ran = run(*command, cwd=self.workspace, env={**os.environ, **IDENTITY, **runner, **asked, **(env or {})})
        assert not unused.read_text()
        written = _read(outputs.read_text())
        known = {"steps": {step["id"]: {"outputs": written}}}
        given = {key: self.evaluate(of["value"], known) for key, of in ACTION["outputs"].items()}
        return Step(ran, given, written, summary.read_text())


def _read(text: str) -> dict[str, str]:
    """Read outputs as the runner does: a name, a delimiter of the writer's choice, and lines until it comes again."""
    found, lines = {}, iter(text.splitlines())
    for line in lines:
        name, _, delimiter = line.partition("<<")
        assert delimiter, line
        found[name] = "\n".join(iter(lines.__next__, delimiter))
    return found
