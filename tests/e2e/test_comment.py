"""`pilotlint comment` as a workflow calls it: after a check, with GitHub's variables and a token."""

import json

import pytest

from support.github_server import REPOSITORY, serving
from support.repo import DEBT, PATH, PROPOSAL
from support.run import TODAY, pilotlint

HEAD = "c" * 40


@pytest.fixture
def server():
    with serving() as running:
        running.pull(7, HEAD)
        yield running


@pytest.fixture
def comments(server, repo, folder):
    """Check a change that asks for money, and comment on it."""
    repo.commit({PATH: PROPOSAL})
    repo.branch("change").commit({PATH: DEBT})
    report, event = folder / "report.json", folder / "event.json"
    check = ("check", "--base", "main", "--today", TODAY, "--format", f"json={report}")
    assert pilotlint(*check, cwd=repo.path).code == 1
    pull_request = {"number": 7, "base": {"sha": "b" * 40}, "head": {"sha": HEAD}}

    def run(*options, name="pull_request", payload=None, token="workflow", code=0):
        event.write_text(json.dumps(payload or {"pull_request": pull_request}))
        variables = {
            "GITHUB_API_URL": server.api,
            "GITHUB_EVENT_NAME": name,
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_REPOSITORY": REPOSITORY,
            "GITHUB_RUN_ATTEMPT": "1",
            "GITHUB_RUN_ID": "50",
            "GITHUB_TOKEN": token,
        }
        return pilotlint("comment", str(report), *options, cwd=folder, env=variables, code=code)

    return run


def test_the_comment_links_the_lines_of_the_commit_that_was_judged(server, comments):
    assert comments().out == f"a comment is written: {server.url}/{REPOSITORY}/pull/7#issuecomment-1000\n"
    (body,) = server.bodies()
    assert "| ❌&nbsp;not&nbsp;ready | **Suggested matches for supplier invoices**" in body
    assert f"https://github.com/{REPOSITORY}/blob/{HEAD}/{PATH}#L" in body
    assert body.endswith(f"<!-- pilotlint comment default head {HEAD} run 50.1 -->")


def test_that_github_refuses_is_said_and_fails_nothing(server, comments):
    ran = comments(token="fork")
    assert ran.err == (
        "pilotlint: no comment is written: the token may not write here, as in a pull request from a fork "
        "(403: Resource not accessible by integration). The verdict stays as it is.\n"
    )
    assert server.bodies() == []


def test_a_trusted_run_comments_on_the_pull_request_of_a_fork(server, comments):
    server.pull(8, HEAD, owner="eva")
    run = {"head_sha": HEAD, "head_branch": "change", "head_repository": {"owner": {"login": "eva"}}}
    comments(name="workflow_run", payload={"workflow_run": run})
    assert ["/pull/8#" in each["html_url"] for each in server.comments] == [True]


def test_a_run_without_a_pull_request_has_nowhere_to_comment(server, comments):
    said = "nothing is written: this run belongs to no open pull request\n"
    assert comments(name="schedule", payload={"schedule": "0 6 * * 1"}).out == said
    assert server.writes() == []


@pytest.mark.parametrize(
    ("options", "token", "said"),
    [
        (("--header", "-->"), "workflow", "--header '-->' is not a name."),
        ((), "", "GITHUB_TOKEN is not set."),
    ],
)
def test_wrong_use_is_refused_before_anything_is_asked(server, comments, options, token, said):
    assert said in comments(*options, token=token, code=2).err
    assert server.asked == []
