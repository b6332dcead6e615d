"""The report for people at a terminal."""

import re
import time

import pytest

from pilotlint import gate
from pilotlint.formatters import FORMATTERS, formatter, text
from pilotlint.formatters.style import Style
from pilotlint.model import (
    TOP,
    Flip,
    Funding,
    Position,
    Proposal,
    Readiness,
    Related,
    Report,
    Severity,
    Span,
    Status,
    Suppression,
)
from support.reports import FINDING, STANDING


def render(findings=(), standings=(), *, notes=(), style=Style(), fail_on="error", proposal=None):  # noqa: B008  # an immutable value
    report = Report(
        today="2026-06-22",
        base=None,
        head=None,
        policies=(("PL402", "three times the budget"),),
        standings=tuple(standings),
        findings=tuple(findings),
        notes=tuple(notes),
        proposal=proposal,
    )
    return text.render(report, gate.decide(report, fail_on=fail_on, changed="new"), style)


def snippet(**changes):
    return render([FINDING._replace(**changes)]).split("\n\n")[0].split("\n")


def test_a_finding_is_shown_with_its_line_and_what_to_type():
    assert snippet() == [
        "error[PL402]: Deployment has 2 times as much.",
        "  --> initiatives/churn.yaml:12:3",
        "   |",
        "12 |   deployment: 100000  # yes",
        "   |   ^^^^^^^^^^^^^^^^^^",
        "   = to do: Raise it.",
    ]


def test_a_finding_without_a_place_of_its_own_has_no_line():
    assert snippet(span=TOP, source="schema: pilotlint/v1") == [
        "error[PL402]: Deployment has 2 times as much.",
        " --> initiatives/churn.yaml:1:1",
        "  = to do: Raise it.",
    ]
    assert len(snippet(source="   ")) == 3


def test_other_places_are_named():
    span = Span(Position(2, 1), Position(2, 9))
    assert snippet(related=(Related("initiatives/b.yaml", span, "the same id"),))[-2:] == [
        "   = see initiatives/b.yaml:2:1: the same id",
        "   = to do: Raise it.",
    ]


@pytest.mark.parametrize(
    ("source", "start", "end", "line", "mark"),
    [
        ("a: 田中 b", (4, 6), None, "a: 田中 b", "   ^^^^"),
        ("田: x", (1, 2), None, "田: x", "^^"),
        ("\ta: x", (2, 3), None, " a: x", " ^"),
        ("a: \x1b[2Jx", (8, 9), None, "a: \\x1b[2Jx", "          ^"),
        ("a: \u202ex", (4, 5), None, "a: \\u202ex", "   ^^^^^^"),
        ("a: e\u0301x", (6, 7), None, "a: e\u0301x", "    ^"),
        ("a:", (3, 3), None, "a:", "  ^"),
        ("a: |", (4, 5), 15, "a: |", "   ^"),
        ("a: text   ", (4, 99), None, "a: text", "   ^^^^"),
    ],
)
def test_the_mark_stands_below_what_it_marks(source, start, end, line, mark):
    span = Span(Position(12, start[0]), Position(end or 12, start[1]))
    shown = snippet(source=source, span=span)
    assert shown[3] == f"12 | {line}"
    assert shown[4] == f"   | {mark}"


def test_a_line_that_would_fill_the_screen_is_cut_around_the_mark():
    source = "a" * 1000 + "MARK" + "b" * 1000
    shown = snippet(source=source, span=Span(Position(1, 1001), Position(1, 1005)))
    assert shown[3] == "1 | …" + "a" * 100 + "MARK" + "b" * 100 + "…"
    assert shown[4] == "  | " + " " * 101 + "^^^^"
    shown = snippet(source=source, span=Span(Position(1, 1), Position(1, 2000)))
    assert len(shown[3]) < 420


def test_hostile_text_is_made_harmless_wherever_it_stands():
    evil = "\x1b[2J\u202e\n"
    shown = render(
        [
            FINDING._replace(message=evil, help=evil, path=evil, source=evil, related=(Related(evil, TOP, evil),)),
            FINDING._replace(message=evil, path=evil, status=Status.EXISTING),
            FINDING._replace(message=evil, suppression=Suppression("waiver", evil)),
        ],
        [STANDING._replace(id=evil, title=evil + "x", funding=Funding(evil, 1, None))],
        notes=[evil],
    )
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert shown.count("\\x1b[2J\\u202e\\x0a") == 13


def test_findings_that_do_not_count_take_one_line_with_the_reason():
    shown = render(
        [
            FINDING._replace(status=Status.EXISTING),
            FINDING._replace(severity=Severity.WARNING, suppression=Suppression("waiver", "hosted product")),
        ]
    )
    assert shown.splitlines() == [
        "error[PL402] initiatives/churn.yaml:12:3 (was there before): Deployment has 2 times as much.",
        "warning[PL402] initiatives/churn.yaml:12:3 (waiver: hosted product): Deployment has 2 times as much.",
        "",
        "0 initiatives on 2026-06-22: 0 errors, 0 warnings, 1 there before, 1 suppressed. The gate passes.",
    ]


