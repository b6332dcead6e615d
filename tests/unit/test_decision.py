"""Decisions with exceptions: which of them count in a change, what is said about them, and when time is no reason."""

import pytest

from pilotlint import decision
from pilotlint.hearing import Asked
from pilotlint.model import Flip, Proposal
from pilotlint.sides import Sides
from pilotlint.suppressions import baseline
from support.judging import KEPT, OWN, TODAY, change, tree
from support.repo import DEBT, PATH, READY

ENTRY = "{policy: PL402, initiative: invoice-matching, reason: Hosted product without integration, approved_by: Eva Lind, expires: 2026-08-31}"
FILE = "waivers.yaml"
GIVEN = {FILE: f"waivers:\n  - {ENTRY}\n"}
EXPIRED = {FILE: GIVEN[FILE].replace("2026-08-31", "2026-06-21")}
OTHER = DEBT.replace("invoice-matching", "second")


def decided(files, **asked):
    everything = tree(files)
    return decision.decide(Sides(everything, everything), Asked(**{"today": TODAY, **asked}), KEPT)


def said(found, policy="PL911"):
    return [
        (one.status.value, one.severity.value, one.message) for one in found.report.findings if one.policy == policy
    ]


def waived(found):
    return [bool(one.suppression) for one in found.report.findings if one.policy == "PL402"]


class TestWithoutABase:
    def test_a_valid_waiver_lets_the_gate_pass_and_nothing_is_said_about_it(self):
        found = decided({PATH: DEBT, **GIVEN})
        assert (found.verdict.passed, waived(found), said(found)) == (True, [True], [])

    def test_settings_that_nobody_reads_for_their_ending_are_named(self):
        note = "pilotlint.yml is not read, as settings are in pilotlint.yaml. Rename it, or remove it."
        found = decided({PATH: DEBT, "pilotlint.yml": "severity: {PL402: off}\n"})
        assert (found.verdict.passed, found.report.notes) == (False, (note,))

    def test_a_waiver_counts_on_its_last_day(self):
        found = decided({PATH: DEBT, FILE: GIVEN[FILE].replace("2026-08-31", TODAY)})
        assert (found.verdict.passed, waived(found), said(found)) == (True, [True], [])

    def test_without_waivers_and_baseline_what_is_wrong_with_them_is_said_all_the_same(self):
        found = decided({PATH: DEBT, **EXPIRED}, waivers=False)
        assert waived(found) == [False]
        assert [message for _, _, message in said(found)] == [
            "The waiver of PL402 for invoice-matching ended on 2026-06-21, so it counts no more."
        ]

    def test_a_waiver_that_nothing_needs_is_said_to_be_unused_where_its_initiative_was_judged(self):
        message = "The waiver of PL402 for invoice-matching is not needed as it stands: PL402 finds nothing there."
        files = {PATH: READY, "initiatives/second.yaml": OTHER.replace("30000", "70000"), **GIVEN}
        assert said(decided(files)) == [("new", "warning", message)]
        assert said(decided(files, paths=(PATH,))) == [("new", "warning", message)]
        assert said(decided(files, paths=("initiatives/second.yaml",))) == []

    @pytest.mark.parametrize("asked", [{"select": ("PL911", "PL401")}, {"ignore": ("PL402",)}])
    def test_a_policy_that_this_run_leaves_out_is_neither_unknown_nor_off_nor_unused(self, asked):
        assert said(decided({PATH: DEBT, **GIVEN}, **asked)) == []

    def test_an_own_policy_that_this_run_leaves_out_is_not_unknown(self):
        files = {PATH: DEBT, "policies/ACME101-two-owners.yaml": OWN, FILE: GIVEN[FILE].replace("PL402", "ACME101")}
        assert said(decided(files, select=("PL911",))) == []

    def test_a_slip_in_the_id_of_an_initiative_is_answered_with_the_right_one(self):
        files = {PATH: DEBT, FILE: GIVEN[FILE].replace("invoice-matching", "invoice-maching")}
        (found,) = [one for one in decided(files).report.findings if one.policy == "PL911"]
        assert found.help == "Write `initiative: invoice-matching`, or remove the entry."
        assert (found.initiative, found.stage, found.pointer) == (None, None, "/waivers/0/initiative")

    def test_two_entries_for_one_thing_are_advised_against_and_the_longer_one_counts(self):
        files = {PATH: DEBT, FILE: f"{GIVEN[FILE]}  - {ENTRY.replace('08-31', '07-31')}\n"}
        found = decided(files)
        assert [(severity, message[:53]) for _, severity, message in said(found)] == [
            ("warning", "PL402 is waived for invoice-matching twice; the other")
        ]
        (debt,) = [one for one in found.report.findings if one.policy == "PL402"]
        assert debt.suppression.until == "2026-08-31"

    def test_an_organisation_may_turn_the_complaint_off_and_a_bad_waiver_counts_no_more_for_that(self):
        found = decided({PATH: DEBT, **EXPIRED, "pilotlint.yaml": "severity: {PL911: off}\n"})
        assert (waived(found), said(found)) == ([False], [])


