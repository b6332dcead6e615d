"""`pilotlint check --base`: a change is judged by the rules of its base, and only for what it brings."""

import os
import re
import shutil

import pytest
from git import Repo

from support.repo import DEBT, MOVED, OWN_POLICY, PATH, PROPOSAL, READY, TestRepo
from support.run import TODAY, Ran, check, pilotlint

SHORT_TITLES = OWN_POLICY.replace("<= 60", "<= 30")
"""The title of the example is longer."""


@pytest.fixture
def change(repo: TestRepo) -> TestRepo:
    """A repository with one proposal on main and the branch `change` checked out."""
    repo.commit({PATH: PROPOSAL})
    return repo.branch("change")


@pytest.fixture
def debt(repo: TestRepo) -> TestRepo:
    """A repository with an initiative in debt on main and the branch `change` checked out."""
    repo.commit({PATH: DEBT})
    return repo.branch("change")


def errors(ran: Ran, status: str = "new") -> list[tuple[str, str]]:
    """Return policy and pointer of the errors with a status."""
    return [
        (each["policy"], each["pointer"])
        for each in ran.report["findings"]
        if each["severity"] == "error" and each["status"] == status
    ]


def moves(ran: Ran) -> list[tuple[str, str | None, str | None]]:
    """Return path, stage at the base and stage of every initiative that was judged."""
    return [(each["path"], each["base_stage"], each["stage"]) for each in ran.report["initiatives"]]


def state(repo: TestRepo) -> tuple[str, bytes, dict[str, bytes]]:
    """Return what a check must leave alone: HEAD, the index and the files."""
    files = (path for path in repo.path.rglob("*") if path.is_file() and ".git" not in path.parts)
    return (
        (repo.path / ".git/HEAD").read_text(),
        (repo.path / ".git/index").read_bytes(),
        {str(path): path.read_bytes() for path in files},
    )


class TestStageMoves:
    def test_a_move_to_pilot_without_the_answers_is_blocked(self, change):
        change.commit({PATH: MOVED})
        ran = check("--base", "main", cwd=change.path, code=1)
        assert moves(ran) == [(PATH, "proposal", "pilot")]
        assert ran.policies("error") == {"PL003", "PL204", "PL304", "PL401", "PL701"}

    def test_a_move_to_pilot_with_the_answers_passes(self, change):
        change.commit({PATH: READY})
        ran = check("--base", "main", cwd=change.path, code=0)
        assert moves(ran) == [(PATH, "proposal", "pilot")]
        assert errors(ran) == []

    def test_a_move_is_judged_in_full_also_for_what_was_there_before(self, change):
        change.commit({PATH: MOVED})
        assert errors(check("--base", "main", cwd=change.path, code=1), "existing") == []

    def test_a_new_initiative_in_its_pilot_is_judged_in_full(self, change):
        change.commit({"initiatives/second.yaml": MOVED.replace("id: invoice-matching", "id: second")})
        ran = check("--base", "main", cwd=change.path, code=1)
        assert moves(ran) == [("initiatives/second.yaml", None, "pilot")]
        assert ran.policies("error") == {"PL003", "PL204", "PL304", "PL401", "PL701"}

    def test_a_new_proposal_is_registered_with_advice_only(self, change):
        change.commit({"initiatives/second.yaml": PROPOSAL.replace("id: invoice-matching", "id: second")})
        ran = check("--base", "main", cwd=change.path, code=0)
        assert moves(ran) == [("initiatives/second.yaml", None, "proposal")]

    def test_a_skipped_stage_is_blocked(self, change):
        change.commit({PATH: READY.replace("stage: pilot", "stage: rollout")})
        assert "PL703" in check("--base", "main", cwd=change.path, code=1).policies("error")


