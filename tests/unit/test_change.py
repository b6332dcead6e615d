"""What happened to each initiative between base and head."""

import pytest

from pilotlint import change
from pilotlint.change import UNKNOWN, Change, Comparison
from pilotlint.tree import Deleted, Entry, Kind, MemoryTree
from support.judging import LEAST, portfolio, read, tree

A, B, C = "initiatives/a.yaml", "initiatives/b.yaml", "initiatives/c.yaml"


def called(name, lines=""):
    return LEAST.replace("id: example", f"id: {name}") + lines


def compare(base, head, touched=None, **options):
    different = {path for path in {*head, *base} if head.get(path) != base.get(path)}
    return Comparison(tree(base), portfolio(head), different if touched is None else touched, **options)


def what_happened(comparison, path):
    found = comparison.change_of(comparison.head.read(Entry(path, Kind.FILE)))
    return found.kind, found.base.path if found.base else None


@pytest.mark.parametrize(
    ("base", "head", "path", "happened"),
    [
        # as it was
        ({A: called("a")}, {A: called("a")}, A, ("unchanged", A)),
        # changed in its place
        ({A: called("a")}, {A: called("a", "notes: x")}, A, ("changed", A)),
        # new
        ({}, {A: called("a")}, A, ("added", None)),
        # renamed: the id tells
        ({A: called("a")}, {B: called("a")}, B, ("changed", A)),
        # its id was changed, and nobody else carries it on
        ({A: called("a")}, {A: called("a2")}, A, ("changed", A)),
        # its id went to another file: what stands here now is new
        ({A: called("a")}, {A: called("b"), B: called("a")}, A, ("added", None)),
        ({A: called("a")}, {A: called("b"), B: called("a")}, B, ("changed", A)),
        # two files changed places
        ({A: called("a"), B: called("b")}, {A: called("b"), B: called("a")}, A, ("changed", B)),
        # one was split in two
        ({A: called("a")}, {A: called("a", "notes: x"), B: called("b")}, B, ("added", None)),
        ({A: called("a")}, {A: called("a", "notes: x"), B: called("b")}, A, ("changed", A)),
        # a copy with the same id
        ({A: called("a")}, {A: called("a"), B: called("a")}, B, ("added", None)),
        # two files with one id, both touched: each is compared with itself
        (
            {A: called("a"), B: called("a")},
            {A: called("a", "notes: x"), B: called("a", "notes: y")},
            A,
            ("changed", A),
        ),
        (
            {A: called("a"), B: called("a")},
            {A: called("a", "notes: x"), B: called("a", "notes: y")},
            B,
            ("changed", B),
        ),
        # an id that came free is used again
        ({A: called("a")}, {B: called("a", "notes: another")}, B, ("changed", A)),
        # it could not be read before
        ({A: "a: b: c"}, {A: called("a")}, A, ("changed", A)),
        ({A: "a: b: c"}, {A: called("other")}, A, ("changed", A)),
        # it cannot be read now
        ({A: called("a")}, {A: "a: b: c"}, A, ("changed", A)),
    ],
)
def test_an_initiative_is_found_again_by_its_id_and_else_by_its_path(base, head, path, happened):
    assert what_happened(compare(base, head), path) == happened


def test_the_changed_ones_are_those_of_the_head_that_differ():
    comparison = compare({A: called("a"), B: called("b")}, {A: called("a"), C: called("c")})
    assert [entry.path for entry in comparison.changed] == [C]
    assert comparison.touched == {B, C}


def test_an_untouched_initiative_can_be_judged_in_full():
    comparison = compare({A: called("a")}, {A: called("a")}, untouched_in_full=True)
    assert what_happened(comparison, A) == ("unknown", None)


def test_the_portfolio_of_the_base_claims_what_it_claimed_then():
    base = {A: called("a"), B: called("b"), "initiatives/x.yaml": called("a")}
    head = {A: called("a"), C: called("b"), "initiatives/x.yaml": called("y")}
    before = compare(base, head).portfolio
    assert before.claims("a") == [A, "initiatives/x.yaml"]
    assert before.claims("b") == [B]
    assert before.claims("y") == []


def test_the_stage_at_the_base_is_known_only_with_a_base():
    assert Change("changed", read(LEAST)).base_stage == "proposal"
    assert Change("added").base_stage is None
    assert UNKNOWN.base_stage is None


def history(*stages, now):
    entries = ", ".join(f"{{stage: {stage}, date: 2026-01-{day:02}}}" for day, stage in enumerate(stages, start=1))
    return read(f"schema: pilotlint/v1\nid: a\ntitle: A\nstage: {now}\nstage_history: [{entries}]\n")


def steps(before, after, kind="changed"):
    return [(move["from"], move["to"], move["came_from"]) for move in change.moves(Change(kind, before), after)]


