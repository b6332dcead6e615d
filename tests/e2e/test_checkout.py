"""This checkout, which has a pilotlint.yaml of its own."""

from pathlib import Path

from support.run import check, pilotlint

ROOT = Path(__file__).parents[2]


def names(pattern: str) -> set[str]:
    return {path.relative_to(ROOT).as_posix() for path in ROOT.glob(pattern)}


def test_a_check_judges_the_example_portfolio():
    ran = check(cwd=ROOT, code=1)
    assert {each["path"] for each in ran.report["initiatives"]} == names("examples/portfolio/initiatives/*.yaml")
    assert "churn-v1" in {each["initiative"] for each in ran.report["findings"] if each["severity"] == "error"}


def test_the_examples_of_the_policies_in_some_folders_are_run():
    policies = names("policies/practice/*.yaml") | names("examples/portfolio/policies/*.yaml")
    ran = pilotlint("policies", "test", "policies/practice", "examples/portfolio/policies", cwd=ROOT, code=0)
    assert ran.out.startswith(f"{len(policies)} policies, ")