class TestWhatWasThereBefore:
    def test_an_unrelated_edit_passes_and_old_findings_are_shown_as_existing(self, debt):
        debt.commit({PATH: DEBT.replace("title: Suggested matches", "title: Proposed matches")})
        ran = check("--base", "main", cwd=debt.path, code=0)
        assert errors(ran, "existing") == [("PL402", "/budget/deployment")]
        assert errors(ran) == []
        assert ran.report["summary"]["existing"] == 1

    def test_the_text_report_says_that_an_old_finding_was_there_before(self, debt):
        debt.commit({PATH: DEBT.replace("title: Suggested matches", "title: Proposed matches")})
        ran = pilotlint("check", "--today", TODAY, "--base", "main", cwd=debt.path, code=0)
        assert f"error[PL402] {PATH}:33:39 (was there before): Deployment has 30,000 EUR" in ran.out
        assert ran.out.endswith("1 initiative on 2026-06-22: 0 errors, 0 warnings, 1 there before. The gate passes.\n")

    def test_a_new_fault_in_the_same_file_blocks(self, debt):
        debt.commit({PATH: DEBT.replace("baseline: 11", "baseline: unknown")})
        ran = check("--base", "main", cwd=debt.path, code=1)
        assert errors(ran) == [("PL304", "/metric/baseline")]
        assert errors(ran, "existing") == [("PL402", "/budget/deployment")]

    def test_a_changed_value_that_is_still_wrong_is_a_new_finding(self, debt):
        debt.commit({PATH: DEBT.replace("deployment: 30000", "deployment: 40000")})
        assert errors(check("--base", "main", cwd=debt.path, code=1)) == [("PL402", "/budget/deployment")]

    def test_debt_that_worsens_by_another_value_than_the_one_it_points_to_is_new(self, debt):
        debt.commit({PATH: DEBT.replace("pilot: 20000", "pilot: 20000000")})
        assert errors(check("--base", "main", cwd=debt.path, code=1)) == [("PL402", "/budget/deployment")]

    def test_who_asks_for_more_money_without_any_for_the_deployment_has_new_debt(self, repo):
        old = READY.replace(", deployment: 70000", "")
        repo.commit({PATH: old})
        repo.branch("change").commit({PATH: old.replace("pilot: 20000", "pilot: 20000000")})
        assert errors(check("--base", "main", cwd=repo.path, code=1)) == [("PL401", "/budget/deployment")]

    @pytest.mark.parametrize(
        ("policy", "good", "bad", "edit"),
        [
            ("PL402", "deployment: 70000", "deployment: 30000", "deployment: {min: 30000, max: 65000}"),
            ("PL601", "uses_output: true, involved_since: 2026-05-04", "involved_since: 2026-05-04", "involved_since: 2026-05-11"),
            ("PL701", "[{item: Suggestion in the invoice screen, who: Ines Faria}]\n  training: [{item: One hour per clerk, who: Ines Faria}]", "[{item: Suggestion in the invoice screen, who: Ines Faria}]", "[{item: Suggestion in the new invoice screen, who: Ines Faria}]"),
        ],
    )  # fmt: skip
    def test_an_edit_beside_what_the_verdict_rests_on_leaves_old_debt_alone(self, repo, policy, good, bad, edit):
        repo.commit({PATH: READY.replace(good, bad)})
        repo.branch("change").commit({PATH: READY.replace(good, edit)})
        ran = check("--base", "main", cwd=repo.path, code=0)
        assert [found for found, _ in errors(ran, "existing")] == [policy]

    def test_layout_and_order_of_keys_do_not_make_a_finding_new(self, debt):
        moved = DEBT.replace(
            "budget: {currency: EUR, pilot: 20000, deployment: 30000,",
            "# asked for in May\n\nbudget: {\n  deployment: 30000, pilot: 20000,\n  currency: EUR,",
        )
        assert moved != DEBT
        debt.commit({PATH: moved})
        ran = check("--base", "main", cwd=debt.path, code=0)
        assert errors(ran, "existing") == [("PL402", "/budget/deployment")]

    def test_a_mended_finding_is_gone(self, debt):
        debt.commit({PATH: READY})
        assert check("--base", "main", cwd=debt.path, code=0).report["findings"] == []

    def test_gate_changed_all_blocks_on_old_debt(self, repo):
        repo.commit({PATH: DEBT, "pilotlint.yaml": "gate: {changed: all}\n"})
        repo.branch("change").commit({PATH: DEBT.replace("title: Suggested matches", "title: Proposed matches")})
        ran = check("--base", "main", cwd=repo.path, code=1)
        assert errors(ran, "existing") == [("PL402", "/budget/deployment")]

    def test_a_passed_date_does_not_turn_an_unrelated_edit_red(self, repo):
        repo.commit({PATH: READY})
        repo.branch("change").commit({PATH: READY.replace("title: Suggested matches", "title: Proposed matches")})
        ran = check("--base", "main", "--today", "2026-12-01", cwd=repo.path, code=0)
        assert errors(ran, "existing") == [("PL704", "/pilot/decision")]

    @pytest.mark.parametrize("edit", ["ends: 2027-03-31, ", ""])
    def test_an_ended_pilot_is_not_mended_by_moving_or_removing_its_end(self, repo, edit):
        repo.commit({PATH: READY})
        repo.branch("change").commit({PATH: READY.replace("ends: 2026-09-30, ", edit)})
        ran = check("--base", "main", "--today", "2026-12-01", cwd=repo.path, code=1)
        assert errors(ran) == [("PL704", "/pilot/decision")]

    def test_a_file_that_did_not_change_is_not_judged(self, debt):
        debt.commit({"initiatives/second.yaml": PROPOSAL.replace("id: invoice-matching", "id: second")})
        ran = check("--base", "main", cwd=debt.path, code=0)
        assert moves(ran) == [("initiatives/second.yaml", None, "proposal")]

    def test_a_named_file_that_did_not_change_has_nothing_new(self, debt):
        debt.commit({"README.md": "hello\n"})
        ran = check("--base", "main", PATH, cwd=debt.path, code=0)
        assert errors(ran, "existing") == [("PL402", "/budget/deployment")]


class TestRulesOfTheBase:
    def test_a_change_cannot_turn_off_the_policies_that_judge_it(self, change):
        off = "severity: {PL003: off, PL204: off, PL304: off, PL401: off, PL701: off}\n"
        change.commit({PATH: MOVED, "pilotlint.yaml": off})
        ran = check("--base", "main", cwd=change.path, code=1)
        assert ran.policies("error") == {"PL003", "PL204", "PL304", "PL401", "PL701"}

    def test_the_same_settings_count_once_they_are_in_the_base(self, repo):
        off = "severity: {PL003: off, PL204: off, PL304: off, PL401: off, PL701: off}\n"
        repo.commit({PATH: PROPOSAL, "pilotlint.yaml": off})
        repo.branch("change").commit({PATH: MOVED})
        check("--base", "main", cwd=repo.path, code=0)

    def test_a_change_cannot_choose_a_milder_profile(self, change):
        change.commit({PATH: MOVED, "pilotlint.yaml": "profile: register\nfail_on: never\n"})
        check("--base", "main", cwd=change.path, code=1)

    def test_a_change_cannot_lower_the_limit_it_misses(self, change):
        change.commit({PATH: DEBT, "pilotlint.yaml": "limits: {budget_ratio_min: 1.5}\n"})
        ran = check("--base", "main", cwd=change.path, code=1)
        assert errors(ran) == [("PL402", "/budget/deployment")]
        check(cwd=change.path, code=0)

    def test_a_change_cannot_point_the_settings_away_from_its_initiative(self, change):
        change.commit({PATH: MOVED, "pilotlint.yaml": "initiatives: ['portfolio/*.yaml']\n"})
        ran = check("--base", "main", cwd=change.path, code=1)
        assert moves(ran) == [(PATH, "proposal", "pilot")]

    def test_a_policy_that_a_change_adds_does_not_judge_it(self, change):
        change.commit({PATH: READY, "policies/ACME101-title-is-short.yaml": SHORT_TITLES})
        assert "ACME101" not in check("--base", "main", cwd=change.path, code=0).policies()
        assert check(cwd=change.path, code=1).policies("error") == {"ACME101"}

    def test_a_policy_that_a_change_removes_still_judges_it(self, repo):
        repo.commit({"policies/ACME101-title-is-short.yaml": SHORT_TITLES})
        repo.branch("change")
        (repo.path / "policies/ACME101-title-is-short.yaml").unlink()
        repo.commit({PATH: PROPOSAL})
        assert errors(check("--base", "main", cwd=repo.path, code=1)) == [("ACME101", "/title")]
        check(cwd=repo.path, code=0)

    def test_a_policy_that_a_change_loosens_judges_it_as_it_was(self, repo):
        repo.commit({"policies/ACME101-title-is-short.yaml": SHORT_TITLES})
        loose = SHORT_TITLES.replace("initiative.title.size() <= 30", "initiative.title.size() <= 300")
        repo.branch("change").commit({"policies/ACME101-title-is-short.yaml": loose, PATH: PROPOSAL})
        assert errors(check("--base", "main", cwd=repo.path, code=1)) == [("ACME101", "/title")]

    def test_broken_settings_in_a_change_do_not_stop_the_judgement_and_block(self, change):
        change.commit({PATH: READY, "pilotlint.yaml": "severity: [PL401\n", "policies/x.yaml": "{"})
        ran = check("--base", "main", cwd=change.path, code=1)
        said = [(each["policy"], each["severity"], each["path"]) for each in ran.report["findings"]]
        assert said == [("PL913", "error", "pilotlint.yaml"), ("PL913", "error", "policies/x.yaml")]
        assert [each["verdict"] for each in ran.report["initiatives"]] == ["pass"]

    def test_rules_come_from_the_tip_of_the_base_and_not_from_where_the_change_left_it(self, repo):
        repo.commit({PATH: PROPOSAL})
        repo.branch("change").commit({PATH: DEBT})
        repo.git.git.checkout("--quiet", "main")
        repo.commit({"pilotlint.yaml": "limits: {budget_ratio_min: 1.5}\n"})
        repo.git.git.checkout("--quiet", "change")
        check("--base", "main", cwd=repo.path, code=0)