def test_old_debt_is_counted_and_not_listed():
    old = FINDING._replace(suppression=Suppression("baseline", "was there before the gate"))
    shown = render([old, old._replace(policy="PL401"), old._replace(initiative="other")])
    assert shown.splitlines() == [
        "3 old findings in the baseline, in 2 initiatives.",
        "0 initiatives on 2026-06-22: 0 errors, 0 warnings, 3 suppressed. The gate passes.",
    ]


def standing(**changes):
    lines = render(standings=[STANDING._replace(**changes)]).splitlines()
    return lines[: lines.index("")]


@pytest.mark.parametrize(
    ("changes", "lines"),
    [
        (
            {},
            [
                "  pass  Churn list · churn · pilot · 50,000 USD + 160,000 to 220,000 USD for deployment",
                "        2 of 3 done for rollout. Missing: three times the budget (PL402)",
            ],
        ),
        (
            {"base_stage": "proposal", "readiness": Readiness("pilot", 3, 3, ()), "funding": None},
            ["  pass  Churn list · churn · proposal → pilot", "        3 of 3 done for pilot."],
        ),
        (
            {"stage": "stalled", "readiness": Readiness("stalled", 8, 8, ()), "funding": None},
            ["  pass  Churn list · churn · stalled", "        8 of 8 done."],
        ),
        ({"title": "churn", "readiness": None, "stage": None, "funding": None}, ["  pass  churn · no stage"]),
        ({"readiness": Readiness("retired", 0, 0, ()), "funding": Funding(None, 5, None)}, ["  pass  Churn list · churn · pilot · 5"]),
        (
            {"readiness": Readiness("rollout", 0, 1, ("AB100",)), "funding": Funding("EUR", None, 7)},
            [
                "  pass  Churn list · churn · pilot · 7 EUR for deployment",
                "        0 of 1 done for rollout. Missing: AB100 (AB100)",
            ],
        ),
    ],
)  # fmt: skip
def test_every_initiative_is_shown_with_its_stage_its_money_and_its_way(changes, lines):
    assert standing(**changes) == lines


def test_those_that_fail_come_first():
    fine = STANDING._replace(id="fine", path="a.yaml", readiness=None)
    assert [line.split()[0] for line in render([FINDING], [fine, STANDING]).splitlines() if " · " in line and "done" not in line] == [
        "FAIL",
        "pass",
    ]  # fmt: skip


def test_who_fails_is_told_how_many_policies_are_to_fix():
    findings = [
        FINDING,
        FINDING._replace(pointer="/budget/pilot"),
        FINDING._replace(policy="PL401", name="deployment-budget-before-pilot"),
        FINDING._replace(name="another", severity=Severity.WARNING),
    ]
    other = STANDING._replace(id="other", path="initiatives/other.yaml")
    shown = [line for line in render(findings, [STANDING, other]).splitlines() if line.startswith(("  FAIL", "  pass"))]
    assert shown == [
        "  FAIL  Churn list · churn · pilot · 50,000 USD + 160,000 to 220,000 USD for deployment · 2 to fix",
        "  pass  Churn list · other · pilot · 50,000 USD + 160,000 to 220,000 USD for deployment",
    ]


@pytest.mark.parametrize(
    ("findings", "stage", "said"),
    [
        ([FINDING], "pilot", "2 of 3 done. Missing: three times the budget (PL402)"),
        ([FINDING._replace(status=Status.EXISTING)], "pilot", "2 of 3 done. Missing: three times the budget (PL402, was there before)"),
        ([FINDING._replace(suppression=Suppression("waiver", "hosted"))], "pilot", "2 of 3 done. Missing: three times the budget (PL402, waiver)"),
        ([FINDING, FINDING._replace(status=Status.EXISTING)], "pilot", "2 of 3 done. Missing: three times the budget (PL402)"),
        ([FINDING._replace(status=Status.EXISTING)], "rollout", "2 of 3 done for rollout. Missing: three times the budget (PL402)"),
    ],
)  # fmt: skip
def test_what_is_missing_and_not_to_be_mended_now_says_why(findings, stage, said):
    shown = render(findings, [STANDING._replace(readiness=Readiness(stage, 2, 3, ("PL402",)))])
    assert f"        {said}\n" in shown


def test_notes_stand_before_the_last_line():
    assert render(notes=["What changed is measured from main."]).splitlines() == [
        "Note: What changed is measured from main.",
        "0 initiatives on 2026-06-22: 0 errors, 0 warnings. The gate passes.",
    ]


