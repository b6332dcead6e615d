"""Real Git repositories, made of files given as texts."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from git import Repo

IDENTITY = {
    "GIT_AUTHOR_NAME": "Dana Ruiz",
    "GIT_AUTHOR_EMAIL": "dana@example.com",
    "GIT_COMMITTER_NAME": "Dana Ruiz",
    "GIT_COMMITTER_EMAIL": "dana@example.com",
}
WHEN = "2026-06-22T09:00:00 +0000"

PROPOSAL = """\
schema: pilotlint/v1
id: invoice-matching
title: Suggested matches for supplier invoices
business_unit: finance
stage: proposal

outcome:
  capability: Suggested purchase order for each supplier invoice
  behavior_change: Clerks confirm the suggestion instead of searching three systems
  user_group: Six accounts payable clerks in Porto
  timeframe: by 2026-12-31

owner: {name: Rui Alves, role: Head of Accounts Payable, function: finance}
builders: [{name: Ines Faria, function: engineering}]
people: [{name: Marta Gil, function: finance, uses_output: true, involved_since: 2026-05-04}]

metric:
  name: Minutes a clerk spends per invoice
  kind: time_saved
  unit: minutes
  direction: down
  baseline: unknown
  target: 4
  source: Timestamps in the invoice system
  baseline_by: 2026-06-15

change:
  what_changes: [Clerks confirm a match instead of searching three systems]
  what_stays: [Clerks release every payment]
  workflow_fit: Next to the invoice, when a clerk opens it
  concerns: [{concern: Who is to blame for a wrong match?, answer: Nobody. It is undone the way it is today}]
  sessions: [{date: 2026-05-18, changed: The amount is shown next to the order}]

data: {first_source: Purchase orders in the invoice system, why_trusted: Every payment is released on them}

feedback_loop: {cadence: weekly, minutes: 30, host: Rui Alves}

pilot: {starts: 2026-07-01, ends: 2026-09-30, users: 6}

stage_history: [{stage: proposal, date: 2026-05-04}]
"""

READY = """\
schema: pilotlint/v1
id: invoice-matching
title: Suggested matches for supplier invoices
business_unit: finance
stage: pilot

outcome:
  capability: Suggested purchase order for each supplier invoice
  behavior_change: Clerks confirm the suggestion instead of searching three systems
  user_group: Six accounts payable clerks in Porto
  timeframe: by 2026-12-31

owner:
  name: Rui Alves
  role: Head of Accounts Payable
  function: finance
  accountability:
    in_performance_review: true
    goal: Nine of ten suggestions confirmed by December
    confirmed_by: Ana Costa, CFO
builders: [{name: Ines Faria, function: engineering}]
people: [{name: Marta Gil, function: finance, uses_output: true, involved_since: 2026-05-04}]

metric:
  name: Minutes a clerk spends per invoice
  kind: time_saved
  unit: minutes
  direction: down
  baseline: 11
  target: 4
  source: Timestamps in the invoice system

budget: {currency: EUR, pilot: 20000, deployment: 70000, seen_by: "Ana Costa, CFO", seen_on: 2026-06-15, breakdown: {integration: 30000, training: 10000, change_management: 10000, process_redesign: 10000, data_maintenance: 10000}}

deployment_plan:
  integration: [{item: Suggestion in the invoice screen, who: Ines Faria}]
  training: [{item: One hour per clerk, who: Ines Faria}]
  workflow_changes: [{item: Search only when the suggestion is wrong, who: Ines Faria}]
  trust_building: [{item: The matching line is shown, who: Ines Faria}]

pilot: {starts: 2026-07-01, ends: 2026-09-30, users: 6}

change:
  what_changes: [Clerks confirm a match instead of searching three systems]
  what_stays: [Clerks release every payment]
  workflow_fit: Next to the invoice, when a clerk opens it
  concerns: [{concern: Who is to blame for a wrong match?, answer: Nobody. It is undone the way it is today}]
  sessions: [{date: 2026-05-18, changed: The amount is shown next to the order}]

data: {first_source: Purchase orders in the invoice system, why_trusted: Every payment is released on them}

feedback_loop: {cadence: weekly, minutes: 30, host: Rui Alves}

stage_history:
  - {stage: proposal, date: 2026-05-04}
  - {stage: pilot, date: 2026-06-22}
"""

PATH = "initiatives/invoice-matching.yaml"

MOVED = PROPOSAL.replace("\nstage: proposal\n", "\nstage: pilot\n")
"""Asks for the pilot without the answers a pilot needs."""

DEBT = READY.replace("deployment: 70000", "deployment: 30000").replace(
    "{integration: 30000, training: 10000, change_management: 10000, process_redesign: 10000, data_maintenance: 10000}",
    "{integration: 10000, training: 5000, change_management: 5000, process_redesign: 5000, data_maintenance: 5000}",
)
"""In its pilot with too little money for the deployment: PL402 and nothing else."""


OWN_POLICY = """\
id: ACME101
name: title-is-short
title: The title has at most sixty characters
play: file
rationale: Titles stand in a table, and a long one hides the others.
severity: {proposal: error, pilot: error}
assert: initiative.title.size() <= 60
at: /title
message: The title has more than sixty characters, so the table cannot show it.
help: Say it in sixty characters, such as "Invoice matching".
examples:
  pass:
    - name: short
      initiative: {title: Invoice matching}
  fail:
    - name: long
      initiative: {title: Suggested purchase orders for the invoices of all suppliers in Porto}
      finds:
        - {at: /title, severity: error, says: more than sixty characters}
"""
"""A policy of an organisation's own."""


def as_of_today(text: str) -> str:
    """Shift the dates in a text, so that what is written for 2026-06-22 is as old today."""
    passed = datetime.now(UTC).date() - date(2026, 6, 22)
    return re.sub(r"\d{4}-\d{2}-\d{2}", lambda match: (date.fromisoformat(match[0]) + passed).isoformat(), text)


class TestRepo:
    """A repository with a work tree, for one test."""

    __test__ = False

    def __init__(self, path: Path) -> None:
        self.path = path
        self.git = Repo.init(path, initial_branch="main")

    def write(self, files: Mapping[str, str | bytes]) -> "TestRepo":
        """Write files into the work tree."""
        for name, content in files.items():
            target = self.path / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content if isinstance(content, bytes) else content.encode())
        return self

    def commit(
        self,
        files: Mapping[str, str | bytes] | None = None,
        message: str = "change",
        *,
        day: str = "",
        author: str = "Dana Ruiz",
    ) -> str:
        """Write files and commit everything in the work tree; return the commit."""
        self.write(files or {})
        self.git.git.add("--all")
        when = f"{day}T09:00:00 +0000" if day else WHEN
        identity = {**IDENTITY, "GIT_AUTHOR_NAME": author, "GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
        with self.git.git.custom_environment(**identity):
            self.git.git.commit("--quiet", "--allow-empty", "--no-verify", "--message", message)
        return self.git.head.commit.hexsha

    def branch(self, name: str) -> "TestRepo":
        """Go to a new branch."""
        self.git.git.checkout("--quiet", "-b", name)
        return self

    def link(self, name: str, target: str | Path) -> "TestRepo":
        """Put a symbolic link into the work tree."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)
        return self

    def stage(self, files: Mapping[str, str | bytes] | None = None) -> "TestRepo":
        """Write files and stage everything in the work tree."""
        self.write(files or {})
        self.git.git.add("--all")
        return self
