"""Files in a folder, in memory, in the index and in a commit, all seen the same way."""

import os
import socket

import pytest
from git import Repo

from pilotlint.git import Repository
from pilotlint.globs import Globs
from pilotlint.tree import Commit, Entry, GitTree, Kind, Log, MemoryTree, WorkTree
from support.repo import TestRepo

YAML = Globs(["initiatives/**/*.yaml"])


def files(repo, names):
    repo.write({name: f"{name}\n" for name in names})


@pytest.fixture
def repository(repo):
    opened = Repository(str(repo.path), os.environ)
    yield opened
    opened.close()


def all_trees(repo, repository):
    """Commit everything and return the work tree, the index and the commit."""
    commit = repo.commit()
    return {"work": WorkTree(str(repo.path)), "index": GitTree(repository), "commit": GitTree(repository, commit)}


@pytest.mark.parametrize("which", ["work", "index", "commit"])
def test_files_are_found_sorted_and_read(repo, repository, which):
    files(
        repo, ["initiatives/b.yaml", "initiatives/a.yaml", "initiatives/2026/ö c.yaml", "initiatives/x.yml", "a.yaml"]
    )
    tree = all_trees(repo, repository)[which]
    assert tree.find(YAML) == [
        Entry("initiatives/2026/ö c.yaml", Kind.FILE),
        Entry("initiatives/a.yaml", Kind.FILE),
        Entry("initiatives/b.yaml", Kind.FILE),
    ]
    assert tree.read("initiatives/2026/ö c.yaml") == "initiatives/2026/ö c.yaml\n".encode()
    assert tree.read("a.yaml") == b"a.yaml\n"


@pytest.mark.parametrize("which", ["work", "index", "commit"])
def test_what_is_not_there_is_missing(repo, repository, which):
    files(repo, ["initiatives/a.yaml"])
    tree = all_trees(repo, repository)[which]
    assert tree.kind("initiatives/none.yaml") is Kind.MISSING
    assert tree.read("initiatives/none.yaml") is None
    assert tree.find(Globs(["other/**/*.yaml"])) == []


@pytest.mark.parametrize("which", ["work", "index", "commit"])
def test_a_folder_is_no_file(repo, repository, which):
    files(repo, ["initiatives/x.yaml/a.yaml"])
    tree = all_trees(repo, repository)[which]
    assert tree.kind("initiatives") is Kind.FOLDER
    assert tree.kind("initiatives/x.yaml") is Kind.FOLDER
    assert tree.read("initiatives/x.yaml") is None
    assert Entry("initiatives/x.yaml/a.yaml", Kind.FILE) in tree.find(YAML)


@pytest.mark.parametrize("which", ["work", "index", "commit"])
def test_an_executable_file_is_a_file(repo, repository, which):
    files(repo, ["initiatives/a.yaml"])
    (repo.path / "initiatives/a.yaml").chmod(0o755)
    tree = all_trees(repo, repository)[which]
    assert tree.find(YAML) == [Entry("initiatives/a.yaml", Kind.FILE)]


@pytest.mark.parametrize("which", ["work", "index", "commit"])
@pytest.mark.parametrize("target", ["../a.yaml", "/etc/passwd", "../../outside.yaml", "nowhere", "link.yaml", "."])
def test_a_link_in_place_of_a_file_is_listed_and_never_followed(repo, repository, which, target):
    files(repo, ["a.yaml"])
    (repo.path / "initiatives").mkdir()
    (repo.path / "initiatives/link.yaml").symlink_to(target)
    tree = all_trees(repo, repository)[which]
    assert tree.find(YAML) == [Entry("initiatives/link.yaml", Kind.LINK)]
    assert tree.kind("initiatives/link.yaml") is Kind.LINK
    assert tree.read("initiatives/link.yaml") is None


@pytest.mark.parametrize("which", ["work", "index", "commit"])
@pytest.mark.parametrize("target", ["../other", "..", ".", "sub/../../other"])
def test_a_link_to_a_folder_is_listed_whatever_it_is_called(repo, repository, which, target):
    files(repo, ["other/a.yaml", "initiatives/sub/b.yaml"])
    (repo.path / "initiatives/more").symlink_to(target)
    tree = all_trees(repo, repository)[which]
    assert Entry("initiatives/more", Kind.LINK) in tree.find(YAML)
    assert all("more/" not in entry.path for entry in tree.find(YAML))


@pytest.mark.parametrize("which", ["index", "commit"])
@pytest.mark.parametrize("target", ["/etc", "../../outside", "../.."])
def test_a_link_out_of_the_repository_is_listed_whatever_it_is_called(repo, repository, which, target):
    files(repo, ["initiatives/b.yaml"])
    (repo.path / "initiatives/more").symlink_to(target)
    assert Entry("initiatives/more", Kind.LINK) in all_trees(repo, repository)[which].find(YAML)


