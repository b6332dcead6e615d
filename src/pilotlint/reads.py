"""Which fields an expression reads, found in its checked syntax tree without evaluating it.

The engine hands the tree out as a ``cel.expr.CheckedExpr`` protobuf message. The few fields of it that matter are
read here from the wire format (https://protobuf.dev/programming-guides/encoding), which saves importing protobuf.
"""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from .model import Position

Path = tuple[str, ...]
"""A variable and the keys behind it, such as ``("initiative", "people", "[]", "name")``; ``[]`` is any item."""

_Message = dict[int, list["int | bytes"]]


class Read(NamedTuple):
    """One field that an expression reads, and where in its source."""

    path: Path
    at: Position


class _Value(NamedTuple):
    """What is known of a value without evaluating it: the fields it may be, its items, its literal keys."""

    paths: frozenset[Path] = frozenset()
    items: "_Value | None" = None
    keys: "tuple[tuple[str, _Value], ...]" = ()

    def __or__(self, other: "_Value") -> "_Value":  # type: ignore[override]
        items = self.items | other.items if self.items and other.items else self.items or other.items
        return _Value(self.paths | other.paths, items, self.keys or other.keys)

    def child(self, key: str) -> "_Value":
        literal = next((value for name, value in self.keys if name == key), _NOTHING)
        return _Value(frozenset((*path, key) for path in self.paths)) | literal

    def item(self) -> "_Value":
        return self.child("[]") | (self.items or _NOTHING)


_NOTHING = _Value()


def reads(source: str, serialized: bytes, bound: Mapping[str, "_Value"] | None = None) -> tuple[list[Read], _Value]:
    """Return the fields an expression reads, and what is known of its value, to bind a name to it."""
    message = _decode(_bytes(_decode(serialized), 2))  # out of its google.protobuf.Any
    positions = dict(_position_entry(entry) for entry in _decode(_bytes(message, 5)).get(4, ()))
    walker = _Walker(source, positions)
    value = walker.use(_decode(_bytes(message, 4)), dict(bound or {}))
    return list(dict.fromkeys(walker.found)), value


