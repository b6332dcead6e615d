"""Exceptions as people use them: `waive`, `waivers list`, `baseline`, and what `check` and the hook make of them."""

import json
import os
import pty
import re
import shlex
import subprocess
from pathlib import Path

import pytest

from support import repo as texts
from support.repo import DEBT, PATH, PROPOSAL, READY, TestRepo, as_of_today
from support.run import TODAY, check, executable, pilotlint

FILE, BASELINE = "waivers.yaml", ".pilotlint/baseline.yaml"
REASON = ("--reason", "Hosted product without integration")
APPROVED = ("--approved-by", "Eva Lind")
DAY = ("--today", TODAY)
SECOND = {"initiatives/second.yaml": DEBT.replace("invoice-matching", "second")}


@pytest.fixture
def debt(repo: TestRepo) -> TestRepo:
    """A repository with one pilot that has too little money for its deployment."""
    repo.git.git.config("user.name", "Dana Ruiz")
    repo.git.git.config("user.email", "d@example.com")
    repo.commit({PATH: DEBT})
    return repo


def waive(repo, *arguments, code=0):
    return pilotlint("waive", *arguments, *DAY, cwd=repo.path, code=code)


def text_of(repo, name):
    return (repo.path / name).read_text(encoding="utf-8")


class TestWaive:
    def test_an_entry_is_written_and_the_check_passes(self, debt):
        ran = waive(debt, "PL402", "invoice-matching", *REASON, *APPROVED)
        assert ran.out == (
            "waivers.yaml: PL402 is waived for invoice-matching until 2026-07-22, approved by Eva Lind: Hosted product "
            "without integration.\nIt takes effect once it is merged.\n"
        )
        assert text_of(debt, FILE).endswith(
            "waivers:\n  - policy: PL402\n    initiative: invoice-matching\n"
            "    reason: Hosted product without integration\n    approved_by: Eva Lind\n    expires: 2026-07-22\n"
        )
        report = check(cwd=debt.path, code=0).report
        assert {key: report["summary"][key] for key in ("errors", "suppressed", "waived", "baseline")} == {
            "errors": 0,
            "suppressed": 1,
            "waived": 1,
            "baseline": 0,
        }
        assert check("--no-waivers", cwd=debt.path, code=1).policies("error") == {"PL402"}

    def test_a_policy_is_known_by_its_name_and_whatever_its_letters(self, debt):
        waive(debt, "deployment-budget-at-least-3x", "invoice-matching", *REASON, *APPROVED, "--days", "7")
        assert "policy: PL402\n" in text_of(debt, FILE)
        assert "expires: 2026-06-29\n" in text_of(debt, FILE)

    @pytest.mark.parametrize(
        ("arguments", "why"),
        [
            (("PL402", "invoice-matching", *APPROVED), "--reason is missing: say why the initiative may go without"),
            (("PL402", "invoice-matching", *REASON), "--approved-by is missing: name the person who approved it"),
            (("PL492", "invoice-matching"), "there is no policy 'PL492'. Did you mean PL402?"),
            (("PL402", "invoice-mating"), "there is no initiative 'invoice-mating'. Did you mean invoice-matching?"),
            (("PL002", "invoice-matching", *REASON, *APPROVED), "PL002 cannot be waived"),
            (("PL402", "invoice-matching", *REASON, "--approved-by", "Dana Ruiz"), "is the one who wrote it"),
            (("PL402", "invoice-matching", *REASON, "--approved-by", "Rui Alves"), "is the owner of invoice-matching"),
            (("PL402", "invoice-matching", *REASON, *APPROVED, "--days", "91"), "more than 90 days ahead"),
            (("PL402", "invoice-matching", *REASON, *APPROVED, "--days", "9" * 12), "at most 90 days ahead"),
            (("PL402", "invoice-matching", *REASON, *APPROVED, "--expires", "soon"), "`expires` is soon, which"),
            (("PL402", "invoice-matching", "--reason", "so", *APPROVED), "`reason` is so, which pilotlint"),
            (("PL402", "invoice-matching", "--days", "3", "--expires", "2026-07-01"), "exclude each other"),
            (("PL402", "invoice-matching", "--extend"), "there is no waiver of PL402 for invoice-matching to extend"),
        ],
    )
    def test_what_is_missing_or_would_not_count_is_said_in_one_sentence_and_nothing_is_written(
        self, debt, arguments, why
    ):
        ran = waive(debt, *arguments, code=2)
        assert why in ran.err
        assert len(ran.err.splitlines()) == 1
        assert ran.out == ""
        assert not (debt.path / FILE).exists()

    def test_an_entry_is_changed_only_with_extend_and_the_rest_of_the_file_stays(self, debt):
        waive(debt, "PL402", "invoice-matching", *REASON, *APPROVED)
        debt.write({FILE: "# ours\r\n" + text_of(debt, FILE).replace("\n", "  # a\r\n") + "# end\r\n"})
        before = (debt.path / FILE).read_bytes()
        refused = waive(debt, "PL402", "invoice-matching", *REASON, *APPROVED, code=2)
        assert "PL402 is waived for invoice-matching already, until 2026-07-22. Use --extend" in refused.err
        assert (debt.path / FILE).read_bytes() == before
        ran = waive(debt, "PL402", "invoice-matching", "--approved-by", "Mia Holm", "--days", "60", "--extend")
        assert "until 2026-08-21 instead of 2026-07-22, approved by Mia Holm: Hosted product" in ran.out
        changed = before.replace(b"2026-07-22", b"2026-08-21").replace(b"Eva Lind", b"Mia Holm")
        assert (debt.path / FILE).read_bytes() == changed

    def test_nothing_is_written_through_a_link(self, debt, folder):
        debt.write({"pilotlint.yaml": "waivers: board/waivers.yaml\n"}).link("board", folder)
        ran = waive(debt, "PL402", "invoice-matching", *REASON, *APPROVED, code=2)
        assert "a folder on the way is a symbolic link" in ran.err
        assert list(folder.iterdir()) == []

    def test_a_file_that_cannot_be_read_is_left_alone(self, debt):
        debt.write({FILE: "waivers: [\n"})
        assert waive(debt, "PL402", "invoice-matching", *REASON, *APPROVED, code=2).err.startswith(
            "pilotlint: waivers.yaml:"
        )
        assert text_of(debt, FILE) == "waivers: [\n"

    def test_at_a_terminal_it_asks_for_what_is_missing(self, debt):
        ours, theirs = pty.openpty()
        command = [executable(), "waive", "PL402", "invoice-matching", *DAY]
        with subprocess.Popen(
            command, cwd=debt.path, stdin=theirs, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
        ) as ran:
            os.write(ours, b"Hosted product, no integration\nEva Lind\n2026-07-05\n")
            said = ran.communicate(timeout=20)[0].decode()
        os.close(ours)
        os.close(theirs)
        assert ran.returncode == 0, said
        assert "Why may it go without?" in said
        assert "Until which day? [2026-07-22]" in said
        assert "approved_by: Eva Lind\n    expires: 2026-07-05\n" in text_of(debt, FILE)

    def test_outside_of_git_nobody_is_known_to_write_and_it_works(self, folder):
        (folder / "initiatives").mkdir()
        (folder / PATH).write_text(DEBT)
        pilotlint("waive", "PL402", "invoice-matching", *REASON, *APPROVED, *DAY, cwd=folder, code=0)
        assert (folder / FILE).exists()


