"""What `make action` has installed; without it there is nothing to ask, and `make test` leaves these tests out."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

import pytest

_TOOLS = os.environ.get("PILOTLINT_TOOLS", "")
"""Where node's packages and the libraries of the action are; read before the environment is scrubbed."""

collect_ignore_glob = [] if _TOOLS else ["test_*.py"]


class GitHub:
    """GitHub's own programs, and the payloads that it shows as samples."""

    def __init__(self, process: subprocess.Popen[str], samples: list[dict[str, Any]]) -> None:
        self._process = process
        self._samples = {sample["name"]: sample["examples"] for sample in samples}

    def evaluate(self, text: str, contexts: Any) -> str:
        """Evaluate the expressions in a text."""
        return self._ask("evaluate", text=text, contexts=contexts)

    def read(self, name: str, text: str, action: Any) -> list[str]:
        """Return what the language service says of a file; `action` is what it knows of ours."""
        return self._ask("read", name=name, text=text, action=action)

    def sample(self, event: str) -> dict[str, Any]:
        """Return a payload; GitHub shows one of each event that is a webhook, which a schedule is not."""
        return self._samples[event][-1] if event in self._samples else {"schedule": "17 5 * * 1-5"}

    def _ask(self, question: str, **asked: Any) -> Any:
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps({question: asked}) + "\n")
        self._process.stdin.flush()
        return json.loads(self._process.stdout.readline())


@pytest.fixture(scope="session")
def github():
    """Start GitHub's own programs."""
    program = (Path(__file__).parent / "github.mjs").read_text()
    samples = Path(_TOOLS, "node_modules/@octokit/webhooks-examples/api.github.com/index.json").read_text()
    node = ("node", "--input-type=module", "--eval", program)
    with subprocess.Popen(node, cwd=_TOOLS, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield GitHub(process, json.loads(samples))
        process.stdin.close()


@pytest.fixture(scope="session")
def libraries() -> Path:
    """Return where the action has installed its libraries."""
    (place,) = Path(_TOOLS, "action").iterdir()
    return place
