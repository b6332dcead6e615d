"""One initiative file: what it says, and the view of it that policies judge."""

import pytest

from pilotlint import initiative
from pilotlint.model import Funding
from support.judging import END, LEAST, START, file, read

VIEW = {
    "schema": "pilotlint/v1",
    "id": "example",
    "title": "Churn list",
    "stage": "proposal",
    "follows": [],
    "outcome": {"changed": {}},
    "owner": {"accountability": {}, "handover": {}},
    "builders": [],
    "people": [],
    "metric": {"readings": []},
    "also_tracked": [],
    "guardrails": [],
    "budget": {"breakdown": {}},
    "data": {"later": []},
    "change": {"what_changes": [], "what_stays": [], "concerns": [], "designed_with": [], "sessions": []},
    "deployment_plan": {"integration": [], "training": [], "workflow_changes": [], "trust_building": []},
    "feedback_loop": {"reviews": []},
    "pilot": {"stop_if": [], "decision": {"can_operate": {}, "changes_behavior": {}}},
    "users": {},
    "retrospective": {"ten_users": []},
    "risk": {},
    "vendor": {},
    "retired": {},
    "stage_history": [{"stage": "proposal", "date": "2026-01-12"}],
}


def view(lines):
    found = read(file(lines))
    return found.view


def test_in_the_view_every_section_and_every_list_is_there():
    assert read(LEAST).view == VIEW


def test_reading_one_file_leaves_no_trace_in_the_view_of_the_next():
    first = read(file("owner: {name: Dana}\nbuilders: [{name: Leo}]")).view
    assert first["owner"] == {"name": "Dana", "accountability": {}, "handover": {}}
    assert read(LEAST).view == VIEW


