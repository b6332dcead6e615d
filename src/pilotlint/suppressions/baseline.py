"""The machine remembers: these findings were here before anybody judged."""

from collections.abc import Container, Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from .. import document, schema
from ..initiative import ID
from ..model import Finding, InputError, Status, Suppression
from ..tree import Kind, Tree
from . import NEVER

PATH = ".pilotlint/baseline.yaml"


class Entry(NamedTuple):
    """One finding that was there before."""

    initiative: str
    stage: str
    policy: str
    pointer: str
    digest: str
    """Of what the finding is about."""


Baseline = frozenset[Entry]


class Renewal(NamedTuple):
    """What a run makes of the baseline."""

    kept: Baseline
    """What is still found."""
    idle: Baseline
    """What fits no finding: mended, about another value, at another stage, or never found."""
    new: tuple[Finding, ...]
    """What blocks and could be remembered."""
    never: tuple[Finding, ...]
    """What blocks and cannot be."""

    def accepted(self) -> Baseline:
        """Return the baseline with what is new."""
        return self.kept.union(filter(None, map(entry_of, self.new)))


def load(tree: Tree) -> Baseline:
    """Read the baseline of a tree; without the file nothing is remembered.

    Raises:
        InputError: the file is not what `pilotlint baseline` writes.

    """
    kind = tree.kind(PATH)
    if kind is Kind.MISSING:
        return frozenset()
    content = tree.read(PATH) if kind is Kind.FILE else None
    if content is None:
        what = kind if kind is not Kind.FILE else "a file nobody may read"
        raise InputError(f"the baseline cannot be read: it is {what}.", path=PATH)
    data = schema.demand(schema.load("baseline"), document.read(content), PATH)
    return frozenset(
        Entry(initiative, stage, *_parts(finding))
        for initiative, stages in data.get("baseline", {}).items()
        for stage, found in stages.items()
        for finding in found
    )


def suppress(findings: Iterable[Finding], baseline: Baseline, touched: Container[str] = ()) -> Iterator[Finding]:
    """Mark the findings that the baseline remembers: the same policy, field, value and stage.

    In a touched file only what was there at the base is old: debt that comes with a change is never excused by an entry
    for what was mended since, for an earlier stay in a stage or for another file of the same id.
    """
    for finding in findings:
        old = finding.status is Status.EXISTING or finding.path not in touched
        known = old and not finding.suppression and entry_of(finding) in baseline
        yield finding._replace(suppression=Suppression("baseline", "was there before the gate")) if known else finding


def renew(baseline: Baseline, findings: Iterable[Finding], blocking: Iterable[Finding]) -> Renewal:
    """Hold the baseline against a run of the whole portfolio: all its findings, and those that decide against."""
    found, against = {entry_of(finding) for finding in findings}, list(blocking)
    return Renewal(
        kept=baseline & found,
        idle=baseline - found,
        new=tuple(finding for finding in against if entry_of(finding)),
        never=tuple(finding for finding in against if not entry_of(finding)),
    )


def entry_of(finding: Finding) -> Entry | None:
    """Return how the baseline remembers a finding; None for what it must not hide, such as a fault of the gate."""
    if finding.policy in NEVER or not finding.stage or not ID.fullmatch(finding.initiative or ""):
        return None
    return Entry(finding.initiative or "", finding.stage, finding.policy, finding.pointer, finding.digest)


def as_data(baseline: Baseline) -> dict[str, Any]:
    """Return the content of the file: sorted and one line a finding, so that a change of it is easy to review."""
    return {
        "baseline": {
            initiative: {
                stage: [" ".join(filter(None, entry[2:])) for entry in at_stage]
                for stage, at_stage in groupby(entries, key=lambda entry: entry.stage)
            }
            for initiative, entries in groupby(sorted(baseline), key=lambda entry: entry.initiative)
        }
    }


def _parts(finding: str) -> tuple[str, str, str]:
    policy, _, rest = finding.partition(" ")
    where, _, digest = rest.rpartition(" ")
    return policy, where, digest
