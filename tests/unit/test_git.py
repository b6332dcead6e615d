"""Git's plumbing, on real repositories."""

import os
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from git import Repo

from pilotlint.git import Difference, Repository, history, location
from pilotlint.git.history import Done
from pilotlint.model import InputError
from support.repo import TestRepo


@pytest.fixture
def repository(repo):
    opened = Repository(str(repo.path), os.environ)
    yield opened
    opened.close()


def refusal(repository, revision):
    with pytest.raises(InputError) as refused:
        repository.resolve(revision)
    return str(refused.value)


def test_a_revision_is_a_branch_a_tag_a_commit_or_an_expression(repo, repository):
    first = repo.commit({"a": "1"})
    second = repo.commit({"a": "2"})
    repo.git.create_tag("v1", ref=first, message="a tag with a message")
    assert repository.resolve("main") == second
    assert repository.resolve("HEAD~1") == first
    assert repository.resolve("v1") == first
    assert repository.resolve(first[:10]) == first
    assert repository.head() == second


def test_a_commit_that_is_not_here_is_not_found(repo, repository):
    first = repo.commit({"a": "1"})
    blob = repo.git.commit(first).tree["a"].hexsha
    assert repository.find(first) == first
    assert [repository.find(name) for name in ("0" * 40, "0" * 64, blob, "^main", "nowhere")] == [None] * 5


def test_before_the_first_commit_there_is_no_head(repository):
    assert repository.head() is None


@pytest.mark.parametrize(
    ("revision", "said"),
    [
        ("mian", "there is no commit named 'mian' in this repository. Did you mean 'main'?"),
        ("topic", "there is no commit named 'topic' in this repository. Did you mean 'origin/topic'?"),
        (
            "nowhere",
            (
                "there is no commit named 'nowhere' in this repository. "
                "Run `git fetch`, or name a branch, a tag or a commit."
            ),
        ),
        ("--help", "there is no commit named '--help' in this repository. Run `git fetch`, or name "),
        ("", "there is no commit named '' in this repository. "),
    ],
)
def test_a_revision_that_is_none_is_refused_with_advice(repo, repository, revision, said):
    repo.commit({"a": "1"})
    repo.git.git.update_ref("refs/remotes/origin/topic", "HEAD")
    assert refusal(repository, revision).startswith(said)


def test_a_tree_or_a_blob_is_no_revision(repo, repository):
    repo.commit({"a": "1"})
    assert "there is no commit named" in refusal(repository, "HEAD:a")
    assert "there is no commit named" in refusal(repository, "HEAD^{tree}")


def test_in_a_shallow_clone_the_advice_is_to_fetch_more(repo, tmp_path):
    repo.commit({"a": "1"})
    repo.commit({"a": "2"})
    with Repo.clone_from(f"file://{repo.path}", tmp_path / "shallow", depth=1):
        shallow = Repository(str(tmp_path / "shallow"), os.environ)
        assert refusal(shallow, "release/9").endswith(
            "This clone is shallow: fetch it with `git fetch --depth=1 origin release/9:release/9`."
        )
        shallow.close()


@pytest.mark.parametrize("revision", ["topic", "v1", "origin/topic", "{first}"])
def test_what_a_shallow_clone_is_told_to_fetch_is_there_afterwards(revision, repo, tmp_path):
    first = repo.commit({"a": "1"})
    repo.git.create_head("topic")
    repo.git.create_tag("v1")
    repo.commit({"a": "2"})
    name = revision.format(first=first)
    with Repo.clone_from(f"file://{repo.path}", tmp_path / "shallow", depth=1) as clone:
        shallow = Repository(clone.working_dir, os.environ)
        command = refusal(shallow, name).partition("`git ")[2].rstrip("`.")
        clone.git.execute(["git", *command.split()])
        shallow.close()
        fetched = Repository(clone.working_dir, os.environ)
        assert fetched.resolve(name) == first
        fetched.close()


