"""Histories"""

import pytest
from git import Repo

from support.repo import DEBT, MOVED, OWN_POLICY, PATH, PROPOSAL, READY
from support.states import (
    MOVE,
    NO_COMMON_COMMIT,
    NOTHING_DIFFERS,
    SEVERAL_COMMON_COMMITS,
    UNREADY,
    Seen,
    gone,
)

SECOND = "initiatives/second.yaml"


def second(text: str) -> str:
    return text.replace("id: invoice-matching", "id: second")


def criss_cross(repo) -> None:
    """Merge main into the change and the change into main, each as it was before the other did."""
    repo.git.git.checkout("--quiet", "main")
    before = repo.commit({"main.txt": "1"})
    repo.git.git.merge("--quiet", "--no-edit", "change")
    repo.git.git.checkout("--quiet", "change")
    repo.git.git.merge("--quiet", "--no-edit", before)


def test_one_commit_that_is_base_and_head(repo, judge):
    """Passes: nothing can differ, and the report says so."""
    repo.commit({PATH: DEBT})
    assert judge() == judge("--head", "main") == Seen(0, [], notes=[NOTHING_DIFFERS])


def test_a_base_before_the_first_commit(repo, refuse):
    """Wrong use, in one sentence: there is no such commit."""
    repo.commit({PATH: PROPOSAL})
    said = refuse("--base", "HEAD~1")
    assert (
        said
        == "there is no commit named 'HEAD~1' in this repository. Run `git fetch`, or name a branch, a tag or a commit."
    )


def test_a_branch_without_a_commit(change, judge):
    """The files are compared with the base."""
    change.git.git.checkout("--quiet", "--orphan", "new")
    change.write({PATH: MOVED})
    assert judge() == Seen(1, MOVE, UNREADY)
    assert judge("--staged") == Seen(0, [], notes=[NOTHING_DIFFERS])


def test_a_detached_head(change, judge):
    """Judged like a branch."""
    change.commit({PATH: MOVED})
    change.git.git.checkout("--quiet", "--detach")
    assert judge() == Seen(1, MOVE, UNREADY)


def test_a_merge_commit_as_head(change, judge):
    """What both sides bring against the base is judged, and what came from the base is not."""
    change.commit({PATH: MOVED})
    change.git.git.checkout("--quiet", "main")
    change.commit({SECOND: second(DEBT)})
    change.git.git.merge("--quiet", "--no-edit", "--no-ff", "change")
    merged = Seen(1, MOVE, UNREADY)
    assert judge(base="main~1") == judge("--head", "main", base="main~1") == merged


def test_a_merge_in_which_somebody_slipped_something_in(change, judge):
    """What a merge commit itself changes is judged like any other change."""
    change.commit({"README.md": "hello\n"})
    change.git.git.checkout("--quiet", "main")
    change.commit({"main.txt": "1"})
    change.git.git.checkout("--quiet", "change")
    change.git.git.merge("--quiet", "--no-commit", "main")
    change.commit({PATH: MOVED})
    assert judge() == Seen(1, MOVE, UNREADY)


def test_a_branch_that_is_behind_its_base(change, judge):
    """What the base has meanwhile is no part of the change."""
    change.commit({"README.md": "hello\n"})
    change.git.git.checkout("--quiet", "main")
    change.commit({PATH: READY, SECOND: second(DEBT)})
    change.git.git.checkout("--quiet", "change")
    assert judge() == Seen(0, [], notes=[NOTHING_DIFFERS])


def test_a_branch_that_the_base_has_overtaken(change, judge):
    """A head that the base has already brings nothing."""
    change.git.git.checkout("--quiet", "main")
    change.commit({PATH: DEBT})
    assert judge("--head", "change") == Seen(0, [], notes=[NOTHING_DIFFERS])


def test_criss_cross_merges(change, judge):
    """Measured from the base itself, which lets nothing slip through; the report says so and how to mend it."""
    change.commit({"change.txt": "1"})
    criss_cross(change)
    change.commit({PATH: MOVED})
    assert judge() == Seen(1, MOVE, UNREADY, notes=[SEVERAL_COMMON_COMMITS])