class TestRenames:
    def test_a_renamed_folder_keeps_the_history_of_its_initiatives(self, debt):
        debt.git.git.mv("initiatives/invoice-matching.yaml", "initiatives/finance.yaml")
        (debt.path / "initiatives/finance").mkdir()
        debt.git.git.mv("initiatives/finance.yaml", "initiatives/finance/invoice-matching.yaml")
        debt.commit()
        ran = check("--base", "main", cwd=debt.path, code=0)
        assert moves(ran) == [("initiatives/finance/invoice-matching.yaml", "pilot", "pilot")]
        assert errors(ran, "existing") == [("PL402", "/budget/deployment")]

    def test_a_rename_with_the_same_id_keeps_the_history_and_is_told_about_the_name(self, debt):
        debt.git.git.mv(PATH, "initiatives/invoices.yaml")
        debt.commit()
        ran = check("--base", "main", cwd=debt.path, code=1)
        assert moves(ran) == [("initiatives/invoices.yaml", "pilot", "pilot")]
        assert errors(ran) == [("PL002", "/id")]
        assert errors(ran, "existing") == [("PL402", "/budget/deployment")]

    def test_a_stage_move_is_seen_through_a_rename(self, change):
        change.git.git.mv(PATH, "initiatives/moved-away.yml")
        (change.path / "initiatives/sub").mkdir()
        change.git.git.mv("initiatives/moved-away.yml", "initiatives/sub/invoice-matching.yml")
        change.commit({"initiatives/sub/invoice-matching.yml": MOVED})
        ran = check("--base", "main", cwd=change.path, code=1)
        assert moves(ran) == [("initiatives/sub/invoice-matching.yml", "proposal", "pilot")]

    def test_a_new_id_in_the_same_file_is_the_same_initiative_with_a_changed_id(self, change):
        change.commit({PATH: PROPOSAL.replace("id: invoice-matching", "id: invoices")})
        ran = check("--base", "main", cwd=change.path, code=1)
        assert moves(ran) == [(PATH, "proposal", "proposal")]
        assert errors(ran) == [("PL002", "/id"), ("PL002", "/id")]
        said = [each["message"] for each in ran.report["findings"] if each["severity"] == "error"]
        assert 'The id was "invoice-matching" and is now "invoices"' in said[1]

    def test_a_rename_with_its_id_is_another_initiative_and_is_judged_in_full(self, debt):
        debt.git.git.mv(PATH, "initiatives/invoices.yaml")
        debt.commit({"initiatives/invoices.yaml": DEBT.replace("id: invoice-matching", "id: invoices")})
        ran = check("--base", "main", cwd=debt.path, code=1)
        assert moves(ran) == [("initiatives/invoices.yaml", None, "pilot")]
        assert ("PL402", "/budget/deployment") in errors(ran)

    def test_of_an_initiative_split_in_two_one_is_new(self, change):
        change.commit({"initiatives/second.yaml": PROPOSAL.replace("id: invoice-matching", "id: second")})
        change.commit({PATH: PROPOSAL.replace("Six accounts", "Three accounts")})
        ran = check("--base", "main", cwd=change.path, code=0)
        assert moves(ran) == [(PATH, "proposal", "proposal"), ("initiatives/second.yaml", None, "proposal")]

    def test_an_initiative_that_swaps_names_with_another_keeps_its_own_history(self, repo):
        other = READY.replace("id: invoice-matching", "id: second")
        repo.commit({"initiatives/a/invoice-matching.yaml": PROPOSAL, "initiatives/b/second.yaml": other})
        repo.branch("change")
        (repo.path / "initiatives/a/invoice-matching.yaml").unlink()
        (repo.path / "initiatives/b/second.yaml").unlink()
        repo.commit({"initiatives/b/invoice-matching.yaml": MOVED, "initiatives/a/second.yaml": other})
        ran = check("--base", "main", cwd=repo.path, code=1)
        assert moves(ran) == [
            ("initiatives/a/second.yaml", "pilot", "pilot"),
            ("initiatives/b/invoice-matching.yaml", "proposal", "pilot"),
        ]

    def test_with_one_id_in_two_files_of_the_base_each_is_compared_with_itself(self, repo):
        """Otherwise the move of one could hide behind the stage of the other."""
        repo.commit({PATH: PROPOSAL, "initiatives/zz.yaml": MOVED})
        repo.branch("change").commit({PATH: MOVED, "initiatives/zz.yaml": MOVED + "# touched\n"})
        ran = check("--base", "main", cwd=repo.path, code=1)
        assert moves(ran) == [(PATH, "proposal", "pilot"), ("initiatives/zz.yaml", "pilot", "pilot")]
        assert ("PL401", "/budget") in errors(ran)

    @pytest.mark.parametrize("name", ["initiatives/invoice-matching.YAML", "initiatives/.invoice-matching.yaml"])
    def test_a_name_that_is_nearly_right_is_no_way_out_of_the_portfolio(self, change, name):
        (change.path / PATH).unlink()
        change.commit({name: MOVED})
        ran = check("--base", "main", cwd=change.path, code=1)
        assert [each["path"] for each in ran.report["findings"]] == [name]
        assert ran.report["findings"][0]["message"].startswith("The name of this file ends in capitals")

    def test_an_initiative_that_leaves_the_portfolio_passes_and_is_named(self, change):
        (change.path / PATH).unlink()
        change.commit({})
        ran = check("--base", "main", cwd=change.path, code=0)
        assert ran.report["initiatives"] == []
        (note,) = ran.report["notes"]
        assert note.startswith(f"{PATH}, at the stage proposal, is not among the initiatives any more")

    def test_an_initiative_that_moves_has_not_left(self, change):
        (change.path / PATH).unlink()
        change.commit({"initiatives/finance/invoice-matching.yaml": PROPOSAL})
        assert check("--base", "main", cwd=change.path, code=0).report["notes"] == []

    def test_a_folder_without_initiatives_is_nothing_to_check(self, change):
        change.commit({"empty/README.md": "nothing here\n"})
        assert check("empty", "--base", "main", cwd=change.path, code=2).err.startswith("pilotlint: nothing to check")

    def test_the_id_of_a_deleted_initiative_is_not_given_to_a_new_one(self, change):
        (change.path / PATH).unlink()
        deletion = change.commit()
        change.branch("next").commit({"initiatives/x/invoice-matching.yaml": PROPOSAL.replace("Rui", "Ana")})
        ran = check("--base", "change", cwd=change.path, code=1)
        assert errors(ran) == [("PL002", "/id")]
        (message,) = [each["message"] for each in ran.report["findings"] if each["policy"] == "PL002"]
        assert message.startswith(
            'The id "invoice-matching" belonged to an initiative that was deleted on 2026-06-22 '
            f"(commit {deletion[:10]}): "
        )
        check(cwd=change.path, code=0)

    def test_a_deleted_initiative_comes_back_by_restoring_its_file(self, change):
        (change.path / PATH).unlink()
        deletion = change.commit()
        change.branch("next").git.git.revert("--no-edit", deletion)
        ran = check("--base", "change", cwd=change.path, code=0)
        assert moves(ran) == [(PATH, None, "proposal")]

    def test_an_initiative_that_a_change_deletes_and_writes_anew_is_the_same_one(self, change):
        (change.path / PATH).unlink()
        change.commit()
        change.commit({"initiatives/x/invoice-matching.yaml": PROPOSAL.replace("Rui", "Ana")})
        ran = check("--base", "main", cwd=change.path, code=0)
        assert moves(ran) == [("initiatives/x/invoice-matching.yaml", "proposal", "proposal")]

    def test_an_initiative_that_was_moved_long_ago_was_not_deleted(self, change):
        (change.path / "initiatives/finance").mkdir()
        change.git.git.mv(PATH, "initiatives/finance/invoice-matching.yaml")
        change.commit()
        change.branch("next").commit({PATH: PROPOSAL})
        ran = check("--base", "change", cwd=change.path, code=1)
        (message,) = [each["message"] for each in ran.report["findings"] if each["policy"] == "PL002"]
        assert "is taken by initiatives/finance/invoice-matching.yaml" in message

    def test_a_changed_file_mode_is_no_news(self, debt):
        (debt.path / PATH).chmod(0o755)
        debt.commit()
        ran = check("--base", "main", cwd=debt.path, code=0)
        assert errors(ran, "existing") == [("PL402", "/budget/deployment")]

    def test_a_second_file_with_the_id_of_an_unchanged_one_is_found_by_its_path_alone(self, change):
        change.commit({"initiatives/sub/invoice-matching.yaml": PROPOSAL})
        ran = check("--base", "main", "initiatives/sub/invoice-matching.yaml", cwd=change.path, code=1)
        assert errors(ran) == [("PL002", "/id")]
        (found,) = [each for each in ran.report["findings"] if each["policy"] == "PL002"]
        assert f"is taken by {PATH}" in found["message"]
        assert [each["path"] for each in found["related"]] == [PATH]

    def test_a_second_file_with_the_id_of_an_unchanged_one_is_found_without_a_base_too(self, change):
        change.write({"initiatives/sub/invoice-matching.yaml": PROPOSAL})
        ran = check("initiatives/sub/invoice-matching.yaml", cwd=change.path, code=1)
        assert ran.policies("error") == {"PL002"}


