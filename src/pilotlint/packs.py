"""Where policies come from: the shipped packs, and an organisation's own files."""

import json
import os
from functools import cache

from . import builtins, bundled, policy, policy_check
from .cache import NO_CACHE, Cache
from .expression import Engine
from .functions import functions
from .model import InputError
from .policy import Policy
from .subject import VARIABLES
from .tree import Kind, Tree
from .wording import OwnWords, vocabulary

PACKS = ("playbook", "practice")

_OF_GATE = frozenset(("PL911", "PL912", "PL913"))
"""The policies of the gate itself; their checks are in code, so nobody can have one of their own."""


def engine(own_words: OwnWords = ()) -> Engine:
    """Return the engine that knows the variables and functions of policies, and an organisation's own words."""
    return _engine(own_words)


@cache
def _engine(own_words: OwnWords) -> Engine:
    return Engine(VARIABLES, functions(vocabulary(own_words)))


@cache
def shipped(pack: str, kept: Cache = NO_CACHE) -> tuple[Policy, ...]:
    """Return the policies of a shipped pack; the tests check their expressions, so that a run need not."""
    made_from = (bundled.state(), pack)
    if known := kept.get("pack", *made_from):
        return tuple(policy.of_data(data, path, text.encode()) for data, path, text in json.loads(known))
    folder = os.path.join(bundled.folder("policies"), pack)
    parsed = []
    for name in sorted(os.listdir(folder)):
        if name.endswith(".yaml"):
            with open(os.path.join(folder, name), "rb") as file:
                parsed.append(policy.parse(f"policies/{pack}/{name}", file.read()))
    whole = json.dumps([(one.data_without_examples(), one.path, one.content.decode()) for one in parsed])
    kept.put("pack", whole.encode(), *made_from)
    return tuple(parsed)


def pack_of(policy: Policy) -> str | None:
    """Return the shipped pack that a policy comes from; None for an organisation's own."""
    return next((pack for pack in PACKS if any(policy.content == one.content for one in shipped(pack))), None)


def own(tree: Tree, path: str, kind: Kind = Kind.FILE) -> Policy:
    """Load one of an organisation's own policies, and check it whole.

    Raises:
        InputError: it cannot be relied on; with file, line and column.

    """
    content = tree.read(path) if kind is Kind.FILE else None
    if content is None:
        raise InputError(f"this policy cannot be read: it is {kind}.", path=path)
    found = policy.parse(path, content)
    if found.of_gate and found.id not in _OF_GATE:
        at = found.document.span("/play").start
        raise InputError("a policy of the gate itself judges no initiative; choose another play.", path=path, at=at)
    if found.builtin and not found.of_gate and found.id not in builtins.CHECKS:
        at = found.document.span("/builtin").start
        raise InputError("only shipped policies can be built in; write an assert.", path=path, at=at)
    policy_check.check(found, engine())
    return found