class _Walker:
    def __init__(self, source: str, positions: dict[int, int]) -> None:
        self.source = source
        self.positions = positions
        self.found: list[Read] = []

    def use(self, node: _Message, names: dict[str, _Value]) -> _Value:
        """Follow a node whose value is needed as a whole: what it may be counts as read."""
        value = self.follow(node, names)
        for path in sorted(value.paths):
            self.found.append(Read(path, self._position(node)))
        return value

    def follow(self, node: _Message, names: dict[str, _Value]) -> _Value:
        """Follow a node to what its value may be; only parts that are needed as a whole count as read."""
        match next((kind for kind in range(3, 10) if kind in node), None):
            case 4:  # a name
                name = _text(_decode(_bytes(node, 4)), 1).lstrip(".")
                return names.get(name) or _Value(frozenset({(name,)}))
            case 5:  # operand.field, or has(operand.field)
                select = _decode(_bytes(node, 5))
                value = self.follow(_decode(_bytes(select, 1)), names).child(_text(select, 2))
                if select.get(3):
                    self.found.extend(Read(path, self._position(node)) for path in sorted(value.paths))
                    return _NOTHING
                return value
            case 6:
                return self._call(_decode(_bytes(node, 6)), names)
            case 7:  # [a, b]
                items = [self.use(_decode(item), names) for item in _decode(_bytes(node, 7)).get(1, ()) if isinstance(item, bytes)]
                value = _NOTHING
                for item in items:
                    value |= item
                return _Value(items=value)
            case 8:  # {"a": b}
                return self._map(_decode(_bytes(node, 8)), names)
            case 9:
                return self._comprehension(_decode(_bytes(node, 9)), names)
        return _NOTHING

    def _call(self, call: _Message, names: dict[str, _Value]) -> _Value:
        function = _text(call, 2)
        arguments = [_decode(argument) for argument in call.get(3, ()) if isinstance(argument, bytes)]
        nodes = [_decode(_bytes(call, 1)), *arguments] if call.get(1) else arguments
        if function in {"_?._", "_[_]", "_[?_]"}:
            key = _constant_text(nodes[1])
            operand = self.follow(nodes[0], names)
            if key is not None:
                return operand.child(key)
            self.use(nodes[1], names)
            return operand.item()
        if function in {"orValue", "or", "optional.of", "value", "_?_:_", "_+_"}:
            branches = nodes[1:] if function == "_?_:_" else nodes
            if function == "_?_:_":
                self.use(nodes[0], names)
            value = _NOTHING
            for branch in branches:
                value |= self.follow(branch, names)
            return value
        for node in nodes:
            self.use(node, names)
        return _NOTHING

    def _map(self, struct: _Message, names: dict[str, _Value]) -> _Value:
        keys = []
        for raw in struct.get(2, ()):
            entry = _decode(raw) if isinstance(raw, bytes) else {}
            value = self.use(_decode(_bytes(entry, 4)), names)
            if (key := _constant_text(_decode(_bytes(entry, 3)))) is not None:
                keys.append((key, value))
        return _Value(keys=tuple(keys))

    def _comprehension(self, loop: _Message, names: dict[str, _Value]) -> _Value:
        """Follow exists, all, map, filter and bind, which the engine has all turned into loops."""
        item, total = _text(loop, 1), _text(loop, 3)
        inside = {**names, item: self.follow(_decode(_bytes(loop, 2)), names).item()}
        inside[total] = self.follow(_decode(_bytes(loop, 4)), names)
        self.use(_decode(_bytes(loop, 5)), inside)
        step = self.follow(_decode(_bytes(loop, 6)), inside)
        inside[total] |= step
        return self.follow(_decode(_bytes(loop, 7)), inside)

    def _position(self, node: _Message) -> Position:
        identity = node.get(2, [0])[0]
        offset = self.positions.get(identity, 0) if isinstance(identity, int) else 0
        before = self.source[:offset]
        return Position(before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1)


def _constant_text(node: _Message) -> str | None:
    constant = _decode(_bytes(node, 3)) if 3 in node else {}
    return _text(constant, 6) if 6 in constant else None


def _position_entry(entry: int | bytes) -> tuple[int, int]:
    fields = _decode(entry) if isinstance(entry, bytes) else {}
    key, value = fields.get(1, [0])[0], fields.get(2, [0])[0]
    return (key, value) if isinstance(key, int) and isinstance(value, int) else (0, 0)


def _bytes(message: _Message, field: int) -> bytes:
    value = message.get(field, [b""])[0]
    return value if isinstance(value, bytes) else b""


def _text(message: _Message, field: int) -> str:
    return _bytes(message, field).decode()


def _decode(data: bytes) -> _Message:
    """Split a protobuf message into its fields; a number, a text and a message are told apart by who reads them."""
    message: _Message = {}
    for field, value in _fields(data):
        message.setdefault(field, []).append(value)
    return message


def _fields(data: bytes) -> Iterator[tuple[int, int | bytes]]:
    at = 0
    while at < len(data):
        tag, at = _varint(data, at)
        match tag & 7:
            case 0:
                value, at = _varint(data, at)
                yield tag >> 3, value
            case 1:
                yield tag >> 3, data[at : at + 8]
                at += 8
            case 2:
                size, at = _varint(data, at)
                yield tag >> 3, data[at : at + size]
                at += size
            case 5:
                yield tag >> 3, data[at : at + 4]
                at += 4
            case wire_type:
                message = f"unknown protobuf wire type {wire_type}"
                raise ValueError(message)


def _varint(data: bytes, at: int) -> tuple[int, int]:
    value = shift = 0
    while True:
        byte = data[at]
        value |= (byte & 0x7F) << shift
        at += 1
        shift += 7
        if byte < 0x80:  # noqa: PLR2004  # the top bit says that more bytes follow
            return value, at
