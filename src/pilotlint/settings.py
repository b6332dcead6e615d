"""What a repository asked for in its pilotlint.yaml."""

from collections.abc import Mapping
from typing import Any, NamedTuple

from . import document, schema
from .globs import Globs
from .model import InputError, Position
from .tree import Kind, Tree

FILE_NAME = "pilotlint.yaml"


class Settings(NamedTuple):
    """The settings of one repository, complete with defaults; schemas/settings.schema.json says what each means."""

    initiatives: Globs
    policies: Globs
    packs: tuple[str, ...]
    profile: str
    severity: Mapping[str, Any]
    """By policy id: a severity or ``off``, or one for each stage."""
    limits: Mapping[str, Any]
    business_units: tuple[str, ...]
    functions: Mapping[str, Any]
    gate: Mapping[str, str]
    waivers: str
    fail_on: str
    path: str
    """The file they came from; it need not exist."""
    places: Mapping[str, Position]
    """Where each policy's severity is set, for messages."""


def load(tree: Tree, path: str = FILE_NAME, *, required: bool = False) -> Settings:
    """Read the settings of a tree; a tree without the file has the defaults.

    Raises:
        InputError: the file is not what it should be, or it is required and not there.

    """
    kind = tree.kind(path)
    if kind is Kind.MISSING and not required:
        return _complete({}, document.read(b"{}"), path)
    content = tree.read(path)
    if content is None:
        raise InputError(
            f"the settings cannot be read: this is {'not there' if kind is Kind.MISSING else kind}.", path=path
        )
    found = document.read(content)
    data = {} if found.empty else schema.demand(schema.load("settings"), found, path)
    return _complete(data, found, path)


def _complete(data: dict[str, Any], found: document.Document, path: str) -> Settings:
    values = schema.with_defaults(schema.load("settings").root, data)
    return Settings(
        initiatives=Globs(values["initiatives"]),
        policies=Globs(values["policies"]),
        packs=tuple(values["packs"]),
        profile=values["profile"],
        severity=values["severity"],
        limits=values["limits"],
        business_units=tuple(values["business_units"]),
        functions=values["functions"],
        gate=values["gate"],
        waivers=values["waivers"],
        fail_on=values["fail_on"],
        path=path,
        places={policy: found.span(f"/severity/{policy}").start for policy in values["severity"]},
    )
