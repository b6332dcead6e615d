"""A change of the rules is judged by the rules it wants to change, and is seen for what it does."""

import pytest

from support.repo import PATH, PROPOSAL, READY
from support.run import TODAY, check, pilotlint

OWN = """\
id: ACME101
name: seen-by-finance
title: Finance has seen the budget
missing: finance
play: budget
rationale: Somebody has to pay for it.
severity: {pilot: error}
assert: initiative.budget.?note.orValue("") != ""
at: /budget/note
message: Nobody in finance has seen the budget.
help: "Write `note: Ana Costa has seen it` below `budget:`."
examples:
  pass:
    - {name: seen, initiative: {stage: pilot, budget: {note: Ana Costa has seen it}}}
  fail:
    - name: not seen
      initiative: {stage: pilot}
      finds: [{at: /budget/note, severity: error, says: Nobody}]
"""
OWN_PATH = "policies/ACME101-seen-by-finance.yaml"
SETTINGS = "pilotlint.yaml"
WAIVER = "{policy: PL402, initiative: invoice-matching, reason: A hosted product, approved_by: Eva Lind, expires: 2026-07-31}"


def gate(report):
    return [
        (each["severity"], each["path"], each["message"]) for each in report["findings"] if each["policy"] == "PL913"
    ]


@pytest.fixture
def judged(repo):
    """Commit a base and a change, and return the report on the change."""

    def judge(base, change, *options, code=0, without=()):
        repo.commit({PATH: READY, **base})
        first = repo.git.head.commit.hexsha
        for path in without:
            (repo.path / path).unlink()
        repo.commit(change)
        return check("--base", first, "--head", "HEAD", *options, cwd=repo.path, code=code).report

    return judge


def test_a_change_that_leaves_the_rules_alone_says_nothing_about_them(judged):
    report = judged({}, {PATH: READY.replace("stage: pilot", "stage: pilot  # still", 1)})
    assert gate(report) == []
    assert report["proposal"] is None


def test_a_policy_turned_off_does_not_help_the_change_that_turns_it_off(judged):
    change = {PATH: READY.replace("Rui Alves", "TBD"), SETTINGS: "severity: {PL102: off, PL201: off, PL202: off}\n"}
    report = judged({}, change, code=1)
    assert report["verdict"] == "fail"
    assert [(severity, path) for severity, path, _ in gate(report)] == [("warning", SETTINGS)] * 3
    assert all("would not be judged any more" in message for _, _, message in gate(report))
    assert report["proposal"]["initiatives"] == [
        {"id": "invoice-matching", "path": PATH, "verdict": "fail", "proposed": "pass"}
    ]


def test_a_change_that_edits_everything_to_pass_itself_fails_and_says_what_it_tried(judged, repo):
    ours = {OWN_PATH: OWN, SETTINGS: "profile: playbook\n"}
    change = {
        PATH: READY.replace("name: Rui Alves", "name: ''"),
        OWN_PATH: OWN.replace("error", "warning"),
        SETTINGS: "profile: register\nfail_on: never\ngate: {waivers: head}\nlimits: {waiver_days: 900}\n",
        "waivers.yaml": "waivers:\n  - {policy: PL201, initiative: invoice-matching, reason: We will add the owner later, "
        "approved_by: Ana Costa, expires: 2026-08-31}\n",
        ".pilotlint/baseline.yaml": "baseline:\n  invoice-matching: {pilot: [PL201 /owner 00000000000000000000]}\n",
        ".github/workflows/gate.yml": "on: push\n",
        "CODEOWNERS": "* @everybody\n",
        ".pre-commit-config.yaml": "repos: []\n",
    }
    report = judged(ours, change, code=1)
    assert report["verdict"] == "fail"
    assert report["proposal"]["verdict"] == "pass"
    assert {path for _, path, _ in gate(report)} == set(change) - {PATH, "waivers.yaml"}
    assert [each["path"] for each in report["findings"] if each["policy"] == "PL912"] == ["waivers.yaml"]
    assert [each for each in report["findings"] if each["suppression"]] == []
    text = pilotlint("check", "--today", TODAY, "--base", "HEAD~1", "--head", "HEAD", cwd=repo.path, code=1).out
    assert "Under today's rules, which decide, the gate fails." in text
    assert "Under the rules it proposes, the gate passes." in text


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ("severity: {PL999: off}\n", "no policy PL999"),
        ("limits: [\n", "cannot be read"),
        ("colour: red\n", "colour"),
    ],
)
def test_rules_that_would_stop_every_check_block(judged, settings, words):
    report = judged({}, {SETTINGS: settings}, code=1)
    ((severity, path, message),) = gate(report)
    assert (severity, path) == ("error", SETTINGS)
    assert message.startswith("With this change no check would run")
    assert words in message
    assert report["proposal"] == {"verdict": None, "initiatives": []}


