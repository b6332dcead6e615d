"""The comment on a pull request, against a GitHub on this machine; `make forge` has GitHub's own description in between."""

import pytest
from git import Repo

from pilotlint import gate
from pilotlint.forge import comment, suggestions
from pilotlint.forge.comment import Mode, Run, Said
from pilotlint.forge.github import GitHub
from pilotlint.forge.http import Client, RefusedError
from pilotlint.formatters.markdown import MOST, Facts
from pilotlint.model import Severity
from support import judging, reports
from support.github_server import BOT, ENTERPRISE, REPOSITORY, serving
from support.repo import PATH, PROPOSAL, READY
from support.reports import FINDING

HEAD = "c" * 40
DAY = "2026-07-01"
PILOT = f"pilot: {{starts: {DAY}, ends: 2026-09-30, users: 6}}"
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

    def kept(said, run=RUN, mode=Mode.UPDATE, *, token="workflow", path=""):
        github = GitHub(Client(server.api + path, token, waited.append), REPOSITORY)
        return comment.keep(github, run, said, mode)

    kept.waited = waited
    return kept


class TestWhatIsWritten:
    def test_what_blocks_is_commented_and_the_document_is_in_the_comment(self, server, keep):
        said = keep(BLOCKED)
        assert said == Said("a comment is written", f"{server.url}/{REPOSITORY}/pull/7#issuecomment-1000")
        assert server.bodies()[0].startswith("## ❌ Blocked: Churn list")

    def test_a_move_to_another_stage_is_commented_when_all_is_well_too(self, server, keep):
        keep(MOVES)
        assert server.bodies()[0].startswith("## ✅ Ready for pilot: Churn list")

    def test_an_initiative_that_comes_in_at_a_later_stage_has_moved_there(self, server, keep):
        keep(facts(standing=reports.STANDING))
        keep(facts(standing=reports.STANDING._replace(stage="proposal")), RUN._replace(header="idea"))
        assert len(server.bodies()) == 1

    def test_a_change_of_the_rules_is_commented(self, server, keep):
        keep(facts(FINDING._replace(policy="PL913", severity=Severity.WARNING)))
        assert "The rules and the exceptions" in server.bodies()[0]

    def test_nothing_is_said_unasked_where_nothing_moves_or_blocks(self, server, keep):
        assert keep(FINE).what == "nothing is written: no initiative moves to another stage, and nothing blocks"
        assert server.writes() == []

    def test_what_was_mended_is_one_green_line_in_the_same_place(self, server, keep):
        keep(BLOCKED)
        keep(FINE, RUN._replace(id=51))
        (body,) = server.bodies()
        assert body.splitlines()[0].startswith("✅ The gate passes. 1 initiative on 2026-06-22:")
        assert len(body.splitlines()) == 3

    def test_the_same_again_is_not_written(self, server, keep):
        keep(BLOCKED)
        assert keep(BLOCKED, RUN._replace(id=51)).what == "nothing is written: the comment says so already"
        assert server.writes() == ["POST"]

    def test_the_comment_can_be_made_anew_below_all_others(self, server, keep):
        keep(BLOCKED)
        keep(MOVES, RUN._replace(id=51), Mode.RECREATE)
        assert server.writes() == ["POST", "POST", "DELETE"]
        assert len(server.bodies()) == 1
        server.failures.append(("DELETE", 404, {}, "Not Found"))  # somebody was quicker
        assert keep(BLOCKED, RUN._replace(id=52), Mode.RECREATE).what == "a comment is written"

    def test_the_longest_comment_is_one_that_github_takes(self, server, keep):
        many = [FINDING._replace(path=f"initiatives/{number}.yaml", message="x" * 900) for number in range(200)]
        keep(facts(*many))
        assert 50_000 < len(server.bodies()[0]) < MOST + 200


