"""What stands around an initiative: others of its unit, for its user group, those it follows, and those it looks like.

Everything is indexed once. What one initiative sees of it has a bounded size, so that the cost of a run grows with the
number of initiatives and no faster, also where all of them share a unit.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from .lookalikes import Lookalikes
from .outline import Outline

_MOST_NAMED = 10
"""How many initiatives of a kind are named; all of them are counted."""

_MANY = {
    "type": "object",
    "properties": {
        "count": {},
        "oldest": {"type": "array", "items": {"type": "object", "properties": {"id": {}, "since": {}}}},
    },
}
_KINDS = ("stalled", "piloting", "overdue", "retired", "live")
_MISTAKABLE = frozenset(("pilot", "rollout", "production", "stalled"))
"""An idea may look like one of these; what was retired, or is another idea, is nothing to wait for."""
_GROUP = {"type": "object", "properties": dict.fromkeys(_KINDS, _MANY)}
_FOLLOWED: dict[str, Any] = {"id": {}, "known": {}, "stage": {}, "since": {}, "served": {}}
_ALIKE: dict[str, Any] = {"id": {}, "stage": {}, "since": {}, "share": {}}

SHAPE: dict[str, Any] = {
    "type": "object",
    "properties": {
        "unit": _GROUP,
        "user_group": _GROUP,
        "follows": {"type": "array", "items": {"type": "object", "properties": _FOLLOWED}},
        "alike": {"type": "array", "items": {"type": "object", "properties": _ALIKE}},
    },
}
"""What there is in the view of an initiative, as a schema; docs/writing-policies.md says what each part means."""

RESTS_ON = {
    "unit": ("/business_unit",),
    "user_group": ("/outcome/user_group",),
    "follows": ("/follows",),
    "alike": ("/title", "/outcome/capability", "/outcome/user_group"),
}
"""By part of the view: which of its own fields an initiative sees it by."""


class Neighbours:
    """All initiatives of a tree on one day, by what they have in common."""

    def __init__(self, outlines: Mapping[str, Outline], today: str) -> None:
        self._outlines = outlines
        self._kinds = {path: kind for path, outline in outlines.items() if (kind := _kind(outline, today))}
        self._ranked = sorted((outlines[path].since, path) for path in self._kinds)
        self._known: dict[tuple[str, str], Mapping[str, list[str]]] = {}
        mistakable = sorted((one.since, path) for path, one in outlines.items() if one.stage in _MISTAKABLE)
        self._lookalikes = Lookalikes({path: outlines[path].about for _, path in mistakable})

    def around(self, path: str, own: Outline) -> dict[str, Any]:
        """Return what one initiative sees; it is not among the others itself."""
        return {
            "unit": self._seen("unit", own.unit, path),
            "user_group": self._seen("user_group", own.user_group, path),
            "follows": [self._followed(name, path) for name in own.follows],
            "alike": list(self._alike(own, path)),
        }

    @cached_property
    def _by_id(self) -> Mapping[str, str]:
        found: dict[str, str] = {}
        for path, outline in self._outlines.items():
            found.setdefault(outline.named(path).casefold(), path)
        return found

    @cached_property
    def _groups(self) -> Mapping[str, Mapping[str, list[str]]]:
        """Paths by what they have in common, for each field it stands in; each list begins with the oldest."""
        found: dict[str, dict[str, list[str]]] = {"unit": defaultdict(list), "user_group": defaultdict(list)}
        for _, path in self._ranked:
            outline = self._outlines[path]
            found["unit"][outline.unit].append(path)
            found["user_group"][outline.user_group].append(path)
        return found

    def _seen(self, field: str, group: str, path: str) -> dict[str, Any]:
        kinds = self._of_group(field, group) if group else {}
        return {kind: self._many(kinds.get(kind, []), kind, path) for kind in _KINDS}

    def _of_group(self, field: str, group: str) -> Mapping[str, list[str]]:
        """Return the paths of a group by kind; told apart once, when somebody of the group asks."""
        if (field, group) not in self._known:
            kinds: dict[str, list[str]] = defaultdict(list)
            for path in self._groups[field].get(group, ()):
                kinds[self._kinds[path]].append(path)
            self._known[field, group] = kinds
        return self._known[field, group]

    def _many(self, members: list[str], kind: str, path: str) -> dict[str, Any]:
        """Count members and name the oldest, but for the one at a path."""
        itself = bool(members) and self._kinds.get(path) == kind
        named = [member for member in members[: _MOST_NAMED + 1] if member != path][:_MOST_NAMED]
        oldest = ((member, self._outlines[member]) for member in named)
        return {
            "count": len(members) - itself,
            "oldest": [{"id": outline.named(member), "since": outline.since} for member, outline in oldest],
        }

    def _followed(self, name: str, path: str) -> dict[str, Any]:
        where = self._by_id.get(name.casefold(), path)
        known = where != path
        outline = self._outlines[where] if known else Outline()
        return {
            "id": name,
            "known": known,
            "stage": outline.stage,
            "since": outline.since,
            "served": outline.served,
        }

    def _alike(self, own: Outline, path: str) -> Iterator[dict[str, Any]]:
        for other, share in self._lookalikes.of(path, own.about)[:_MOST_NAMED]:
            outline = self._outlines[other]
            yield {"id": outline.named(other), "stage": outline.stage, "since": outline.since, "share": share}


def _kind(outline: Outline, today: str) -> str:
    """Tell what an initiative means to others; most of those under way mean nothing to them."""
    match outline.stage:
        case "stalled" if outline.tried:
            return "stalled"
        case "pilot" if outline.due and outline.due < today:
            return "overdue"
        case "pilot":
            return "piloting"
        case "retired" if outline.tried and not outline.served:
            return "retired"
        case "rollout" | "production":
            return "live"
    return ""