class TestADebtOfSomebodyElse:
    """What is asked of a person is asked again of the next one."""

    def test_a_new_owner_has_not_agreed_to_anything_yet(self, repo):
        owed = re.sub(r"  accountability:\n(    .*\n)+", "", READY)
        repo.commit({PATH: owed})
        repo.branch("change").commit({PATH: owed.replace("title: S", "title: Automatically s")})
        assert errors(check("--base", "main", cwd=repo.path, code=0)) == []
        repo.commit({PATH: owed.replace("Rui Alves", "Marta Gil")})
        assert ("PL204", "/owner/accountability/in_performance_review") in errors(
            check("--base", "main", cwd=repo.path, code=1)
        )


class TestPoliciesThatCannotBeEvaluated:
    """A crash is never a pass, also where it is not the first."""

    def test_what_could_not_be_judged_at_the_base_either_blocks(self, repo):
        broken = OWN_POLICY.replace("initiative.title.size() <= 60", "initiative.budget.pilot.max < 100")
        broken = re.sub(r"initiative: \{title: (.*)\}", r"initiative: {title: \1, budget: {pilot: 500}}", broken)
        broken = broken.replace("budget: {pilot: 500}", "budget: {pilot: 50}", 1)
        repo.commit({"policies/ACME101-title-is-short.yaml": broken, PATH: PROPOSAL})
        repo.branch("change").commit({PATH: PROPOSAL.replace("title: S", "title: Automatically s")})
        ran = check("--base", "main", cwd=repo.path, code=1)
        assert ("policy-error", "error", "/title") in ran.findings()


