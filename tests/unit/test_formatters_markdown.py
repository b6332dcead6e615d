"""The document that a board decides from."""

import re

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options
from hypothesis import given
from hypothesis import strategies as st

from pilotlint import gate
from pilotlint.formatters import markdown, neutral, page
from pilotlint.formatters.markdown import Facts
from pilotlint.formatters.questions import question
from pilotlint.model import TOP, Flip, Funding, Proposal, Severity, Status, Suppression
from support.reports import FINDING, STANDING, report

MOVED = STANDING._replace(base_stage="proposal")
WARNING = FINDING._replace(severity=Severity.WARNING, policy="PL407")


def document(*findings, standings=(MOVED,), files="", most=markdown.MOST, **changes):
    whole = report(*findings)._replace(standings=standings, base="b" * 40, **changes)
    return markdown.document(Facts(whole, gate.decide(whole, fail_on="error", changed="new"), files), most)


def test_the_decision_comes_first_with_the_move_the_money_and_how_far_it_is():
    lines = document(FINDING).splitlines()
    assert lines[0] == "## ❌ Not&nbsp;ready for pilot: Churn list"
    assert lines[2] == "The gate fails. 1 initiative on 2026-06-22: 1 missing."
    assert lines[6] == (
        "| ❌&nbsp;not&nbsp;ready | **Churn list** <code>churn</code> | proposal → **pilot** "
        "| 50,000 USD + 160,000 to 220,000 USD for deployment | 2 of 3 for rollout |"
    )


RULES = FINDING._replace(policy="PL913", path="pilotlint.yaml", initiative=None)
ANOTHER = MOVED._replace(id="leads", title="Leads", path="initiatives/leads.yaml")


@pytest.mark.parametrize(
    ("findings", "standings", "headline"),
    [
        ([], [MOVED], "✅ Ready for pilot: Churn list"),
        ([], [MOVED, ANOTHER], "✅ Ready: 2 initiatives"),
        ([FINDING], [MOVED, ANOTHER], "❌ Not&nbsp;ready for pilot: Churn list"),
        ([FINDING], [STANDING._replace(base_stage="pilot"), ANOTHER], "❌ Blocked: Churn list"),
        ([RULES], [MOVED], "❌ The gate fails."),
        ([], [STANDING._replace(base_stage="pilot")], "✅ The gate passes."),
    ],
)
def test_the_headline_is_the_decision(findings, standings, headline):
    assert document(*findings, standings=tuple(standings)).splitlines()[0] == f"## {headline}"


def test_what_several_initiatives_ask_for_is_added_up_in_each_currency():
    euros = ANOTHER._replace(path="initiatives/x.yaml", funding=Funding("EUR", 20000, None))
    assert "Asked for in all: 100,000 USD + 320,000 to 440,000 USD for deployment; 20,000 EUR." in document(
        standings=(MOVED, ANOTHER, euros)
    )


def test_an_initiative_that_comes_in_as_a_pilot_asks_for_money_as_one_that_moves_does():
    assert "| new → **pilot** | 50,000 USD" in document(standings=(STANDING,))


def test_what_was_there_before_is_missing_where_a_touched_initiative_is_judged_in_full():
    whole = report(FINDING._replace(status=Status.EXISTING))._replace(standings=(MOVED,), base="b" * 40)
    text = markdown.document(Facts(whole, gate.decide(whole, fail_on="error", changed="all")))
    assert "**PL402**" in text.partition("### What is missing")[2].partition("<details>")[0]


def test_what_is_missing_is_told_with_the_line_linked_and_what_to_type():
    text = document(FINDING, files="https://example.com/blob/abc/")
    line = "([line 12](https://example.com/blob/abc/initiatives/churn.yaml#L12))\n"
    missing, _, folded = text.partition("<details><summary>What to type</summary>")
    assert f"- **PL402** Deployment has 2 times as much. {line}" in missing
    assert f"- **PL402** Raise it. {line}" in folded


def test_a_path_cannot_leave_its_link():
    evil = FINDING._replace(path="a) [x](//evil) \udcff#.yaml")
    assert "](https://example.com/a%29%20%5Bx%5D%28//evil%29%20%FF%23.yaml#L12)" in document(
        evil, files="https://example.com/"
    )


def test_what_only_deserves_a_look_and_what_does_not_count_are_folded_away():
    waived = FINDING._replace(policy="PL401", suppression=Suppression("waiver", "hosted product"))
    folded = document(WARNING, waived, FINDING._replace(status=Status.EXISTING), files="https://e/").partition(
        "<details>"
    )[2]
    assert "<summary>Worth a look (1)</summary>" in folded
    assert "PL407" in folded
    assert "(waiver: hosted product)" in folded
    assert "[<code>initiatives/churn.yaml:12</code>](https://e/initiatives/churn.yaml#L12)" in folded
    assert "there before (2)" in folded


def test_what_an_author_answered_is_there_to_be_judged_without_unfolding_anything():
    answered = WARNING._replace(policy="PL302", message='The author answers: "we are paid by it".', advises_only=True)
    seen, _, folded = document(WARNING, answered).partition("<details><summary>")
    assert "1 for you to judge, 1 worth a look." in seen
    assert '- **PL302** The author answers: "we are paid by it". (' in seen.partition("### For you to judge")[2]
    assert "PL407" not in seen
    assert "PL302" in folded.partition("Worth a look (1)")[0]


