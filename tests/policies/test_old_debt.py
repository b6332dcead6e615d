"""Old debt is new again when a field changes that it rests on: no policy forgets one in its `about:`.

Every failing example is changed in every field its policy reads, one value at a time. Where one of the values takes a
finding away or alters what it says, the finding rests on that field; then it must not be taken for old after any other
change of it either, unless the field stands in the list of exceptions with a reason.

Nothing is asked here of `stage`, `base` and `change`, as a stage move is judged in full, nor of the day and the settings,
which are the same for base and head.
"""

import json
from collections.abc import Iterator
from copy import deepcopy
from datetime import date, timedelta
from typing import Any

import pytest

from pilotlint import examples, initiative, packs, policy_check, schema
from pilotlint.findings import marked
from pilotlint.initiative import Initiative
from pilotlint.model import Finding, Status
from pilotlint.policy import Policy
from pilotlint.schema import Field
from pilotlint.wording import placeholder

Place = tuple[str | int, ...]
ATOMS = {"money", "amount", "plan_item", "session"}
"""Forms that are written in one piece or in several; here they change as a whole."""

POLICIES = [policy for pack in packs.PACKS for policy in packs.shipped(pack) if not policy.builtin]


def fields(policy: Policy) -> Iterator[str]:
    """Yield the fields of the initiative a policy reads; of a list whose items have fields, these."""
    paths = policy_check.fields_read(policy, packs.engine())
    for path in sorted(paths):
        inside = any(len(other) > len(path) and other[: len(path)] == path for other in paths)
        if path[0] == "initiative" and not (path[-1] == "[]" and inside):
            yield ".".join(path[1:])


TRIALS = {policy.id: examples.Trial(policy) for policy in POLICIES}
FIELDS = [(policy, field) for policy in POLICIES for field in fields(policy)]

IRRELEVANT = {
    ("PL107", "outcome.[]"): "it is about a change, which was not there at the base",
    ("PL107", "outcome.changed"): "it is about a change, which was not there at the base",
    ("PL107", "outcome.changed.date"): "it is about a change, which was not there at the base",
    ("PL107", "outcome.changed.why"): "it is about a change, which was not there at the base",
    ("PL801", "last_blocker"): "only a move into the pilot is judged, and a stage move is judged in full",
    ("PL802", "stage"): "a stage move is judged in full",
    ("PL202", "owner.github"): "that there is a handle makes it advice; which one proves nothing",
    ("PL202", "owner.role"): "the name of a job stays one when its role is removed",
    ("PL203", "builders"): "one builder more is judged alone",
    ("PL307", "stage_history"): "another line for the stage it is in begins nothing anew",
    ("PL501", "stage_history"): "only the day on which production began counts",
    ("PL601", "people"): "somebody who will not use the output is no answer to who will",
    ("PL601", "people.[].uses_output"): "what is not said counts as no",
    ("PL602", "people"): "somebody who will not use the output is no user from the start",
    ("PL602", "people.[].uses_output"): "what is not said counts as no",
    ("PL602", "stage_history"): "the day it started and the day the pilot began decide, no other line",
    ("PL603", "builders"): "how many work on which side decides, not who",
    ("PL603", "owner"): "how many work on which side decides, not who",
    ("PL603", "owner.name"): "how many work on which side decides, not who",
    ("PL603", "people"): "how many work on which side decides, not who",
    ("PL603", "people.[].function"): "the side decides, not the function there",
    ("PL603", "people.[].uses_output"): "what is not said counts as no",
    ("PL606", "builders"): "where a builder works says nothing about who will use the output",
    ("PL609", "stage_history"): "the day on which the stage began decides, no other line",
    ("PL609", "stage_history.[].date"): "the day on which the stage began decides, no other line",
    ("PL609", "stage_history.[].stage"): "the day on which the stage began decides, no other line",
    ("PL701", "deployment_plan.[]"): "what a part says is not judged, only that it says something",
    ("PL705", "stage_history"): "that there was a pilot decides, no other line",
    ("PL708", "builders"): "where a builder works does not make two of one",
    ("PL708", "stage_history"): "it only says from when on the question is asked",
    ("PL708", "stage_history.[].date"): "it only says from when on the question is asked",
    ("PL804", "pilot"): "whose turn it is to speak depends on the end and the decision, not how long it has lasted",
    ("PL804", "pilot.decision.result"): "it only says whether it is another policy's turn to speak",
    ("PL804", "pilot.ends"): "it only says whether it is another policy's turn to speak",
    ("PL806", "stage"): "a stage move is judged in full",
    ("PL901", "builders"): "one builder more says nothing about the one named as owner",
    ("OP105", "builders"): "who builds decides, not in which function",
}
"""By policy and field, why it may change while what was found stays what it was."""


