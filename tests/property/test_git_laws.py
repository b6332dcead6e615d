"""Laws of comparing with a base, on real repositories."""

import random
import shutil
import tempfile
from pathlib import Path

from git import Repo
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from pilotlint import edit
from pilotlint.model import Status
from property.strategies import INITIATIVES, as_json, damaged
from property.test_run import shuffled
from support.judging import judged_in
from support.repo import TestRepo

NAMES = st.sampled_from(["a", "b", "folder/a", "C"])
FILES = st.dictionaries(NAMES, (INITIATIVES | damaged()).map(as_json), max_size=3).map(
    lambda files: {f"initiatives/{name}.yaml": content for name, content in files.items()} | {"README.md": b"hello"}
)
FEW = settings(max_examples=6, phases=[Phase.explicit, Phase.reuse, Phase.generate])  # a repository is slow to shrink


def history(place: str, *states) -> TestRepo:
    """Commit some states of the files, one after the other; the first is on main and the last checked out."""
    repo = TestRepo(Path(place) / "repo")
    for number, files in enumerate(states):
        shutil.rmtree(repo.path / "initiatives", ignore_errors=True)
        repo.commit(files)
        if not number:
            repo.branch("change")
    return repo


@FEW
@given(FILES)
def test_what_is_compared_with_itself_has_nothing_new(files):
    with tempfile.TemporaryDirectory() as place:
        repo = history(place, files)
        report = judged_in(repo.path, "main", sorted(files)[1:])
        assert [finding for finding in report.findings if finding.status is Status.NEW] == []
        assert judged_in(repo.path, "main").standings == ()


@FEW
@given(FILES, FILES)
def test_a_commit_is_judged_as_in_a_clone_that_has_it_checked_out(before, after):
    with tempfile.TemporaryDirectory() as place:
        repo = history(place, before, after)
        Repo.clone_from(repo.path, f"{place}/clone", branch="change").close()
        there = judged_in(Path(place, "clone"), "origin/main")
        repo.git.git.checkout("--quiet", "main")
        here = judged_in(repo.path, "main", head="change")
        assert here._replace(head=None) == there


@FEW
@given(FILES, FILES)
def test_what_has_just_been_staged_is_judged_like_the_files(before, after):
    with tempfile.TemporaryDirectory() as place:
        repo = history(place, before)
        shutil.rmtree(repo.path / "initiatives", ignore_errors=True)
        repo.stage(after)
        assert judged_in(repo.path, "main", staged=True) == judged_in(repo.path, "main")


@FEW
@given(INITIATIVES, INITIATIVES, st.integers(0, 9))
def test_files_keys_and_blank_lines_in_another_order_change_no_identity(one, other, seed):
    """What is only laid out anew has findings, and none of them is new."""
    order = random.Random(seed)
    files = {"initiatives/a.yaml": as_json(one), "initiatives/b.yaml": as_json(other)}
    anew = {
        name: "\n\n" + edit.dump(shuffled(data, order)) + "\n"
        for name, data in reversed([("initiatives/a.yaml", one), ("initiatives/b.yaml", other)])
    }
    with tempfile.TemporaryDirectory() as place:
        repo = history(place, files, anew)
        report = judged_in(repo.path, "main")
        assert {finding.status for finding in report.findings} <= {Status.EXISTING}
        first = judged_in(repo.path, "main~0", head="main", paths=sorted(files))
        assert {finding.fingerprint for finding in first.findings} == {each.fingerprint for each in report.findings}
