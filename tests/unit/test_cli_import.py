"""`pilotlint import`: what it writes, what it says, what it never touches."""

import os

import pytest

from pilotlint import document
from pilotlint.cli import import_, main
from pilotlint.inventory.convert import Imported, Skipped

MAPPING = """\
id: {columns: [Unit, Name]}
fields:
  title: Name
  stage: {column: Status, values: {Idea: proposal, In use: production}}
"""
INVENTORY = """\
Name,Unit,Status
Chat bot,HR,Idea
Churn list,Sales,In use
"""


@pytest.fixture
def workplace(tmp_path, monkeypatch):
    """A folder with an inventory and its mapping, where we are."""
    (tmp_path / "inventory.csv").write_text(INVENTORY, encoding="utf-8")
    (tmp_path / "mapping.yaml").write_text(MAPPING, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments):
    return main(["import", "inventory.csv", "--mapping", "mapping.yaml", *arguments])


def test_import_writes_a_file_for_each_row(workplace, capsys):
    assert run("--to", "some/where") == 0
    assert sorted(os.listdir("some/where")) == ["hr-chat-bot.yaml", "sales-churn-list.yaml"]
    assert capsys.readouterr().out == "inventory.csv: 2 rows, read as utf-8.\n2 files written to some/where.\n"


def test_import_writes_to_initiatives_when_no_folder_is_named(workplace):
    assert run() == 0
    assert document.read((workplace / "initiatives" / "hr-chat-bot.yaml").read_bytes()).data == {
        "schema": "pilotlint/v1",
        "id": "hr-chat-bot",
        "title": "Chat bot",
        "stage": "proposal",
        "stage_history": [],
    }


def test_import_says_what_it_skipped_left_out_and_renamed(workplace, capsys):
    (workplace / "mapping.yaml").write_text(MAPPING + "  pilot.starts: Start\n", encoding="utf-8")
    (workplace / "inventory.csv").write_bytes(
        "Name,Unit,Status,Start\nBot,HR,Idea,FY23\nBot,HR,Idea,FY24\n“Nïx”,HR,,\nNix,HR,\nNo,HR,,\n".encode("cp1252")
    )

    assert run() == 1
    assert capsys.readouterr().out == (
        "inventory.csv: 5 rows, read as cp1252.\n"
        "The encoding is a guess: use --encoding if these look wrong: “ ï ”\n"
        "2 files written to initiatives.\n"
        "\n"
        "2 rows skipped: no stage: the cell says nothing\n"
        "  row 4: “Nïx”\n"
        "  row 6: No\n"
        "\n"
        "1 row skipped: it has 3 cells, and the header has 4\n"
        "  row 5: Nix\n"
        "\n"
        "2 cells left out:\n"
        "  2 in “Start”: “FY23” in row 2 is no day written as %Y-%m-%d\n"
        "\n"
        "1 id made different from the same id of a row above:\n"
        "  row 3: hr-bot-2\n"
    )


def test_import_can_be_tried_first(workplace, capsys):
    assert run("--dry-run") == 0
    assert capsys.readouterr().out.endswith("2 files would be written to initiatives.\n")
    assert not (workplace / "initiatives").exists()


@pytest.mark.parametrize(("rows", "ids"), [("3", ["sales-churn-list"]), ("2-99", ["hr-chat-bot", "sales-churn-list"])])
def test_rows_can_be_selected(workplace, capsys, rows, ids):
    assert run("--rows", rows) == 0
    assert sorted(os.listdir("initiatives")) == [f"{name}.yaml" for name in ids]


def test_a_selection_is_told(workplace, capsys):
    run("--rows", "3")

    assert capsys.readouterr().out.startswith("inventory.csv: 2 rows, 1 of them selected, read as utf-8.\n")


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("", "pilotlint: --rows : '' is no row. Write numbers and ranges, such as 5,17,40-44.\n"),
        ("two", "pilotlint: --rows two: 'two' is no row. Write numbers and ranges, such as 5,17,40-44.\n"),
        ("1", "pilotlint: --rows 1: there is nothing in 1; the rows are 2 to 3.\n"),
        ("2,9-4", "pilotlint: --rows 2,9-4: there is nothing in 9-4; the rows are 2 to 3.\n"),
    ],
)
def test_rows_that_are_not_there_are_refused(workplace, capsys, rows, said):
    assert run("--rows", rows) == 2
    assert capsys.readouterr().err == said


