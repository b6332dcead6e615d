"""One initiative: what its file says, and the view of it that policies judge.

In the view, forms with one meaning have one shape: money is ``{min, max}``, a plan item is ``{item, who, done}``, yes
and no are booleans, a measured value is a float; every section and every list is there, if only empty. What does not
fit the schema is left out.
"""

import posixpath
import re
from collections.abc import Callable, Iterable
from functools import cache
from typing import Any, NamedTuple

from . import document, schema
from .document import Document, Fault
from .model import TOP, Amount, Funding, Pointer, within
from .schema import Field, Violation

ID = re.compile(r"[a-z0-9][a-z0-9-]{0,99}")
"""What an id looks like."""

_YES = {True: True, False: False, "yes": True, "no": False, "on": True, "off": False}
_PERCENT = re.compile(r"[-+]?[0-9]{1,12}(\.[0-9]{1,6})?\s*%")
_ANSWERS = {**{typed: "yes" if meant else "no" for typed, meant in _YES.items()}, "partly": "partly"}


class Initiative(NamedTuple):
    """An initiative file, read."""

    path: str
    document: Document
    data: dict[str, Any]
    """What the author typed, without empty values; no keys when the file cannot be read."""
    violations: tuple[Violation, ...]
    view: dict[str, Any]
    unreadable: tuple[Pointer, ...]
    """The fields nothing can be said about; the empty pointer stands for the whole file."""

    @property
    def name(self) -> str:
        """The file name without its ending: what the id should be."""
        return name_of(self.path)

    @property
    def id(self) -> str:
        """The id in the file, or the file name when there is none worth the name."""
        typed = self.data.get("id")
        return typed if isinstance(typed, str) and ID.fullmatch(typed) else self.name

    @property
    def title(self) -> str:
        """The title in the file, or the id."""
        typed = self.data.get("title")
        return typed if isinstance(typed, str) and typed and not self.cannot_be_read("/title") else self.id

    @property
    def stage(self) -> str | None:
        """The stage in the file, if it is one."""
        typed = self.data.get("stage")
        return typed if typed in stages() and not self.cannot_be_read("/stage") else None

    def cannot_be_read(self, where: Pointer) -> bool:
        """Tell whether a field, something in it or something around it is unreadable."""
        return bool(self.unreadable) and any(
            within(where, pointer) or within(pointer, where) for pointer in self.unreadable
        )

    @property
    def funding(self) -> Funding | None:
        """The money it asks for; None when no amount is given that can be read."""
        budget = self.view.get("budget", {})
        readable = {key: value for key, value in budget.items() if not self.cannot_be_read(f"/budget/{key}")}
        pilot, deployment = (_amount(readable.get(key)) for key in ("pilot", "deployment"))
        return None if pilot is deployment is None else Funding(readable.get("currency"), pilot, deployment)


def name_of(path: str) -> str:
    """Return the name of a file without its ending."""
    return posixpath.splitext(posixpath.basename(path))[0]


def read(path: str, content: bytes) -> Initiative:
    """Read an initiative file; whatever is wrong with it is part of the result."""
    found = document.read(content)
    if not found.readable:
        return _unread(path, found)
    form = schema.load("initiative")
    data = form.filled(found.data) if found.gaps else found.data
    faulty = tuple(fault.pointer for fault in found.faults)
    found_wrong = () if "" in faulty else form.violations(data)
    violations = tuple(each for each in found_wrong if not any(within(each.pointer, at) for at in faulty))
    unreadable = (*faulty, *(at for each in violations for at in each.unreadable))
    if "" in unreadable or not isinstance(data, dict):
        return Initiative(path, found, data if isinstance(data, dict) else {}, violations, {}, ("",))
    return Initiative(path, found, data, violations, _viewer()(data), unreadable)


def misnamed(path: str) -> Initiative:
    """Stand in for a file that has nearly the name of an initiative's, so that nobody overlooks it."""
    name = posixpath.basename(path).removeprefix(".").casefold()
    fault = Fault(
        "The name of this file ends in capitals or begins with a dot, so pilotlint does not take it for an initiative.",
        f"Rename it to `{name}`, or move it away from the initiatives.",
        TOP,
    )
    return _unread(path, Document("", None, None, (fault,)))


