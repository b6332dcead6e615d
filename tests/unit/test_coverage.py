"""What the examples of a policy show, and what none of them does."""

from pilotlint import coverage, packs
from support.judging import policy

NAMED = {"name": "named", "initiative": {"stage": "pilot", "owner": {"name": "Dana Ruiz"}}}
NOBODY = {"name": "nobody", "initiative": {"stage": "pilot"}, "finds": [{"at": "", "severity": "error", "says": "x"}]}
IDEA = {"name": "an idea", "initiative": {"stage": "proposal"}}


def gaps(asserts="initiative.?owner.?name.orValue('') != ''", *, passing=(NAMED,), failing=(NOBODY,), none=(), **parts):
    examples = {"pass": list(passing), "fail": list(failing), "not_applicable": list(none)}
    severity = parts.pop("severity", {"pilot": "error"})
    return [gap for _, gap in coverage.measure(policy(asserts, severity=severity, examples=examples, **parts)).gaps]


def test_a_policy_that_is_seen_to_pass_and_to_fail_has_no_gap():
    assert gaps() == []


def test_every_stage_is_to_be_seen_both_ways():
    assert gaps(severity={"pilot": "error", "rollout": "warning"}) == [
        "no example in which it fails at rollout",
        "no example in which it passes at rollout",
    ]


def test_a_condition_is_to_be_seen_false_at_a_stage_it_is_asked_at():
    condition = {"when": "initiative.?title.orValue('') != 'Old'"}
    assert gaps(**condition, none=[IDEA]) == ["no example in which `when` is false"]
    old = {"name": "old", "initiative": {"stage": "pilot", "title": "Old"}}
    assert gaps(**condition, none=[old]) == []


def test_no_entry_is_not_a_condition_that_is_false():
    parts = {"when": "stage != 'x'", "each": "initiative.?builders.orValue([])"}
    alone = {"name": "alone", "initiative": {"stage": "pilot", "builders": []}}
    built = [{"name": name, "initiative": {"stage": "pilot", "builders": [{"name": name}]}} for name in ("Mo", "Al")]
    found = gaps(
        "item.name == 'Mo'", passing=built[:1], failing=[built[1] | {"finds": NOBODY["finds"]}], none=[alone], **parts
    )
    assert found == ["no example in which `when` is false"]


def test_advice_where_a_stage_blocks_is_to_be_seen_both_ways():
    assert gaps(advise_when="initiative.?title.orValue('') == 'Old'") == ["no example in which `advise_when` is true"]
    assert gaps(advise_when="initiative.?title.orValue('') == 'Old'", severity={"pilot": "warning"}) == []


def test_a_gap_says_where_the_part_stands():
    shipped = next(one for one in packs.shipped("playbook") if one.id == "PL402")
    text = shipped.content.decode().partition("  not_applicable:")[0].encode()
    ((at, gap),) = coverage.measure(shipped._replace(content=text)).gaps
    assert gap == "no example in which `when` is false"
    assert text.decode().splitlines()[at.line - 1].startswith("when:")


def test_what_guards_the_gate_has_no_stages():
    shipped = next(one for one in packs.shipped("playbook") if one.id == "PL912")
    assert {aim.shows for aim in coverage.measure(shipped).aims} == {"it passes", "it fails"}
