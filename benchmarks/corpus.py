"""A made-up portfolio: seeded, so that everybody measures the same files."""

import random
from pathlib import Path

_ROLES = [
    "claims adjusters",
    "billing agents",
    "underwriters",
    "store managers",
    "nurses",
    "field technicians",
    "planners",
    "recruiters",
    "buyers",
    "account managers",
    "dispatchers",
    "auditors",
    "teachers",
    "lab assistants",
]
_PLACES = [
    "in Porto",
    "in Cologne",
    "of the Lyon agency",
    "in EMEA",
    "on the early shift",
    "at the Delft site",
    "in tier 1",
    "for mid-market accounts",
    "of the night service",
    "in twelve stores",
    "at the service desk",
]
_VERBS = ["call", "confirm", "decide", "send", "open", "pick", "visit", "check", "close", "answer", "reorder", "book"]
_OBJECTS = [
    "every flagged account",
    "the suggested match",
    "the ten riskiest sites",
    "the drafted reply",
    "the proposed slot",
    "each red invoice",
    "the first three cases",
    "the listed shelves",
    "the marked pages",
]
_INSTEAD = [
    "instead of searching three systems",
    "before the Monday stand-up",
    "within five business days",
    "instead of writing it by hand",
    "at the first call",
    "before noon",
    "without a second visit",
    "instead of waiting for the renewal",
    "while the customer is on the line",
]
_THINGS = ["list", "suggestion", "warning", "order", "plan", "summary", "ranking", "estimate", "route"]
_OF = [
    "accounts likely to cancel",
    "invoices without a match",
    "shelves that will be empty",
    "claims to settle",
    "parts to replace",
    "applications to read first",
    "beds that will be free",
    "orders at risk",
    "tickets to merge",
]
_NAMES = [
    "Dana",
    "Rui",
    "Heike",
    "Mo",
    "Priya",
    "Leo",
    "Yuki",
    "Ines",
    "Paul",
    "Grace",
    "Tomasz",
    "Ana",
    "Owen",
    "Lena",
]
_FAMILIES = ["Ruiz", "Alves", "Brandt", "Khan", "Nair", "Marsh", "Sato", "Faria", "Okafor", "Mensah", "Costa", "Price"]
_UNITS = ["customer-success", "finance", "claims", "retail", "people", "operations"]
_FAULTS = [
    ("  name: TBD", "  name"),
    ("  timeframe: ASAP", "  timeframe"),
    ("  name: Model accuracy on the test set", "  name: Share"),
    ("  behaviour_change: reps call", "  behavior_change"),
    ("  deployment: 60000", "  deployment"),
]


def write(folder: Path, files: int, seed: int = 7, faulty: float = 0.1) -> None:
    """Write a portfolio below ``initiatives/`` of a folder, 200 files to a subfolder; some are faulty."""
    choice = random.Random(seed)
    for number in range(files):
        target = folder / "initiatives" / f"unit-{number // 200:03}"
        target.mkdir(parents=True, exist_ok=True)
        text = _initiative(choice, number)
        if choice.random() < faulty:
            text = _with_fault(choice, text)
        (target / f"initiative-{number:05}.yaml").write_text(text, encoding="utf-8")


