"""What a terminal is shown, and what it is not."""

import pytest

from pilotlint.formatters import style
from pilotlint.formatters.style import Style


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("plain", "plain"),
        ("Zoë, 田中, 𝄞 – “quoted” • 👩🏽‍💻", "Zoë, 田中, 𝄞 – “quoted” • 👩🏽‍💻"),
        ("שלום مرحبا", "שלום مرحبا"),
        ("no\u00a0break", "no\u00a0break"),
        ("tab\there", "tab here"),
        ("two\nlines\r", "two\\x0alines\\x0d"),
        ("\x1b[2J\x1b[31mred", "\\x1b[2J\\x1b[31mred"),
        ("\x07\x00\x7f\x9b1m", "\\x07\\x00\\x7f\\x9b1m"),
        ("\u202egnp.exe", "\\u202egnp.exe"),
        ("\u2066a\u2069\u200e\u200f\u061c", "\\u2066a\\u2069\\u200e\\u200f\\u061c"),
        ("a\u200bb\ufeffc\u00add", "a\\u200bb\\ufeffc\\xadd"),
        ("line\u2028para\u2029nel\x85", "line\\u2028para\\u2029nel\\x85"),
        ("\udcff\ue000\U000e0041", "\\udcff\\ue000\\U000e0041"),
    ],
)
def test_what_could_control_a_terminal_or_hide_in_it_is_made_visible(text, shown):
    assert style.printable(text) == shown


@pytest.mark.parametrize(
    ("text", "columns"),
    [("", 0), ("abc", 3), ("é", 1), ("e\u0301", 1), ("田中", 4), ("ｆ", 2), ("👩\u200d💻", 4), ("a\u200cb", 2)],
)
def test_columns_are_counted_as_a_terminal_shows_them(text, columns):
    assert style.columns(text) == columns


def test_a_text_is_painted_only_where_colour_is_wanted():
    assert Style().paint("x", "red") == "x"
    assert Style(colour=True).paint("x", "red", "bold") == "\x1b[31;1mx\x1b[0m"
    assert Style(colour=True).paint("", "red") == ""