@pytest.mark.parametrize("which", ["work", "index", "commit"])
@pytest.mark.parametrize("target", ["b.yaml", "nowhere"])
def test_a_link_of_another_name_that_hides_nothing_is_left_alone(repo, repository, which, target):
    files(repo, ["initiatives/b.yaml"])
    (repo.path / "initiatives/README").symlink_to(target)
    assert all_trees(repo, repository)[which].find(YAML) == [Entry("initiatives/b.yaml", Kind.FILE)]


def test_the_folder_of_initiatives_may_not_be_a_link(repo, repository):
    files(repo, ["other/a.yaml"])
    (repo.path / "initiatives").symlink_to("other")
    trees = all_trees(repo, repository)
    assert trees["work"].find(YAML) == [Entry("initiatives", Kind.LINK)]
    assert trees["work"].kind("initiatives/a.yaml") is Kind.LINK
    assert trees["commit"].kind("initiatives/a.yaml") is Kind.MISSING


def test_a_work_tree_reads_files_outside_by_their_absolute_path(folder):
    (folder / "outside.yaml").write_text("x")
    tree = WorkTree("/")
    assert tree.kind(str(folder / "outside.yaml")) is Kind.FILE
    assert tree.read(str(folder / "outside.yaml")) == b"x"


def test_pipes_and_sockets_are_not_opened(folder):
    (folder / "initiatives").mkdir()
    os.mkfifo(folder / "initiatives/pipe.yaml")
    with socket.socket(socket.AF_UNIX) as server:
        here = os.getcwd()
        os.chdir(folder / "initiatives")  # the name of a socket may not be long
        server.bind("socket.yaml")
        os.chdir(here)
    tree = WorkTree(str(folder))
    assert tree.find(YAML) == [
        Entry("initiatives/pipe.yaml", Kind.SPECIAL),
        Entry("initiatives/socket.yaml", Kind.SPECIAL),
    ]
    assert tree.kind("initiatives/pipe.yaml") is Kind.SPECIAL
    assert tree.read("initiatives/pipe.yaml") is None
    assert tree.read("initiatives/socket.yaml") is None


def test_a_repository_inside_the_repository_is_not_searched(repo):
    files(repo, ["initiatives/a.yaml", "initiatives/lib/.git/config", "initiatives/lib/b.yaml"])
    (repo.path / "initiatives/.git").mkdir()
    found = WorkTree(str(repo.path)).find(YAML)
    assert found == [Entry("initiatives/a.yaml", Kind.FILE)]


def test_a_submodule_that_was_filled_is_told_and_not_searched(repo):
    files(repo, ["initiatives/a.yaml", "initiatives/lib/.git", "initiatives/lib/b.yaml"])
    found = WorkTree(str(repo.path)).find(YAML)
    assert found == [Entry("initiatives/a.yaml", Kind.FILE), Entry("initiatives/lib", Kind.SUBMODULE)]


def test_a_folder_that_is_not_there_or_is_a_file_holds_nothing(folder):
    assert WorkTree(str(folder / "nowhere")).find(YAML) == []
    (folder / "initiatives").write_text("a file")
    assert WorkTree(str(folder)).find(YAML) == []


def test_a_folder_that_cannot_be_opened_is_told_apart(folder):
    """Too long a path stands in for too few rights, which nobody lacks who may do everything."""
    inner = folder / "initiatives"
    (folder / "initiatives").mkdir()
    while len(str(inner)) < os.pathconf(folder, "PC_PATH_MAX"):
        at = os.open(inner, os.O_RDONLY)
        os.mkdir("x" * 200, dir_fd=at)
        os.close(at)
        inner /= "x" * 200
    files = WorkTree(str(folder)).find(YAML)
    assert files == [Entry(str(inner.relative_to(folder)), Kind.CLOSED)]


def test_a_path_that_no_file_can_have_is_missing(folder):
    assert WorkTree(str(folder)).kind("a\0b") is Kind.MISSING
    assert WorkTree(str(folder)).read("a\0b") is None


def test_a_huge_file_is_read_only_a_little_beyond_the_limit(folder):
    (folder / "huge.yaml").write_bytes(b"x" * 3_000_000)
    content = WorkTree(str(folder)).read("huge.yaml")
    assert 1_000_000 < len(content) < 1_100_000


def test_a_file_that_grows_while_it_is_read_is_read_whole(folder):
    (folder / "empty.yaml").write_bytes(b"")
    assert WorkTree(str(folder)).read("empty.yaml") == b""
    if os.path.exists("/proc/self/status"):  # its size is said to be 0
        assert b"Name:" in WorkTree("/").read("/proc/self/status")