class TestWhoseCommentItIs:
    def test_a_marker_that_somebody_else_planted_is_left_alone(self, server, keep):
        server.comment(7, "mallory", "All is well" + comment.marker(RUN._replace(id=9999)))
        keep(BLOCKED)
        assert server.bodies("mallory")[0].startswith("All is well")
        assert len(server.bodies()) == 1

    def test_what_the_same_author_says_without_the_marker_is_left_alone(self, server, keep):
        server.comment(7, BOT, "Thank you for the pull request")
        keep(BLOCKED)
        assert server.bodies()[0] == "Thank you for the pull request"

    def test_the_comment_is_found_behind_a_hundred_others(self, server, keep):
        for number in range(150):
            server.comment(7, "dana", f"remark {number}")
        keep(BLOCKED)
        keep(MOVES, RUN._replace(id=51))
        assert server.writes() == ["POST", "PATCH"]

    def test_two_jobs_keep_two_comments(self, server, keep):
        keep(BLOCKED)
        keep(BLOCKED, RUN._replace(header="nightly"))
        assert len(server.bodies()) == 2

    @pytest.mark.parametrize(("token", "login"), [("person", "dana"), ("app", "funding-gate[bot]")])
    def test_a_person_or_an_app_may_run_it_with_a_token_of_their_own(self, server, keep, token, login):
        keep(BLOCKED, token=token)
        keep(MOVES, RUN._replace(id=51), token=token)
        assert len(server.bodies(login)) == len(server.bodies(login) + server.bodies()) == 1

    @pytest.mark.parametrize(
        ("mode", "written"), [(Mode.UPDATE, ["PATCH", "DELETE"]), (Mode.RECREATE, ["POST", "DELETE", "DELETE"])]
    )
    def test_of_two_comments_from_runs_of_one_moment_one_is_left(self, server, keep, mode, written):
        for each in (50, 49):
            server.comment(7, BOT, "red" + comment.marker(RUN._replace(id=each)))
        assert keep(FINE, RUN._replace(id=49), mode).what == "nothing is written: a newer run has spoken"
        keep(FINE, RUN._replace(id=51), mode)
        assert (len(server.bodies()), server.writes()) == (1, written)

    def test_a_server_of_ones_own_has_its_api_below_a_path(self, server, keep):
        keep(BLOCKED, path=ENTERPRISE)
        keep(MOVES, RUN._replace(id=51), path=ENTERPRISE)
        assert server.writes() == ["POST", "PATCH"]

    def test_no_text_of_a_repository_can_be_taken_for_the_marker(self, server, keep):
        keep(facts(FINDING._replace(message="x" + comment.marker(RUN._replace(id=10**9)))))
        assert keep(MOVES, RUN._replace(id=51)).what == "the comment is updated"


class TestWhoComesLate:
    @pytest.mark.parametrize(("run", "attempt"), [(49, 3), (50, 1)])
    def test_an_older_run_does_not_overwrite_a_newer_one(self, server, keep, run, attempt):
        keep(BLOCKED, RUN._replace(attempt=2))
        assert keep(MOVES, RUN._replace(id=run, attempt=attempt)).what == "nothing is written: a newer run has spoken"
        assert server.bodies()[0].startswith("## ❌")

    def test_what_was_said_of_another_commit_is_out_of_date_whichever_run_said_it(self, server, keep):
        keep(BLOCKED, RUN._replace(id=60))
        server.pull(7, "d" * 40)
        assert keep(FINE, RUN._replace(head="d" * 40)).what == "the comment is updated"
        server.pull(7, HEAD)
        assert keep(FINE, RUN._replace(id=70)).what == "the comment is updated"

    def test_a_run_of_commits_that_are_no_longer_the_last_says_nothing(self, server, keep):
        server.pull(7, "d" * 40)
        assert "has new commits" in keep(BLOCKED).what
        assert server.writes() == []

    def test_a_closed_pull_request_is_left_alone(self, server, keep):
        server.pull(7, HEAD, state="closed")
        assert keep(BLOCKED).what == "nothing is written: the pull request is closed"

    def test_a_comment_that_was_deleted_is_written_again(self, server, keep):
        keep(BLOCKED)
        server.comments.clear()
        keep(BLOCKED)
        assert server.writes() == ["POST", "POST"]

    def test_a_comment_that_is_deleted_in_this_moment_is_written_again(self, server, keep):
        keep(BLOCKED)
        server.failures.append(("PATCH", 404, {}, "Not Found"))
        assert keep(MOVES, RUN._replace(id=51)).what == "a comment is written"


class TestWhenGitHubRefuses:
    @pytest.mark.parametrize(
        ("failure", "waited"),
        [
            ((429, {}, "slow down"), [1.0]),
            ((429, {"Retry-After": "7"}, "slow down"), [7.0]),
            ((403, {"Retry-After": "3"}, "slow down"), [3.0]),
            ((403, {}, "You have exceeded a secondary rate limit"), [1.0]),
        ],
    )
    def test_who_is_too_fast_waits_as_long_as_is_said_and_asks_again(self, server, keep, failure, waited):
        server.failures.append(("POST", *failure))
        keep(BLOCKED)
        assert keep.waited == waited
        assert len(server.bodies()) == 1

    def test_a_server_in_trouble_is_asked_again(self, server, keep):
        server.failures += [("GET", 502, {}, "Bad gateway")] * 3
        keep(BLOCKED)
        assert keep.waited == [1.0, 2.0, 4.0]

    def test_what_may_have_been_written_is_not_written_twice(self, server, keep):
        server.failures.append(("POST", 502, {}, "Bad gateway"))
        with pytest.raises(RefusedError, match="502: Bad gateway"):
            keep(BLOCKED)
        assert server.writes() == ["POST"]

    @pytest.mark.parametrize(
        ("status", "headers", "times"), [(403, {}, 1), (422, {}, 1), (429, {"Retry-After": "3600"}, 1), (429, {}, 4)]
    )
    def test_what_will_not_help_is_not_tried_again(self, server, keep, status, headers, times):
        server.failures += [("POST", status, headers, "no")] * 5
        with pytest.raises(RefusedError, match=f"{status}: no"):
            keep(BLOCKED)
        assert server.writes() == ["POST"] * times

    def test_what_is_too_long_is_refused_in_githubs_words(self, server):
        server.comment(7, BOT, "short")
        github = GitHub(Client(server.api, "workflow"), REPOSITORY)
        with pytest.raises(
            RefusedError, match=r"422: Validation Failed; body is too long \(maximum is 65536 characters"
        ):
            github.update(next(github.comments(7)), "x" * 65_537)

    def test_a_token_that_may_only_read_is_refused(self, keep):
        with pytest.raises(RefusedError, match="403: Resource not accessible by integration"):
            keep(BLOCKED, token="fork")


