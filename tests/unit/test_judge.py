"""Every policy asked about one initiative."""

import pytest

from pilotlint.change import UNKNOWN, Change
from pilotlint.judge import Judge, Judgement, Outcome
from pilotlint.model import Readiness
from pilotlint.portfolio import Portfolio
from pilotlint.subject import Problem, Subject
from pilotlint.tree import MemoryTree
from support.judging import GLOBS, LEAST, PATH, TODAY, chosen, file, playbook_of, policy, read, rules, subject

PILOT = LEAST.replace("Churn list\nstage: proposal", "Churn list\nstage: pilot")


def judged(text, *policies, settings_text="{}", change=UNKNOWN):
    return Judge(playbook_of(*policies, settings_text=settings_text)).judge(subject(text, change=change))


def outcomes(text, *policies, **options):
    return {ruling.policy.id: ruling.answer.outcome for ruling in judged(text, *policies, **options).rulings}


def numbered(count, **parts):
    return [policy(id=f"AB{100 + number}", **parts) for number in range(count)]


def test_each_policy_has_its_outcome():
    assert outcomes(
        LEAST,
        policy("true", id="AB100"),
        policy("false", id="AB101"),
        policy("false", id="AB102", when="false"),
        policy("false", id="AB103", each="[]"),
        policy("initiative.owner.name != ''", id="AB104"),
        policy("true", id="AB105", severity={"pilot": "error"}),
    ) == {
        "AB100": Outcome.PASS,
        "AB101": Outcome.FAIL,
        "AB102": Outcome.NOT_APPLICABLE,
        "AB103": Outcome.NOT_APPLICABLE,
        "AB104": Outcome.ERROR,
    }


EARLY = '["a", "b"].exists(each, each == "a")'
"""A loop that ends early, which the engine leaves standing where a later name of the same expression would be."""


def test_a_loop_that_ends_early_disturbs_no_name_that_follows():
    named = {"letter": '"c"', "right": 'letter == "c" && item == "d"'}
    assert outcomes(
        LEAST,
        policy(EARLY, id="AB100"),
        policy('letter == "c"', id="AB101", variables={"letter": '"c"'}),
        policy("right", id="AB102", when=EARLY, each='["d"]', variables=named, message="{right}"),
    ) == dict.fromkeys(("AB100", "AB101", "AB102"), Outcome.PASS)


def test_a_policy_that_cannot_be_evaluated_says_whose_fault_it_is_and_spoils_no_other():
    policies = [*numbered(60), policy("initiative.owner.name != ''", id="CD100", at="/owner/{stage}")]
    rulings = judged(LEAST, *policies).rulings
    assert [ruling.answer.outcome for ruling in rulings] == [Outcome.PASS] * 60 + [Outcome.ERROR]
    (problem,) = rulings[-1].answer.problems
    assert problem == Problem(
        "",
        "The policy CD100 (A policy) cannot be evaluated on this initiative: there is no `name`.",
        "This is a fault of the policy, not of the initiative: fix `assert` in policies/CD100-a-policy.yaml:1, "
        "or turn it off in pilotlint.yaml.",
    )


@pytest.mark.parametrize(
    ("part", "parts"),
    [
        ("advise_when", {"asserts": "false", "advise_when": "initiative.owner.name == ''"}),
        ("variables/x", {"asserts": "false", "message": "{x}", "variables": {"x": "initiative.owner.name"}}),
        ("variables/x", {"asserts": "false", "message": "{x}", "variables": {"x": "initiative.owner.?name"}}),
        ("each", {"asserts": "false", "each": "initiative.owner.name"}),
        ("when", {"asserts": "false", "when": "initiative.outcome.capability == ''"}),
        ("assert", {"asserts": "dyn(1)"}),
        ("assert", {"asserts": "days(today, 'x') > 1"}),
        ("assert", {"asserts": "item.name == ''", "each": "[{}]"}),
    ],
)
def test_whatever_part_cannot_be_evaluated_it_is_an_error_and_no_pass(part, parts):
    (ruling,) = judged(LEAST, policy(**parts)).rulings
    assert ruling.answer.outcome is Outcome.ERROR
    assert f": fix `{part}` in policies/AB100-a-policy.yaml:1" in ruling.answer.problems[0].help


