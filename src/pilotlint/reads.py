"""Which fields an expression reads, found in its checked syntax tree without evaluating it.

The engine hands the tree out as a ``cel.expr.CheckedExpr`` protobuf message. The few fields of it that matter are
read here from the wire format (https://protobuf.dev/programming-guides/encoding), which saves importing protobuf.
The field numbers are those of cel/expr/syntax.proto in https://github.com/google/cel-spec.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .model import Position

Path = tuple[str, ...]
"""A variable and the keys behind it, such as ``("initiative", "people", "[]", "name")``; ``[]`` is any item."""

_Message = dict[int, list[int | bytes]]
_CONSTANT, _NAME, _SELECT, _CALL, _LIST, _MAP, _LOOP = range(3, 10)
"""The kinds of a cel.expr.Expr."""

_TEXT_CONSTANT = 6
_PASSING_ON = frozenset({"orValue", "or", "dyn", "optional.of", "value", "_+_", "newest_first"})
"""Functions whose result is one of their arguments, or made of them."""


LITERAL: Path = ("{…}",)
"""Stands for a mapping that an expression writes itself."""


class Read(NamedTuple):
    """One field that an expression reads, and where in its source."""

    path: Path
    at: Position
    in_order: bool = False
    """Whether a list is made of it, entry by entry, as `map` and `filter` do."""


class Value(NamedTuple):
    """What is known of a value without evaluating it: the fields it may be, its items, its literal keys."""

    paths: frozenset[Path] = frozenset()
    items: "Value | None" = None
    keys: "tuple[tuple[str, Value], ...]" = ()

    def either(self, other: "Value") -> "Value":
        """Return what is known of a value that is this or the other."""
        items = self.items.either(other.items) if self.items and other.items else self.items or other.items
        return Value(self.paths | other.paths, items, self.keys or other.keys)

    def child(self, key: str) -> "Value":
        """Return what is known of the value under a key."""
        literal = next((value for name, value in self.keys if name == key), _NOTHING)
        return Value(frozenset((*path, key) for path in self.paths)).either(literal)

    def item(self) -> "Value":
        """Return what is known of any item."""
        return self.child("[]").either(self.items or _NOTHING)


_NOTHING = Value()
_Names = Mapping[str, Value]


def reads(source: str, serialized: bytes, bound: _Names) -> tuple[list[Read], Value]:
    """Return the fields an expression reads, and what is known of its value, given that of names it can use."""
    checked = _part(_decode(serialized), 2)  # out of its google.protobuf.Any
    positions = dict(_pair(_decode(entry)) for entry in _part(checked, 5).get(4, ()))
    walker = _Walker(source, positions)
    value = walker.use(_part(checked, 4), bound)
    return list(dict.fromkeys(walker.found)), value


class _Walker:
    """Follows the nodes of one expression and notes what is read."""

    def __init__(self, source: str, positions: dict[int, int]) -> None:
        self.source = source
        self.positions = positions
        self.found: list[Read] = []

    def use(self, node: _Message, names: _Names, *, in_order: bool = False) -> Value:
        """Follow a node whose value is needed as a whole: what it may be counts as read."""
        value = self.follow(node, names)
        while _LOOP in node:  # a bind is where its body is
            node = _part(_part(node, _LOOP), 7)
        at = self._position(node)
        self.found.extend(Read(path, at, in_order) for path in sorted(value.paths))
        if in_order and value.keys:
            self.found.append(Read(LITERAL, at, in_order))
        return value

    def follow(self, node: _Message, names: _Names) -> Value:
        """Follow a node to what its value may be; only parts that are needed as a whole count as read."""
        if _NAME in node:
            name = _text(_part(node, _NAME), 1).lstrip(".")
            return names.get(name) or Value(frozenset({(name,)}))
        if _SELECT in node:
            return self._select(node, names)
        if _CALL in node:
            return self._call(_part(node, _CALL), names)
        if _LIST in node:
            return Value(items=self._any(_parts(_part(node, _LIST), 1), names))
        if _MAP in node:
            entries = _parts(_part(node, _MAP), 2)
            keys = ((_constant(_part(entry, 3)), self.use(_part(entry, 4), names)) for entry in entries)
            return Value(keys=tuple(keys))
        return self._loop(_part(node, _LOOP), names) if _LOOP in node else _NOTHING

    def _select(self, node: _Message, names: _Names) -> Value:
        """Follow ``operand.field``, or ``has(operand.field)``, which reads the field and is not it."""
        select = _part(node, _SELECT)
        value = self.follow(_part(select, 1), names).child(_text(select, 2))
        if not select.get(3):
            return value
        self.found.extend(Read(path, self._position(node)) for path in sorted(value.paths))
        return _NOTHING

    def _call(self, call: _Message, names: _Names) -> Value:
        function, arguments = _text(call, 2), [*_parts(call, 1), *_parts(call, 3)]
        if function in {"_?._", "_[_]", "_[?_]"}:
            operand, key = self.follow(arguments[0], names), _constant(arguments[1])
            if key:
                return operand.child(key)
            self.use(arguments[1], names)
            return operand.item()
        if function == "_?_:_":
            self.use(arguments[0], names)
            return self.follow(arguments[1], names).either(self.follow(arguments[2], names))
        value = _NOTHING
        for argument in arguments:
            if function in _PASSING_ON:
                value = value.either(self.follow(argument, names))
            else:
                self.use(argument, names)
        return value

    def _loop(self, loop: _Message, names: _Names) -> Value:
        """Follow exists, all, map, filter and bind, which the engine has all turned into loops."""
        item, total = _text(loop, 1), _text(loop, 3)
        range_ = self.use(_part(loop, 2), names, in_order=_LIST in _part(loop, 4))
        inside = {**names, item: range_.item()}
        inside[total] = self.follow(_part(loop, 4), names)
        self.use(_part(loop, 5), inside)
        inside[total] = inside[total].either(self.follow(_part(loop, 6), inside))
        return self.follow(_part(loop, 7), inside)

    def _any(self, nodes: list[_Message], names: _Names) -> Value:
        value = _NOTHING
        for node in nodes:
            value = value.either(self.use(node, names))
        return value

    def _position(self, node: _Message) -> Position:
        before = self.source[: self.positions.get(_number(node, 2), 0)]
        return Position(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _constant(node: _Message) -> str:
    """Return the text of a node that is a text constant; empty for any other."""
    return _text(_part(node, _CONSTANT), _TEXT_CONSTANT)


def _pair(entry: _Message) -> tuple[int, int]:
    """Read an entry of a protobuf map from number to number."""
    return _number(entry, 1), _number(entry, 2)


def _number(message: _Message, field: int) -> int:
    value = message.get(field, [0])[0]
    assert isinstance(value, int)
    return value


def _bytes(message: _Message, field: int) -> bytes:
    value = message.get(field, [b""])[0]
    assert isinstance(value, bytes)
    return value


def _text(message: _Message, field: int) -> str:
    return _bytes(message, field).decode()


def _part(message: _Message, field: int) -> _Message:
    return _decode(_bytes(message, field))


def _parts(message: _Message, field: int) -> list[_Message]:
    return [_decode(value) for value in message.get(field, ())]


def _decode(data: int | bytes) -> _Message:
    """Split a protobuf message into its fields; whoever reads one knows whether it is a number, a text or a message."""
    assert isinstance(data, bytes)
    message: _Message = {}
    for field, value in _fields(data):
        message.setdefault(field, []).append(value)
    return message


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        field, wire_type = tag >> 3, tag & 7
        if wire_type == 0:
            value, at = _varint(data, at)
            yield field, value
            continue
        size = {1: 8, 5: 4}.get(wire_type)
        if size is None:
            size, at = _varint(data, at)
        yield field, data[at : at + size]
        at += size


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        shift += 7
        if not byte & 0x80:
            return value, at
