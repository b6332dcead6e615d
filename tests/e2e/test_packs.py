"""The practice pack: off until the settings ask for it, and then part of every check."""

from pathlib import Path

import pytest

from support.repo import PATH, READY, TestRepo
from support.run import check, pilotlint

PRACTICE = {"pilotlint.yaml": "packs: [playbook, practice]\n"}
BOUGHT = READY + "vendor: {name: Acme AI}\n"


@pytest.fixture
def portfolio(repo: TestRepo) -> TestRepo:
    """A repository with a bought product that meets the playbook, and has no answers to the practice pack."""
    repo.commit({PATH: BOUGHT})
    return repo


def test_without_settings_only_the_playbook_takes_part(portfolio):
    ran = check(cwd=portfolio.path, code=0)
    assert ran.findings() == []
    assert "OP101" not in pilotlint("policies", "list", cwd=portfolio.path, code=0).out


def test_the_practice_pack_takes_part_beside_the_playbook(portfolio):
    before = check(cwd=portfolio.path, code=0).report["summary"]["policies"]
    portfolio.commit(PRACTICE)
    ran = check(cwd=portfolio.path, code=1)
    assert sorted(ran.findings()) == [
        ("OP101", "warning", "/pilot/stop_if"),
        ("OP102", "warning", "/metric/minimum"),
        ("OP104", "error", "/risk/personal_data"),
        ("OP105", "error", "/risk/tier"),
        ("OP107", "warning", "/deployment_plan/fallback"),
        ("OP111", "warning", "/risk/security_review"),
        ("OP112", "warning", "/vendor/exit"),
    ]
    assert ran.report["summary"]["policies"] == before + 13


def test_its_answers_make_it_pass(portfolio):
    answered = BOUGHT.replace("{name: Acme AI}", "{name: Acme AI, exit: Weekly export of all matches}")
    answered = answered.replace("users: 6}", "users: 6, stop_if: [{threshold: below 20 percent, by: 2026-08-14}]}")
    answered = answered.replace("deployment_plan:", "deployment_plan:\n  fallback: Search the three systems as before")
    answered = answered.replace("target: 4", "target: 4\n  minimum: 8")
    answered += "risk: {personal_data: false, tier: limited, security_review: SEC-1182}\n"
    portfolio.commit({**PRACTICE, PATH: answered})
    assert check(cwd=portfolio.path, code=0).findings() == []


def test_the_pack_alone_leaves_the_playbook_out_but_for_what_can_be_read(portfolio):
    portfolio.commit({"pilotlint.yaml": "packs: [practice]\n"})
    listed = pilotlint("policies", "list", cwd=portfolio.path, code=0).out
    practice = [f"OP{number}" for number in range(101, 114)]
    assert [line.split()[0] for line in listed.splitlines()[1:]] == [*practice, "PL001"]


def test_a_change_that_adds_the_pack_is_judged_without_it(portfolio):
    portfolio.branch("change").commit({**PRACTICE, PATH: BOUGHT + "notes: a word more\n"})
    assert check("--base", "main", cwd=portfolio.path, code=0).findings() == [("PL913", "note", "/packs")]


def test_its_examples_are_run_where_it_takes_part(portfolio):
    def tested(packs: str) -> str:
        portfolio.commit({"pilotlint.yaml": f"packs: {packs}\n"})
        return pilotlint("policies", "test", cwd=portfolio.path, code=0).out.partition(",")[0]

    assert (tested("[]"), tested("[practice]")) == ("1 policy", "14 policies")


def test_a_policy_is_explained_also_where_it_does_not_take_part(portfolio):
    outside = "It does not take part here: its pack is not among the `packs:` of pilotlint.yaml.\n"
    assert pilotlint("explain", "OP101", cwd=portfolio.path, code=0).out.endswith(outside)
    portfolio.commit(PRACTICE)
    assert outside not in pilotlint("explain", "OP101", cwd=portfolio.path, code=0).out


@pytest.mark.parametrize("packs", ["[]", "[practice]"])
def test_a_report_without_the_playbook_says_so(portfolio, packs):
    portfolio.commit({"pilotlint.yaml": f"packs: {packs}\n"})
    (note,) = check("--fail-on", "never", cwd=portfolio.path, code=0).report["notes"]
    assert note.startswith("The playbook takes no part: `packs:` in pilotlint.yaml does not name it")
    portfolio.stage({PATH: BOUGHT + "notes: more\n"})
    assert "Note: The playbook takes no part" in pilotlint("pre-commit", PATH, cwd=portfolio.path, code=0).out


def test_a_policy_says_where_it_comes_from(portfolio):
    path = "policies/ACME101-large-pilots-have-a-sponsor.yaml"
    portfolio.commit({path: (Path(__file__).parents[2] / "examples/portfolio" / path).read_text()})
    assert pilotlint("explain", "PL402", cwd=portfolio.path).out.endswith(
        "The policy itself: built into pilotlint (pack playbook)\n"
    )
    assert pilotlint("explain", "ACME101", cwd=portfolio.path).out.endswith(f"The policy itself: {path}\n")
