"""What a repository asked for in its pilotlint.yaml."""

import json
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from . import bundled, document, schema, shared
from .cache import NO_CACHE, Cache
from .globs import Globs
from .model import InputError, Position
from .shared import SharedPack
from .tree import Kind, Tree

FILE_NAME = "pilotlint.yaml"

PLAYBOOK = "playbook"
"""The core pack."""


class Settings(NamedTuple):
    """The settings of one repository, complete with defaults; schemas/settings.schema.json says what each means."""

    initiatives: Globs
    policies: Globs
    packs: tuple[str, ...]
    """The shipped packs that take part."""
    shared: tuple[SharedPack, ...]
    """The packs that repositories share; what they ask for is in here already."""
    profile: str
    severity: Mapping[str, Any]
    """By policy id: a severity or ``off``, or one for each stage."""
    limits: Mapping[str, Any]
    business_units: tuple[str, ...]
    functions: Mapping[str, Any]
    risk_tiers: Mapping[str, Any]
    wording: Mapping[str, Any]
    """Words of the organisation's own, by the list they are added to."""
    gate: Mapping[str, str]
    waivers: str
    fail_on: str
    path: str
    """The file they came from; it need not exist."""
    places: Mapping[str, Position]
    """Where the file sets the severity of a policy, for messages; a shared pack may set more."""

    @property
    def own_words(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """The words of the organisation's own, for those who judge texts."""
        return tuple((name, tuple(words)) for name, words in sorted(self.wording.items()) if words)


def load(tree: Tree, path: str = FILE_NAME, *, required: bool = False, cache: Cache = NO_CACHE) -> Settings:
    """Read the settings of a tree; a tree without the file has the defaults.

    Raises:
        InputError: the file is not what it should be, or it is required and not there.

    """
    kind = tree.kind(path)
    if kind is Kind.MISSING and not required:
        return _settings(_complete({}), {}, path)
    content = tree.read(path)
    if content is None:
        raise InputError(
            f"the settings cannot be read: this is {'not there' if kind is Kind.MISSING else kind}.", path=path
        )
    made_from = (bundled.state(), path, content.decode(errors="surrogateescape"))
    if known := cache.get("settings", *made_from):
        values, places = json.loads(known)
        return _settings(values, places, path)
    found = document.read(content)
    typed = {} if found.empty else schema.demand(schema.load("settings"), found, path)
    values = _complete(_extended(typed, tree))
    places = {policy: found.span(f"/severity/{policy}").start for policy in typed.get("severity", {})}
    if not any(isinstance(pack, dict) for pack in values["packs"]):  # a shared one is looked at every time
        cache.put("settings", json.dumps([values, places]).encode(), *made_from)
    return _settings(values, places, path)


def _extended(typed: dict[str, Any], tree: Tree) -> dict[str, Any]:
    """Put what shared packs ask for below what the repository itself asks for; of two packs the later one counts."""
    asked = [shared.asks(tree, pack) for pack in shared.entries(typed.get("packs", ()))]
    below = {key: {name: value for each in asked for name, value in each.get(key, {}).items()} for key in shared.ASKS}
    return {**typed, **{key: {**said, **typed.get(key, {})} for key, said in below.items() if said}}


def _complete(data: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = schema.with_defaults(schema.load("settings").root, data)
    return values


def _settings(values: dict[str, Any], places: Mapping[str, Iterable[int]], path: str) -> Settings:
    return Settings(
        initiatives=Globs(values["initiatives"]),
        policies=Globs(values["policies"]),
        packs=tuple(pack for pack in values["packs"] if isinstance(pack, str)),
        shared=shared.entries(values["packs"]),
        profile=values["profile"],
        severity=values["severity"],
        limits=values["limits"],
        business_units=tuple(values["business_units"]),
        functions=values["functions"],
        risk_tiers=values["risk_tiers"],
        wording=values["wording"],
        gate=values["gate"],
        waivers=values["waivers"],
        fail_on=values["fail_on"],
        path=path,
        places={policy: Position(*place) for policy, place in places.items()},
    )
