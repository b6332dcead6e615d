"""The policies whose check is Python; their examples are run in tests/policies."""

import pytest

from pilotlint import builtins
from pilotlint.model import Position, Severity, Span
from support.judging import LEAST, PATH, START, file, found, portfolio, read, rules, run, subject, tree

OTHER = "initiatives/other.yaml"


def judged(check, text, **options):
    problems = builtins.CHECKS[check](subject(text, **options), rules().find(check))
    return None if problems is None else [(problem.pointer, problem.message) for problem in problems]


def test_the_built_in_policies_are_those_that_say_so():
    assert list(builtins.CHECKS) == [policy.id for policy in rules().policies if policy.builtin and not policy.of_gate]


# PL001: what authors type and what YAML reads, from notes on what real parsers do.

TYPED = [
    (
        "outcome:\n  capability: [this AI capability]",
        [("PL001", 6, 3, "`outcome.capability` still holds the blank of the template, `[this AI capability]`: ")],
    ),
    (
        "outcome:\n  capability: {{capability}}",
        [("PL001", 6, 16, "This blank still holds the template, `{{…}}`: the template is not filled in.")],
    ),
    (
        "outcome:\n  capability: {{ capability }} for us",
        [("PL001", 6, 15, "This blank still holds the template, `{{ capability }}`: the template is not filled in.")],
    ),
    (
        "notes: PR #41",
        [("PL004", 5, 10, "You typed `PR #41`, but YAML reads `PR`: what follows a space and # is a comment, and ")],
    ),
    (
        "budget:\n  pilot: 50.000",
        [("PL004", 6, 3, "You typed `50.000`, but YAML reads the number 50: no amount can be compared until it is ")],
    ),
    (
        "budget:\n  pilot: 50,000",
        [
            ("PL001", 6, 3, "`budget.pilot` is 50,000, which pilotlint cannot read as an amount or range."),
            ("PL004", 6, 3, "You typed `50,000`, but YAML reads a text, not a number: no amount can be compared "),
        ],
    ),
    (
        "budget:\n  pilot: 50_000",
        [
            ("PL001", 6, 3, "`budget.pilot` is 50_000, which pilotlint cannot read as an amount or range."),
            ("PL004", 6, 3, "You typed `50_000`, but YAML reads a text, not a number: no amount can be compared "),
        ],
    ),
    (
        "budget:\n  pilot: 1e5",
        [("PL004", 6, 3, "You typed `1e5`, but YAML reads the number 100000: no amount can be compared until it is ")],
    ),
    (
        "owner:\n  github: @druiz",
        [("PL001", 6, 11, "A value cannot start with `@`: in YAML this character has a meaning of its own.")],
    ),
    (
        "outcome:\n  behavior_change: Reps: call",
        [("PL001", 6, 24, "This line has a second colon, and YAML takes what stands before it for another key.")],
    ),
    ("pilot:\n  decision: {can_operate: {answer: yes}}", []),
    ("pilot:\n  decision: {can_operate: {answer: no}}", []),
    ("pilot:\n  decision: {can_operate: {answer: on}}", []),
    ("business_unit: NO", []),
    ("notes: 12:30", []),
    ("outcome:\n  timeframe: 2026", []),
    ("outcome:\n  timeframe:", []),
    (
        "next_decision_on: 2026-02-30",
        [("PL001", 5, 1, "`next_decision_on` is 2026-02-30, and there is no such day.")],
    ),
    (
        "next_decision_on: 2026-3-2",
        [("PL001", 5, 1, "`next_decision_on` is 2026-3-2, which pilotlint cannot read as a date.")],
    ),
    (
        "next_decision_on: 02.03.2026",
        [("PL001", 5, 1, "`next_decision_on` is 02.03.2026, which pilotlint cannot read as a date.")],
    ),
    (
        "notes: a\nnotes: b",
        [("PL001", 6, 1, "The key `notes` stands here a second time; it is on line 5 already, and only one of them ")],
    ),
    (
        "outcome:\n  capability: *bold*",
        [("PL001", 6, 15, "A value cannot start with `*`: in YAML this character has a meaning of its own.")],
    ),
    (
        "outcome:\n  capability: %TBD",
        [("PL001", 6, 15, "A value cannot start with `%`: in YAML this character has a meaning of its own.")],
    ),
    (
        "outcome:\n  capability: - ",
        [("PL001", 6, 15, "The value starts with a dash. After a key YAML wants the value itself; a list begins on ")],
    ),
    ("change:\n  concerns: [{concern: rate us?, answer: agreed}]", []),
    (
        "change:\n  concerns: [{concern: rate us?, answer: no: never}]",
        [("PL001", 6, 14, "The part in braces that starts here cannot be read: a colon or a comma inside a ")],
    ),
    (
        "outcome:\n\tcapability: x",
        [("PL001", 6, 1, "This line is indented with a tab. YAML counts spaces only, so it cannot tell where the ")],
    ),
    (
        "owner: Dana Ruiz",
        [("PL001", 5, 1, "`owner` holds Dana Ruiz, but it is a heading")],
    ),
    (
        "outcome:\n  behaviour_change: x",
        [
            (
                "PL001",
                6,
                3,
                "`behaviour_change` is not a key that belongs in `outcome`; it looks like `behavior_change`, ",
            )
        ],
    ),
]


