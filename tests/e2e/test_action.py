"""The action for workflows of GitHub: its own step, in a checkout of one commit, for each kind of event."""

import json
import os
from pathlib import Path

import pytest

from support.github_server import serving
from support.repo import MOVED, PATH, PROPOSAL, READY, TestRepo
from support.run import run
from support.workflow import ACTION, PULL, Workflow, pull

TODAY = "2026-06-22"


@pytest.fixture
def origin(repo) -> TestRepo:
    """A repository with a proposal on main."""
    repo.commit({"README.md": "before"})
    repo.commit({PATH: PROPOSAL})
    return repo


@pytest.fixture
def opened(origin, tmp_path):
    """Open a pull request, and return its job and the payload of its event."""

    def open_(files):
        payload = pull(origin, files)
        return Workflow(tmp_path, origin, PULL), payload

    return open_


def judge(workflow, payload, name="pull_request", **inputs):
    return workflow.step(name, payload, **{"today": TODAY, "comment": "off", **inputs})


def test_a_move_that_is_not_ready_fails_the_job_and_says_why_wherever_people_look(opened):
    step = judge(*opened({PATH: MOVED}))
    assert step.ran.code == 1
    assert "::error file=initiatives/invoice-matching.yaml,title=PL401" in step.ran.out
    assert step.summary.startswith("## ❌ Not&nbsp;ready for pilot: ")
    assert "https://github.example/acme/portfolio/blob/" in step.summary
    assert step.outputs["verdict"] == "fail"
    assert int(step.outputs["errors"]) > 3
    assert json.loads(step.outputs["initiatives-moved"]) == [
        {"id": "invoice-matching", "from": "proposal", "to": "pilot"}
    ]


def test_a_move_that_is_ready_passes_and_says_how_much_is_asked_for(opened):
    step = judge(*opened({PATH: READY}))
    assert (step.ran.code, step.outputs["verdict"], step.outputs["errors"]) == (0, "pass", "0")
    assert json.loads(step.outputs["funding-requested"]) == {
        "EUR": {"pilot": {"min": 20000, "max": 20000}, "deployment": {"min": 70000, "max": 70000}}
    }
    assert json.loads(Path(step.outputs["report-file"]).read_text())["verdict"] == "pass"
    assert "no commit in common" not in step.summary


def test_a_change_without_initiatives_passes_at_once(opened):
    step = judge(*opened({"src/main.py": "print()\n"}))
    assert (step.ran.code, step.outputs["verdict"], step.outputs["initiatives-moved"]) == (0, "pass", "[]")


def test_rules_come_from_the_base(opened):
    step = judge(*opened({PATH: MOVED, "pilotlint.yaml": "fail_on: never\n"}))
    assert step.ran.code == 1
    assert "on would go from error to never" in step.summary


def test_a_pull_request_that_is_not_checked_out_is_read_as_data(opened, origin, tmp_path):
    _, payload = opened({PATH: MOVED})
    workflow = Workflow(tmp_path / "target", origin, "refs/heads/main")
    step = judge(workflow, payload, "pull_request_target")
    assert (step.ran.code, step.outputs["verdict"]) == (1, "fail")
    assert (workflow.workspace / PATH).read_text() == PROPOSAL
    payload["pull_request"]["head"]["sha"] = "a" * 40
    late = judge(workflow, payload, "pull_request_target")
    assert late.ran.code == 2
    assert "::error title=pilotlint::the pull request has changed since this run was started" in late.ran.out


def test_a_run_that_follows_that_of_a_fork_finds_its_pull_request_judges_it_again_and_comments(
    opened, origin, tmp_path
):
    _, payload = opened({PATH: MOVED})
    head = payload["pull_request"]["head"]["sha"]
    after = {"head_sha": head, "head_branch": "change", "head_repository": {"owner": {"login": "eva"}}}
    with serving() as server:
        server.pull(7, head, owner="eva")
        workflow = Workflow(tmp_path / "after", origin, "refs/heads/main")
        env = {"GITHUB_API_URL": server.api}
        step = judge(workflow, {"workflow_run": after}, "workflow_run", env=env, comment="update", fail_on="never")
        assert (step.ran.code, len(server.bodies())) == (0, 1)
    assert json.loads(step.outputs["initiatives-moved"])[0]["to"] == "pilot"


@pytest.mark.parametrize("name", ["merge_group", "push"])
def test_a_queue_and_a_push_compare_with_what_was_there_before(origin, tmp_path, name):
    base = origin.git.head.commit.hexsha
    head = origin.commit({PATH: MOVED}) or origin.git.head.commit.hexsha
    payload = {"merge_group": {"base_sha": base, "head_sha": head}, "before": base, "after": head}
    step = judge(Workflow(tmp_path, origin, "refs/heads/main"), payload, name)
    assert (step.ran.code, step.outputs["verdict"]) == (1, "fail")


