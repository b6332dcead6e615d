"""The hooks, run by the real pre-commit client on real commits."""

import re
from pathlib import Path

import pytest
import yaml
from git import Repo

from support import repo as texts
from support.repo import OWN_POLICY, PATH, TestRepo, as_of_today
from support.run import Ran, executable, run

ROOT = Path(__file__).parents[2]
PROPOSAL, MOVED, READY, DEBT = map(as_of_today, (texts.PROPOSAL, texts.MOVED, texts.READY, texts.DEBT))


class User:
    """A repository whose commits run the hooks."""

    def __init__(self, repo: TestRepo, environment: dict[str, str]) -> None:
        self.repo = repo
        self.path = repo.path
        self.environment = environment

    def has(self, files: dict[str, str]) -> str:
        """Commit files without running the hooks: they were there before."""
        return self.repo.commit(files)

    def commit(self, *arguments: str) -> Ran:
        """Commit what is staged, or as the arguments say."""
        return run("git", "commit", "--message", "change", *arguments, cwd=self.path, env=self.environment)

    def pre_commit(self, *arguments: str) -> Ran:
        """Run the client by hand."""
        return run(executable("pre-commit"), *arguments, cwd=self.path, env=self.environment)


@pytest.fixture
def user(repo, hooks) -> User:
    """A repository with the hooks in its configuration, installed, and one proposal in its first commit."""
    user = User(repo, hooks.environment)
    user.has({".pre-commit-config.yaml": hooks.configuration, PATH: PROPOSAL})
    assert user.pre_commit("install").code == 0
    return user


def outcomes(ran: Ran) -> dict[str, str]:
    """Return how each hook came out, such as Passed or Skipped."""
    said = ran.out + ran.err
    return dict(re.findall(r"^(pilotlint|pilotlint policies)\.+(?:\(no files to check\))?(\w+)$", said, re.MULTILINE))


def found(ran: Ran) -> set[tuple[str, str]]:
    """Return every error as its policy and its place."""
    return set(re.findall(r"^error\[(\w+)\]: .*\n +--> (.*):\d+:\d+$", ran.out + ran.err, re.MULTILINE))