class TestInAChange:
    def test_a_waiver_that_the_change_brings_is_shown_and_does_not_count(self, repo):
        found = change(repo, {PATH: READY}, {PATH: DEBT, **GIVEN})
        assert (found.verdict.passed, waived(found)) == (False, [False])
        assert said(found, "PL912") == [
            (
                "new",
                "warning",
                (
                    "This change adds a waiver of PL402 for invoice-matching until 2026-08-31, approved by Eva Lind: Hosted "
                    "product without integration. It takes effect once this change is merged."
                ),
            )
        ]

    def test_a_waiver_that_the_change_brings_counts_at_once_where_the_base_says_so(self, repo):
        settings = {"pilotlint.yaml": "gate: {waivers: head}\n"}
        found = change(repo, {PATH: READY, **settings}, {PATH: DEBT, **GIVEN})
        assert (found.verdict.passed, waived(found)) == (True, [True])
        assert said(found, "PL912")[0][2].endswith("It counts in this change already.")

    def test_a_change_cannot_let_its_own_waivers_count(self, repo):
        found = change(repo, {PATH: READY}, {PATH: DEBT, **GIVEN, "pilotlint.yaml": "gate: {waivers: head}\n"})
        assert (found.verdict.passed, waived(found)) == (False, [False])

    def test_a_new_waiver_that_is_worth_nothing_is_not_promised_to_take_effect(self, repo):
        found = change(repo, {PATH: READY}, {PATH: READY, **EXPIRED})
        assert [status for status, _, _ in said(found)] == ["new"]
        assert said(found, "PL912")[0][2].endswith("As it is, it does not count.")

    def test_a_longer_waiver_counts_as_the_base_has_it(self, repo):
        longer = {FILE: GIVEN[FILE].replace("2026-08-31", "2026-09-15")}
        found = change(repo, {PATH: READY, **GIVEN}, {PATH: DEBT, **longer})
        (debt,) = [one for one in found.report.findings if one.policy == "PL402"]
        assert debt.suppression.until == "2026-08-31"
        assert "extends the waiver of PL402 for invoice-matching from 2026-08-31 to 2026-09-15" in str(
            said(found, "PL912")
        )

    def test_a_change_that_deletes_the_waivers_is_judged_with_them_and_nothing_is_held_against_it(self, repo):
        found = change(repo, {PATH: READY, **GIVEN}, {PATH: DEBT, FILE: None})
        assert (found.verdict.passed, waived(found), said(found), said(found, "PL912")) == (True, [True], [], [])

    def test_a_change_that_deletes_an_expired_waiver_passes(self, repo):
        found = change(repo, {PATH: DEBT, **EXPIRED}, {FILE: None})
        assert (found.verdict.passed, said(found)) == (True, [])

    def test_waivers_that_move_into_a_folder_are_the_same(self, repo):
        found = change(repo, {PATH: READY, **GIVEN}, {FILE: None, "waivers/finance.yaml": GIVEN[FILE]})
        assert (said(found, "PL912"), [status for status, _, _ in said(found)]) == ([], [])

    @pytest.mark.parametrize("changed", ["new", "all"])
    def test_time_alone_never_stops_a_change_that_has_nothing_to_do_with_it(self, repo, changed):
        settings = {"pilotlint.yaml": f"gate: {{changed: {changed}}}\n"}
        base = {PATH: READY, "initiatives/second.yaml": OTHER, **settings, FILE: EXPIRED[FILE].replace("invoice-matching", "second")}  # fmt: skip
        found = change(repo, base, {PATH: READY + "notes: Ask Marta about the holidays\n"})
        assert found.verdict.passed
        assert [(status, severity) for status, severity, _ in said(found)] == [("existing", "error")]

    def test_an_old_slip_stays_an_old_one_when_an_entry_is_put_above_it(self, repo):
        slip = "  - {policy: PL4, initiative: second, reason: short}\n"
        base = {PATH: READY, "initiatives/second.yaml": OTHER, FILE: f"waivers:\n{slip}"}
        found = change(repo, base, {FILE: f"{GIVEN[FILE]}{slip}"})
        assert {status for status, severity, _ in said(found) if severity == "error"} == {"existing"}
        assert found.verdict.passed

    def test_an_end_that_comes_later_is_the_end_of_the_waiver_at_the_base_too(self, repo):
        found = change(repo, {PATH: READY, **GIVEN}, {PATH: DEBT}, today="2026-09-01")
        assert (found.verdict.passed, waived(found)) == (False, [False])
        assert [status for status, _, _ in said(found)] == ["existing"]

    def test_who_becomes_the_owner_has_not_approved_anything(self, repo):
        eva = {PATH: DEBT.replace("name: Rui Alves", "name: Eva Lind")}
        found = change(repo, {PATH: READY, **GIVEN}, eva)
        assert (found.verdict.passed, waived(found)) == (False, [False])
        assert [(status, "is the owner of" in message) for status, _, message in said(found)] == [("new", True)]

    def test_who_was_the_owner_cannot_have_approved_it(self, repo):
        eva = {PATH: READY.replace("name: Rui Alves", "name: Eva Lind")}
        found = change(repo, {**eva, **GIVEN}, {PATH: DEBT})
        assert (found.verdict.passed, waived(found)) == (False, [False])

    def test_a_change_that_deletes_an_initiative_takes_its_waivers_along(self, repo):
        found = change(repo, {PATH: DEBT, "initiatives/second.yaml": OTHER, **GIVEN}, {PATH: None})
        assert [(status, message[:22]) for status, _, message in said(found)] == [("new", "There is no initiative")]
        assert not found.verdict.passed


