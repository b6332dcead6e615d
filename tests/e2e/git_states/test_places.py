"""Where it runs"""

import shutil
import sys

import pytest
from git import Repo

from support.repo import MOVED, PATH, PROPOSAL, READY, TestRepo
from support.run import TODAY, executable, pilotlint, run
from support.states import MOVE, NOTHING_DIFFERS, UNREADY, Seen, seen


@pytest.fixture
def bare(change, tmp_path):
    """A bare repository with the branches main and change; the change asks for its pilot."""
    change.commit({PATH: MOVED})
    Repo.clone_from(change.path, tmp_path / "bare.git", bare=True).close()
    return tmp_path / "bare.git"


def test_a_subfolder(change, judge):
    """Judged like the top of the repository; paths in the report start there."""
    change.commit({PATH: MOVED})
    (change.path / "a/b").mkdir(parents=True)
    assert judge(cwd=change.path / "a/b") == judge(cwd=change.path / "initiatives") == Seen(1, MOVE, UNREADY)


def test_a_linked_work_tree(change, judge, tmp_path):
    """Each work tree has its own files and its own index; `.git` is a file there."""
    change.git.git.checkout("--quiet", "main")
    linked = tmp_path / "linked"
    change.git.git.worktree("add", "--quiet", str(linked), "change")
    (linked / PATH).write_text(MOVED)
    assert (linked / ".git").is_file()
    assert judge(cwd=linked) == Seen(1, MOVE, UNREADY)
    assert judge("--staged", cwd=linked) == judge() == Seen(0, [], notes=[NOTHING_DIFFERS])