@pytest.mark.parametrize("revision", ["@{u}", "main@{upstream}", "@{push}~2"])
def test_a_branch_that_follows_none_is_said_without_the_words_of_git(revision, repo, repository):
    repo.commit({"a": "1"})
    assert refusal(repository, revision) == f"{revision!r} leads to no branch here. Name a branch, such as origin/main."


def test_the_merge_base_is_the_newest_commit_both_have(repo, repository):
    fork = repo.commit({"a": "1"})
    repo.git.git.checkout("-b", "topic")
    topic = repo.commit({"b": "1"})
    repo.git.git.checkout("main")
    main = repo.commit({"c": "1"})
    assert repository.merge_bases(main, topic) == [fork]


def test_histories_that_never_met_have_no_merge_base(repo, repository):
    one = repo.commit({"a": "1"})
    repo.git.git.checkout("--orphan", "other")
    assert repository.merge_bases(one, repo.commit({"b": "1"})) == []


def test_a_commit_lists_its_files_with_mode_and_blob(repo, repository):
    repo.write({"x/é ü.yaml": "1", "x/run": "2", "y/b": "3", "top": "4"})
    (repo.path / "x/run").chmod(0o755)
    (repo.path / "x/link").symlink_to("run")
    commit = repo.commit()
    listed = repository.list_commit(commit, ["x"])
    assert [(each.path, each.mode) for each in listed] == [
        ("x/link", "120000"),
        ("x/run", "100755"),
        ("x/é ü.yaml", "100644"),
    ]
    assert repository.read_blob(listed[2].blob) == b"1"
    assert {each.path for each in repository.list_commit(commit, [""])} == {
        "x/é ü.yaml",
        "x/run",
        "x/link",
        "y/b",
        "top",
    }


def test_a_path_with_wildcards_is_taken_literally(repo, repository):
    commit = repo.commit({"x*/a": "1", "xy/a": "2", ":(top)/a": "3"})
    assert [each.path for each in repository.list_commit(commit, ["x*"])] == ["x*/a"]
    assert [each.path for each in repository.list_index([":(top)"])] == [":(top)/a"]


def test_a_path_that_is_not_utf_8_survives(repo, repository):
    with open(os.path.join(os.fsencode(repo.path), b"caf\xe9.yaml"), "wb") as file:
        file.write(b"1")
    commit = repo.commit()
    (listed,) = repository.list_commit(commit, [""])
    assert os.fsencode(listed.path) == b"caf\xe9.yaml"


def test_the_index_lists_what_is_staged(repo, repository):
    repo.commit({"x/a": "1"})
    repo.stage({"x/a": "2", "x/b": "3"})
    repo.write({"x/c": "not staged"})
    listed = repository.list_index(["x"])
    assert [(each.path, each.mode) for each in listed] == [("x/a", "100644"), ("x/b", "100644")]
    assert repository.read_blob(listed[0].blob) == b"2"
    assert repository.list_untracked(["x"]) == ["x/c"]


def test_ignored_files_are_not_untracked(repo, repository):
    repo.commit({".gitignore": "*.tmp\n"})
    repo.write({"x/a.tmp": "1", "x/a.yaml": "2"})
    assert repository.list_untracked([""]) == ["x/a.yaml"]


def test_differences_are_told_by_path_also_of_a_mode_alone(repo, repository):
    old = repo.commit({"kept": "1", "changed": "1", "gone": "1", "run": "1", "moved": "a long enough text\n" * 5})
    (repo.path / "gone").unlink()
    (repo.path / "run").chmod(0o755)
    (repo.path / "moved").rename(repo.path / "moved there")
    new = repo.commit({"changed": "2", "new": "1"})
    assert repository.differences(old, new, [""]) == [
        Difference("changed", "100644"),
        Difference("gone", "000000"),
        Difference("moved", "000000"),
        Difference("moved there", "100644"),
        Difference("new", "100644"),
        Difference("run", "100755"),
    ]


