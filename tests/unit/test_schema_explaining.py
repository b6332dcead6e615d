"""Every kind of violation has a sentence for the author, and says what to type."""

import pytest

from pilotlint import document, schema
from support.judging import LEAST, file, read

DATE = "Write the day as year-month-day, such as 2026-03-02."
MONEY = "Write the amount as a plain whole number, such as 50000, or as a range, such as {min: 160000, max: 220000}."
AMOUNT = "Write the amount as a plain whole number, such as 50000; the currency stands in budget.currency."
HANDLE = "Write the GitHub handle without @, such as druiz."
BLANK = "Replace the brackets and what is in them with your own words."
DASHES = "Write each entry on a line of its own below the key, starting with a dash, such as `- {}`."
STAGES = "A stage is one of proposal, pilot, rollout, production, stalled, retired."
KINDS = "A kind is decisions, time_saved, interactions, deflection, or other with a kind_reason."
OWNER_KEYS = "name, github, email, role, function, accountability, handover"


@pytest.mark.parametrize(
    ("lines", "pointer", "message", "advice"),
    [
        # unknown keys
        (
            "tittle: x",
            "/tittle",
            "`tittle` is not a key that belongs at the top of the file; it looks like `title`, misspelt.",
            "Change `tittle` to `title`.",
        ),
        (
            "outcome: {behaviour_change: x}",
            "/outcome/behaviour_change",
            "`behaviour_change` is not a key that belongs in `outcome`; it looks like `behavior_change`, misspelt.",
            "Change `behaviour_change` to `behavior_change`.",
        ),
        (
            "builders: [{name: a}, {nmae: b}]",
            "/builders/1/nmae",
            "`nmae` is not a key that belongs in `builders[2]`; it looks like `name`, misspelt.",
            "Change `nmae` to `name`.",
        ),
        (
            "capability: x",
            "/capability",
            "`capability` is not a key that belongs at the top of the file; it belongs in `outcome`.",
            "Move the line below `outcome:` and indent it by two spaces.",
        ),
        (
            "owner: {user_group: x}",
            "/owner/user_group",
            "`user_group` is not a key that belongs in `owner`; it belongs in `outcome`.",
            "Move the line below `outcome:` and indent it by two spaces.",
        ),
        (
            "mascot: x",
            "/mascot",
            "`mascot` is not a key that belongs at the top of the file.",
            "Delete it, or write the text under `notes:`, which nobody judges.",
        ),
        (
            "owner: {mascot: x}",
            "/owner/mascot",
            "`mascot` is not a key that belongs in `owner`.",
            "Delete it, or write the text under `notes:`, which nobody judges. Known keys here: " + OWNER_KEYS + ".",
        ),
        # an unknown key without a value
        (
            "mascot:",
            "/mascot",
            "`mascot` is not a key that belongs at the top of the file.",
            (
                "Delete it, or write the text under `notes:`, which nobody judges. "
                "If it is the end of the value before it, put that whole value in quotes."
            ),
        ),
        # words people use for a key
        (
            "history: [{stage: proposal, date: 2026-01-12}]",
            "/history",
            "`history` is not a key that belongs at the top of the file; pilotlint calls it `stage_history`.",
            "Change `history` to `stage_history`.",
        ),
        (
            "kpi: calls",
            "/kpi",
            "`kpi` is not a key that belongs at the top of the file; pilotlint calls it `name`, in `metric`.",
            "Move the line below `metric:`, indent it by two spaces, and change `kpi` to `name`.",
        ),
        (
            "cost: 50000",
            "/cost",
            "`cost` is not a key that belongs at the top of the file; pilotlint calls it `pilot`, in `budget`.",
            "Move the line below `budget:`, indent it by two spaces, and change `cost` to `pilot`.",
        ),
        (
            "cost: {pilot: 50000}",
            "/cost",
            "`cost` is not a key that belongs at the top of the file; pilotlint calls it `budget`.",
            "Change `cost` to `budget`.",
        ),
        (
            "outcome: {team: [Priya Nair]}",
            "/outcome/team",
            "`team` is not a key that belongs in `outcome`; pilotlint calls it `builders`.",
            "Move it to the left edge, and change `team` to `builders`.",
        ),
        (
            "owner: {job_title: Director}",
            "/owner/job_title",
            "`job_title` is not a key that belongs in `owner`; pilotlint calls it `role`.",
            "Change `job_title` to `role`.",
        ),
        (
            "start: 2026-03-02",
            "/start",
            "`start` is not a key that belongs at the top of the file; pilotlint calls it `starts`, in `pilot`.",
            "Move the line below `pilot:`, indent it by two spaces, and change `start` to `starts`.",
        ),
        # what stands between commas
        (
            "owner: {role: Director, Customer Success}",
            "/owner/Customer Success",
            "`Customer Success` is not a key that belongs in `owner`.",
            (
                "Delete it, or write the text under `notes:`, which nobody judges. Known keys here: "
                + OWNER_KEYS
                + ". "
                "If it is the end of the value before it, put that whole value in quotes."
            ),
        ),
        # numbers with a comma
        (
            "metric: {baseline: '4,5'}",
            "/metric/baseline",
            "`metric.baseline` is 4,5, which pilotlint cannot read as a measured value.",
            (
                "Write `baseline: 4.5` if that is what you mean. "
                "Write a number, such as 12, or unknown while this is a proposal."
            ),
        ),
        # a section, a list or a text where another of them belongs
        (
            "people: [Mo Khan]",
            "/people/0",
            "`people[1]` holds Mo Khan alone, and nothing says what that is.",
            (
                "Write `- name: Mo Khan`; what else there is to say goes below, in the same column as `name`. "
                "Keys here: name, github, email, role, function, uses_output, involved_since, left_on."
            ),
        ),
        (
            "deployment_plan: TBD",
            "/deployment_plan",
            ("`deployment_plan` holds TBD, but it is a heading: what belongs to it stands on the lines below."),
            (
                "Delete TBD, and write below, each on a line of its own and indented by two spaces: "
                "`integration: [The list is a page in the CRM]`, `training: [One hour per team with real customers]`, "
                "`workflow_changes: [The Monday meeting starts with the list]`, "
                "`trust_building: [The reasons stand next to each customer]`. "
                "Keys here: integration, training, workflow_changes, trust_building, runs_on, run_by, fallback."
            ),
        ),
        (
            "budget: 50000",
            "/budget",
            "`budget` holds 50000, but it is a heading: what belongs to it stands on the lines below.",
            (
                "End the line after the colon, and write below it, indented by two spaces: `pilot: 50000`. "
                "Keys here: currency, pilot, deployment, deployment_period, breakdown, spent_to_date, seen_by, seen_on, "
                "ratio_confirmed_by, note."
            ),
        ),
        (
            "users: yes",
            "/users",
            "`users` holds yes, but it is a heading: what belongs to it stands on the lines below.",
            (
                "Delete yes, and write below, each on a line of its own and indented by two spaces: "
                "`relying: 12`, `total: 42`, `as_of: 2026-06-22`. Keys here: relying, total, as_of."
            ),
        ),
        (
            "retrospective: true",
            "/retrospective",
            "`retrospective` holds true, but it is a heading: what belongs to it stands on the lines below.",
            (
                "Delete true, and write below, each on a line of its own and indented by two spaces: "
                '`date: 2026-11-16`, `outcome: "cannot: nobody had decided what a rep would do differently"`, '
                "`owner: nobody`, `ten_users: [The list appears where reps already work (integration)]`. "
                "Keys here: date, outcome, owner, ten_users, served_until, replaced_by."
            ),
        ),
        (
            "owner: Dana Ruiz",
            "/owner",
            "`owner` holds Dana Ruiz, but it is a heading: what belongs to it stands on the lines below.",
            (
                "End the line after the colon, and write below it, indented by two spaces: `name: Dana Ruiz`. "
                f"Keys here: {OWNER_KEYS}."
            ),
        ),
        (
            "owner: [{name: Dana}, {name: Rui}]",
            "/owner",
            "`owner` is a list, and there can be only one.",
            "Keep one, without the dash, and delete the others.",
        ),
        (
            "builders: Priya Nair",
            "/builders",
            "`builders` should be a list.",
            DASHES.format("{name: Priya Nair, github: pnair, function: data_science}"),
        ),
        (
            "deployment_plan: {training: TBD}",
            "/deployment_plan/training",
            "`deployment_plan.training` should be a list.",
            DASHES.format("One hour per team with real customers"),
        ),
        (
            "people: {name: Mo}",
            "/people",
            "`people` should be a list.",
            DASHES.format("{name: Mo Khan, function: customer success, uses_output: true, involved_since: 2026-01-12}"),
        ),
        (
            "owner: {name: [Dana, Rui]}",
            "/owner/name",
            "`owner.name` should be one text, but YAML reads a list.",
            "Put the whole text in quotes, on one line.",
        ),
        (
            "notes: {Risk: high}",
            "/notes",
            "`notes` should be one text, but YAML reads a part with keys.",
            "Put the whole text in quotes, on one line.",
        ),
        (
            "owner: {name: 5}",
            "/owner/name",
            "`owner.name` should be a text, but YAML reads 5 as a number.",
            'Put it in quotes: `name: "5"`.',
        ),
        (
            "notes: true",
            "/notes",
            "`notes` should be a text, but YAML reads true as a yes or no.",
            'Put it in quotes: `notes: "true"`.',
        ),
        (
            "next_decision_on: 2026",
            "/next_decision_on",
            "`next_decision_on` should be a text, but YAML reads 2026 as a number.",
            "Write for example `next_decision_on: 2026-03-02`.",
        ),
        # templates that are not filled in
        (
            "outcome: {capability: [this AI capability]}",
            "/outcome/capability",
            (
                "`outcome.capability` still holds the blank of the template, `[this AI capability]`: "
                "the template is not filled in."
            ),
            BLANK,
        ),
        (
            "owner: [owner]",
            "/owner",
            "`owner` still holds the blank of the template, `[owner]`: the template is not filled in.",
            BLANK,
        ),
        # one of several answers
        (
            "metric: {kind: time saved}",
            "/metric/kind",
            "`metric.kind` is time saved, which is not one of the answers it can have.",
            "Write `kind: time_saved` if that is what you mean. " + KINDS,
        ),
        (
            "metric: {kind: money}",
            "/metric/kind",
            "`metric.kind` is money, which is not one of the answers it can have.",
            KINDS,
        ),
        (
            "people: [{uses_output: maybe}]",
            "/people/0/uses_output",
            "`people[1].uses_output` is maybe, which is not one of the answers it can have.",
            "Write true or false.",
        ),
        (
            "owner: {accountability: {in_performance_review: not permitted}}",
            "/owner/accountability/in_performance_review",
            (
                "`owner.accountability.in_performance_review` is not permitted, "
                "which is not one of the answers it can have."
            ),
            (
                "Write `in_performance_review: not_permitted` if that is what you mean. "
                "Write true, false, or not_permitted where the law or a works council forbids it."
            ),
        ),
        (
            "metric: {kind: [null, {a: true}]}",
            "/metric/kind",
            "`metric.kind` is [null, {a: true}], which is not one of the answers it can have.",
            KINDS,
        ),
        # days
        (
            "next_decision_on: 2026-02-30",
            "/next_decision_on",
            "`next_decision_on` is 2026-02-30, and there is no such day.",
            "Write the day you mean, as year-month-day.",
        ),
        (
            "next_decision_on: 02.03.2026",
            "/next_decision_on",
            "`next_decision_on` is 02.03.2026, which pilotlint cannot read as a date.",
            "Write `next_decision_on: 2026-03-02` if that is what you mean. " + DATE,
        ),
        (
            "next_decision_on: 2026-3-2",
            "/next_decision_on",
            "`next_decision_on` is 2026-3-2, which pilotlint cannot read as a date.",
            "Write `next_decision_on: 2026-03-02` if that is what you mean. " + DATE,
        ),
        (
            "next_decision_on: Q3",
            "/next_decision_on",
            "`next_decision_on` is Q3, which pilotlint cannot read as a date.",
            DATE,
        ),
        (
            "next_decision_on: 0000-01-01",
            "/next_decision_on",
            "`next_decision_on` is 0000-01-01, which pilotlint cannot read as a date.",
            DATE,
        ),
        # money
        (
            "budget: {pilot: 50.000 EUR}",
            "/budget/pilot",
            "`budget.pilot` is 50.000 EUR, which pilotlint cannot read as an amount or range.",
            "Write `pilot: 50000` if that is what you mean. " + MONEY,
        ),
        (
            "budget: {deployment: '150,000'}",
            "/budget/deployment",
            "`budget.deployment` is 150,000, which pilotlint cannot read as an amount or range.",
            "Write `deployment: 150000` if that is what you mean. " + MONEY,
        ),
        (
            "budget: {pilot: cheap}",
            "/budget/pilot",
            "`budget.pilot` is cheap, which pilotlint cannot read as an amount or range.",
            MONEY,
        ),
        (
            "budget: {pilot: -5}",
            "/budget/pilot",
            "`budget.pilot` is -5, which pilotlint cannot read as an amount or range.",
            MONEY,
        ),
        (
            "budget: {pilot: [1, 2]}",
            "/budget/pilot",
            "`budget.pilot` does not have the form of an amount or range.",
            MONEY,
        ),
        (
            "budget: {pilot: {min: 10}}",
            "/budget/pilot/max",
            "`budget.pilot.max` is missing. The upper end of the range.",
            "Write `max: 220000`.",
        ),
        (
            "budget: {pilot: {min: 10, max: 20K}}",
            "/budget/pilot/max",
            "`budget.pilot.max` is 20K, which pilotlint cannot read as an amount.",
            "Write `max: 20000` if that is what you mean. " + AMOUNT,
        ),
        (
            "budget: {pilot: {min: 10, max: 20, mid: 15}}",
            "/budget/pilot/mid",
            "`mid` is not a key that belongs in `budget.pilot`; it looks like `min`, misspelt.",
            "Change `mid` to `min`.",
        ),
        (
            "budget: {currency: $}",
            "/budget/currency",
            "`budget.currency` is $, which pilotlint cannot read as a currency.",
            "Write the three-letter code of the currency, such as USD or EUR.",
        ),
        # numbers
        (
            "pilot: {users: six}",
            "/pilot/users",
            "`pilot.users` is six, which pilotlint cannot read as a whole number.",
            "Write for example `users: 12`.",
        ),
        (
            "pilot: {users: -1}",
            "/pilot/users",
            "`pilot.users` is -1, which pilotlint cannot read as a whole number.",
            "Write for example `users: 12`.",
        ),
        (
            "metric: {target: {min: 1}}",
            "/metric/target",
            "`metric.target` does not have the form of a measured value.",
            "Write a number, such as 12 or 9.5; the unit stands in metric.unit.",
        ),
        # people
        (
            "owner: {github: '@druiz'}",
            "/owner/github",
            "`owner.github` is @druiz, which pilotlint cannot read as a GitHub handle.",
            "Write `github: druiz` if that is what you mean. " + HANDLE,
        ),
        (
            "owner: {github: Dana Ruiz}",
            "/owner/github",
            "`owner.github` is Dana Ruiz, which pilotlint cannot read as a GitHub handle.",
            HANDLE,
        ),
        # empty values
        ("owner: {name: ''}", "/owner/name", "`owner.name` is empty.", "Write for example `name: Dana Ruiz`."),
        ("follows: [null]", "/follows/0", "`follows[1]` is empty.", "Write for example `- churn-v1`."),
        # forms of plan items and sessions
        (
            "deployment_plan: {training: [{what: a video}]}",
            "/deployment_plan/training/0/what",
            "`what` is not a key that belongs in `deployment_plan.training[1]`; it looks like `who`, misspelt.",
            "Change `what` to `who`.",
        ),
        (
            "deployment_plan: {training: [5]}",
            "/deployment_plan/training/0",
            "`deployment_plan.training[1]` is 5, which pilotlint cannot read as an item.",
            "Write a sentence, or a part with item, who and done.",
        ),
        (
            "change: {sessions: [10.02.2026]}",
            "/change/sessions/0",
            "`change.sessions[1]` is 10.02.2026, which pilotlint cannot read as a design session.",
            "Write the day, such as 2026-02-10, or a part with date and changed.",
        ),
        (
            "change: {sessions: [{date: 10.02.2026}]}",
            "/change/sessions/0/date",
            "`change.sessions[1].date` is 10.02.2026, which pilotlint cannot read as a date.",
            "Write `date: 2026-02-10` if that is what you mean. " + DATE,
        ),
        # required keys of an entry
        (
            "metric: {readings: [{date: 2026-05-04}]}",
            "/metric/readings/0/value",
            "`metric.readings[1].value` is missing. What it showed.",
            "Write `value: 41`.",
        ),
    ],
)
def test_a_violation_is_said_in_the_authors_words(lines, pointer, message, advice):
    initiative = read(file(lines))
    assert initiative.document.faults == ()
    (violation,) = initiative.violations
    assert (violation.pointer, violation.message, violation.help) == (pointer, message, advice)


