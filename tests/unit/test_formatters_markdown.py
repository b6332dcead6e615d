"""The document for a board: the decision first, and nothing in it does anything."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from pilotlint import gate
from pilotlint.formatters import formatter
from pilotlint.formatters.markdown import MOST
from pilotlint.formatters.neutral import neutral, prose
from pilotlint.formatters.style import Style
from pilotlint.model import Flip, Proposal, Readiness, Status
from support.reports import FINDING, STANDING, report

MOVED = STANDING._replace(base_stage="proposal", stage="pilot", readiness=Readiness("pilot", 6, 15, ("PL402",)))


def render(*findings, standings=(MOVED,), links="", **parts):
    whole = report(*findings)._replace(standings=standings, **parts)
    return formatter("markdown")(whole, gate.decide(whole, fail_on="error", changed="new"), Style(links=links))


def test_the_decision_comes_first_with_stage_money_and_how_far_it_is():
    lines = render(FINDING._replace(path=MOVED.path)).splitlines()
    assert lines[0] == "## pilotlint: 1 stage move, 1 blocked"
    assert lines[4].startswith("| :x: blocked | **")
    assert "| proposal → **pilot** |" in lines[4]
    assert lines[4].endswith("| 6 of 15 for pilot |")


def test_a_move_that_is_ready_is_said_in_one_line_and_a_table():
    text = render()
    assert text.startswith("## pilotlint: 1 stage move ready\n")
    assert "###" not in text


def test_a_line_can_be_opened():
    text = render(FINDING._replace(path="initiatives/a b.yaml"), links="https://github.example/o/r/blob/abc/")
    assert "(https://github.example/o/r/blob/abc/initiatives/a%20b.yaml#L12)" in text


def test_what_blocks_ends_in_a_question_for_the_meeting():
    assert "- Who pays for bringing it into daily work, and have they said so?" in render(FINDING)


def test_what_was_there_before_is_folded():
    text = render(FINDING._replace(status=Status.EXISTING))
    assert "<details><summary>1 there before or excepted</summary>" in text


def test_both_verdicts_are_shown_where_the_rules_change():
    text = render(proposal=Proposal(None, (Flip("a", "a.yaml", passes=False, would_pass=None),)))
    assert "- Under today's rules, which decide, this passes." in text
    assert "- Under the rules it proposes, it could not judge anything." in text
    assert "  - a: is blocked today, is not judged then" in text


def test_a_report_of_any_length_fits_into_a_comment_in_whole_rows():
    standings = tuple(MOVED._replace(id=f"i-{n}", path=f"{n}.yaml", title="x" * 200) for n in range(900))
    findings = [FINDING._replace(initiative=f"i-{n}", message="y" * 300, path=f"{n}.yaml") for n in range(900)]
    old = [one._replace(status=Status.EXISTING) for one in findings]
    text = render(*findings, *old, standings=standings, notes=("z" * 300,))
    assert len(text) < MOST
    assert re.search(r"… and [0-9]+ initiatives more: `pilotlint check` lists everything\.", text)
    assert text.count("<details>") == text.count("</details>")
    assert all(line.count("|") == 6 for line in text.splitlines() if line.startswith("| :"))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@dana and team@example.com", "@&#8203;dana and team@&#8203;example.com"),
        ("fixes #12, GH-7 and o/r#1", "fixes #&#8203;12, GH&#8203;-7 and o/r#&#8203;1"),
        ("<img src=x> --> &#64;x", "&lt;img src=x&gt; --&gt; &amp;#&#8203;64;x"),
        ("a | b\n\n# c", "a \\| b #&#8203; c"),
        ("![x](https://e.org/a.png)", "\\!\\[x\\]\\(https:&#8203;//e.org/a.png\\)"),
        ("**bold** `code` ~~gone~~ $x$", "\\*\\*bold\\*\\* \\`code\\` \\~\\~gone\\~\\~ $&#8203;x$&#8203;"),
        ("1. first", "&#8203;1. first"),
        ("deadbeefcafe", "deadbe&#8203;efcafe"),
        ("www.example.org", "www&#8203;.example.org"),
        ("\u202edlrow\x1b[2J", "\\\\u202edlrow\\\\x1b\\[2J"),
    ],
)
def test_text_of_a_repository_does_nothing(text, shown):
    assert neutral(text) == shown


def test_code_in_our_own_sentences_is_shown_as_code():
    assert prose("Write `owner: @x`.") == "Write <code>owner: @&#8203;x</code>."


@given(st.text())
@example("\0@a")
@example("`" * 9)
def test_whatever_the_text_it_is_one_line_without_a_way_out(text):
    shown = neutral(text)
    assert "\n" not in shown
    assert not re.search(r"[<>\0]", shown)
    assert re.findall(r"[@$](?!&#8203;)", shown) == []
    assert not re.search(r"(?<!\\)(?:\\\\)*[|`*_\[\]]", shown)
