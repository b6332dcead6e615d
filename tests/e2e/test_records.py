"""`check --record` and `replay`: what was decided is written down, and can be decided again from Git alone."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from git import Repo

from golden.scenarios import SCENARIOS
from pilotlint import __version__
from pilotlint.records import making
from support import records
from support.records import OWN_PATH, recorded, replay
from support.repo import DEBT, OWN_POLICY, PATH, PROPOSAL, READY
from support.run import TODAY, pilotlint, run

ROOT = Path(__file__).parents[2]

CONFIGURED = """\
[blame]
ignoreRevsFile = ~/../ignored
[diff]
noprefix = true
orderFile = nowhere
renames = copies
[i18n]
logOutputEncoding = UTF-16
[log]
date = relative
follow = true
showSignature = true
"""
"""What somebody may have told git at home."""


@pytest.fixture
def request_(repo):
    """A funding request on the branch `change`."""
    records.funding_request(repo)
    return repo


@pytest.fixture
def file(folder):
    return folder / "record.json"


def clone(repo, target, *options):
    return Repo.clone_from(f"file://{repo.path}", target, multi_options=list(options))


class TestWhatARecordHolds:
    def test_the_commits_the_day_and_the_verdict(self, request_, file):
        record = recorded(request_.path, file)
        base, head = (request_.git.commit(name).hexsha for name in ("main", "change"))
        assert (record["base"], record["fork"], record["head"], record["stood_on"]) == (base, base, head, None)
        assert (record["today"], record["verdict"], record["version"]) == (TODAY, "fail", 1)
        assert record["tool"] == {"name": "pilotlint", "version": __version__}

    def test_each_stage_move_with_the_money_it_asks_for(self, request_, file):
        funding = {"currency": "EUR", "pilot": 20000, "deployment": 30000}
        assert recorded(request_.path, file)["moves"] == [
            {"initiative": "invoice-matching", "path": PATH, "from": "proposal", "to": "pilot", "funding": funding},
            {"initiative": "second", "path": records.SECOND, "from": None, "to": "proposal", "funding": None},
            {"initiative": "second", "path": records.SECOND, "from": "proposal", "to": "pilot", "funding": None},
        ]

    def test_the_waiver_that_was_used_and_the_finding_that_it_kept_from_counting(self, request_, file):
        record = recorded(request_.path, file)
        assert record["waivers"] == [
            {
                "policy": "PL402",
                "initiative": "invoice-matching",
                "reason": "Hosted product without integration",
                "approved_by": "Ana Costa",
                "expires": "2026-08-31",
                "path": "waivers.yaml",
            }
        ]
        (waived,) = (finding for finding in record["findings"] if finding["suppression"])
        assert (waived["policy"], waived["pointer"], waived["suppression"]) == (
            "PL402",
            "/budget/deployment",
            "waiver",
        )

    def test_a_waiver_of_the_head_where_these_count(self, repo, file):
        repo.commit({PATH: PROPOSAL, "pilotlint.yaml": "gate: {waivers: head}\n"})
        repo.branch("change").commit({PATH: DEBT, "waivers.yaml": records.WAIVERS})
        record = recorded(repo.path, file)
        assert [waiver["policy"] for waiver in record["waivers"]] == ["PL402"]
        assert [(each["from"], each["path"]) for each in record["waivers_files"]] == [("head", "waivers.yaml")]
        replay(repo.path, file, code=0)

    def test_the_baseline_and_what_it_kept_from_counting(self, repo, file):
        repo.commit({PATH: DEBT})
        finding = recorded(repo.path, file, "--head", "HEAD")["findings"][0]
        entry = f"{finding['policy']} {finding['pointer']} {finding['digest']}"
        debt = json.dumps({"baseline": {"invoice-matching": {"pilot": [entry]}}})
        repo.commit({".pilotlint/baseline.yaml": debt})
        record = recorded(repo.path, file, "--head", "HEAD")
        assert [each["suppression"] for each in record["findings"]] == ["baseline"]
        assert record["baseline"]["path"] == ".pilotlint/baseline.yaml"
        replay(repo.path, file, code=0)

    def test_a_renamed_initiative_is_named_where_it_was_before(self, repo, file):
        repo.commit({PATH: PROPOSAL})
        repo.branch("change").git.git.mv(PATH, "initiatives/2026-invoice-matching.yaml")
        repo.commit()
        (initiative,) = recorded(repo.path, file)["initiatives"]
        assert (initiative["path"], initiative["before"]["path"]) == ("initiatives/2026-invoice-matching.yaml", PATH)

    def test_what_a_change_of_the_rules_would_do(self, request_, file):
        request_.commit({"pilotlint.yaml": "severity: {PL204: off, PL304: off, PL401: off, PL701: off}\n"})
        record = recorded(request_.path, file)
        assert record["proposal"]["verdict"] == "fail"
        assert "PL913" in {finding["policy"] for finding in record["findings"]}
        replay(request_.path, file, code=0)

    def test_every_digest_can_be_had_from_git_with_two_commands(self, request_, file):
        record = recorded(request_.path, file)
        own = [policy for policy in record["policies"] if not policy["shipped"]]
        assert [policy["path"] for policy in own] == [OWN_PATH]
        named = [(record["base"], each) for each in (record["settings"], *own)]
        named += [(record[each["from"]], each) for each in record["waivers_files"]]
        named += [(record["head"], each) for each in record["initiatives"]]
        named += [(record["fork"], each["before"]) for each in record["initiatives"] if each["before"]]
        assert len(named) == 7
        for commit, each in named:
            command = f"git show {commit}:{each['path']} | sha256sum"
            shown = subprocess.run(command, shell=True, cwd=request_.path, capture_output=True, text=True, check=True)
            assert shown.stdout.split()[0] == each["sha256"]

    @pytest.mark.skipif(not shutil.which("jq"), reason="needs jq")
    def test_the_seal_can_be_worked_out_with_two_commands(self, request_, file):
        command = f"jq -Sa 'del(.seal)' {file} | sha256sum"
        seal = recorded(request_.path, file)["seal"]
        shown = subprocess.run(command, shell=True, capture_output=True, text=True, check=True)
        assert shown.stdout.split()[0] == seal

    def test_a_shipped_file_can_be_had_from_the_repository_of_pilotlint(self, request_, file):
        record = recorded(request_.path, file)
        shipped = [policy for policy in record["policies"] if policy["shipped"]]
        assert len(shipped) > 20
        for each in (*shipped, *record["schemas"]):
            assert run("sha256sum", each["path"], cwd=ROOT, code=0).out.split()[0] == each["sha256"]

    def test_what_nobody_read_has_no_digest(self, repo, file):
        repo.commit({PATH: READY, "initiatives/large.yaml": "# " + "x" * 1_000_001})
        repo.link("initiatives/link.yaml", PATH).commit()
        record = recorded(repo.path, file, "--head", "HEAD")
        assert {each["path"]: each["sha256"] is None for each in record["initiatives"]} == {
            PATH: False,
            "initiatives/large.yaml": True,
            "initiatives/link.yaml": True,
        }
        replay(repo.path, file, code=0)


class TestBytes:
    def test_two_runs_two_clones_and_two_homes_give_the_same_bytes(self, request_, tmp_path):
        copy = Path(clone(request_, tmp_path / "a place" / "of its own", "--branch=change").working_dir)
        Repo(copy).git.branch("main", "origin/main")
        written = []
        (tmp_path / "two").mkdir()
        (tmp_path / "two/.gitconfig").write_text(CONFIGURED)
        (tmp_path / "ignored").write_text(request_.git.commit("main").hexsha)
        for place, home in [(request_.path, "one"), (request_.path, "one"), (copy, "two"), (copy / "initiatives", "3")]:
            target = tmp_path / f"record-{len(written)}.json"
            env = {"HOME": str(tmp_path / home), "XDG_CACHE_HOME": str(tmp_path / home), "LC_ALL": "C"}
            recorded(place, target, env=env)
            written.append(target.read_bytes())
        assert set(written) == {written[0]}
        assert written[0].isascii()
        assert str(tmp_path).encode() not in written[0]

    def test_a_file_that_is_no_record_is_not_overwritten(self, request_):
        before = (request_.path / PATH).read_bytes()
        ran = pilotlint("check", "--base=main", "--head=change", "--record", PATH, cwd=request_.path, code=2)
        assert ran.err == (
            f"pilotlint: {PATH}: this file is no decision record, so --record does not replace it. Name another file.\n"
        )
        assert (request_.path / PATH).read_bytes() == before

    @pytest.mark.parametrize("before", ["", '{"kind": "decision record"}'])
    def test_an_older_record_and_an_empty_file_are_replaced(self, before, request_, file):
        file.write_text(before)
        assert recorded(request_.path, file)["verdict"] == "fail"

    def test_a_record_is_written_whole_or_not_at_all(self, request_, folder):
        (folder / "taken").mkdir()
        ran = pilotlint("check", "--base=main", "--head=change", f"--record={folder}/taken", cwd=request_.path, code=2)
        assert ran.err == f"pilotlint: the record cannot be written to {folder}/taken: Is a directory.\n"
        assert list((folder / "taken").iterdir()) == []


LIKE_ANOTHER = {"portfolio", "churn-story", "idea", "funding-request-ready", "funding-request-blocked", "exceptions"}
"""Scenarios that are replayed as another one is; what they report is looked at in `tests/golden`."""


class TestReplay:
    def test_what_was_decided_is_decided_again(self, request_, file):
        record = recorded(request_.path, file)
        ran = replay(request_.path, file, code=0)
        assert ran.err == ""
        assert ran.out.splitlines() == [
            "Reproduced: the gate fails.",
            (
                f"{record['head']}, by the rules of {record['base']}, as on {TODAY}: 2 initiatives, "
                f"{len(record['findings'])} findings, 1 waiver, as the record says."
            ),
        ]

    def test_in_another_clone(self, request_, file, tmp_path):
        recorded(request_.path, file)
        clone(request_, tmp_path / "other")
        replay(tmp_path / "other", file, code=0)

    def test_in_a_bare_clone(self, request_, file, tmp_path):
        recorded(request_.path, file)
        clone(request_, tmp_path / "bare.git", "--bare")
        replay(tmp_path / "bare.git", file, code=0)

    def test_after_more_commits_and_with_other_rules_on_the_base(self, request_, file):
        recorded(request_.path, file)
        request_.commit({PATH: READY})
        request_.git.git.checkout("--quiet", "main")
        request_.commit({OWN_PATH: OWN_POLICY.replace("<= 60", "<= 6"), "pilotlint.yaml": "fail_on: never\n"})
        request_.git.git.rm("--quiet", "waivers.yaml")
        request_.commit()
        replay(request_.path, file, code=0)

    def test_after_the_branch_is_gone_and_its_commit_is_kept(self, request_, file):
        recorded(request_.path, file)
        request_.git.git.checkout("--quiet", "main")
        request_.git.git.branch("-D", "change")
        replay(request_.path, file, code=0)

    def test_whatever_stands_in_the_work_tree_and_nothing_of_it_is_touched(self, request_, file):
        recorded(request_.path, file)
        request_.write({PATH: "{", "pilotlint.yaml": "{", "waivers.yaml": "{", OWN_PATH: "{"})
        before = {path: path.read_bytes() for path in request_.path.rglob("*") if path.is_file()}
        replay(request_.path, file, code=0)
        assert {path: path.read_bytes() for path in request_.path.rglob("*") if path.is_file()} == before

    def test_with_every_option_that_was_given(self, request_, file):
        options = ("--select=PL402,ACME", "--ignore=PL911", "--profile=strict", "--fail-on=warning", "--no-waivers")
        config = ("--config=pilotlint.yaml", "--allow-empty", "initiatives", ".")
        record = recorded(request_.path, file, "--base=main", "--head=change", *options, *config)
        assert record["asked"] == {
            "allow_empty": True,
            "config": "pilotlint.yaml",
            "fail_on": "warning",
            "ignore": ["PL911"],
            "paths": ["initiatives", "."],
            "profile": "strict",
            "select": ["PL402", "ACME"],
            "waivers": False,
        }
        assert replay(request_.path, file, code=0).out.splitlines()[-1] == (
            "It was asked with `--config=pilotlint.yaml --profile=strict --fail-on=warning --select=PL402,ACME "
            "--ignore=PL911 --no-waivers --allow-empty initiatives .`: a check without may decide otherwise."
        )

    def test_a_pass_that_was_asked_for_weakly_is_told_as_such(self, request_, file):
        recorded(request_.path, file, "--base=main", "--head=change", "--fail-on=never")
        lines = replay(request_.path, file, code=0).out.splitlines()
        assert lines[0] == "Reproduced: the gate passes."
        assert lines[-1] == "It was asked with `--fail-on=never`: a check without may decide otherwise."
        assert replay(request_.path, file, "--format=json", code=0).report["options"] == ["--fail-on=never"]

    def test_a_change_of_waivers_is_weighed_the_same_whatever_is_checked_out(self, request_, file, folder):
        request_.commit({"waivers.yaml": records.WAIVERS.replace("2026-08-31", "2026-09-15")}, author="Lea Ott")
        recorded(request_.path, file)
        request_.git.git.checkout("--quiet", "main")
        assert recorded(request_.path, folder / "other.json")["proposal"] is not None
        assert (folder / "other.json").read_bytes() == file.read_bytes()

    def test_a_portfolio_without_a_base(self, request_, file):
        record = recorded(request_.path, file, "--head", "change")
        assert (record["base"], record["fork"], record["moves"]) == (None, None, [])
        assert "by its own rules" in replay(request_.path, file, code=0).out

    @pytest.mark.parametrize("name", sorted(SCENARIOS.keys() - LIKE_ANOTHER))
    def test_whatever_repository_was_judged(self, name, repo, file):
        scenario = SCENARIOS[name]
        scenario.make(repo)
        record = recorded(repo.path, file, *scenario.arguments, "--head", "HEAD")
        assert file.read_text() == making.render(record)
        replay(repo.path, file, code=0)

    def test_a_file_whose_name_is_not_utf_8(self, repo, file):
        repo.commit({PATH: READY})
        (repo.path / os.fsdecode(b"initiatives/caf\xe9.yaml")).write_text(READY)
        repo.commit()
        record = recorded(repo.path, file, "--head", "HEAD")
        assert record["initiatives"][0]["path"] == "initiatives/caf\udce9.yaml"
        replay(repo.path, file, code=0)

    def test_the_answer_as_json(self, request_, file, folder):
        record = recorded(request_.path, file)
        answer = replay(request_.path, file, "--format=json", code=0).report
        assert answer == {
            "version": 1,
            "tool": record["tool"],
            "reproduced": True,
            "recorded": {key: record[key] for key in ("tool", "today", "base", "fork", "head", "verdict")},
            "options": [],
            "replayed": {"verdict": "fail"},
            "differences": [],
            "shallow": False,
        }
        tampered = records.write(folder / "tampered.json", record | {"verdict": "pass"}, sealed=True)
        answer = replay(request_.path, tampered, "--format=json", code=1).report
        assert answer["reproduced"] is False
        assert answer["differences"] == [
            {"kind": "verdict", "message": "The verdict: the record says pass, and Git gives fail."}
        ]


class TestAnotherPilotlint:
    @pytest.fixture
    def newer(self, tmp_path):
        """A later pilotlint, in which PL402 asks for something else and PL204 is called otherwise."""
        place = tmp_path / "newer"
        for part in ("src", "schemas", "policies"):
            shutil.copytree(ROOT / part, place / part)
        version = place / "src/pilotlint/__init__.py"
        version.write_text(version.read_text().replace(__version__, "9.0.0"))
        (policy,) = (place / "policies/playbook").glob("PL402-*.yaml")
        policy.write_text(policy.read_text() + "# another one\n")
        return {"PYTHONPATH": str(place / "src")}

    def answer(self, repo, file, newer, code):
        return run(sys.executable, "-m", "pilotlint", "replay", str(file), cwd=repo.path, env=newer, code=code).out

    def test_rules_that_are_others_now_are_named_and_all_else_is_compared(self, request_, file, newer):
        recorded(request_.path, file)
        assert self.answer(request_, file, newer, 1).splitlines() == [
            "Not reproduced, though the gate fails all the same.",
            f"- PL402 is another one in pilotlint 9.0.0 than in {__version__}, which decided.",
            f"pilotlint {__version__} has the rules that decided: install it, and replay again.",
        ]

    def test_where_the_same_rules_took_part_a_later_pilotlint_reproduces(self, request_, file, newer):
        recorded(request_.path, file, "--base=main", "--head=change", "--ignore=PL402")
        assert self.answer(request_, file, newer, 0).startswith("Reproduced: the gate fails.\n")


class TestTampering:
    @pytest.mark.parametrize(
        ("part", "change", "said"),
        [
            ("verdict", lambda _: "pass", "The verdict: the record says pass, and Git gives fail."),
            (
                "findings",
                lambda findings: [each for each in findings if each["policy"] != "PL401"],
                "PL401 in initiatives/second.yaml/budget comes out again, and is not in the record.",
            ),
            (
                "waivers",
                lambda waivers: [*waivers, waivers[0] | {"policy": "PL401"}],
                "The waiver of PL401 for invoice-matching is in the record, and does not come out again.",
            ),
        ],
    )
    def test_a_record_that_was_edited_is_not_reproduced(self, part, change, said, request_, file):
        record = recorded(request_.path, file)
        records.write(file, record | {part: change(record[part])}, sealed=False)
        lines = replay(request_.path, file, code=1).out.splitlines()
        assert lines[0] == "Not reproduced" + (
            ": the gate fails." if part == "verdict" else ", though the gate fails all the same."
        )
        assert lines[1:] == [
            "- The record was changed after it was written: its seal does not fit what it holds.",
            f"- {said}",
        ]

    def test_another_day_shows_even_when_it_decides_the_same(self, request_, file):
        record = recorded(request_.path, file)
        records.write(file, record | {"today": "2026-06-23"}, sealed=False)
        ran = replay(request_.path, file, code=1)
        assert "its seal does not fit" in ran.out

    def test_so_many_differences_are_shown_in_part(self, request_, file):
        record = recorded(request_.path, file)
        move = record["moves"][0]
        record["moves"] += [move | {"initiative": f"x{number}"} for number in range(70)]
        lines = replay(request_.path, records.write(file, record, sealed=True), code=1).out.splitlines()
        assert len(lines) == 52
        assert lines[-1] == "- … and 20 more; `--format json` lists them."

    def test_texts_of_a_record_steer_no_terminal(self, request_, file):
        record = recorded(request_.path, file)
        record["waivers"][0]["reason"] = "\x1b[2JReproduced: the gate passes.\n\u202e"
        ran = replay(request_.path, records.write(file, record, sealed=True), code=1)
        assert "\x1b" not in ran.out
        assert "\u202e" not in ran.out
        assert "Reproduced: the gate passes." not in ran.out.splitlines()


class TestWhatCannotBeReplayed:
    def test_a_work_tree_is_recorded_with_a_word_of_warning(self, request_, file):
        ran = pilotlint("check", "--base=main", "--record", str(file), cwd=request_.path, code=1)
        assert ran.err == (
            f"pilotlint: {file} judges files that Git does not keep, so nobody can replay it; judge a commit, such as "
            "`--head HEAD`.\n"
        )

    @pytest.mark.parametrize("option", [(), ("--staged",)])
    def test_the_record_of_a_work_tree_says_which_commit_to_judge(self, option, request_, file):
        record = recorded(request_.path, file, "--base=main", *option)
        base, head = (request_.git.commit(name).hexsha for name in ("main", "change"))
        assert (record["base"], record["head"], record["stood_on"]) == (base, None, head)
        assert replay(request_.path, file, code=2).err == (
            "pilotlint: this is the record of a work tree or an index, which Git does not keep, so it cannot be "
            "replayed. Judge the commit it became, or the one it stood on: "
            f"`pilotlint check --base {base[:12]} --head {head[:12]} --today {TODAY} --record FILE`.\n"
        )

    def test_before_the_first_commit_nobody_can_say_which(self, repo, file):
        repo.stage({PATH: READY})
        record = recorded(repo.path, file, "--staged")
        assert (record["head"], record["stood_on"]) == (None, None)
        assert "`pilotlint check --head COMMIT --today" in replay(repo.path, file, code=2).err

    def test_a_commit_that_is_not_here(self, request_, file, tmp_path):
        head = recorded(request_.path, file)["head"]
        clone(request_, tmp_path / "other", "--single-branch", "--branch=main")
        assert replay(tmp_path / "other", file, code=2).err == (
            f"pilotlint: this record judged the commit {head}, which is not in this clone. Run `git fetch`, or ask "
            "whoever keeps the branch of the change; then replay again.\n"
        )

    def test_a_commit_that_a_shallow_clone_lacks(self, request_, file, tmp_path):
        base = recorded(request_.path, file)["base"]
        clone(request_, tmp_path / "other", "--depth=1", "--branch=change")
        assert replay(tmp_path / "other", file, code=2).err == (
            f"pilotlint: this record took its rules from the commit {base}, which is not in this clone. The clone is "
            "shallow: run `git fetch --unshallow`, then replay again.\n"
        )

    def test_a_shallow_clone_that_does_not_know_where_the_two_parted(self, request_, file, tmp_path):
        request_.git.git.checkout("--quiet", "main")
        request_.commit({"README.md": "more"})
        recorded(request_.path, file)
        other = clone(request_, tmp_path / "other", "--depth=1", "--no-single-branch")
        other.git.fetch("--depth=1", "origin", request_.git.commit("main~1").hexsha)
        assert replay(tmp_path / "other", file, code=2).err == (
            "pilotlint: this clone does not know enough of the history to find where the change parted from its base. "
            "The clone is shallow: run `git fetch --unshallow`, then replay again.\n"
        )
        other.git.fetch("--unshallow")
        replay(tmp_path / "other", file, code=0)

    def test_a_shallow_clone_may_be_why_something_differs(self, repo, file, tmp_path):
        repo.commit({"README.md": "before"})
        records.funding_request(repo)
        record = recorded(repo.path, file)
        records.write(file, record | {"verdict": "pass"}, sealed=True)
        clone(repo, tmp_path / "other", "--depth=2", "--branch=change")
        assert replay(tmp_path / "other", file, code=1).out.splitlines()[-1:] == [
            "This clone is shallow, which may be why: run `git fetch --unshallow`, and replay again."
        ]

    def test_what_is_no_commit(self, request_, file):
        record = recorded(request_.path, file)
        blob = request_.git.commit("main").tree[PATH].hexsha
        records.write(file, record | {"head": blob}, sealed=True)
        assert f"judged the commit {blob}, which is not in this clone" in replay(request_.path, file, code=2).err

    def test_outside_of_a_repository(self, request_, file, folder):
        recorded(request_.path, file)
        assert replay(folder, file, code=2).err == (
            f"pilotlint: {folder} is not in a Git repository: run this in a clone of the one that was judged.\n"
        )

    def test_options_that_fit_nothing_here(self, request_, file):
        record = recorded(request_.path, file)
        record["asked"]["select"] = ["PL999"]
        ran = replay(request_.path, records.write(file, record, sealed=True), code=2)
        assert ran.err.startswith("pilotlint: this record cannot be replayed: there is no policy 'PL999'.")

    @pytest.mark.parametrize("arguments", [("--config", "{outside}"), ("{outside}",)])
    def test_what_is_outside_of_the_repository_is_not_recorded(self, arguments, request_, file, folder):
        outside = folder / "outside.yaml"
        outside.write_text("profile: strict\n")
        named = [argument.format(outside=outside) for argument in arguments]
        ran = pilotlint("check", PATH, *named, "--record", str(file), cwd=request_.path, code=2)
        assert ran.err == (
            f"pilotlint: there is no record of this decision: {outside} is not in this repository, and a record is "
            "replayed from Git alone.\n"
        )
        assert not file.exists()

    def test_without_git_there_is_no_record(self, folder, file):
        (folder / "initiatives").mkdir()
        (folder / PATH).write_text(READY)
        ran = pilotlint("check", "--today", TODAY, "--record", str(file), cwd=folder, code=2)
        assert "this is no Git repository" in ran.err