class TestCommits:
    def test_a_move_to_pilot_without_the_answers_is_blocked_and_the_reasons_are_printed(self, user):
        before = user.repo.git.head.commit.hexsha
        user.repo.stage({PATH: MOVED})
        ran = user.commit()
        assert ran.code == 1
        assert user.repo.git.head.commit.hexsha == before
        assert outcomes(ran) == {"pilotlint": "Failed", "pilotlint policies": "Skipped"}
        assert found(ran) == {(policy, PATH) for policy in ("PL003", "PL204", "PL304", "PL401", "PL701")}
        assert "FAIL  Suggested matches for supplier invoices · invoice-matching · proposal → pilot" in ran.err
        assert "There is no budget, neither for the pilot nor for the deployment" in ran.err
        assert "= to do: Give both amounts below `budget:`, such as `currency: EUR`, `pilot: 50000` and" in ran.err

    def test_the_mended_move_is_committed(self, user):
        user.repo.stage({PATH: MOVED})
        assert user.commit().code == 1
        user.repo.stage({PATH: READY})
        ran = user.commit()
        assert (ran.code, outcomes(ran)) == (0, {"pilotlint": "Passed", "pilotlint policies": "Skipped"})
        assert user.repo.git.git.show(f"HEAD:{PATH}") + "\n" == READY

    def test_what_is_staged_counts_when_the_file_is_better(self, user):
        user.repo.stage({PATH: MOVED}).write({PATH: READY})
        ran = user.commit()
        assert (ran.code, outcomes(ran)["pilotlint"]) == (1, "Failed")
        assert (user.path / PATH).read_text() == READY

    def test_what_is_staged_counts_when_the_file_is_worse(self, user):
        user.repo.stage({PATH: READY}).write({PATH: MOVED})
        ran = user.commit()
        assert (ran.code, outcomes(ran)["pilotlint"]) == (0, "Passed")
        assert (user.path / PATH).read_text() == MOVED

    def test_settings_in_the_same_commit_do_not_soften_its_judgement(self, user):
        user.repo.stage({PATH: MOVED, "pilotlint.yaml": "profile: register\nfail_on: never\n"})
        assert user.commit().code == 1

    def test_an_unrelated_edit_of_a_file_with_old_debt_is_committed(self, user):
        user.has({PATH: DEBT})
        user.repo.stage({PATH: DEBT.replace("title: Suggested matches", "title: Proposed matches")})
        assert user.commit().code == 0

    def test_a_new_fault_beside_old_debt_is_blocked(self, user):
        user.has({PATH: DEBT})
        user.repo.stage({PATH: DEBT.replace("baseline: 11", "baseline: unknown")})
        ran = user.commit()
        assert (ran.code, found(ran)) == (1, {("PL304", PATH)})

    def test_a_deleted_initiative_is_committed(self, user):
        (user.path / PATH).unlink()
        user.repo.stage()
        ran = user.commit()
        assert (ran.code, outcomes(ran)) == (0, {"pilotlint": "Skipped", "pilotlint policies": "Skipped"})

    def test_a_file_renamed_without_its_id_is_blocked_for_its_name_only(self, user):
        user.has({PATH: DEBT})
        user.repo.git.git.mv(PATH, "initiatives/invoices.yaml")
        ran = user.commit()
        assert (ran.code, found(ran)) == (1, {("PL002", "initiatives/invoices.yaml")})
        assert 'The id is "invoice-matching" and the file is called "invoices"' in ran.err
        assert "error[PL402] initiatives/invoices.yaml:33:39 (was there before)" in ran.err

    def test_a_file_moved_to_another_folder_keeps_its_history(self, user):
        user.has({PATH: DEBT})
        (user.path / "initiatives/finance").mkdir()
        user.repo.git.git.mv(PATH, "initiatives/finance/invoice-matching.yaml")
        assert user.commit().code == 0

    def test_a_file_renamed_with_its_id_is_a_new_initiative(self, user):
        user.repo.git.git.mv(PATH, "initiatives/invoices.yaml")
        user.repo.stage({"initiatives/invoices.yaml": PROPOSAL.replace("id: invoice-matching", "id: invoices")})
        assert user.commit().code == 0

    def test_a_file_in_debt_renamed_with_its_id_is_judged_in_full(self, user):
        user.has({PATH: DEBT})
        user.repo.git.git.mv(PATH, "initiatives/invoices.yaml")
        user.repo.stage({"initiatives/invoices.yaml": DEBT.replace("id: invoice-matching", "id: invoices")})
        ran = user.commit()
        assert (ran.code, found(ran)) == (1, {("PL402", "initiatives/invoices.yaml")})

    def test_file_names_that_cannot_be_an_id_are_told_apart_from_the_ids(self, user):
        names = [
            "invoice matching",
            " leading",
            "größe",
            "発注",
            "it's",
            'a"b',
            "-n",
            "--help",
            "$(touch pwned)",
            "a&b;c",
        ]
        files = {
            f"initiatives/{name}.yaml": PROPOSAL.replace("id: invoice-matching", f"id: no-{number}")
            for number, name in enumerate(names)
        }
        user.repo.stage(files)
        ran = user.commit()
        assert (ran.code, found(ran)) == (1, {("PL002", path) for path in files})
        assert not (user.path / "pwned").exists()

    def test_two_files_with_one_id_are_found_in_one_commit(self, user):
        second = PROPOSAL.replace("id: invoice-matching", "id: second")
        user.repo.stage({"initiatives/a/second.yaml": second, "initiatives/b/second.yaml": second})
        ran = user.commit()
        assert found(ran) == {("PL002", "initiatives/a/second.yaml"), ("PL002", "initiatives/b/second.yaml")}

    def test_a_link_in_place_of_an_initiative_is_blocked(self, user):
        (user.path / PATH).unlink()
        user.repo.link(PATH, "../elsewhere.yaml").stage({"elsewhere.yaml": PROPOSAL})
        ran = user.commit()
        assert (ran.code, found(ran)) == (1, {("PL001", PATH)})
        assert "This is a symbolic link" in ran.err

    def test_a_file_that_is_not_an_initiative_is_blocked(self, user):
        user.repo.stage({"initiatives/broken.yaml": "id: [\n", "initiatives/binary.yml": b"\0\xff"})
        ran = user.commit()
        assert (ran.code, found(ran)) == (
            1,
            {("PL001", "initiatives/broken.yaml"), ("PL001", "initiatives/binary.yml")},
        )

    def test_a_change_of_other_files_does_not_run_the_hooks(self, user):
        user.repo.stage(
            {"README.md": "hello\n", "initiatives/README.md": "hello\n", "docs/initiatives/a.yaml": "a: b\n"}
        )
        ran = user.commit()
        assert (ran.code, outcomes(ran)) == (0, {"pilotlint": "Skipped", "pilotlint policies": "Skipped"})

    def test_a_file_that_is_not_tracked_does_not_matter(self, user):
        user.repo.stage({PATH: READY}).write({"initiatives/draft.yaml": "- nothing yet\n"})
        assert user.commit().code == 0