class TestThingsThatAreNoFiles:
    """A link, a submodule or a folder in place of an initiative must not slip past."""

    @pytest.mark.parametrize("judged", [(), ("--head", "HEAD")], ids=["files", "commit"])
    def test_a_link_in_place_of_an_initiative_is_blocked(self, change, judged):
        (change.path / PATH).unlink()
        change.link(PATH, "../other.yaml").commit({"other.yaml": MOVED})
        ran = check("--base", "main", *judged, cwd=change.path, code=1)
        assert ran.findings() == [("PL001", "error", "")]
        assert ran.report["findings"][0]["message"].startswith("This is a symbolic link")

    @pytest.mark.parametrize("judged", [(), ("--head", "HEAD")], ids=["files", "commit"])
    @pytest.mark.parametrize("target", ["../other", "..", "../link", "/etc", "../../elsewhere"])
    def test_a_link_to_a_folder_among_the_initiatives_is_blocked(self, change, judged, target):
        (change.path.parent / "elsewhere").mkdir()
        change.link("link", "other").link("initiatives/more", target).commit({"other/second.yaml": MOVED})
        ran = check("--base", "main", *judged, cwd=change.path, code=1)
        assert [(each["path"], each["policy"]) for each in ran.report["findings"]] == [("initiatives/more", "PL001")]

    @pytest.mark.parametrize("judged", [(), ("--head", "HEAD"), ("--staged",)], ids=["files", "commit", "index"])
    def test_a_link_in_place_of_the_whole_folder_is_blocked(self, change, judged):
        shutil.rmtree(change.path / "initiatives")
        change.link("initiatives", "other").commit({"other/invoice-matching.yaml": MOVED})
        ran = check("--base", "main", *judged, cwd=change.path, code=1)
        assert [(each["path"], each["policy"]) for each in ran.report["findings"]] == [("initiatives", "PL001")]

    @pytest.mark.parametrize("judged", [(), ("--head", "HEAD"), ("--staged",)], ids=["files", "commit", "index"])
    @pytest.mark.parametrize("target", ["real", "../outside"])
    def test_a_link_above_the_folder_of_initiatives_is_blocked(self, repo, judged, target):
        settings = {"pilotlint.yaml": "initiatives: ['a/portfolio/*.yaml']\n"}
        repo.commit({"a/portfolio/invoice-matching.yaml": PROPOSAL, **settings})
        repo.branch("change")
        shutil.rmtree(repo.path / "a")
        outside = repo.path.parent / "outside/portfolio"
        outside.mkdir(parents=True)
        (outside / "invoice-matching.yaml").write_text(MOVED)
        repo.link("a", target).commit({"real/portfolio/invoice-matching.yaml": MOVED})
        ran = check("--base", "main", *judged, cwd=repo.path, code=1)
        assert [(each["path"], each["policy"]) for each in ran.report["findings"]] == [("a/portfolio", "PL001")]

    @pytest.mark.parametrize("judged", [(), ("--head", "HEAD"), ("--staged",)], ids=["files", "commit", "index"])
    def test_a_submodule_among_the_initiatives_is_blocked(self, change, judged):
        inner = TestRepo(change.path.parent / "inner")
        inner.commit({"second.yaml": MOVED})
        change.git.git.execute(
            ["git", "-c", "protocol.file.allow=always", "submodule", "add", "-q", str(inner.path), "initiatives/more"]
        )
        change.commit()
        ran = check("--base", "main", *judged, cwd=change.path, code=1)
        assert [(each["path"], each["policy"]) for each in ran.report["findings"]] == [("initiatives/more", "PL001")]

    def test_a_link_whose_target_no_file_system_could_hold_is_blocked(self, change):
        (change.path / "target").write_bytes(b"..\0")
        blob = change.git.git.hash_object("-w", "target")
        change.git.git.update_index("--add", "--cacheinfo", f"120000,{blob},initiatives/more")
        change.git.git.commit("--message", "link")
        ran = check("--base", "main", "--head", "HEAD", cwd=change.path, code=1)
        assert [(each["path"], each["policy"]) for each in ran.report["findings"]] == [("initiatives/more", "PL001")]

    @pytest.mark.parametrize("judged", [("--head", "HEAD"), ("--staged",)], ids=["commit", "index"])
    @pytest.mark.parametrize("path", [PATH, "initiatives/second.yaml"], ids=["replaced", "added"])
    def test_a_submodule_in_place_of_an_initiative_is_blocked(self, change, judged, path):
        commit = change.git.head.commit.hexsha
        change.git.git.rm("--quiet", "--cached", "--ignore-unmatch", path)
        change.git.git.update_index("--add", "--cacheinfo", f"160000,{commit},{path}")
        change.git.git.commit("--message", "submodule")
        ran = check("--base", "main", *judged, cwd=change.path, code=1)
        assert [(each["path"], each["policy"]) for each in ran.report["findings"]] == [(path, "PL001")]
        assert ran.report["findings"][0]["message"].startswith("This is a submodule")

    def test_an_empty_file_that_becomes_a_link_has_a_new_finding(self, repo):
        repo.commit({PATH: ""})
        repo.branch("change")
        (repo.path / PATH).unlink()
        repo.link(PATH, "../other.yaml").commit({"other.yaml": MOVED})
        assert errors(check("--base", "main", cwd=repo.path, code=1)) == [("PL001", "")]

    def test_a_file_with_a_merge_conflict_is_blocked(self, change):
        change.commit({PATH: PROPOSAL.replace("Six accounts", "Seven accounts")})
        change.git.git.checkout("--quiet", "main")
        change.commit({PATH: PROPOSAL.replace("Six accounts", "Five accounts")})
        change.git.git.merge("change", with_exceptions=False)
        ran = check("--base", "HEAD", "--staged", cwd=change.path, code=1)
        assert ran.report["findings"][0]["message"].startswith("This is a file with an unresolved merge conflict")
        assert check("--base", "HEAD", cwd=change.path, code=1).policies("error") == {"PL001"}