def test_what_is_not_needed_is_not_evaluated():
    assert outcomes(LEAST, policy("true", message="{x}", variables={"x": "initiative.owner.name"})) == {
        "AB100": Outcome.PASS
    }


def test_a_list_that_is_too_long_for_a_policy_is_an_error_and_no_crash():
    text = file("follows: [" + "a, " * 199 + "a]")
    every_pair = "initiative.follows.all(one, initiative.follows.all(other, one + other != ''))"
    assert outcomes(text, policy(every_pair)) == {"AB100": Outcome.ERROR}


@pytest.mark.parametrize(
    ("asserts", "outcome"),
    [
        ("has(initiative.owner.name)", Outcome.UNREAD),
        ("initiative.owner.?name.orValue('') != ''", Outcome.UNREAD),
        ("initiative.owner.size() > 0", Outcome.UNREAD),
        ("has(initiative.owner.role)", Outcome.FAIL),
        ("initiative.builders.all(b, has(b.name))", Outcome.UNREAD),
        ("initiative.people.all(p, has(p.name))", Outcome.PASS),
        ("has(base.owner.name)", Outcome.ERROR),
        ("stage == 'proposal'", Outcome.PASS),
    ],
)
def test_a_policy_that_reads_what_cannot_be_read_says_nothing_of_it(asserts, outcome):
    text = file("owner: {name: [Dana, Rui]}\nbuilders: [{name: Leo}, {nmae: Ida}]")
    assert outcomes(text, policy(asserts)) == {"AB100": outcome}


def test_of_a_file_that_cannot_be_read_only_built_in_policies_say_something():
    judgement = Judge(rules()).judge(subject("a: b: c"))
    said = {ruling.policy.id: ruling.answer.outcome for ruling in judgement.rulings}
    assert said["PL001"] is Outcome.FAIL
    assert set(said) == {one.id for one in rules().policies if one.builtin and not one.of_gate}
    assert judgement.readiness is None


def readiness(text, *policies, **options):
    return judged(text, *policies, **options).readiness


def test_readiness_counts_what_blocks_at_the_next_stage_and_applies():
    assert readiness(
        LEAST,
        policy("true", id="AB100"),
        policy("false", id="AB101"),
        policy("false", id="AB102", when="false"),
        policy("false", id="AB103", severity={"pilot": "warning"}),
        policy("false", id="AB104", severity={"proposal": "error"}),
        policy("false", id="AB105", advise_when="true"),
        policy("initiative.owner.name == ''", id="AB106"),
        policy("stage == 'pilot'", id="AB107"),
        policy("stage == 'proposal'", id="AB108"),
    ) == Readiness("pilot", 3, 6, ("AB101", "AB106", "AB108"))


def test_what_cannot_be_read_keeps_from_the_next_stage_and_is_not_said_to_be_missing():
    policies = [rules().find("PL001"), policy("has(initiative.owner.name)"), policy("false", id="AB101")]
    assert readiness(file("owner: Dana"), *policies) == Readiness("pilot", 0, 2, ("AB101", "PL001"))


def test_a_proposal_without_a_history_owes_no_decision_about_a_pilot():
    readiness = Judge(rules()).judge(subject(LEAST.partition("stage_history")[0])).readiness
    assert "PL001" in readiness.missing
    assert "PL704" not in readiness.missing


@pytest.mark.parametrize(
    ("text", "blocks_at", "expected"),
    [
        # a proposal works towards the pilot from its first day
        (LEAST, ["proposal", "pilot"], Readiness("pilot", 0, 1, ("AB100",))),
        # a pilot that lacks something has that to do before it thinks of the rollout
        (PILOT, ["pilot", "rollout"], Readiness("pilot", 0, 1, ("AB100",))),
        (PILOT, ["rollout"], Readiness("rollout", 0, 1, ("AB100",))),
        # what only warns there does not hold it up
        (PILOT, ["production"], Readiness("rollout", 0, 0, ())),
    ],
)
def test_the_way_to_the_next_stage_begins_when_nothing_blocks_at_this_one(text, blocks_at, expected):
    severity = dict.fromkeys(["proposal", "pilot"], "warning") | dict.fromkeys(blocks_at, "error")
    assert readiness(text, policy("false", severity=severity)) == expected


