"""PL102: no answer that a policy asks for is a placeholder."""

from collections.abc import Iterator
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
_PLANS = ("integration", "training", "workflow_changes", "trust_building")


def check(subject: Subject, policy: Policy) -> list[Problem] | None:
    """Look at every answer that is filled in; what is not is another policy's business."""
    answers = [(where, text) for where, text in _answers(subject.initiative.view) if text.strip()]
    if not answers:
        return None
    found = (
        (where, {"text": text, "example": _example(where)}) for where, text in answers if wording.placeholder(text)
    )
    return [Problem(where, fill(policy.message, values), fill(policy.help, values)) for where, values in found]


def _answers(view: dict[str, Any]) -> Iterator[tuple[Pointer, str]]:
    if not view:
        return
    for where, (section, *keys) in _ANSWERS:
        value = view[section]
        for key in keys:
            value = value.get(key, "")
        yield where, value
    for part in _PLANS:
        for index, planned in enumerate(view["deployment_plan"][part]):
            yield pointer("deployment_plan", part, index), planned.get("item", "")


def _example(where: Pointer) -> str:
    """Return a line as it could stand in the place of a placeholder, such as ``name: Dana Ruiz``."""
    field = schema.load("initiative").root.find(where)
    assert field is not None, where
    *_, key = pointer_parts(where)
    return f"{'-' if key.isdecimal() else key + ':'} {field.schema['examples'][0]}"