@pytest.mark.parametrize("existing", ["hr-chat-bot.yaml", "HR-Chat-Bot.YAML", "hr-chat-bot.yml"])
@pytest.mark.parametrize("option", ["--to=initiatives", "--dry-run"])
def test_a_file_that_exists_is_never_overwritten(workplace, capsys, existing, option):
    (workplace / "initiatives").mkdir()
    (workplace / "initiatives" / existing).write_text("mine", encoding="utf-8")

    assert run(option) == 1
    assert (workplace / "initiatives" / existing).read_text(encoding="utf-8") == "mine"
    assert "1 row skipped: its file exists already\n  row 2: Chat bot\n" in capsys.readouterr().out


def test_a_link_is_never_followed(workplace, capsys):
    (workplace / "initiatives").mkdir()
    (workplace / "initiatives" / "hr-chat-bot.yaml").symlink_to(workplace / "elsewhere.yaml")

    assert run() == 1
    assert not (workplace / "elsewhere.yaml").exists()


def test_a_file_that_turns_up_at_the_last_moment_stays_as_it_is(tmp_path):
    path = tmp_path / "hr-chat-bot.yaml"
    path.write_text("mine", encoding="utf-8")
    outcome = Imported(2, "Chat bot", "hr-chat-bot", "hr-chat-bot", {}, "ours", ())

    assert import_._created(str(path), outcome) == Skipped(2, "Chat bot", "its file exists already")
    assert path.read_text(encoding="utf-8") == "mine"


def test_a_full_disk_leaves_no_half_file(workplace, capsys):
    resource = pytest.importorskip("resource")  # not on Windows
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (50, limits[1]))
    try:
        assert run() == 2
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)

    assert list((workplace / "initiatives").iterdir()) == []
    assert capsys.readouterr().err == (
        "pilotlint: initiatives/hr-chat-bot.yaml: this file cannot be written: File too large. "
        "0 files were written before it.\n"
    )


def test_a_second_import_changes_nothing(workplace, capsys):
    run()
    before = {path: path.stat().st_mtime_ns for path in (workplace / "initiatives").iterdir()}

    assert run() == 1
    assert {path: path.stat().st_mtime_ns for path in (workplace / "initiatives").iterdir()} == before


def test_import_prints_no_character_that_controls_a_terminal(workplace, capsys):
    (workplace / "inventory.csv").write_text("Name,Unit,Status\nred \x1b[31m and \u202eback,HR,\n", encoding="utf-8")

    assert run() == 1
    out = capsys.readouterr().out
    assert "\x1b" not in out
    assert "\u202e" not in out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["nothing.csv", "--mapping", "mapping.yaml"],
            "pilotlint: nothing.csv: this file cannot be read: No such file or directory.\n",
        ),
        (
            ["inventory.csv", "--mapping", "nothing.yaml"],
            "pilotlint: nothing.yaml: this file cannot be read: No such file or directory.\n",
        ),
        ([".", "--mapping", "mapping.yaml"], "pilotlint: .: this file cannot be read: Is a directory.\n"),
        (
            ["inventory.csv", "--mapping", "mapping.yaml", "--to", "mapping.yaml"],
            "pilotlint: mapping.yaml: this folder cannot be made: File exists.\n",
        ),
        (
            ["inventory.csv", "--mapping", "mapping.yaml", "--to", "mapping.yaml", "--dry-run"],
            "pilotlint: mapping.yaml: this folder cannot be used: Not a directory.\n",
        ),
        (["inventory.csv"], "pilotlint: Missing option '--mapping'.\n"),
    ],
)
def test_wrong_use_is_a_sentence_and_exit_code_2(workplace, capsys, arguments, said):
    assert main(["import", *arguments]) == 2
    assert capsys.readouterr().err == said


def test_the_encoding_option_comes_before_the_mapping(workplace, capsys):
    (workplace / "mapping.yaml").write_text(f"encoding: utf-16\n{MAPPING}", encoding="utf-8")

    assert run("--encoding", "utf-8") == 0