@pytest.mark.parametrize(
    ("change", "stage"),
    [
        (UNKNOWN, "rollout"),
        (Change("changed", read(PILOT)), "rollout"),
        (Change("changed", read(LEAST)), "pilot"),
        (Change("added"), "pilot"),
    ],
)
def test_who_was_just_moved_is_measured_by_the_stage_it_was_moved_to(change, stage):
    assert readiness(PILOT, policy("true"), change=change).stage == stage


def test_many_policies_are_asked_as_well_as_few():
    policies = [*numbered(30, asserts="true"), *[policy("false", id=f"CD{100 + number}") for number in range(30)]]
    judgement = judged(LEAST, *policies)
    assert [ruling.answer.outcome for ruling in judgement.rulings] == [Outcome.PASS] * 30 + [Outcome.FAIL] * 30
    assert (judgement.readiness.passed, judgement.readiness.total) == (30, 60)


def test_without_policies_nothing_is_said():
    assert judged(LEAST) == Judgement((), Readiness("pilot", 0, 0, ()))


def test_one_judge_serves_many_initiatives():
    judge = Judge(playbook_of(policy("has(initiative.owner.name)")))
    texts = [LEAST, file("owner: {name: Dana}"), file("owner: [x, y]"), PILOT, LEAST]
    assert [judge.judge(subject(text)).rulings[0].answer.outcome for text in texts] == [
        Outcome.FAIL,
        Outcome.PASS,
        Outcome.UNREAD,
        Outcome.FAIL,
        Outcome.FAIL,
    ]


def advice(settings_text, **parts):
    judgement = judged(LEAST, policy("false", advise_when="true", **parts), settings_text=settings_text)
    return [problem.advice for problem in judgement.rulings[0].answer.problems], judgement.readiness.missing


def test_in_the_strict_profile_advice_about_wording_blocks():
    assert advice("profile: strict", judges="wording") == ([False], ("AB100",))
    assert advice("profile: strict") == ([True], ())
    assert advice("profile: playbook", judges="wording") == ([True], ())


def test_each_entry_can_be_advice_of_its_own():
    judgement = judged(LEAST, policy("false", each="[1, 2]", advise_when="item == 1"))
    assert [problem.advice for problem in judgement.rulings[0].answer.problems] == [True, False]
    assert judgement.readiness.missing == ("AB100",)
    assert readiness(LEAST, policy("false", each="[1, 2]", advise_when="true")).missing == ()


def test_a_built_in_policy_can_advise_too():
    history = "stage_history: [{stage: proposal, date: 2026-01-13, note: 'corrected: a slip'}]\n"
    head = LEAST.replace("stage_history: [{stage: proposal, date: 2026-01-12}]\n", history)
    judgement = Judge(rules()).judge(subject(head, base=LEAST))
    assert "PL003" not in judgement.readiness.missing
    assert {ruling.policy.id: ruling.answer.outcome for ruling in judgement.rulings}["PL003"] is Outcome.FAIL


def test_what_is_shared_between_initiatives_without_a_problem_hides_none():
    judge = Judge(playbook_of(policy("true"), rules().find("PL002")))
    outcomes = [
        {ruling.policy.id for ruling in judge.judge(subject(text)).rulings if ruling.answer.problems}
        for text in (LEAST, LEAST.replace("id: example", "id: other"), LEAST)
    ]
    assert outcomes == [set(), {"PL002"}, set()]


STALLED = "stage: stalled\nbusiness_unit: sales\nstage_history: [{stage: pilot, date: 2026-01-12}]\n"