def test_criss_cross_merges_of_which_one_has_the_stage_move_already(change, judge):
    """A move that the base took back is a move again, whichever of the merge bases has it."""
    change.commit({PATH: MOVED})
    criss_cross(change)
    change.git.git.checkout("--quiet", "main")
    change.commit({PATH: PROPOSAL})
    assert judge("--head", "change") == Seen(1, MOVE, UNREADY, notes=[SEVERAL_COMMON_COMMITS])


def test_criss_cross_merges_after_which_only_the_base_went_on(change, judge):
    """What is as it was in all merge bases is no part of the change."""
    change.commit({"change.txt": "1"})
    criss_cross(change)
    change.git.git.checkout("--quiet", "main")
    change.commit({PATH: READY, SECOND: second(DEBT)})
    assert judge("--head", "change") == Seen(0, [], notes=[SEVERAL_COMMON_COMMITS, NOTHING_DIFFERS])


def test_unrelated_histories(change, judge):
    """Measured from the base itself, and the report says so."""
    change.git.git.checkout("--quiet", "--orphan", "other")
    change.commit({PATH: MOVED})
    assert judge() == Seen(1, MOVE, UNREADY, notes=[NO_COMMON_COMMIT.format("main", "main")])


def test_a_shallow_clone_with_only_the_base_fetched(change, judge, tmp_path):
    """Without a merge base the change is measured from the base itself, and the report says so."""
    change.commit({PATH: MOVED})
    change.git.git.checkout("--quiet", "main")
    change.commit({"README.md": "hello\n"})
    clone = Repo.clone_from(f"file://{change.path}", tmp_path / "clone", branch="change", depth=1)
    clone.git.fetch("--depth=1", "origin", "main:refs/remotes/origin/main")
    note = NO_COMMON_COMMIT.format("origin/main", "origin/main")
    assert judge(base="origin/main", cwd=tmp_path / "clone") == Seen(1, MOVE, UNREADY, notes=[note])


def test_a_shallow_clone_without_the_base(change, refuse, tmp_path):
    """Wrong use, with the command that fetches the base."""
    change.commit({PATH: MOVED})
    Repo.clone_from(f"file://{change.path}", tmp_path / "clone", branch="change", depth=1)
    said = refuse("--base", "v1", cwd=tmp_path / "clone")
    assert said.endswith("This clone is shallow: fetch it with `git fetch --depth=1 origin v1:v1`.")


def test_a_merge_queue(change, judge):
    """The temporary branch is judged against its parent, which holds the changes queued before."""
    change.commit({PATH: MOVED})
    change.git.git.checkout("--quiet", "-b", "gh-readonly-queue/main/pr-1-0123abcd", "main")
    before = change.commit({SECOND: second(DEBT)})
    change.git.git.merge("--quiet", "--no-edit", "--no-ff", "change")
    queued = Seen(1, MOVE, UNREADY)
    assert judge("--head", "gh-readonly-queue/main/pr-1-0123abcd", base=before) == judge(base=before) == queued


def test_a_commit_that_only_touches_the_rules(repo, judge):
    """Passes and says that no initiative differs; the rules of the base judge, and a portfolio is not judged anew."""
    repo.commit({PATH: DEBT, "policies/ACME101-title-is-short.yaml": OWN_POLICY})
    rules = {"pilotlint.yaml": "severity: {PL402: off}\n", "policies/ACME101-title-is-short.yaml": OWN_POLICY + "\n"}
    repo.branch("change").commit(rules)
    assert judge() == judge("--head", "change") == Seen(0, [], notes=[NOTHING_DIFFERS])


BROKEN = {
    "pilotlint.yaml": ("profile: strict\n", "profil: strict\n"),
    "policies/ACME101-title-is-short.yaml": (OWN_POLICY, OWN_POLICY.replace("ACME101", "ACME102", 1)),
    ".pilotlint/baseline.yaml": ("baseline: {}\n", "entries: []\n"),
}


