"""What one initiative sees of the others."""

import json
import sys

import pytest

from pilotlint import check, neighbours
from pilotlint.check import Scope
from pilotlint.neighbours import Neighbours
from pilotlint.outline import Outline, Outlines
from pilotlint.portfolio import Portfolio
from support.judging import GLOBS, TODAY, rules, tree

NOBODY = {"count": 0, "oldest": []}
NONE = {"stalled": NOBODY, "piloting": NOBODY, "overdue": NOBODY, "retired": NOBODY, "live": NOBODY}


def around(own, *others, path="own.yaml", today=TODAY):
    outlines = {f"{index:02}.yaml": other for index, other in enumerate(others)}
    return Neighbours({path: own, **outlines}, today).around(path, own)


def named(group):
    return {kind: [one["id"] for one in some["oldest"]] for kind, some in group.items() if some["count"]}


def test_alone_there_is_nothing_to_see():
    assert around(Outline("own", "stalled", "sales", "reps")) == {
        "unit": NONE,
        "user_group": NONE,
        "follows": [],
        "alike": [],
    }


@pytest.mark.parametrize(
    ("other", "kind"),
    [
        (Outline("other", "stalled"), "stalled"),
        (Outline("other", "stalled", tried=False), None),
        (Outline("other", "pilot", due="2026-06-21"), "overdue"),
        (Outline("other", "pilot", due=TODAY), "piloting"),
        (Outline("other", "pilot"), "piloting"),
        (Outline("other", "retired"), "retired"),
        (Outline("other", "retired", tried=False), None),
        (Outline("other", "retired", served=True), None),
        (Outline("other", "rollout"), "live"),
        (Outline("other", "production"), "live"),
        (Outline("other", "proposal"), None),
        (Outline("other", ""), None),
    ],
)
def test_others_are_told_apart_by_what_they_mean(other, kind):
    own = Outline("own", "proposal", "sales", "reps")
    found = {kind: ["other"]} if kind else {}
    assert named(around(own, other._replace(unit="sales"))["unit"]) == found
    assert named(around(own, other._replace(user_group="reps"))["user_group"]) == found
    assert named(around(own, other._replace(unit="finance", user_group="clerks"))["unit"]) == {}


def test_who_names_no_unit_has_no_neighbours():
    seen = around(Outline("own", "proposal"), Outline("other", "stalled"))
    assert (seen["unit"], seen["user_group"]) == (NONE, NONE)


def test_the_oldest_come_first_and_all_are_counted():
    others = [Outline(f"o{day}", "stalled", "sales", since=f"2026-05-{day:02}") for day in range(20, 0, -1)]
    stalled = around(Outline("own", "stalled", "sales", since="2026-05-04"), *others)["unit"]["stalled"]
    assert stalled["count"] == 20
    assert stalled["oldest"] == [{"id": f"o{day}", "since": f"2026-05-{day:02}"} for day in range(1, 11)]


def test_an_initiative_that_the_tree_does_not_list_sees_all_others():
    others = {"a.yaml": Outline("a", "stalled", "sales")}
    seen = Neighbours(others, TODAY).around("drafts/own.yaml", Outline("own", "stalled", "sales"))
    assert seen["unit"]["stalled"] == {"count": 1, "oldest": [{"id": "a", "since": ""}]}


def test_those_it_follows_are_found_by_their_id():
    own = Outline("own", "pilot", follows=("Churn-V1", "gone", "own"))
    v1 = Outline("churn-v1", "production", since="2026-01-12", served=True)
    unknown = {"known": False, "stage": "", "since": "", "served": False}
    assert around(own, v1)["follows"] == [
        {"id": "Churn-V1", "known": True, "stage": "production", "since": "2026-01-12", "served": True},
        {"id": "gone", **unknown},
        {"id": "own", **unknown},
    ]


@pytest.mark.parametrize(
    ("stage", "seen"),
    [
        ("stalled", True),
        ("pilot", True),
        ("rollout", True),
        ("production", True),
        ("proposal", False),
        ("retired", False),
    ],
)
def test_an_idea_looks_like_what_was_begun_and_is_not_over(stage, seen):
    other = Outline("other", stage, since="2026-05-04", about="churn list reps emea")
    (*found,) = around(Outline("own", about="churn list reps porto"), other)["alike"]
    assert found == ([{"id": "other", "stage": stage, "since": "2026-05-04", "share": 60}] if seen else [])


def fits(value, shape):
    if "properties" in shape:
        return value.keys() == shape["properties"].keys() and all(
            fits(value[key], below) for key, below in shape["properties"].items()
        )
    if "items" in shape:
        return all(fits(item, shape["items"]) for item in value)
    return not isinstance(value, dict | list)


def test_the_view_holds_what_its_shape_promises():
    words = "churn list reps"
    own = Outline("own", "pilot", "sales", follows=("x",), about=words)
    seen = around(own, Outline("other", "stalled", "sales", about=words))
    assert fits(seen, neighbours.SHAPE)
    assert set(neighbours.RESTS_ON) == set(seen)


def initiatives(number):
    """Return a portfolio in which all share a unit, a user group and an idea: the worst case for a view."""
    stages = ("proposal", "pilot", "stalled", "production", "retired")
    return {
        f"initiatives/i-{index:04}.yaml": json.dumps(
            {
                "schema": "pilotlint/v1",
                "id": f"i-{index:04}",
                "title": "Churn list",
                "stage": stages[index % 5],
                "business_unit": "sales",
                "outcome": {"capability": "Customers likely to cancel", "user_group": "reps in EMEA"},
                "follows": [f"i-{(index + 1) % number:04}"],
                "stage_history": [
                    {"stage": "pilot", "date": "2026-01-12"},
                    {"stage": stages[index % 5], "date": f"2026-05-{index % 28 + 1:02}"},
                ],
            }
        )
        for index in range(number)
    }


def cost(number):
    """Judge a portfolio and count: files parsed for the index, calls, letters in all views."""
    portfolio = Portfolio(tree(initiatives(number)), GLOBS, Outlines())
    book = rules().only(["PL801", "PL802", "PL805", "PL806"], [])
    calls = 0

    def count(_frame, event, _argument):
        nonlocal calls
        calls += event in {"call", "c_call"}

    sys.setprofile(count)
    try:
        check.run(lambda: book, Scope(portfolio, portfolio.entries, TODAY))
    finally:
        sys.setprofile(None)
    seen = [
        portfolio.beyond("portfolio", entry.path, portfolio.outlines.read(portfolio.content(entry)), TODAY)
        for entry in portfolio.entries
    ]
    return portfolio.outlines.parsed, calls, len(json.dumps(seen))


def test_twice_as_many_initiatives_cost_twice_as_much():
    """Every expression and every view, where all initiatives are neighbours of each other."""
    cost(50)  # compiles the expressions
    once, twice = cost(100), cost(200)
    assert (once[0], twice[0]) == (100, 200)
    assert twice[1] < 2.1 * once[1]
    assert twice[2] < 2.1 * once[2]
