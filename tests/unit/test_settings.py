"""What a repository asked for."""

import pytest

from pilotlint import settings
from pilotlint.model import InputError, Position
from pilotlint.tree import WorkTree
from support.judging import chosen, tree

DEFAULTS = settings.load(tree({}))


def load(text, path="pilotlint.yaml"):
    return settings.load(tree({path: text}), path)


def refusal(text):
    with pytest.raises(InputError) as refused:
        load(text)
    return str(refused.value)


def test_a_tree_without_the_file_has_the_defaults():
    assert DEFAULTS.initiatives.patterns == ("initiatives/**/*.yaml", "initiatives/**/*.yml")
    assert DEFAULTS.policies.patterns == ("policies/**/*.yaml", "policies/**/*.yml")
    assert DEFAULTS.packs == ("playbook",)
    assert DEFAULTS.profile == "playbook"
    assert DEFAULTS.severity == {}
    assert DEFAULTS.limits == {
        "budget_ratio_min": 3,
        "budget_ratio_max": 5,
        "pilot_days_advise": 180,
        "pilot_days_block": 365,
        "pilot_grace_days": 14,
        "first_user_days": 14,
        "relying_users": 10,
        "runs_on_days": 90,
        "data_days_proposal": 90,
        "data_days": 180,
        "review_days_advise": 14,
        "review_days_block": 30,
        "review_days_pilot": 21,
        "review_weekly_days": 182,
        "reading_days": 35,
        "reading_days_pilot": 45,
        "unmoved_days": 90,
        "overspend_ratio": 1.2,
        "leaving_days": 30,
        "retrospective_days": 14,
        "pilots_per_unit": 3,
        "alike_percent": 50,
        "decision_days": 120,
        "stalled_pilots": 3,
        "quiet_days": 60,
        "quiet_days_production": 120,
        "waiver_days": 90,
    }
    assert DEFAULTS.business_units == ()
    assert DEFAULTS.functions == {"technical": ["it", "data", "data_science", "engineering", "analytics"]}
    assert DEFAULTS.risk_tiers == {"usual": ["minimal", "limited"], "high": ["high"], "forbidden": ["unacceptable"]}
    assert DEFAULTS.gate == {"changed": "new", "waivers": "base"}
    assert DEFAULTS.waivers == "waivers.yaml"
    assert DEFAULTS.fail_on == "error"
    assert DEFAULTS.path == "pilotlint.yaml"
    assert DEFAULTS.places == {}


@pytest.mark.parametrize("text", ["", "# nothing yet\n", "{}", "profile:\nlimits:\n", "\ufeff"])
def test_a_file_that_asks_for_nothing_has_the_defaults(text):
    asked = load(text)
    assert asked.limits == DEFAULTS.limits
    assert asked.initiatives.patterns == DEFAULTS.initiatives.patterns
    assert (asked.packs, asked.profile, asked.severity, asked.fail_on) == (("playbook",), "playbook", {}, "error")


def test_every_key_can_be_set():
    asked = load("""\
initiatives: [ideas/*.yml]
policies: [rules/*.yaml]
packs: [playbook, practice]
profile: strict
severity:
  PL103: off
  PL402: {pilot: warning, rollout: off}
limits: {budget_ratio_min: 2.5, waiver_days: 30}
business_units: [finance, customer-success]
functions: {technical: [it]}
gate: {changed: all}
waivers: exceptions
fail_on: never
""")
    assert asked.initiatives.patterns == ("ideas/*.yml",)
    assert asked.policies.patterns == ("rules/*.yaml",)
    assert asked.packs == ("playbook", "practice")
    assert asked.profile == "strict"
    assert asked.severity == {"PL103": "off", "PL402": {"pilot": "warning", "rollout": "off"}}
    assert (asked.limits["budget_ratio_min"], asked.limits["budget_ratio_max"]) == (2.5, 5)
    assert asked.limits["waiver_days"] == 30
    assert asked.business_units == ("finance", "customer-success")
    assert asked.functions == {"technical": ["it"]}
    assert asked.gate == {"changed": "all", "waivers": "base"}
    assert asked.waivers == "exceptions"
    assert asked.fail_on == "never"
    assert asked.places == {"PL103": Position(6, 3), "PL402": Position(7, 3)}


def test_off_and_on_are_texts_as_everywhere():
    assert load("severity: {PL103: off}").severity == {"PL103": "off"}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fail_on: warn\n", "pilotlint.yaml:1:1: `fail_on` is warn, which is not one of the answers it can have. "),
        (
            "a: 1\nprofil: strict\n",
            "pilotlint.yaml:1:1: `a` is not a key that belongs at the top of the file. Delete it.",
        ),
        ("severity: PL402\n", "pilotlint.yaml:1:1: `severity` holds PL402, but it is a heading: "),
        ("packs: playbook\n", "pilotlint.yaml:1:1: `packs` should be a list. "),
        ("gate:\n  changed: none\n", "pilotlint.yaml:2:3: `gate.changed` is none, which is not one of the answers "),
        (
            "limits: {waiver_days: 1.5}\n",
            "pilotlint.yaml:1:10: `limits.waiver_days` is 1.5, which pilotlint cannot read ",
        ),
        ("fail_on: a: b\n", "pilotlint.yaml:1:11: This line has a second colon, "),
        (
            "- a\n",
            (
                "pilotlint.yaml:1:1: This file is a list; it should be lines of `key: value`. "
                "Start with `initiatives: [initiatives/**/*.yaml]` on the first line."
            ),
        ),
        (
            "initiatives: []\n",
            "pilotlint.yaml:1:1: `initiatives` is empty. Write for example `initiatives: [initiatives/**/*.yaml]`.",
        ),
        ("null\n", "pilotlint.yaml:1:1: This file is empty. Start it with "),
    ],
)
def test_a_mistake_is_refused_at_its_line_and_column(text, message):
    assert refusal(text).startswith(message)


@pytest.mark.parametrize(
    "path", ["../waivers.yaml", "/etc/waivers.yaml", "a//b", "waivers/*.yaml", ".", "a\\b", "''", "a/"]
)
def test_waivers_are_in_one_place_of_the_repository(path):
    message = "Write a path from the Git root with forward slashes, such as waivers.yaml."
    assert refusal(f"waivers: {path}\n").endswith(message)


def test_every_mistake_is_named_at_once():
    assert [line.split(": ")[0] for line in refusal("fail_on: warn\nprofile: lax\n").splitlines()] == [
        "pilotlint.yaml:1:1",
        "pilotlint.yaml:2:1",
    ]


def test_settings_that_somebody_names_must_be_there():
    with pytest.raises(InputError, match=r"^other\.yaml: the settings cannot be read: this is not there\.$"):
        settings.load(tree({}), "other.yaml", required=True)


def test_settings_must_be_a_file(folder):
    (folder / "pilotlint.yaml").mkdir()
    with pytest.raises(InputError, match=r"^pilotlint\.yaml: the settings cannot be read: this is a folder\.$"):
        settings.load(WorkTree(str(folder)))


def test_settings_behind_a_link_are_not_read(folder):
    (folder / "real.yaml").write_text("fail_on: never\n")
    (folder / "pilotlint.yaml").symlink_to("real.yaml")
    with pytest.raises(InputError, match=r"this is a symbolic link\.$"):
        settings.load(WorkTree(str(folder)))


def test_settings_in_another_file_are_read_from_there():
    assert load("fail_on: never", "config/gate.yaml").path == "config/gate.yaml"
    assert chosen("fail_on: never").fail_on == "never"
