"""Who wrote a waiver: real commits by several people, and nobody approves what they wrote."""

import pytest

from pilotlint import decision, sides
from pilotlint.git import Repository
from pilotlint.hearing import Asked
from support.judging import KEPT
from support.repo import DEBT, PATH, READY, TestRepo
from support.run import TODAY, run

DANA, EVA = ("Dana Ruiz", "dana@example.com"), ("Eva Lind", "eva@example.com")
ENTRY = """\
  - policy: PL402
    initiative: invoice-matching
    reason: >-
      Hosted product
      without integration
    approved_by: {approver}
    expires: 2026-08-31
"""
OTHER = ENTRY.format(approver="Mia Holm").replace("PL402", "PL403")


def waivers(approver="Eva Lind", before="", after=""):
    return {"waivers.yaml": "waivers:\n" + before + ENTRY.format(approver=approver) + after}


def commit(repo, files, author):
    """Commit as somebody."""
    repo.stage(files)
    name, email = author
    with repo.git.git.custom_environment(
        GIT_AUTHOR_NAME=name, GIT_AUTHOR_EMAIL=email, GIT_COMMITTER_NAME="Forge", GIT_COMMITTER_EMAIL="f@example.com"
    ):
        repo.git.git.commit("--quiet", "--allow-empty", "--no-verify", "--message", "change")


@pytest.fixture
def repo(tmp_path):
    made = TestRepo(tmp_path / "repo")
    made.git.git.config("user.name", DANA[0])
    made.git.git.config("user.email", DANA[1])
    commit(made, {PATH: DEBT}, DANA)
    return made


def said(path, environment=None, **how):
    """Return what PL911 says; nothing when the waiver of PL402 counts."""
    repository = Repository(str(path), environment or {})
    base = how.pop("base", None)
    where = sides.against(base, repository, **how) if base else sides.without_base(str(path), repository, **how)
    try:
        report = decision.decide(where, Asked(today=TODAY), KEPT).report
    finally:
        repository.close()
    messages = [one.message for one in report.findings if one.policy == "PL911"]
    complaints = [one for one in messages if "PL402" in one or "PL403" not in one]
    is_waived = [bool(one.suppression) for one in report.findings if one.policy == "PL402"]
    assert is_waived == [not complaints]
    return " ".join(complaints)


def test_somebody_else_wrote_it(repo):
    commit(repo, waivers(), DANA)
    assert said(repo.path) == ""


def test_who_wrote_it_approved_it(repo):
    commit(repo, waivers(), EVA)
    assert said(repo.path) == (
        "Eva Lind approved this waiver and is the one who wrote it: nobody grants an exception to themselves."
    )


@pytest.mark.parametrize(
    "approver", ["eva@example.com", "EVA@example.com", "lind, Eva", "Eva Lind (CFO)", "@eva", "éva lind"]
)
def test_who_wrote_it_is_known_by_name_and_by_address(repo, approver):
    commit(repo, waivers(f'"{approver}"'), EVA)
    assert "the one who wrote it" in said(repo.path)


@pytest.mark.parametrize("email", ["eva@users.noreply.github.com", "123+Eva@users.noreply.GitHub.com"])
def test_an_address_that_github_gives_names_the_handle(repo, email):
    commit(repo, waivers('"@eva"'), ("E. L.", email))
    assert "the one who wrote it" in said(repo.path)


def test_who_extends_it_wrote_it_too(repo):
    commit(repo, waivers(), DANA)
    later = {"waivers.yaml": waivers()["waivers.yaml"].replace("2026-08-31", "2026-09-15")}
    commit(repo, later, EVA)
    assert "the one who wrote it" in said(repo.path)


def test_who_wrote_the_entries_around_it_did_not_write_it(repo):
    commit(repo, waivers(), DANA)
    commit(repo, waivers(before=OTHER, after="\n# the money of the third quarter\n" + OTHER), EVA)
    assert said(repo.path) == ""


def test_who_begins_the_next_entry_did_not_write_this_one(repo):
    commit(repo, waivers(after=OTHER.replace("PL403", "PL404")), DANA)
    commit(repo, waivers(after=OTHER), EVA)
    assert said(repo.path) == ""


def test_what_is_not_committed_yet_is_written_by_who_would_commit_it(repo):
    repo.write(waivers("Dana Ruiz"))
    assert "the one who wrote it" in said(repo.path)
    repo.write(waivers("Eva Lind"))
    assert said(repo.path) == ""
    eva = {"GIT_AUTHOR_NAME": "Eva Lind", "GIT_AUTHOR_EMAIL": "eva@example.com"}
    assert "the one who wrote it" in said(repo.path, eva)


