"""What differs between a record and the same decision made again, each difference in a sentence."""

import json
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial
from itertools import groupby, zip_longest
from typing import Any, NamedTuple

from . import making

_LONGEST = 100
_ANOTHER = "the record has another digest than the file in Git"


class Difference(NamedTuple):
    """One way in which a record is not what Git gives."""

    kind: str
    """``seal``, ``verdict``, ``commit``, ``file``, ``rule``, ``initiative``, ``move``, ``finding``, ``waiver``,
    ``proposal`` or ``order``."""
    message: str


class _Pair(NamedTuple):
    """What the record says of one thing, and what comes out again; None where it is not there."""

    recorded: Any
    replayed: Any

    @property
    def either(self) -> Any:
        """What there is."""
        return self.replayed if self.recorded is None else self.recorded

    @property
    def fields(self) -> Iterator[tuple[str, "_Pair"]]:
        """The fields that differ, when it is in both."""
        for key in self.recorded:
            below = _Pair(self.recorded[key], self.replayed[key])
            if _written(below.recorded) != _written(below.replayed):
                yield key, below

    def __str__(self) -> str:
        return f"the record says {_shown(self.recorded)}, and Git gives {_shown(self.replayed)}"


_Sentences = Callable[[_Pair], Iterator[Difference]]


def differences(recorded: dict[str, Any], replayed: dict[str, Any]) -> list[Difference]:
    """Return what differs, the weightiest first; nothing when the record is reproduced.

    Which pilotlint decided makes no difference: a later one may well come to the same.
    """
    found: list[Difference] = []
    if making.seal(recorded) != recorded["seal"]:
        said = "The record was changed after it was written: its seal does not fit what it holds."
        found.append(Difference("seal", said))
    for section, names, sentences in _sections(recorded["tool"]["version"], replayed["tool"]["version"]):
        for pair in _pairs(_listed(recorded[section]), _listed(replayed[section]), names):
            found += sentences(pair)
    if not found and _written(recorded | _UNCOMPARED) != _written(replayed | _UNCOMPARED):
        found.append(Difference("order", "The record lists the same in another order than it is written in."))
    return found


_UNCOMPARED = {"tool": None, "seal": None}


def _sections(then: str, now: str) -> tuple[tuple[str, tuple[str, ...], _Sentences], ...]:
    """Return each part of a record, by which fields its entries are known, and how their differences are said."""
    rule = partial(_rule, then, now)
    return (
        ("verdict", (), partial(_value, "verdict", "The verdict")),
        ("base", (), partial(_value, "commit", "The base")),
        ("fork", (), partial(_value, "commit", "Where the change parted from its base")),
        ("head", (), partial(_value, "commit", "The commit that was judged")),
        ("stood_on", (), partial(_value, "commit", "The commit that the files stood on")),
        ("settings", ("path",), _file),
        ("baseline", ("path",), _file),
        ("waivers_files", ("from", "path"), _file),
        ("policies", ("id",), lambda pair: rule(pair) if pair.either["shipped"] else _file(pair)),
        ("schemas", ("path",), rule),
        ("initiatives", ("path",), _initiative),
        ("moves", ("path", "to"), partial(_entry, "move", "The move of {initiative} to {to}")),
        ("findings", ("fingerprint",), partial(_entry, "finding", "{policy} in {path}{pointer}")),
        ("waivers", ("policy", "initiative"), partial(_entry, "waiver", "The waiver of {policy} for {initiative}")),
        ("proposal", (), _proposal),
    )


def _pairs(recorded: list[Any], replayed: list[Any], names: tuple[str, ...]) -> Iterator[_Pair]:
    """Leave out what is the same, and put together what is known by the same fields."""
    left, right = (Counter(map(_written, side)) for side in (recorded, replayed))

    def known_by(item: Any) -> list[str]:
        return [str(item[name]) for name in names]

    sides = (sorted(map(json.loads, side.elements()), key=known_by) for side in (left - right, right - left))
    grouped = [{tuple(key): list(group) for key, group in groupby(side, known_by)} for side in sides]
    for key in sorted({*grouped[0], *grouped[1]}):
        yield from map(_Pair._make, zip_longest(grouped[0].get(key, []), grouped[1].get(key, [])))


def _value(kind: str, what: str, pair: _Pair) -> Iterator[Difference]:
    yield Difference(kind, f"{what}: {pair}.")


def _file(pair: _Pair) -> Iterator[Difference]:
    path = pair.either["path"]
    if pair.recorded is None:
        yield Difference("file", f"{path} takes part, and the record does not name it.")
    elif pair.replayed is None:
        yield Difference("file", f"{path} takes no part, and the record names it.")
    else:
        for key, below in pair.fields:
            said = _ANOTHER if key == "sha256" else f"{key}: {below}"
            yield Difference("file", f"{path}: {said}.")


def _rule(then: str, now: str, pair: _Pair) -> Iterator[Difference]:
    """Say that a policy or a schema is not the one that decided, and which pilotlint each is from."""
    name = pair.either.get("id", pair.either["path"])
    same = then == now
    decided = f"as decided, though both are pilotlint {now}" if same else f"than in {then}, which decided"
    here = "here" if same else f"in pilotlint {now}"
    if pair.recorded is None:
        said = f"takes part {here}, and took none when it was decided."
    elif pair.replayed is None:
        said = f"takes no part {here}, and took part when it was decided."
    elif any(key != "sha256" for key, _ in pair.fields):
        said = f"is told of otherwise: {'; '.join(f'{key}: {below}' for key, below in pair.fields)}."
    else:
        said = f"is {'not the same here' if same else f'another one {here}'} {decided}."
    yield Difference("rule", f"{name} {said}")


def _initiative(pair: _Pair) -> Iterator[Difference]:
    if pair.recorded is None or pair.replayed is None:
        yield from _entry("initiative", "{path}", pair)
        return
    path = pair.either["path"]
    for key, below in pair.fields:
        match key:
            case "sha256":
                yield Difference("file", f"{path}: {_ANOTHER}.")
            case "before" if below.recorded and below.replayed and below.recorded["path"] == below.replayed["path"]:
                yield Difference("file", f"{path}, as it was before the change: {_ANOTHER}.")
            case "before":
                yield Difference("file", f"{path}, as it was before the change: {below}.")
            case _:
                yield Difference("initiative", f"{path}: {key}: {below}.")


def _entry(kind: str, name: str, pair: _Pair) -> Iterator[Difference]:
    called = name.format_map(pair.either)
    if pair.recorded is None:
        yield Difference(kind, f"{called} comes out again, and is not in the record.")
    elif pair.replayed is None:
        yield Difference(kind, f"{called} is in the record, and does not come out again.")
    else:
        yield Difference(kind, f"{called}: {'; '.join(f'{key}: {below}' for key, below in pair.fields)}.")


def _proposal(pair: _Pair) -> Iterator[Difference]:
    yield Difference("proposal", f"What the change would do to the rules: {pair}.")


def _listed(part: Any) -> list[Any]:
    return part if isinstance(part, list) else [] if part is None else [part]


def _written(part: Any) -> str:
    return json.dumps(part, sort_keys=True)


def _shown(value: Any) -> str:
    if value is None:
        return "nothing"
    text = value if isinstance(value, str) else _written(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]} …"