class TestWhatIsCompared:
    def test_commits_on_main_after_the_fork_are_no_part_of_the_change(self, change):
        change.commit({"README.md": "hello\n"})
        change.git.git.checkout("--quiet", "main")
        change.commit({PATH: READY, "initiatives/second.yaml": MOVED.replace("id: invoice-matching", "id: second")})
        change.git.git.checkout("--quiet", "change")
        ran = check("--base", "main", cwd=change.path, code=0)
        assert ran.report["initiatives"] == []
        assert ran.report["base"] == change.git.commit("main").hexsha

    def test_after_merging_main_only_the_own_change_is_judged(self, change):
        change.commit({"initiatives/third.yaml": PROPOSAL.replace("id: invoice-matching", "id: third")})
        change.git.git.checkout("--quiet", "main")
        change.commit({"initiatives/second.yaml": DEBT.replace("id: invoice-matching", "id: second")})
        change.git.git.checkout("--quiet", "change")
        change.git.git.merge("--quiet", "--no-edit", "main")
        ran = check("--base", "main", cwd=change.path, code=0)
        assert moves(ran) == [("initiatives/third.yaml", None, "proposal")]

    def test_a_stage_move_is_seen_through_criss_cross_merges(self, repo):
        repo.commit({PATH: PROPOSAL})
        repo.branch("change").commit({"a.txt": "a"})
        one = repo.git.head.commit.hexsha
        repo.git.git.checkout("--quiet", "main")
        repo.commit({"b.txt": "b"})
        repo.git.git.merge("--quiet", "--no-edit", one)
        repo.git.git.checkout("--quiet", "change")
        repo.git.git.merge("--quiet", "--no-edit", "main~1")
        repo.commit({PATH: MOVED})
        ran = check("--base", "main", cwd=repo.path, code=1)
        assert moves(ran) == [(PATH, "proposal", "pilot")]

    def test_unrelated_histories_are_compared_with_the_base_itself_and_that_is_said(self, repo):
        repo.commit({PATH: PROPOSAL})
        repo.git.git.checkout("--quiet", "--orphan", "change")
        repo.commit({PATH: MOVED})
        ran = check("--base", "main", cwd=repo.path, code=1)
        assert moves(ran) == [(PATH, "proposal", "pilot")]
        (note,) = ran.report["notes"]
        assert note == (
            "main and the change have no commit in common here, so what changed is measured from main itself. "
            "If this clone is shallow, fetch more of its history."
        )
        text = pilotlint("check", "--base", "main", cwd=repo.path, code=1)
        assert "Note: main and the change have no commit in common here" in text.out

    def test_a_shallow_clone_works_and_says_what_it_compared_with(self, change, tmp_path):
        change.commit({PATH: MOVED})
        change.git.git.checkout("--quiet", "main")
        change.commit({"README.md": "hello\n"})
        clone = Repo.clone_from(f"file://{change.path}", tmp_path / "clone", branch="change", depth=1)
        clone.git.fetch("--depth=1", "origin", "main:refs/remotes/origin/main")
        ran = check("--base", "origin/main", cwd=tmp_path / "clone", code=1)
        assert moves(ran) == [(PATH, "proposal", "pilot")]
        assert ran.report["notes"][0].startswith("origin/main and the change have no commit in common here")

    def test_a_base_that_a_shallow_clone_lacks_comes_with_the_command_that_fetches_it(self, change, tmp_path):
        change.commit({PATH: MOVED})
        Repo.clone_from(f"file://{change.path}", tmp_path / "clone", branch="change", depth=1)
        ran = check("--base", "v1", cwd=tmp_path / "clone", code=2)
        assert ran.err == (
            "pilotlint: there is no commit named 'v1' in this repository. "
            "This clone is shallow: fetch it with `git fetch --depth=1 origin v1:v1`.\n"
        )

    def test_nothing_changed_passes(self, change):
        change.commit({"README.md": "hello\n"})
        ran = pilotlint("check", "--today", TODAY, "--base", "main", cwd=change.path, code=0)
        assert ran.out == (
            "Note: No initiative differs from the base, so none was judged.\n"
            "0 initiatives on 2026-06-22: 0 errors, 0 warnings. The gate passes.\n"
        )

    def test_a_deleted_initiative_is_not_called_no_change(self, change):
        (change.path / PATH).unlink()
        notes = check("--base", "main", "--allow-empty", cwd=change.path, code=0).report["notes"]
        assert [note.startswith(PATH) for note in notes] == [True]

    def test_nothing_at_all_is_wrong_use_also_with_a_base(self, repo):
        repo.commit({"README.md": "hello\n"})
        ran = check("--base", "main", cwd=repo.path, code=2)
        assert ran.err.startswith("pilotlint: nothing to check: no file fits initiatives/**/*.yaml")

    def test_an_untracked_initiative_counts(self, change):
        change.write({"initiatives/second.yaml": MOVED.replace("id: invoice-matching", "id: second")})
        ran = check("--base", "main", cwd=change.path, code=1)
        assert moves(ran) == [("initiatives/second.yaml", None, "pilot")]

    def test_uncommitted_edits_count(self, change):
        change.write({PATH: MOVED})
        assert moves(check("--base", "main", cwd=change.path, code=1)) == [(PATH, "proposal", "pilot")]

    def test_what_is_staged_is_judged_with_staged(self, change):
        change.stage({PATH: MOVED}).write({PATH: READY})
        assert moves(check("--base", "main", "--staged", cwd=change.path, code=1)) == [(PATH, "proposal", "pilot")]
        check("--base", "main", cwd=change.path, code=0)

    def test_what_is_not_staged_does_not_count_with_staged(self, change):
        change.stage({PATH: READY}).write({PATH: MOVED, "initiatives/second.yaml": MOVED})
        ran = check("--base", "main", "--staged", cwd=change.path, code=0)
        assert moves(ran) == [(PATH, "proposal", "pilot")]

    def test_a_commit_is_judged_with_head_whatever_is_in_the_work_tree(self, change):
        bad = change.commit({PATH: MOVED})
        good = change.commit({PATH: READY})
        change.git.git.checkout("--quiet", "main")
        change.write({PATH: "- not an initiative\n"})
        assert check("--base", "main", "--head", "change", cwd=change.path, code=0).report["head"] == good
        assert check("--base", "main", "--head", "change~1", cwd=change.path, code=1).report["head"] == bad

    def test_head_without_base_judges_all_of_a_commit(self, debt):
        debt.commit({"initiatives/second.yaml": PROPOSAL.replace("id: invoice-matching", "id: second")})
        shutil.rmtree(debt.path / "initiatives")
        ran = check("--head", "HEAD", cwd=debt.path, code=1)
        assert [each["id"] for each in ran.report["initiatives"]] == ["invoice-matching", "second"]
        assert ran.report["base"] is None

    def test_only_named_paths_are_judged_and_what_they_moved_from_is_known(self, change):
        change.commit({PATH: MOVED, "initiatives/second.yaml": "- no initiative\n"})
        assert moves(check("--base", "main", PATH, cwd=change.path, code=1)) == [(PATH, "proposal", "pilot")]

    @pytest.mark.parametrize("named", ["drafts", "drafts/invoice-matching.yaml", "drafts/"])
    def test_a_move_in_a_folder_outside_of_the_portfolio_is_seen_when_it_is_named(self, repo, named):
        repo.commit({"drafts/invoice-matching.yaml": PROPOSAL})
        repo.branch("change").commit({"drafts/invoice-matching.yaml": MOVED})
        ran = check("--base", "main", named, cwd=repo.path, code=1)
        assert moves(ran) == [("drafts/invoice-matching.yaml", "proposal", "pilot")]

    def test_a_check_changes_neither_files_nor_index_nor_head(self, change):
        change.commit({PATH: MOVED, "pilotlint.yaml": "severity: {PL401: off}\n"})
        change.stage({PATH: READY}).write({PATH: DEBT, "initiatives/second.yaml": "id: second\n"})
        os.utime(change.path / "pilotlint.yaml", (1, 1))  # so that git would like to refresh its index
        before = state(change)
        for judged in ((), ("--staged",), ("--head", "HEAD"), ("--head", "main")):
            check("--base", "main", *judged, cwd=change.path)
        assert state(change) == before


