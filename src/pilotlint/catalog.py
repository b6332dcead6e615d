"""The policies as pages and lists, for people."""

from collections.abc import Iterator, Mapping
from typing import Any

from . import edit, examples, packs
from .initiative import stages
from .model import Severity
from .playbook import Playbook
from .policy import Policy

_SHORT = {Severity.ERROR: "blocks", Severity.WARNING: "advises", Severity.NOTE: "notes", None: "-"}


def listing(playbook: Playbook) -> Iterator[str]:
    """Write one line for each policy: where it blocks, where it advises."""
    width = max(len(policy.title) for policy in playbook.policies)
    columns = {stage: max(len(stage), 7) for stage in stages()}
    head = "  ".join(stage.ljust(size) for stage, size in columns.items())
    yield f"{'':8}{'':{width}}  {head}".rstrip()
    for policy in playbook.policies:
        weights = (_SHORT[playbook.severity(policy, stage)].ljust(size) for stage, size in columns.items())
        yield f"{policy.id:8}{policy.title:{width}}  {'  '.join(weights)}".rstrip()


def page(playbook: Playbook, policy: Policy) -> Iterator[str]:
    """Write the page of one policy: what it asks, why, where it blocks, what passes, what fails and what to type."""
    yield f"{policy.id} {policy.name}"
    yield policy.title
    yield ""
    if policy.quote:
        yield f'The playbook: "{policy.quote}"'
        yield ""
    yield policy.rationale
    yield ""
    for stage in stages():
        yield f"  {stage:11} {_SHORT[playbook.severity(policy, stage)]}"
    yield ""
    yield from _example("Passes", policy.examples["pass"][0])
    failing = policy.examples["fail"][0]
    yield from _example("Fails", failing)
    for finding in examples.Trial(policy).findings(failing):
        yield f"  {finding.severity}: {finding.message}"
        yield f"  to do: {finding.help}"
    yield ""
    pack = packs.pack_of(policy)
    yield f"The policy itself: {f'built into pilotlint (pack {pack})' if pack else policy.path}"


def _example(word: str, example: Mapping[str, Any]) -> Iterator[str]:
    yield f"{word}: {example['name']}"
    yield ""
    for label in ("base", "initiative"):
        if isinstance(example.get(label), dict):
            yield f"    # {label}" if "base" in example else "    # the part that matters"
            yield from (f"    {line}".rstrip() for line in edit.dump(example[label]).splitlines())
    if "text" in example:
        yield from (f"    {line}".rstrip() for line in example["text"].splitlines())
    if "today" in example:
        yield f"    # on {example['today']}"
    yield ""
