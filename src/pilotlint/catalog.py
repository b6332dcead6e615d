"""The policies as pages and lists, for people."""

from collections.abc import Iterator, Mapping
from typing import Any

from . import edit, examples, packs
from .initiative import stages
from .model import Severity
from .playbook import Playbook
from .policy import Policy

_SHORT = {Severity.ERROR: "blocks", Severity.WARNING: "advises", Severity.NOTE: "notes", None: "-"}


_GATE_CHANGED = "PL913"
_PARTS = {
    "today": "the day",
    "settings": "pilotlint.yaml",
    "base_settings": "pilotlint.yaml before",
    "portfolio": "other initiatives",
    "deleted": "initiatives that were deleted",
    "git": "what Git knows of the file",
    "base_waivers": "the waivers before",
    "waivers": "the waivers",
    "base": "the initiative before",
    "initiative": "the initiative, the part that matters",
    "text": "the initiative",
}
"""What an example can be made of, in the order in which it reads well."""


def listing(playbook: Playbook) -> Iterator[str]:
    """Write one line for each policy: where it blocks, where it advises."""
    width = max(len(policy.title) for policy in playbook.policies)
    columns = {stage: max(len(stage), 7) for stage in stages()}
    head = "  ".join(stage.ljust(size) for stage, size in columns.items())
    yield f"{_count(playbook):{8 + width}}  {head}".rstrip()
    for policy in playbook.policies:
        row = (word.ljust(size) for word, size in zip(weights(playbook, policy), columns.values(), strict=True))
        yield f"{policy.id:8}{policy.title:{width}}  {'  '.join(row)}".rstrip()


def _count(playbook: Playbook) -> str:
    """Say how many there are; the one about changes of the gate takes part whatever packs do."""
    others = [policy for policy in playbook.policies if policy.id != _GATE_CHANGED]
    said = f"{len(others)} {'policy' if len(others) == 1 else 'policies'}"
    return said if len(others) == len(playbook.policies) else f"{said}, and {_GATE_CHANGED} for the gate itself"


def weights(playbook: Playbook, policy: Policy) -> list[str]:
    """Say what a policy does at each stage."""
    return [_SHORT[playbook.severity(policy, stage)] for stage in stages()]


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
    for stage, word in zip(stages(), weights(playbook, policy), strict=True):
        yield f"  {stage:11} {word}"
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


def example_parts(example: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Give what an example is made of: what each part is, and the YAML in it."""
    for key, label in _PARTS.items():
        if example.get(key) not in (None, {}, []):
            part = example[key]
            if isinstance(part, list):
                part = {key.removeprefix("base_"): part}
            yield label, part if isinstance(part, str) else edit.dump(part)


def _example(word: str, example: Mapping[str, Any]) -> Iterator[str]:
    yield f"{word}: {example['name']}"
    yield ""
    for label, text in example_parts(example):
        yield f"    # {label}"
        yield from (f"    {line}".rstrip() for line in text.rstrip().splitlines())
    yield ""