class TestNamesOfRevisions:
    def test_a_base_that_does_not_exist_is_wrong_use_in_one_sentence(self, change):
        ran = check("--base", "nowhere", cwd=change.path, code=2)
        assert ran.out == ""
        assert ran.err == (
            "pilotlint: there is no commit named 'nowhere' in this repository. "
            "Run `git fetch`, or name a branch, a tag or a commit.\n"
        )

    @pytest.mark.parametrize("typed", ["mian", "mai", "Main", "main "])
    def test_a_typo_in_a_branch_gets_a_suggestion(self, change, typed):
        ran = check("--base", typed, cwd=change.path, code=2)
        assert ran.err == f"pilotlint: there is no commit named {typed!r} in this repository. Did you mean 'main'?\n"

    def test_a_branch_that_only_the_remote_has_is_suggested(self, change, tmp_path):
        Repo.clone_from(f"file://{change.path}", tmp_path / "clone", branch="change")
        ran = check("--base", "main", cwd=tmp_path / "clone", code=2)
        assert "Did you mean 'origin/main'?" in ran.err

    def test_a_head_that_does_not_exist_is_wrong_use(self, change):
        ran = check("--base", "main", "--head", "chnage", cwd=change.path, code=2)
        assert ran.err == "pilotlint: there is no commit named 'chnage' in this repository. Did you mean 'change'?\n"

    @pytest.mark.parametrize(
        "name", ["--help", "-n1", "--output=pwned", "main..change", ":/first", "^main", "", "@{", "a\nb"]
    )
    def test_no_name_of_a_revision_is_an_option_or_a_range(self, change, name):
        ran = check(f"--base={name}", cwd=change.path, code=2)
        assert "there is no commit named" in ran.err
        assert sorted(path.name for path in change.path.iterdir()) == [".git", "initiatives"]

    def test_a_tag_a_hash_and_a_relative_name_are_bases(self, change):
        change.git.create_tag("v1")
        change.commit({PATH: MOVED})
        for base in ("v1", "HEAD~1", change.git.commit("main").hexsha[:10], "main^{commit}"):
            assert moves(check("--base", base, cwd=change.path, code=1)) == [(PATH, "proposal", "pilot")]

    @pytest.mark.parametrize("name", ["initiatives", "README.md"])
    def test_a_branch_may_be_named_like_a_file(self, repo, name):
        repo.commit({PATH: PROPOSAL, "README.md": "hello\n"})
        repo.git.git.branch(name)
        repo.branch("change").commit({PATH: MOVED})
        assert moves(check("--base", name, cwd=repo.path, code=1)) == [(PATH, "proposal", "pilot")]

    def test_a_detached_head_is_judged_like_a_branch(self, change):
        change.commit({PATH: MOVED})
        change.git.git.checkout("--quiet", "--detach")
        assert moves(check("--base", "main", cwd=change.path, code=1)) == [(PATH, "proposal", "pilot")]

    def test_before_the_first_commit_there_is_no_base(self, repo):
        repo.write({PATH: PROPOSAL})
        ran = check("--base", "main", cwd=repo.path, code=2)
        assert "there is no commit named 'main'" in ran.err

    def test_on_a_branch_without_a_commit_the_base_is_compared_with_the_files(self, repo):
        repo.commit({PATH: PROPOSAL})
        repo.git.git.checkout("--quiet", "--orphan", "change")
        repo.write({PATH: MOVED})
        ran = check("--base", "main", cwd=repo.path, code=1)
        assert moves(ran) == [(PATH, "proposal", "pilot")]
        assert ran.report["notes"] == []

    def test_outside_of_a_repository_a_base_is_wrong_use(self, folder):
        (folder / "initiatives").mkdir()
        (folder / PATH).write_text(PROPOSAL)
        ran = check("--base", "main", cwd=folder, code=2)
        assert ran.err == (
            f"pilotlint: {folder} is not in a Git repository, and this needs one. "
            "Run `git init`, or leave out the option.\n"
        )

    def test_a_repository_that_git_cannot_read_is_told_apart_from_a_revision_that_is_not_there(self, change):
        commit = change.git.head.commit.hexsha
        loose = change.path / ".git/objects" / commit[:2] / commit[2:]
        loose.chmod(0o644)
        loose.write_bytes(b"broken")
        for judged in (("--base", "main"), ("--head", "HEAD")):
            ran = check(*judged, cwd=change.path, code=2)
            assert ran.err.startswith(f"pilotlint: git rev-parse failed in {change.path}: ")

    def test_a_worktree_whose_repository_is_gone_is_wrong_use(self, folder):
        (folder / ".git").write_text("gitdir: /nowhere\n")
        for judged in (("--base", "main"), ("--head", "HEAD"), ("--staged",)):
            ran = check(*judged, cwd=folder, code=2)
            assert re.fullmatch(
                r"pilotlint: git [a-z-]+ failed in .*: fatal: not a git repository: /nowhere\n", ran.err
            )

    def test_head_and_staged_exclude_each_other(self, change):
        ran = check("--base", "main", "--head", "HEAD", "--staged", cwd=change.path, code=2)
        assert ran.err.startswith("pilotlint: --head and --staged exclude each other")