def test_what_is_staged_is_written_by_who_would_commit_it(repo):
    commit(repo, waivers("Mia Holm"), EVA)
    repo.stage(waivers("Dana Ruiz"))
    assert "the one who wrote it" in said(repo.path, staged=True)
    repo.stage(waivers("Eva Lind"))
    assert "the one who wrote it" in said(repo.path, staged=True)


def test_what_is_staged_counts_and_not_the_file(repo):
    commit(repo, waivers("Mia Holm"), EVA)
    repo.stage(waivers("Dana Ruiz")).write(waivers("Mia Holm"))
    assert "the one who wrote it" in said(repo.path, staged=True)
    assert said(repo.path) == ""


def test_a_mail_map_turns_nobody_into_somebody_else(repo):
    commit(repo, {**waivers(), ".mailmap": "Mia Holm <mia@example.com> <eva@example.com>\n"}, EVA)
    assert "the one who wrote it" in said(repo.path)
    repo.git.git.config("log.mailmap", "true")
    assert "the one who wrote it" in said(repo.path)


def test_in_a_shallow_clone_no_waiver_counts_whose_author_it_does_not_know_and_that_is_said_once(repo, tmp_path):
    commit(repo, waivers(after=OTHER), EVA)
    repo.branch("change")
    commit(repo, {PATH: DEBT.replace("30000", "31000")}, DANA)
    clone = tmp_path / "clone"
    run("git", "clone", "--quiet", "--depth=1", f"file://{repo.path}", str(clone), cwd=tmp_path, code=0)
    once = said(clone)
    assert once.startswith("Who wrote these waivers cannot be seen here, as the history of this clone ends before")
    assert once.endswith(" until the whole history is fetched: PL402 for invoice-matching, PL403 for invoice-matching.")
    run("git", "fetch", "--quiet", "--depth=1", "origin", "main:main", cwd=clone, code=0)
    assert said(clone, base="main") == once
    (clone / "waivers.yaml").write_text(waivers()["waivers.yaml"])
    assert said(clone).startswith("Who wrote the waiver of PL402 for invoice-matching cannot be seen here")
    run("git", "fetch", "--quiet", "--unshallow", cwd=clone, code=0)
    assert "the one who wrote it" in said(clone)


def test_a_name_with_strange_line_breaks_is_read_whole(repo):
    commit(repo, waivers(), ("Eva\u2028Lind\x85 Jr", EVA[1]))
    assert "the one who wrote it" in said(repo.path)


def test_at_the_base_its_own_commits_are_asked(repo):
    commit(repo, waivers(), EVA)
    repo.branch("change")
    commit(repo, {PATH: DEBT.replace("30000", "31000"), **waivers(after="# seen\n")}, DANA)
    assert "the one who wrote it" in said(repo.path, base="main")


def test_another_layout_or_another_file_washes_nobody_out(repo):
    commit(repo, waivers(), EVA)
    flat = "{policy: PL402, initiative: invoice-matching, reason: Hosted product without integration, approved_by: Eva Lind, expires: 2026-08-31}"
    commit(repo, {"waivers.yaml": f"waivers: [{flat}]\n"}, DANA)
    assert "the one who wrote it" in said(repo.path)
    (repo.path / "waivers.yaml").unlink()
    commit(repo, {"waivers/finance.yaml": waivers()["waivers.yaml"]}, DANA)
    assert "the one who wrote it" in said(repo.path)


def test_who_rewords_it_takes_nobody_away(repo):
    commit(repo, waivers(), EVA)
    commit(repo, {"waivers.yaml": waivers()["waivers.yaml"].replace("Hosted", "A hosted")}, DANA)
    assert "the one who wrote it" in said(repo.path)


def test_who_changes_it_there_and_back_takes_nobody_away(repo):
    commit(repo, waivers(), EVA)
    commit(repo, {"waivers.yaml": waivers()["waivers.yaml"].replace("Hosted", "A hosted")}, DANA)
    commit(repo, waivers(), DANA)
    assert "the one who wrote it" in said(repo.path)


@pytest.mark.parametrize("broken", ["waivers: [\n", waivers()["waivers.yaml"].replace("2026-08-31", "soon")])
def test_who_breaks_the_file_and_mends_it_takes_nobody_away(repo, broken):
    commit(repo, waivers(), EVA)
    commit(repo, {"waivers.yaml": broken}, DANA)
    commit(repo, waivers(), DANA)
    assert "the one who wrote it" in said(repo.path)