class TestKindsOfCommits:
    def test_the_first_commit_of_a_repository_is_judged_too(self, repo, hooks):
        user = User(repo, hooks.environment)
        assert user.pre_commit("install").code == 0
        repo.stage({".pre-commit-config.yaml": hooks.configuration, PATH: MOVED})
        ran = user.commit()
        assert ran.code == 1
        assert found(ran) == {(policy, PATH) for policy in ("PL003", "PL204", "PL304", "PL401", "PL701")}
        repo.stage({PATH: READY})
        assert user.commit().code == 0

    def test_a_commit_of_one_path_leaves_the_rest_of_the_index_out(self, user):
        user.repo.stage({"initiatives/broken.yaml": "id: [\n", PATH: READY})
        ran = user.commit("--", PATH)
        assert (ran.code, outcomes(ran)["pilotlint"]) == (0, "Passed")
        assert user.repo.git.git.diff("--cached", "--name-only") == "initiatives/broken.yaml"

    def test_a_commit_of_one_path_judges_the_file_and_not_what_was_staged(self, user):
        user.repo.stage({PATH: READY}).write({PATH: MOVED})
        ran = user.commit("--", PATH)
        assert (ran.code, outcomes(ran)["pilotlint"]) == (1, "Failed")

    def test_commit_all_judges_what_was_not_staged(self, user):
        user.repo.write({PATH: MOVED})
        assert user.commit("--all").code == 1
        user.repo.write({PATH: READY})
        assert user.commit("--all").code == 0

    def test_an_amended_commit_is_compared_with_the_one_it_replaces(self, user):
        user.repo.stage({PATH: READY})
        assert user.commit().code == 0
        user.repo.stage({PATH: DEBT})
        ran = user.commit("--amend")
        assert (ran.code, found(ran)) == (1, {("PL402", PATH)})

    def test_a_commit_from_a_subfolder_is_judged(self, user):
        user.repo.stage({PATH: MOVED})
        ran = run("git", "commit", "-m", "change", cwd=user.path / "initiatives", env=user.environment)
        assert (ran.code, len(found(ran))) == (1, 5)

    def test_a_commit_in_a_worktree_is_judged_against_that_worktree(self, user, tmp_path):
        """There git tells its hooks where repository and index are."""
        user.repo.git.git.worktree("add", "-b", "side", str(tmp_path / "tree"))
        user.repo.stage({PATH: READY})
        (tmp_path / "tree" / PATH).write_text(MOVED)
        ran = run("git", "commit", "-am", "change", cwd=tmp_path / "tree", env=user.environment)
        assert (ran.code, len(found(ran))) == (1, 5)
        (tmp_path / "tree" / PATH).write_text(READY)
        assert run("git", "commit", "-am", "change", cwd=tmp_path / "tree", env=user.environment).code == 0

    def test_a_resolved_merge_conflict_is_judged_for_what_it_brings(self, user):
        user.has({PATH: DEBT})
        user.repo.branch("side")
        user.has({PATH: DEBT.replace("Six accounts", "Seven accounts")})
        user.repo.git.git.checkout("--quiet", "main")
        user.has({PATH: DEBT.replace("Six accounts", "Five accounts")})
        user.repo.git.git.merge("side", with_exceptions=False)
        user.repo.stage()
        ran = user.commit()
        assert (ran.code, found(ran)) == (1, {("PL001", PATH)})
        user.repo.stage(
            {PATH: DEBT.replace("Six accounts", "Twelve accounts").replace("baseline: 11", "baseline: unknown")}
        )
        ran = user.commit()
        assert (ran.code, found(ran)) == (1, {("PL304", PATH)})
        user.repo.stage({PATH: DEBT.replace("Six accounts", "Twelve accounts")})
        assert user.commit().code == 0