class TestWaiversList:
    def test_without_waivers_it_says_so(self, debt):
        assert pilotlint("waivers", "list", *DAY, cwd=debt.path, code=0).out == "0 waivers in waivers.yaml.\n"

    ENTRIES = """\
waivers:
  - {policy: PL402, initiative: invoice-matching, reason: Hosted product without integration, approved_by: Eva Lind, expires: 2026-08-31}
  - {policy: PL304, initiative: invoice-matching, reason: The number comes in autumn, approved_by: Mia Holm, expires: 2026-06-22}
  - {policy: PL101, initiative: invoice-matching, reason: Agreed in the board of May, approved_by: Rui Alves, expires: 2026-07-01}
  - {policy: PL201, initiative: invoice-matching, reason: The owner starts in June, approved_by: Eva Lind, expires: 2026-06-19}
  - {policy: PL401, initiative: invoice-matching, reason: short, approved_by: Eva Lind, expires: 2026-06-19}
"""

    def test_the_worst_come_first_with_what_is_wrong(self, debt):
        debt.write({FILE: self.ENTRIES})
        lines = pilotlint("waivers", "list", *DAY, cwd=debt.path, code=0).out.splitlines()
        assert lines[0].startswith("waivers.yaml:6:")
        assert lines[1:] == [
            "POLICY  INITIATIVE        LEFT              APPROVED BY  REASON",
            "PL201   invoice-matching  ended 3 days ago  Eva Lind     The owner starts in June",
            (
                "  waivers.yaml:5: The waiver of PL201 for invoice-matching ended on 2026-06-19, so it counts no more. Mend what "
                "PL201 finds and remove the entry, or have it approved anew, until 2026-09-20 at most."
            ),
            "PL101   invoice-matching  9 days left       Rui Alves    Agreed in the board of May",
            (
                "  waivers.yaml:4: Rui Alves approved this waiver and is the owner of invoice-matching: nobody grants an exception "
                "to themselves. Have somebody approve it who neither owns nor builds the initiative, nor wrote the entry."
            ),
            "PL304   invoice-matching  ends today        Mia Holm     The number comes in autumn",
            (
                "  waivers.yaml:3: The waiver of PL304 for invoice-matching is not needed as it stands: PL304 finds nothing there. "
                "Remove the entry, so that the list shows only what is asked for, unless it is for a stage still to come."
            ),
            "PL402   invoice-matching  70 days left      Eva Lind     Hosted product without integration",
            "",
            "5 waivers in waivers.yaml; 3 of them without effect.",
        ]

    def test_the_same_as_json(self, debt):
        debt.write({FILE: self.ENTRIES})
        listed = json.loads(pilotlint("waivers", "list", "--format", "json", *DAY, cwd=debt.path, code=0).out)
        assert [(each["policy"], each["days_left"], each["counts"]) for each in listed["waivers"]] == [
            ("PL201", -3, False),
            ("PL101", 9, False),
            ("PL304", 0, True),
            ("PL402", 70, True),
        ]
        assert [(flaw["path"], flaw["line"]) for flaw in listed["flaws"]] == [(FILE, 6)]

    def test_a_file_beside_them_that_is_not_read_is_named(self, debt):
        debt.write({FILE: "waivers: []\n", "waivers.yml": self.ENTRIES})
        said = pilotlint("waivers", "list", *DAY, cwd=debt.path, code=0).out
        assert said.startswith("waivers.yml:1:1: Waivers are read from waivers.yaml, and not from this file. ")
        assert said.endswith("\n\n0 waivers in waivers.yaml.\n")

    def test_a_file_that_cannot_be_read_is_the_only_reason_to_fail(self, debt):
        debt.write({FILE: "waivers: [\n"})
        ran = pilotlint("waivers", "list", *DAY, cwd=debt.path, code=2)
        assert ran.err.startswith("pilotlint: waivers.yaml:")

    def test_hostile_texts_reach_no_terminal_raw(self, debt):
        debt.write({FILE: self.ENTRIES.replace("Eva Lind", '"Eva \\u202e\\x1b[2J Lind"')})
        ran = pilotlint("waivers", "list", *DAY, cwd=debt.path, code=0)
        assert "\x1b" not in ran.out
        assert "\u202e" not in ran.out


