"""Whatever a file holds, it becomes an initiative that can be judged."""

from hypothesis import given
from hypothesis import strategies as st

from pilotlint import initiative
from pilotlint.initiative import stages
from property.strategies import ANYTHING, INITIATIVES, as_json, damaged
from property.test_document import SCRIBBLE
from support.judging import LEAST, PATH, portfolio, read

BLANK = read(LEAST).view


def has_its_shape(view, blank):
    """Tell whether every section and list is there, all the way down."""
    return all(
        key in view
        and type(view[key]) is type(value)
        and (not isinstance(value, dict) or has_its_shape(view[key], value))
        for key, value in blank.items()
        if isinstance(value, dict | list)
    )


def holds(found):
    assert found.id
    assert found.title
    assert found.stage is None or found.stage in stages()
    assert found.unreadable == ("",) or (found.view and has_its_shape(found.view, BLANK))
    assert bool(found.unreadable) is bool(found.document.faults or found.violations)
    amounts = found.funding
    assert amounts is None or any(amount is not None for amount in amounts[1:])


@given(st.binary(max_size=80))
def test_any_bytes_can_be_read(content):
    holds(initiative.read(PATH, content))


@given(SCRIBBLE)
def test_any_text_can_be_read(text):
    holds(initiative.read(PATH, LEAST.encode() + text.encode()))
    holds(initiative.read(PATH, text.encode()))


@given(ANYTHING)
def test_any_data_can_be_read(data):
    holds(initiative.read(PATH, as_json(data)))


@given(damaged())
def test_a_damaged_initiative_can_be_read(data):
    holds(initiative.read(PATH, as_json(data)))


def is_backwards(amount):
    """A range whose end is below its start: PL004 says so, and it counts as no amount."""
    return isinstance(amount, dict) and amount.keys() == {"min", "max"} and amount["min"] > amount["max"]


@given(INITIATIVES)
def test_of_a_right_initiative_nothing_is_lost_in_the_view(data):
    found = initiative.read(PATH, as_json(data))
    holds(found)
    assert found.unreadable == ()
    for key, value in data.items():
        assert key in found.view
        if isinstance(value, dict):
            backwards = {name for name, amount in value.items() if is_backwards(amount)}
            assert set(value) - backwards <= set(found.view[key])
        elif isinstance(value, list):
            assert len(value) == len(found.view[key])


@given(damaged())
def test_an_id_is_found_in_the_same_place_however_it_is_looked_up(data):
    content = as_json(data)
    assert list(portfolio({PATH: content}).by_id) == [initiative.read(PATH, content).id.casefold()]
