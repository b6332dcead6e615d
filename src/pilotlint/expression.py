"""CEL, the Common Expression Language: compile once, evaluate always; the only module that knows the engine.

CEL is total and free of side effects: an expression ends and reads nothing but the facts it is given. The engine stops
an evaluation whose loops make more than 9,999 rounds together, and bounds neither the memory nor the time of the rest.
See https://cel.dev for the language.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, NamedTuple

from cel_expr_python import cel
from cel_expr_python.ext import ext_bindings, ext_optional, ext_strings

from .model import Position

Facts = Any
"""What expressions are evaluated on; the engine's own object, converted once however many expressions see it."""

_TYPES = {
    "bool": cel.Type.BOOL,
    "int": cel.Type.INT,
    "double": cel.Type.DOUBLE,
    "string": cel.Type.STRING,
    "dyn": cel.Type.DYN,
    "list": cel.Type.List(cel.Type.DYN),
    "map": cel.Type.Map(cel.Type.STRING, cel.Type.DYN),
}


_SCALARS = (cel.Type.STRING, cel.Type.BOOL, cel.Type.INT)
_STATUS = re.compile(r"^([A-Z_]+: )+(<input>:-1:-1: )?| \[[A-Z_]+\]$")
_UNSURE = re.compile("DYN|NULL|optional_type")
_TOO_DEEP = "there are too many variables, brackets and loops inside each other; about 25 fit in all"
_NO_FIT = re.compile(
    r"no matching overloads?(?: found :| for) '?([^\s(']+)'?(?: applied to ')?(?:\((.*)\))?", re.IGNORECASE
)
_SLOT = re.compile("(?<![a-z])_|_(?![a-z])|@")
_NESTED = re.compile(r"\(.*?\)+")
_KINDS = {
    "string": "a text",
    "int": "a whole number",
    "int64": "a whole number",
    "double": "a number with a fraction",
    "bool": "true or false",
    "map": "a section",
    "list": "a list",
    "null_type": "null",
    "dyn": "anything",
    "optional_type": "an optional (unwrap it with .orValue(…))",
}
"""What the engine calls a value, in plain words."""
_OPTIONAL = "the value is an optional; unwrap it with .orValue(…)"


class ExpressionError(Exception):
    """An expression that cannot be compiled, or not be evaluated on some facts."""

    def __init__(self, message: str, at: Position = Position(1, 1)) -> None:  # noqa: B008  # an immutable value
        """Say what is wrong and, for one that cannot be compiled, where in its text."""
        super().__init__(message)
        self.at = at


class Function(NamedTuple):
    """A function of our own that expressions may call; pure, and never given anything but its declared types."""

    name: str
    parameters: tuple[str, ...]
    returns: str
    call: Callable[..., Any]


class Expression:
    """A compiled expression."""

    __slots__ = ("_compiled", "_unsure", "source", "type_name")

    def __init__(self, source: str, compiled: Any) -> None:
        self.source = source
        self._compiled = compiled
        self.type_name = str(compiled.return_type().name())
        """The static type, such as ``BOOL``; ``DYN`` when only evaluation can tell."""
        self._unsure = bool(_UNSURE.search(self.type_name))

    @property
    def serialized(self) -> bytes:
        """The checked syntax tree as a ``cel.expr.CheckedExpr`` message."""
        return bytes(self._compiled.serialize())

    def evaluate(self, facts: Facts) -> Any:
        """Return the expression's value as plain data.

        Raises:
            ExpressionError: a field is missing, types do not fit, or the budget is used up.

        """
        try:
            result = self._compiled.eval(facts)
        except RuntimeError as error:
            raise ExpressionError(_runtime_message(str(error))) from None
        if result.type() != cel.Type.ERROR:
            return _plain(result) if self._unsure else result.plain_value()
        try:
            message = str(result.plain_value())
        except TypeError:
            raise ExpressionError(_OPTIONAL) from None
        raise ExpressionError(_runtime_message(message))


