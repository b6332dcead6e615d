"""One policy: what must be true, said as data and as CEL, and what it says about one initiative."""

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from . import document, schema
from .document import Document
from .expression import bind
from .functions import short
from .model import InputError, Severity, pointer
from .subject import Problem

_TEXT = re.compile(r"""(["'])(?:\\.|(?!\1).)*\1""", re.DOTALL)
_NAME = re.compile(r"(?<![.\w])(?<!\.\?)[A-Za-z_]\w*")
_BLANK = re.compile(r"\{([a-z][a-z0-9_.]*)\}")

NOT_APPLICABLE, PASSES, FAILS = 0, 1, 2
"""What `Policy.status` gives: not applicable is not a pass."""


class Policy(NamedTuple):
    """One policy; schemas/policy.schema.json says what each part means."""

    id: str
    name: str
    title: str
    missing: str
    play: str
    quote: str
    rationale: str
    severity: Mapping[str, Severity]
    wording: bool
    builtin: bool
    variables: Mapping[str, str]
    when: str
    each: str
    asserts: str
    advise_when: str
    at: str
    about: str
    message: str
    help: str
    path: str
    content: bytes
    """The file, whole; what is rarely asked for is read from it when it is."""

    @property
    def document(self) -> Document:
        """The file as a document, for places in it."""
        return _document(self.content)

    @property
    def examples(self) -> Mapping[str, list[dict[str, Any]]]:
        """The examples by kind: ``pass``, ``fail``, ``not_applicable``."""
        examples: Mapping[str, list[dict[str, Any]]] = schema.load("policy").filled(self.document.data)["examples"]
        return examples

    def data_without_examples(self) -> dict[str, Any]:
        """Return the data of the file that `of_data` needs."""
        data = schema.load("policy").filled(self.document.data)
        return {key: value for key, value in data.items() if key != "examples"}

    @property
    def of_gate(self) -> bool:
        """Tell whether it judges the gate itself, such as its waivers, and no initiative."""
        return self.play == "gate"

    def uses(self, variable: str) -> bool:
        """Tell whether the expressions use a variable."""
        return any(variable in source and variable in names(source) for source in self.expressions().values())

    def expressions(self) -> dict[str, str]:
        """Return every expression by its pointer in the policy file, in the order in which they may use each other."""
        parts = {f"/variables/{name}": source for name, source in self._of_file.items()}
        parts |= {"/when": self.when, "/each": self.each}
        parts |= {f"/variables/{name}": source for name, source in self._of_item.items()}
        parts |= {"/assert": self.asserts, "/advise_when": self.advise_when, "/about": self.about}
        return {where: source for where, source in parts.items() if source}

    def status(self, stage: str) -> str:
        """Return an expression that says whether the policy passes, fails or does not apply, at a stage."""
        judged = f"({bind(self._of_item, self.asserts)}) ? {PASSES} : {FAILS}"
        if self.each:
            fine = f"_each.all(item, {bind(self._of_item, self.asserts)})"  # a name that no variable can have
            judged = bind({"_each": self.each}, f"_each.size() == 0 ? {NOT_APPLICABLE} : {fine} ? {PASSES} : {FAILS}")
        if self.when:  # a name of its own keeps its loops away from the names that follow, see `inquiry.Question`
            judged = bind({"_when": self.when}, f"!_when ? {NOT_APPLICABLE} : {judged}")
        return bind({"stage": f'"{stage}"', **self._of_file}, judged)

    def details(self, stage: str) -> str:
        """Return an expression that gives, for each entry of `each`, nothing or what there is to say about it."""
        said = {name for text in (self.at, self.message, self.help) for name in self.blanks(text)}
        shown = ", ".join(f'"{name}": {name}' for name in self.variables if name in said)
        item = "item" if self.each else "null"
        row = bind(self._of_item, f"(\n{self.asserts}\n) ? [] : [{self._advise}, {item}, {{{shown}}}, {self._about}]")
        rows = f"(\n{self.each}\n).map(item, {row})" if self.each else f"[{row}]"
        return bind({"stage": f'"{stage}"', **self._of_file}, rows)

    def problems(self, rows: list[list[Any]], stage: str) -> Iterator[Problem]:
        """Turn the value of `details` into problems with their texts filled in."""
        for index, row in enumerate(rows):
            if row:
                advice, item, shown, about = row
                values = {"stage": stage, **shown, "item": item, "index": index}
                message, advised = fill(self.message, values), fill(self.help, values)
                yield Problem(self.at_pointer(values), message, advised, advice=bool(advice), about=about)

    def at_pointer(self, values: Mapping[str, Any]) -> str:
        """Return the pointer of a finding; an entry may name its own, such as ``{item.at}``."""
        if self.at.startswith("{"):
            return fill(self.at, values)
        return pointer(*(fill(part, values) for part in self.at.split("/")[1:]))

    def blanks(self, text: str) -> list[str]:
        """Return the names that stand in braces in a text and are filled in."""
        return [match.partition(".")[0] for match in _BLANK.findall(text)]

    @property
    def _advise(self) -> str:
        return f"(\n{self.advise_when}\n)" if self.advise_when else "false"

    @property
    def _about(self) -> str:
        return f"(\n{self.about}\n)" if self.about else "null"

    @property
    def _of_file(self) -> dict[str, str]:
        of_item = self._of_item
        return {name: source for name, source in self.variables.items() if name not in of_item}

    @property
    def _of_item(self) -> Mapping[str, str]:
        """The variables that depend on the entry of `each`, also by way of another variable."""
        return _depending_on_item(tuple(self.variables.items()))