def test_stricter_rules_are_shown_as_such(judged):
    report = judged({}, {SETTINGS: "limits: {budget_ratio_min: 9}\n", OWN_PATH: OWN})
    assert {severity for severity, _, _ in gate(report)} == {"note"}
    assert report["verdict"] == "pass"
    assert report["proposal"]["initiatives"] == [
        {"id": "invoice-matching", "path": PATH, "verdict": "pass", "proposed": "fail"}
    ]


def test_a_removed_policy_is_seen(judged):
    report = judged({OWN_PATH: OWN}, {"notes.txt": ""}, without=[OWN_PATH])
    assert gate(report) == [
        ("warning", OWN_PATH, "ACME101 (Finance has seen the budget) would not be judged any more.")
    ]


def test_a_rewritten_policy_is_seen(judged):
    report = judged({OWN_PATH: OWN}, {OWN_PATH: OWN.replace('.orValue("") != ""', '.orValue("x") != ""')})
    assert gate(report) == [("warning", OWN_PATH, "ACME101 (Finance has seen the budget) is rewritten.")]
    assert [each["proposed"] for each in report["proposal"]["initiatives"]] == ["pass"]


def test_initiatives_that_leave_the_portfolio_are_seen(judged):
    report = judged({}, {SETTINGS: 'initiatives: ["elsewhere/*.yaml"]\n'})
    assert [each["proposed"] for each in report["proposal"]["initiatives"]] == [None]


def test_what_the_base_changed_meanwhile_is_not_taken_for_a_change_of_the_branch(repo):
    repo.commit({PATH: PROPOSAL, SETTINGS: "fail_on: error\n"})
    repo.git.create_head("branch")
    repo.commit({SETTINGS: "fail_on: warning\n"})
    base = repo.git.head.commit.hexsha
    repo.git.heads["branch"].checkout()
    repo.commit({".github/workflows/gate.yml": "on: push\n"})
    report = check("--base", base, "--head", "HEAD", cwd=repo.path).report
    assert [message for _, _, message in gate(report)] == ["A workflow is added: .github/workflows/gate.yml."]
    assert report["proposal"] is None


def test_whether_the_gate_is_still_asked_is_to_be_looked_at_before_the_merge(judged):
    report = judged({"Jenkinsfile": "x"}, {".github/workflows/.gate.yml": "x"}, without=["Jenkinsfile"])
    assert gate(report) == [
        ("warning", ".github/workflows/.gate.yml", "A workflow is added: .github/workflows/.gate.yml."),
        ("warning", "Jenkinsfile", "The pipeline is removed: Jenkinsfile."),
    ]
    assert {each["help"] for each in report["findings"]} == {
        "Make sure that this check is still asked for: unlike rules, this file may count before the change is merged."
    }


def test_a_folder_in_the_place_of_the_settings_blocks(judged):
    ((severity, path, message),) = gate(judged({}, {f"{SETTINGS}/anything": "x"}, code=1))
    assert (severity, path) == ("error", SETTINGS)
    assert message.endswith("the settings cannot be read: this is a folder.")


