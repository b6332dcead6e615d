"""Whatever is changed in a record is noticed."""

import json
import os
from copy import copy
from itertools import islice

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pilotlint import schema
from pilotlint.git import Repository
from pilotlint.model import InputError
from pilotlint.records import making, reading, replaying
from support import records
from support.repo import TestRepo

from .strategies import SCALARS

MAKES_NO_DIFFERENCE = {
    ("tool", "version"): "who decided is known from nowhere else, and what was decided holds whoever says it",
    ("today",): "on another day the same may be decided, and then the record is true of that day",
    ("asked",): "the same may be asked in other words, such as the default by its name, and then the record is true",
}
"""What a forger who also renews the seal can change: the question, where it has the same answer."""

OTHERS = ("fail", "pass", "0" * 64, "0" * 40, "0" * 20, "x", 7, True, False, None, "new", "existing", "note")


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A record, and the repository it is about."""
    repo = TestRepo(tmp_path_factory.mktemp("records") / "repo")
    record = records.made(repo)
    repository = Repository(str(repo.path), os.environ)
    yield record, repository
    repository.close()


def leaves(value, where=()):
    below = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    inside = [leaf for key, inner in below for leaf in leaves(inner, (*where, key))]
    return inside or [where]


def changed(record, where, value):
    """Return a copy with another value in one place."""
    if not where:
        return value
    holder = copy(record)
    holder[where[0]] = changed(record[where[0]], where[1:], value)
    return holder


def near(value):
    """Values that somebody would rather see there, and values that are no such thing."""
    flips = {"pass": "fail", "fail": "pass", "new": "existing", "error": "note", "pilot": "rollout", None: "waiver"}
    digits = value[:-1] + ("0" if value[-1:] != "0" else "1") if isinstance(value, str) else value
    number = value + 1 if type(value) is int else value
    options = [flips.get(value) if not isinstance(value, list | dict) else [], digits, number, not value, None]
    return st.sampled_from(options) | SCALARS


def noticed(record, repository):
    """Tell whether a record is refused or not reproduced."""
    try:
        read = reading.read(making.render(record).encode(), "record.json")
        return not replaying.replay(read, repository).reproduced
    except InputError:
        return True


def draw(data, record):
    where = data.draw(st.sampled_from(leaves(record)))
    value = record
    for key in where:
        value = value[key]
    other = data.draw(near(value).filter(lambda other: json.dumps(other) != json.dumps(value)))
    return where, changed(record, where, other)


@settings(max_examples=20)
@given(st.data())
def test_whatever_value_is_changed_the_record_is_not_reproduced(made, data):
    record, repository = made
    _, other = draw(data, record)
    assert noticed(other, repository)


@settings(max_examples=30)
@given(st.data())
def test_with_a_new_seal_only_another_question_with_the_same_answer_goes_unnoticed(made, data):
    record, repository = made
    where, other = draw(data, record)
    other["seal"] = making.seal(other)
    if where == ("seal",):
        assert other == record
    elif not noticed(other, repository):
        assert any(where[: len(known)] == known for known in MAKES_NO_DIFFERENCE)


def test_each_value_that_is_decided_is_noticed_when_it_is_another(made):
    """All of them, one after the other, without deciding anew each time: what is asked is left as it is."""
    record, _ = made
    form = schema.load("record")
    unnoticed = []
    for where in leaves(record):
        value = record
        for key in where:
            value = value[key]
        if where[0] in {"asked", "today", "seal"} or where == ("tool", "version"):
            continue
        others = (other for other in OTHERS if json.dumps(other) != json.dumps(value))
        forgeries = (changed(record, where, other) for other in others)
        for forged in islice((forged for forged in forgeries if form.first_wrong(forged) is None), 2):
            forged["seal"] = making.seal(forged)
            unnoticed += [] if replaying.comparing.differences(forged, record) else [where]
    assert unnoticed == []


@settings(max_examples=200)
@given(
    st.binary(max_size=200) | st.recursive(SCALARS, lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner))
)
def test_whatever_is_no_record_is_refused_and_nothing_else_happens(anything):
    content = anything if isinstance(anything, bytes) else json.dumps(anything).encode()
    with pytest.raises(InputError):
        reading.read(content, "record.json")
