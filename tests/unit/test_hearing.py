"""A change that is asked about again is not judged again, as long as it is the very same."""

import os

import pytest

from pilotlint import decision, sides
from pilotlint.cache import NO_CACHE
from pilotlint.git import Repository
from pilotlint.hearing import Asked
from support.judging import KEPT
from support.repo import DEBT, PATH, READY
from support.run import TODAY

OTHER = "initiatives/other.yaml"
NAMESAKE = READY.replace("supplier invoices", "invoices")


@pytest.fixture
def ask(repo):
    """Ask about the change on the branch `change`, as it is committed or as its files are."""
    repo.commit({PATH: READY, OTHER: READY.replace("invoice-matching", "other"), ".gitignore": "*.local.yaml\n"})
    repo.branch("change").commit({PATH: DEBT})

    def asked(head=None, cache=KEPT, *, staged=False, **options):
        repository = Repository(str(repo.path), os.environ)
        try:
            where = sides.against("main", repository, head, staged=staged)
            return decision.decide(where, Asked(**{"today": TODAY, **options}), cache)
        finally:
            repository.close()

    return asked


def recalled(decided):
    """Tell whether no policy had to be loaded."""
    return "whole_playbook" not in decided.hearing.__dict__


@pytest.mark.parametrize("head", [None, "change"])
def test_the_same_change_is_judged_once(ask, head):
    first, second = ask(head), ask(head)
    assert not recalled(first)
    assert recalled(second)
    assert second[:2] == first[:2] == ask(head, NO_CACHE)[:2]


def test_what_is_staged_is_judged_every_time(ask, repo):
    repo.stage({PATH: READY})
    assert not any(recalled(ask(staged=True)) for _ in range(2))


ALTERED = {
    "a touched file": lambda repo: repo.write({PATH: READY}),
    "a file that was as it was": lambda repo: repo.write({OTHER: DEBT.replace("invoice-matching", "other")}),
    "a new file": lambda repo: repo.write({"initiatives/new.yaml": NAMESAKE}),
    "a file that git ignores": lambda repo: repo.write({"initiatives/a.local.yaml": NAMESAKE}),
    "an empty folder like a file": lambda repo: (repo.path / "initiatives/b.yaml").mkdir(),
    "a link in the place of a file": lambda repo: (
        (repo.path / PATH).unlink(),
        (repo.path / PATH).symlink_to(repo.path / OTHER),
    ),
    "a file that is gone": lambda repo: (repo.path / OTHER).unlink(),
    "a sparse work tree": lambda repo: (repo.path / ".git/info/sparse-checkout").write_text("/*\n"),
    "a commit": lambda repo: repo.commit({"README.md": "hello\n"}),
}


@pytest.mark.parametrize("altered", ALTERED.values(), ids=ALTERED)
def test_any_other_change_is_judged_for_itself(ask, repo, altered):
    ask()
    altered(repo)
    again = ask()
    assert not recalled(again)
    assert again[:2] == ask(cache=NO_CACHE)[:2]


@pytest.mark.parametrize(
    "options", [{"today": "2026-12-01"}, {"select": ("PL4",)}, {"profile": "register"}, {"paths": (OTHER,)}]
)
def test_what_is_asked_otherwise_is_judged_otherwise(ask, options):
    ask("change")
    again = ask("change", **options)
    assert not recalled(again)
    assert again[:2] == ask("change", NO_CACHE, **options)[:2]


def test_a_base_that_has_gone_on_judges_anew(ask, repo):
    ask("change")
    repo.git.git.checkout("--quiet", "main")
    repo.commit({"pilotlint.yaml": "severity: {PL402: off}\n"})
    again = ask("change")
    assert not recalled(again)
    assert again[:2] == ask("change", NO_CACHE)[:2]


def test_waivers_count_in_what_is_recalled_as_in_what_is_judged(ask, repo):
    waiver = "policy: PL402, initiative: invoice-matching, reason: A hosted product, approved_by: Eva Lind"
    repo.git.git.checkout("--quiet", "main")
    repo.commit({"waivers.yaml": f"waivers:\n  - {{{waiver}, expires: 2026-07-31}}\n"})
    first, second = ask("change"), ask("change")
    assert [one.policy for one in first.report.findings if one.suppression] == ["PL402"]
    assert second[:2] == first[:2] == ask("change", NO_CACHE)[:2]
