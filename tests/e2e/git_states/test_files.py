"""Files, index and what Git leaves out"""

import os
import time

import pytest

from support.repo import DEBT, MOVED, PATH, PROPOSAL, READY
from support.run import check, run
from support.states import MOVE, NOTHING_DIFFERS, UNREADY, Seen, seen, untouched

SECOND = "initiatives/second.yaml"
SECOND_MOVED = MOVED.replace("id: invoice-matching", "id: second")
NEW = Seen(1, [(SECOND, None, "pilot")], UNREADY)
SAME = Seen(0, [], notes=[NOTHING_DIFFERS])


def test_what_is_staged_and_not_committed(change, judge):
    """Part of the files and of the index, and not of the commit."""
    change.stage({PATH: MOVED})
    assert judge() == judge("--staged") == Seen(1, MOVE, UNREADY)
    assert judge("--head", "HEAD") == SAME


def test_what_is_staged_without_a_base(change, tmp_path):
    """All that is staged is judged, by the rules that are staged, and nothing is new or old."""
    change.stage({PATH: READY, SECOND: SECOND_MOVED, "pilotlint.yaml": "severity: {PL401: off}\n"})
    change.write({PATH: MOVED, "pilotlint.yaml": "{"})
    ran = seen(untouched(tmp_path, "--staged", cwd=change.path))
    assert (ran.code, ran.judged) == (1, [(PATH, None, "pilot"), (SECOND, None, "pilot")])
    assert ran.new == sorted({*UNREADY} - {"PL401"})


def test_what_is_edited_and_not_staged(change, judge):
    """Part of the files only."""
    change.stage({PATH: READY}).write({PATH: MOVED})
    assert judge() == Seen(1, MOVE, UNREADY)
    assert judge("--staged") == Seen(0, MOVE)


def test_an_untracked_file(change, judge):
    """Part of the files only."""
    change.write({SECOND: SECOND_MOVED})
    assert judge() == NEW
    assert judge("--staged") == judge("--head", "HEAD") == SAME


def test_a_file_that_is_only_announced(change, judge):
    """`git add --intent-to-add` stages no content: the file is part of the files only."""
    change.write({SECOND: SECOND_MOVED, "initiatives/empty.yaml": ""})
    change.git.git.add("--intent-to-add", SECOND)
    change.git.git.add("initiatives/empty.yaml")
    staged = judge("--staged")
    assert staged == Seen(1, [("initiatives/empty.yaml", None, None)], ["PL001"])
    assert [path for path, _, _ in judge().judged] == ["initiatives/empty.yaml", SECOND]
    everything = seen(check("--staged", cwd=change.path))
    assert [path for path, _, _ in everything.judged] == ["initiatives/empty.yaml", PATH]


def test_an_ignored_file(change, judge):
    """No part of a change, as it is never committed; without a base it is a file like others."""
    change.commit({".gitignore": "second.yaml\n"})
    change.write({SECOND: SECOND_MOVED})
    assert judge() == judge("--staged") == SAME
    assert [path for path, _, _ in seen(check(cwd=change.path)).judged] == [PATH, SECOND]


def test_an_ignored_file_that_is_tracked_all_the_same(change, judge):
    """Part of the change."""
    change.write({".gitignore": "second.yaml\n", SECOND: SECOND_MOVED})
    change.git.git.add("--force", SECOND, ".gitignore")
    assert judge() == judge("--staged") == NEW


def test_a_file_that_git_tracks_no_more(change, judge):
    """Gone from the index and the commit, and still one of the files."""
    change.git.git.rm("--quiet", "--cached", PATH)
    assert judge() == Seen(0, [(PATH, "proposal", "proposal")])
    assert judge("--staged").notes[0].startswith(f"{PATH}, at the stage proposal, is not among the initiatives")


def test_an_index_with_conflicts(change, judge):
    """Blocked, whichever side is in the file."""
    change.commit({PATH: PROPOSAL.replace("Six accounts", "Seven accounts")})
    change.git.git.checkout("--quiet", "main")
    change.commit({PATH: PROPOSAL.replace("Six accounts", "Five accounts")})
    change.git.git.merge("change", with_exceptions=False)
    blocked = Seen(1, [(PATH, "proposal", None)], ["PL001"])
    assert judge("--staged") == judge() == blocked


def test_a_conflict_between_an_edit_and_a_deletion(change, judge):
    """Blocked in the index; among the files there is the edited one."""
    change.commit({PATH: MOVED})
    change.git.git.checkout("--quiet", "main")
    (change.path / PATH).unlink()
    change.commit()
    change.git.git.merge("change", with_exceptions=False)
    assert judge("--staged", base="main~1") == Seen(1, [(PATH, "proposal", None)], ["PL001"])
    assert judge(base="main~1") == Seen(1, MOVE, UNREADY)


@pytest.mark.parametrize("sparse_index", [False, True], ids=["full-index", "sparse-index"])
def test_a_sparse_checkout(change, judge, sparse_index):
    """What is not checked out has not changed, is not gone, and holds its id."""
    change.git.git.checkout("--quiet", "main")
    change.commit({"initiatives/a/third.yaml": DEBT.replace("id: invoice-matching", "id: third"), "x/y": "1"})
    change.branch("new")
    change.git.git.sparse_checkout("set", "--cone", *(["--sparse-index"] if sparse_index else []), "initiatives/b")
    assert judge() == judge("--staged") == SAME
    change.write({"initiatives/b/third.yaml": PROPOSAL.replace("id: invoice-matching", "id: third")})
    new = [("initiatives/b/third.yaml", None, "proposal")]
    assert judge() == Seen(1, new, ["PL002"])


def test_an_edit_that_git_was_told_not_to_look_at(change, judge):
    """Not seen in the files, as Git does not see it; what is committed is judged all the same."""
    change.git.git.update_index("--assume-unchanged", PATH)
    change.write({PATH: MOVED})
    assert judge() == SAME
    change.git.git.update_index("--no-assume-unchanged", PATH)
    change.commit()
    assert judge("--head", "HEAD") == Seen(1, MOVE, UNREADY)


def test_files_whose_times_have_changed(change, judge):
    """Nothing differs, and the index is not refreshed."""
    later = time.time_ns() + 5_000_000_000  # so that the index is older, and git would write it anew
    os.utime(change.path / PATH, ns=(later, later))
    assert judge() == judge("--staged") == SAME


def test_a_repository_with_hashes_in_sha_256(tmp_path, judge):
    """Judged like any other."""
    place = tmp_path / "sha256"
    (place / "initiatives").mkdir(parents=True)
    (place / PATH).write_text(PROPOSAL)
    for command in (["init", "--object-format=sha256"], ["add", "--all"], ["commit", "--message", "one"]):
        run("git", *command, cwd=place, code=0)
    (place / PATH).write_text(MOVED)
    run("git", "commit", "--all", "--message", "two", cwd=place, code=0)
    assert judge(base="HEAD~1", cwd=place) == Seen(1, MOVE, UNREADY)
    assert judge("--head", "HEAD", base="HEAD~1", cwd=place) == Seen(1, MOVE, UNREADY)