def test_a_submodule_as_the_repository_itself(change, judge, tmp_path):
    """Judged like any repository; the one around it does not matter."""
    change.git.git.checkout("--quiet", "main")
    outer = TestRepo(tmp_path / "outer")
    outer.commit({PATH: READY})
    add = ["git", "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(change.path), "inner"]
    outer.git.git.execute(add)
    (outer.path / "inner" / PATH).write_text(MOVED)
    assert (outer.path / "inner/.git").is_file()
    assert judge(base="HEAD", cwd=outer.path / "inner") == Seen(1, MOVE, UNREADY)


def test_a_bare_repository(bare, judge):
    """Commits are judged, at its top and below."""
    assert judge("--head", "change", cwd=bare) == Seen(1, MOVE, UNREADY)
    assert judge("--head", "change", cwd=bare / "refs") == Seen(1, MOVE, UNREADY)
    assert judge("--head", "main", cwd=bare) == Seen(0, [], notes=[NOTHING_DIFFERS])


@pytest.mark.parametrize("asked", [(), ("--base", "main"), ("--staged",)], ids=["all", "base", "staged"])
def test_a_bare_repository_without_a_head(bare, refuse, asked):
    """Wrong use: it has no files, so a commit has to be named."""
    said = refuse(*asked, cwd=bare)
    assert said == f"{bare} is a bare repository, which has no files to judge: name a commit with --head."


def test_a_bare_repository_among_the_files_of_another(change, judge, tmp_path):
    """The repository around it is judged: what came with its files could bring settings that run programs."""
    inner = TestRepo(tmp_path / "inner")
    inner.commit({PATH: READY})
    shutil.copytree(inner.path / ".git", change.path / "data")
    change.commit({PATH: MOVED})
    assert judge(cwd=change.path / "data") == judge("--head", "change", cwd=change.path / "data")
    assert judge(cwd=change.path / "data") == Seen(1, MOVE, UNREADY)


def test_inside_of_the_git_folder(change, judge):
    """The work tree around it is judged."""
    change.commit({PATH: MOVED})
    assert judge(cwd=change.path / ".git") == judge(cwd=change.path / ".git/refs") == Seen(1, MOVE, UNREADY)


def test_a_push_that_waits_for_the_hook_of_a_bare_repository(change, tmp_path):
    """The pushed commits are judged before they are let in."""
    bare = tmp_path / "bare.git"
    Repo.clone_from(change.path, bare, bare=True).close()
    command = f"{executable()} check --today {TODAY} --base refs/heads/main --head $new"
    hook = f"#!/bin/sh\nwhile read old new ref; do {command} || exit 1; done\n"
    (bare / "hooks/pre-receive").write_text(hook)
    (bare / "hooks/pre-receive").chmod(0o755)
    change.commit({PATH: MOVED})
    refused = run("git", "push", str(bare), "change", cwd=change.path, code=1)
    assert "error[PL401]" in refused.err
    change.commit({PATH: READY})
    run("git", "push", str(bare), "change", cwd=change.path, code=0)


@pytest.mark.parametrize(
    "variable",
    [
        "GIT_DIR",
        "GIT_WORK_TREE",
        "GIT_INDEX_FILE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_COMMON_DIR",
        "GIT_CEILING_DIRECTORIES",
        "GIT_NAMESPACE",
        "GIT_CONFIG_PARAMETERS",
        "GIT_GRAFT_FILE",
        "GIT_SHALLOW_FILE",
        "GIT_EXTERNAL_DIFF",
        "GIT_TRACE",
        "GIT_LITERAL_PATHSPECS",
        "GIT_ATTR_SOURCE",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
    ],
)
def test_variables_of_git(change, tmp_path, variable):
    """Variables that lead to another repository, or that change how Git answers, do not count."""
    change.stage({PATH: MOVED})
    other = TestRepo(tmp_path / "other")
    other.commit({PATH: READY})
    inside = {
        "GIT_INDEX_FILE": "index",
        "GIT_OBJECT_DIRECTORY": "objects",
        "GIT_ALTERNATE_OBJECT_DIRECTORIES": "objects",
        "GIT_GRAFT_FILE": "description",
        "GIT_SHALLOW_FILE": "description",
    }
    value = str(other.path / ".git" / inside.get(variable, ""))
    for judged in ((), ("--staged",)):
        ran = pilotlint(
            *("check", "--today", TODAY, "--format", "json", "--base", "main", *judged),
            cwd=change.path,
            env={variable: value},
        )
        assert (seen(ran), ran.err) == (Seen(1, MOVE, UNREADY), "")


SETTINGS = {
    "core.abbrev": "4",
    "core.attributesFile": "/nonexistent",
    "core.fsmonitor": "false",
    "core.logAllRefUpdates": "always",
    "core.quotePath": "true",
    "color.ui": "always",
    "diff.colorMoved": "zebra",
    "diff.external": "false",
    "diff.ignoreSubmodules": "all",
    "diff.mnemonicPrefix": "true",
    "diff.noprefix": "true",
    "diff.orderFile": "/nonexistent",
    "diff.relative": "true",
    "diff.renames": "copies",
    "diff.submodule": "log",
    "log.date": "relative",
    "log.decorate": "full",
    "log.diffMerges": "combined",
    "log.follow": "true",
    "log.showRoot": "false",
    "log.showSignature": "true",
    "format.pretty": "oneline",
    "status.showUntrackedFiles": "no",
    "submodule.recurse": "true",
    "i18n.logOutputEncoding": "UTF-16",
}


def test_settings_of_git(change, judge):
    """How a user likes to see differences and logs changes no answer."""
    (change.path / PATH).unlink()
    change.commit()
    change.branch("next").commit({"initiatives/x/invoice-matching.yaml": PROPOSAL.replace("Rui", "Ana")})
    change.write({"initiatives/größe.yaml": PROPOSAL.replace("id: invoice-matching", "id: second")})
    plain = judge(base="change")
    with change.git.config_writer() as writer:
        for key, value in SETTINGS.items():
            section, _, name = key.partition(".")
            writer.set_value(section, name, value)
    assert judge(base="change", cwd=change.path / "initiatives") == judge(base="change") == plain
    assert plain.new == ["PL002", "PL002"]
    assert [path for path, _, _ in plain.judged] == ["initiatives/größe.yaml", "initiatives/x/invoice-matching.yaml"]


def test_without_git(change, tmp_path):
    """Without a base no git is needed; with one, its absence is said in one sentence."""
    change.commit({PATH: READY})
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin/python").symlink_to(sys.executable)
    nothing = {"PATH": str(tmp_path / "bin")}
    assert pilotlint("check", "--today", TODAY, cwd=change.path, env=nothing).code == 0
    ran = pilotlint("check", "--base", "main", cwd=change.path, env=nothing, code=2)
    assert ran.err == "pilotlint: the command `git` is not installed, and this needs it. Install Git.\n"