@pytest.mark.parametrize(
    ("old", "new", "pointer", "message", "advice"),
    [
        (
            "id: example",
            "id: Example One",
            "/id",
            "`id` is Example One, which pilotlint cannot read as an id.",
            (
                "Write `id: example-one` if that is what you mean. Write the id in small letters, digits and hyphens, "
                "the same as the file name: churn-early-warning."
            ),
        ),
        (
            "id: example",
            "id: 7",
            "/id",
            "`id` should be a text, but YAML reads 7 as a number.",
            "Write for example `id: churn-early-warning`.",
        ),
        (
            "Churn list\nstage: proposal",
            "Churn list\nstage: piloting",
            "/stage",
            "`stage` is piloting, which is not one of the answers it can have.",
            "Write `stage: pilot` if that is what you mean. " + STAGES,
        ),
        (
            "stage: proposal\n",
            "stage: Idea\n",
            "/stage",
            "`stage` is Idea, which is not one of the answers it can have.",
            "Write `stage: proposal` if that is what you mean. " + STAGES,
        ),
        (
            "title: Churn list",
            "title:",
            "/title",
            "`title` is missing. The name people use for the initiative.",
            "Write `title: Early churn warning for mid-market accounts`.",
        ),
        (
            "schema: pilotlint/v1",
            "schema: pilotlint/v2",
            "/schema",
            "This file is written for pilotlint/v2, and this pilotlint knows pilotlint/v1 only.",
            "Update pilotlint, or write `schema: pilotlint/v1` if that was a slip.",
        ),
    ],
)
def test_what_every_file_needs_is_asked_for_by_name(old, new, pointer, message, advice):
    (violation,) = read(LEAST.replace(old, new)).violations
    assert (violation.pointer, violation.message) == (pointer, message)
    assert violation.help == advice


