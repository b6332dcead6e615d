"""What a run imports: a heavy library that sneaks in at the start is paid for at every commit."""

import re
import sys

import pytest

from support.repo import PATH, READY
from support.run import TODAY, run

HEAVY = {
    "asyncio",
    "charset_normalizer",
    "git",
    "gitdb",
    "http.client",
    "httpx",
    "hypothesis",
    "importlib.metadata",
    "jinja2",
    "jsonschema",
    "logging",
    "multiprocessing",
    "pathlib",
    "referencing",
    "requests",
    "rich",
    "ruamel",
    "ruamel.yaml",
    "shutil",
    "ssl",
    "subprocess",
    "tempfile",
    "unittest",
    "urllib.request",
}

ENGINES = {"cel_expr_python", "jsonschema_rs", "yaml"}


def imported(*arguments, cwd):
    """Return the names of all modules that a run imports."""
    ran = run(sys.executable, "-X", "importtime", "-m", "pilotlint", *arguments, cwd=cwd, code=0)
    return set(re.findall(r"^import time: +\d+ \| +\d+ \| +(\S+)$", ran.err, re.MULTILINE))


@pytest.fixture
def clean(repo):
    """A repository with one initiative that has no findings."""
    repo.commit({PATH: READY})
    return repo.path


def test_judging_a_clean_file_imports_nothing_heavy(clean):
    names = imported("check", "--today", TODAY, PATH, cwd=clean)
    assert names & HEAVY == set()
    assert names >= ENGINES | {"pilotlint.judge"}


def test_what_was_judged_before_is_not_judged_again_and_needs_no_engine(clean):
    run(sys.executable, "-m", "pilotlint", "check", "--today", TODAY, PATH, cwd=clean, code=0)
    names = imported("check", "--today", TODAY, PATH, cwd=clean)
    assert names & (HEAVY | ENGINES | {"pilotlint.judge", "pilotlint.playbook"}) == set()


def test_judging_a_clean_portfolio_imports_nothing_heavy(clean):
    assert imported("check", "--today", TODAY, "--format", "json", cwd=clean) & HEAVY == set()


def test_comparing_with_a_base_imports_what_runs_git_and_nothing_else_that_is_heavy(clean):
    names = imported("check", "--today", TODAY, "--base", "HEAD", PATH, cwd=clean)
    assert names & (HEAVY - {"logging"}) == {"subprocess"}


def test_a_change_that_was_judged_before_needs_no_engine(clean):
    (clean / PATH).write_text(READY + "notes: Ask Marta\n")
    asked = ("check", "--today", TODAY, "--base", "HEAD")
    run(sys.executable, "-m", "pilotlint", *asked, cwd=clean, code=0)
    names = imported(*asked, cwd=clean)
    assert names & (ENGINES | {"pilotlint.judge", "pilotlint.playbook"}) == set()


@pytest.mark.parametrize(("option", "needed"), [("--version", set()), ("--help", {"shutil"})])
def test_saying_who_it_is_imports_neither_commands_nor_engines(clean, option, needed):
    """Only click asks how wide the terminal is."""
    names = imported(option, cwd=clean)
    assert names & (HEAVY | ENGINES) == needed
    ours = {name for name in names if name.startswith("pilotlint.")}
    assert ours == {"pilotlint.cli", "pilotlint.cli.streams", "pilotlint.model"}


def test_the_list_of_heavy_modules_is_of_modules_that_are_there(clean):
    """So that a misspelt name above does not pass for a module that is not imported."""
    names = imported("explain", "PL402", cwd=clean) | imported("check", "--today", TODAY, "--base", "HEAD", cwd=clean)
    assert "ruamel.yaml" in names
    assert "subprocess" in names
