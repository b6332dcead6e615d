"""The words everyone shares: severity, pointer, span, finding, report, verdict."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import NamedTuple

_LONGEST_INDEX = 9
"""In digits; Python refuses to read numbers of some thousands."""

Pointer = str
"""A JSON pointer (RFC 6901), such as ``/owner/name``; empty for the whole document."""


def pointer(*parts: str | int) -> Pointer:
    """Join keys and indexes to a pointer."""
    return "".join(f"/{str(part).replace('~', '~0').replace('/', '~1')}" for part in parts)


def pointer_parts(where: Pointer) -> list[str]:
    """Split a pointer into its keys and indexes."""
    return [part.replace("~1", "/").replace("~0", "~") for part in where.split("/")[1:]]


def index_in(entries: Sequence[object], part: str) -> int | None:
    """Return the index that a part of a pointer stands for in a list; None where there is no such entry."""
    if not part.isdecimal() or len(part) > _LONGEST_INDEX or int(part) >= len(entries):
        return None
    return int(part)


def within(where: Pointer, parent: Pointer) -> bool:
    """Tell whether a pointer leads to a parent or to something inside it."""
    return where == parent or where.startswith(parent + "/")


class Position(NamedTuple):
    """A place in a text; lines and columns count from 1, columns in characters."""

    line: int
    column: int


class Span(NamedTuple):
    """A stretch of text; the end is the first position behind it."""

    start: Position
    end: Position


TOP = Span(Position(1, 1), Position(1, 1))
"""Where a finding points when there is no text to point into."""


class InputError(Exception):
    """Something the user gave cannot be worked with: the run stops and exits with 2.

    Not for faults in an initiative, which are findings, nor for bugs, which exit with 3.
    """

    def __init__(self, message: str, *, path: str = "", at: Position | None = None) -> None:
        """Say what is wrong and what to do; with a path and a position, also where."""
        self.message, self.path, self.at = message, path, at
        where = f"{path}:{at.line}:{at.column}: " if at else f"{path}: " if path else ""
        super().__init__(where + message)

    @classmethod
    def of_file(cls, path: str, problems: Iterable[tuple[Position, str]]) -> "InputError":
        """Say everything that is wrong with one file, each at its place; it points at the first."""
        (at, first), *others = sorted(problems)
        return cls(
            "\n".join((first, *(str(cls(text, path=path, at=place)) for place, text in others))), path=path, at=at
        )


class Severity(StrEnum):
    """How much a finding weighs; only errors fail the gate by default."""

    NOTE = "note"
    WARNING = "warning"
    ERROR = "error"

    def reaches(self, threshold: "Severity") -> bool:
        """Tell whether this weighs at least as much as a threshold."""
        order = tuple(Severity)
        return order.index(self) >= order.index(threshold)


class Status(StrEnum):
    """Whether a finding came with the change that is judged, or was there before."""

    NEW = "new"
    EXISTING = "existing"


class Suppression(NamedTuple):
    """Why a finding does not count; it stays visible."""

    kind: str
    """``waiver`` or ``baseline``."""
    reason: str
    until: str | None = None
    """The last day it counts; None without an end."""


class Related(NamedTuple):
    """Another place that has to do with a finding, such as the first of two equal ids."""

    path: str
    span: Span
    message: str


POLICY_ERROR = "policy-error"
"""What a finding is called when its policy could not be evaluated; it fails the gate at any stage."""


class Finding(NamedTuple):
    """One thing a policy found in one initiative."""

    policy: str
    name: str
    severity: Severity
    message: str
    """What is missing and why the playbook cares."""
    help: str
    """What to type."""
    initiative: str | None
    stage: str | None
    path: str
    pointer: Pointer
    span: Span
    fingerprint: str
    """Who this finding is: policy, initiative and pointer; never a line or a count."""
    digest: str
    """What the finding is about: a digest of the offending value."""
    source: str = ""
    """The first line of the span, as the author typed it."""
    status: Status = Status.NEW
    suppression: Suppression | None = None
    related: tuple[Related, ...] = ()
    fix: str | None = None
    """`source` as it should be, where that is known to the letter."""
    advises_only: bool = False
    """Its policy blocks at this stage, and not here: nobody can be sure from the file, or the author has answered."""


class Readiness(NamedTuple):
    """How far an initiative is on its way into a stage."""

    stage: str
    passed: int
    total: int
    """The policies that block at that stage, apply to the initiative and can be asked about it."""
    missing: tuple[str, ...]
    """Ids of those that do not pass, in order."""


Amount = int | tuple[int, int]
"""Money in whole units; a range is (min, max)."""


class Funding(NamedTuple):
    """The money an initiative asks for, in one currency."""

    currency: str | None
    pilot: Amount | None
    deployment: Amount | None


class Standing(NamedTuple):
    """Where one initiative stands: its stage, its way to the next one, the money it asks for."""

    id: str
    title: str
    path: str
    stage: str | None
    """None when the file does not tell."""
    base_stage: str | None
    """The stage at the base revision; None without a base or when the initiative is new there."""
    readiness: Readiness | None
    """None when the file cannot be read as an initiative."""
    funding: Funding | None

    @property
    def moved(self) -> bool:
        """Tell whether the change moves the initiative from one stage to another."""
        return self.base_stage is not None and self.base_stage != self.stage

    @property
    def comes_late(self) -> bool:
        """Tell whether it is at a later stage than the first, and at none at the base."""
        return self.base_stage is None and self.stage not in {None, "proposal"}


class Flip(NamedTuple):
    """An initiative that the rules a change proposes would judge otherwise; None where it is not judged."""

    id: str
    path: str
    passes: bool | None
    """By the rules as they are."""
    would_pass: bool | None
    """By the rules as they would be."""


class Proposal(NamedTuple):
    """What a change of the rules themselves would do; the rules as they are decide all the same."""

    passed: bool | None
    """Whether the change would pass by its own rules; None when these cannot be relied on."""
    flips: tuple[Flip, ...]


class Report(NamedTuple):
    """Everything one run found out; what follows from it is the verdict."""

    today: str
    base: str | None
    """The commit whose rules judged, as a full hash."""
    head: str | None
    """The commit that was judged; None for a work tree or an index."""
    policies: tuple[tuple[str, str], ...]
    """Id and title of every policy that took part."""
    standings: tuple[Standing, ...]
    findings: tuple[Finding, ...]
    notes: tuple[str, ...] = ()
    """What a reader has to know about how the run was done."""
    proposal: Proposal | None = None
    """None when the change leaves the rules as they are."""

    @property
    def new(self) -> list[Finding]:
        """The findings that came with the change, and that nobody has suppressed."""
        return [one for one in self.findings if one.status is Status.NEW and not one.suppression]

    @property
    def moving(self) -> list[Standing]:
        """The initiatives that come to another stage, or that the change brings in at a later one than the first."""
        return [one for one in self.standings if one.moved or (self.base is not None and one.comes_late)]


class Verdict(NamedTuple):
    """What the gate decides."""

    passed: bool
    blocking: tuple[Finding, ...]
    """The findings that decide against."""
    failed: frozenset[str]
    """Paths of the initiatives that do not pass."""