def beyond(*policies, text="", commits=()):
    """Judge an initiative of the unit sales, where another one has stalled; return outcomes and what was found out."""
    files = {PATH: file(f"business_unit: sales\n{text}"), "initiatives/other.yaml": STALLED}
    around = Portfolio(MemoryTree({path: each.encode() for path, each in files.items()}, commits=commits), GLOBS)
    one = Subject(read(files[PATH]), UNKNOWN, around, TODAY, chosen())
    judgement = Judge(playbook_of(*policies)).judge(one)
    assert (around.outlines.parsed > 0) is ("portfolio" in judgement.rests_on)
    assert ("past" in around.__dict__) is ("git" in judgement.rests_on)
    return {ruling.policy.id: ruling.answer.outcome for ruling in judgement.rulings}, set(judgement.rests_on)


STUCK = "portfolio.unit.stalled.count > 0"
QUIET = "git.last_change < '2026-05-01'"


@pytest.mark.parametrize(
    ("parts", "outcome", "found"),
    [
        ({"asserts": "true"}, Outcome.PASS, set()),
        ({"asserts": STUCK}, Outcome.PASS, {"portfolio"}),
        ({"asserts": f"!({STUCK})"}, Outcome.FAIL, {"portfolio"}),
        ({"asserts": QUIET}, Outcome.PASS, {"git"}),
        ({"asserts": f"{QUIET} && {STUCK}"}, Outcome.PASS, {"git", "portfolio"}),
        # what is settled without
        ({"asserts": STUCK, "when": "false"}, Outcome.NOT_APPLICABLE, set()),
        ({"asserts": STUCK, "when": f"{STUCK} && stage == 'retired'"}, Outcome.NOT_APPLICABLE, set()),
        ({"asserts": f"{STUCK} || has(initiative.title)"}, Outcome.PASS, set()),
        ({"asserts": "has(initiative.title)", "variables": {"x": STUCK}, "message": "{x}"}, Outcome.PASS, set()),
        ({"asserts": STUCK, "each": "initiative.builders"}, Outcome.NOT_APPLICABLE, set()),
        ({"asserts": "git.last_change != '' || true", "when": QUIET}, Outcome.PASS, {"git"}),
        # what only a message needs
        ({"asserts": "false", "variables": {"x": "portfolio.unit.stalled.count"}, "message": "{x}"}, Outcome.FAIL, {"portfolio"}),
        ({"asserts": "initiative.owner.name == ''", "when": STUCK}, Outcome.ERROR, {"portfolio"}),
        ({"asserts": "initiative.owner.name == ''"}, Outcome.ERROR, set()),
    ],
)  # fmt: skip
def test_nothing_is_found_out_that_a_policy_can_do_without(parts, outcome, found):
    assert beyond(policy(**parts)) == ({"AB100": outcome}, found)


def test_only_those_who_ask_have_it_found_out_for_them():
    policies = [policy(QUIET, id="AB100"), *numbered(40, asserts="true")[1:], policy(STUCK, id="CD100", when="false")]
    outcomes, found = beyond(*policies)
    assert found == {"git"}
    assert set(outcomes.values()) == {Outcome.PASS, Outcome.NOT_APPLICABLE}


def test_a_policy_that_only_advises_at_the_next_stage_is_not_asked_for_it():
    assert beyond(policy(STUCK, severity={"pilot": "warning"})) == ({}, set())
    assert beyond(policy(STUCK, severity={"pilot": "error"})) == ({}, {"portfolio"})


@pytest.mark.parametrize("part", ["unit", "user_group", "follows"])
def test_of_others_nothing_is_said_where_it_cannot_be_read_who_they_are(part):
    field = {"unit": "business_unit: [a]", "user_group": "outcome: {user_group: [a]}", "follows": "follows: {a: b}"}
    for other, lines in field.items():
        expected = Outcome.UNREAD if other == part else Outcome.PASS
        assert outcomes(file(lines), policy(f"portfolio.{part} != [1]")) == {"AB100": expected}
        assert outcomes(file(lines), policy("portfolio.size() == 3")) == {"AB100": Outcome.UNREAD}
