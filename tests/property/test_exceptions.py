"""Laws of exceptions: a waiver helps against one thing only, a baseline against nothing that comes later."""

import json

from hypothesis import given, settings
from hypothesis import strategies as st

from pilotlint import decision, document, edit, schema
from pilotlint.hearing import Asked
from pilotlint.model import POLICY_ERROR
from pilotlint.sides import Sides
from pilotlint.suppressions import NEVER, baseline
from pilotlint.suppressions.baseline import Entry
from property.strategies import INITIATIVES, TEXTS, as_json, damaged
from support.judging import KEPT, TODAY, rules, tree

FEW = settings(max_examples=10)

IDS = st.sampled_from(["a", "b"])
NAMED = st.builds(
    lambda data, name: {**data, "id": name} if isinstance(data, dict) else data, INITIATIVES | damaged(), IDS
)
PORTFOLIOS = st.lists(NAMED, min_size=1, max_size=3).map(
    lambda all_data: {f"initiatives/{number}.yaml": as_json(data) for number, data in enumerate(all_data)}
)
POLICIES = st.sampled_from([policy.id for policy in rules().policies])
WAIVERS = st.fixed_dictionaries(
    {
        "policy": POLICIES,
        "initiative": IDS,
        "reason": st.just("Hosted product without integration"),
        "approved_by": st.just("Eva Lind"),
        "expires": st.sampled_from(["2026-06-22", "2026-08-31", "2026-09-20"]),
    }
)


def decided(files, listed=None, **more):
    everything = tree({**files, **(listed or {})})
    return decision.decide(Sides(everything, everything), Asked(today=TODAY, **more), KEPT)


def with_waivers(files, *entries):
    return decided(files, {"waivers.yaml": json.dumps({"waivers": list(entries)})})


def aimed(data, files, waiver):
    """Let a waiver be about something that is found, where anything is."""
    found = sorted({identity[:2] for identity in active(decided(files)) if identity[1] in {"a", "b"}})
    policy, initiative = data.draw(st.sampled_from(found or [(waiver["policy"], waiver["initiative"])]))
    return {**waiver, "policy": policy, "initiative": initiative}


def identities(findings):
    """Return who findings are, without those about exceptions."""
    return {
        (one.policy, one.initiative, one.path, one.stage, one.pointer, one.digest, one.severity)
        for one in findings
        if one.policy not in {"PL911", "PL912"}
    }


def active(found):
    return identities(one for one in found.report.findings if not one.suppression)


def suppressed(found):
    return {(one.policy, one.initiative) for one in found.report.findings if one.suppression}


@FEW
@given(PORTFOLIOS, WAIVERS, st.data())
def test_a_waiver_takes_away_what_it_names_and_nothing_else_and_adds_nothing(files, waiver, data):
    waiver = aimed(data, files, waiver)
    before, after = active(decided(files)), active(with_waivers(files, waiver))
    assert after <= before
    assert {identity[:2] for identity in before - after} <= {(waiver["policy"], waiver["initiative"])}
    assert identities(with_waivers(files, waiver).report.findings) == before


@FEW
@given(PORTFOLIOS, st.lists(WAIVERS, max_size=3))
def test_what_nobody_can_waive_stays(files, listed):
    never = {"PL001", "PL002", "PL003", "PL703", POLICY_ERROR}
    before, after = active(decided(files)), active(with_waivers(files, *listed))
    assert {each for each in before if each[0] in never} == {each for each in after if each[0] in never}


@FEW
@given(PORTFOLIOS, WAIVERS)
def test_without_exceptions_everything_is_as_if_there_were_none(files, waiver):
    listed = {"waivers.yaml": json.dumps({"waivers": [waiver]})}
    assert active(decided(files, listed, waivers=False)) == active(decided(files))


SLIPS = st.sampled_from(
    ["*", "", " ", "PL", "PL4", "PL402,PL401", "pl402", "a ", "A", "a,b", "a*", "**", None, True, 402, [], ["a"], {}]
)


@FEW
@given(
    PORTFOLIOS, WAIVERS, st.sampled_from(["policy", "initiative", "reason", "approved_by", "expires"]), SLIPS, st.data()
)
def test_a_slip_in_an_entry_makes_it_worth_nothing(files, waiver, key, slip, data):
    waiver = aimed(data, files, waiver)
    found = with_waivers(files, {**waiver, key: slip})
    if key != "approved_by" or not isinstance(slip, str) or not slip.strip():
        assert suppressed(found) == set()
    assert suppressed(found) <= {(waiver["policy"], waiver["initiative"])}


@FEW
@given(PORTFOLIOS, WAIVERS, st.data())
def test_a_letter_too_much_or_too_few_anywhere_in_the_file_never_widens_a_waiver(files, waiver, data):
    text = edit.dump({"waivers": [aimed(data, files, waiver)]}, in_lines=True)
    at = data.draw(st.integers(0, len(text) - 1))
    typed = text[:at] + data.draw(st.sampled_from(["", "*", " ", "\n", "-", "a", "1", "'", "#", ":"])) + text[at + 1 :]
    pairs = suppressed(decided(files, {"waivers.yaml": typed}))
    assert len(pairs) <= 1
    assert all(
        policy in typed and f"initiative: {initiative}" in typed.replace("'", "") for policy, initiative in pairs
    )


def remembered(found):
    renewal = baseline.renew(frozenset(), found.report.findings, found.verdict.blocking)
    return renewal, {baseline.PATH: edit.dump(baseline.as_data(renewal.accepted()), in_lines=True)}


@FEW
@given(PORTFOLIOS, st.sampled_from(["error", "warning"]))
def test_with_the_baseline_of_a_portfolio_it_passes_unless_something_can_never_be_old_debt(files, fail_on):
    renewal, file = remembered(decided(files, fail_on=fail_on))
    after = decided(files, file, fail_on=fail_on)
    assert all(one.policy in NEVER or not one.stage for one in renewal.never)
    assert [one.policy for one in after.verdict.blocking] == [one.policy for one in renewal.never]
    assert not any("mended" in note for note in after.report.notes)


@FEW
@given(PORTFOLIOS, PORTFOLIOS)
def test_a_baseline_hides_nothing_that_comes_later(before, after):
    found = decided(before)
    old = {identity[:2] + identity[3:6] for identity in identities(found.report.findings)}
    for one in decided(after, remembered(found)[1]).report.findings:
        if one.suppression:
            assert (one.policy, one.initiative, one.stage, one.pointer, one.digest) in old


ENTRIES = st.builds(
    Entry,
    initiative=st.sampled_from(["a", "no", "012", "1e5"]),
    stage=st.sampled_from(["pilot", "rollout"]),
    policy=st.sampled_from(["PL402", "ACME101"]),
    pointer=st.lists(TEXTS | st.sampled_from([" ", "a b", "\n", "# x", ": "])).map(
        lambda parts: "".join(f"/{part}" for part in parts)
    ),
    digest=st.sampled_from(["0" * 20, "12345678901234567890", "0f1e2d3c4b5a69788796"]),
)


@given(st.frozensets(ENTRIES, max_size=6))
def test_a_baseline_reads_back_as_it_was_written(entries):
    text = edit.dump(baseline.as_data(entries), in_lines=True)
    assert baseline.load(tree({baseline.PATH: text})) == entries
    assert schema.load("baseline").violations(document.read(text.encode()).data) == []
    assert edit.dump(baseline.as_data(frozenset(sorted(entries, reverse=True))), in_lines=True) == text