def test_differences_can_be_those_of_the_index_or_the_work_tree(repo, repository):
    old = repo.commit({"a": "1", "b": "1"})
    repo.stage({"a": "2"})
    repo.write({"b": "2"})
    assert [each.path for each in repository.differences(old, None, [""], staged=True)] == ["a"]
    assert [each.path for each in repository.differences(old, None, [""])] == ["a", "b"]
    assert repository.differences(old, None, ["none"]) == []


def test_deletions_are_told_with_their_commit_and_day_the_newest_first(repo, repository):
    repo.git.git.config("log.showSignature", "true")
    repo.commit({"x/é ü.yaml": "1", "x/b": "2", "x/c": "3", "y/d": "4"})
    (repo.path / "x/é ü.yaml").unlink()
    (repo.path / "y/d").unlink()
    first = repo.commit()
    (repo.path / "x/b").rename(repo.path / "x/b2")
    (repo.path / "x/c").unlink()
    second = repo.commit()
    deleted = history.deletions(repository, second, ["x"])
    assert [(each.path, each.commit, each.day) for each in deleted] == [
        ("x/b", second, "2026-06-22"),
        ("x/c", second, "2026-06-22"),
        ("x/é ü.yaml", first, "2026-06-22"),
    ]
    assert repository.read_blob(deleted[2].blob) == b"1"
    assert history.deletions(repository, first, ["none"]) == []


def test_what_came_and_went_within_a_branch_was_never_there(repo, repository):
    repo.commit({"a": "1"})
    repo.branch("change").commit({"b": "1"})
    (repo.path / "a").unlink()
    (repo.path / "b").unlink()
    repo.commit()
    repo.git.git.checkout("--quiet", "main")
    repo.git.git.merge("--no-ff", "--no-edit", "change")
    merge = repo.git.head.commit.hexsha
    assert [(each.path, each.commit) for each in history.deletions(repository, merge, [""])] == [("a", merge)]


def test_a_log_tells_who_changed_what_and_when_the_newest_first(repo, repository):
    first = repo.commit({"in/a": "1", "in/ö\nb": "1", "out/c": "1"}, day="2026-01-12")
    repo.commit({"out/c": "2"}, day="2026-02-12")
    (repo.path / "in/a").unlink()
    last = repo.commit({"in/ö\nb": "2"}, day="2026-03-12", author="commit Ken")
    assert history.log(repository, last, ["in"]) == [
        Done(last, "2026-03-12", "commit Ken", [("D", "in/a"), ("M", "in/ö\nb")]),
        Done(first, "2026-01-12", "Dana Ruiz", [("A", "in/a"), ("A", "in/ö\nb")]),
    ]


def test_a_log_tells_of_the_commits_of_a_branch_and_not_of_its_merge(repo, repository):
    repo.commit({"a": "1"}, day="2026-01-12")
    branched = repo.branch("topic").commit({"b": "1"}, day="2026-02-12", author="Ken Ito")
    repo.git.git.checkout("--quiet", "main")
    repo.commit({"c": "1"}, day="2026-02-13")
    repo.git.git.merge("--quiet", "--no-edit", "topic")
    done = {each.name: each for each in history.log(repository, "HEAD", [""])}
    assert len(done) == 3
    assert done[branched] == Done(branched, "2026-02-12", "Ken Ito", [("A", "b")])


@pytest.mark.parametrize("setting", ["log.showRoot=false", "log.follow=true", "log.showSignature=true", "log.date=raw"])
def test_how_a_user_wants_logs_shown_changes_nothing(repo, repository, setting):
    first = repo.commit({"in/a": "1"})
    with repo.git.config_writer() as config:
        name, _, value = setting.partition("=")
        config.set_value("log", name.removeprefix("log."), value)
    assert history.log(repository, first, ["in"]) == [Done(first, "2026-06-22", "Dana Ruiz", [("A", "in/a")])]


