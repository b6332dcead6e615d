"""What is asked of GitHub and how, the report that is commented, and the event that starts a run."""

import json
import socket
import threading
from contextlib import nullcontext

import pytest

from pilotlint import gate
from pilotlint.forge import comment, event, report
from pilotlint.forge.github import GitHub
from pilotlint.forge.http import Client, RefusedError
from pilotlint.formatters import formatter
from pilotlint.formatters.markdown import Facts
from pilotlint.formatters.style import Style
from pilotlint.model import Flip, InputError, Proposal, Suppression
from support import reports
from support.github_server import BOT, REPOSITORY, serving
from support.reports import FINDING

HEAD = "c" * 40
MOVED = reports.STANDING._replace(base_stage="proposal")


@pytest.fixture
def server():
    with serving() as running:
        running.pull(7, HEAD)
        yield running


def asking(address, token="workflow", waited=None):
    return GitHub(Client(address, token, (waited if waited is not None else []).append), REPOSITORY)


class TestWhomItSpeaksTo:
    def test_the_token_goes_nowhere_else(self, server):
        server.failures.append(("GET", 302, {"Location": f"{server.url}/elsewhere"}, "moved"))
        with pytest.raises(RefusedError, match="302"):
            asking(server.url).pull_request(7)
        assert [asked.path for asked in server.asked] == [f"/repos/{REPOSITORY}/pulls/7"]

    @pytest.mark.parametrize(
        ("link", "pages"), [('<http://elsewhere.example/2>; rel="next"', 2), ('<x>; rel="prev"', 1)]
    )
    def test_a_list_goes_on_as_it_says_but_at_no_other_address(self, server, link, pages):
        server.comment(7, "dana", "remark")
        server.headers = {"Link": link}
        assert len(list(asking(server.url).comments(7))) == 1
        assert [asked.path.rpartition("=")[2] for asked in server.asked] == ["1", "2"][:pages]

    def test_a_list_without_an_end_is_a_refusal_and_not_half_a_list(self, server, monkeypatch):
        monkeypatch.setattr("pilotlint.forge.http._MOST_PAGES", 2)
        for number in range(199):
            server.comment(7, "dana", f"remark {number}")
        assert len(list(asking(server.url).comments(7))) == 199
        for number in range(2):
            server.comment(7, "dana", f"one more {number}")
        with pytest.raises(RefusedError, match="more than 200 entries"):
            list(asking(server.url).comments(7))

    def test_who_writes_is_never_guessed(self, server):
        server.failures.append(("GRAPH", 200, {}, "API rate limit exceeded"))
        with pytest.raises(RefusedError, match="API rate limit exceeded"):
            asking(server.url).me()
        assert asking(server.url).me() == BOT

    def test_nobody_at_home_is_a_refusal_too(self):
        with pytest.raises(RefusedError, match="there is no answer"):
            asking("http://127.0.0.1:1").pull_request(7)

    def test_an_answer_that_is_no_http_is_a_refusal(self):
        def greet(other):
            with other.accept()[0] as caller:
                caller.sendall(b"220 mail at your service\r\n\r\n")

        with socket.create_server(("127.0.0.1", 0)) as other:
            thread = threading.Thread(target=greet, args=[other])
            thread.start()
            with pytest.raises(RefusedError, match="there is no answer"):
                asking(f"http://127.0.0.1:{other.getsockname()[1]}").create(7, "once")
            thread.join()

    @pytest.mark.parametrize(
        "address",
        [
            "file:///etc",
            "http://github.example/api/v3",
            "https://",
            "https://me:secret@github.example",
            "https://[",
            "https://github.example?x",
        ],
    )
    def test_an_address_to_which_no_token_can_go_is_wrong_use(self, address):
        with pytest.raises(InputError, match="is not the address of an API"):
            Client(address, "workflow")

    @pytest.mark.parametrize("token", ["ghs_secret\nHost: elsewhere", "ghs_secret ", "ghs_sécret"])
    def test_a_token_that_is_none_is_refused_without_being_shown(self, token):
        with pytest.raises(InputError) as refused:
            Client("https://github.example", token)
        assert "cret" not in str(refused.value)

    def test_a_proxy_of_the_environment_is_used(self, server, monkeypatch):
        monkeypatch.setenv("HTTP_PROXY", server.url)
        monkeypatch.setenv("NO_PROXY", "")
        server.failures.append(("GET", 404, {}, "I am the proxy"))
        with pytest.raises(RefusedError, match="I am the proxy"):
            asking("http://localhost:1").pull_request(7)

    @pytest.mark.parametrize(
        ("headers", "waited"),
        [
            ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1782118820"}, [21.0]),
            ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1782110000"}, [1.0]),
            ({"X-RateLimit-Remaining": "0", "X-RateLimit-Reset": "1782999999"}, []),
            ({"X-RateLimit-Remaining": "7", "X-RateLimit-Reset": "1782118820"}, []),
        ],
    )
    def test_who_has_asked_too_often_waits_for_the_next_hour_if_that_is_near(self, server, headers, waited):
        clock = {"Date": "Mon, 22 Jun 2026 09:00:00 GMT"}
        server.failures.append(("GET", 403, clock | headers, "API rate limit exceeded"))
        slept = []
        with nullcontext() if waited else pytest.raises(RefusedError, match="403: API rate limit exceeded"):
            asking(server.url, waited=slept).pull_request(7)
        assert slept == waited


class TestTheReportThatIsRead:
    WHOLE = reports.report(
        FINDING._replace(fix="  deployment: 150000"),
        FINDING._replace(source="", suppression=Suppression("waiver", "why", "2026-08-31")),
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
            (b"{", "it is no JSON from line 1, column 2 on"),
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
