"""What Git knows of each initiative."""

from pilotlint import past
from pilotlint.past import Past
from pilotlint.tree import Commit, Log
from support.judging import GLOBS, TODAY

A, B = "initiatives/a.yaml", "initiatives/b.yaml"
MANY = [f"initiatives/{number}.yaml" for number in range(10)]
UNKNOWN = {"first_commit": "", "last_change": "", "authors": []}


def commit(day, *changed, added=(), author="Dana Ruiz"):
    return Commit(day, author, frozenset(added), frozenset(changed))


def of(path, *commits, changed=False, **log):
    return Past(Log(commits, **log), GLOBS).of(path, TODAY, changed=changed)


def test_without_history_nothing_is_known():
    assert of(A) == UNKNOWN
    assert of(A, commit("2026-05-04", B)) == UNKNOWN


def test_the_first_commit_adds_the_file_and_the_last_change_is_the_newest():
    found = of(
        A,
        commit("2026-05-04", A, author="Ken Ito"),
        commit("2026-03-02", A, B),
        commit("2026-01-12", added=[A]),
    )
    assert found == {"first_commit": "2026-01-12", "last_change": "2026-05-04", "authors": ["Ken Ito", "Dana Ruiz"]}


def test_the_newest_day_counts_in_whatever_order_commits_come():
    assert of(A, commit("2026-03-02", A), commit("2026-05-04", A))["last_change"] == "2026-05-04"


def test_a_commit_that_touches_more_than_ten_initiatives_is_no_word_about_any_of_them():
    old = commit("2026-01-12", added=[A])
    assert of(A, commit("2026-05-04", A, *MANY[:9]), old)["last_change"] == "2026-05-04"
    found = of(A, commit("2026-05-04", A, *MANY, author="A formatter"), old)
    assert found == {"first_commit": "2026-01-12", "last_change": "2026-01-12", "authors": ["Dana Ruiz"]}


def test_other_files_do_not_make_a_commit_a_large_one():
    others = [f"src/{number}.py" for number in range(50)]
    assert of(A, commit("2026-05-04", A, *others))["last_change"] == "2026-05-04"


def test_an_import_of_many_files_is_the_beginning_of_each():
    found = of(A, commit("2026-05-04", added=[A, *MANY]))
    assert found == {"first_commit": "2026-05-04", "last_change": "2026-05-04", "authors": ["Dana Ruiz"]}


def test_a_change_under_way_is_one_of_today():
    old = commit("2026-01-12", added=[A])
    assert of(A, old, changed=True)["last_change"] == TODAY
    assert of(A, old, uncommitted=frozenset({A}))["last_change"] == TODAY
    assert of(A, old, uncommitted=frozenset({B}))["last_change"] == "2026-01-12"
    assert of(A, uncommitted=frozenset({A})) == {**UNKNOWN, "last_change": TODAY}


def test_of_a_shallow_clone_a_reader_is_told():
    assert Past(Log(), GLOBS).notes == ()
    (note,) = Past(Log(shallow=True), GLOBS).notes
    assert "fetch-depth: 0" in note


def test_the_view_holds_what_its_shape_promises():
    assert of(A).keys() == past.SHAPE["properties"].keys()
