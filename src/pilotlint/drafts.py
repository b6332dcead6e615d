"""Drafts of what people write next: a new policy that works as it is, to be changed."""

import json
import os
import re
from collections import Counter
from collections.abc import Iterable

from . import packs, policy_check, schema
from . import policy as policies
from .model import InputError
from .playbook import Playbook
from .policy import Policy

_TEMPLATE = os.path.join(os.path.dirname(os.path.abspath(__file__)), "templates", "policy.yaml")
_FIRST = 101
_PREFIX = "ORG"


def next_id(playbook: Playbook) -> str:
    """Return an id that is free: the next one behind the organisation's own, whose letters it has."""
    own = [policy.id for policy in playbook.policies if packs.pack_of(policy) is None]
    letters = Counter(re.sub("[0-9]", "", one) for one in own)
    prefix = letters.most_common(1)[0][0] if letters else _PREFIX
    numbers = (int(one.removeprefix(prefix)) for one in own if re.fullmatch(f"{prefix}[0-9]+", one))
    return f"{prefix}{max(numbers, default=_FIRST - 1) + 1:03}"


def policy(name: str, identity: str, title: str, play: str, folder: str) -> Policy:
    """Return a new policy, as a file that works and says what to change.

    Raises:
        InputError: the name, the id or the play is none.

    """
    _demand("name", name)
    _demand("id", identity)
    _demand("play", play)
    with open(_TEMPLATE, encoding="utf-8") as file:
        text = file.read()
    values = {
        "id: ID": identity,
        "name: NAME": name,
        "title: TITLE": json.dumps(title, ensure_ascii=False),
        "play: PLAY": play,
    }
    for blank, value in values.items():
        text = text.replace(f"\n{blank}", f"\n{blank.split()[0]} {value}")
    path = f"{folder}/{identity}-{name}.yaml".lstrip("/")
    text = text.replace("FILE", path)
    made = policies.parse(path, text.encode())
    policy_check.check(made, packs.engine())
    return made


def plays() -> Iterable[str]:
    """Return the plays that a policy of one's own can belong to."""
    return [play for play in schema.load("policy").source["properties"]["play"]["enum"] if play != "gate"]


def _demand(key: str, value: str) -> None:
    """Refuse a value that the form of policies does not take, in the words of its schema."""
    form = schema.load("policy").source["properties"][key]
    if key == "play" and value not in plays():
        raise InputError(f"{value!r} is not a play for policies of one's own. Choose one of {', '.join(plays())}.")
    if "pattern" in form and not re.search(form["pattern"], value):
        raise InputError(f"{value!r} is not the {key} of a policy. {form['errorMessage']}")
