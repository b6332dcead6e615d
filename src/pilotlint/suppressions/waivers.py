"""A person said: not this one, because, until."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from .. import document, schema
from ..document import Document, position_at
from ..globs import Globs
from ..model import TOP, Finding, Pointer, Span, Suppression, pointer, pointer_parts
from ..settings import Settings
from ..tree import Entry, Kind, Tree
from . import NEVER

KEYS = ("policy", "initiative", "reason", "approved_by", "expires")
"""What a waiver says, in the order of its terms."""


class Waiver(NamedTuple):
    """One entry of a waivers file, in the right form."""

    policy: str
    initiative: str
    reason: str
    approved_by: str
    expires: str
    path: str
    at: Pointer
    """The entry."""

    @property
    def data(self) -> dict[str, str]:
        """What the waiver says, as in its file."""
        return {key: getattr(self, key) for key in KEYS}

    @property
    def terms(self) -> tuple[str, ...]:
        """What the waiver says, wherever it stands."""
        return tuple(self.data.values())

    @property
    def suppression(self) -> Suppression:
        """What it does to a finding."""
        why = f"{self.reason} (approved by {self.approved_by}, until {self.expires})"
        return Suppression("waiver", why, self.expires)

    def matches(self, finding: Finding) -> bool:
        """Tell whether a finding is what the waiver is about: one policy, one initiative, nothing else."""
        return (finding.policy, finding.initiative) == (self.policy, self.initiative)


class Flaw(NamedTuple):
    """A part of a waivers file that does not have the right form, and waives nothing."""

    path: str
    at: Pointer
    message: str
    help: str
    span: Span
    identity: str
    """What stands there, wherever in the list, so that an entry above it does not make an old flaw a new one."""

    @property
    def entry(self) -> Pointer:
        """The entry it lies in; empty when it concerns the whole file."""
        return _entry_of(self.at)


class Waivers(NamedTuple):
    """Everything that the waivers files of one tree say."""

    entries: tuple[Waiver, ...] = ()
    flaws: tuple[Flaw, ...] = ()
    documents: dict[str, Document] = {}  # noqa: RUF012  # never changed
    """By path, for places in them."""

    @property
    def exist(self) -> bool:
        """Tell whether there is anything to say or to do."""
        return bool(self.entries or self.flaws)

    def lines(self, waiver: Waiver) -> tuple[int, int]:
        """Return the first and the last line of an entry."""
        found = self.documents[waiver.path]
        start, end = found.stretch(waiver.at) or (0, 0)
        return position_at(found.text, start).line, position_at(found.text, end).line


def load(tree: Tree, settings: Settings) -> Waivers:
    """Read the waivers of a tree; a part that does not have the right form is a flaw, and the rest counts."""
    entries: list[Waiver] = []
    flaws: list[Flaw] = []
    documents: dict[str, Document] = {}
    for entry in find(tree, settings.waivers):
        content = tree.read(entry.path) if entry.kind is Kind.FILE else None
        found = read(entry.path, content) if content is not None else Waivers(flaws=(_not_a_file(entry),))
        entries += found.entries
        flaws += found.flaws
        documents |= found.documents
    flaws += _unread(tree, settings.waivers)
    return Waivers(tuple(entries), tuple(flaws), documents)


def read(path: str, content: bytes) -> Waivers:
    """Read one waivers file."""
    found = document.read(content)
    is_empty = found.empty or (found.data is None and not found.faults)
    flaws = () if is_empty else tuple(_flaws(path, found))
    return Waivers(tuple(_entries(path, found.data, {flaw.entry for flaw in flaws})), flaws, {path: found})


def find(tree: Tree, name: str) -> list[Entry]:
    """List what should be waivers files: one of that name, and those in the folder that is called so without ending."""
    kind, folder = tree.kind(name), folder_of(name)
    alone = {Entry(name, kind)} if kind is not Kind.MISSING and not (kind is Kind.FOLDER and name == folder) else set()
    return sorted(alone.union(tree.find(Globs(patterns(name)[1:]))))


def patterns(name: str) -> tuple[str, ...]:
    """Return what the paths of waivers files are like, the one with the name first."""
    folder = folder_of(name)
    return name, f"{folder}/*.yaml", f"{folder}/*.yml"


def folder_of(name: str) -> str:
    """Return the folder whose files count besides a waivers file, or instead of it."""
    return name.removesuffix(".yaml").removesuffix(".yml")


def places(name: str) -> set[str]:
    """Return where waivers may have been written: in a file of that name, whatever its ending, or in the folder."""
    folder = folder_of(name)
    return {name, folder, f"{folder}.yaml", f"{folder}.yml"}


def suppress(findings: Iterable[Finding], waivers: Iterable[Waiver]) -> Iterator[Finding]:
    """Mark the findings that valid waivers are about; the only place where a waiver takes effect."""
    valid = {(waiver.policy, waiver.initiative): waiver for waiver in sorted(waivers, key=lambda one: one.expires)}
    for finding in findings:
        waiver = valid.get((finding.policy, finding.initiative or ""))
        if waiver and finding.policy not in NEVER:
            yield finding._replace(suppression=waiver.suppression)
        else:
            yield finding


def _entries(path: str, data: Any, faulty: set[Pointer]) -> Iterator[Waiver]:
    listed = data.get("waivers") if isinstance(data, dict) and "" not in faulty else None
    for index, values in enumerate(listed if isinstance(listed, list) else ()):
        at = pointer("waivers", index)
        if at not in faulty:
            yield Waiver(**{key: values[key].strip() for key in KEYS}, path=path, at=at)


def _flaws(path: str, found: Document) -> Iterator[Flaw]:
    for fault in found.faults:
        yield Flaw(path, fault.pointer, fault.message, fault.help, fault.span, _identity(path, found, fault.pointer))
    if found.readable:
        form = schema.load("waivers")
        for violation in form.violations(form.filled(found.data)):
            where, said = violation.pointer, (violation.message, violation.help)
            yield Flaw(path, where, *said, found.span(where), _identity(path, found, where))


def _entry_of(where: Pointer) -> Pointer:
    parts = pointer_parts(where)
    return pointer(*parts[:2]) if len(parts) > 1 and parts[0] == "waivers" else ""


def _identity(path: str, found: Document, where: Pointer) -> str:
    entry = _entry_of(where)
    return f"{found.raw(entry)}\0{where.removeprefix(entry)}" if entry else f"{path}\0{where}"


def _not_a_file(entry: Entry) -> Flaw:
    message = f"This is {entry.kind}, and waivers are read from plain files only, so nothing here counts."
    advice = {Kind.MISNAMED: "Rename it", Kind.ASTRAY: "Rename the folder"}.get(entry.kind, "Put a file here")
    return Flaw(entry.path, "", message, f"{advice}, or remove it.", TOP, entry.path)


def _unread(tree: Tree, name: str) -> Iterator[Flaw]:
    """Find what only seems to be a waivers file: one of that name with another ending, or too deep in the folder."""
    folder = folder_of(name)
    if tree.kind(folder) is Kind.FOLDER:
        for entry in tree.find(Globs((f"{folder}/*/**/*.yaml", f"{folder}/*/**/*.yml"))):
            if entry.kind is Kind.FILE:
                message = f"Waivers are read from the folder {folder} itself, and not from folders in it."
                yield Flaw(entry.path, "", message, f"Move this file up into {folder}.", TOP, entry.path)
    for path in (f"{folder}.yaml", f"{folder}.yml"):
        if path != name and tree.kind(path) not in {Kind.MISSING, Kind.FOLDER}:
            message = f"Waivers are read from {name}, and not from this file."
            free = name != folder and tree.kind(name) is Kind.MISSING
            advice = f"Rename it to {name}." if free else f"Move its entries into {name}, and remove this file."
            yield Flaw(path, "", message, advice, TOP, path)
