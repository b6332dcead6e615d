"""Policies that ask Git: what a user sees of a file that nobody writes to any more."""

import os

import pytest
from git import Repo

from support.repo import PATH, READY, TestRepo
from support.run import check, executable, run

LATER = "2026-10-01"
OLD = READY.replace("ends: 2026-09-30", "ends: 2026-12-31")


@pytest.fixture
def quiet(repo):
    """A pilot that nobody has written to since June."""
    repo.commit({PATH: OLD}, day="2026-06-22")
    return repo


def silent(repo, *arguments, code=0):
    """Return the messages about a file gone quiet, and the notes of the report."""
    ran = check("--today", LATER, "--select", "PL805", *arguments, cwd=repo.path, code=code)
    assert ran.err == ""
    messages = [each["message"] for each in ran.report["findings"] if each["policy"] == "PL805"]
    return [message.partition(",")[0] for message in messages], ran.report["notes"]


QUIET = (["Nothing has been written here for 101 days"], [])
WRITTEN = ([], [])


def test_a_file_that_nobody_writes_to_is_mentioned(quiet):
    assert silent(quiet) == silent(quiet, "--no-cache") == silent(quiet, "--head", "HEAD") == QUIET


def test_somebody_who_is_writing_breaks_the_silence(quiet):
    quiet.write({PATH: OLD + "notes: We are on it\n"})
    assert silent(quiet) == WRITTEN
    assert silent(quiet, "--staged") == QUIET
    quiet.stage()
    assert silent(quiet, "--staged") == WRITTEN


def test_a_commit_is_a_word_on_its_day_also_where_all_was_judged_before(quiet):
    assert silent(quiet) == QUIET
    quiet.commit({PATH: OLD + "\n"}, day="2026-07-01")
    quiet.commit({PATH: OLD}, day="2026-07-31")
    assert silent(quiet) == (["Nothing has been written here for 62 days"], [])
    quiet.commit({PATH: OLD + "\n"}, day="2026-09-01")
    quiet.commit({PATH: OLD}, day="2026-09-02")
    assert silent(quiet) == WRITTEN


def test_a_pull_request_counts_as_written_today_and_old_silence_is_old(quiet):
    quiet.branch("change").commit({PATH: OLD + "notes: We are on it\n"}, day="2026-06-23")
    assert silent(quiet, "--base", "main") == WRITTEN
    quiet.git.git.checkout("--quiet", "main")
    assert silent(quiet, "--base", "main", PATH) == QUIET
    ran = check("--today", LATER, "--select", "PL805", "--base", "main", PATH, cwd=quiet.path)
    assert [each["status"] for each in ran.report["findings"]] == ["existing"]


def test_a_formatter_that_goes_over_all_files_breaks_no_silence(quiet):
    others = {
        f"initiatives/other-{number}.yaml": OLD.replace("invoice-matching", f"other-{number}") for number in range(10)
    }
    quiet.commit(others, day="2026-06-22")
    quiet.commit({name: text + "\n" for name, text in {PATH: OLD, **others}.items()}, day="2026-09-01")
    messages, notes = silent(quiet)
    assert (set(messages), len(messages), notes) == ({"Nothing has been written here for 101 days"}, 11, [])


def test_in_a_shallow_clone_nothing_is_claimed_and_it_is_said_once(quiet, tmp_path):
    quiet.commit({"initiatives/another.yaml": OLD.replace("invoice-matching", "another")}, day="2026-06-23")
    Repo.clone_from(f"file://{quiet.path}", tmp_path / "clone", depth=1)
    clone = TestRepo(tmp_path / "clone")
    messages, notes = silent(clone)
    assert messages == []
    assert len(notes) == 1
    assert notes[0].startswith("This clone holds a part of the history only")
    assert silent(clone) == ([], notes)


def test_outside_of_git_nothing_is_claimed(folder):
    (folder / "initiatives").mkdir()
    (folder / PATH).write_text(OLD)
    assert check("--today", LATER, "--select", "PL805", cwd=folder, code=0).report["findings"] == []


def test_a_silence_does_not_ask_for_more_than_git_itself(quiet):
    """GitPython alone costs more than a check."""
    ran = run(
        executable("python"), "-X", "importtime", "-m", "pilotlint", "check", "--today", LATER, cwd=quiet.path, code=0
    )
    names = {line.rpartition("|")[2].strip() for line in ran.err.splitlines()}
    assert "subprocess" in names
    assert "git" not in names


def test_a_hook_of_another_repository_does_not_mislead(quiet, tmp_path):
    other = TestRepo(tmp_path / "other")
    other.commit({PATH: OLD}, day="2026-09-30")
    environment = {**os.environ, "GIT_DIR": str(other.path / ".git")}
    ran = run(
        executable(), "check", "--today", LATER, "--format", "json", "--select", "PL805",
        cwd=quiet.path, env=environment, code=0,
    )  # fmt: skip
    assert "PL805" in ran.policies()
