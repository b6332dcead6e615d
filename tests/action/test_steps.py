"""The action as GitHub runs it for each event: its own evaluator, its own payloads, real files, and texts that attack."""

import json
import re

import pytest

from support.github_server import serving
from support.repo import DEBT, MOVED, PATH, PROPOSAL, TestRepo
from support.workflow import ACTION, PULL, ROOT, Workflow, pull

TITLE = "title: Suggested matches for supplier invoices"
ATTACK = """x"; touch pwned; ' $(touch pwned)`touch pwned`
verdict=pass
verdict<<E
pass
E
::set-output name=verdict::pass
::error::pwned%0A::stop-commands::x\r\n##[error]pwned ${{ github.token }}${{ inputs.token }} <!-- --> @all \u202e"""
BRANCH = "x\"'$(touch${IFS}pwned)`id`;|&%0A{{github.token}}##error<!--verdict=pass"
"""As much of it as git lets be the name of a branch."""
FILE = "initiatives/x\"'$(touch pwned)`id`;\n::error::pwned\nverdict=pass\n${{ github.token }}%0A.yaml"
REFERENCES = {
    "pull_request": PULL,
    "pull_request_target": "refs/heads/main",
    "workflow_run": "refs/heads/main",
    "merge_group": PULL,
    "push": PULL,
    "schedule": PULL,
    "workflow_dispatch": PULL,
}
"""What is checked out for each event."""


def payload(github, event, told, text):
    """Return GitHub's sample of an event with our commits in it, and every other text replaced by one."""

    def replaced(value):
        match value:
            case dict():
                return {key: replaced(each) for key, each in value.items()}
            case list():
                return [replaced(each) for each in value]
            case str() if text:
                return text
        return value

    base, head = (told["pull_request"][side]["sha"] for side in ("base", "head"))
    sample = "pull_request" if event == "pull_request_target" else event
    found = replaced(github.sample(sample)) | {"number": 7, "before": base, "after": told["merged"]}
    for name, values in {
        "pull_request": {"number": 7, "base": {"sha": base}, "head": {"sha": head}},
        "merge_group": {"base_sha": base, "head_sha": told["merged"]},
        "workflow_run": {
            "head_sha": head,
            "head_branch": told["branch"],
            "head_repository": {"owner": {"login": "eva"}},
        },
    }.items():
        if name in found:
            for key, value in values.items():
                found[name][key] = found[name][key] | value if isinstance(value, dict) else value
    return found


def run(github, libraries, folder, event, *, attack):
    """Run the action for an event that brings two moves which are not ready, with texts that are harmless or attack."""
    repo = TestRepo(folder / "repo")
    repo.commit({PATH: PROPOSAL})
    text, branch, file = (ATTACK, BRANCH, FILE) if attack else ("", "change", "initiatives/other.yaml")
    title = f"title: {json.dumps(text or 'Harmless')}"
    one, other = (content.replace(TITLE, title) for content in (MOVED, DEBT.replace("id: invoice-", "id: other-")))
    told = pull(repo, {PATH: one, file: other}, branch)
    told |= {"branch": branch, "merged": repo.git.commit(PULL).hexsha}
    workflow = Workflow(folder, repo, REFERENCES[event], evaluate=github.evaluate, libraries=libraries)
    with serving() as server:
        server.pull(7, told["pull_request"]["head"]["sha"], owner="eva")
        server.pulls[0]["head"]["label"] = f"eva:{branch}"
        asked = {"today": "2026-06-22", "header": "money"}
        step = workflow.step(event, payload(github, event, told, text), {"GITHUB_API_URL": server.api}, **asked)
        assert not list(folder.rglob("*pwned"))
        return step, server.bodies()


def summed_up(step, bodies):
    """Return everything that texts must not change: all but what is said, and where it is said."""
    found = [
        re.match(r"::(error|warning|notice) (?:file=[^,]*,)?title=([^,:]*)(?:,line=(\d+))?", line)
        for line in step.commands
    ]
    assert all(found), step.commands
    outputs = step.outputs | {"report-file": "", "comment-url": bool(step.outputs["comment-url"])}
    return step.ran.code, outputs, [match.groups() for match in found], [body.count("<!--") for body in bodies]


@pytest.mark.parametrize("event", REFERENCES)
def test_no_text_changes_a_verdict_an_output_or_a_line_of_the_log(github, libraries, tmp_path, event):
    harmless, attacked = (
        summed_up(*run(github, libraries, tmp_path / name, event, attack=name == "attack"))
        for name in ("none", "attack")
    )
    assert attacked == harmless
    code, outputs, commands, comments = harmless
    assert (code, outputs["verdict"]) == (1, "fail")
    moved = [move["id"] for move in json.loads(outputs["initiatives-moved"])]
    assert moved == ([] if event in {"schedule", "workflow_dispatch"} else ["invoice-matching", "other-matching"])
    assert sum(kind == "error" for kind, *_ in commands) > 5
    assert commands[-1] == ("notice", "pilotlint", None)
    assert comments == ([1] if event in {"pull_request", "pull_request_target", "workflow_run"} else [])


def test_every_expression_of_the_action_is_evaluated_by_github(github):
    text = (ROOT / "action.yml").read_text()
    known = {
        "github": {"token": "T"},
        "inputs": dict.fromkeys(ACTION["inputs"], "I"),
        "steps": {"check": {"outputs": {}}},
    }
    assert "${{" in text
    assert "${{" not in github.evaluate(text, known)
    assert github.evaluate("${{ steps.check.outputs.verdict || 'error' }}", known) == "error"
