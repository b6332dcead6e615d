"""Cells, read for the fields they feed."""

import pytest

from pilotlint import schema
from pilotlint.inventory.cells import Dates, Numbers, Unreadable, clean, reader

DATES = Dates(("%m/%d/%Y", "%d %B %Y"), "1990-01-01", "2025-01-23")


def read(field, cell, decimal_mark=None):
    found = schema.load("initiative").root.find(field)
    assert found
    return reader(found, DATES, Numbers(decimal_mark))(cell)


@pytest.mark.parametrize(
    ("whitespace", "cell", "expected"),
    [
        ("trim", " two\r\n\t lines \x0b\n\xa0", "two\nlines"),
        ("trim", "two\n\nparagraphs  with  blanks", "two\n\nparagraphs  with  blanks"),
        ("trim", "a\u2028b\x85c\td", "a\nb\nc d"),
        ("collapse", " two\r\n\t lines \x0b\n\xa0", "two lines"),
        ("keep", " two\r\n\tlines \n", " two\r\n\tlines \n"),
        ("keep", " \n\t", ""),
        ("trim", " \n\t", ""),
        ("collapse", " \n\t", ""),
    ],
)
def test_blanks_are_treated_as_the_mapping_says(whitespace, cell, expected):
    assert clean(cell, whitespace) == expected


@pytest.mark.parametrize(
    ("field", "cell", "expected"),
    [
        ("/notes", "any text", "any text"),
        ("/outcome/timeframe", "2026", "2026"),
        ("/budget/pilot", "$1,050,000", 1050000),
        ("/budget/spent_to_date", "1.2M", 1200000),
        ("/pilot/users", "1 200", 1200),
        ("/metric/target", "12.5", 12.5),
        ("/metric/target", "-12", -12),
        ("/metric/target", "60 %", "60 %"),
        ("/metric/baseline", "Unknown", "unknown"),
        ("/risk/personal_data", "YES", True),
        ("/risk/personal_data", "n", False),
        ("/risk/personal_data", "Unknown", "unknown"),
        ("/builders/0/active", "True", True),
        ("/pilot/decision/can_operate/answer", "Yes", "yes"),
        ("/pilot/decision/can_operate/answer", "partly", "partly"),
        ("/metric/kind", "Time_Saved", "time_saved"),
        ("/pilot/starts", "3/2/2024", "2024-03-02"),
        ("/pilot/starts", "2 March 2024", "2024-03-02"),
        ("/follows", "churn-v1", "churn-v1"),
        ("/change/sessions", "3/2/2024", "2024-03-02"),
    ],
)
def test_a_cell_is_read_for_its_field(field, cell, expected):
    found = read(field, cell)

    assert found == expected
    assert type(found) is type(expected)


@pytest.mark.parametrize(
    ("field", "cell", "reason"),
    [
        ("/pilot/starts", "FY23", "is no day written as %m/%d/%Y or %d %B %Y"),
        ("/pilot/starts", "10/12023", "is no day written as %m/%d/%Y or %d %B %Y"),
        ("/pilot/starts", "2/30/2023", "is no day written as %m/%d/%Y or %d %B %Y"),
        ("/pilot/starts", "7/14/1905", "is before 1990-01-01"),
        ("/pilot/starts", "1/24/2025", "is after 2025-01-23"),
        ("/budget/pilot", "about 50", "is no whole number"),
        ("/budget/pilot", "50.5", "is no whole number"),
        ("/pilot/users", "dozens", "is no whole number"),
        ("/metric/target", "lots", "is no number"),
        ("/metric/target", "1e999", "is no number"),
        ("/risk/personal_data", "maybe", "is none of yes, no, unknown"),
        ("/pilot/decision/result", "go", "is none of scale, extend, pivot, stop"),
    ],
)
def test_a_cell_that_its_field_cannot_hold_is_unreadable(field, cell, reason):
    with pytest.raises(Unreadable) as raised:
        read(field, cell)

    assert str(raised.value) == reason


MAY_MEAN = "may mean decimals or thousands; the mapping can tell with `decimal_mark:`"


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("/budget/pilot", "50.000"),
        ("/budget/pilot", "EUR 50,000"),
        ("/pilot/users", "1.200"),
        ("/metric/target", "12.500"),
    ],
)
def test_a_number_that_may_mean_fifty_or_fifty_thousand_is_not_guessed(field, cell):
    with pytest.raises(Unreadable) as error:
        read(field, cell)
    assert str(error.value) == MAY_MEAN


@pytest.mark.parametrize(
    ("field", "cell", "decimal_mark", "expected"),
    [
        ("/budget/pilot", "50.000", ",", 50000),
        ("/budget/pilot", "50.000", ".", 50),
        ("/budget/pilot", "50,000 €", ".", 50000),
        ("/budget/pilot", "50,000", ",", 50),
        ("/budget/pilot", "1.234.567,00 EUR", ",", 1234567),
        ("/budget/pilot", "1,2M", ",", 1200000),
        ("/budget/pilot", "CHF 1’200", ".", 1200),
        ("/budget/pilot", "7", ",", 7),
        ("/metric/target", "9,5", ",", 9.5),
        ("/metric/target", "1.009,5 %", ",", "1009.5 %"),
        ("/metric/target", "0.125", None, 0.125),
        ("/metric/baseline", "unknown", ",", "unknown"),
    ],
)
def test_a_mapping_can_tell_how_numbers_are_written(field, cell, decimal_mark, expected):
    assert read(field, cell, decimal_mark) == expected


@pytest.mark.parametrize(
    ("cell", "decimal_mark", "reason"),
    [
        ("1.5", ",", "is no number with , before its decimals"),
        ("1,2,3", ",", "is no number with , before its decimals"),
        ("50,5", ",", "is no whole number"),
        ("50.125", ".", "is no whole number"),
        ("0.500", None, "is no whole number"),
        ("cheap", ",", "is no whole number"),
    ],
)
def test_a_number_that_is_written_otherwise_is_not_read(cell, decimal_mark, reason):
    with pytest.raises(Unreadable) as error:
        read("/budget/pilot", cell, decimal_mark)
    assert str(error.value) == reason