def parse(path: str, content: bytes) -> Policy:
    """Read a policy file and check its form; its expressions are checked by `policy_check`.

    Raises:
        InputError: the file does not have the form of a policy, with file, line and column.

    """
    found = _document(content)
    policy = of_data(schema.demand(schema.load("policy"), found, path), path, content)
    expected = f"{policy.id}-{policy.name}"
    if posixpath.splitext(posixpath.basename(path))[0] != expected:
        message = f"this file is called after its policy: rename it to {expected}.yaml, or correct id and name."
        raise InputError(message, path=path, at=found.span("/id").start)
    return policy


def of_data(data: Mapping[str, Any], path: str, content: bytes) -> Policy:
    """Make a policy of the data in its file, which has the right form."""
    return Policy(
        id=data["id"],
        name=data["name"],
        title=data["title"].strip(),
        missing=data.get("missing", data["title"]).strip(),
        play=data["play"],
        quote=data.get("quote", "").strip(),
        rationale=data["rationale"].strip(),
        severity={stage: Severity(severity) for stage, severity in data["severity"].items()},
        wording=data.get("judges") == "wording",
        builtin=data.get("builtin", False),
        variables=data.get("variables", {}),
        when=data.get("when", ""),
        each=data.get("each", ""),
        asserts=data.get("assert", ""),
        advise_when=data.get("advise_when", ""),
        at=data.get("at", ""),
        about=data.get("about", ""),
        message=data["message"].strip(),
        help=data["help"].strip(),
        path=path,
        content=content,
    )


@cache
def _depending_on_item(variables: tuple[tuple[str, str], ...]) -> Mapping[str, str]:
    found: dict[str, str] = {}
    for name, source in variables:
        if not names(source).isdisjoint({"item", *found}):
            found[name] = source
    return found


@cache
def names(source: str) -> frozenset[str]:
    """Return the names that an expression uses, besides those of fields and those in texts."""
    return frozenset(_NAME.findall(_TEXT.sub('""', source)))


@lru_cache(maxsize=4)
def _document(content: bytes) -> Document:
    return document.read(content)


def fill(template: str, values: Mapping[str, Any]) -> str:
    """Replace the names in braces of a text by their values, shortened in quotes; other braces stay."""

    def value(match: re.Match[str]) -> str:
        name, _, key = match[1].partition(".")
        if name not in values:
            return match[0]
        found = values[name]
        written = _written(found.get(key, "") if key and isinstance(found, Mapping) else found)
        quoted = template[match.start() - 1 : match.start()] == template[match.end() : match.end() + 1] == '"'
        return short(written) if quoted else written

    return _BLANK.sub(value, template)


def _written(value: Any) -> str:
    """Write a value the way a sentence needs it."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:.10g}"
    if isinstance(value, list):
        return ", ".join(map(_written, value))
    return str(value)