def test_a_wrong_value_is_told_also_where_another_key_is_misspelt():
    violations = read(LEAST.replace("title: Churn list", "title: 5\ntitel: x")).violations
    assert [violation.pointer for violation in violations] == ["/titel", "/title"]


def test_a_stage_that_was_taken_for_a_key_is_not_missing_as_well():
    text = LEAST.replace("[{stage: proposal, date: 2026-01-12}]", "[{proposal: 2026-01-12}]")
    assert [(violation.pointer, violation.help) for violation in read(text).violations] == [
        ("/stage_history/0/date", "Write `date: 2026-03-02`."),
        ("/stage_history/0/proposal", "Write `stage: proposal`."),
    ]


def test_every_word_for_a_stage_means_one():
    stage = schema.load("initiative").source["$defs"]["stage"]
    assert set(stage["alsoMeans"].values()) <= set(stage["enum"])
    assert all(word == word.casefold() for word in stage["alsoMeans"])


def test_a_misspelt_key_that_every_file_needs_is_not_missing_as_well():
    (violation,) = read(LEAST.replace("title:", "titel:")).violations
    assert (violation.pointer, violation.help) == ("/titel", "Change `titel` to `title`.")


def _words(field, before=()):
    for name, below in field.fields.items():
        for word in below.schema.get("alsoCalled", ()):
            yield (*before, word), (*before, name)
        if below.fields:
            yield from _words(below, (*before, name))
        if below.item and below.item.fields:
            yield from _words(below.item, (*before, name, "0"))


