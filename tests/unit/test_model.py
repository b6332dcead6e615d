"""The shared words: pointers, positions, severities."""

import pytest

from pilotlint import model
from pilotlint.model import InputError, Position, Severity, Standing


@pytest.mark.parametrize(
    ("parts", "joined"),
    [
        ((), ""),
        (("owner", "name"), "/owner/name"),
        (("builders", 0), "/builders/0"),
        (("a/b", "c~d"), "/a~1b/c~0d"),
        (("~1",), "/~01"),
        (("",), "/"),
    ],
)
def test_a_pointer_escapes_its_parts_and_gives_them_back(parts, joined):
    assert model.pointer(*parts) == joined
    assert model.pointer_parts(joined) == [str(part) for part in parts]


@pytest.mark.parametrize(
    ("where", "parent", "inside"),
    [
        ("/owner/name", "/owner", True),
        ("/owner", "/owner", True),
        ("/owner", "", True),
        ("", "", True),
        ("/owners", "/owner", False),
        ("/owner", "/owner/name", False),
    ],
)
def test_a_pointer_lies_within_its_parents_only(where, parent, inside):
    assert model.within(where, parent) is inside


@pytest.mark.parametrize(
    ("severity", "threshold", "reaches"),
    [
        (Severity.ERROR, Severity.ERROR, True),
        (Severity.ERROR, Severity.WARNING, True),
        (Severity.WARNING, Severity.ERROR, False),
        (Severity.WARNING, Severity.WARNING, True),
        (Severity.NOTE, Severity.WARNING, False),
        (Severity.NOTE, Severity.NOTE, True),
    ],
)
def test_a_severity_reaches_the_thresholds_up_to_its_own(severity, threshold, reaches):
    assert severity.reaches(threshold) is reaches


def test_an_input_error_says_where_as_far_as_it_is_known():
    assert str(InputError("wrong.")) == "wrong."
    assert str(InputError("wrong.", path="a.yaml")) == "a.yaml: wrong."
    assert str(InputError("wrong.", path="a.yaml", at=Position(3, 7))) == "a.yaml:3:7: wrong."


def test_an_input_error_about_a_whole_file_says_each_place_and_points_at_the_first():
    error = InputError.of_file("a.yaml", [(Position(3, 7), "wrong."), (Position(2, 1), "bad.")])
    assert str(error) == "a.yaml:2:1: bad.\na.yaml:3:7: wrong."
    assert (error.path, error.at) == ("a.yaml", Position(2, 1))


@pytest.mark.parametrize(
    ("before", "now", "moved"),
    [("proposal", "pilot", True), ("pilot", "pilot", False), (None, "pilot", False), ("pilot", None, True)],
)
def test_an_initiative_has_moved_when_its_stage_was_another_one(before, now, moved):
    standing = Standing(id="a", title="A", path="a.yaml", stage=now, base_stage=before, readiness=None, funding=None)
    assert standing.moved is moved


@pytest.mark.parametrize(
    ("part", "index"), [("0", 0), ("1", 1), ("2", None), ("-1", None), ("name", None), ("", None), ("9" * 5_000, None)]
)
def test_a_part_of_a_pointer_is_an_index_where_there_is_such_an_entry(part, index):
    assert model.index_in(["a", "b"], part) == index
