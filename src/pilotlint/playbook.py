"""A set of policies with the severities a repository wants, loaded and checked as a whole."""

import json
from collections.abc import Container, Iterable, Mapping
from functools import cached_property
from typing import Any

from . import __version__, packs, policy_check, shared
from .cache import NO_CACHE, Cache
from .expression import Expression, Facts
from .functions import FUNCTIONS
from .guess import nearest
from .model import InputError, Position, Severity
from .policy import Policy
from .settings import Settings
from .subject import VARIABLES
from .tree import Entry, Kind, Tree

ALWAYS, ALWAYS_PACK = "PL001", "playbook"
"""A file that cannot be read is never a pass, so nobody can turn this policy off or leave it out, nor its pack."""

SAID = frozenset({"PL912", "PL913"})
"""What a change does to the gate is said whichever policies take part and whichever a run was asked for."""

_REGISTER = frozenset({"PL001", "PL002", "PL003", "PL703", "PL911"})
"""What blocks in the register profile: that a file can be read, followed and trusted."""

_ENGINE = (
    f"{__version__} {VARIABLES} {[(function.name, function.parameters, function.returns) for function in FUNCTIONS]}"
)
"""What a compiled expression depends on besides its source."""


class Playbook:
    """Policies, and how much each weighs at each stage."""

    def __init__(self, policies: Iterable[Policy], settings: Settings, cache: Cache = NO_CACHE) -> None:
        self.policies = tuple(sorted(policies, key=lambda policy: policy.id))
        self.settings = settings
        self._cache = cache

    @cached_property
    def by_id(self) -> Mapping[str, Policy]:
        """The policies by their ids."""
        return {policy.id: policy for policy in self.policies}

    def severity(self, policy: Policy, stage: str) -> Severity | None:
        """Return how much a policy weighs at a stage; None when it does not apply there or is off."""
        shipped = policy.severity.get(stage)
        wanted = self.settings.severity.get(policy.id)
        if isinstance(wanted, Mapping):
            wanted = None if policy.of_gate else wanted.get(stage)  # the gate is at no stage
        elif shipped is None:
            return None
        if wanted:
            return None if wanted == "off" else Severity(wanted)
        if shipped is Severity.ERROR and self.settings.profile == "register" and policy.id not in _REGISTER:
            return Severity.WARNING
        if shipped is Severity.WARNING and self.settings.profile == "strict" and policy.wording:
            return Severity.ERROR
        return shipped

    def compile(self, source: str) -> Expression:
        """Compile an expression, or take it back from when it was compiled before."""
        engine = packs.engine(self.settings.own_words)
        if expression := engine.known.get(source):
            return expression
        if known := self._cache.get("expression", _ENGINE, source):
            return engine.load(source, known)
        expression = engine.compile(source)
        self._cache.put("expression", expression.serialized, _ENGINE, source)
        return expression

    @cached_property
    def fields_read(self) -> Mapping[str, list[list[str]]]:
        """Which fields each policy reads, by the policy's id; a field is a path such as initiative, owner, name."""
        made_from = (_ENGINE, *(policy.content.decode() for policy in self.policies))
        if known := self._cache.get("fields", *made_from):
            fields: Mapping[str, list[list[str]]] = json.loads(known)
            return fields
        fields = {
            policy.id: sorted(map(list, policy_check.fields_read(policy, packs.engine()))) for policy in self.policies
        }
        self._cache.put("fields", json.dumps(fields).encode(), *made_from)
        return fields

    def facts(self, values: Mapping[str, Any]) -> Facts:
        """Return what expressions are evaluated on."""
        return packs.engine(self.settings.own_words).facts(values)

    def only(self, select: Iterable[str], ignore: Iterable[str]) -> "Playbook":
        """Return the playbook with some policies only; they are named by id, by the start of one, or by name.

        Raises:
            InputError: a name fits no policy, or one would be left out that nobody can leave out.

        """
        chosen = self._named(select) or {policy.id for policy in self.policies}
        left_out = self._named(ignore)
        if ALWAYS in left_out:
            raise InputError(f"{ALWAYS} cannot be ignored: a file that cannot be read is never a pass.")
        for name in sorted(SAID & left_out):
            raise InputError(f"{name} cannot be ignored: what a change does to the gate is always said.")
        kept = [policy for policy in self.policies if policy.id == ALWAYS or policy.id in chosen - left_out]
        return Playbook(kept, self.settings, self._cache)

    def with_shipped(self) -> "Playbook":
        """Return the playbook with the policies of all shipped packs, also of those that do not take part."""
        shipped = {policy.id: policy for pack in packs.PACKS for policy in packs.shipped(pack, self._cache)}
        ours = {policy.id: policy for policy in self.policies}
        return Playbook((shipped | ours).values(), self.settings, self._cache)

    def find(self, name: str) -> Policy:
        """Return a policy by its id or name.

        Raises:
            InputError: there is none.

        """
        for policy in self.policies:
            if name.casefold() in {policy.id.casefold(), policy.name}:
                return policy
        meant = nearest(name, [known for policy in self.policies for known in (policy.id, policy.name)])
        advice = f"Did you mean {meant}?" if meant else "`pilotlint policies list` shows all."
        raise InputError(f"there is no policy {name!r}. {advice}")

    def _named(self, names: Iterable[str]) -> set[str]:
        found: set[str] = set()
        for name in names:
            fitting = {policy.id for policy in self.policies if policy.id.startswith(name.upper())}
            found |= fitting or {self.find(name).id}
        return found


def load(tree: Tree, settings: Settings, cache: Cache = NO_CACHE) -> Playbook:
    """Load the shipped packs that the settings name and the organisation's own policies in a tree.

    Raises:
        InputError: a policy cannot be relied on, an id is taken, or the settings name a policy that is not there.

    """
    policies = {
        policy.id: policy
        for pack in dict.fromkeys((ALWAYS_PACK, *settings.packs))
        for policy in packs.shipped(pack, cache)
        if pack in settings.packs or policy.id == ALWAYS
    }
    kept = (Entry(path, Kind.FILE) for pack in settings.shared for path in shared.policies(tree, pack))
    for entry in (*kept, *tree.find(settings.policies)):
        policy = packs.own(tree, entry.path, entry.kind)
        if policy.id in policies:
            message = f"the id {policy.id} is taken by {policies[policy.id].path}; choose another one."
            raise InputError(message, path=entry.path, at=policy.document.span("/id").start)
        policies[policy.id] = policy
    _check_severities(settings.places, policies, settings.path)
    for shared_pack in settings.shared:
        where = f"{shared_pack.folder}/{shared.MANIFEST}"
        _check_severities(shared.places(tree, shared_pack), policies, where)
    return Playbook(policies.values(), settings, cache)


def _check_severities(places: Mapping[str, Position], policies: Container[str], path: str) -> None:
    """Refuse severities for policies that are not there, and any for the one that must always block."""
    for name, at in places.items():
        if name == ALWAYS:
            message = f"{ALWAYS} always blocks: a file that cannot be read is never a pass. Remove this line."
            raise InputError(message, path=path, at=at)
        if name not in policies and name not in SAID:
            message = f"there is no policy {name} in the packs that take part; `pilotlint policies list` shows them."
            raise InputError(message, path=path, at=at)
