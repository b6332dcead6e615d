"""In what two sets of rules differ, and which of them is the weaker."""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from .initiative import stages
from .model import Pointer, Position, Severity, pointer
from .playbook import Playbook
from .policy import Policy
from .settings import Settings
from .suppressions import baseline
from .suppressions.baseline import Baseline


class Effect(StrEnum):
    """What a change does to the gate."""

    WEAKER = "weaker"
    STRONGER = "stronger"
    BROKEN = "broken"
    """Nothing could be judged any more."""
    OTHER = "other"
    """It can be either; the initiatives that change verdict tell."""


class Rules(NamedTuple):
    """What decides: policies, settings, and what is remembered of the time before."""

    playbook: Playbook
    baseline: Baseline = frozenset()
    own: frozenset[str] = frozenset()
    """Paths of the organisation's own policies."""

    @property
    def settings(self) -> Settings:
        """The settings of the repository."""
        return self.playbook.settings

    def policy(self, name: str) -> Policy | None:
        """Return a policy by its id."""
        return self.playbook.by_id.get(name)


class Change(NamedTuple):
    """One way in which the rules differ."""

    effect: Effect
    message: str
    path: str
    at: Pointer = ""
    where: Position | None = None
    """The place in the file, where no pointer leads to it."""
    help: str = ""
    """What to do, where it is not what its effect asks for."""


_MORE_IS_STRONGER = frozenset({"budget_ratio_min"})
"""Limits that ask for more when they grow; the others leave more room."""

_ORDERS = {
    "/profile": ("register", "playbook", "strict"),
    "/fail_on": ("never", "error", "warning"),
    "/gate/changed": ("new", "all"),
    "/gate/waivers": ("head", "base"),
}
"""Settings with a few values, the weakest first."""

_OTHERS = ("packs", "initiatives", "policies", "waivers", "business_units", "functions", "risk_tiers", "wording")


def changes(before: Rules, after: Rules) -> Iterator[Change]:
    """Say in what the rules differ, one sentence each."""
    of_policies = list(_policies(before, after))
    said = {change.at for change in of_policies}
    yield from of_policies
    yield from _limits(before.settings, after.settings)
    yield from (change for change in _choices(before.settings, after.settings) if change.at not in said)
    yield from _debt(before.baseline, after.baseline)


def _policies(before: Rules, after: Rules) -> Iterator[Change]:
    """Compare how much each policy weighs; what the profile or the packs do to many is one change."""
    by_setting: dict[tuple[Effect, Pointer], list[str]] = {}
    names = sorted({policy.id for rules in (before, after) for policy in rules.playbook.policies})
    for name in names:
        old, new = before.policy(name), after.policy(name)
        lowered, raised = _moves(before, after, name)
        effect = Effect.WEAKER if lowered else Effect.STRONGER
        one = new or old
        assert one, "its name came from one of the two"
        over = new is None or not any(_weight(after, name, stage) for stage in stages())
        said = f"{name} ({one.title}) {_verb(old, lowered + raised, over=over)}."
        if old and new and old.content != new.content:
            yield Change(effect if lowered or raised else Effect.OTHER, f"{name} ({one.title}) is rewritten.", one.path)
        if not (lowered or raised):
            continue
        if one.path in after.own | before.own:
            yield Change(effect, said, one.path)
        elif name in {*before.settings.places, *after.settings.places}:
            yield Change(effect, said, after.settings.path, pointer("severity", name))
        else:
            cause = "/profile" if before.settings.profile != after.settings.profile and old and new else "/packs"
            by_setting.setdefault((effect, cause), []).append(name)
    for (effect, cause), listed in by_setting.items():
        less = "would weigh less or nothing" if effect is Effect.WEAKER else "would weigh more"
        count = f"{len(listed)} {'policy' if len(listed) == 1 else 'policies'} {less}: {', '.join(listed)}."
        yield Change(effect, _setting(cause, before.settings, after.settings) + count, after.settings.path, cause)


def _moves(before: Rules, after: Rules, name: str) -> tuple[list[str], list[str]]:
    """Return at which stages a policy would weigh less, and more, in words."""
    lowered: list[str] = []
    raised: list[str] = []
    for stage in stages():
        was, will = (_weight(rules, name, stage) for rules in (before, after))
        if was != will:
            said = f"{was or 'nothing'} to {will or 'nothing'} at {stage}"
            (lowered if _rank(will) < _rank(was) else raised).append(said)
    return lowered, raised


def _weight(rules: Rules, name: str, stage: str) -> Severity | None:
    policy = rules.policy(name)
    return rules.playbook.severity(policy, stage) if policy else None


def _rank(severity: Severity | None) -> int:
    return list(Severity).index(severity) + 1 if severity else 0


def _verb(old: Policy | None, moves: list[str], *, over: bool) -> str:
    if over:
        return "would not be judged any more"
    if old is None:
        return "would be judged from now on"
    return "would go from " + ", from ".join(moves)


def _limits(before: Settings, after: Settings) -> Iterator[Change]:
    for name, old in sorted(before.limits.items()):
        new = after.limits[name]
        if old != new:
            effect = Effect.STRONGER if (new > old) is (name in _MORE_IS_STRONGER) else Effect.WEAKER
            yield Change(effect, f"The limit {name} would go from {old} to {new}.", after.path, pointer("limits", name))


def _choices(before: Settings, after: Settings) -> Iterator[Change]:
    for where, order in _ORDERS.items():
        old, new = _value(before, where), _value(after, where)
        if old != new:
            effect = Effect.WEAKER if order.index(new) < order.index(old) else Effect.STRONGER
            yield Change(effect, _setting(where, before, after).rstrip(), after.path, where)
    for name in _OTHERS:
        old, new = _plain(_value(before, f"/{name}")), _plain(_value(after, f"/{name}"))
        if old != new:
            message = f"The setting {name} would go from {_said(old)} to {_said(new)}."
            yield Change(Effect.OTHER, message, after.path, f"/{name}")


def _debt(before: Baseline, after: Baseline) -> Iterator[Change]:
    grown, shrunk = len(after - before), len(before - after)
    if grown:
        count = f"{grown:,} finding{'s' if grown > 1 else ''}"
        yield Change(Effect.WEAKER, f"The baseline grows: {count} would not block any more.", baseline.PATH)
    elif shrunk:
        yield Change(Effect.STRONGER, f"The baseline shrinks by {shrunk:,}.", baseline.PATH)


def _setting(where: Pointer, before: Settings, after: Settings) -> str:
    name = where[1:].replace("/", ".")
    old, new = _said(_plain(_value(before, where))), _said(_plain(_value(after, where)))
    return f"The setting {name} would go from {old} to {new}. " if old != new else ""


def _value(settings: Settings, where: Pointer) -> Any:
    name, _, key = where[1:].partition("/")
    if name == "packs":
        return [*settings.packs, *(pack.pinned for pack in settings.shared)]
    value = getattr(settings, name)
    return value[key] if key else value


def _plain(value: Any) -> Any:
    """Return patterns and lists in a form that can be compared and said."""
    value = getattr(value, "patterns", value)
    return {key: list(listed) for key, listed in value.items()} if isinstance(value, Mapping) else value


def _said(value: Any) -> str:
    if isinstance(value, Mapping):
        return "; ".join(f"{key}: {_said(listed)}" for key, listed in value.items())
    return (", ".join(value) or "nothing") if isinstance(value, list | tuple) else str(value)