def astray(path: str, patterns: Iterable[str]) -> Initiative:
    """Stand in for a file in a folder that has nearly the name of one with initiatives, so that nobody overlooks it."""
    looked_in = " or ".join(f"`{pattern}`" for pattern in patterns)
    fault = Fault(
        f"A folder of this file is written in other capitals than in {looked_in}, where pilotlint looks for "
        "initiatives, so it does not take this for one.",
        "Rename the folder to what stands there, or move this file away from the initiatives.",
        TOP,
    )
    return _unread(path, Document("", None, None, (fault,)))


def not_a_file(path: str, what: str) -> Initiative:
    """Stand in for a path that should be an initiative file and is a link, a folder or something stranger."""
    fault = Fault(
        f"This is {what}, and pilotlint reads plain files only, so nobody has checked what it stands for.",
        "Put a file here, or move this away from the initiatives.",
        TOP,
    )
    return _unread(path, Document("", None, None, (fault,)))


@cache
def stages() -> tuple[str, ...]:
    """Return the stages as the schema lists them: four in order, then those reachable from anywhere."""
    return tuple(schema.load("initiative").source["$defs"]["stage"]["enum"])


def next_stage(stage: str) -> str:
    """Return the stage that comes next; production, stalled and retired have themselves to work on."""
    way = stages()[:4]
    return way[min(way.index(stage) + 1, 3)] if stage in way else stage


_View = Callable[[Any], Any]
"""Gives a value the shape policies see, or None when it has none."""


@cache
def _viewer() -> _View:
    return _view_of(schema.load("initiative").root)


def _view_of(field: Field) -> _View:
    """Build the function that gives values of a field their shape; built once, as every file passes through."""
    if special := _SHAPES.get(field.form):
        return special(field)
    if field.kind == "section":
        return _section(field)
    if field.kind == "list":
        return _list(_view_of(field.item) if field.item else _text)
    if any(option is True for option in field.schema.get("enum", ())):
        return lambda value: _YES.get(value, _text(value)) if not isinstance(value, list | dict) else None
    return _number if field.schema.get("type") == "integer" else _text


def _section(field: Field) -> _View:
    views = {key: _view_of(below) for key, below in field.fields.items()}
    blank = {key: views[key](None) for key, below in field.fields.items() if below.kind != "value"}

    def view(value: Any) -> dict[str, Any]:
        shaped = dict(blank)
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in views and (seen := views[key](inner)) is not None:
                    shaped[key] = seen
        return shaped

    return view


def _list(item: _View) -> _View:
    def view(value: Any) -> list[Any]:
        return [seen for inner in value if (seen := item(inner)) is not None] if isinstance(value, list) else []

    return view


def _either(key: str) -> Callable[[Field], _View]:
    """Let a text stand for a section with that text under one key."""

    def shape(field: Field) -> _View:
        section = _section(field)

        def view(value: Any) -> Any:
            return {key: value} if isinstance(value, str) else section(value) if isinstance(value, dict) else None

        return view

    return shape


def _money(value: Any) -> dict[str, int] | None:
    """Read an amount or a range; with a decimal point, which may mean thousands, or backwards it counts as none."""
    if isinstance(value, dict):
        low, high = _number(value.get("min")), _number(value.get("max"))
        return None if low is None or high is None or low > high else {"min": low, "max": high}
    amount = _number(value)
    return None if amount is None else {"min": amount, "max": amount}


def _number(value: Any) -> int | None:
    return value if type(value) is int else None


def _measure(value: Any) -> float | str | None:
    if isinstance(value, str):
        return value if value == "unknown" else float(value.rstrip("% ")) if _PERCENT.fullmatch(value) else None
    return float(value) if type(value) in {int, float} else None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else str(value) if type(value) in {int, float} else None


def _always(view: _View) -> Callable[[Field], _View]:
    return lambda _: view


_SHAPES: dict[str, Callable[[Field], _View]] = {
    "money": _always(_money),
    "amount": _always(_number),
    "measure": _always(_measure),
    "baseline": _always(_measure),
    "yes_no": _always(lambda value: None if isinstance(value, list | dict) else _YES.get(value)),
    "answer": _always(lambda value: None if isinstance(value, list | dict) else _ANSWERS.get(value)),
    "plan_item": _either("item"),
    "session": _either("date"),
}


def _amount(money: dict[str, int] | None) -> Amount | None:
    if money is None:
        return None
    return money["min"] if money["min"] == money["max"] else (money["min"], money["max"])


def _unread(path: str, found: Document) -> Initiative:
    return Initiative(path, found, {}, (), {}, ("",))
