"""What is asked of GitHub and how, the report that is commented, and the event that starts a run."""

import json

import pytest

from pilotlint import gate
from pilotlint.forge import comment, event, report
from pilotlint.forge.comment import Mode, Run
from pilotlint.forge.github import GitHub
from pilotlint.forge.http import Client, RefusedError
from pilotlint.formatters import formatter
from pilotlint.formatters.markdown import Facts
from pilotlint.formatters.style import Style
from pilotlint.model import Flip, InputError, Proposal, Suppression
from support import reports
from support.github_server import REPOSITORY, serving
from support.reports import FINDING

HEAD = "c" * 40
RUN = Run(number=7, head=HEAD, id=50, attempt=1)
MOVED = reports.STANDING._replace(base_stage="proposal")


STAYS = reports.STANDING._replace(base_stage="pilot")


def facts(*findings, standing=STAYS):
    whole = reports.report(*findings)._replace(standings=(standing,), base="b" * 40)
    return Facts(whole, gate.decide(whole, fail_on="error", changed="new"), "https://example.com/blob/")


BLOCKED, FINE, MOVES = facts(FINDING), facts(), facts(standing=MOVED)


@pytest.fixture
def server():
    with serving() as running:
        running.pull(7, HEAD)
        yield running


@pytest.fixture
def keep(server):
    """Comment as a run does."""
    waited = []

    def kept(said, run=RUN, mode=Mode.UPDATE, token="workflow"):
        return comment.keep(GitHub(Client(server.api, token, waited.append), REPOSITORY), run, said, mode)

    kept.waited = waited
    return kept


class TestWhomItSpeaksTo:
    def test_the_token_goes_nowhere_else(self, server, keep):
        server.failures.append(("GET", 302, {"Location": f"{server.url}/elsewhere"}, "moved"))
        with pytest.raises(RefusedError, match="302"):
            keep(BLOCKED)
        assert [asked.path for asked in server.asked] == [f"/repos/{REPOSITORY}/pulls/7"]

    def test_nobody_at_home_is_a_refusal_too(self):
        nobody = GitHub(Client("http://127.0.0.1:1", "workflow", lambda _: None), REPOSITORY)
        with pytest.raises(RefusedError, match="there is no answer"):
            nobody.pull_request(7)

    def test_an_address_that_is_none_of_an_api_is_wrong_use(self):
        with pytest.raises(InputError, match="is not the address of an API"):
            Client("file:///etc", "workflow")


class TestTheReportThatIsRead:
    WHOLE = reports.report(
        FINDING._replace(source=""), FINDING._replace(source="", suppression=Suppression("waiver", "why", "2026-08-31"))
    )._replace(
        standings=(MOVED, MOVED._replace(path="b.yaml", readiness=None, funding=None, stage=None)),
        policies=(("PL402", "a budget"),),
        notes=("Measured from main.",),
        proposal=Proposal(None, (Flip("churn", "a.yaml", passes=True, would_pass=None),)),
    )

    def written(self, whole=WHOLE):
        verdict = gate.decide(whole, fail_on="error", changed="new")
        return formatter("json")(whole, verdict, Style()).encode(), verdict

    def test_it_is_the_report_that_was_written(self):
        content, verdict = self.written()
        assert report.read(content, "r.json") == (self.WHOLE, verdict)

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"{", "Expecting property name"),
            (b'{"version": 1, "version": 1}', "the key 'version' stands there twice"),
            (b'{"version": 2}', "is not as the schema says"),
            (b"[" * 20 + b"]" * 20, "nested more than 10 levels"),
        ],
    )
    def test_what_is_none_is_refused_in_a_sentence(self, content, said):
        with pytest.raises(InputError, match="this is not a report") as refused:
            report.read(content, "r.json")
        assert said in str(refused.value)

    def test_a_file_name_that_is_no_text_survives(self):
        content, _ = self.written(reports.report(FINDING._replace(path="initiatives/\udcff.yaml")))
        whole, verdict = report.read(content, "r.json")
        assert "initiatives/%FF.yaml" in comment.body(Facts(whole, verdict, "https://example.com/"))


def started(name, payload, folder):
    path = folder / "event.json"
    path.write_text(json.dumps(payload))
    return event.read({"GITHUB_EVENT_NAME": name, "GITHUB_EVENT_PATH": str(path), "GITHUB_REPOSITORY": REPOSITORY})


BASE = "b" * 40


@pytest.mark.parametrize(
    ("name", "payload", "known"),
    [
        (
            "pull_request",
            {"pull_request": {"number": 7, "base": {"sha": BASE}, "head": {"sha": HEAD}}},
            (7, BASE, HEAD, None),
        ),
        ("merge_group", {"merge_group": {"base_sha": BASE, "head_sha": HEAD}}, (None, BASE, HEAD, None)),
        ("push", {"before": BASE, "after": HEAD}, (None, BASE, HEAD, None)),
        ("push", {"before": "0" * 40, "after": HEAD}, (None, None, HEAD, None)),
        ("push", {"before": "--upload-pack=x", "after": [HEAD]}, (None, None, None, None)),
        (
            "workflow_run",
            {
                "workflow_run": {
                    "head_sha": HEAD,
                    "head_branch": "change",
                    "head_repository": {"owner": {"login": "eva"}},
                }
            },
            (None, None, HEAD, ("eva", "change")),
        ),
        ("schedule", {}, (None, None, None, None)),
        ("schedule", [], (None, None, None, None)),
    ],
)
def test_each_event_tells_what_to_compare(name, payload, known, folder):
    assert started(name, payload, folder)[2:] == known


def test_without_an_event_it_is_said_what_is_missing(folder):
    with pytest.raises(InputError, match="GITHUB_EVENT_NAME is not set"):
        event.read({})
    with pytest.raises(InputError, match="leads to no file with an event"):
        event.read({"GITHUB_EVENT_NAME": "push", "GITHUB_EVENT_PATH": str(folder / "no"), "GITHUB_REPOSITORY": "a/b"})
