"""All initiatives of a tree."""

import os

import pytest

from pilotlint.globs import Globs
from pilotlint.model import Position
from pilotlint.portfolio import Portfolio
from pilotlint.tree import Entry, Kind, WorkTree
from support.judging import GLOBS, LEAST, portfolio


def of(text):
    return portfolio({"initiatives/file.yaml": text})


def test_the_entries_are_what_the_settings_say_sorted_by_path():
    files = {"initiatives/b.yaml": LEAST, "initiatives/a.yaml": LEAST, "other/c.yaml": LEAST}
    assert [entry.path for entry in portfolio(files).entries] == ["initiatives/a.yaml", "initiatives/b.yaml"]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("id: churn-v1\n", "churn-v1"),
        ("schema: pilotlint/v1\nid: churn-v1\n", "churn-v1"),
        ('id: "churn-v1"\n', "churn-v1"),
        ("id: 'churn-v1'\n", "churn-v1"),
        ("id:   churn-v1   # why not\n", "churn-v1"),
        ("\ufeffid: churn-v1\n", "churn-v1"),
        ("id: churn-v1\r\ntitle: x\r\n", "churn-v1"),
        ("title: x\rid: churn-v1\r", "churn-v1"),
        ("id: churn-v1", "churn-v1"),
        ("{id: churn-v1, title: x}", "churn-v1"),
        ('{"title": "x", "id": "churn-v1"}', "churn-v1"),
        ("{\nowner: {\nid: other\n}, id: churn-v1}\n", "churn-v1"),
        ('title: "a\nid: other\n"\nid: churn-v1\n', "churn-v1"),
        ("title: 'a\nid: other\n'\nid: churn-v1\n", "churn-v1"),
        ("notes: |\n  id: other\nid: churn-v1\n", "churn-v1"),
        ("# id: other\nid: churn-v1\n", "churn-v1"),
        ("id: Churn-V1\n", "churn-v1"),
        ("ids: other\n", "file"),
        ("id: two words\n", "file"),
        ("id:\n", "file"),
        ("owner:\n  id: other\n", "file"),
        ("", "file"),
    ],
)
def test_a_file_claims_its_id_however_it_is_written(text, name):
    assert of(text).claims(name) == ["initiatives/file.yaml"]
    assert len(of(text).by_id) == 1


def test_ids_that_differ_in_capitals_only_are_the_same():
    files = {"initiatives/a.yaml": "id: churn-v1\n", "initiatives/b.yaml": "id: CHURN-V1\n"}
    assert portfolio(files).claims("Churn-v1") == ["initiatives/a.yaml", "initiatives/b.yaml"]
    assert portfolio(files).claims("other") == []


def test_what_is_no_file_claims_no_id(folder):
    (folder / "initiatives").mkdir()
    (folder / "initiatives/real.yaml").write_text(LEAST)
    (folder / "initiatives/link.yaml").symlink_to("real.yaml")
    assert Portfolio(WorkTree(str(folder)), GLOBS).by_id == {"example": ["initiatives/real.yaml"]}


def test_the_place_of_an_id_is_its_line():
    assert of("title: x\nid: churn-v1\n").place("initiatives/file.yaml").start == Position(2, 1)
    assert of("").place("initiatives/none.yaml").start == Position(1, 1)


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda path: path.mkdir(), "This is a folder, and"),
        (lambda path: path.symlink_to("nowhere"), "This is a symbolic link, and"),
        (os.mkfifo, "This is a device, pipe or socket, and"),
    ],
)
def test_what_is_no_file_is_read_as_one_that_says_so(folder, make, said):
    make(folder / "a.yaml")
    found = Portfolio(WorkTree(str(folder)), Globs(["*.yaml"]))
    (entry,) = found.entries
    assert found.read(entry).document.faults[0].message.startswith(said)


def test_a_file_that_is_gone_meanwhile_is_read_as_one_that_says_so():
    found = portfolio({}).read(Entry("initiatives/a.yaml", Kind.FILE))
    assert found.document.faults[0].message.startswith("This is a file nobody may read, and")


def test_a_file_is_read_as_an_initiative():
    found = of(LEAST)
    assert found.read(found.entries[0]).title == "Churn list"