@pytest.mark.parametrize(
    ("lines", "where", "seen"),
    [
        # money is a range
        ("budget: {pilot: 50000}", "budget.pilot", {"min": 50000, "max": 50000}),
        ("budget: {pilot: 0}", "budget.pilot", {"min": 0, "max": 0}),
        ("budget: {deployment: {min: 160000, max: 220000}}", "budget.deployment", {"min": 160000, "max": 220000}),
        ("budget: {deployment: {max: 2, min: 1}}", "budget.deployment", {"min": 1, "max": 2}),
        ("budget: {pilot: 50.000}", "budget.pilot", None),
        ("budget: {pilot: 50.5}", "budget.pilot", None),
        ("budget: {pilot: true}", "budget.pilot", None),
        ("budget: {pilot: cheap}", "budget.pilot", None),
        ("budget: {deployment: {min: 1}}", "budget.deployment", None),
        ("budget: {deployment: {min: 1, max: 2.5}}", "budget.deployment", None),
        ("budget: {breakdown: {training: 5000}}", "budget.breakdown", {"training": 5000}),
        ("budget: {breakdown: {training: 5000.0}}", "budget.breakdown", {}),
        # yes and no are booleans
        ("people: [{uses_output: true}]", "people", [{"uses_output": True}]),
        ("people: [{uses_output: yes}]", "people", [{"uses_output": True}]),
        ("people: [{uses_output: on}]", "people", [{"uses_output": True}]),
        ("people: [{uses_output: no}]", "people", [{"uses_output": False}]),
        ("people: [{uses_output: off}]", "people", [{"uses_output": False}]),
        ("people: [{uses_output: 1}]", "people", [{"uses_output": True}]),
        ("people: [{uses_output: maybe}]", "people", [{}]),
        ("people: [{uses_output: [yes]}]", "people", [{}]),
        ("owner: {accountability: {in_performance_review: yes}}", "owner.accountability.in_performance_review", True),
        (
            "owner: {accountability: {in_performance_review: not_permitted}}",
            "owner.accountability.in_performance_review",
            "not_permitted",
        ),
        ("owner: {accountability: {in_performance_review: [x]}}", "owner.accountability", {}),
        ("risk: {personal_data: unknown}", "risk.personal_data", "unknown"),
        ("risk: {personal_data: false}", "risk.personal_data", False),
        # answers are texts
        ("pilot: {decision: {can_operate: {answer: true}}}", "pilot.decision.can_operate.answer", "yes"),
        ("pilot: {decision: {can_operate: {answer: off}}}", "pilot.decision.can_operate.answer", "no"),
        ("pilot: {decision: {can_operate: {answer: partly}}}", "pilot.decision.can_operate.answer", "partly"),
        ("pilot: {decision: {can_operate: {answer: {}}}}", "pilot.decision.can_operate", {}),
        # measured values are floats
        ("metric: {baseline: 12}", "metric.baseline", 12.0),
        ("metric: {baseline: 9.5}", "metric.baseline", 9.5),
        ("metric: {baseline: 12%}", "metric.baseline", 12.0),
        ("metric: {baseline: -1.5 %}", "metric.baseline", -1.5),
        ("metric: {baseline: unknown}", "metric.baseline", "unknown"),
        ("metric: {baseline: twelve}", "metric.baseline", None),
        ("metric: {baseline: true}", "metric.baseline", None),
        (
            "metric: {readings: [{date: 2026-05-04, value: 3}]}",
            "metric.readings",
            [{"date": "2026-05-04", "value": 3.0}],
        ),
        # a text may stand for a part with keys
        ("deployment_plan: {training: [a video]}", "deployment_plan.training", [{"item": "a video"}]),
        (
            "deployment_plan: {training: [{item: a video, who: Mo, done: yes}]}",
            "deployment_plan.training",
            [{"item": "a video", "who": "Mo", "done": True}],
        ),
        ("deployment_plan: {training: [5, a video]}", "deployment_plan.training", [{"item": "a video"}]),
        ("change: {sessions: [2026-02-10]}", "change.sessions", [{"date": "2026-02-10"}]),
        (
            "change: {sessions: [{date: 2026-02-10, changed: the order}]}",
            "change.sessions",
            [{"date": "2026-02-10", "changed": "the order"}],
        ),
        # texts, and numbers where a text is expected
        ("outcome: {timeframe: 2026}", "outcome.timeframe", "2026"),
        ("outcome: {timeframe: by 2026-12-31}", "outcome.timeframe", "by 2026-12-31"),
        ("notes: 1.5", "notes", "1.5"),
        ("notes: true", "notes", None),
        ("notes: [x]", "notes", None),
        # whole numbers
        ("pilot: {users: 6}", "pilot.users", 6),
        ("pilot: {users: six}", "pilot.users", None),
        ("stage_history2: x\npilot: {users: 6.0}", "pilot.users", None),
        # lists
        ("follows: [churn-v1, {a: 1}]", "follows", ["churn-v1"]),
        ("follows: churn-v1", "follows", []),
        ("builders: [Priya]", "builders", [{}]),
        ("builders: Priya", "builders", []),
        ("owner: Dana", "owner", {"accountability": {}, "handover": {}}),
        ("owner: {nick: D}", "owner", {"accountability": {}, "handover": {}}),
    ],
)
def test_forms_with_one_meaning_have_one_shape_in_the_view(lines, where, seen):
    value = view(lines)
    for part in where.split("."):
        value = value.get(part)
    assert value == seen
    assert type(value) is type(seen)


def test_an_empty_value_is_no_value():
    found = read(file("outcome:\nowner: {name: , role: x}\nbuilders: [~]"))
    assert found.data["owner"] == {"role": "x"}
    assert "outcome" not in found.data
    assert found.view["owner"] == {"role": "x", "accountability": {}, "handover": {}}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LEAST, "example"),
        (LEAST.replace("id: example", 'id: "other-1"'), "other-1"),
        (LEAST.replace("id: example", "id: Other"), "name"),
        (LEAST.replace("id: example", "id: -x"), "name"),
        (LEAST.replace("id: example", "id: 7"), "name"),
        (LEAST.replace("id: example\n", ""), "name"),
        ("a: b: c", "name"),
        ("", "name"),
    ],
)
def test_the_id_is_the_one_in_the_file_or_the_name_of_the_file(text, expected):
    assert read(text, "initiatives/2026/name.yaml").id == expected


def test_the_name_is_that_of_the_file_without_folder_and_ending():
    assert read(LEAST, "initiatives/2026/churn.v1.yaml").name == "churn.v1"


@pytest.mark.parametrize(
    ("text", "title"),
    [
        (LEAST, "Churn list"),
        (LEAST.replace("Churn list", '""'), "example"),
        (LEAST.replace("Churn list", "[x]"), "example"),
        ("a: b: c", "example"),
    ],
)
def test_the_title_is_the_one_in_the_file_or_the_id(text, title):
    assert read(text).title == title


