"""The whole run without a command line: on files in memory, or in a repository."""

import atexit
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from pilotlint import check, decision, gate, initiative, playbook, settings, sides
from pilotlint import policy as policies
from pilotlint.cache import Cache
from pilotlint.change import UNKNOWN, Change, Comparison
from pilotlint.check import Scope
from pilotlint.decision import Decision
from pilotlint.git import Repository
from pilotlint.globs import Globs
from pilotlint.hearing import Asked
from pilotlint.initiative import Initiative
from pilotlint.memory import Memory
from pilotlint.model import Report, Verdict
from pilotlint.outline import Outlines
from pilotlint.playbook import Playbook
from pilotlint.policy import Policy
from pilotlint.portfolio import Portfolio
from pilotlint.settings import Settings
from pilotlint.subject import Subject
from pilotlint.tree import Commit, MemoryTree
from support.repo import IDENTITY, TestRepo

TODAY = "2026-06-22"
PATH = "initiatives/example.yaml"
GLOBS = Globs(["initiatives/**/*.yaml"])

START = """\
schema: pilotlint/v1
id: example
title: Churn list
stage: proposal
"""
END = "stage_history: [{stage: proposal, date: 2026-01-12}]\n"

_FOLDER = tempfile.mkdtemp(prefix="pilotlint-tests-")
KEPT = Cache(_FOLDER)
"""What is compiled once need not be compiled for every test."""

atexit.register(shutil.rmtree, _FOLDER, ignore_errors=True)

LEAST = START + END
"""The least an initiative needs."""


def file(lines: str) -> str:
    """Return an initiative file with some lines of its own; they begin on line 5."""
    return START + lines.strip("\n") + "\n" + END


def tree(files: Mapping[str, str | bytes]) -> MemoryTree:
    """Return a tree of files in memory."""
    return MemoryTree({path: text if isinstance(text, bytes) else text.encode() for path, text in files.items()})


@cache
def chosen(text: str = "{}") -> Settings:
    """Return the settings that a pilotlint.yaml asks for."""
    return settings.load(tree({settings.FILE_NAME: text}))


@cache
def rules(text: str = "{}") -> Playbook:
    """Return the shipped policies under some settings."""
    return playbook.load(tree({}), chosen(text), KEPT)


def portfolio(files: Mapping[str, str | bytes]) -> Portfolio:
    """Return the initiatives among some files."""
    return Portfolio(tree(files), GLOBS)


def read(text: str | bytes, path: str = PATH) -> Initiative:
    """Read an initiative file."""
    return initiative.read(path, text if isinstance(text, bytes) else text.encode())


def subject(text: str, *, base: str | None = None, change: Change = UNKNOWN, settings_text: str = "{}") -> Subject:
    """Return what policies see of one initiative; with a base the initiative was changed since."""
    if base is not None:
        change = Change("changed", read(base))
    return Subject(read(text), change, portfolio({PATH: text}), TODAY, chosen(settings_text))


def run(
    head: Mapping[str, str | bytes],
    base: Mapping[str, str | bytes] | None = None,
    *,
    touched: Iterable[str] | None = None,
    settings_text: str = "{}",
    today: str = TODAY,
    playbook: Playbook | None = None,
    memory: Memory | None = None,
    outlines: Outlines | None = None,
    commits: Sequence[Commit] = (),
) -> Report:
    """Judge all initiatives of some files; with a base, those that differ from it."""
    here = Portfolio(MemoryTree(tree(head).files, commits=commits), GLOBS, outlines)
    comparison = None
    if base is not None:
        different = {path for path in {*head, *base} if head.get(path) != base.get(path)}
        comparison = Comparison(tree(base), here, different if touched is None else touched)
    scope = Scope(here, comparison.changed if comparison else here.entries, today, comparison)
    chosen = playbook or rules(settings_text)
    return check.run(lambda: chosen, scope, memory)


def judged_in(
    folder: Path, base: str, paths: Iterable[str] = (), *, head: str | None = None, staged: bool = False
) -> Report:
    """Judge what changed in a repository, as the command does."""
    repository = Repository(str(folder), os.environ)
    try:
        where = sides.against(base, repository, head, staged=staged)
        scope = check.scope(where, settings.load(where.rules), paths, TODAY, KEPT)
        return check.run(rules, scope)
    finally:
        repository.close()


def change(repo: TestRepo, base: Mapping[str, str], head: Mapping[str, str | None], **asked: Any) -> Decision:
    """Commit a base and, on the branch `change`, what becomes of it, and decide; None takes a file away."""
    repo.commit({"README.md": "hello\n", **base})
    repo.branch("change")
    for path in [path for path, text in head.items() if text is None]:
        (repo.path / path).unlink()
    repo.commit({path: text for path, text in head.items() if text is not None})
    return decided(repo, **asked)


def decided(repo: TestRepo, **asked: Any) -> Decision:
    """Decide on the branch `change` by the rules of main."""
    repository = Repository(str(repo.path), IDENTITY)
    try:
        where = sides.against("main", repository, "change")
        return decision.decide(where, Asked(**{"today": TODAY, **asked}), KEPT)
    finally:
        repository.close()


def verdict(report: Report, fail_on: str = "error", changed: str = "new") -> Verdict:
    """Let the gate decide."""
    return gate.decide(report, fail_on=fail_on, changed=changed)


def found(text: str | bytes, *policies: str, settings_text: str = "{}") -> list[tuple[str, str, int, int]]:
    """Return policy, message, line and column of what is found in one file."""
    report = run({PATH: text}, playbook=rules(settings_text).only(policies, ()))
    return [
        (finding.policy, finding.message, finding.span.start.line, finding.span.start.column)
        for finding in report.findings
        if not policies or finding.policy in policies
    ]


def policy(asserts: str = "true", **parts: Any) -> Policy:
    """Return a policy that is made for one test."""
    data = {
        "id": "AB100",
        "name": "a-policy",
        "title": "A policy",
        "play": "owner",
        "rationale": "Because.",
        "severity": dict.fromkeys(initiative.stages(), "error"),
        "assert": asserts,
        "message": "It is wrong.",
        "help": "Mend it.",
        "examples": {
            "pass": [{"name": "one"}],
            "fail": [{"name": "another", "finds": [{"at": "", "severity": "error", "says": "wrong"}]}],
        },
        **parts,
    }
    path = f"policies/{data['id']}-{data['name']}.yaml"
    return policies.parse(path, json.dumps(data).encode())


def playbook_of(*chosen_policies: Policy, settings_text: str = "{}") -> Playbook:
    """Return a playbook of some policies."""
    return Playbook(chosen_policies, chosen(settings_text), KEPT)


OWN = """\
id: ACME101
name: two-owners
title: Two owners
play: owner
rationale: Because.
severity: {pilot: error}
assert: has(initiative.owner.name)
message: It is wrong.
help: Mend it.
examples:
  pass: [{name: one}]
  fail: [{name: another, finds: [{at: "", severity: error, says: wrong}]}]
"""
"""An organisation's own policy, in ACME101-two-owners.yaml."""
