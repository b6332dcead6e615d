"""A policy's own examples, run through the code that checks initiatives."""

import pytest

from pilotlint import examples
from pilotlint import policy as policies
from pilotlint.model import InputError
from support.judging import policy, rules

WRONG = {"at": "/owner/name", "severity": "error", "says": "is wrong"}


def results(asserts="has(initiative.owner.name)", *, good=(), bad=(), none=(), **parts):
    """Run the examples of a policy about owners; each kind must be there at least once."""
    chosen = policy(
        asserts,
        at="/owner/name",
        examples={
            "pass": [{"name": "good", **each} for each in good]
            or [{"name": "good", "initiative": {"owner": {"name": "a"}}}],
            "fail": [{"name": "bad", "finds": [WRONG], **each} for each in bad] or [{"name": "bad", "finds": [WRONG]}],
            "not_applicable": [{"name": "none", **each} for each in none],
        },
        **parts,
    )
    return [(result.name, result.wrong) for result in examples.Trial(chosen).run()]


def test_examples_that_come_out_as_they_say_are_fine():
    assert results() == [("pass: good", ()), ("fail: bad", ())]


def test_each_result_says_where_its_example_stands():
    text = """\
id: AB100
name: a-policy
title: A policy
play: owner
rationale: Because.
severity: {pilot: error}
assert: "true"
message: It is wrong.
help: Mend it.
examples:
  pass:
    - name: one
    - name: two
  fail: [{name: three, finds: [{at: "", severity: error, says: wrong}]}]
"""
    read = policies.parse("policies/AB100-a-policy.yaml", text.encode())
    assert [tuple(result.at) for result in examples.Trial(read).run()] == [(12, 7), (13, 7), (14, 10)]


@pytest.mark.parametrize(
    ("options", "index", "wrong"),
    [
        (
            {"good": [{"initiative": {}}]},
            0,
            "it should pass, and fails: It is wrong.",
        ),
        ({"good": [{"initiative": {"stage": "stalled"}}], "severity": {"pilot": "error"}}, 0,
         "it should pass, and is not applicable"),
        ({"bad": [{"initiative": {"owner": {"name": "a"}}}]}, 1, "it should fail, and passes"),
        ({"none": [{}]}, 2, "it should be not applicable, and fails: It is wrong."),
        ({"good": [{"initiative": {"owner": {"nmae": "a"}}}]}, 0,
         "it is not an initiative file: `nmae` is not a key that belongs in `owner`; it looks like `name`, misspelt."),
        (
            {"asserts": "initiative.owner.name != ''"},
            1,
            ("it should fail, and cannot be evaluated: The policy AB100 (A policy) cannot be evaluated on this initiative: "
            "there is no `name`."),
        ),
        (
            {"bad": [{"finds": [{**WRONG, "says": "something else"}]}]},
            1,
            "nothing is found at /owner/name with severity error that says 'something else'",
        ),
        ({"bad": [{"finds": [{**WRONG, "severity": "warning"}]}]}, 1,
         "nothing is found at /owner/name with severity warning that says 'is wrong'"),
        ({"bad": [{"finds": [{**WRONG, "at": ""}]}]}, 1, "nothing is found at the top with severity error that says 'is wrong'"),
        ({"bad": [{"finds": [WRONG, WRONG]}]}, 1, "nothing is found at /owner/name with severity error that says 'is wrong'"),
        ({"bad": [{"text": "a: b: c"}]}, 1, "it should fail, and is not applicable"),
    ],
)  # fmt: skip
def test_what_comes_out_otherwise_is_said(options, index, wrong):
    assert results(**options)[index][1][0] == wrong


def test_a_finding_that_is_not_listed_is_said_too():
    chosen = policy(
        "false",
        each="[1, 2]",
        at="/builders/{index}",
        message="{item} is wrong.",
        examples={
            "pass": [{"name": "good"}],
            "fail": [{"name": "bad", "finds": [{"at": "/builders/1", "severity": "error", "says": "2 is wrong"}]}],
        },
    )
    assert list(examples.Trial(chosen).run())[1].wrong == (
        "it also finds, at /builders/0 with severity error: 1 is wrong.",
    )