@pytest.mark.parametrize(("typed", "meant"), [*_words(schema.load("initiative").root)], ids="/".join)
def test_every_word_that_people_use_for_a_key_leads_to_it(typed, meant):
    form = schema.load("initiative")
    known = form.root.find("/" + "/".join(meant))
    value = {"section": {}, "list": ["x"]}.get(known.kind, "x")
    data = value
    for key in reversed(typed):
        data = [data] if key == "0" else {key: data}
    found = [violation for violation in form.violations(data) if violation.pointer == "/" + "/".join(typed)]
    assert [violation.help for violation in found] == [f"Change `{typed[-1]}` to `{meant[-1]}`."]
    assert form.root.find("/" + "/".join(typed)) is None, "it is a key already"


def test_a_file_for_a_later_version_is_told_to_update_and_nothing_else():
    initiative = read("schema: pilotlint/v12\nowners: [Dana]\nbudgets: {a: 1}\n")
    assert [violation.pointer for violation in initiative.violations] == ["/schema"]
    assert initiative.violations[0].help.startswith("Update pilotlint")
    assert initiative.unreadable == ("",)


def test_an_unheard_of_schema_is_not_taken_for_a_later_version():
    (violation,) = read(LEAST.replace("pilotlint/v1", "pilot")).violations
    assert violation.pointer == "/schema"
    assert "Update" not in violation.help


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("- a\n- b\n", "This file is a list; it should be lines of `key: value`."),
        ("no colon", "This file is a text; it should be lines of `key: value`."),
        ("12", "This file is a single value; it should be lines of `key: value`."),
        ("null", "This file is empty."),
    ],
)
def test_a_file_that_is_no_mapping_is_told_what_it_is(text, message):
    initiative = read(text)
    assert [violation.message for violation in initiative.violations] == [message]
    assert initiative.view == {}


