"""Paths"""

import os
import shutil

import pytest

from support.repo import DEBT, MOVED, PATH, PROPOSAL, READY, TestRepo
from support.states import MOVE, NOTHING_DIFFERS, UNREADY, Seen, gone

SECOND = "initiatives/second.yaml"
FILE = ["PL001"]


def as_pilot(path: str) -> list:
    return [(path, "proposal", "pilot")]


def submodule(repo: TestRepo, path: str, files: dict) -> TestRepo:
    """Add another repository as a submodule."""
    inner = TestRepo(repo.path.parent / "inner")
    inner.commit(files)
    repo.git.git.execute(["git", "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.path), path])
    return inner


@pytest.fixture
def judge_all(judge):
    """Judge the work tree, the index and the commit, which must agree."""

    def judged(**options):
        of_files, of_index, of_commit = (judge(*how, **options) for how in ((), ("--staged",), ("--head", "HEAD")))
        assert of_files == of_index == of_commit
        return of_commit

    return judged


def test_a_renamed_file(change, judge_all):
    """The same initiative, found by its id; the move is judged, and so is the name that does not fit the id."""
    change.git.git.mv(PATH, SECOND)
    change.commit({SECOND: MOVED})
    assert judge_all() == Seen(1, as_pilot(SECOND), ["PL002", *UNREADY])


def test_a_renamed_folder(repo, judge_all):
    """The same initiatives, with their old findings."""
    repo.commit({"initiatives/a/invoice-matching.yaml": DEBT})
    repo.branch("change").git.git.mv("initiatives/a", "initiatives/b")
    repo.commit()
    assert judge_all() == Seen(0, [("initiatives/b/invoice-matching.yaml", "pilot", "pilot")], existing=["PL402"])


def test_a_name_that_changes_only_its_case(repo, judge_all):
    """A renamed file: what it claims and what it was stay the same."""
    repo.commit({"initiatives/Finance/invoice-matching.yaml": DEBT})
    repo.branch("change").git.git.mv("initiatives/Finance", "initiatives/finance")
    repo.commit()
    path = "initiatives/finance/invoice-matching.yaml"
    assert judge_all() == Seen(0, [(path, "pilot", "pilot")], existing=["PL402"])


@pytest.mark.parametrize(
    ("name", "before"),
    [
        ("initiatives/invoice-matching.YAML", "proposal"),
        ("initiatives/.invoice-matching.yaml", None),
        ("Initiatives/invoice-matching.yaml", "proposal"),
    ],
)
def test_a_name_that_is_nearly_right(change, judge_all, name, before):
    """Blocked: capitals or a dot before the name take nothing out of the gate. What editors leave is none."""
    (change.path / name).parent.mkdir(exist_ok=True)
    change.git.git.mv(PATH, name)
    change.commit({"initiatives/.invoice-matching.yaml.swp": "", "initiatives/invoice-matching.yaml~": ""})
    assert judge_all() == Seen(1, [(name, before, None)], FILE, notes=[gone(PATH)])


def test_two_names_that_differ_only_in_case(change, judge_all):
    """Blocked: on a computer where case does not count, one would overwrite the other."""
    change.commit({"initiatives/Invoice-Matching.yaml": PROPOSAL})
    path = "initiatives/Invoice-Matching.yaml"
    assert judge_all() == Seen(1, [(path, None, "proposal")], ["PL002", "PL002"])


def test_a_file_that_becomes_a_folder(change, judge_all):
    """Blocked: the folder stands where an initiative was; what is in it is judged too."""
    (change.path / PATH).unlink()
    change.commit({f"{PATH}/invoice-matching.yaml": PROPOSAL})
    inside = (f"{PATH}/invoice-matching.yaml", "proposal", "proposal")
    assert judge_all() == Seen(1, [(PATH, "proposal", None), inside], FILE)


def test_a_folder_that_becomes_a_file(repo, judge_all):
    """The initiative that was in the folder is followed to the file."""
    repo.commit({f"{PATH}/invoice-matching.yaml": PROPOSAL})
    shutil.rmtree(repo.branch("change").path / PATH)
    repo.commit({PATH: MOVED})
    assert judge_all() == Seen(1, MOVE, UNREADY)


def test_a_file_that_becomes_a_symbolic_link(change, judge_all):
    """Blocked: pilotlint reads plain files only, wherever the link leads."""
    (change.path / PATH).unlink()
    change.link(PATH, "../other.yaml").commit({"other.yaml": READY})
    assert judge_all() == Seen(1, [(PATH, "proposal", None)], FILE)


def test_a_symbolic_link_that_becomes_a_file(repo, judge_all):
    """Judged as a new initiative, as nobody has judged what the link stood for."""
    repo.link(PATH, "../other.yaml").commit({"other.yaml": PROPOSAL})
    (repo.branch("change").path / PATH).unlink()
    repo.commit({PATH: MOVED})
    assert judge_all() == Seen(1, [(PATH, None, "pilot")], UNREADY)


def test_a_mode_that_changes_and_nothing_else(repo, judge_all):
    """Judged, and nothing in it is new."""
    repo.commit({PATH: DEBT})
    (repo.branch("change").path / PATH).chmod(0o755)
    repo.commit()
    assert judge_all() == Seen(0, [(PATH, "pilot", "pilot")], existing=["PL402"])


def test_an_initiative_that_is_split_into_two_files(change, judge_all):
    """The file with the id goes on, the other one is new."""
    change.commit({SECOND: PROPOSAL.replace("id: invoice-matching", "id: second"), PATH: PROPOSAL + "# less\n"})
    assert judge_all() == Seen(0, [(PATH, "proposal", "proposal"), (SECOND, None, "proposal")])


def test_an_initiative_that_is_split_without_anybody_keeping_the_id(change, judge_all):
    """Two new initiatives, judged in full, and the report names the one that is gone."""
    (change.path / PATH).unlink()
    parts = {
        f"initiatives/{name}.yaml": MOVED.replace("id: invoice-matching", f"id: {name}") for name in ("one", "two")
    }
    change.commit(parts)
    found = Seen(1, [(path, None, "pilot") for path in parts], sorted(UNREADY * 2), notes=[gone(PATH)])
    assert judge_all() == found


def test_two_initiatives_that_are_joined_into_one(repo, judge_all):
    """The one whose id is kept goes on, and the report names the other."""
    repo.commit({PATH: PROPOSAL, SECOND: PROPOSAL.replace("id: invoice-matching", "id: second")})
    (repo.branch("change").path / SECOND).unlink()
    repo.commit({PATH: MOVED})
    assert judge_all() == Seen(1, MOVE, UNREADY, notes=[gone(SECOND)])


def test_an_unchanged_file_whose_id_is_not_its_name(repo, judge_all):
    """It holds its id all the same: a new file that takes the id is blocked."""
    repo.commit({"initiatives/other-name.yaml": PROPOSAL})
    repo.branch("change").commit({PATH: PROPOSAL})
    taken = Seen(1, [(PATH, None, "proposal")], ["PL002"])
    assert judge_all() == taken
    assert judge_all() == taken  # the second time nobody has to read the other file


@pytest.mark.parametrize(
    "name", ["two words.yaml", "new\nline.yaml", "tab\t'\"\\.yaml", "größe.yaml", "-- --help.yaml", ":(top)*.yaml"]
)
def test_file_names_that_need_quoting(repo, judge_all, name):
    """Judged like any other; only the id cannot be the same as the name."""
    repo.commit({f"initiatives/{name}": PROPOSAL})
    repo.branch("change").commit({f"initiatives/{name}": MOVED})
    assert judge_all() == Seen(1, as_pilot(f"initiatives/{name}"), ["PL002", *UNREADY])


def test_a_file_name_that_is_not_utf_8(repo, judge_all):
    """Judged like any other, and its name is shown as it is."""
    name = os.fsdecode(b"initiatives/caf\xe9.yaml")
    repo.commit({name: PROPOSAL})
    repo.branch("change").commit({name: MOVED})
    (judged,) = judge_all().judged
    assert judged[1:] == ("proposal", "pilot")
    assert "caf" in judged[0]


@pytest.mark.parametrize("fetched", [True, False], ids=["fetched", "not-fetched"])
def test_a_submodule_among_the_initiatives(change, judge_all, fetched):
    """Blocked: what is in it is not in this repository, whether somebody has fetched it or not."""
    submodule(change, "initiatives/more", {"second.yaml": MOVED})
    change.commit()
    if not fetched:
        change.git.git.submodule("deinit", "--force", "--quiet", "initiatives/more")
    assert judge_all() == Seen(1, [("initiatives/more", None, None)], FILE)


@pytest.mark.parametrize("fetched", [True, False], ids=["fetched", "not-fetched"])
def test_a_submodule_that_was_there_before(repo, judge_all, fetched):
    """Its finding is an old one, and does not block."""
    repo.commit({PATH: PROPOSAL})
    submodule(repo, "initiatives/more", {"second.yaml": MOVED})
    repo.commit()
    repo.branch("change").commit({PATH: PROPOSAL + "# new\n"})
    if not fetched:
        repo.git.git.submodule("deinit", "--force", "--quiet", "initiatives/more")
    judged = [(PATH, "proposal", "proposal"), ("initiatives/more", None, None)]
    assert judge_all() == Seen(0, judged, existing=FILE)


def test_a_submodule_above_the_initiatives(repo, judge_all):
    """Blocked: the initiatives are in another repository, where the gate belongs."""
    repo.commit({"pilotlint.yaml": "initiatives: ['sub/initiatives/*.yaml']\n"})
    submodule(repo.branch("change"), "sub", {PATH: MOVED})
    repo.commit()
    assert judge_all() == Seen(1, [("sub/initiatives", None, None)], FILE)


def test_line_ends_that_git_converts(repo, judge_all):
    """What only checks out differently has not changed."""
    repo.commit({".gitattributes": "*.yaml text eol=crlf\n", PATH: DEBT})
    (repo.path / PATH).unlink()
    repo.git.git.checkout("--", PATH)
    assert b"\r\n" in (repo.path / PATH).read_bytes()
    repo.branch("change").commit({"README.md": "hello\n"})
    assert judge_all() == Seen(0, [], notes=[NOTHING_DIFFERS])


def test_line_ends_of_a_changed_file(repo, judge_all):
    """Old findings stay old, however the lines end."""
    repo.commit({".gitattributes": "*.yaml text eol=crlf\n", PATH: DEBT})
    repo.branch("change").commit({PATH: DEBT.replace("title: S", "title: Automatically s").replace("\n", "\r\n")})
    assert judge_all() == Seen(0, [(PATH, "pilot", "pilot")], existing=["PL402"])