def test_a_submodule_is_told_apart(repo, repository, tmp_path):
    inner = TestRepo(tmp_path / "inner")
    inner.commit({"a.yaml": "x"})
    files(repo, ["initiatives/b.yaml"])
    repo.git.git.execute(
        ["git", "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.path), "initiatives/sub.yaml"]
    )
    trees = all_trees(repo, repository)
    for which in ("index", "commit"):
        assert trees[which].find(YAML) == [
            Entry("initiatives/b.yaml", Kind.FILE),
            Entry("initiatives/sub.yaml", Kind.SUBMODULE),
        ]
        assert trees[which].read("initiatives/sub.yaml") is None


def test_a_commit_knows_what_was_deleted_before_it_and_other_trees_do_not(repo, repository):
    files(repo, ["initiatives/a.yaml", "initiatives/a.txt"])
    repo.commit()
    (repo.path / "initiatives/a.yaml").unlink()
    (repo.path / "initiatives/a.txt").unlink()
    trees = all_trees(repo, repository)
    (gone,) = trees["commit"].deleted(YAML)
    assert (gone.path, gone.commit, gone.day) == ("initiatives/a.yaml", repo.git.head.commit.hexsha, "2026-06-22")
    assert gone.content() == b"initiatives/a.yaml\n"
    assert [*trees["work"].deleted(YAML), *trees["index"].deleted(YAML)] == []


@pytest.mark.parametrize("which", ["work", "index", "commit"])
def test_a_link_to_a_folder_is_named_only_where_something_could_match(repo, repository, which):
    files(repo, ["more/a.yaml", "initiatives/b.yaml"])
    for link in ("initiatives/.venv/lib64", "initiatives/more", "initiatives/deep/more"):
        (repo.path / link).parent.mkdir(exist_ok=True)
        (repo.path / link).symlink_to(repo.path / "more")
    found = all_trees(repo, repository)[which].find(Globs(["initiatives/*/*.yaml", "initiatives/b.yaml"]))
    assert found == [Entry("initiatives/b.yaml", Kind.FILE), Entry("initiatives/more", Kind.LINK)]


def test_a_conflict_in_the_index_is_told_apart(repo, repository):
    repo.commit({"initiatives/a.yaml": "one\n"})
    repo.git.git.checkout("-b", "other")
    repo.commit({"initiatives/a.yaml": "two\n"})
    repo.git.git.checkout("main")
    repo.commit({"initiatives/a.yaml": "three\n"})
    repo.git.git.merge("other", with_exceptions=False)
    tree = GitTree(repository)
    assert tree.find(YAML) == [Entry("initiatives/a.yaml", Kind.CONFLICT)]
    assert tree.read("initiatives/a.yaml") is None


def test_a_tree_in_memory_has_files_only():
    tree = MemoryTree({"initiatives/b.yaml": b"2", "initiatives/a.yaml": b"1", "c.yaml": b"3"})
    assert tree.find(YAML) == [Entry("initiatives/a.yaml", Kind.FILE), Entry("initiatives/b.yaml", Kind.FILE)]
    assert tree.kind("c.yaml") is Kind.FILE
    assert tree.kind("initiatives") is Kind.MISSING
    assert tree.read("c.yaml") == b"3"
    assert tree.read("d.yaml") is None


def test_only_files_are_shown_as_what_they_are_in_a_sentence():
    assert [str(kind) for kind in Kind] == [
        "file",
        "a symbolic link",
        "a folder",
        "a folder that cannot be opened",
        "a device, pipe or socket",
        "a submodule",
        "a file with capitals in its ending or a dot before its name",
        "a file in a folder whose name has other capitals than the one that is read",
        "a file with an unresolved merge conflict",
        "missing",
    ]


A, B = "initiatives/a.yaml", "initiatives/b.yaml"
ADDED = Commit("2026-06-22", "Dana Ruiz", frozenset({A}), frozenset())


def test_each_tree_knows_how_its_files_came_about(repo, repository):
    first = repo.commit({A: "1"})
    repo.commit({A: "2", "else/where": "1"}, day="2026-06-23", author="Ken Ito")
    changed = Commit("2026-06-23", "Ken Ito", frozenset(), frozenset({A}))
    repo.stage({B: "1"})
    repo.write({A: "3", "initiatives/new.yaml": "1", "else/where": "2"})
    assert GitTree(repository, first).log(YAML) == Log([ADDED])
    assert GitTree(repository).log(YAML) == Log([changed, ADDED], frozenset({B}))
    work = WorkTree(str(repo.path), repository).log(YAML)
    assert work == Log([changed, ADDED], frozenset({A, B, "initiatives/new.yaml"}))
    assert WorkTree(str(repo.path)).log(YAML) == Log()
    assert MemoryTree({}, commits=[ADDED]).log(YAML) == Log([ADDED])


def test_before_the_first_commit_nothing_is_known(repo, repository):
    assert WorkTree(str(repo.path), repository).log(YAML) == Log()


def test_where_a_clone_begins_files_only_seem_to_be_new(repo, tmp_path):
    repo.commit({A: "1", B: "1"})
    repo.commit({A: "2"})
    repo.commit({A: "3"}, day="2026-06-23")
    clone = Repo.clone_from(f"file://{repo.path}", tmp_path / "clone", depth=2)
    repository = Repository(clone.working_dir, os.environ)
    found = WorkTree(clone.working_dir, repository).log(YAML)
    repository.close()
    assert found == Log([Commit("2026-06-23", "Dana Ruiz", frozenset(), frozenset({A}))], shallow=True)
