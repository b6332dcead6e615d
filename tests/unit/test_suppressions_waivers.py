"""Waivers files: where they may be, what in them counts, and what a slip costs."""

import pytest

from pilotlint.model import Suppression
from pilotlint.suppressions import NEVER, waivers
from pilotlint.tree import WorkTree
from support.judging import chosen, tree
from support.reports import FINDING

ENTRY = "{policy: PL402, initiative: churn, reason: Hosted product without integration, approved_by: Eva Lind, expires: 2026-08-31}"
GIVEN = f"waivers: [{ENTRY}]\n"


def load(files, settings_text="{}"):
    return waivers.load(tree(files), chosen(settings_text))


def places(loaded):
    return [(one.path, one.at) for one in loaded.entries], [(one.path, one.at) for one in loaded.flaws]


@pytest.mark.parametrize(
    ("files", "settings_text", "found"),
    [
        ({}, "{}", []),
        ({"waivers.yaml": GIVEN}, "{}", ["waivers.yaml"]),
        ({"waivers/a.yaml": GIVEN, "waivers/b.yml": GIVEN}, "{}", ["waivers/a.yaml", "waivers/b.yml"]),
        ({"waivers/a.yaml": GIVEN, "waivers.yaml": GIVEN}, "{}", ["waivers.yaml", "waivers/a.yaml"]),
        ({"waivers/deep/a.yaml": GIVEN, "waivers/README.md": "hello"}, "{}", []),
        ({"board/a.yaml": GIVEN, "waivers.yaml": GIVEN}, "waivers: board", ["board/a.yaml"]),
        ({"board.yml": GIVEN, "board/a.yaml": GIVEN}, "waivers: board.yml", ["board.yml", "board/a.yaml"]),
    ],
)
def test_waivers_are_in_a_file_or_in_the_folder_of_that_name(files, settings_text, found):
    assert [one.path for one in load(files, settings_text).entries] == found


@pytest.mark.parametrize("text", ["", "# none\n", "---\n", "null\n", "{}\n", "waivers:\n", "waivers: []\n"])
def test_a_file_may_be_empty(text):
    assert load({"waivers.yaml": text}).exist is False


def test_what_is_no_plain_file_is_a_flaw_and_not_read(folder):
    (folder / "waivers.yaml").mkdir()
    (folder / "waivers.yaml" / "a.yaml").write_text(GIVEN)
    (folder / "elsewhere.yaml").write_text(GIVEN)
    (folder / "waivers").mkdir()
    (folder / "waivers" / "b.yaml").symlink_to("../elsewhere.yaml")
    found = waivers.load(WorkTree(str(folder)), chosen())
    assert places(found) == ([], [("waivers.yaml", ""), ("waivers/b.yaml", "")])
    assert found.flaws[0].message == (
        "This is a folder, and waivers are read from plain files only, so nothing here counts."
    )


@pytest.mark.parametrize(
    ("files", "settings_text", "path", "advice"),
    [
        ({"waivers.yml": GIVEN}, "{}", "waivers.yml", "Rename it to waivers.yaml."),
        (
            {"waivers.yaml": GIVEN, "waivers.yml": GIVEN},
            "{}",
            "waivers.yml",
            "Move its entries into waivers.yaml, and remove this file.",
        ),
        ({"board.yaml": GIVEN}, "waivers: board.yml", "board.yaml", "Rename it to board.yml."),
        ({"board.yaml": GIVEN}, "waivers: board", "board.yaml", "Move its entries into board, and remove this file."),
    ],
)
def test_a_file_that_only_its_ending_keeps_from_being_read_is_a_flaw(files, settings_text, path, advice):
    found = load(files, settings_text)
    assert [one.path for one in found.entries] == [name for name in files if name != path]
    (flaw,) = found.flaws
    assert (flaw.path, flaw.help) == (path, advice)
    assert flaw.message.endswith(", and not from this file.")