@pytest.mark.parametrize(
    ("before", "after", "moves"),
    [
        # no move
        (history("proposal", now="proposal"), history("proposal", now="proposal"), []),
        # one step, with or without its line in the history
        (history("proposal", now="proposal"), history("proposal", "pilot", now="pilot"), [("proposal", "pilot", "proposal")]),
        (history("proposal", now="proposal"), history("proposal", now="pilot"), [("proposal", "pilot", "proposal")]),
        # two steps in one change
        (
            history("proposal", now="proposal"),
            history("proposal", "pilot", "rollout", now="rollout"),
            [("proposal", "pilot", "proposal"), ("pilot", "rollout", "pilot")],
        ),
        # the history and the stage tell different things: both count
        (
            history("proposal", now="proposal"),
            history("proposal", "pilot", now="production"),
            [("proposal", "pilot", "proposal"), ("pilot", "production", "pilot")],
        ),
        # an extension is no step
        (history("proposal", "pilot", now="pilot"), history("proposal", "pilot", "pilot", now="pilot"), []),
        # out of a stall: where it came from counts
        (
            history("proposal", "pilot", "stalled", now="stalled"),
            history("proposal", "pilot", "stalled", "rollout", now="rollout"),
            [("stalled", "rollout", "pilot")],
        ),
        # who stalled after the end comes from the end
        (
            history("pilot", "retired", "stalled", now="stalled"),
            history("pilot", "retired", "stalled", "pilot", now="pilot"),
            [("stalled", "pilot", "retired")],
        ),
        # stalled again while stalled: the stage before both counts
        (
            history("rollout", "stalled", "stalled", now="stalled"),
            history("rollout", "stalled", "stalled", "stalled", "production", now="production"),
            [("stalled", "production", "rollout")],
        ),
        # never anything but stalled
        (history("stalled", now="stalled"), history("stalled", now="pilot"), [("stalled", "pilot", "")]),
        # there and back again
        (
            history("proposal", "pilot", now="pilot"),
            history("proposal", "pilot", "stalled", "pilot", now="pilot"),
            [("pilot", "stalled", "pilot"), ("stalled", "pilot", "pilot")],
        ),
        # a stage at the base that its history did not have
        (history("proposal", now="pilot"), history("proposal", "rollout", now="rollout"), [("pilot", "rollout", "pilot")]),
        # a history that catches up with the stage at the base, and then goes on
        (history(now="pilot"), history("proposal", "pilot", now="pilot"), []),
        (history(now="pilot"), history("proposal", "pilot", "rollout", now="rollout"), [("pilot", "rollout", "pilot")]),
        # a history that was cut short
        (history("proposal", "pilot", now="pilot"), history("pilot", now="rollout"), [("pilot", "rollout", "pilot")]),
        # a line that names no stage
        (history("proposal", now="proposal"), history("proposal", "piloting", now="pilot"), [("proposal", "pilot", "proposal")]),
        # a base without a stage that can be read
        (history("proposal", now="piloting"), history("proposal", "pilot", now="pilot"), [("proposal", "pilot", "proposal")]),
    ],
)  # fmt: skip
def test_every_line_that_the_history_did_not_have_is_a_step(before, after, moves):
    assert steps(before, after) == moves


@pytest.mark.parametrize(
    ("after", "moves"),
    [
        (history("proposal", now="proposal"), [("", "proposal", "")]),
        (history("proposal", "pilot", now="pilot"), [("", "proposal", ""), ("proposal", "pilot", "proposal")]),
        (history(now="production"), [("", "production", "")]),
        (history("stalled", now="rollout"), [("", "stalled", ""), ("stalled", "rollout", "")]),
    ],
)
def test_a_new_initiative_comes_from_nowhere(after, moves):
    assert steps(None, after, "added") == moves


@pytest.mark.parametrize("kind", ["unchanged", "unknown"])
def test_without_a_change_there_is_no_move(kind):
    assert steps(history("proposal", now="proposal"), history("proposal", "pilot", now="pilot"), kind) == []


def test_without_a_stage_there_is_no_move():
    assert steps(history("proposal", now="proposal"), history("proposal", "pilot", now="piloting")) == []


def gone(path, text, commit="1" * 40):
    return Deleted(path, commit, "2026-03-02", text.encode)


@pytest.mark.parametrize(
    ("path", "new", "commit"),
    [
        # the newest of two deletions counts
        (A, called("a", "notes: new"), "3" * 40),
        # the file name is the id, also in another folder and in capitals
        ("initiatives/x/a.yaml", called("a", "notes: new"), "3" * 40),
        (B, called("b"), "2" * 40),
        # the very initiative comes back, whichever way its lines end
        (A, called("a", "notes: gone").replace("\n", "\r\n"), None),
        # nobody had this id
        (C, called("c"), None),
    ],
)
def test_a_new_initiative_is_told_which_deleted_one_had_its_id(path, new, commit):
    past = [
        gone("initiatives/old/a.yaml", called("a", "notes: gone"), "3" * 40),
        gone("initiatives/B.yml.yaml", ""),
        gone("initiatives/B.yaml", called("b", "notes: gone"), "2" * 40),
        gone(A, called("a", "notes: long gone")),
        gone("elsewhere/c.yaml", ""),
    ]
    comparison = Comparison(MemoryTree({}, past), portfolio({path: new}), {path})
    earlier = comparison.change_of(read(new, path)).earlier
    assert (earlier.commit if earlier else None) == commit


def test_the_past_is_looked_up_for_new_initiatives_only():
    class NoPast(MemoryTree):
        def deleted(self, globs):
            raise AssertionError

    base, head = {A: called("a")}, {A: called("a", "notes: x"), B: called("b")}
    comparison = Comparison(NoPast(tree(base).files), portfolio(head), {A, B})
    assert comparison.change_of(read(head[A], A)).kind == "changed"
    with pytest.raises(AssertionError):
        comparison.change_of(read(head[B], B))