@pytest.mark.parametrize("name", ["schedule", "workflow_dispatch"])
def test_without_a_change_everything_is_judged(origin, tmp_path, name):
    step = judge(Workflow(tmp_path, origin, "refs/heads/main"), {}, name)
    assert (step.ran.code, step.outputs["initiatives-moved"]) == (0, "[]")
    assert "invoice-matching" in step.summary


def test_a_nightly_run_keeps_issues_and_a_run_for_a_change_refuses_to(origin, tmp_path):
    day = "2027-06-22"  # long after the pilot should have begun
    with serving() as server:
        workflow = Workflow(tmp_path, origin, "refs/heads/main")
        env = {"GITHUB_API_URL": server.api}
        judge(workflow, {}, "schedule", env=env, issues="all", today=day)
        assert [each["title"] for each in server.issues] == [
            "The portfolio: what the gate says today",
            "Suggested matches for supplier invoices: what is to do",
        ]
    refused = judge(workflow, {"before": "a" * 40, "after": "b" * 40}, "push", issues="all")
    assert (refused.ran.code, refused.outputs["verdict"]) == (2, "error")


def test_files_are_written_where_they_are_asked_for(opened):
    workflow, payload = opened({PATH: READY})
    step = judge(workflow, payload, sarif_file="out.sarif", record_file="record.json", annotations="false")
    assert json.loads((workflow.workspace / "out.sarif").read_text())["version"] == "2.1.0"
    assert json.loads((workflow.workspace / "record.json").read_text())["verdict"] == "pass"
    assert step.outputs["record-file"] == "record.json"
    assert "::notice" not in step.ran.out


def test_a_clone_that_is_whole_stays_whole(opened, origin, tmp_path):
    _, payload = opened({PATH: MOVED})
    workflow = Workflow(tmp_path / "whole", origin, PULL, depth=0)
    for name in ("pull_request", "pull_request_target"):
        assert judge(workflow, payload, name).ran.code == 1
    assert not (workflow.workspace / ".git/shallow").exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away, and only in a container is it needed")
def test_a_checkout_that_belongs_to_somebody_else_is_judged_as_in_a_container(opened):
    workflow, payload = opened({PATH: MOVED})
    run("chown", "--recursive", "12345", str(workflow.workspace), cwd=workflow.temp, code=0)
    assert run("git", "status", cwd=workflow.workspace).code == 128
    assert judge(workflow, payload).outputs["verdict"] == "fail"


HOSTILE = (
    'x"; echo PWNED >pwned; echo "$(touch pwned)`touch pwned`\\n::set-output name=verdict::pass\\n${{ github.token }}'
)


def test_no_text_of_a_pull_request_becomes_a_command_or_an_output(opened):
    hostile = MOVED.replace("title: Suggested matches for supplier invoices", f"title: {json.dumps(HOSTILE)}")
    workflow, payload = opened(
        {
            PATH: hostile,
            "initiatives/a\n::error::x\nverdict=pass.yaml": hostile,
            "pilotlint/__init__.py": "1/0",
            "click.py": "1/0",
        }
    )
    payload["pull_request"]["title"] = HOSTILE
    step = judge(workflow, payload)
    assert (step.ran.code, step.outputs["verdict"]) == (1, "fail")
    assert set(step.written) == set(ACTION["outputs"])
    assert not list(workflow.workspace.rglob("pwned"))
    assert all(line.startswith(("::error ", "::warning ", "::notice ")) for line in step.commands)


def test_what_cannot_be_judged_is_an_error_in_the_outputs_the_summary_and_the_log(opened):
    workflow, payload = opened({PATH: READY})
    for name, value in {
        "comment": "often",
        "annotations": "yes",
        "fail_on": "$(x)",
        "today": "soon",
        "header": "-->",
        "base": "--upload-pack=touch",
        "working_directory": "nowhere",
        "config": "none.yaml",
        "sarif_file": "no/such/folder",
    }.items():
        step = judge(workflow, payload, **{name: value})
        assert (step.ran.code, step.outputs["verdict"], step.written) == (2, "error", {}), name
        assert (step.ran.err, len(step.commands)) == ("", 1), step.ran.err
        assert step.commands[0].startswith("::error title=pilotlint::")
        assert step.summary.startswith("## ⛔ Not judged\n\n"), name


def test_the_comment_is_written_and_one_that_is_refused_changes_no_verdict(opened):
    workflow, payload = opened({PATH: MOVED})
    head = payload["pull_request"]["head"]["sha"]
    with serving() as server:
        server.pull(7, head)
        env = {"GITHUB_API_URL": server.api}
        step = judge(workflow, payload, comment="update", env=env)
        assert step.ran.code == 1
        assert "The gate fails" in server.bodies()[0]
        assert step.outputs["comment-url"].endswith("/pull/7#issuecomment-1000")
        forked = judge(workflow, payload, comment="update", env=env, token="fork", header="fork")
        assert (forked.ran.code, forked.outputs["comment-url"]) == (1, "")