class TestByHand:
    def test_all_files_judges_every_initiative_in_full(self, user):
        user.has({PATH: DEBT, "initiatives/second.yaml": MOVED.replace("id: invoice-matching", "id: second")})
        ran = user.pre_commit("run", "--all-files")
        assert ran.code == 1
        assert found(ran) == {
            ("PL402", PATH),
            *((policy, "initiatives/second.yaml") for policy in ("PL003", "PL204", "PL304", "PL401", "PL701")),
        }
        assert "was there before" not in ran.out
        assert "2 initiatives on" in ran.out

    def test_all_files_passes_when_all_is_well(self, user):
        user.has({PATH: READY, "policies/ACME101-title-is-short.yaml": OWN_POLICY})
        ran = user.pre_commit("run", "--all-files")
        assert (ran.code, outcomes(ran)) == (0, {"pilotlint": "Passed", "pilotlint policies": "Passed"})

    def test_a_stage_move_since_a_revision_is_judged_against_that_revision(self, user):
        user.repo.branch("change")
        user.has({PATH: MOVED})
        user.has({PATH: MOVED.replace("title: Suggested matches", "title: Proposed matches")})
        ran = user.pre_commit("run", "--from-ref", "main", "--to-ref", "HEAD")
        assert (ran.code, len(found(ran))) == (1, 5)
        assert "proposal → pilot" in ran.out
        ran = user.pre_commit("run", "--from-ref", "HEAD~1", "--to-ref", "HEAD")
        assert (ran.code, outcomes(ran)["pilotlint"]) == (0, "Passed")

    def test_a_branch_that_nobody_has_pushed_before_is_judged_against_its_head(self, user):
        user.has({PATH: READY})
        first_push = {**user.environment, "PRE_COMMIT_FROM_REF": "0" * 40}
        assert run(executable(), "pre-commit", PATH, cwd=user.path, env=first_push).code == 0
        user.repo.write({PATH: MOVED})
        assert run(executable(), "pre-commit", PATH, cwd=user.path, env=first_push).code == 1

    def test_the_day_can_be_given_when_the_hook_is_run_by_hand(self, user):
        ran = run(executable(), "pre-commit", "--today", "2031-02-03", PATH, cwd=user.path, env=user.environment)
        assert " on 2031-02-03: " in ran.out

    def test_rules_come_from_the_revision_too(self, user):
        user.repo.branch("change")
        user.has({PATH: MOVED, "pilotlint.yaml": "profile: register\n"})
        assert user.pre_commit("run", "--from-ref", "main", "--to-ref", "HEAD").code == 1

    def test_a_push_is_judged_when_the_hook_is_installed_for_it(self, user, tmp_path):
        Repo.init(tmp_path / "remote", bare=True)
        user.repo.git.create_remote("origin", str(tmp_path / "remote"))
        assert user.pre_commit("install", "--hook-type", "pre-push").code == 0
        assert run("git", "push", "origin", "main", cwd=user.path, env=user.environment).code == 0
        user.has({PATH: MOVED})
        ran = run("git", "push", "origin", "main", cwd=user.path, env=user.environment)
        assert (ran.code, len(found(ran))) == (1, 5)
        user.has({PATH: READY})
        assert run("git", "push", "origin", "main", cwd=user.path, env=user.environment).code == 0

    def test_one_file_is_judged_by_its_name(self, user):
        user.has({PATH: DEBT, "initiatives/second.yaml": "- broken\n"})
        ran = user.pre_commit("run", "pilotlint", "--files", PATH)
        assert found(ran) == {("PL402", PATH)}