@pytest.mark.parametrize("path", BROKEN)
def test_rules_that_are_broken_at_the_base(repo, judge, refuse, path):
    """Wrong use, also for the change that mends them: somebody who may merge without the check has to merge one that
    does this and nothing else. A change that would break them is blocked.
    """
    whole, broken = BROKEN[path]
    repo.commit({PATH: READY, path: whole})
    repo.branch("change").commit({path: broken})
    assert judge().code == 1
    repo.git.git.checkout("--quiet", "main")
    said = refuse("--base", "change")
    assert said.startswith(f"{path}:1:1: ")
    assert said.endswith("to merge a change that mends this file and nothing else.")


def test_replaced_objects(change, judge):
    """What was committed counts, whatever `git replace` shows in its place."""
    change.commit({PATH: MOVED})
    good = change.git.git.commit_tree("main^{tree}", "-p", "main", "-m", "replacement")
    change.git.git.replace("change", good)
    change.git.git.checkout("--quiet", "main")
    assert judge("--head", "change") == Seen(1, MOVE, UNREADY)


def test_a_graft(change, judge):
    """The history that was committed counts, whatever `.git/info/grafts` says."""
    moved = change.commit({PATH: MOVED})
    last = change.commit({"README.md": "hello\n"})
    (change.path / ".git/info").mkdir(exist_ok=True)
    (change.path / ".git/info/grafts").write_text(f"{change.git.commit('main').hexsha} {moved}\n{last}\n")
    assert judge() == Seen(1, MOVE, UNREADY)


@pytest.mark.parametrize("revision", ["main", "main~1", "main^{commit}"])
def test_a_tag_that_is_named_like_the_branch(change, refuse, revision):
    """Wrong use: Git would take the tag, and whoever may push tags would choose the rules."""
    change.commit({PATH: MOVED})
    change.git.create_tag("main", ref="change")
    said = refuse("--base", revision)
    assert said == "'main' can mean refs/tags/main or refs/heads/main here, and they differ. Say which one."


def test_a_tag_and_a_branch_that_are_said_in_full(change, judge):
    """Each is what it is, also when a tag has been given the whole name of the branch."""
    change.commit({PATH: MOVED})
    change.git.create_tag("main", ref="change")
    change.git.create_tag("refs/heads/main", ref="change")
    assert judge(base="refs/heads/main") == Seen(1, MOVE, UNREADY)
    assert judge(base="refs/tags/main") == Seen(0, [], notes=[NOTHING_DIFFERS])


def test_a_tag_that_is_named_like_the_branch_and_means_the_same_commit(change, judge):
    """Nothing is in doubt."""
    change.git.create_tag("main", ref="main")
    change.commit({PATH: MOVED})
    assert judge() == Seen(1, MOVE, UNREADY)


def test_a_branch_that_is_named_like_a_file(change, judge):
    """A base is a revision and never a path."""
    change.git.git.branch(PATH, "main")
    change.commit({PATH: MOVED})
    assert judge(base=PATH) == judge(PATH) == Seen(1, MOVE, UNREADY)


def test_an_id_that_is_taken_again_after_its_initiative_was_deleted(change, judge):
    """Blocked: whoever follows the id over the years would take the two for one."""
    (change.path / PATH).unlink()
    change.commit()
    change.branch("next").commit({"initiatives/x/invoice-matching.yaml": PROPOSAL.replace("Rui", "Ana")})
    again = Seen(1, [("initiatives/x/invoice-matching.yaml", None, "proposal")], ["PL002"])
    assert judge(base="change") == judge("--head", "next", base="change") == again


def test_a_deleted_initiative_that_comes_back(change, judge):
    """Nothing is taken again: the same file with the same content is the initiative that was deleted."""
    (change.path / PATH).unlink()
    change.commit()
    change.branch("next").commit({PATH: PROPOSAL})
    assert judge(base="change") == Seen(0, [(PATH, None, "proposal")])


def test_a_deleted_initiative(change, judge):
    """Passes, and the report names what is gone."""
    (change.path / PATH).unlink()
    change.commit({SECOND: second(PROPOSAL)})
    assert judge() == Seen(0, [(SECOND, None, "proposal")], notes=[gone(PATH)])
