"""Whether a policy can be relied on: its expressions compile, fit their places, and name fields that exist."""

import re
from collections.abc import Iterator
from itertools import groupby

from . import reads, schema
from .expression import Engine, Expression, ExpressionError, bind, lines_before
from .functions import functions
from .guess import nearest
from .model import InputError, Position
from .policy import Policy, names
from .reads import LITERAL, Path, Read, Value
from .schema import Field
from .subject import BEYOND, VARIABLES

_ANY = re.compile(".*")
_TRUTH = ("true or false", re.compile("BOOL|DYN"))
_WANTED = {
    "/when": _TRUTH,
    "/assert": _TRUTH,
    "/advise_when": _TRUTH,
    "/each": ("a list", re.compile("LIST<.*|DYN")),
    "/about": ("texts, numbers or lists of them", re.compile("(BOOL|U?INT|DOUBLE|STRING|DYN|LIST<|MAP<STRING, |>)+")),
}
"""What an expression must give, in words and as the name of its type."""

_NO_ORDER = 'come in another order in every run; name those you need, such as `[initiative.?owner.?name.orValue("")]`'
_MACRO = re.compile(r"\bcel\.bind\b|\.opt(?:Flat)?Map\b")
_UNDECLARED = re.compile(r"undeclared reference to '(\w+)[\w.]*'")
_NAMED = re.compile(r"(?:undeclared reference to '|`[^`]*` has no (?:field )?`|`(?=\w+` cannot take))(\w+)")
_TEXT = re.compile(r"""(["'])(?:\\.|(?!\1).)*\1""", re.DOTALL)
_MOST_SHOWN = 100
"""Characters of a line on either side of a place."""

_CHANGE_KEYS = ("kind", "from", "to", "moves")


def fields_read(policy: Policy, engine: Engine) -> frozenset[Path]:
    """Return the fields a policy reads, such as ``("initiative", "owner", "name")``.

    Raises:
        InputError: an expression is wrong; with the place in the policy's file.

    """
    return frozenset(read.path for _, read in _reads(policy, engine))


def check(policy: Policy, engine: Engine) -> None:
    """Check the expressions and texts of a policy.

    Raises:
        InputError: with the place in the policy's file.

    """
    _check_texts(policy)
    _check_place(policy)
    _check_macros(policy)
    for (where, at), found in groupby(_reads(policy, engine), key=lambda found: (found[0], found[1].at)):
        reads_here = [read for _, read in found]
        problems = [_unknown_field(read.path) for read in reads_here]
        if first := all(problems) and problems[0]:  # one of several lists put together may know the field
            raise _refusal(policy, where, _at_name(policy, where, at, first), first)
        for read in reads_here:
            if read.in_order and _is_section(read.path):
                raise _refusal(policy, where, at, f"the keys of `{'.'.join(read.path)}` {_NO_ORDER}")
    _check_condition(policy)
    _check_whole(policy, engine)


def _check_whole(policy: Policy, engine: Engine) -> None:
    """Refuse parts that compile one by one and are too deep once they are put together."""
    for stage in () if policy.builtin else tuple(policy.severity)[:1]:
        for source in (policy.status(stage), policy.details(stage)):
            try:
                engine.compile(source)
            except ExpressionError as error:
                raise _refusal(policy, "/assert", Position(1, 1), str(error)) from None


def _check_macros(policy: Policy) -> None:
    """Refuse what the engine cannot be trusted with behind a loop that ends early, see `inquiry.Question`."""
    for where, source in policy.expressions().items():
        if match := _MACRO.search(_TEXT.sub(lambda text: " " * len(text[0]), source)):
            at = _position(source, match.start())
            message = f"`{match[0]}` is not available here; give the part a name below `variables:`"
            raise _refusal(policy, where, at, message)


def _check_condition(policy: Policy) -> None:
    """Refuse a condition that depends on nothing: the policy would be asked always, or never."""
    if policy.when and names(policy.when).isdisjoint({*VARIABLES, *policy.variables}):
        message = "this comes to the same for every initiative; name what it depends on, or leave `when` out"
        raise _refusal(policy, "/when", Position(1, 1), message)


def _reads(policy: Policy, engine: Engine) -> Iterator[tuple[str, Read]]:
    """Compile each expression of a policy and yield what it reads, with the pointer of the expression."""
    parts: dict[str, str] = {}
    known: dict[str, Value] = {}
    for where, source in policy.expressions().items():
        text, before = bind(parts, source), lines_before(parts)
        found, value = reads.reads(text, _compile(policy, where, text, before, engine).serialized, known)
        if where == "/each":
            known["item"] = value.item()
        if where.startswith("/variables/"):
            parts[where.removeprefix("/variables/")] = source
        for read in found:
            if read.at.line > before:
                yield where, read._replace(at=read.at._replace(line=read.at.line - before))


def _compile(policy: Policy, where: str, text: str, before: int, engine: Engine) -> Expression:
    try:
        expression = engine.compile(text)
    except ExpressionError as error:
        at = error.at._replace(line=max(error.at.line - before, 1))
        problem = _with_guess(policy, str(error))
        raise _refusal(policy, where, _at_name(policy, where, at, problem), problem) from None
    wanted, fitting = _WANTED.get(where, ("", _ANY))
    if not fitting.fullmatch(expression.type_name):
        message = f"this must give {wanted}, and gives {expression.type_name.lower()}"
        raise _refusal(policy, where, Position(1, 1), message)
    return expression