def test_an_author_may_have_no_name(repo, repository):
    repo.commit({"a": "1"})
    tree = repo.git.git.rev_parse("HEAD^{tree}")
    raw = f"tree {tree}\nauthor  <dana@example.com> 1782118800 +0000\ncommitter  <dana@example.com> 1782118800 +0000\n\nx\n"
    (repo.path / "raw").write_text(raw)
    made = repo.git.git.hash_object("-t", "commit", "-w", "--literally", "raw")
    assert [(done.day, done.author) for done in history.log(repository, made, [""])] == [("2026-06-22", "")]


def test_a_shallow_clone_knows_which_commits_have_lost_their_parents(repo, repository, tmp_path):
    repo.commit({"a": "1"})
    last = repo.commit({"a": "2"})
    clone = Repo.clone_from(f"file://{repo.path}", tmp_path / "clone", depth=1)
    assert repository.shallow() == set()
    assert Repository(clone.working_dir, os.environ).shallow() == {last}
    clone.git.worktree("add", "--quiet", str(tmp_path / "linked"))
    assert Repository(str(tmp_path / "linked"), os.environ).shallow() == {last}


def test_a_blob_that_is_none_is_nothing(repo, repository):
    commit = repo.commit({"a": "1"})
    assert repository.read_blob("0" * 40) is None
    assert repository.read_blob(commit) is None
    (listed,) = repository.list_commit(commit, [""])
    assert repository.read_blob(listed.blob) == b"1"


def test_blobs_of_any_bytes_are_read_one_after_the_other(repo, repository):
    commit = repo.commit({"a": b"\0\xff\n\n", "b": b"", "c": b"x" * 200_000})
    contents = [repository.read_blob(each.blob) for each in repository.list_commit(commit, [""])]
    assert contents == [b"\0\xff\n\n", b"", b"x" * 200_000]


def test_a_repository_can_be_closed_twice_and_used_again(repo, repository):
    commit = repo.commit({"a": "1"})
    (listed,) = repository.list_commit(commit, [""])
    repository.close()
    assert repository.read_blob(listed.blob) == b"1"
    repository.close()
    repository.close()
    assert repository.read_blob(listed.blob) == b"1"


def test_variables_that_lead_elsewhere_are_not_passed_on(repo, tmp_path):
    commit = repo.commit({"a": "1"})
    elsewhere = TestRepo(tmp_path / "elsewhere")
    elsewhere.commit({"b": "1"})
    environment = {**os.environ, "GIT_DIR": str(elsewhere.path / ".git"), "GIT_WORK_TREE": str(elsewhere.path)}
    repository = Repository(str(repo.path), environment)
    assert repository.head() == commit
    repository.close()


def test_the_index_of_a_commit_in_the_making_is_used(repo):
    repo.commit({"a": "1"})
    repo.write({"b": "2"})
    environment = {**os.environ, "GIT_INDEX_FILE": ".git/next-index"}
    repo.git.git.execute(["git", "add", "b"], env=environment)
    assert [each.path for each in Repository(str(repo.path), environment).list_index([""])] == ["b"]
    assert [each.path for each in Repository(str(repo.path), os.environ).list_index([""])] == ["a"]


@pytest.mark.parametrize("index", ["{elsewhere}/.git/index", "{elsewhere}/nowhere/index"])
def test_the_index_of_another_repository_is_not_used(repo, tmp_path, index):
    repo.commit({"a": "1"})
    elsewhere = TestRepo(tmp_path / "elsewhere")
    elsewhere.commit({"b": "1"})
    environment = {**os.environ, "GIT_INDEX_FILE": index.format(elsewhere=elsewhere.path)}
    assert [each.path for each in Repository(str(repo.path), environment).list_index([""])] == ["a"]


