"""How often git is asked: a wrapper in front of the real one writes down every call and every object."""

import os
import shutil
from collections import Counter

import pytest

from support.repo import MOVED, OWN_POLICY, PATH, PROPOSAL, READY
from support.run import TODAY, pilotlint

WRAPPER = """\
#!/bin/sh
echo "$@" >>"{calls}"
case " $* " in *" cat-file "*) tee -a "{objects}" | exec "{git}" "$@";; *) exec "{git}" "$@";; esac
"""


@pytest.fixture
def asked(tmp_path):
    """Check something, and return the commands of git and the objects that were asked for."""
    (tmp_path / "bin").mkdir()
    calls, objects = tmp_path / "calls", tmp_path / "objects"
    wrapper = tmp_path / "bin/git"
    wrapper.write_text(WRAPPER.format(calls=calls, objects=objects, git=shutil.which("git")))
    wrapper.chmod(0o755)

    def ask(repo, *arguments):
        calls.write_text("")
        objects.write_text("")
        path = f"{wrapper.parent}{os.pathsep}{os.environ['PATH']}"
        pilotlint("check", "--today", TODAY, *arguments, cwd=repo.path, env={"PATH": path})
        commands = [line.split("--no-optional-locks ")[1].split()[0] for line in calls.read_text().splitlines()]
        return commands, Counter(objects.read_text().split("\n")[:-1])

    return ask


@pytest.fixture
def renamed(repo):
    """Three initiatives, of which the change renames one, moves one to its pilot and adds one that takes an id."""
    others = {f"initiatives/{name}.yaml": PROPOSAL.replace("id: invoice-matching", f"id: {name}") for name in "abc"}
    repo.commit({PATH: PROPOSAL, **others, "policies/ACME101-title-is-short.yaml": OWN_POLICY})
    repo.branch("change").git.git.mv("initiatives/a.yaml", "initiatives/d.yaml")
    repo.commit({PATH: MOVED, "initiatives/x/b.yaml": READY.replace("id: invoice-matching", "id: b")})
    return repo


@pytest.mark.parametrize("judged", [(), ("--staged",), ("--head", "change")], ids=["files", "index", "commit"])
def test_no_object_is_asked_for_twice(renamed, asked, judged):
    _, objects = asked(renamed, "--base", "main", *judged)
    assert [name for name, times in objects.items() if times > 1] == []
    assert len(objects) > 10


def test_what_has_not_changed_is_read_once_and_never_again(renamed, asked):
    unchanged = renamed.git.git.rev_parse("HEAD:initiatives/c.yaml")
    _, first = asked(renamed, "--base", "main", "--head", "change")
    _, second = asked(renamed, "--base", "main", "--head", "change")
    _, without = asked(renamed, "--base", "main", "--head", "change", "--no-cache")
    assert [unchanged in objects for objects in (first, second, without)] == [True, False, True]


def test_a_check_with_a_base_starts_git_a_few_times_however_much_has_changed(renamed, asked):
    files, _ = asked(renamed, "--base", "main")
    assert sorted(files) == ["cat-file", "diff", "log", "ls-files", "ls-files", "merge-base"]  # one for what is ignored
    commit, _ = asked(renamed, "--base", "main", "--head", "change")
    assert sorted(commit) == ["cat-file", "diff", "log", "merge-base"]
