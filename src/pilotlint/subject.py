"""What a policy sees: one initiative, what happened to it, its portfolio, the day and the settings."""

from typing import Any, NamedTuple

from . import neighbours, outline, past
from .change import Change, moves
from .guess import plain
from .initiative import Initiative, stages
from .model import Pointer, Related, Span
from .portfolio import Portfolio
from .settings import Settings

VARIABLES = {
    "initiative": "map",
    "stage": "string",
    "base": "dyn",
    "change": "map",
    "portfolio": "map",
    "git": "map",
    "today": "string",
    "settings": "map",
    "item": "dyn",
}
"""The names expressions can use, with their types; docs/writing-policies.md says what each holds."""

BEYOND = {"git": past.SHAPE, "portfolio": neighbours.SHAPE}
"""The variables that are found out when a policy asks for them, with what there is in them."""


class Problem(NamedTuple):
    """One thing that is not as a policy asks."""

    pointer: Pointer
    message: str
    help: str
    advice: bool = False
    """Whether it only advises, also where the policy blocks."""
    related: tuple[Related, ...] = ()
    span: Span | None = None
    """Where it is, when that is not where the pointer leads."""
    about: Any = None
    """What it rests on, as plain data, when that is not the value the pointer leads to."""
    aspect: str = ""
    """Tells apart what one policy can find in one place."""
    fix: str | None = None
    """The line it begins on as it should be, where that is known to the letter."""


class Subject(NamedTuple):
    """One initiative as a policy sees it."""

    initiative: Initiative
    change: Change
    portfolio: Portfolio
    today: str
    """The day of the check, as year-month-day in UTC."""
    settings: Settings

    @property
    def enters_stage(self) -> bool:
        """Tell whether the change brings the initiative into its stage: by a move, or new and beyond a proposal.

        Who leaves a stage and comes back to it in one change moves, too.
        """
        if self.change.kind == "added":
            return self.initiative.stage != stages()[0]
        was = self.change.base_stage
        return was is not None and (was != self.initiative.stage or bool(moves(self.change, self.initiative)))

    def beyond(self, name: str) -> dict[str, Any]:
        """Find out one of the variables that tell what is not in the file."""
        changed = self.change.kind in {"added", "changed"}
        own = outline.of(self.initiative.data)
        return self.portfolio.beyond(name, self.initiative.path, own, self.today, changed=changed)

    def values(self) -> dict[str, Any]:
        """Return the variables that are known at once; the stage and the item are set by each policy."""
        base = self.change.base
        return {
            "initiative": self.initiative.view,
            "base": base.view if base and base.view else None,
            "change": {
                "kind": self.change.kind,
                "from": self.change.base_stage or "",
                "to": self.initiative.stage or "",
                "moves": moves(self.change, self.initiative),
            },
            "today": self.today,
            "settings": {
                "limits": self.settings.limits,
                "functions": {kind: [plain(name) for name in names] for kind, names in self.settings.functions.items()},
                "risk_tiers": self.settings.risk_tiers,
                "business_units": list(self.settings.business_units),
            },
        }