def _with_guess(policy: Policy, problem: str) -> str:
    """Add to what the engine says of an unknown name which one is meant."""
    match = _UNDECLARED.match(problem)
    if match and match[1] in policy.variables:
        return f"{problem}, which comes further down: move it up"
    meant = match and nearest(match[1], [*policy.variables, *VARIABLES, *(each.name for each in functions())])
    return f"{problem}; did you mean `{meant}`?" if meant else problem


def _unknown_field(path: Path) -> str | None:
    """Say why a field that an expression reads cannot exist; None when it can."""
    root, *keys = path
    if root == "item":  # behind `each` it stands for what is in that list
        return "`item` is an entry of `each`, and there is none here"
    if root == "change" and keys and keys[0] not in _CHANGE_KEYS:
        return f"`change` has no `{keys[0]}`; it has {', '.join(_CHANGE_KEYS)}"
    variable = _variable(root)
    return _unknown_key(variable, keys, root) if variable else None


def _is_section(path: Path) -> bool:
    root, *keys = path
    field = _variable(root)
    for key in keys:
        field = field and (field.item if key == "[]" else field.fields.get(key))
    return path == LITERAL or (field is not None and field.kind == "section")


def _variable(name: str) -> Field | None:
    """Return what a variable holds, as far as a schema says it."""
    if name in {"initiative", "base"}:
        return schema.load("initiative").root
    if name == "settings":
        return schema.load("settings").root
    return Field(BEYOND[name], {}) if name in BEYOND else None


def _unknown_key(field: Field, keys: list[str], label: str) -> str | None:
    for key in keys:
        if key == "[]":
            if field.item is None:  # a key that is only known when the expression runs
                return None
            field = field.item
        elif key in field.fields:
            field = field.fields[key]
        elif not field.fields:
            return None if field.schema.get("additionalProperties") else f"`{label}` is a value and has no `{key}`"
        else:
            meant = nearest(key, field.fields)
            return f"`{label}` has no field `{key}`" + (f"; did you mean `{meant}`?" if meant else "")
        label = f"{label}.{key}" if key != "[]" else f"{label}[]"
    return None


def _check_texts(policy: Policy) -> None:
    """Refuse a name in braces that stands for nothing, and a stage that is none."""
    known = {*policy.variables, "stage", *(("item", "index") if policy.each else ())}
    for where, text in (("/message", policy.message), ("/help", policy.help), ("/at", policy.at)):
        for name in policy.blanks(text):
            if name not in known and not policy.builtin:
                raise _refusal(
                    policy, where, Position(1, text.index("{" + name) + 2), f"`{{{name}}}` is not a variable here"
                )
    for name in policy.variables:
        if name in {*VARIABLES, "index"}:
            raise _refusal(
                policy, f"/variables/{name}", Position(1, 1), f"`{name}` has a meaning already; choose another name"
            )


def _check_place(policy: Policy) -> None:
    """Refuse a pointer to a field that cannot exist, as far as it is known before an initiative is judged."""
    keys: list[str] = []
    column = 2
    for part in policy.at.split("/")[1:]:
        if part != "{index}" and policy.blanks(part):
            return
        keys.append("[]" if part == "{index}" or part.isdecimal() else part)
        if problem := _unknown_key(schema.load("initiative").root, keys, "initiative"):
            raise _refusal(policy, "/at", Position(1, column), problem)
        column += len(part) + 1


def _at_name(policy: Policy, where: str, at: Position, problem: str) -> Position:
    """Return the place of the name that a problem is about: the engine gives that of the dot or bracket near it."""
    source, match = policy.expressions()[where], _NAMED.match(problem)
    if not match:
        return at
    starts = [found.start() for found in re.finditer(rf"\b{match[1]}\b", source)]
    offset = sum(len(line) for line in source.splitlines(keepends=True)[: at.line - 1]) + at.column - 1
    # One that stands elsewhere came with a variable.
    return _position(source, min(starts, key=lambda start: abs(start - offset))) if starts else at


def _position(source: str, offset: int) -> Position:
    before = source[:offset]
    return Position(before.count("\n") + 1, len(before) - before.rfind("\n"))


def _refusal(policy: Policy, where: str, at: Position, problem: str) -> InputError:
    place = policy.document.inside(where, at)
    before, behind = _around(policy.document.line(place.line), place.column - 1)
    key = where.removeprefix("/")
    stop = "" if problem.endswith("?") else "."
    return InputError(
        f"in `{key}`: {problem}{stop}\n    {before}{behind}\n    {' ' * len(before)}^",
        path=policy.path,
        at=place,
    )


def _around(line: str, column: int) -> tuple[str, str]:
    """Return what stands before and behind a place in a line, without what would fill the screen."""
    before, behind = line[:column], line[column:]
    return (
        before if len(before) <= _MOST_SHOWN else f"…{before[-_MOST_SHOWN:]}",
        behind if len(behind) <= _MOST_SHOWN else f"{behind[:_MOST_SHOWN]}…",
    )