def test_a_copy_of_it_takes_nobody_away(repo):
    commit(repo, {"waivers.yml": waivers()["waivers.yaml"]}, EVA)
    commit(repo, {"waivers/finance.yaml": waivers()["waivers.yaml"]}, DANA)
    (repo.path / "waivers.yml").unlink()
    commit(repo, {}, DANA)
    assert "the one who wrote it" in said(repo.path)


def test_what_came_and_went_on_another_branch_takes_nobody_away_and_binds_nobody(repo):
    commit(repo, {"waivers.yaml": "waivers: []\n"}, DANA)
    repo.branch("side")
    commit(repo, {"waivers/copy.yaml": waivers()["waivers.yaml"]}, DANA)
    commit(repo, {"waivers/copy.yaml": "waivers:\n" + OTHER}, DANA)
    repo.git.heads["main"].checkout()
    commit(repo, waivers(), EVA)
    repo.git.git.merge("--quiet", "--no-ff", "--message", "merge", "side")
    assert "the one who wrote it" in said(repo.path)
    commit(repo, waivers("Dana Ruiz"), EVA)
    assert said(repo.path) == ""


@pytest.mark.parametrize(("one", "other"), [("main", "side"), ("side", "main")])
def test_who_takes_it_out_and_puts_it_back_on_another_branch_takes_nobody_away(repo, one, other):
    commit(repo, waivers(), EVA)
    repo.branch("side")
    (repo.path / "waivers.yaml").unlink()
    commit(repo, {}, DANA)
    commit(repo, {"waivers/side.yaml": waivers()["waivers.yaml"]}, DANA)
    repo.git.heads["main"].checkout()
    commit(repo, {"waivers/other.yaml": "waivers:\n" + OTHER}, DANA)
    repo.git.heads[one].checkout()
    repo.git.git.merge("--quiet", "--no-ff", "--message", "merge", other)
    assert "the one who wrote it" in said(repo.path)


def test_an_earlier_waiver_that_was_removed_binds_nobody(repo):
    commit(repo, waivers("Mia Holm"), EVA)
    commit(repo, {"waivers.yaml": "waivers: []\n"}, DANA)
    commit(repo, waivers("Eva Lind"), DANA)
    assert said(repo.path) == ""


def test_who_adds_it_in_a_merge_wrote_it(repo):
    repo.branch("side")
    commit(repo, {"waivers.yaml": "waivers: []\n"}, DANA)
    repo.git.heads["main"].checkout()
    commit(repo, {"waivers.yaml": "waivers:\n" + OTHER}, DANA)
    repo.git.git.merge("--no-commit", "--strategy=ours", "side")
    commit(repo, waivers(before=OTHER), EVA)
    assert "the one who wrote it" in said(repo.path)


def test_many_waivers_cost_no_more_questions_to_git_than_one(repo, monkeypatch):
    asked = []
    whole = Repository.ask

    def counted(self, *arguments, **how):
        asked.append(arguments[0])
        return whole(self, *arguments, **how)

    monkeypatch.setattr(Repository, "ask", counted)
    others = [f"other-{number}" for number in range(9)]
    entries = "".join(ENTRY.format(approver="Mia Holm").replace("invoice-matching", other) for other in others)
    files = {f"initiatives/{other}.yaml": DEBT.replace("invoice-matching", other) for other in others}
    commit(repo, {PATH: READY, "waivers.yaml": f"waivers:\n{entries}", **files}, DANA)
    repository = Repository(str(repo.path), {})
    report = decision.decide(sides.without_base(str(repo.path), repository), Asked(today=TODAY)).report
    repository.close()
    assert [bool(one.suppression) for one in report.findings if one.policy == "PL402"] == [True] * 9
    assert asked.count("log") == 1


@pytest.mark.parametrize("approver", ["E. Lind", "Eva L.", "\u0415va Lind"])
def test_who_wrote_it_is_known_behind_initials_and_letters_that_look_alike(repo, approver):
    commit(repo, waivers(approver), EVA)
    assert "the one who wrote it" in said(repo.path)


@pytest.mark.parametrize("approver", ["me", "yes", "Mia.", "Zoé", "M. H.", "Мия"])
def test_one_word_and_initials_are_not_the_name_of_a_person(repo, approver):
    commit(repo, waivers(f'"{approver}"'), DANA)
    assert f'"{approver}" is not the name of one person' in said(repo.path)
