"""Whether a policy can be relied on."""

import pytest

from pilotlint import packs, policy_check
from pilotlint import policy as policies
from pilotlint.model import InputError
from support.judging import policy

ENGINE = packs.engine()

FILE = """\
id: AB100
name: a-policy
title: A policy
play: owner
rationale: Because.
severity: {pilot: error}
PARTS
examples:
  pass: [{name: one}]
  fail: [{name: another, finds: [{at: "", severity: error, says: wrong}]}]
"""
WRONG = "message: It is wrong.\nhelp: Mend it."


def refusal(parts):
    read = policies.parse("policies/AB100-a-policy.yaml", FILE.replace("PARTS", parts).encode())
    with pytest.raises(InputError) as refused:
        policy_check.check(read, ENGINE)
    return str(refused.value).splitlines()


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        # what cannot be compiled, at its place in the file, whichever way it is written
        (
            f"assert: initiative.owner.name = 1\n{WRONG}",
            [
                "policies/AB100-a-policy.yaml:7:31: in `assert`: Syntax error: token recognition error at: '= '.",
                "    assert: initiative.owner.name = 1",
                "                                  ^",
            ],
        ),
        (
            f"assert: |\n  true &&\n    stge == 'pilot'\n{WRONG}",
            [
                "policies/AB100-a-policy.yaml:9:5: in `assert`: undeclared reference to 'stge'; did you mean `stage`?",
                "        stge == 'pilot'",
                "        ^",
            ],
        ),
        (
            f"assert: >-\n  true &&\n  stge == 'pilot'\n{WRONG}",
            [
                "policies/AB100-a-policy.yaml:9:3: in `assert`: undeclared reference to 'stge'; did you mean `stage`?",
                "      stge == 'pilot'",
                "      ^",
            ],
        ),
        (
            f'assert: "\\"a\\" == stge"\n{WRONG}',
            [
                "policies/AB100-a-policy.yaml:7:19: in `assert`: undeclared reference to 'stge'; did you mean `stage`?",
                '    assert: "\\"a\\" == stge"',
                "                      ^",
            ],
        ),
        (
            f"variables:\n  a: '1'\n  b: a + nothing\nassert: b == 2\n{WRONG}",
            [
                "policies/AB100-a-policy.yaml:9:10: in `variables/b`: undeclared reference to 'nothing'.",
                "      b: a + nothing",
                "             ^",
            ],
        ),
        # a variable may use those before it only
        (
            f"variables:\n  b: a + 1\n  a: '1'\nassert: b == 2\n{WRONG}",
            [
                "policies/AB100-a-policy.yaml:8:6: in `variables/b`: undeclared reference to 'a', which comes further down: move it up.",
                "      b: a + 1",
                "         ^",
            ],
        ),
        # fields that do not exist
        (
            f"assert: initiative.owner.nmae == ''\n{WRONG}",
            [
                "policies/AB100-a-policy.yaml:7:26: in `assert`: `initiative.owner` has no field `nmae`; did you mean `name`?",
                "    assert: initiative.owner.nmae == ''",
                "                             ^",
            ],
        ),
        (
            f"when: has(initiative.sponsor)\nassert: 'true'\n{WRONG}",
            [
                "policies/AB100-a-policy.yaml:7:22: in `when`: `initiative` has no field `sponsor`.",
                "    when: has(initiative.sponsor)",
                "                         ^",
            ],
        ),
        (
            f"assert: |\n  initiative.budget.?max == 3 &&\n    initiative.budget.max.orValue('') != ''\n{WRONG}",
            [
                "policies/AB100-a-policy.yaml:8:26: in `assert`: `==` cannot take an optional (unwrap it with .orValue(…)) and a whole number.",
                "      initiative.budget.?max == 3 &&",
                "                             ^",
            ],
        ),
        (
            f"assert: initiative.budgt.pilot.max > 3 && person_knd('') == 'none'\n{WRONG}",
            [
                "policies/AB100-a-policy.yaml:7:43: in `assert`: undeclared reference to 'person_knd'; did you mean `person_kind`?",
                "    assert: initiative.budgt.pilot.max > 3 && person_knd('') == 'none'",
                "                                              ^",
            ],
        ),
        (
            f"assert: initiative.budgt.pilot.max > initiative.budget.pilot.min\n{WRONG}",
            [
                "policies/AB100-a-policy.yaml:7:20: in `assert`: `initiative` has no field `budgt`; did you mean `budget`?",
                "    assert: initiative.budgt.pilot.max > initiative.budget.pilot.min",
                "                       ^",
            ],
        ),
        # places that do not exist
        (
            f"assert: 'true'\nat: /budget/deploymnet\n{WRONG}",
            [
                "policies/AB100-a-policy.yaml:8:13: in `at`: `initiative.budget` has no field `deploymnet`; did you mean `deployment`?",
                "    at: /budget/deploymnet",
                "                ^",
            ],
        ),
        # long lines are cut on both sides
        (
            f"assert: {'true || ' * 50}stge == 'pilot'{' || true' * 50}\n{WRONG}",
            [
                "policies/AB100-a-policy.yaml:7:409: in `assert`: undeclared reference to 'stge'; did you mean `stage`?",
                f"    …{('true || ' * 50)[-100:]}stge == 'pilot'{(' || true' * 50)[:85]}…",
                f"    {' ' * 101}^",
            ],
        ),
    ],
)
def test_a_mistake_is_shown_with_its_line_and_a_mark(parts, said):
    assert refusal(parts) == said


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"asserts": "initiative.people.all(p, p.nam != '')"}, "`initiative.people[]` has no field `nam`; did you mean `name`?"),
        ({"asserts": "initiative.owner.name.first == ''"}, "`initiative.owner.name` is a value and has no `first`."),
        ({"asserts": "initiative.?metric.?nmae.hasValue()"}, "`initiative.metric` has no field `nmae`; did you mean `name`?"),
        ({"asserts": "base.owner.nmae == ''"}, "`base.owner` has no field `nmae`; did you mean `name`?"),
        ({"asserts": "settings.limits.wavier_days > 1"}, "`settings.limits` has no field `wavier_days`; did you mean `waiver_days`?"),
        ({"asserts": "change.moved"}, "`change` has no `moved`; it has kind, from, to, moves."),
        ({"asserts": "initiative.owner.map(key, key).size() > 0"}, "the keys of `initiative.owner` come in another order in every run"),
        ({"asserts": "initiative.budget.filter(key, key != '').size() > 0"}, "the keys of `initiative.budget` come in another"),
        ({"asserts": "dyn({'a': 1, 'b': 2}).map(key, key) == ['a', 'b']"}, "the keys of `{…}` come in another order in every run"),
        ({"asserts": "settings.limits.filter(key, true).size() > 0"}, "the keys of `settings.limits` come in another order"),
        ({"asserts": "portfolio.unit.map(key, key).size() > 0"}, "the keys of `portfolio.unit` come in another order"),
        ({"asserts": "cel.bind(x, 1, x == 1)"}, "`cel.bind` is not available here; give the part a name below `variables:`"),
        ({"asserts": "initiative.?title.optMap(x, x == '').orValue(true)"}, "`.optMap` is not available here"),
        ({"asserts": "portfolio.units.stalled.count == 0"}, "`portfolio` has no field `units`; did you mean `unit`?"),
        ({"asserts": "portfolio.unit.stalled.number == 0"}, "`portfolio.unit.stalled` has no field `number`."),
        ({"asserts": "portfolio.unit.live.oldest.all(one, one.name != '')"}, "`portfolio.unit.live.oldest[]` has no field `name`."),
        ({"asserts": "portfolio.follows.all(one, one.stgae != '')"}, "`portfolio.follows[]` has no field `stgae`; did you mean `stage`?"),
        ({"asserts": "git.last_changed == ''"}, "`git` has no field `last_changed`; did you mean `last_change`?"),
        ({"asserts": "git.authors.all(one, one.name != '')"}, "`git.authors[]` is a value and has no `name`."),
        ({"asserts": "o.nmae == ''", "variables": {"o": "initiative.owner"}}, "`initiative.owner` has no field `nmae`; "),
        ({"asserts": "item.nmae == ''", "each": "initiative.builders"}, "`initiative.builders[]` has no field `nmae`; "),
        ({"each": "initiative.bilders", "variables": {"x": "1"}}, "`initiative` has no field `bilders`; did you mean "),
        ({"asserts": "initiative.activ", "variables": {"x": "1"}}, "`initiative` has no field `activ`."),
        ({"asserts": "item.x == 1"}, "`item` is an entry of `each`, and there is none here."),
        ({"asserts": "true", "each": "[1]", "when": "item == 1"}, "`item` is an entry of `each`, and there is none here."),
        ({"asserts": "x", "variables": {"x": "item == 1"}}, "`item` is an entry of `each`, and there is none here."),
        ({"asserts": "1"}, "this must give true or false, and gives int."),
        ({"when": "1 == 2 && 'stage' != ''"}, "in `when`: this comes to the same for every initiative; name what it depends on"),
        ({"asserts": "true", "when": "'yes'"}, "this must give true or false, and gives string."),
        ({"asserts": "true", "each": "initiative.owner.name == ''"}, "this must give a list, and gives bool."),
        ({"asserts": "true", "advise_when": "[true]"}, "this must give true or false, and gives list<bool>."),
        ({"asserts": "initiative.?owner"}, "this must give true or false, and gives optional_type<dyn>."),
        ({"about": "initiative.budget.?pilot"}, "this must give texts, numbers or lists of them, and gives optional_type<dyn>."),
        ({"about": "[timestamp('2026-06-22T00:00:00Z')]"}, "this must give texts, numbers or lists of them, and gives list<timestamp>."),
        ({"about": "initiative.budget.pilto"}, "`initiative.budget` has no field `pilto`; did you mean `pilot`?"),
        ({"message": "{nothing} is wrong."}, "`{nothing}` is not a variable here."),
        ({"help": "Write {item}."}, "`{item}` is not a variable here."),
        ({"at": "/builders/{index}"}, "`{index}` is not a variable here."),
        ({"at": "/owner/nmae"}, "in `at`: `initiative.owner` has no field `nmae`; did you mean `name`?"),
        ({"at": "/people/0/nmae"}, "in `at`: `initiative.people[]` has no field `nmae`; did you mean `name`?"),
        ({"at": "/people/{index}/nmae", "each": "[1]"}, "in `at`: `initiative.people[]` has no field `nmae`; did you mean "),
        ({"at": "/onwer/{item}", "each": "['name']"}, "in `at`: `initiative` has no field `onwer`; did you mean `owner`?"),
        ({"at": "/title/short"}, "in `at`: `initiative.title` is a value and has no `short`."),
        ({"variables": {"today": "'x'"}}, "`today` has a meaning already; choose another name."),
        ({"variables": {"item": "'x'"}, "each": "[1]"}, "`item` has a meaning already; choose another name."),
        ({"variables": {"index": "'x'"}}, "`index` has a meaning already; choose another name."),
    ],
)  # fmt: skip
def test_what_cannot_be_relied_on_is_refused(parts, said):
    with pytest.raises(InputError) as refused:
        policy_check.check(policy(**parts), ENGINE)
    assert said in str(refused.value)