@pytest.mark.parametrize(
    ("typed", "stage"),
    [("stage: pilot", "pilot"), ("stage: piloting", None), ("stage: [pilot]", None), ("stage:", None), ("", None)],
)
def test_the_stage_is_only_one_that_exists(typed, stage):
    assert read(START.replace("stage: proposal\n", typed + "\n") + END).stage == stage


def test_a_stage_that_stands_there_twice_is_none():
    assert read(START + "stage: pilot\n" + END).stage is None


def test_the_stages_stand_in_the_schema():
    assert initiative.stages() == ("proposal", "pilot", "rollout", "production", "stalled", "retired")


@pytest.mark.parametrize(
    ("stage", "following"),
    [
        ("proposal", "pilot"),
        ("pilot", "rollout"),
        ("rollout", "production"),
        ("production", "production"),
        ("stalled", "stalled"),
        ("retired", "retired"),
    ],
)
def test_the_next_stage_is_the_one_to_work_towards(stage, following):
    assert initiative.next_stage(stage) == following


@pytest.mark.parametrize(
    ("lines", "funding"),
    [
        ("notes: x", None),
        ("budget: {currency: EUR}", None),
        ("budget: {pilot: 5}", Funding(None, 5, None)),
        ("budget: {currency: EUR, pilot: 5, deployment: {min: 10, max: 20}}", Funding("EUR", 5, (10, 20))),
        ("budget: {deployment: {min: 10, max: 10}}", Funding(None, None, 10)),
        ("budget: {pilot: 50.000, deployment: 7}", Funding(None, None, 7)),
        ("budget: 5", None),
        ("budget: {pilot: -5, deployment: 7}", Funding(None, None, 7)),
        ("budget: {pilot: 99999999999999999, currency: EUR}", None),
        ("budget: {pilot: {min: -5, max: 6}, deployment: 7, currency: euros}", Funding(None, None, 7)),
    ],
)
def test_the_funding_is_what_the_budget_says(lines, funding):
    assert read(file(lines)).funding == funding


@pytest.mark.parametrize(
    ("lines", "unreadable"),
    [
        ("notes: x", ()),
        ("budget: {pilot: cheap}", ("/budget/pilot",)),
        ("owner: {name: a, name: b}", ("/owner/name",)),
        ("owner: !x {name: a}", ("/owner",)),
        ("owner: Dana", ("/owner",)),
        ("builders: [{name: a}, {github: '@b'}]", ("/builders/1/github",)),
    ],
)
def test_only_what_is_wrong_is_unreadable(lines, unreadable):
    assert read(file(lines)).unreadable == unreadable


@pytest.mark.parametrize(
    ("where", "cannot"),
    [("/builders/1/github", True), ("/builders/1", True), ("/builders", True), ("", True), ("/builders/1/github/x", True),
     ("/builders/0", False), ("/owner", False)],
)  # fmt: skip
def test_a_field_cannot_be_read_when_something_in_it_or_around_it_is_unreadable(where, cannot):
    assert read(file("builders: [{name: a}, {github: '@b'}]")).cannot_be_read(where) is cannot


def test_what_the_text_refuses_the_schema_does_not_complain_of_again():
    found = read(file("outcome: {capability: {{this capability}}}\nowner: !x Dana"))
    assert found.violations == ()
    assert found.unreadable == ("/outcome/capability", "/owner")


@pytest.mark.parametrize("text", ["a: b: c", "", "- a", "x", "12", "null", "!x {a: 1}", "schema: pilotlint/v9"])
def test_a_file_that_cannot_be_read_as_a_whole_has_no_view(text):
    found = read(text)
    assert found.view == {}
    assert found.unreadable == ("",)
    assert found.cannot_be_read("/anything")
    assert (found.stage, found.funding) == (None, None)


def test_what_is_no_file_stands_there_as_one_that_cannot_be_read():
    found = initiative.not_a_file("initiatives/a.yaml", "a symbolic link")
    (fault,) = found.document.faults
    assert fault.message == (
        "This is a symbolic link, and pilotlint reads plain files only, so nobody has checked what it stands for."
    )
    assert fault.help == "Put a file here, or move this away from the initiatives."
    assert (found.id, found.view, found.unreadable) == ("a", {}, ("",))