def test_a_linked_work_tree_has_an_index_of_its_own(repo, tmp_path):
    repo.commit({"a": "1"})
    repo.git.git.worktree("add", "-q", str(tmp_path / "linked"))
    environment = {**os.environ, "GIT_INDEX_FILE": str(repo.path / ".git/worktrees/linked/index")}
    linked = Repository(str(tmp_path / "linked"), environment)
    (tmp_path / "linked/b").write_text("2")
    linked_repo = Repo(tmp_path / "linked")
    linked_repo.git.add("b")
    linked_repo.close()
    assert [each.path for each in linked.list_index([""])] == ["a", "b"]
    assert location.find_root(str(tmp_path / "linked")) == str(tmp_path / "linked")


def test_what_git_says_is_passed_on_when_it_fails(repo, repository):
    repo.commit({"a": "1"})
    with pytest.raises(InputError, match=r"^git diff failed in .*: fatal: .*"):
        repository.differences("0" * 40, None, [""])


def test_a_commit_that_cannot_be_read_is_no_empty_one(repo, repository):
    repo.commit({"a": "1"})
    with pytest.raises(InputError, match=r"^git cannot read an object of this repository"):
        repository.list_commit("0" * 40, [""])


def test_without_git_the_user_is_told_to_install_it(repo):
    with pytest.raises(InputError, match=r"^the command `git` is not installed, and this needs it\. Install Git\.$"):
        Repository(str(repo.path), {"PATH": "/nowhere"}).head()


def test_of_a_large_blob_only_what_is_asked_for_is_kept(repo, repository):
    repo.commit({"large": b"x" * 300_000, "small": b"1"})
    large, small = repository.list_commit(repository.head(), [""])
    assert repository.read_blob(large.blob, 10) == b"x" * 10
    assert repository.read_blob(small.blob) == b"1"
    assert repository.read_blob(large.blob) == b"x" * 300_000


def test_how_a_user_wants_differences_sorted_changes_nothing(repo, repository):
    first = repo.commit({"a": "1", "b": "1"})
    second = repo.commit({"a": "2", "b": "2"})
    repo.git.config_writer().set_value("diff", "orderFile", "/nonexistent").release()
    assert [each.path for each in repository.differences(first, second, [""])] == ["a", "b"]


@pytest.mark.parametrize(("depth", "before", "after"), [([], 4, 4), (["--depth=1"], 1, 2)])
def test_a_fetch_brings_the_commit_before_into_a_shallow_clone_and_leaves_a_whole_one_whole(
    repo, tmp_path, depth, before, after
):
    repo.git.git.config("uploadpack.allowAnySHA1InWant", "true")
    last = [repo.commit({"a": str(number)}) for number in range(4)][-1]
    clone = Repo.clone_from(f"file://{repo.path}", tmp_path / "clone", multi_options=depth)
    opened = Repository(str(tmp_path / "clone"), os.environ)
    assert len(list(clone.iter_commits())) == before
    opened.fetch(last, "", depth=2)
    assert len(list(clone.iter_commits())) == after
    opened.close()


@pytest.mark.parametrize(("of_ours", "bearers"), [(True, 1), (False, 0)])
def test_a_token_is_sent_to_the_server_it_is_of_and_to_no_other(repo, of_ours, bearers):
    sent = []

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, *_):
            """Stay silent."""

        def do_GET(self):
            sent.append(self.headers.get("Authorization"))
            self.send_error(404)

    with HTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}).start()
        address = f"http://127.0.0.1:{server.server_port}"
        repo.git.git.remote("add", "origin", f"{address}/acme/portfolio")
        ours = address if of_ours else "https://github.example"
        opened = Repository(str(repo.path), {**os.environ, "GITHUB_SERVER_URL": ours})
        with pytest.raises(InputError, match="git fetch failed"):
            opened.fetch("main", "ghs_secret", depth=1)
        server.shutdown()
    assert len(list(filter(None, sent))) == bearers
    opened.close()