@pytest.mark.parametrize(
    ("findings", "fail_on", "line"),
    [
        ([], "error", "0 errors, 0 warnings. The gate passes."),
        ([FINDING], "error", "1 error, 0 warnings. The gate fails."),
        ([FINDING] * 2, "never", "2 errors, 0 warnings. The gate passes."),
        ([FINDING._replace(severity=Severity.WARNING)], "error", "0 errors, 1 warning. The gate passes."),
        ([FINDING._replace(severity=Severity.NOTE)], "error", "0 errors, 0 warnings. The gate passes."),
    ],
)
def test_the_last_line_counts_and_says_what_the_gate_does(findings, fail_on, line):
    assert render(findings, fail_on=fail_on).splitlines()[-1] == f"0 initiatives on 2026-06-22: {line}"


def test_large_numbers_are_readable():
    shown = render([FINDING] * 1500, [STANDING._replace(id=str(number)) for number in range(1200)])
    assert shown.splitlines()[-1] == "1,200 initiatives on 2026-06-22: 1,500 errors, 0 warnings. The gate fails."


def test_of_too_many_findings_the_errors_are_shown_first():
    warnings = [FINDING._replace(severity=Severity.WARNING)] * 600
    shown = render([*warnings, FINDING])
    assert shown.startswith("error[PL402]")
    assert shown.count("warning[PL402]") == 499
    assert "… and 101 more findings; `--format json` has them all." in shown


def test_five_hundred_findings_are_all_shown_in_their_order():
    shown = render([*[FINDING._replace(severity=Severity.WARNING)] * 499, FINDING])
    assert shown.startswith("warning[PL402]")
    assert "more findings" not in shown


def test_of_too_many_initiatives_those_that_fail_are_shown():
    standings = [STANDING._replace(id=f"i{number}", path=f"{number}.yaml", readiness=None) for number in range(250)]
    shown = render([FINDING._replace(path="249.yaml")], standings)
    assert shown.count("  pass  ") == 199
    assert "  FAIL  Churn list · i249" in shown
    assert "… and 50 more initiatives; `--format json` has them all." in shown


def test_many_findings_take_no_longer_than_they_must():
    findings = [FINDING._replace(fingerprint=str(number), status=Status.EXISTING) for number in range(3000)]
    findings += [FINDING._replace(fingerprint=str(number)) for number in range(3000)]
    started = time.monotonic()
    render(findings)
    assert time.monotonic() - started < 2


def test_on_a_terminal_long_texts_are_wrapped():
    long = " ".join(["word"] * 30)
    shown = render([FINDING._replace(message=long, help=long)], style=Style(width=60)).split("\n\n")[0].splitlines()
    assert max(len(line) for line in shown) <= 60
    assert shown[1].startswith("  word")
    assert [line for line in shown if line.startswith("     word")]


def test_a_terminal_is_never_taken_to_be_narrower_than_forty_columns():
    shown = render([FINDING._replace(message=" ".join(["word"] * 30))], style=Style(width=5))
    assert shown.splitlines()[1] == "  word word word word word word word word"


def test_on_a_terminal_severities_have_their_colours():
    painted = Style(colour=True)
    assert render([FINDING], style=painted).startswith("\x1b[31;1merror[PL402]\x1b[0m")
    assert render([FINDING._replace(severity=Severity.WARNING)], style=painted).startswith("\x1b[33;1mwarning")
    assert render([FINDING._replace(severity=Severity.NOTE)], style=painted).startswith("\x1b[34;1mnote")
    assert "\x1b[31;1mThe gate fails.\x1b[0m" in render([FINDING], style=painted)
    assert "\x1b[32;1mThe gate passes.\x1b[0m" in render(style=painted)


def test_colours_change_nothing_but_colours():
    plain, painted = render([FINDING], [STANDING]), render([FINDING], [STANDING], style=Style(colour=True))
    assert re.sub(r"\x1b\[[0-9;]*m", "", painted) == plain


def test_the_formats_are_these():
    assert {name: formatter(name).__module__ for name in FORMATTERS} == {
        name: f"pilotlint.formatters.{name}"
        for name in (
            "text",
            "json",
            "github",
            "gitlab",
            "junit",
            "markdown",
            "rdjson",
            "sarif",
        )
    }


def test_what_a_change_would_do_to_the_rules_is_said_before_the_verdict():
    flips = (
        Flip("churn", "initiatives/churn.yaml", passes=False, would_pass=True),
        Flip("x", "x.yaml", passes=True, would_pass=None),
    )
    lines = render([FINDING], proposal=Proposal(passed=None, flips=flips)).splitlines()
    start = lines.index("This change touches the rules it is judged by.")
    assert lines[start + 1 : start + 5] == [
        "  Under today's rules, which decide, the gate fails.",
        "  Under the rules it proposes, the gate could not judge anything.",
        "  churn: fails today, passes then",
        "  x: passes today, is not judged then",
    ]