def places(value: Any, keys: list[str], field: Field, at: Place = ()) -> Iterator[tuple[Place, Field]]:
    """Yield where a field stands or would stand in an author's data; of a section, everything in it."""
    short = value is not None and field.kind == "section" and not isinstance(value, dict)
    if short or field.form in ATOMS:
        yield at, field
    elif field.fields:
        for key in field.fields if not keys or keys[0] == "[]" else {keys[0]} & field.fields.keys():
            yield from places((value or {}).get(key), keys[1:], field.fields[key], (*at, key))
    elif field.item and keys:
        for index, item in enumerate(value or []):
            yield from places(item, keys[1:], field.item, (*at, index))
    else:
        yield at, field


def others(value: Any, field: Field) -> Iterator[Any]:
    """Yield other values of a field: none, what the schema shows, and something close to what is there."""
    answered = not (value in (None, 0) or (isinstance(value, str) and placeholder(value)))
    if answered:
        yield None
    if field.form == "money":
        yield from (10_000, 10_000_000, {"min": 20_000, "max": 900_000})
    elif isinstance(value, list):
        yield from (value[:-1], value[1:], [*value, *field.schema.get("examples", [[]])[0]])
    elif answered and field.schema.get("format") == "date":
        yield from (str(date.fromisoformat(value) + timedelta(days)) for days in (-400, -1, 1, 400))
    elif answered and isinstance(value, str) and "enum" not in field.schema:
        yield f"{value} and Zoe Quist"
    yield from field.schema.get("enum", ())
    yield from field.schema.get("examples", ())


def put(data: Any, at: Place, value: Any) -> Any:
    """Return a copy of data with a value in a place, or without what is there."""
    changed = deepcopy(data)
    inside = changed
    for key in at[:-1]:
        inside = inside.setdefault(key, {}) if isinstance(inside, dict) else inside[key]
    if value is not None:
        inside[at[-1]] = value
    elif isinstance(inside, list) or at[-1] in inside:
        del inside[at[-1]]
    return changed


def got(data: Any, at: Place) -> Any:
    """Return what stands in a place; nothing where there is none."""
    for key in at:
        data = data.get(key) if isinstance(data, dict) else data[key] if data else None
    return data


def found(policy: Policy, example: Any, data: Any) -> dict[str, Finding]:
    """Return what a policy finds in an example with other data, as if there had been nothing before."""
    findings = TRIALS[policy.id].findings({**example, "initiative": data})
    return {finding.fingerprint: finding._replace(status=Status.NEW) for finding in findings}


def unnoticed(policy: Policy, field: str) -> Iterator[tuple[str, Place, Any]]:
    """Yield the changes of a field after which a finding that rests on it would be taken for old."""
    for example in policy.examples["fail"]:
        data = example.get("initiative", {})
        before, was = found(policy, example, data), seen(data)
        for at, form in places(data, field.split("."), schema.load("initiative").root):
            tried = [(other, put(data, at, other)) for other in others(got(data, at), form)]
            after = [(other, found(policy, example, head)) for other, head in tried if differs(seen(head), was)]
            for identity, old in before.items():
                now = [(other, findings.get(identity)) for other, findings in after]
                if any(new is None or (new.message, new.severity) != (old.message, old.severity) for _, new in now):
                    for other, new in now:
                        if new and next(marked([new], [old])).status is Status.EXISTING:
                            yield example["name"], at, other


def seen(data: Any) -> Initiative:
    """Return an example's data as policies see it."""
    return initiative.read("example.yaml", json.dumps(data).encode())


def differs(head: Initiative, base: Initiative) -> bool:
    """Tell whether policies see a difference, and it is not one of form."""
    return head.view != base.view and head.unreadable == base.unreadable


@pytest.mark.parametrize(("policy", "field"), FIELDS, ids=lambda value: getattr(value, "id", value))
def test_old_debt_is_new_again_when_a_field_changes_that_it_rests_on(policy, field):
    """A field is left out with a reason or not at all; an exception that nobody needs is no exception."""
    assert any(unnoticed(policy, field)) == ((policy.id, field) in IRRELEVANT), list(unnoticed(policy, field))


def test_every_exception_is_one_of_the_fields():
    assert IRRELEVANT.keys() <= {(policy.id, field) for policy, field in FIELDS}
