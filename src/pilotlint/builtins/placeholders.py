"""PL102: no answer that a policy asks for is a placeholder, nor an example of ours that was pasted as it is."""

from collections.abc import Iterator
from functools import cache
from typing import Any

from .. import schema, wording
from ..model import Pointer, pointer, pointer_parts
from ..policy import Policy, fill
from ..subject import Problem, Subject

_ANSWERS = tuple(
    (where, tuple(pointer_parts(where)))
    for where in (
        "/outcome/capability",
        "/outcome/behavior_change",
        "/outcome/user_group",
        "/outcome/timeframe",
        "/owner/name",
        "/owner/accountability/goal",
        "/owner/accountability/confirmed_by",
        "/metric/name",
        "/metric/unit",
        "/metric/source",
    )
)
OWN_WORDS = (
    "/outcome/capability",
    "/outcome/behavior_change",
    "/outcome/user_group",
    "/owner/accountability/goal",
    "/metric/name",
    "/metric/source",
)
"""The answers whose examples nobody gives by chance, unlike a name, a unit or a time."""
PLANS = ("integration", "training", "workflow_changes", "trust_building")


def check(subject: Subject, policy: Policy) -> list[Problem] | None:
    """Look at every answer that is filled in; what is not is another policy's business."""
    answers = [(where, text) for where, text in _answers(subject.initiative.view) if text.strip()]
    if not answers:
        return None
    known = wording.vocabulary(subject.settings.own_words)
    found: list[Problem] = []
    for where, text in answers:
        if wording.placeholder(text, known):
            words = wording.placeholder_words(text, known)
            values = {
                "what": f"still a placeholder ({words})" if words else "still a placeholder",
                "advice": f"Write the answer in its place, such as `{_line(where)}`",
            }
        elif is_example(where, text):
            values = {"what": "the example that pilotlint shows", "advice": "Write what is true of this initiative"}
        else:
            continue
        values["text"] = text
        found.append(Problem(where, fill(policy.message, values), fill(policy.help, values)))
    return found


def is_example(where: Pointer, text: str) -> bool:
    """Tell whether an answer is the example that pilotlint itself shows for it, in a field where that is no chance."""
    return text in _examples() and _example(where) == text


def _answers(view: dict[str, Any]) -> Iterator[tuple[Pointer, str]]:
    if not view:
        return
    for where, (section, *keys) in _ANSWERS:
        value = view[section]
        for key in keys:
            value = value.get(key, "")
        yield where, value
    for part in PLANS:
        for index, planned in enumerate(view["deployment_plan"][part]):
            yield pointer("deployment_plan", part, index), planned.get("item", "")


@cache
def _examples() -> frozenset[str]:
    """Return the examples that the schema gives for these answers and for the plan."""
    plans = (pointer("deployment_plan", part, 0) for part in PLANS)
    return frozenset(map(_example, (*OWN_WORDS, *plans)))


def _example(where: Pointer) -> str:
    field = schema.load("initiative").root.find(where)
    assert field is not None, where
    *around, key = pointer_parts(where)
    if not key.isdecimal():
        return str(field.schema["examples"][0])
    listed = schema.load("initiative").root.find(pointer(*around))
    assert listed is not None, where
    return str(listed.schema["examples"][0][0]["item"])


def _line(where: Pointer) -> str:
    """Return a line as it could stand in the place of a placeholder, such as ``name: Dana Ruiz``."""
    *_, key = pointer_parts(where)
    return f"{'-' if key.isdecimal() else key + ':'} {_example(where)}"