@pytest.mark.parametrize(
    ("lines", "expected"), TYPED, ids=[lines.strip().splitlines()[-1].strip() for lines, _ in TYPED]
)
def test_what_authors_type_is_read_or_said_at_its_place(lines, expected):
    findings = [
        (policy, line, column, message) for policy, message, line, column in found(file(lines), "PL001", "PL004")
    ]
    assert [finding[:3] for finding in findings] == [wanted[:3] for wanted in expected]
    for finding, wanted in zip(findings, expected, strict=True):
        assert finding[3].startswith(wanted[3])


def test_an_id_of_digits_is_asked_for_as_a_text():
    text = LEAST.replace("id: example", "id: 007")
    assert found(text, "PL001") == [("PL001", "`id` should be a text, but YAML reads 7 as a number.", 2, 1)]


def test_what_only_this_file_and_this_day_can_tell_is_said_where_it_is_missing():
    (problem,) = run({PATH: LEAST.replace("id: example\n", "")}, playbook=rules().only(["PL001"], ())).findings
    assert problem.help == "Write `id: example`, as the file is called."
    at_pilot = START.replace("proposal", "pilot")
    (problem,) = run({PATH: at_pilot}, playbook=rules().only(["PL001"], ())).findings
    assert problem.help == (
        "Write `stage_history:` and below it, indented by two spaces, `- {stage: pilot, date: 2026-06-22}`, "
        "with the day it began."
    )


def test_a_duplicate_key_names_the_other_place_too():
    (finding,) = [each for each in run({PATH: file("notes: a\nnotes: b")}).findings if each.policy == "PL001"]
    (related,) = finding.related
    assert (related.path, tuple(related.span.start), related.message) == (PATH, (5, 1), "here it stands first")


def test_an_empty_file_is_an_error_at_any_stage():
    assert [(policy, message) for policy, message, _, _ in found("")] == [("PL001", "This file is empty.")]


# PL002


def test_an_id_that_is_the_file_name_and_nobody_elses_is_fine():
    assert judged("PL002", LEAST) == []


def test_an_id_that_cannot_be_read_is_not_judged():
    assert judged("PL002", LEAST.replace("id: example", "id: Example")) is None
    assert judged("PL002", "a: b: c") is None


def test_an_id_is_compared_with_the_file_name_capitals_included():
    assert judged("PL002", LEAST.replace("id: example", "id: other")) == [
        (
            "/id",
            (
                'The id is "other" and the file is called "example": with one name for both, everybody finds the initiative '
                "again over the years."
            ),
        )
    ]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("initiatives/churn-2.yaml", "Write `id: churn-2`, or rename the file to example.yaml."),
        ("initiatives/Churn.yaml", "Rename the file to example.yaml; an id has small letters, digits and hyphens only, such as `id: example`."),
        ("initiatives/東京.yaml", "Rename the file to example.yaml; an id has small letters, digits and hyphens only, such as `id: example`."),
    ],
)  # fmt: skip
def test_a_file_name_that_cannot_be_an_id_is_not_proposed_as_one(path, said):
    (finding,) = [each for each in run({path: LEAST}).findings if each.policy == "PL002"]
    assert finding.help == said