def remember(repo, *arguments, code=0):
    return pilotlint("baseline", *arguments, *DAY, cwd=repo.path, code=code).out


class TestBaseline:
    def test_a_portfolio_with_old_debt_starts_green(self, debt):
        debt.write(SECOND)
        assert remember(debt) == (
            f"2 findings are added to {BASELINE}.\n"
            "It holds 2 old findings in 2 initiatives now. Commit it: it takes effect once it is merged.\n"
        )
        lines = text_of(debt, BASELINE).splitlines()
        assert [line for line in lines if not line.startswith(("#", "      - PL402 /budget/deployment "))] == [
            "baseline:",
            "  invoice-matching:",
            "    pilot:",
            "  second:",
            "    pilot:",
        ]
        ran = pilotlint("check", *DAY, cwd=debt.path, code=0)
        assert "\n2 old findings in the baseline, in 2 initiatives.\n" in ran.out
        assert "error[" not in ran.out
        summary = check(cwd=debt.path, code=0).report["summary"]
        assert (summary["suppressed"], summary["waived"], summary["baseline"]) == (2, 0, 2)
        assert check("--no-waivers", cwd=debt.path, code=1).policies("error") == {"PL402"}

    def test_where_nothing_changed_the_file_is_not_touched(self, debt):
        remember(debt)
        before = os.stat(debt.path / BASELINE)
        assert remember(debt) == "Nothing has changed in the baseline: 1 old finding in 1 initiative.\n"
        assert os.stat(debt.path / BASELINE).st_mtime_ns == before.st_mtime_ns
        assert os.stat(debt.path / BASELINE).st_ino == before.st_ino

    @pytest.mark.parametrize(
        "mended", [READY, DEBT.replace("30000", "80000"), DEBT.replace("\nstage: pilot\n", "\nstage: retired\n")]
    )
    def test_what_is_mended_leaves_the_baseline_and_its_comments_stay(self, debt, mended):
        remember(debt)
        debt.write({BASELINE: "# agreed with Ana\n" + text_of(debt, BASELINE), PATH: mended})
        assert (
            "Note: 1 entry of the baseline fits nothing that is found, be it mended, changed or never there: run `pilotlint baseline`."
            in pilotlint("check", *DAY, cwd=debt.path).out
        )
        head = text_of(debt, BASELINE).partition("baseline:")[0]
        assert pilotlint("baseline", *DAY, cwd=debt.path).out.startswith(
            f"1 entry fits nothing that is found, be it mended, changed or never there: removed from {BASELINE}.\n"
        )
        assert text_of(debt, BASELINE) == f"{head}baseline: {{}}\n"

    def test_it_does_not_grow_unless_somebody_accepts_that(self, debt):
        remember(debt)
        before = text_of(debt, BASELINE)
        debt.write(SECOND)
        said = remember(debt, code=1)
        assert "initiatives/second.yaml:33:39: PL402: Deployment has" in said
        assert said.endswith(
            "1 finding that blocks is not in the baseline: mend it, or remember it with `pilotlint baseline --accept`.\n"
        )
        assert text_of(debt, BASELINE) == before
        assert "It holds 2 old findings in 2 initiatives now." in remember(debt, "--accept")
        check(cwd=debt.path, code=0)

    def test_another_value_is_new(self, debt):
        remember(debt)
        debt.write({PATH: DEBT.replace("30000", "20000")})
        check(cwd=debt.path, code=1)
        said = remember(debt, code=1)
        assert "1 entry fits nothing that is found, be it mended, changed or never there" in said
        assert "1 finding that blocks is not in the baseline" in said

    def test_what_cannot_be_read_is_never_old_debt(self, debt):
        debt.write({"initiatives/broken.yaml": "id: [\n"})
        said = remember(debt, code=1)
        assert "1 finding is added" in said
        assert said.endswith(
            "1 finding that blocks is never old debt, as files have to stay readable, the way of an initiative honest, "
            "and exceptions in sight: mend it.\n"
        )
        assert check(cwd=debt.path, code=1).policies("error") >= {"PL001"}
        assert "1 finding that blocks is never old debt" in remember(debt, "--accept", code=1)

    def test_what_is_waived_is_not_remembered(self, debt):
        waive(debt, "PL402", "invoice-matching", *REASON, *APPROVED)
        assert remember(debt) == "There is no old debt to remember.\n"
        assert not (debt.path / BASELINE).exists()

    def test_it_remembers_what_fails_the_gate_here(self, debt):
        debt.write({"pilotlint.yaml": "fail_on: warning\n", PATH: PROPOSAL})
        remember(debt)
        check(cwd=debt.path, code=0)

    def test_a_file_that_nobody_wrote_is_not_replaced(self, debt):
        debt.write({BASELINE: "baseline: [PL402]\n"})
        ran = pilotlint("baseline", *DAY, cwd=debt.path, code=2)
        assert ran.err.startswith(f"pilotlint: {BASELINE}:1:")
        assert text_of(debt, BASELINE) == "baseline: [PL402]\n"

    def test_nothing_is_written_through_a_link(self, debt, folder):
        debt.link(".pilotlint", folder)
        assert "a folder on the way is a symbolic link" in pilotlint("baseline", *DAY, cwd=debt.path, code=2).err
        assert list(folder.iterdir()) == []


