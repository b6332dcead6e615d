"""Every example of every shipped policy, through the code that checks initiatives."""

import re
from functools import cache

import pytest

from pilotlint import examples, packs

POLICIES = {policy.id: policy for pack in packs.PACKS for policy in packs.shipped(pack)}
NAMES = [
    (policy.id, f"{kind}: {example['name']}")
    for policy in POLICIES.values()
    for kind, listed in policy.examples.items()
    for example in listed
]


@cache
def results(policy):
    return {result.name: result for result in examples.Trial(POLICIES[policy]).run()}


@pytest.mark.parametrize(("policy", "name"), NAMES, ids=lambda part: re.sub(r"[^a-zA-Z0-9]+", "-", part).strip("-"))
def test_an_example_comes_out_exactly_as_it_says(policy, name):
    result = results(policy)[name]
    assert result.wrong == (), f"{result.policy.path}:{result.at.line}"


def test_every_example_that_is_written_has_a_name_of_its_own():
    typed = sum(len(re.findall(r"^    - name:", one.content.decode(), re.MULTILINE)) for one in POLICIES.values())
    assert typed == len(NAMES) == len(set(NAMES))