def test_a_file_too_deep_in_the_folder_is_a_flaw(folder):
    for name in ("waivers/a.yaml", "waivers/finance/b.yaml", "waivers/finance/ap/c.yml"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(GIVEN)
    found = waivers.load(WorkTree(str(folder)), chosen())
    deep = [("waivers/finance/ap/c.yml", ""), ("waivers/finance/b.yaml", "")]
    assert places(found) == ([("waivers/a.yaml", "/waivers/0")], deep)
    assert found.flaws[0].message == "Waivers are read from the folder waivers itself, and not from folders in it."


@pytest.mark.parametrize("name", ["a.YAML", ".a.yaml"])
def test_a_name_in_the_folder_that_is_nearly_right_is_a_flaw(name):
    found = waivers.load(tree({f"waivers/{name}": GIVEN}), chosen())
    assert found.entries == ()


@pytest.mark.parametrize("to", ["elsewhere", "elsewhere.yaml", "nowhere"])
def test_a_link_in_place_of_the_file_or_of_the_folder_is_a_flaw(folder, to):
    (folder / "elsewhere").mkdir()
    (folder / "elsewhere" / "a.yaml").write_text(GIVEN)
    (folder / "elsewhere.yaml").write_text(GIVEN)
    (folder / ("waivers" if to == "elsewhere" else "waivers.yaml")).symlink_to(to)
    found = waivers.load(WorkTree(str(folder)), chosen())
    assert [flaw.message.split(",")[0] for flaw in found.flaws] == ["This is a symbolic link"]
    assert found.entries == ()


@pytest.mark.parametrize(
    ("text", "entries", "flaws"),
    [
        (f"waivers: [{ENTRY}, {{policy: PL402}}]", ["/waivers/0"], ["/waivers/1"]),
        (f"waivers: [{ENTRY.replace('PL402', 'PL4*')}, {ENTRY}]", ["/waivers/1"], ["/waivers/0"]),
        (f"waivers: [{ENTRY.replace('churn', '[churn]')}]", [], ["/waivers/0"]),
        (f"waivers: [{ENTRY.replace('reason:', 'reasons:')}]", [], ["/waivers/0"]),
        (f"waivers: [{ENTRY.replace('expires: 2026-08-31', 'expires: never')}]", [], ["/waivers/0"]),
        (f"waivers: [{ENTRY.replace('Eva Lind', '')}]", [], ["/waivers/0"]),
        (f"waivers: [{ENTRY.replace('{policy', '{policy: PL403, policy')}]", [], ["/waivers/0"]),
        (f"waiver: [{ENTRY}]", [], [""]),
        (f"waivers: [{ENTRY}]\nmore: 1", [], [""]),
        (f"waivers: [{ENTRY}]\nwaivers: []", [], [""]),
        (f"waivers: {ENTRY}", [], [""]),
        (f"[{ENTRY}]", [], [""]),
        (f"waivers: [{ENTRY}", [], [""]),
        (f"--- {{waivers: [{ENTRY}]}}\n--- {{}}", [], [""]),
    ],
)
def test_what_does_not_have_the_right_form_waives_nothing_and_the_rest_counts(text, entries, flaws):
    found = load({"waivers.yaml": text})
    assert [one.at for one in found.entries] == entries
    assert sorted({one.entry for one in found.flaws}) == flaws


def test_an_entry_ends_before_what_follows_it():
    text = (
        f"# ours\nwaivers:\n  - {ENTRY}\n\n  # next\n"
        "  - policy: PL403\n    initiative: churn\n    approved_by: Eva Lind\n    expires: 2026-08-31\n"
        "    reason: |\n      A long reason\n      in lines\n\n  # last\n"
        f"  - {ENTRY}\n"
    )
    found = load({"waivers.yaml": text})
    assert [found.lines(one) for one in found.entries] == [(3, 3), (6, 12), (15, 15)]


def one(**changed):
    found = load({"waivers.yaml": GIVEN}).entries[0]
    return found._replace(**changed)


def test_a_waived_finding_stays_with_its_reason_and_its_end():
    (found,) = waivers.suppress([FINDING], [one()])
    why = "Hosted product without integration (approved by Eva Lind, until 2026-08-31)"
    assert found == FINDING._replace(suppression=Suppression("waiver", why, "2026-08-31"))


def test_of_two_waivers_the_longer_one_counts():
    (found,) = waivers.suppress([FINDING], [one(), one(expires="2026-09-15"), one(expires="2026-07-01")])
    assert found.suppression.until == "2026-09-15"


@pytest.mark.parametrize("changed", [{"policy": "PL401"}, {"initiative": "churn-v2"}, {"initiative": "chur"}])
def test_another_policy_and_another_initiative_are_not_what_it_is_about(changed):
    assert list(waivers.suppress([FINDING], [one(**changed)])) == [FINDING]


@pytest.mark.parametrize("policy", sorted(NEVER))
def test_what_cannot_be_waived_is_not_even_when_somebody_says_so(policy):
    finding = FINDING._replace(policy=policy)
    assert list(waivers.suppress([finding], [one(policy=policy)])) == [finding]
