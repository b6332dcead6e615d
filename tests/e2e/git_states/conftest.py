"""Every check of a state of Git is watched."""

import pytest

from support.repo import PATH, PROPOSAL, TestRepo
from support.states import Judge, seen, untouched


@pytest.fixture
def judge(repo, tmp_path) -> Judge:
    """Check with a base, and see that nothing changes on the disk."""

    def judged(*arguments, base="main", cwd=None):
        return seen(untouched(tmp_path, "--base", base, *arguments, cwd=cwd or repo.path))

    return judged


@pytest.fixture
def refuse(repo, tmp_path):
    """Check what is wrong use, and return the one sentence that says so."""

    def refused(*arguments, cwd=None):
        ran = untouched(tmp_path, *arguments, cwd=cwd or repo.path)
        assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
        return ran.err.removeprefix("pilotlint: ").removesuffix("\n")

    return refused


@pytest.fixture
def change(repo: TestRepo) -> TestRepo:
    """A repository with one proposal on main and the branch `change` checked out."""
    repo.commit({PATH: PROPOSAL})
    return repo.branch("change")
