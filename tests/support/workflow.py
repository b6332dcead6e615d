"""A workflow of GitHub on this machine: the runner's files, a checkout as actions/checkout makes it, and the action."""

import json
import os
import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from support.github_server import REPOSITORY
from support.repo import IDENTITY, TestRepo
from support.run import Ran, run

ROOT = Path(__file__).parents[2]
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
STEP = next(step for step in ACTION["runs"]["steps"] if step.get("id") == "check")
_INPUT = re.compile(r"\$\{\{ inputs\.([a-z-]+) \}\}")


class Step(NamedTuple):
    """What the step of the action did."""

    ran: Ran
    outputs: dict[str, str]
    summary: str


class Workflow:
    """One job with its own checkout."""

    def __init__(self, folder: Path, origin: TestRepo, reference: str) -> None:
        """Check a reference out, with the last commit only, as actions/checkout does."""
        self.workspace, self.temp = folder / "workspace", folder / "temp"
        python = self.temp / "pilotlint/bin/python"
        python.parent.mkdir(parents=True)
        python.write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')  # what the first step installs
        python.chmod(0o755)
        self.workspace.mkdir(parents=True)
        origin.git.git.config("uploadpack.allowAnySHA1InWant", "true")
        for command in (
            ("init", "--quiet"),
            ("remote", "add", "origin", f"file://{origin.path}"),
            ("fetch", "--quiet", "--no-tags", "--depth=1", "origin", f"+{reference}:refs/remotes/checked/out"),
            ("checkout", "--quiet", "--detach", "refs/remotes/checked/out"),
        ):
            run("git", *command, cwd=self.workspace, code=0)

    def step(self, name: str, payload: Mapping[str, Any], env: Mapping[str, str] | None = None, **inputs: str) -> Step:
        """Run the step of the action for an event, with some inputs; the others are as action.yml says."""
        event, outputs, summary = (self.temp / each for each in ("event.json", "output", "summary"))
        event.write_text(json.dumps(payload))
        outputs.write_text("")
        summary.write_text("")
        defaults = {key: str(value["default"]) for key, value in ACTION["inputs"].items()}
        given = defaults | {"token": "workflow"} | {key.replace("_", "-"): value for key, value in inputs.items()}
        asked = {key: _INPUT.sub(lambda found: given[found[1]], value) for key, value in STEP["env"].items()}
        runner = {
            "GITHUB_ACTION_PATH": str(ROOT),
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_OUTPUT": str(outputs),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_RUN_ATTEMPT": "1",
            "GITHUB_RUN_ID": "7",
            "GITHUB_SERVER_URL": "https://github.example",
            "GITHUB_STEP_SUMMARY": str(summary),
            "RUNNER_TEMP": str(self.temp),
        }
        script = ("bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEP["run"])
        ran = run(*script, cwd=self.workspace, env={**os.environ, **IDENTITY, **runner, **asked, **(env or {})})
        return Step(ran, _read(outputs.read_text()), summary.read_text())


def _read(text: str) -> dict[str, str]:
    """Read outputs as the runner does: a name, a delimiter of the writer's choice, and lines until it comes again."""
    found, lines = {}, iter(text.splitlines())
    for line in lines:
        name, _, delimiter = line.partition("<<")
        assert delimiter, line
        found[name] = "\n".join(iter(lines.__next__, delimiter))
    return found