class TestWhatIsSuggested:
    """A slip in the dates and one in an answer."""

    SLIPS = READY.replace("starts: 2026-07-01", "starts: 01.07.2026").replace("uses_output: true", "uses_output: yes")

    @pytest.fixture
    def server(self, repo, folder):
        repo.commit({PATH: PROPOSAL})
        repo.branch("change")
        repo.git.create_remote("origin", Repo.init(folder / "portfolio.git", bare=True).git_dir)
        with serving(folder / "portfolio.git") as running:
            yield running

    @pytest.fixture
    def suggest(self, server, repo):
        """Suggest what the state of the branch asks for."""

        def suggested(text, token="workflow"):
            head = repo.commit({PATH: text})
            repo.git.git.push("--quiet", "origin", "main", "change")
            server.pull(7, head, base=repo.git.commit("main").hexsha)
            decided = judging.decided(repo)
            github = GitHub(Client(server.api, token, lambda _: pytest.fail("it was refused")), REPOSITORY)
            return suggestions.keep(github, RUN._replace(head=head), Facts(decided.report, decided.verdict))

        return suggested

    def test_what_is_known_to_the_letter_is_suggested_beside_its_line_once(self, server, suggest, repo):
        repo.commit({f"docs/{number}.txt": "-" for number in range(300)})  # more than a page of a list holds
        assert suggest(self.SLIPS) == (2, 0)
        assert [asked.path[-7:] for asked in server.asked if "/files?" in asked.path] == [f"&page={n}" for n in "1234"]
        first, second = server.remarks
        assert (first["path"], self.SLIPS.splitlines()[first["line"] - 1]) == (PATH, PILOT.replace(DAY, "01.07.2026"))
        assert f"\n\n```suggestion\n{PILOT}\n```\n\n<!-- pilotlint suggestion default " in first["body"]
        assert "uses_output: true" in second["body"]
        assert suggest(self.SLIPS + "# more\n") == (0, 0)
        assert server.writes() == ["POST"]

    def test_what_was_mended_is_taken_away_and_what_people_answered_says_that_it_is_settled(self, server, suggest):
        suggest(self.SLIPS)
        server.reply(server.remarks[1], "dana", "Are you sure?")
        assert suggest(self.SLIPS.replace("01.07.2026", DAY)) == (0, 1)
        assert [each["user"]["login"] for each in server.remarks] == [BOT, "dana"]
        assert suggest(READY) == (0, 1)
        assert server.remarks[0]["body"].startswith("✅ Settled")
        assert suggest(READY + "# more\n") == (0, 0)
        assert server.writes() == ["POST", "DELETE", "PATCH"]

    def test_a_line_that_is_another_one_now_has_a_suggestion_of_its_own(self, server, suggest):
        suggest(self.SLIPS)
        assert suggest(self.SLIPS.replace("users: 6}", "users: 7}")) == (1, 1)
        assert ["users: 7}" in each["body"] for each in server.remarks] == [False, True]

    def test_what_others_write_beside_lines_is_left_alone(self, server, suggest):
        suggest(self.SLIPS)
        for remark in server.remarks:
            remark["user"] = remark["user"] | {"login": "mallory"}
        assert suggest(READY) == (0, 0)

    def test_there_are_not_more_than_anybody_clicks(self, server, suggest):
        row = "  - {name: Marta Gil, function: finance, uses_output: yes, involved_since: 2026-05-04}\n"
        rows = "".join(row.replace("Gil", f"Gil {number}") for number in range(40))
        many = READY.replace(
            next(line for line in READY.splitlines(keepends=True) if line.startswith("people")), f"people:\n{rows}"
        )
        assert suggest(many) == (30, 0)
        assert suggest(many.replace("Gil 0,", "Gil 00,")) == (1, 1)
        assert len(server.remarks) == 30

    def test_who_may_only_read_suggests_nothing(self, suggest):
        with pytest.raises(RefusedError, match="403: Resource not accessible"):
            suggest(self.SLIPS, token="fork")
