"""The machine remembers: these findings were here before anybody judged."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any, NamedTuple

from .. import document, schema
from ..model import POLICY_ERROR, Finding, InputError, Suppression
from ..tree import Kind, Tree

PATH = ".pilotlint/baseline.yaml"

NEVER = frozenset({"PL001", POLICY_ERROR})
"""What cannot be old debt: a file that cannot be read and a policy that does not work have been judged by nobody."""


class Entry(NamedTuple):
    """One finding that was there before."""

    initiative: str
    stage: str
    policy: str
    pointer: str
    digest: str
    """Of what the finding is about."""


Baseline = frozenset[Entry]


def load(tree: Tree) -> Baseline:
    """Read the baseline of a tree; without the file nothing is remembered.

    Raises:
        InputError: the file is not what `pilotlint baseline` writes.

    """
    kind = tree.kind(PATH)
    if kind is Kind.MISSING:
        return frozenset()
    content = tree.read(PATH)
    if content is None:
        raise InputError(f"the baseline cannot be read: it is {kind}.", path=PATH)
    data = schema.demand(schema.load("baseline"), document.read(content), PATH)
    return frozenset(
        Entry(initiative, known["stage"], *_parts(finding))
        for initiative, known in data["baseline"].items()
        for finding in known["findings"]
    )


def suppress(findings: Iterable[Finding], baseline: Baseline) -> Iterator[Finding]:
    """Mark the findings that the baseline remembers: the same policy, field, value and stage."""
    for finding in findings:
        known = not finding.suppression and entry_of(finding) in baseline
        yield finding._replace(suppression=Suppression("baseline", "was there before the gate")) if known else finding


def entry_of(finding: Finding) -> Entry | None:
    """Return how the baseline remembers a finding; None for what it must not hide."""
    if finding.policy in NEVER or not finding.initiative or not finding.stage:
        return None
    return Entry(finding.initiative, finding.stage, finding.policy, finding.pointer, finding.digest)


def as_data(baseline: Baseline) -> dict[str, Any]:
    """Return the content of the file: sorted and one line a finding, so that a change of it is easy to review."""
    return {
        "baseline": {
            initiative: {"stage": stage, "findings": [" ".join(filter(None, entry[2:])) for entry in entries]}
            for (initiative, stage), entries in groupby(sorted(baseline), key=lambda entry: entry[:2])
        }
    }


def _parts(finding: str) -> tuple[str, str, str]:
    policy, _, rest = finding.partition(" ")
    where, _, digest = rest.rpartition(" ")
    return policy, where, digest
