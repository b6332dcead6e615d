"""What happened to each initiative between base and head."""

from typing import Any, NamedTuple

from .initiative import Initiative


class Change(NamedTuple):
    """What happened to one initiative."""

    kind: str
    """``added``, ``changed`` or ``unchanged``; ``unknown`` without a base."""
    base: Initiative | None = None
    """The same initiative at the base: found by its id, or by its path when the id is new."""

    @property
    def base_stage(self) -> str | None:
        """The stage at the base."""
        return self.base.stage if self.base else None


UNKNOWN = Change("unknown")


def moves(change: Change, head: Initiative) -> list[dict[str, Any]]:
    """Return the stage moves of a change in order, each with the stage it left and the stage it entered.

    ``came_from`` is, for a move out of stalled, the last stage before it. The first move of a new initiative starts
    from the empty stage. Entries the base did not have yet give the steps in between, as each has its own date.
    """
    if change.kind not in {"added", "changed"} or head.stage is None:
        return []
    old = [entry["stage"] for entry in change.base.view["stage_history"] if "stage" in entry] if _readable(change.base) else []
    new = [entry["stage"] for entry in head.view["stage_history"] if "stage" in entry]
    known = old + ([change.base_stage] if change.base_stage and old[-1:] != [change.base_stage] else [])
    steps = [*known, *new[len(old) :], head.stage]
    steps = [stage for index, stage in enumerate(steps) if index == 0 or stage != steps[index - 1]]
    start = len([stage for index, stage in enumerate(known) if index == 0 or stage != known[index - 1]])
    return [
        {
            "from": steps[index - 1] if index else "",
            "to": steps[index],
            "came_from": next((stage for stage in reversed(steps[:index]) if stage != "stalled"), ""),
        }
        for index in range(start, len(steps))
    ]


def _readable(base: Initiative | None) -> bool:
    return base is not None and bool(base.view)
