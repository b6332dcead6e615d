"""Every example of every shipped policy, through the code that checks initiatives."""

import re

import pytest

from pilotlint import examples, packs

POLICIES = [policy for pack in packs.PACKS for policy in packs.shipped(pack)]


def _id(result):
    return f"{result.policy.id}-{re.sub(r'[^a-z0-9]+', '-', result.name.casefold()).strip('-')}"


RESULTS = [result for policy in POLICIES for result in examples.run(policy)]


@pytest.mark.parametrize("result", RESULTS, ids=_id)
def test_an_example_comes_out_exactly_as_it_says(result):
    assert result.wrong == (), f"{result.policy.path}:{result.at.line}"


def test_as_many_examples_ran_as_exist():
    written = sum(len(kind) for policy in POLICIES for kind in policy.examples.values())
    typed = sum(len(re.findall(r"^    - name:", policy.content.decode(), re.MULTILINE)) for policy in POLICIES)
    assert len(RESULTS) == written == typed
    assert len({_id(result) for result in RESULTS}) == written
