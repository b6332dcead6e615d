"""Amounts of money."""

import pytest

from pilotlint import money


@pytest.mark.parametrize(
    ("amount", "currency", "written"),
    [
        ({"min": 50000, "max": 50000}, "USD", "50,000 USD"),
        ({"min": 160000, "max": 220000}, "EUR", "160,000 to 220,000 EUR"),
        ({"min": 0, "max": 0}, "", "0"),
        ({"min": 1, "max": 9007199254740991}, "JPY", "1 to 9,007,199,254,740,991 JPY"),
    ],
)
def test_an_amount_is_written_the_way_people_write_it(amount, currency, written):
    assert money.written(amount, currency) == written


@pytest.mark.parametrize(
    ("amount", "factor", "product"),
    [
        (50000, 3.0, 150000),
        (50001, 2.5, 125003),
        (10, 1.1, 11),
        (100, 1.15, 115),
        (1, 0.1, 1),
        (3, 0.1, 1),
        (0, 5.0, 0),
        (9007199254740991, 3.0, 27021597764222973),
        (9007199254740991, 1e6, 9007199254740991000000),
    ],
)
def test_an_amount_is_multiplied_without_rounding_down(amount, factor, product):
    assert money.times(amount, factor) == product


@pytest.mark.parametrize(
    ("amount", "unit", "ratio"),
    [
        (150000, 50000, "3"),
        (149999, 50000, "2.99"),
        (125000, 50000, "2.5"),
        (1, 3, "0.33"),
        (0, 5, "0"),
        (10, 1, "10"),
        (9007199254740991, 1, "9007199254740991"),
        (1, 9007199254740991, "0"),
    ],
)
def test_a_ratio_is_cut_and_never_rounded_up(amount, unit, ratio):
    assert money.ratio(amount, unit) == ratio


def test_a_currency_is_one_that_is_in_use():
    assert {"USD", "EUR", "JPY", "CHF"} <= money.CURRENCIES
    assert money.CURRENCIES.isdisjoint({"USX", "DEM", "XXX", "XTS", "BTC", "usd", ""})
    assert all(len(code) == 3 and code.isupper() for code in money.CURRENCIES)
