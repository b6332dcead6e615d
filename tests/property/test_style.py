"""No text from a repository controls a terminal."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from pilotlint import gate
from pilotlint.formatters import style, text
from pilotlint.formatters.style import Style
from pilotlint.model import Position, Report, Span
from property.test_run import FINDING

ANY = st.text(st.characters(), max_size=30) | st.text(
    st.sampled_from("a\n\r\t\x1b\x00\x9b\u202e\u2066\u200d\u2028\ufeff\udcff\U000e0001é田 ["), max_size=15
)
BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


@given(ANY)
def test_nothing_printable_controls_reverses_or_hides(typed):
    shown = style.printable(typed)
    assert not BIDI & set(shown)
    assert {
        unicodedata.category(character) for character in shown.replace("\u200c", "").replace("\u200d", "")
    }.isdisjoint({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})
    assert style.printable(shown) == shown
    assert style.columns(shown) >= 0


@given(ANY)
def test_what_is_printable_stays_as_it_is(typed):
    if typed.isprintable():
        assert style.printable(typed) == typed


@given(ANY, st.integers(1, 40), st.integers(1, 40), st.sampled_from([None, 60]))
def test_a_finding_shows_nothing_that_controls_a_terminal(typed, start, end, width):
    span = Span(Position(1, start), Position(1, max(start, end)))
    finding = FINDING._replace(message=typed, help=typed, path=typed, source=typed, span=span)
    report = Report(today="2026-06-22", base=None, head=None, policies=(), standings=(), findings=(finding,))
    shown = text.render(report, gate.decide(report, fail_on="error", changed="new"), Style(width=width))
    assert style.printable(shown.replace("\n", "")) == shown.replace("\n", "")
    if width is None:
        assert len(shown.splitlines()) <= 8