@pytest.mark.parametrize(
    ("base", "options"),
    [
        ("packs: []\n", []),
        ("severity: {PL913: {proposal: off}}\n", []),
        ("", ["--select", "PL402"]),
        ("", ["--fail-on", "error", "--profile", "playbook"]),
        ("", ["--config", "other.yaml"]),
    ],
)
def test_nothing_keeps_it_from_looking_at_the_settings_as_they_are_written(judged, base, options):
    before = {SETTINGS: base, "other.yaml": "fail_on: error\n"}
    report = judged(before, {SETTINGS: base + "fail_on: never\n"}, *options)
    assert ("warning", SETTINGS, "The setting fail_on would go from error to never.") in gate(report)


def test_a_waiver_that_a_change_brings_is_shown_whichever_policies_were_asked_for(judged):
    report = judged({SETTINGS: "packs: []\n"}, {"waivers.yaml": f"waivers: [{WAIVER}]\n"}, "--select", "PL001")
    assert [(each["policy"], each["path"]) for each in report["findings"]] == [("PL912", "waivers.yaml")]


def test_settings_that_a_run_was_asked_for_are_compared_and_so_are_those_that_usually_judge(judged):
    change = {"other.yaml": "fail_on: never\n", SETTINGS: "profile: register\n"}
    report = judged({"other.yaml": "fail_on: error\n"}, change, "--config", "other.yaml")
    assert {(path, message.partition(". ")[0].rstrip(".")) for _, path, message in gate(report)} == {
        ("other.yaml", "The setting fail_on would go from error to never"),
        (SETTINGS, "The setting profile would go from playbook to register"),
    }


def test_settings_that_judge_nobody_may_be_broken_at_the_base(judged):
    base = {"other.yaml": "fail_on: error\n", SETTINGS: "profil: strict\n"}
    assert gate(judged(base, {SETTINGS: "profile: strict\n"}, "--config", "other.yaml")) == []


@pytest.mark.parametrize("more", ["", "packs: []\n"])
def test_who_wants_changes_of_the_gate_to_block_can_have_it(judged, more):
    base = f"severity: {{PL913: error}}\n{more}"
    report = judged({SETTINGS: base}, {SETTINGS: base + "fail_on: never\nlimits: {budget_ratio_min: 4}\n"}, code=1)
    assert [severity for severity, _, _ in gate(report)] == ["error", "note"]


def test_who_turns_the_policy_off_is_told_nothing(judged):
    assert gate(judged({SETTINGS: "severity: {PL913: off}\n"}, {SETTINGS: "fail_on: never\n"})) == []


def test_a_policy_that_cannot_be_loaded_is_named_with_its_place_and_hides_nothing_else(judged):
    broken = OWN.replace('initiative.budget.?note.orValue("")', "initiative.budgett")
    change = {OWN_PATH: broken, SETTINGS: "fail_on: never\n", "Jenkinsfile": "x"}
    report = judged({OWN_PATH: OWN}, change, code=1)
    (finding,) = (each for each in report["findings"] if each["severity"] == "error")
    assert (finding["path"], finding["start"]["line"]) == (OWN_PATH, 8)
    assert "\n" not in finding["message"]
    assert {path for _, path, _ in gate(report)} == set(change)


def test_a_baseline_that_cannot_be_read_is_named_with_its_place(judged):
    written = "baseline:\n  churn:\n    pilot: [nonsense]\n    production: [nonsense]\n"
    ((_, path, message),) = gate(judged({}, {".pilotlint/baseline.yaml": written}, code=1))
    assert path == ".pilotlint/baseline.yaml"
    assert "baseline.yaml" not in message


def test_a_policy_that_a_run_asks_for_and_the_change_takes_away_blocks(judged):
    report = judged({OWN_PATH: OWN}, {"notes.txt": ""}, "--select", "ACME101", without=[OWN_PATH], code=1)
    assert [severity for severity, _, _ in gate(report)] == ["error", "warning"]


def test_who_a_new_waiver_would_let_pass_is_shown(judged):
    report = judged({PATH: READY.replace("70000", "30000")}, {"waivers.yaml": f"waivers: [{WAIVER}]\n"})
    assert report["proposal"]["initiatives"] == [
        {"id": "invoice-matching", "path": PATH, "verdict": "fail", "proposed": "pass"}
    ]