def test_a_taken_id_names_every_other_file_with_its_place():
    files = {PATH: LEAST, OTHER: LEAST, "initiatives/third.yaml": "title: x\nid: EXAMPLE\n"}
    findings = [each for each in run(files).findings if each.policy == "PL002" and each.path == PATH]
    (taken,) = findings
    assert taken.message == (
        'The id "example" is taken by initiatives/other.yaml: two initiatives with one id cannot be told apart.'
    )
    assert [(each.path, tuple(each.span.start)) for each in taken.related] == [
        (OTHER, (2, 1)),
        ("initiatives/third.yaml", (2, 1)),
    ]


def test_a_changed_id_is_found_unless_the_old_one_could_not_be_read():
    assert judged("PL002", LEAST, base=LEAST.replace("id: example", "id: older")) == [
        ("/id", 'The id was "older" and is now "example": the id is how one initiative is followed over the years.')
    ]
    assert judged("PL002", LEAST, base=LEAST.replace("id: example", "id: Older")) == []
    assert judged("PL002", LEAST, base=LEAST) == []


# PL003


def history(*entries, stage="pilot"):
    lines = "".join(
        f"  - {{stage: {entry[0]}, date: {entry[1]}{entry[2] if len(entry) > 2 else ''}}}\n" for entry in entries
    )
    return START.replace("stage: proposal", f"stage: {stage}") + "stage_history:\n" + lines


FINE = (("proposal", "2026-01-12"), ("pilot", "2026-03-02"))


def test_a_history_in_order_that_ends_with_the_stage_is_fine():
    assert judged("PL003", history(*FINE)) == []
    assert judged("PL003", history(*FINE), base=history(*FINE)) == []


@pytest.mark.parametrize(
    "text",
    [
        "a: b: c",
        history(("proposal", "2026-13-01")),
        history(("proposal", "2026-01-12"), stage="piloting"),
        history(("propsal", "2026-01-12")),
    ],
)
def test_a_history_that_cannot_be_read_is_not_judged(text):
    assert judged("PL003", text) is None


def test_two_entries_of_one_day_are_in_order():
    assert judged("PL003", history(("proposal", "2026-03-02"), ("pilot", "2026-03-02"))) == []


def test_a_date_before_the_one_above_it_is_found():
    assert judged("PL003", history(("proposal", "2026-04-12"), ("pilot", "2026-03-02"))) == [
        (
            "/stage_history/1/date",
            (
                "This entry is dated 2026-03-02, before the one above it (2026-04-12): the history shows in which order "
                "things happened."
            ),
        )
    ]


@pytest.mark.parametrize(("day", "fine"), [("2026-06-22", True), ("2026-06-23", True), ("2026-06-24", False)])
def test_a_day_may_be_tomorrow_because_somewhere_it_is(day, fine):
    problems = judged("PL003", history(("proposal", "2026-01-12"), ("pilot", day)))
    assert problems == ([] if fine else [("/stage_history/1/date", problems[0][1])])


@pytest.mark.parametrize("today", ["0001-01-01", "9999-12-31"])
def test_any_day_can_be_today(today):
    report = run({PATH: history(*FINE)}, today=today)
    in_the_future = [each.pointer for each in report.findings if "still to come" in each.message]
    assert in_the_future == (["/stage_history/0/date", "/stage_history/1/date"] if today < "2026" else [])


@pytest.mark.parametrize(
    ("base", "head", "problem"),
    [
        (
            history(*FINE),
            history(("proposal", "2026-01-13"), FINE[1]),
            ("/stage_history/0", "The history said proposal on 2026-01-12 here, and that line was changed: "),
        ),
        (
            history(*FINE),
            history(FINE[0]),
            ("/stage_history/1", "The history said pilot on 2026-03-02 here, and that line was removed: "),
        ),
    ],
)
def test_a_line_of_the_base_stays_as_it_was(base, head, problem):
    rewritten = [each for each in judged("PL003", head, base=base) if each[1].startswith("The history said")]
    assert [(rewritten[0][0], rewritten[0][1][: len(problem[1])])] == [problem]
    assert len(rewritten) == 1


