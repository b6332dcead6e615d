"""The examples for other forges, and the workflows: their commands run in a shell, as far as one can go."""

import os
import sys
from pathlib import Path

import pytest
import yaml

from support.repo import DEBT, PATH, PROPOSAL
from support.run import run

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples"
ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
HASHED = 40


def commands(name):
    """Return what an example runs after it has installed pilotlint."""
    text = yaml.safe_load((EXAMPLES / "ci" / name).read_text())
    listed = {
        "gitlab-ci.yml": lambda: text["pilotlint"]["script"],
        "azure-pipelines.yml": lambda: [step["script"] for step in text["steps"] if "script" in step],
        "bitbucket-pipelines.yml": lambda: text["pipelines"]["pull-requests"]["**"][0]["step"]["script"],
    }
    return [command for command in listed[name]() if not command.startswith("pip ")]


@pytest.mark.parametrize("name", sorted(path.name for path in (EXAMPLES / "ci").iterdir()))
def test_a_pipeline_of_another_forge_blocks_what_is_not_ready_and_leaves_its_reports(name, repo, folder):
    base = repo.commit({PATH: PROPOSAL})
    head = repo.branch("change").commit({PATH: DEBT})
    run("git", "clone", "-q", f"file://{repo.path}", "clone", cwd=folder, code=0)
    environment = {
        "BITBUCKET_PR_DESTINATION_BRANCH": "main",
        "CI_COMMIT_SHA": head,
        "CI_MERGE_REQUEST_DIFF_BASE_SHA": base,
        "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
        "SYSTEM_PULLREQUEST_TARGETBRANCH": "refs/heads/main",
    }
    ran = run("bash", "-euc", "\n".join(commands(name)), cwd=folder / "clone", env=environment, code=1)
    assert "proposal → pilot" in ran.out
    assert "<failure" in next((folder / "clone").rglob("pilotlint.xml")).read_text()


@pytest.mark.parametrize("path", sorted((EXAMPLES / "workflows").iterdir()), ids=lambda path: path.name)
def test_a_workflow_asks_the_action_for_what_it_knows_and_pins_what_it_uses(path):
    workflow = yaml.safe_load(path.read_text())
    steps = [step for job in workflow["jobs"].values() for step in job["steps"]]
    ours = [step for step in steps if step["uses"].startswith("pilotlint/")]
    assert len(ours) == 1
    assert set(ours[0].get("with", {})) <= set(ACTION["inputs"])
    assert all(len(step["uses"].partition("@")[2]) == HASHED for step in steps)
    assert workflow["permissions"] == {}
