"""The issues of a nightly run, against a GitHub on this machine; `make forge` has GitHub's own description in between."""

import json

import pytest

from pilotlint import gate
from pilotlint.forge import issues
from pilotlint.forge.github import GitHub
from pilotlint.forge.http import Client, RefusedError
from pilotlint.forge.issues import Said
from pilotlint.formatters.markdown import Facts
from pilotlint.model import Severity
from support import reports
from support.github_server import BOT, REPOSITORY, serving
from support.repo import DEBT, PATH
from support.reports import FINDING
from support.run import TODAY, pilotlint

LATE = FINDING._replace(policy="PL803", severity=Severity.WARNING, fingerprint="late", message="It ended @all #1.")
VAGUE = LATE._replace(policy="PL103", fingerprint="vague")
BY_DAY = ("PL803",)


@pytest.fixture
def server():
    with serving() as running:
        yield running


@pytest.fixture
def keep(server):
    """Keep the issues as a night does."""

    def kept(*findings, token="workflow", header="default", title="Churn list", portfolio=False, today=TODAY):
        standing = reports.STANDING._replace(title=title)
        whole = reports.report(*findings)._replace(standings=(standing,), today=today)
        facts = Facts(whole, gate.decide(whole, fail_on="error", changed="new"), "https://example.com/blob/")
        github = GitHub(Client(server.api, token, lambda _: None), REPOSITORY)
        return issues.keep(github, facts, BY_DAY, header, portfolio=portfolio)

    return kept


def states(server):
    return [(each["number"], each["state"]) for each in server.issues]


def test_an_issue_is_opened_kept_true_closed_and_opened_again_by_itself(server, keep):
    assert keep(LATE, VAGUE) == Said(opened=1)
    body = server.issues[0]["body"]
    assert "PL803" in body
    assert "PL103" not in body
    assert (keep(LATE), len(server.writes())) == (Said(), 1)
    assert keep(FINDING, LATE) == Said(updated=1)
    assert server.issues[0]["body"].index("PL402") < server.issues[0]["body"].index("PL803")
    assert keep(VAGUE, today="2026-07-01") == Said(closed=1)
    assert "\n\n✅ Mended on 2026-07-01.\n\n<!-- pilotlint issue default about " in server.issues[0]["body"]
    assert (keep(), states(server)) == (Said(), [(100, "closed")])
    assert (keep(LATE), states(server)) == (Said(reopened=1), [(100, "open")])
    assert "Mended" not in server.issues[0]["body"]


def test_what_a_person_has_closed_stays_closed_until_something_else_is_found(server, keep):
    keep(LATE)
    server.issues[0]["state"] = "closed"
    assert keep(LATE) == Said()
    assert keep(LATE, FINDING) == Said(reopened=1)


def test_an_issue_is_found_on_any_page_by_its_author_and_its_header(server, keep):
    keep(LATE)
    mine = server.issues.pop()
    for _ in range(150):
        server.issue("eva", "Mine", mine["body"])
    server.issues.append(mine | {"number": 999})
    assert keep(LATE) == Said()
    assert keep(LATE, header="other") == Said(opened=1)
    assert keep() == Said(closed=1)
    assert [each["state"] for each in server.issues if each["user"]["login"] == "eva"] == ["open"] * 150
    assert all("&creator=github-actions%5Bbot%5D&" in asked.path for asked in server.asked if "page=" in asked.path)


def test_an_app_finds_its_issues_again(server, keep):
    assert [keep(LATE, token="app"), keep(LATE, token="app")] == [Said(opened=1), Said()]


def test_texts_of_the_repository_mention_nobody(server, keep):
    keep(LATE, title="`x` @team fixes #7 -->")
    (issue,) = server.issues
    assert issue["title"] == "'x' @\u200bteam fixes #\u200b7 -->: what is to do"
    assert "@all" not in issue["body"]
    assert issue["body"].count("-->") == 1


def test_one_more_issue_sums_up_the_portfolio_if_asked(server, keep):
    assert keep(LATE, portfolio=True) == Said(opened=2)
    assert server.issues[0]["title"] == "The portfolio: what the gate says today"
    assert keep(LATE, portfolio=True) == keep(LATE) == Said()
    assert keep(portfolio=True).closed == 1
    assert states(server) == [(100, "open"), (101, "closed")]


def test_more_than_a_night_can_open_wait_for_the_next(server, keep):
    many = [LATE._replace(initiative=f"one-{number}", fingerprint=f"{number}") for number in range(60)]
    assert keep(*many) == Said(opened=50, waiting=10)
    assert keep(*many) == Said(opened=10)
    with pytest.raises(RefusedError):
        keep(LATE._replace(initiative="new"), token="fork")


def test_the_command_keeps_the_issues_of_a_report(server, repo, folder):
    repo.commit({PATH: DEBT})
    report, event = folder / "report.json", folder / "event.json"
    event.write_text(json.dumps({"schedule": "17 5 * * 1-5"}))
    pilotlint("check", "--today", TODAY, "--format", f"json={report}", cwd=repo.path, code=1)
    env = {
        "GITHUB_API_URL": server.api,
        "GITHUB_EVENT_NAME": "schedule",
        "GITHUB_EVENT_PATH": str(event),
        "GITHUB_REPOSITORY": REPOSITORY,
        "GITHUB_TOKEN": "workflow",
    }
    assert pilotlint("issues", str(report), "--portfolio", cwd=repo.path, env=env, code=0).out == "issues: 2 opened\n"
    assert [each["user"]["login"] for each in server.issues] == [BOT, BOT]
    refused = pilotlint(
        "issues", str(report), "--header=new", cwd=repo.path, env=env | {"GITHUB_TOKEN": "fork"}, code=0
    )
    assert refused.err.startswith("pilotlint: no issue is written (403: Resource not accessible by integration)")