def remembered(files):
    found = decided(files)
    entries = baseline.renew(frozenset(), found.report.findings, found.verdict.blocking).accepted()
    return {baseline.PATH: str(baseline.as_data(entries))}


class TestBaseline:
    def test_what_is_mended_is_said_in_a_run_of_everything_only(self):
        files = {PATH: READY, **remembered({PATH: DEBT})}
        note = "1 entry of the baseline fits nothing that is found, be it mended, changed or never there: run `pilotlint baseline`."
        assert decided(files).report.notes == (note,)
        assert decided(files, paths=(PATH,)).report.notes == ()
        assert decided(files, select=("PL402",)).report.notes == ()
        assert decided(files, ignore=("PL101",)).report.notes == ()
        assert decided(files, waivers=False).report.notes == ()

    def test_in_a_change_nothing_is_said_about_it(self, repo):
        found = change(repo, {PATH: DEBT, **remembered({PATH: DEBT})}, {PATH: READY})
        assert found.report.notes == ()

    def test_a_change_is_judged_by_the_baseline_of_its_base(self, repo):
        found = change(repo, {PATH: READY}, {PATH: DEBT, **remembered({PATH: DEBT})})
        assert (found.verdict.passed, waived(found)) == (False, [False])

    EXCUSED = Proposal(passed=True, flips=(Flip(id="invoice-matching", path=PATH, passes=False, would_pass=True),))

    def test_what_a_change_adds_to_it_counts_under_the_rules_it_proposes_as_it_does_after_the_merge(self, repo):
        found = change(repo, {PATH: READY}, {PATH: DEBT, **remembered({PATH: DEBT})})
        assert found.report.proposal == self.EXCUSED
        assert decided({PATH: DEBT, **remembered({PATH: DEBT})}).verdict.passed

    def test_where_no_baseline_is_to_count_the_one_that_a_change_proposes_does_not_either(self, repo):
        found = change(repo, {PATH: READY}, {PATH: DEBT, **remembered({PATH: DEBT})}, waivers=False)
        assert found.report.proposal == Proposal(passed=False, flips=())

    def test_who_would_pass_by_a_change_of_nothing_else_is_shown(self, repo):
        found = change(repo, {PATH: DEBT}, remembered({PATH: DEBT}))
        assert found.report.proposal == self.EXCUSED

    def test_another_value_counts_and_so_does_another_stage(self):
        old = remembered({PATH: DEBT})
        assert decided({PATH: DEBT, **old}).verdict.passed
        assert not decided({PATH: DEBT, **old}, waivers=False).verdict.passed
        assert not decided({PATH: DEBT.replace("30000", "20000"), **old}).verdict.passed
        moved = DEBT.replace("\nstage: pilot\n", "\nstage: rollout\n") + "  - {stage: rollout, date: 2026-06-22}\n"
        assert "PL402" in {one.policy for one in decided({PATH: moved, **old}).verdict.blocking}

    BACK = "  - {stage: stalled, date: 2026-06-22}\n"

    def test_who_comes_back_to_a_stage_is_judged_in_full(self, repo):
        stalled = DEBT.replace("\nstage: pilot\n", "\nstage: stalled\n") + self.BACK
        back = DEBT + self.BACK + "  - {stage: pilot, date: 2026-06-22}\n"
        found = change(repo, {PATH: stalled, **remembered({PATH: DEBT})}, {PATH: back})
        assert "PL402" in {one.policy for one in found.verdict.blocking}

    def test_who_takes_over_an_id_does_not_take_over_its_old_debt(self, repo):
        found = change(repo, {"initiatives/other.yaml": READY.replace("invoice-matching", "other"), **remembered({PATH: DEBT})}, {PATH: DEBT})  # fmt: skip
        assert "PL402" in {one.policy for one in found.verdict.blocking}

    def test_old_debt_does_not_block_an_edit_nor_a_new_place(self, repo):
        renamed = {PATH: None, "initiatives/finance/invoice-matching.yaml": DEBT + "notes: Ask Marta\n"}
        found = change(
            repo, {PATH: DEBT, **remembered({PATH: DEBT}), "pilotlint.yaml": "gate: {changed: all}\n"}, renamed
        )
        assert (found.verdict.passed, waived(found)) == (True, [True])

    def test_what_is_wrong_with_waivers_is_no_old_debt(self):
        found = decided({PATH: DEBT, **EXPIRED, **remembered({PATH: DEBT, **EXPIRED})})
        assert [one.policy for one in found.verdict.blocking] == ["PL911"]