def test_every_missing_key_is_named():
    assert [violation.message.partition(".")[0] for violation in read("notes: x").violations] == [
        "`id` is missing",
        "`schema` is missing",
        "`stage` is missing",
        "`stage_history` is missing",
        "`title` is missing",
    ]


def test_a_long_value_is_cut_short_in_the_sentence():
    (violation,) = read(file(f"metric: {{kind: {'x' * 100}}}")).violations
    assert violation.message == f"`metric.kind` is {'x' * 59}…, which is not one of the answers it can have."


def test_a_misspelt_key_makes_both_the_key_and_the_one_it_looks_like_unreadable():
    initiative = read(file("outcome: {behaviour_change: x}"))
    assert initiative.unreadable == ("/outcome/behaviour_change", "/outcome/behavior_change")


def test_a_key_in_the_wrong_section_makes_its_own_place_unreadable_too():
    assert read(file("capability: x")).unreadable == ("/capability", "/outcome/capability")


def settings_violations(text):
    form = schema.load("settings")
    return [(each.pointer, each.message, each.help) for each in form.violations(document.read(text.encode()).data)]


@pytest.mark.parametrize(
    ("text", "pointer", "message", "advice"),
    [
        (
            "severity: {pl103: off}",
            "/severity/pl103",
            "`pl103` is not a key that can stand in `severity`.",
            "Change `pl103` to `PL103`.",
        ),
        (
            "severity: {outcome: off}",
            "/severity/outcome",
            "`outcome` is not a key that can stand in `severity`.",
            "Write the id of a policy, such as PL103.",
        ),
        (
            "severity: {PL103: {pilots: error}}",
            "/severity/PL103/pilots",
            "`pilots` is not a key that can stand in `severity.PL103`.",
            "Change `pilots` to `pilot`.",
        ),
        (
            "severity: {PL103: blocks}",
            "/severity/PL103",
            "`severity.PL103` is blocks, which is not one of the answers it can have.",
            "Write error, warning or off.",
        ),
        (
            "severity: {PL103: {pilot: blocks}}",
            "/severity/PL103/pilot",
            "`severity.PL103.pilot` is blocks, which is not one of the answers it can have.",
            "Write error, warning or off.",
        ),
        (
            "limits: {budget_ratio_min: 0}",
            "/limits/budget_ratio_min",
            "`limits.budget_ratio_min` is 0, which pilotlint cannot read as a number.",
            "Write a number above 0.",
        ),
        (
            "initiatives: [/absolute/*.yaml]",
            "/initiatives/0",
            "`initiatives[1]` is /absolute/*.yaml, which pilotlint cannot read as a value.",
            "Write a path from the Git root with forward slashes, such as initiatives/**/*.yaml.",
        ),
        ("profil: strict", "/profil", None, "Change `profil` to `profile`."),
        (
            "waiver_days: 5",
            "/waiver_days",
            "`waiver_days` is not a key that belongs at the top of the file.",
            "Delete it.",
        ),
        (
            "gate: {when: new}",
            "/gate/when",
            "`when` is not a key that belongs in `gate`.",
            "Known keys here: changed, waivers.",
        ),
    ],
)
def test_settings_are_explained_in_the_same_way(text, pointer, message, advice):
    ((where, said, wanted),) = settings_violations(text)
    assert where == pointer
    assert said == message or message is None
    assert wanted == advice


def test_a_key_of_a_thousand_digits_is_named_and_not_counted():
    key = "9" * 1_024
    assert {where for where, _, _ in settings_violations(f"severity:\n  ? '{key}'\n  : {{pilot: x}}\n")} == {
        f"/severity/{key}",
        f"/severity/{key}/pilot",
    }


def test_a_policy_without_an_expression_is_asked_for_one():
    form = schema.load("policy")
    text = "{id: AB100, name: a, title: A, play: owner, rationale: r, severity: {pilot: error}, message: m, help: h}"
    data = document.read(text.encode()).data
    data["examples"] = {
        "pass": [{"name": "a"}],
        "fail": [{"name": "b", "finds": [{"at": "", "severity": "error", "says": "m"}]}],
    }
    assert [(each.pointer, each.help) for each in form.violations(data)] == [
        ("", "A policy needs an assert: an expression that must be true.")
    ]