class Engine:
    """The variables and functions that expressions can use."""

    def __init__(self, variables: Mapping[str, str], functions: Iterable[Function]) -> None:
        """Declare variables and functions with their types: bool, int, string, list, map, or dyn for any."""
        self._environment = cel.NewEnv(
            variables={name: _TYPES[kind] for name, kind in variables.items()},
            extensions=[ext_bindings.ExtBindings(), ext_optional.ExtOptional(), ext_strings.ExtStrings()],
            functions=[_declaration(function) for function in functions],
        )
        self.known: dict[str, Expression] = {}
        """What was compiled or taken back, by its source; planning an evaluation costs as much as compiling."""

    def compile(self, source: str) -> Expression:
        """Compile an expression and check its types.

        Raises:
            ExpressionError: with the line and column in the source.

        """
        if source not in self.known:
            try:
                self.known[source] = Expression(source, self._environment.compile(source))
            except (RuntimeError, TypeError) as error:  # the latter for what is no text in Unicode
                raise _compile_error(str(error)) from None
        return self.known[source]

    def load(self, source: str, serialized: bytes) -> Expression:
        """Take an expression back that was compiled and serialized before, by an engine that is the same."""
        try:
            self.known[source] = Expression(source, self._environment.deserialize(serialized))
        except RuntimeError:  # made by another version of the engine
            return self.compile(source)
        return self.known[source]

    def facts(self, values: Mapping[str, Any]) -> Facts:
        """Make the facts that expressions are evaluated on; later changes to the values may go unseen."""
        return self._environment.Activation(values)


def bind(variables: Mapping[str, str], source: str) -> str:
    """Give an expression named parts, which later parts may use; the source stays on lines of its own.

    The engine evaluates a part only when it is used.
    """
    opening = "".join(f"cel.bind({name}, (\n{part}\n), " for name, part in variables.items())
    return f"{opening}\n{source}\n{')' * len(variables)}"


def lines_before(variables: Mapping[str, str]) -> int:
    """Count the lines that `bind` puts before a source."""
    return bind(variables, "\0").partition("\0")[0].count("\n")


def _plain(result: Any) -> Any:
    """Turn a result into plain data, as the engine's own `plain_value` would if it could be trusted with all of it.

    cel-expr-python 0.1.3 ends the process when a list or mapping holds an optional, and gives out None without
    counting the reference, which ends the process after some thousand nulls.
    """
    kind = result.type()
    if kind in _SCALARS:
        return result.plain_value()
    if kind == cel.Type.NULL:
        return None
    if kind == cel.Type.ERROR:
        raise ExpressionError(_OPTIONAL)
    parts = result.value()
    if isinstance(parts, dict):
        return {key: _plain(part) for key, part in parts.items()}
    if isinstance(parts, list):
        return [_plain(part) for part in parts]
    return result.plain_value()


def _declaration(function: Function) -> Any:
    parameters = [_TYPES[kind] for kind in function.parameters]
    identity = "_".join((function.name, *function.parameters))
    overload = cel.Overload(identity, _TYPES[function.returns], parameters, is_member=False, impl=function.call)
    return cel.FunctionDecl(function.name, [overload])


def _compile_error(text: str) -> ExpressionError:
    """Take the first of the engine's messages apart: ``ERROR: <input>:1:24: Syntax error: …``."""
    match = re.search(r"ERROR: <input>:(\d+):(\d+): (.*)", text)
    if not match:
        first = _STATUS.sub("", text.partition("\n")[0])
        return ExpressionError(_TOO_DEEP if "recursion" in first else first)
    message = re.sub(r" \(in container ''\)", "", match[3])
    if misfit := _NO_FIT.search(message):
        message = _misfit(misfit[1], misfit[2])
    if "recursion" in message:
        message = _TOO_DEEP
    message = re.sub(r"expecting \{.*", "something is missing or left over here", message)
    return ExpressionError(message, Position(int(match[1]), int(match[2])))


def _misfit(name: str, kinds: str | None) -> str:
    """Say that an operator or a function does not go with what it is given: ``_+_`` and ``int, string``."""
    given = [_KINDS.get(kind, kind) for kind in _NESTED.sub("", kinds or "").split(", ")]
    return f"`{_SLOT.sub('', name)}` cannot take {' and '.join(given) if kinds else 'what it is given'}"


def _runtime_message(text: str) -> str:
    """Say an evaluation error in plain words: ``NOT_FOUND: Key not found in map : "ratio"``."""
    if match := re.search(r'Key not found in map : "(.*)"', text):
        return f"there is no `{match[1]}`"
    if "<jump_condition>" in text or "overloads found : _&&_" in text or "overloads found : _||_" in text:
        return "what has to be true or false is something else"
    if match := _NO_FIT.search(text):
        return _misfit(match[1], match[2])
    if "Iteration budget exceeded" in text:
        return "it takes more than 9,999 steps"
    return text.partition(": ")[2] or text