class TestOnEveryPath:
    """The same waiver by the installed command; tests/unit/test_waiver_matrix.py has every other one in process."""

    GIVEN = as_of_today(
        "waivers: [{policy: PL402, initiative: invoice-matching, reason: Hosted product without integration, "
        "approved_by: Eva Lind, expires: 2026-08-31}]\n"
    )

    @pytest.fixture
    def change(self, repo):
        """On main a waiver; on a branch, staged and not committed, what it is for."""
        repo.commit({PATH: as_of_today(texts.READY), FILE: self.GIVEN})
        return repo.branch("change").stage({PATH: as_of_today(texts.DEBT)})

    @pytest.mark.parametrize(
        "arguments", [("check",), ("check", "--staged"), ("check", "--base", "main"), ("pre-commit", PATH)]
    )
    def test_the_waiver_counts(self, change, arguments):
        ran = pilotlint(*arguments, cwd=change.path, code=0)
        assert "(waiver: Hosted product without integration (approved by Eva Lind, until " in ran.out

    @pytest.mark.parametrize(
        ("arguments", "code"),
        [(("check",), 0), (("check", "--staged"), 0), (("check", "--base", "main"), 1), (("pre-commit", PATH), 1)],
    )
    def test_a_waiver_that_comes_with_the_change_does_not_count_for_it(self, repo, arguments, code):
        repo.commit({PATH: as_of_today(texts.READY)})
        repo.branch("change").stage({PATH: as_of_today(texts.DEBT), FILE: self.GIVEN})
        ran = pilotlint(*arguments, cwd=repo.path, code=code)
        assert ("It takes effect once this change is merged." in ran.out) is (code == 1)


def test_exceptions_are_among_the_commands_that_help_lists(folder: Path):
    said = pilotlint("--help", cwd=folder, code=0).out
    assert all(f"\n  {name} " in said for name in ("waive", "waivers", "baseline"))


def test_the_commands_on_the_page_about_exceptions_do_what_it_says(repo):
    examples = Path(__file__).parents[2]
    portfolio = examples / "examples" / "portfolio"
    files = {str(path.relative_to(portfolio)): path.read_bytes() for path in portfolio.rglob("*") if path.is_file()}
    repo.commit(files)
    page = (examples / "docs" / "exceptions.md").read_text(encoding="utf-8")
    commands = [line for block in re.findall(r"```sh\n(.*?)```", page, re.DOTALL) for line in block.splitlines()]
    outcomes = {command: pilotlint(*shlex.split(command)[1:], cwd=repo.path).code for command in commands}
    assert len(commands) == len(outcomes) == 7
    assert set(outcomes.values()) == {0}