def test_rules_and_waivers_stand_above_what_is_missing_and_say_what_blocks():
    flips = (Flip("churn", "initiatives/churn.yaml", passes=False, would_pass=True),)
    text = document(FINDING, RULES, proposal=Proposal(passed=True, flips=flips))
    before, _, after = text.partition("### What is missing")
    assert "- ❌ **PL913**" in before
    assert "<code>churn</code> fails today, and passes then." in before
    assert "**PL402**" in after


@pytest.mark.parametrize(
    ("missing", "asked"),
    [
        (["PL304", "PL401"], "Which number about people's work must move"),
        (["PL401"], "If the pilot succeeds tomorrow, who pays"),
        (["ACME1", "PL002"], "What will be different on the first Monday"),
    ],
)
def test_the_question_is_about_the_first_thing_that_is_missing(missing, asked):
    assert question(missing).startswith(asked)


def test_a_question_is_asked_of_what_moves_and_of_nothing_else():
    assert "### To ask in the meeting" in document()
    assert "### To ask in the meeting" not in document(standings=(STANDING._replace(base_stage="pilot"),))


def test_a_long_document_keeps_whole_rows_the_worst_first_and_says_what_was_cut():
    many = [FINDING._replace(path=f"initiatives/{number:04}.yaml", initiative=f"i{number}") for number in range(3000)]
    standings = tuple(
        MOVED._replace(path=f"initiatives/{number:04}.yaml", id=f"i{number}") for number in range(0, 3000, 2)
    )
    text = document(*many[1500:], standings=standings)
    assert len(text) <= markdown.MOST
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert rows[2].startswith("| ❌&nbsp;not&nbsp;ready |")
    assert text.count("**PL402** Deployment") > 50  # no section takes the room of all that follow
    assert all(row.endswith(" |") for row in rows)
    assert re.search(r"… and [\d,]+ more initiatives: `pilotlint check --format json` has them all\.", text)
    assert text.count("<details>") == text.count("</details>")


@given(st.lists(st.lists(st.text("ab\n", min_size=1), min_size=1), max_size=5), st.integers(2000, 4000))
def test_a_page_is_never_longer_than_it_may_be(rows, most):
    sections = [page.Section("opening\n", each, "closing\n") for each in rows]
    assert len(page.fit(sections, most, "elsewhere")) <= most


ACTIVE = re.compile(
    r"[@#]\w|://|www\.|\bGH-\d|\b[0-9a-fA-F]{7,}\b|:\w+:|[<>`*_\[\]\\|~$\n\r]|-->|[\u202a-\u202e\u2066-\u2069\x00-\x1f]"
)


@given(st.one_of(st.text(), st.from_regex(ACTIVE), st.text("@#:/wW.ghGH-19abf`<>&;|*[]()!\\\n\u202e")))
def test_no_text_of_a_repository_does_anything(text):
    for written in (neutral.plain(text), neutral.code(text), neutral.prose(text)):
        own = re.sub("</?code>|&#[0-9]+;", "¶", written)
        assert not ACTIVE.search(own), written


@given(st.one_of(st.text(), st.text("@#:/wW.ghGH-19abf`<>&;|*[]()!~$\\\n ")))
def test_githubs_own_parser_finds_nothing_in_a_text_but_the_text(text):
    for written in (neutral.plain(text), re.sub("</?code>", "", neutral.code(text))):
        row = f"| a |\n|---|\n| x {written} x |\n"
        html = cmarkgfm.github_flavored_markdown_to_html(row, Options.CMARK_OPT_UNSAFE)
        assert re.search(r"<tbody>\n<tr>\n<td>x [^<>]*x</td>\n</tr>\n</tbody>", html), html


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("ping @team/board", "ping @&#8203;team/board"),
        ("fixes #12 and GH-3", "fixes #&#8203;12 and GH&#8203;-3"),
        ("![x](https://evil/p.png)", "!&#91;x&#93;(https:&#8203;//evil/p.png)"),
        ("<b>&#64;x</b> -->", "&#60;b&#62;&#38;#&#8203;64;x&#60;/b&#62; --&#62;"),
        ("a | b\n# c", "a &#124; b &#35; c"),
        ("deadbeef1", "deadbe&#8203;ef1"),
        ("\u202egnp", "&#92;u202egnp"),
        ("Ω 3 to 5, 20 %", "Ω 3 to 5, 20 %"),
    ],
)
def test_a_text_is_shown_as_it_was_typed(typed, written):
    assert neutral.plain(typed) == written


def test_what_stands_between_backticks_is_code_and_a_lone_one_is_itself():
    assert neutral.prose("Write `a_b: @c` or `x") == "Write <code>a&#95;b: @&#8203;c</code> or &#96;x"


def test_a_finding_about_a_whole_file_links_its_top():
    assert "([the file](https://e/initiatives/churn.yaml#L1))" in document(
        FINDING._replace(span=TOP), files="https://e/"
    )