@pytest.mark.parametrize(
    "parts",
    [
        {"asserts": "initiative.outcome[?stage].hasValue()"},
        {"asserts": "initiative[item].size() > 0", "each": '["people"]'},
        {"asserts": "settings.functions.technical.size() > 0"},
        {"asserts": "change.moves.all(m, m.from != '')"},
        {"asserts": "base == null || base.owner.name != ''"},
        {"asserts": "dyn(true)"},
        {"asserts": "true", "each": "dyn([1])"},
        {"asserts": "true", "message": "{item} {index} {stage} {x}", "each": "[1]", "variables": {"x": "1"}},
        {"asserts": "(initiative.builders + initiative.people).all(p, p.?uses_output.orValue(true))"},
        {"asserts": "item.active", "each": "initiative.people + initiative.builders"},
        {"at": "/people/{index}/name", "each": "initiative.people"},
        {"at": "/owner/{item}/anything", "each": "['name']"},
        {"at": "{place}", "variables": {"place": "'/nowhere'"}},
        {"at": "/deployment_plan/training/0"},
        {"about": "[[initiative.budget.pilot.max, 1], ['a'].map(x, x)]"},
        {"about": "{'budget': initiative.budget, 'stage': stage}"},
        {"about": "item.name", "each": "initiative.people"},
    ],
)
def test_what_can_be_relied_on_is_accepted(parts):
    policy_check.check(policy(**parts), ENGINE)


def test_the_fields_a_policy_reads_are_taken_from_its_expressions():
    chosen = policy(
        "item.name != owner.name",
        each="initiative.builders",
        when="has(owner.name)",
        variables={"owner": "initiative.owner"},
    )
    assert policy_check.fields_read(chosen, ENGINE) == {
        ("initiative", "owner"),
        ("initiative", "owner", "name"),
        ("initiative", "builders"),
        ("initiative", "builders", "[]", "name"),
    }


@pytest.mark.parametrize("loop", ["", "each: '[1]'\n", "when: v1\n"])
def test_too_many_variables_are_refused_with_a_place_before_anything_is_judged(loop):
    chain = "".join(f"  v{number}: v{number - 1}\n" for number in range(1, 29))
    said = refusal(f"variables:\n  v0: 'true'\n{chain}{loop}assert: v28\n{WRONG}")
    assert "in `assert`: there are too many variables, brackets and loops inside each other" in said[0]
    assert said[1] == "    assert: v28"