@pytest.mark.parametrize(
    ("asserts", "example"),
    [
        # what an example says is completed to a whole file
        ('stage == "pilot"', {}),
        ('initiative.id == "example" && initiative.title == "Example"', {}),
        ('initiative.id == "churn-list"', {"file": "churn-list.yaml"}),
        ('initiative.id == "other"', {"initiative": {"id": "other"}}),
        ("initiative.stage_history.map(e, e.stage) == ['proposal', 'pilot']", {}),
        (
            "initiative.stage_history.map(e, e.stage) == ['proposal', 'pilot', 'rollout']",
            {"initiative": {"stage": "rollout"}},
        ),
        (
            "initiative.stage_history.map(e, e.stage) == ['proposal', 'pilot', 'stalled']",
            {"initiative": {"stage": "stalled"}},
        ),
        ("initiative.stage_history == []", {"initiative": {"stage_history": []}}),
        # the day and the settings
        ('today == "2026-10-01"', {}),
        ('today == "2026-01-02"', {"today": "2026-01-02"}),
        ("settings.limits.waiver_days == 5", {"settings": {"limits": {"waiver_days": 5}}}),
        # the base
        ("base == null", {}),
        ('change.kind == "unknown"', {}),
        ('change.kind == "added" && base == null', {"base": "absent"}),
        ('change.kind == "changed" && base.stage == "proposal"', {"base": {"stage": "proposal"}}),
        (
            'change.moves == [{"from": "proposal", "to": "pilot", "came_from": "proposal"}]',
            {"base": {"stage": "proposal"}},
        ),
        ("change.moves == []", {"base": {"stage": "pilot"}}),
        # the others
        (
            "portfolio.unit.stalled.count == 1",
            {"portfolio": [{"stage": "stalled", "business_unit": "Sales"}], "initiative": {"business_unit": "sales"}},
        ),
        (
            'portfolio.follows[0].stage == "production"',
            {"portfolio": [{"id": "a", "stage": "production"}], "initiative": {"follows": ["a"]}},
        ),
        # the history
        ('git == {"first_commit": "", "last_change": "", "authors": []}', {}),
        (
            'git == {"first_commit": "2026-01-12", "last_change": "2026-06-01", "authors": ["Ken Ito", "Dana Ruiz"]}',
            {"git": {"first_commit": "2026-01-12", "last_change": "2026-06-01", "authors": ["Ken Ito", "Dana Ruiz"]}},
        ),
        (
            'git.first_commit == git.last_change && git.authors == ["Dana Ruiz"]',
            {"git": {"first_commit": "2026-01-12"}},
        ),
        ('git.first_commit == "" && git.last_change == "2026-06-01"', {"git": {"last_change": "2026-06-01"}}),
        ("git.last_change == today", {"base": {"stage": "pilot"}, "git": {"last_change": "2026-06-01"}}),
        # the file exactly as typed
        (
            'initiative.title == "Reps: call"',
            {
                "text": "schema: pilotlint/v1\nid: example\ntitle: 'Reps: call'\nstage: pilot\n"
                "stage_history: [{stage: pilot, date: 2026-03-02}]\n"
            },
        ),
    ],
)
def test_an_example_sets_up_the_world_it_speaks_of(asserts, example):
    assert results(asserts, good=[example])[0] == ("pass: good", ())


def test_an_example_may_have_other_initiatives_around_it():
    identity = rules().find("PL002")
    example = {"portfolio": [{"id": "example"}, {}], "file": "mine.yaml", "initiative": {"id": "example"}}
    assert [
        finding.message.partition(":")[0] for finding in examples.Trial(identity).findings({"name": "x", **example})
    ] == [
        'The id is "example" and the file is called "mine"',
        'The id "example" is taken by initiatives/example.yaml',
    ]


def test_settings_of_an_example_that_are_wrong_are_refused():
    with pytest.raises(InputError, match="`profil` is not a key"):
        results(good=[{"settings": {"profil": "strict"}}])


def test_the_examples_of_what_cannot_be_read_may_fail_to_be_read():
    assert all(result.wrong == () for result in examples.Trial(rules().find("PL001")).run())