def _initiative(choice: random.Random, number: int) -> str:
    pick = choice.choice
    stage = choice.choices(["proposal", "pilot", "rollout", "production"], [4, 3, 2, 1])[0]
    way = ["proposal", "pilot", "rollout", "production"]
    history = "\n".join(
        f"  - {{stage: {each}, date: 2026-0{month}-{choice.randint(1, 28):02}}}"
        for month, each in enumerate(way[: way.index(stage) + 1], start=1)
    )
    role, place, thing, of = pick(_ROLES), pick(_PLACES), pick(_THINGS), pick(_OF)
    people = [f"{pick(_NAMES)} {pick(_FAMILIES)}" for _ in range(6)]
    pilot = choice.randint(10, 90) * 1000
    baseline, target = choice.randint(1, 40), choice.randint(50, 95)

    reviews = "\n".join(
        f"    - {{date: 2026-06-{day:02}, performance: {choice.randint(20, 90)} percent handled, struggles: "
        f"{pick(_ROLES).capitalize()} {pick(_PLACES)} cannot see why, drift: none, action: The reason is shown first}}"
        for day in (15, 8, 1)
    )

    def sentence() -> str:
        return f"{pick(_ROLES).capitalize()} {pick(_PLACES)} {pick(_VERBS)} {pick(_OBJECTS)} {pick(_INSTEAD)}"

    return f"""\
schema: pilotlint/v1
id: initiative-{number:05}
title: A {thing} of {of}, number {number}
business_unit: {pick(_UNITS)}
stage: {stage}   # proposal | pilot | rollout | production

outcome:                           # We believe ... will cause ... for ... within ...
  capability: A {pick(["daily", "weekly", "hourly"])} {thing} of {of} with the top {choice.randint(2, 9)} reasons
  behavior_change: {role.capitalize()} {pick(_VERBS)} {pick(_OBJECTS)} {pick(_INSTEAD)}
  user_group: {choice.randint(5, 90)} {role} {place}
  timeframe: within {choice.randint(2, 9)} months of rollout

owner:
  name: {people[0]} {chr(65 + number % 26)}.
  github: owner-{number}
  role: Head of {pick(_UNITS)}
  function: {pick(["sales", "claims", "finance", "customer success"])}
  accountability:
    in_performance_review: true
    goal: {choice.randint(30, 90)} percent of {of} handled this way by December 2026
    confirmed_by: {people[1]}, Vice President {number}

builders:
  - {{name: {people[2]}, github: builder-{number}, function: data_science}}
  - {{name: {people[3]}, function: engineering}}
people:
  - {{name: {people[4]}, function: claims, uses_output: true, involved_since: 2026-01-05}}
  - {{name: {people[5]}, function: sales, uses_output: true, involved_since: 2026-01-{choice.randint(6, 28):02}}}

metric:
  name: Share of {of} that {role} {pick(_VERBS)} {pick(_INSTEAD)}
  kind: {pick(["decisions", "time_saved", "interactions", "deflection"])}
  unit: percent
  direction: up
  baseline: {baseline}
  baseline_date: 2026-01-{choice.randint(1, 28):02}
  target: {target}
  target_date: 2026-12-31
  source: {pick(["CRM", "ERP", "helpdesk", "claims system"])} report {choice.randint(100, 9999)}, weekly
  readings:
    - {{date: 2026-04-20, value: {baseline + 2}}}
    - {{date: 2026-05-25, value: {baseline + 25}}}
guardrails:
  - {{name: Precision of the {thing}, floor: 0.7}}

budget:
  currency: {pick(["USD", "EUR", "GBP"])}
  pilot: {pilot}
  deployment: {{min: {pilot * 3}, max: {pilot * 4}}}
  breakdown:
    integration: {pilot}
    training: {pilot // 2}
    change_management: {pilot // 2}
    process_redesign: {pilot // 2}
    data_maintenance: {pilot // 2}
  spent_to_date: {pilot // 3}
  seen_by: {pick(_NAMES)} {pick(_FAMILIES)}
  seen_on: 2026-02-0{choice.randint(1, 9)}

change:
  what_changes:
    - {sentence()}
    - {sentence()}
  what_stays: [{pick(_ROLES).capitalize()} decide what to offer]
  workflow_fit: >-
    The {thing} stands next to the case, and
    {sentence().lower()}
  concerns:
    - concern: Will the {thing} be used to rate us?
      answer: No, agreed with HR on 2026-02-0{choice.randint(1, 9)}
  sessions:
    - {{date: 2026-01-{choice.randint(6, 28):02}, changed: {choice.randint(2, 5)} reasons stand next to the {thing}}}

data:
  first_source: Cases in the {pick(["CRM", "ERP", "helpdesk", "claims system"])}
  why_trusted: {pick(_ROLES).capitalize()} {pick(_PLACES)} work in it all day

feedback_loop:
  cadence: weekly
  minutes: 30
  host: {people[0]} {chr(65 + number % 26)}.
  reviews:
{reviews}

users: {{relying: {choice.randint(12, 60)}, as_of: 2026-06-15}}

deployment_plan:
  integration: [{{item: The {thing} as a saved view, who: builder-{number}, done: true}}]
  training: [{{item: {choice.randint(1, 9)} hours with real {of}, done: true}}]
  workflow_changes: [{{item: {sentence()}, who: owner-{number}, done: true}}]
  trust_building: [{{item: The top {choice.randint(2, 5)} reasons are shown, who: builder-{number}, done: true}}]
  runs_on: Model platform, job {thing}-{number}
  run_by: Data platform on-call

pilot:
  starts: 2026-03-02
  ends: 2026-10-{choice.randint(1, 30):02}
  users: {choice.randint(5, 40)}
  decision:
    date: 2026-05-28
    result: scale
    by: {people[1]}
    reason: It rose from {baseline} to {baseline + 9} percent with {choice.randint(5, 20)} {role}
    can_operate: {{answer: "yes", evidence: On the platform with on-call since 2026-05-0{choice.randint(1, 9)}}}
    changes_behavior: {{answer: "yes", evidence: The share rose from {baseline} to {baseline + 9} percent}}

stage_history:
{history}
"""


def _with_fault(choice: random.Random, text: str) -> str:
    replacement, start = choice.choice(_FAULTS)
    lines = text.split("\n")
    place = next(index for index, line in enumerate(lines) if line.startswith(start))
    return "\n".join([*lines[:place], replacement, *lines[place + 1 :]])
