"""A funding request that is recorded: rules, an exception, and a change that needs it."""

import json
import os
from pathlib import Path
from typing import Any

from pilotlint import decision, sides
from pilotlint.git import Repository
from pilotlint.hearing import Asked
from pilotlint.records import making
from support.repo import DEBT, OWN_POLICY, PATH, PROPOSAL, TestRepo
from support.run import TODAY, Ran, pilotlint

OWN_PATH = "policies/ACME101-title-is-short.yaml"
SETTINGS = "severity: {PL103: off}\n"
WAIVERS = """\
waivers:
  - policy: PL402
    initiative: invoice-matching
    reason: Hosted product without integration
    approved_by: Ana Costa
    expires: 2026-08-31
"""
RULES = {"pilotlint.yaml": SETTINGS, OWN_PATH: OWN_POLICY, "waivers.yaml": WAIVERS}
SECOND = "initiatives/second.yaml"
SECOND_MOVED = PROPOSAL.replace("id: invoice-matching", "id: second").replace("stage: proposal\n", "stage: pilot\n", 1)


def funding_request(repo: TestRepo) -> tuple[str, str]:
    """Commit rules and a proposal on main, and on a branch the request, which a waiver helps, and one nobody helps."""
    base = repo.commit({PATH: PROPOSAL, **RULES})
    return base, repo.branch("change").commit({PATH: DEBT, SECOND: SECOND_MOVED}, "ask")


def recorded(cwd: Path, file: Path, *arguments: str, **options: Any) -> dict[str, Any]:
    """Check the change, or what the arguments say, with a record; return it."""
    asked = arguments or ("--base", "main", "--head", "change")
    pilotlint("check", "--today", TODAY, "--format", "json", *asked, "--record", str(file), cwd=cwd, **options)
    return json.loads(file.read_text())


def replay(cwd: Path, file: Path, *arguments: str, code: int) -> Ran:
    """Replay a record."""
    return pilotlint("replay", str(file), *arguments, cwd=cwd, code=code)


def made(repo: TestRepo) -> dict[str, Any]:
    """Return the record of the funding request, made without a command line."""
    base, head = funding_request(repo)
    repository = Repository(str(repo.path), os.environ)
    decided = decision.decide(sides.against(base, repository, head), Asked(today=TODAY))
    record = making.render(making.of(decided))
    repository.close()
    return json.loads(record)


def write(file: Path, record: dict[str, Any], *, sealed: bool) -> Path:
    """Write a record that was tampered with, as it is or by somebody who also knows the seal."""
    seal = {"seal": making.seal(record)} if sealed else {}
    file.write_text(making.render(record | seal))
    return file