class TestPolicies:
    PATH = "policies/ACME101-title-is-short.yaml"

    def test_a_policy_whose_examples_come_out_as_they_say_is_committed(self, user):
        user.repo.stage({self.PATH: OWN_POLICY})
        ran = user.commit()
        assert (ran.code, outcomes(ran)) == (0, {"pilotlint": "Skipped", "pilotlint policies": "Passed"})

    def test_a_policy_whose_example_comes_out_otherwise_is_blocked_until_mended(self, user):
        user.has({self.PATH: OWN_POLICY})
        user.repo.stage({self.PATH: OWN_POLICY.replace("<= 60", "<= 70")})
        ran = user.commit()
        assert (ran.code, outcomes(ran)["pilotlint policies"]) == (1, "Failed")
        assert f"{self.PATH}:16:7: ACME101, fail: long: it should fail, and passes" in ran.err
        assert "1 policy, 2 examples: 1 of them came out otherwise than they say." in ran.err
        user.repo.stage({self.PATH: OWN_POLICY.replace("<= 60", "<= 65")})
        assert user.commit().code == 0

    def test_only_the_staged_policy_counts(self, user):
        user.repo.stage({self.PATH: OWN_POLICY}).write({self.PATH: OWN_POLICY.replace("<= 60", "<= 70")})
        assert user.commit().code == 0

    def test_a_policy_that_is_broken_is_blocked_with_its_place(self, user):
        user.repo.stage({self.PATH: OWN_POLICY.replace("initiative.title", "initiative.titel")})
        ran = user.commit()
        assert (ran.code, outcomes(ran)["pilotlint policies"]) == (1, "Failed")
        assert "- exit code: 2" in ran.err
        assert (
            f"pilotlint: {self.PATH}:7:20: in `assert`: `initiative` has no field `titel`; did you mean `title`?"
            in ran.err
        )


class TestManifest:
    """The patterns decide what is never looked at, so they are tested as such."""

    @pytest.fixture
    def files(self) -> dict[str, re.Pattern[str]]:
        manifest = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
        return {hook["id"]: re.compile(hook["files"]) for hook in manifest}

    def test_the_client_finds_nothing_wrong_with_the_manifest(self):
        ran = run(executable("pre-commit"), "validate-manifest", ".pre-commit-hooks.yaml", cwd=ROOT, code=0)
        assert (ran.out, ran.err) == ("", "")

    def test_there_are_two_hooks(self, files):
        assert list(files) == ["pilotlint", "pilotlint-policies"]

    @pytest.mark.parametrize(
        "path",
        [
            "initiatives/a.yaml",
            "initiatives/a.yml",
            "initiatives/finance/a.yaml",
            "initiatives/finance/2026/a.b.yml",
            "initiatives/größe 1.yaml",
        ],
    )
    def test_initiatives_are_judged(self, files, path):
        assert files["pilotlint"].search(path)
        assert not files["pilotlint-policies"].search(path)

    @pytest.mark.parametrize("path", ["policies/ACME101-a.yaml", "policies/finance/ACME101-a.yaml"])
    def test_policies_are_tested(self, files, path):
        assert files["pilotlint-policies"].search(path)
        assert not files["pilotlint"].search(path)

    @pytest.mark.parametrize(
        "path",
        [
            "a.yaml",
            "initiatives.yaml",
            "initiatives/README.md",
            "initiatives/a.yaml.bak",
            "initiatives/a.yamlx",
            "initiatives/yaml",
            "initiatives/a.json",
            "docs/initiatives/a.yaml",
            "my-initiatives/a.yaml",
            "initiatives-old/a.yaml",
            "policies/README.md",
            "policies/ACME101-a.yaml.orig",
            "docs/policies/ACME101-a.yaml",
            "pilotlint.yaml",
            ".pre-commit-config.yaml",
        ],
    )
    def test_other_files_are_left_alone(self, files, path):
        assert not any(pattern.search(path) for pattern in files.values())