def test_a_note_that_says_corrected_turns_a_changed_line_into_advice():
    head = history(("proposal", "2026-01-13", ", note: 'Corrected: a slip'"), FINE[1])
    (problem,) = builtins.CHECKS["PL003"](subject(head, base=history(*FINE)), None)
    assert problem.advice


def test_a_line_that_was_corrected_covers_no_other_line():
    corrected = ("proposal", "2026-01-13", ", note: 'corrected: a slip'")
    problems = builtins.CHECKS["PL003"](subject(history(corrected), base=history(*FINE)), None)
    (rewritten,) = [problem for problem in problems if problem.message.startswith("The history said")]
    assert (rewritten.pointer, rewritten.advice) == ("/stage_history/1", False)


def test_only_a_date_can_be_corrected():
    for note in ("", ", note: because", ", note: 'corrected: a slip'"):
        head = history(("stalled", "2026-01-12", note), FINE[1])
        (problem,) = builtins.CHECKS["PL003"](subject(head, base=history(*FINE)), None)
        assert not problem.advice


def test_a_note_alone_changes_nothing():
    assert judged("PL003", history(("proposal", "2026-01-12", ", note: agreed"), FINE[1]), base=history(*FINE)) == []


@pytest.mark.parametrize(
    "base",
    [
        history(("proposal", "2026-01-12"), ("pilot", "soon")),
        START.replace("stage: proposal", "stage: pilot") + "stage_history: [{stage: proposal}, {date: 2026-03-02}]\n",
        START + "stage_history: [proposal, [pilot], {stage: [x], date: 2026-03-02}]\n",
        START + "stage_history: none\n",
        "a: b: c",
    ],
)
def test_a_history_that_could_not_be_read_at_the_base_may_be_mended(base):
    problems = judged("PL003", history(*FINE), base=base)
    assert all("2026-03-02" not in message for _, message in problems)
    assert run({PATH: history(*FINE)}, {PATH: base}).findings is not None


# PL004


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("notes: see #churn", [("/notes", "You typed `see #churn`, but YAML reads `see`: ")]),
        ("notes: see\t#churn", [("/notes", "You typed `see\t#churn`, but YAML reads `see`: ")]),
        ("owner: {name: Dana #2}\n# x", None),
        ("follows:\n  - churn #1\n", [("/follows/0", "You typed `churn #1`, but YAML reads `churn`: ")]),
        ("notes: two\n  lines #1", [("/notes", "You typed `two lines #1`, but YAML reads `two lines`: ")]),
        ("notes: x # a comment", []),
        ("notes: x #! odd", []),
        ("notes: x ## two", []),
        ("notes: x#y", []),
        ('notes: "x" #y', []),
        ("notes: |\n  x #y", []),
        ("notes: 'see #churn'", []),
        ("owner: #nobody\n  name: Dana", []),
        (
            "notes: “Churn list”",
            [("/notes", "You typed `“Churn list”` with the curly quotes of a word processor: ")],
        ),
        ("follows: [„churn“]", [("/follows/0", "You typed `„churn“` with the curly quotes")]),
        ("notes: “a” and “b”", []),
        ("notes: we call it “churn”", []),
        ("notes: '“Churn list”'", []),
        ("people: [{uses_output: yes}]", [("/people/0/uses_output", "You typed `yes`, a text to YAML and true to ")]),
        ("people: [{uses_output: off}]", [("/people/0/uses_output", "You typed `off`, a text to YAML and false to ")]),
        ("people: [{uses_output: true}]", []),
        ("budget: {pilot: 50000}", []),
        ("budget: {pilot: 50.0}", [("/budget/pilot", "You typed `50.0`, but YAML reads the number 50: ")]),
        ("budget: {pilot: 50.5}", []),
        ("budget: {pilot: '50.000'}", [("/budget/pilot", "You typed `50.000`, but YAML reads a text, not a number: ")]),
        (
            "budget: {deployment: {min: 1K, max: 2000}}",
            [("/budget/deployment/min", "You typed `1K`, but YAML reads a ")],
        ),
        (
            "budget: {breakdown: {training: 5e3}}",
            [("/budget/breakdown/training", "You typed `5e3`, but YAML reads the ")],
        ),
        ("budget: {pilot: cheap}", []),
        ("budget: {pilot: true}", []),
        ("budget: 50.000", []),
        ("budget: {pilot: " + "9" * 5000 + "}", []),
    ],
)
def test_values_that_yaml_reads_otherwise_than_they_look_are_said(lines, expected):
    text = file(lines)
    if expected is None:
        assert found(text, "PL001")
        return
    problems = judged("PL004", text)
    assert [where for where, _ in problems] == [where for where, _ in expected]
    for (_, said), (_, wanted) in zip(problems, expected, strict=True):
        assert said.startswith(wanted)