class TestWhereItRuns:
    def test_in_a_worktree(self, change, tmp_path):
        change.git.git.checkout("--quiet", "main")
        change.git.git.worktree("add", str(tmp_path / "tree"), "change")
        (tmp_path / "tree" / PATH).write_text(MOVED)
        assert moves(check("--base", "main", cwd=tmp_path / "tree", code=1)) == [(PATH, "proposal", "pilot")]
        assert moves(check("--base", "main", cwd=change.path, code=0)) == []

    def test_in_a_subfolder_paths_are_those_of_the_repository(self, change):
        change.commit({PATH: MOVED})
        ran = check("--base", "main", cwd=change.path / "initiatives", code=1)
        assert moves(ran) == [(PATH, "proposal", "pilot")]
        ran = check("--base", "main", "invoice-matching.yaml", cwd=change.path / "initiatives", code=1)
        assert moves(ran) == [(PATH, "proposal", "pilot")]

    def test_with_an_absolute_path_from_elsewhere(self, change, folder):
        change.commit({PATH: MOVED})
        ran = check("--base", "main", str(change.path / PATH), cwd=folder, code=1)
        assert moves(ran) == [(PATH, "proposal", "pilot")]

    def test_through_a_link_to_the_repository(self, change, tmp_path):
        change.commit({PATH: MOVED})
        (tmp_path / "shortcut").symlink_to(change.path)
        ran = check("--base", "main", PATH, cwd=tmp_path / "shortcut", code=1)
        assert moves(ran) == [(PATH, "proposal", "pilot")]

    def test_in_a_repository_whose_folder_has_a_strange_name(self, tmp_path):
        repo = TestRepo(tmp_path / "-- 'q\" $(touch pwned)\té")
        repo.commit({PATH: PROPOSAL})
        repo.branch("change").commit({PATH: MOVED})
        assert moves(check("--base", "main", cwd=repo.path, code=1)) == [(PATH, "proposal", "pilot")]

    def test_the_hook_of_another_repository_does_not_mislead_it(self, change, tmp_path):
        """Git tells its hooks which repository and index they are about; another repository's are not ours."""
        change.stage({PATH: MOVED})
        other = TestRepo(tmp_path / "other")
        other.commit({PATH: READY})
        hook = {
            "GIT_DIR": str(other.path / ".git"),
            "GIT_WORK_TREE": str(other.path),
            "GIT_INDEX_FILE": str(other.path / ".git/index"),
            "GIT_PREFIX": "initiatives/",
        }
        for judged in ((), ("--staged",)):
            ran = pilotlint(
                *("check", "--today", TODAY, "--format", "json", "--base", "main"), *judged, cwd=change.path, env=hook
            )
            assert (ran.code, moves(ran)) == (1, [(PATH, "proposal", "pilot")])

    def test_the_hook_of_another_repository_does_not_mislead_it_in_a_worktree(self, change, tmp_path):
        change.git.git.checkout("--quiet", "main")
        change.git.git.worktree("add", str(tmp_path / "tree"), "change")
        (tmp_path / "tree" / PATH).write_text(MOVED)
        Repo(tmp_path / "tree").git.add("--all")
        for index in (".git/index", str(change.path / ".git/index")):
            ran = pilotlint(
                *("check", "--today", TODAY, "--format", "json", "--base", "main", "--staged"),
                cwd=tmp_path / "tree",
                env={"GIT_INDEX_FILE": index},
            )
            assert (ran.code, moves(ran)) == (1, [(PATH, "proposal", "pilot")])

    def test_an_index_in_the_making_of_its_own_repository_is_honoured(self, change):
        """`git commit -- PATH` and `git commit --all` hand their hooks an index that is not the usual one."""
        shutil.copy(change.path / ".git/index", change.path / ".git/next-index-1.lock")
        making = {"GIT_INDEX_FILE": str(change.path / ".git/next-index-1.lock")}
        change.stage({PATH: MOVED})
        ran = pilotlint("check", "--format", "json", "--base", "main", "--staged", cwd=change.path, env=making, code=0)
        assert moves(ran) == []

    def test_settings_of_the_repository_cannot_make_git_run_programs(self, change):
        change.commit({PATH: MOVED, ".gitattributes": "*.yaml diff=x\n"})
        for key in ("diff.external", "core.fsmonitor", "diff.x.textconv", "diff.x.command", "core.pager"):
            change.git.git.config(key, "touch pwned; false")
        assert moves(check("--base", "main", cwd=change.path, code=1)) == [(PATH, "proposal", "pilot")]
        assert not (change.path / "pwned").exists()

    def test_settings_of_git_do_not_change_what_differs(self, debt):
        for key, value in (("diff.noprefix", "true"), ("core.quotePath", "true"), ("diff.renames", "copies")):
            debt.git.git.config(key, value)
        debt.git.git.config("diff.ignoreSubmodules", "all")
        debt.commit({"initiatives/größe 1.yaml": PROPOSAL.replace("id: invoice-matching", "id: second")})
        ran = check("--base", "main", cwd=debt.path, code=1)
        assert moves(ran) == [("initiatives/größe 1.yaml", None, "proposal")]
        assert errors(ran) == [("PL002", "/id")]


STALLED = """\
schema: pilotlint/v1
id: {}
title: A pilot that nobody used
business_unit: finance
stage: stalled
stage_history:
  - stage: proposal
    date: 2025-01-12
  - stage: pilot
    date: 2025-03-02
  - stage: stalled
    date: 2026-06-12
"""
DECIDED = """\
  - stage: retired
    date: 2026-06-22
pilot: {decision: {date: 2026-06-22, result: stop, by: Ana Costa, reason: Nobody used it}}
retrospective: {outcome: "cannot: nobody chose a user", owner: nobody, ten_users: [a place in the ledger]}
"""


def test_one_more_pilot_where_three_have_stalled_is_stopped_and_the_way_out_that_is_named_leads_out(repo):
    old = {f"initiatives/{name}.yaml": STALLED.format(name) for name in ("expenses", "ledger", "receipts")}
    repo.commit({PATH: PROPOSAL, **old})
    repo.branch("change").commit({PATH: READY + "last_blocker: Clerks never saw it; it is in the invoice screen now\n"})
    ran = check("--base", "main", cwd=repo.path, code=1)
    assert errors(ran) == [("PL801", "/business_unit")]
    (found,) = (each for each in ran.report["findings"] if each["policy"] == "PL801")
    assert found["message"] == (
        'The unit "finance" has 3 stalled initiatives and nothing in rollout or production. '
        "The next pilot would meet what stopped them, so a decision about them comes first."
    )
    assert found["help"].startswith("Decide about expenses, ledger, receipts first. For each, write `outcome:`, ")
    retired = STALLED.format("ledger").replace("stage: stalled", "stage: retired", 1) + DECIDED
    repo.commit({"initiatives/ledger.yaml": retired})
    assert errors(check("--base", "main", cwd=repo.path, code=0)) == []
