"""From libyaml's nodes to plain data, by the YAML 1.2 core schema; what would surprise a reader is a fault."""

import math
import re
from typing import Any

from yaml import MappingNode, Node, ScalarNode, SequenceNode

from ..model import Pointer, Span, pointer
from .places import MAX_DEPTH, Fault, end_of, start_of

LONGEST_KEY = 1_024
"""In characters; YAML itself allows no more, except behind a question mark."""

_INTEGER = re.compile(r"[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?")
_LONGEST_NUMBER = 40
_WORDS: dict[str, bool | None] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL")),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


class Builder:
    """Plain data out of nodes; collects what must be refused."""

    def __init__(self) -> None:
        self.faults: list[Fault] = []
        self._first_keys: dict[int, dict[str, ScalarNode]] = {}
        self.too_deep = False
        self.gaps = False

    def build(self, node: Node, where: Pointer, depth: int) -> Any:
        """Return what a node means, at some level; None where it is refused."""
        if node.tag:
            self._refuse_tag(node, where)
            self.gaps = True
            return None
        if type(node) is ScalarNode:
            return node.value if node.style else self._plain(node.value)
        if depth > MAX_DEPTH:
            self.too_deep = True
            return None
        if type(node) is SequenceNode:
            return [self.build(item, f"{where}/{index}", depth + 1) for index, item in enumerate(node.value)]
        return self._mapping(node, where, depth)

    def _mapping(self, node: Node, where: Pointer, depth: int) -> dict[str, Any]:
        data: dict[str, Any] = {}
        for key_node, value in node.value:
            if type(key_node) is not ScalarNode or key_node.tag:
                self._refuse_key(key_node, where)
                continue
            key = key_node.value
            if key in data:
                self._refuse_duplicate(node, key_node, where)
            elif len(key) > LONGEST_KEY:
                self._refuse_key(key_node, where)
            elif type(value) is ScalarNode and not value.tag:
                data[key] = value.value if value.style else self._plain(value.value)
            else:
                below = f"{where}/{key}" if "/" not in key and "~" not in key else where + pointer(key)
                data[key] = self.build(value, below, depth + 1)
        return data

    def _plain(self, typed: str) -> Any:
        value = _scalar(typed)
        if value is None:
            self.gaps = True
        return value

    def _refuse_tag(self, node: Node, where: Pointer) -> None:
        self.faults.append(
            Fault(
                "A value cannot start with `!`: YAML takes it for a type of its own, and only plain values are read.",
                "Remove the word with the exclamation mark, or put the value in quotes.",
                Span(start_of(node), end_of(node)),
                where,
            )
        )

    def _refuse_key(self, node: Node, where: Pointer) -> None:
        span = Span(start_of(node), end_of(node))
        if isinstance(node, MappingNode) and node.flow_style:
            from . import errors  # noqa: PLC0415  # errors only

            explanation = errors.template_not_filled_in("{{…}}", span)
            self.faults.append(Fault.of(explanation, where))
        elif isinstance(node, ScalarNode) and len(node.value) > LONGEST_KEY:
            message = f"This key is {len(node.value):,} characters long, and a key is a word."
            self.faults.append(Fault(message, "Write `key: value`, with the text as the value.", span, where))
        else:
            self.faults.append(Fault("A key must be a word.", "Write `key: value`.", span, where))

    def _refuse_duplicate(self, node: Node, again: ScalarNode, where: Pointer) -> None:
        if id(node) not in self._first_keys:
            keys = [key for key, _ in node.value if type(key) is ScalarNode and not key.tag]
            self._first_keys[id(node)] = {key.value: key for key in reversed(keys)}
        first = self._first_keys[id(node)][again.value]
        self.faults.append(
            Fault(
                f"The key `{again.value}` stands here a second time; it is on line {start_of(first).line} already, "
                "and only one of them can count.",
                "Keep the one that is right and delete the other.",
                Span(start_of(again), end_of(again)),
                where + pointer(again.value),
                Span(start_of(first), end_of(first)),
            )
        )


def _scalar(value: str) -> Any:
    """Read an unquoted value by the YAML 1.2 core schema; what is no number, boolean or null is a text.

    Infinity and not-a-number stay texts, as do whole numbers beyond 64 bits: no amount is either.
    """
    if value in _WORDS:
        return _WORDS[value]
    if value[0] not in "0123456789-+." or len(value) > _LONGEST_NUMBER:
        return value
    if _INTEGER.fullmatch(value):
        base = {"0o": 8, "0x": 16}.get(value[:2], 10)
        number = int(value[2:] if base != 10 else value, base)  # noqa: PLR2004
        return number if -(2**63) <= number < 2**63 else value
    if _FLOAT.fullmatch(value):
        decimal = float(value)
        return decimal if math.isfinite(decimal) else value
    return value