def test_where_a_value_was_cut_short_the_rest_is_shown():
    (problem,) = builtins.CHECKS["PL004"](subject(file("notes: see #churn  ")), None)
    assert problem.span == ((5, 11), (5, 18))
    assert problem.help == 'Put the value in quotes, or write it without #: `notes: "see #churn"`.'


@pytest.mark.parametrize("turns", "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
def test_a_character_that_turns_the_text_is_shown_once_and_rests_on_its_lines(turns):
    text = file(f"notes: 'a{turns}b'\n# c{turns}d")
    (problem,) = builtins.CHECKS["PL004"](subject(text), None)
    assert problem.span == Span(Position(5, 10), Position(5, 11))
    assert problem.about == [f"notes: 'a{turns}b'", f"# c{turns}d"]


def test_a_character_that_turns_the_text_and_is_typed_as_an_escape_hides_nothing():
    assert judged("PL004", file('notes: "a\\u202eb"')) == []


def test_a_file_that_cannot_be_read_holds_no_surprises():
    assert judged("PL004", "a: b: c") is None


def test_surprises_are_advice_at_every_stage():
    report = run({PATH: file("budget: {pilot: 50.000}").replace("stage: proposal\n", "stage: pilot\n")})
    assert {each.severity for each in report.findings if each.policy == "PL004"} == {Severity.WARNING}


# PL102


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("outcome: {capability: TBD}", ["/outcome/capability"]),
        ("outcome: {user_group: '[this user group]', timeframe: tbd}", ["/outcome/user_group", "/outcome/timeframe"]),
        ("owner: {accountability: {goal: '???'}}", ["/owner/accountability/goal"]),
        ("metric: {unit: xxx}", ["/metric/unit"]),
        ("deployment_plan: {training: [a video, TBD, {item: TBD}]}",
         ["/deployment_plan/training/1", "/deployment_plan/training/2"]),
        ("deployment_plan: {training: [{not_needed: TBD}]}", None),
        ("owner: {role: TBD}", None),
        ("outcome: {capability: ' '}", None),
        ("outcome: {capability: A weekly list}", []),
        ("outcome: {timeframe: 2026}", []),
    ],
)  # fmt: skip
def test_a_placeholder_is_found_in_every_answer_that_is_asked_for(lines, expected):
    problems = judged("PL102", file(lines))
    assert (problems if problems is None else [where for where, _ in problems]) == expected


@pytest.mark.parametrize(
    ("lines", "example"),
    [
        ("owner: {name: TBD}", "`name: Dana Ruiz`"),
        ("metric: {unit: TBD}", "`unit: percent`"),
        ("deployment_plan: {training: [TBD]}", "`- One hour per team with real customers`"),
    ],
)
def test_the_help_for_a_placeholder_shows_an_answer_to_the_same_question(lines, example):
    (problem,) = builtins.CHECKS["PL102"](subject(file(lines)), rules().find("PL102"))
    assert f"such as {example}." in problem.help


def test_a_file_that_cannot_be_read_has_no_answers():
    assert judged("PL102", "a: b: c") is None


def test_the_portfolio_and_the_reader_agree_on_the_id():
    assert portfolio({PATH: LEAST}).by_id == {read(LEAST).id: [PATH]}
    assert tree({PATH: LEAST}).read(PATH) == LEAST.encode()


def test_a_range_backwards_counts_as_no_amount_and_is_told():
    text = file("budget: {currency: EUR, pilot: {min: 50000, max: 1}, deployment: 3}")
    assert read(text).view["budget"].get("pilot") is None
    (problem,) = builtins.CHECKS["PL004"](subject(text), rules().find("PL004"))
    assert problem.pointer == "/budget/pilot"
    assert problem.message.startswith("This range goes from 50,000 down to 1")
    assert problem.help == "Write the smaller amount first: `pilot: {min: 1, max: 50000}`."
