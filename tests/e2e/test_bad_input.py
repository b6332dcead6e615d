"""Hostile and broken input: an answer in plain words, never a crash, a hang, or a pass."""

import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import time
import unicodedata
from pathlib import Path

import pytest

from support.repo import DEBT, OWN_POLICY, PATH, PROPOSAL, READY, TestRepo
from support.run import TODAY, Ran, check, executable, pilotlint, run

BITS = PROPOSAL.encode()

ALIAS_BOMB = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join(['*' + before] * 9)}]\n" for before, name in zip("abcdefgh", "bcdefghi", strict=True)
)

UNREADABLE = {
    "nothing": (b"", 1, 1, "This file is empty."),
    "a comment": (b"# to do\n", 1, 1, "This file is empty."),
    "a list": (b"- a\n- b\n", 1, 1, "This file is a list; it should be lines of `key: value`."),
    "a text": (b"hello\n", 1, 1, "This file is a text; it should be lines of `key: value`."),
    "two documents": (BITS + b"---\n" + BITS, 41, 1, "A second document starts here."),
    "a tab": (BITS.replace(b"  capability", b"\tcapability"), 8, 1, "This line is indented with a tab."),
    "NUL": (BITS.replace(b"finance", b"fin\0ance", 1), 4, 19, "invisible control character here (U+0000)"),
    "an escape sequence": (
        BITS.replace(b"Sugg", b"\x1b[31mSugg", 1),
        3,
        8,
        "invisible control character here (U+001B)",
    ),
    "a C1 control": (BITS.replace(b"Sugg", b"\xc2\x9bSugg", 1), 3, 8, "invisible control character here (U+009B)"),
    "UTF-16": (PROPOSAL.encode("utf-16"), 1, 1, "This file is saved as UTF-16."),
    "UTF-16 without a mark": (PROPOSAL.encode("utf-16-be"), 1, 1, "This file is saved as UTF-16."),
    "Latin-1": (PROPOSAL.replace("Porto", "São Paulo").encode("latin-1"), 10, 47, "This file is not saved as UTF-8"),
    "a long line": (BITS + b"notes: " + b"x" * 2_000_000, 1, 1, "This file is larger than 1,000,000 bytes"),
    "deep brackets": (BITS + b"notes: " + b"[" * 5_000 + b"]" * 5_000, 1, 1, "more than 40 levels deep"),
    "deep open brackets": (BITS + b"notes: " + b"[" * 5_000, 1, 1, "more than 40 levels deep"),
    "brackets only": (b"[" * 100_000, 1, 1, "more than 40 levels deep"),
    "braces only": (b"{" * 100_000 + b"}" * 100_000, 1, 1, "more than 40 levels deep"),
    "dashes only": (b"- " * 100_000, 1, 1, "more than 40 levels deep"),
    "deep lines": ("".join(f"{' ' * n}a:\n" for n in range(1_300)).encode(), 1, 1, "more than 40 levels deep"),
    "brackets below the limit": (b"notes: " + b"[" * 1_900 + b"]" * 1_900, 1, 1, "more than 40 levels deep"),
    "an alias bomb": (ALIAS_BOMB.encode(), 1, 4, "A value cannot start with `&`"),
    "an alias of itself": (b"a: &a [*a]\n", 1, 4, "A value cannot start with `&`"),
    "a tag that runs code": (
        BITS.replace(b"title: Suggested", b"title: !!python/object/apply:os.system [touch pwned] #"),
        *(3, 8, "A value cannot start with `!`"),
    ),
    "a key that is a list": (b"[a]: b\n", 1, 1, "A key must be a word."),
    "a key twice": (
        BITS + b"stage: pilot\n",
        41,
        1,
        "The key `stage` stands here a second time; it is on line 5 already",
    ),
    "a template": (BITS.replace(b"Suggested matches", b"{{title}} x"), 3, 8, "the template is not filled in"),
    "a conflict": (
        BITS.replace(b"  user_group", b"<<<<<<< HEAD\n  user_group"),
        10,
        1,
        "Git could not merge two versions of this file",
    ),
}
"""Content, the line and column where it cannot be read, and the words that say why."""

JUDGED = [(), ("--staged",), ("--head", "HEAD")]
JUDGED_IDS = ["files", "index", "commit"]


def path_of(what: str) -> str:
    """Return the path of an unreadable file."""
    return f"initiatives/{slug(what)}.yaml"


def slug(what: str) -> str:
    """Return a name as an id."""
    return what.lower().replace(" ", "-")


def judge(repo: TestRepo, *judged: str) -> Ran:
    """Check as text, and files as JSON too: both come to the same end and hold nothing that controls a terminal."""
    text = pilotlint("check", "--today", TODAY, *judged, cwd=repo.path)
    assert tame(text.out + text.err)
    if not judged:
        data = check(cwd=repo.path)
        assert data.code == text.code
        assert tame(data.out + data.err)
        assert data.out.isascii()
    return text


def tame(output: str) -> bool:
    """Tell whether an output has no character that controls a terminal or turns the direction of a text."""
    harmless = {"\n", "\u200c", "\u200d"}
    return not any(unicodedata.category(char) in {"Cc", "Cf", "Zl", "Zp"} for char in set(output) - harmless)


@pytest.fixture(scope="module", params=JUDGED, ids=JUDGED_IDS)
def unreadable(request, tmp_path_factory) -> tuple[TestRepo, Ran]:
    """A repository with all of the unreadable files, judged once in each way."""
    repo = TestRepo(tmp_path_factory.mktemp("unreadable") / "repo")
    repo.commit({path_of(what): content for what, (content, *_) in UNREADABLE.items()})
    return repo, judge(repo, *request.param)


class TestContent:
    @pytest.mark.parametrize("what", UNREADABLE)
    def test_a_file_that_cannot_be_read_fails_with_its_place_and_the_reason(self, unreadable, what):
        _, line, column, words = UNREADABLE[what]
        _, ran = unreadable
        place = re.escape(f"{path_of(what)}:{line}:{column}")
        said = re.findall(rf"^error\[PL001\]: (.*)\n +--> {place}$", ran.out, re.MULTILINE)
        assert any(words in message for message in said)

    def test_files_that_cannot_be_read_fail_the_gate_and_run_nothing(self, unreadable):
        repo, ran = unreadable
        assert (ran.code, ran.err) == (1, "")
        assert f"{len(UNREADABLE)} initiatives on 2026-06-22: " in ran.out
        assert ran.out.endswith(" The gate fails.\n")
        assert "\n  pass  " not in ran.out
        assert sorted(path.name for path in repo.path.iterdir()) == [".git", "initiatives"]

    @pytest.mark.parametrize("content", [b"", b"- a\n", b"[" * 100_000, b"\0", b"\xff\xfe"])
    def test_one_of_them_alone_fails_the_gate(self, repo, content):
        repo.commit({PATH: content})
        assert check(cwd=repo.path, code=1).policies() == {"PL001"}

    @pytest.mark.parametrize("judged", JUDGED, ids=JUDGED_IDS)
    @pytest.mark.parametrize(
        "content",
        [
            b"\xef\xbb\xbf" + READY.encode(),
            READY.replace("\n", "\r\n").encode(),
            b"\xef\xbb\xbf" + READY.replace("\n", "\r\n").encode(),
            READY.replace("\n", "\r").encode(),
            READY.rstrip("\n").encode(),
            b"---\n" + READY.encode() + b"...\n",
            b"%YAML 1.2\n---\n" + READY.encode(),
            READY.encode() + b"notes: " + b"x" * 900_000 + b"\n",
        ],
        ids=["mark", "CRLF", "mark and CRLF", "CR", "no end of line", "document marks", "directive", "almost too long"],
    )
    def test_harmless_oddities_of_an_editor_pass(self, repo, content, judged):
        repo.commit({PATH: content})
        ran = judge(repo, *judged)
        assert (ran.code, ran.err) == (0, "")
        assert ran.out.endswith("1 initiative on 2026-06-22: 0 errors, 0 warnings. The gate passes.\n")

    @pytest.mark.parametrize("content", [b"\xef\xbb\xbf" + DEBT.encode(), DEBT.replace("\n", "\r\n").encode()])
    def test_places_are_right_behind_a_byte_order_mark_and_with_carriage_returns(self, repo, content):
        repo.commit({PATH: content})
        assert f"\n  --> {PATH}:33:39\n" in judge(repo).out

    def test_one_unreadable_file_does_not_hide_the_others(self, repo):
        repo.commit({PATH: DEBT, "initiatives/a.yaml": b"[" * 100_000, "initiatives/z.yaml": b""})
        ran = check(cwd=repo.path, code=1)
        assert ran.findings() == [
            ("PL001", "error", ""),
            ("PL402", "error", "/budget/deployment"),
            ("PL001", "error", ""),
        ]

    @pytest.mark.parametrize(
        ("typed", "shown"),
        [
            ('"\\e[31mred\\e[0m"', r"\x1b[31mred\x1b[0m"),
            ('"a\\x9b1mb"', r"a\x9b1mb"),
            ('"a\\rb\\bc\\ad\\0e"', r"a\x0db\x08c\x07d\x00e"),
            ('"line\\none"', r"line\x0aone"),
            ('"line\\u2028two\\Nthree"', r"line\u2028two\x85three"),
            ('"good \\u202edoog\\u202c"', r"good \u202edoog\u202c"),
            ("good \u202edoog\u2066", r"good \u202edoog\u2066"),
            ("hid\u200bden \ufeffmark", r"hid\u200bden \ufeffmark"),
            ('"tag \\U000E0041"', r"tag \U000e0041"),
        ],
    )
    @pytest.mark.parametrize("judged", [(), ("--head", "HEAD")], ids=["files", "commit"])
    def test_a_title_cannot_control_the_terminal(self, repo, typed, shown, judged):
        repo.commit({PATH: PROPOSAL.replace("Suggested matches for supplier invoices", typed)})
        assert f"  pass  {shown} · invoice-matching · proposal\n" in judge(repo, *judged).out

    def test_no_text_that_a_finding_quotes_can_control_the_terminal(self, repo):
        evil = "\\e[2J\\u202e"
        content = (
            PROPOSAL.replace("Rui Alves", f'"Rui{evil}"')
            .replace("finance", f'"fin{evil}"')
            .replace("unknown", f'"{evil}"')
        )
        repo.commit(
            {PATH: content + f'"ke{evil}y": 1\nbudget: {{currency: "{evil}", pilot: "{evil}", deployment: 5}}\n'}
        )
        ran = judge(repo)
        assert ran.code == 1
        assert r"ke\x1b[2J\u202ey" in ran.out


def mortal() -> list[str]:
    """Return what takes from root the right to open everything."""
    if os.geteuid():
        return []
    if not shutil.which("setpriv"):
        pytest.skip("root may open everything, and there is no setpriv to take that away")
    return ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]


class TestPaths:
    """What is no file, and names that are no names."""

    def lines(self, ran: Ran) -> list[str]:
        return re.findall(r"^error\[PL00\d\]: .*\n +--> .*$", ran.out, re.MULTILINE)

    def test_a_pipe_is_not_opened(self, repo):
        (repo.path / "initiatives").mkdir()
        os.mkfifo(repo.path / PATH)
        for judged in ((), (PATH,), ("initiatives",)):
            ran = judge(repo, *judged)
            assert ran.code == 1
            assert "This is a device, pipe or socket, and pilotlint reads plain files only" in ran.out

    @pytest.mark.parametrize("judged", JUDGED, ids=JUDGED_IDS)
    @pytest.mark.parametrize(
        "target",
        [
            "invoice-matching.yaml",
            "../initiatives/invoice-matching.yaml",
            "nowhere.yaml",
            "../README.md",
            "/etc/passwd",
            ".",
        ],
    )
    def test_a_link_is_not_followed(self, repo, target, judged):
        repo.link(PATH, target).commit({"README.md": PROPOSAL})
        ran = judge(repo, *judged)
        assert (ran.code, "root:" in ran.out) == (1, False)
        assert "This is a symbolic link, and pilotlint reads plain files only" in ran.out

    @pytest.mark.parametrize("judged", JUDGED, ids=JUDGED_IDS)
    def test_a_name_that_is_nearly_right_hides_nothing(self, repo, judged):
        names = ("initiatives/invoice-matching.YAML", "initiatives/.second.yaml", "INITIATIVES/a/third.yaml")
        repo.commit(dict.fromkeys(names, READY))
        ran = judge(repo, *judged)
        assert ran.code == 1
        assert "other capitals than in `initiatives/**/*.yaml` or `initiatives/**/*.yml`" in ran.out
        assert "Rename it to `invoice-matching.yaml`" in ran.out
        assert "Rename it to `second.yaml`" in ran.out

    @pytest.mark.parametrize("judged", JUDGED, ids=JUDGED_IDS)
    def test_folders_that_lead_in_circles_are_named_and_the_rest_is_judged(self, repo, judged):
        repo.link("initiatives/up", "..").link("initiatives/here", ".").commit({PATH: READY})
        ran = judge(repo, *judged)
        assert ran.code == 1
        assert [line.partition("--> ")[2] for line in self.lines(ran)] == ["initiatives/here:1:1", "initiatives/up:1:1"]

    @pytest.mark.parametrize("judged", JUDGED, ids=JUDGED_IDS)
    def test_a_link_to_itself_leads_nowhere_and_harms_nobody(self, repo, judged):
        repo.link("initiatives/self", "self").commit({PATH: READY})
        ran = judge(repo, *judged)
        assert ran.code == (0 if not judged else 1)

    def test_a_folder_called_like_a_file_fails(self, repo):
        repo.commit({"initiatives/x.yaml/README.md": "hello\n"})
        ran = judge(repo)
        assert ran.code == 1
        assert "This is a folder, and pilotlint reads plain files only" in ran.out
        assert "--> initiatives/x.yaml:1:1\n" in ran.out

    @pytest.mark.parametrize("judged", [(), ("initiatives",), ("initiatives/closed",), ("--base", "HEAD")])
    def test_a_folder_that_nobody_may_open_fails(self, repo, judged):
        repo.commit({PATH: READY, "initiatives/closed/second.yaml": READY, "elsewhere/third.yaml": READY})
        for folder in ("initiatives/closed", "elsewhere"):
            (repo.path / folder).chmod(0)
        try:
            ran = run(*mortal(), executable(), "check", "--today", TODAY, *judged, cwd=repo.path, code=1)
        finally:
            for folder in ("initiatives/closed", "elsewhere"):
                (repo.path / folder).chmod(0o755)
        assert [line.partition("--> ")[2] for line in self.lines(ran)] == ["initiatives/closed:1:1"]
        assert "This is a folder that cannot be opened, and pilotlint reads plain files only" in ran.out

    def test_a_folder_is_just_a_folder_when_the_pattern_takes_everything(self, repo):
        repo.commit(
            {"initiatives/finance/invoice-matching.yaml": READY, "pilotlint.yaml": "initiatives: ['initiatives/**']\n"}
        )
        for judged in ((), ("--staged",), ("--head", "HEAD")):
            assert judge(repo, *judged).code == 0

    @pytest.mark.parametrize("judged", JUDGED, ids=JUDGED_IDS)
    @pytest.mark.parametrize(
        ("name", "shown"),
        [
            (b"a\nb", r"a\x0ab"),
            (b"caf\xe9", r"caf\udce9"),
            (b"a\x1b[31mb", r"a\x1b[31mb"),
            ("a\u202eb".encode(), r"a\u202eb"),
            ("größe 発注 😀".encode(), "größe 発注 😀"),
            (b"a\\b\"c'd", "a\\b\"c'd"),
            (b"-n", "-n"),
            (b"x" * 250, "x" * 250),
        ],
        ids=["newline", "not UTF-8", "escape sequence", "override", "unicode", "quotes", "option", "long"],
    )
    def test_a_strange_file_name_is_shown_harmlessly(self, repo, name, shown, judged):
        (repo.path / "initiatives").mkdir()
        Path(os.fsdecode(bytes(repo.path / "initiatives") + b"/" + name + b".yaml")).write_text(PROPOSAL)
        repo.commit()
        ran = judge(repo, *judged)
        assert ran.code == 1
        assert f'error[PL002]: The id is "invoice-matching" and the file is called "{shown}": with one name' in ran.out
        assert f"--> initiatives/{shown}.yaml:2:1\n" in ran.out

    @pytest.mark.parametrize("name", [b"caf\xe9.yaml", b"a\nb.yaml", b"-n.yaml"])
    def test_a_strange_file_can_be_named(self, repo, name):
        (repo.path / "initiatives").mkdir()
        (Path(os.fsdecode(bytes(repo.path / "initiatives") + b"/" + name))).write_text(PROPOSAL)
        ran = pilotlint("check", b"initiatives/" + name, cwd=repo.path, code=1)
        assert "error[PL002]" in ran.out

    def test_a_strange_path_that_is_not_there_is_told_harmlessly(self, repo):
        repo.commit({PATH: READY})
        ran = pilotlint("check", "a\x1b[31m\u202e\x9bb.yaml", cwd=repo.path, code=2)
        assert ran.err == "pilotlint: there is no file or folder 'a\\x1b[31m\\u202e\\x9bb.yaml'.\n"

    @pytest.mark.parametrize(
        "way", [["/etc/*.conf"], ["../**/*.yaml"], ["a/../../*.yaml"], ["./initiatives/*.yaml"], ["a//b.yaml"]]
    )
    def test_patterns_stay_inside_of_the_repository_and_have_one_spelling(self, repo, way):
        """`./initiatives` would fit no path that git names, and a change below it would go unseen."""
        (repo.path.parent / "secret.yaml").write_text("password: hunter2\n")
        repo.commit({PATH: READY, "pilotlint.yaml": f"initiatives: {json.dumps(way)}\n"})
        ran = judge(repo)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("pilotlint: pilotlint.yaml:1:15: `initiatives[1]` is ")
        assert "Write a path from the Git root with forward slashes" in ran.err


if os.geteuid() != 0:  # root may read everything

    def test_a_file_nobody_may_read_fails(repo):
        repo.commit({PATH: READY})
        (repo.path / PATH).chmod(0)
        ran = judge(repo)
        assert ran.code == 1
        assert "This is a file nobody may read" in ran.out


class TestNothingToCheck:
    """Nothing checked is never a pass."""

    def expected(self, ran: Ran) -> None:
        assert ran.out == ""
        assert ran.err == (
            "pilotlint: nothing to check: no file fits initiatives/**/*.yaml or initiatives/**/*.yml. Run this in the "
            "repository of the initiatives, name a file, or say in pilotlint.yaml where they are.\n"
        )

    def test_in_an_empty_folder(self, folder):
        self.expected(check(cwd=folder, code=2))

    def test_in_an_empty_repository(self, repo):
        self.expected(check(cwd=repo.path, code=2))
        self.expected(check("--staged", cwd=repo.path, code=2))

    def test_in_a_repository_of_something_else(self, repo):
        repo.commit(
            {"src/main.py": "", "other/a.yaml": PROPOSAL, "initiatives/README.md": "", "initiatives/.a.txt": ""}
        )
        self.expected(check(cwd=repo.path, code=2))
        self.expected(check("--head", "HEAD", cwd=repo.path, code=2))

    def test_in_a_folder_without_initiatives(self, repo):
        repo.commit({PATH: READY, "docs/README.md": "hello\n"})
        assert (
            check("docs", cwd=repo.path, code=2).err == "pilotlint: nothing to check: there is no YAML file in docs.\n"
        )
        assert check(cwd=repo.path / "docs", code=0).report["summary"]["initiatives"] == 1

    def test_when_the_pattern_of_the_settings_fits_nothing(self, repo):
        repo.commit({PATH: READY, "pilotlint.yaml": "initiatives: ['portfolio/*.yaml']\n"})
        ran = check(cwd=repo.path, code=2)
        assert ran.err.startswith(
            "pilotlint: nothing to check: no file fits portfolio/*.yaml. Run this in the repository"
        )

    @pytest.mark.parametrize("judged", [(), ("--staged",), ("docs",)])
    def test_it_passes_when_that_is_asked_for(self, repo, judged):
        repo.stage({"docs/README.md": "hello\n"})
        ran = pilotlint("check", "--today", TODAY, "--allow-empty", *judged, cwd=repo.path, code=0)
        assert ran.out == "0 initiatives on 2026-06-22: 0 errors, 0 warnings. The gate passes.\n"

    def test_a_path_that_is_not_there_is_wrong_use_also_when_nothing_is_allowed(self, repo):
        repo.commit({PATH: READY})
        ran = check("--allow-empty", "initiatives/nowhere.yaml", cwd=repo.path, code=2)
        assert ran.err == "pilotlint: there is no file or folder 'initiatives/nowhere.yaml'.\n"

    def test_the_hook_without_a_file_is_wrong_use(self, repo):
        repo.commit({PATH: READY})
        assert pilotlint("pre-commit", cwd=repo.path, code=2).err.startswith("pilotlint: Missing argument")


ASSERT = "initiative.title.size() <= 60"

BROKEN_POLICIES = {
    "no YAML": ("severity: {", "severity: [", "6:11: The list in brackets that starts here cannot be read"),
    "an unknown key": ("rationale:", "rational:", "5:1: `rational` is not a key that belongs at the top of the file"),
    "no assert": (
        f"assert: {ASSERT}\n",
        "",
        "1:1: `this file` does not have the form of a policy. A policy needs an assert",
    ),
    "an unknown stage": ("{proposal:", "{propsal:", "6:12: `propsal` is not a key that can stand in `severity`"),
    "a syntax error": (ASSERT, "initiative.title.size() <=", "7:35: in `assert`: Syntax error: mismatched input"),
    "types that do not fit": (
        ASSERT,
        'initiative.title.size() <= "60"',
        "7:33: in `assert`: `",
    ),
    "no answer": (ASSERT, "initiative.title.size()", "7:9: in `assert`: this must give true or false, and gives int."),
    "an unknown field": (
        *(ASSERT, 'initiative.owner.nmae != ""'),
        "7:26: in `assert`: `initiative.owner` has no field `nmae`; did you mean `name`?",
    ),
    "an unknown name": (
        ASSERT,
        'initiativ.title != ""',
        "7:9: in `assert`: undeclared reference to 'initiativ.title'; did you mean `initiative`?",
    ),
    "an unknown function": (ASSERT, "shout(initiative.title)", "7:9: in `assert`: undeclared reference to 'shout'"),
    "an unknown variable": (
        "than sixty characters, so",
        "than {limit}, so",
        "9:35: in `message`: `{limit}` is not a variable",
    ),
    "another id": (
        "id: ACME101",
        "id: ACME102",
        "1:1: this file is called after its policy: rename it to ACME102-title",
    ),
    "a check in Python": (f"assert: {ASSERT}", "builtin: true", "7:1: only shipped policies can be built in"),
    "a key twice": ("play: file", "play: file\nid: ACME102", "5:1: The key `id` stands here a second time"),
    "brackets without end": (
        ASSERT,
        "(" * 3_000 + "true" + ")" * 3_000,
        "7:9: in `assert`: there are too many variables, brackets and loops inside each other",
    ),
}


class TestPolicies:
    """A bad policy is not a failed initiative: the run stops and says where."""

    PATH = "policies/ACME101-title-is-short.yaml"

    @pytest.mark.parametrize("what", BROKEN_POLICIES)
    def test_a_broken_policy_is_named_with_file_line_and_column(self, repo, what):
        old, new, said = BROKEN_POLICIES[what]
        assert OWN_POLICY.count(old) == 1
        repo.commit({PATH: READY, self.PATH: OWN_POLICY.replace(old, new)})
        for command in (("check", "--base", "HEAD"), ("policies", "test", self.PATH)):
            ran = pilotlint(*command, cwd=repo.path, code=2)
            assert ran.out == ""
            assert f"{self.PATH}:{said}" in ran.err
            assert tame(ran.err)

    def test_an_expression_is_shown_with_the_place_marked(self, repo):
        repo.commit({PATH: READY, self.PATH: OWN_POLICY.replace(ASSERT, 'initiative.owner.nmae != ""')})
        assert pilotlint("check", cwd=repo.path, code=2).err == (
            "pilotlint: policies/ACME101-title-is-short.yaml:7:26: "
            "in `assert`: `initiative.owner` has no field `nmae`; did you mean `name`?\n"
            '    assert: initiative.owner.nmae != ""\n'
            "                             ^\n"
        )

    def test_the_id_of_a_shipped_policy_is_taken(self, repo):
        repo.commit({PATH: READY, "policies/PL402-title-is-short.yaml": OWN_POLICY.replace("ACME101", "PL402")})
        ran = pilotlint("check", cwd=repo.path, code=2)
        assert ran.err == (
            "pilotlint: policies/PL402-title-is-short.yaml:1:1: the id PL402 is taken by "
            "policies/playbook/PL402-deployment-budget-at-least-3x.yaml; choose another one.\n"
        )

    def test_one_id_cannot_be_used_twice(self, repo):
        repo.commit({PATH: READY, self.PATH: OWN_POLICY, "policies/a/ACME101-title-is-short.yaml": OWN_POLICY})
        ran = pilotlint("check", cwd=repo.path, code=2)
        assert "the id ACME101 is taken by policies/" in ran.err

    @pytest.mark.parametrize("target", ["../ACME101.yaml", "/etc/passwd", "nowhere"])
    def test_a_policy_that_is_a_link_is_not_followed(self, repo, target):
        repo.link(self.PATH, target).commit({PATH: READY, "ACME101.yaml": OWN_POLICY})
        ran = pilotlint("check", cwd=repo.path, code=2)
        assert ran.err == f"pilotlint: {self.PATH}: this policy cannot be read: it is a symbolic link.\n"

    def test_a_policy_that_cannot_be_evaluated_on_an_initiative_fails_it(self, repo):
        repo.commit({PATH: READY, self.PATH: OWN_POLICY.replace(ASSERT, 'initiative.owner.email != ""')})
        ran = check(cwd=repo.path, code=1)
        assert ran.findings() == [("policy-error", "error", "/title")]
        assert "cannot be evaluated on this initiative: there is no `email`." in ran.report["findings"][0]["message"]

    @pytest.mark.parametrize("profile", ["register", "playbook", "strict"])
    def test_a_policy_that_cannot_be_evaluated_fails_in_every_profile(self, repo, profile):
        policy = OWN_POLICY.replace(ASSERT, 'initiative.owner.email != ""').replace("pilot: error", "pilot: note")
        repo.commit({PATH: READY, self.PATH: policy})
        check("--profile", profile, cwd=repo.path, code=1)

    def test_a_place_with_thousands_of_digits_is_no_place(self, repo):
        policy = OWN_POLICY.replace("at: /title", f"at: /builders/{'9' * 5_000}").replace("<= 60", "<= 6")
        repo.commit({PATH: READY, self.PATH: policy})
        assert check(cwd=repo.path, code=1).policies("error") == {"ACME101"}

    def test_an_expression_without_end_is_stopped(self, repo):
        loop = "[1,2,3,4,5,6,7,8,9,10]"
        nested = f"{loop}.all(a, {loop}.all(b, {loop}.all(c, {loop}.all(d, {loop}.all(e, a + b + c + d + e > 0)))))"
        repo.commit({PATH: READY, self.PATH: OWN_POLICY.replace(ASSERT, f"'{nested}'")})
        ran = check(cwd=repo.path, code=1)
        assert "it takes more than 9,999 steps" in ran.report["findings"][0]["message"]

    @pytest.mark.skipif(sys.platform != "linux", reason="there is no limit on memory")
    def test_a_policy_that_takes_all_memory_is_refused_when_it_is_tested(self, repo):
        grown = [f'"{"x" * 1_000}"', *(f"plain(s{number} + s{number})" for number in range(24))]
        variables = "".join(f"  s{number}: '{source}'\n" for number, source in enumerate(grown))
        policy = OWN_POLICY.replace(f"assert: {ASSERT}", f"variables:\n{variables}assert: s24.size() > 5")
        repo.commit({self.PATH: policy})
        ran = run(executable(), "policies", "test", self.PATH, cwd=repo.path, code=2)  # no fork: its memory is limited
        assert ran.out == ""
        assert ran.err.startswith(f"pilotlint: {self.PATH}: ACME101 needs more than 1 GB of memory. Look for a text")
        assert ran.err.count("\n") == 1


class TestSettings:
    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (
                "profil: strict\n",
                "1:1: `profil` is not a key that belongs at the top of the file; it looks like `profile`",
            ),
            (
                "profile: strickt\n",
                "1:1: `profile` is strickt, which is not one of the answers it can have. Write `profile: strict`",
            ),
            ("severity: [PL401\n", "1:11: The list in brackets that starts here cannot be read"),
            ("- a\n", "1:1: This file is a list; it should be lines of `key: value`."),
            ("severity: {PL999: off}\n", "1:12: there is no policy PL999 in the packs that take part"),
            ("severity: {PL001: off}\n", "1:12: PL001 always blocks: a file that cannot be read is never a pass."),
            (
                "severity: {PL402: eror}\n",
                "1:12: `severity.PL402` is eror, which is not one of the answers it can have.",
            ),
            (
                "limits:\n  budget_ratio_min: three\n",
                "2:3: `limits.budget_ratio_min` is three, which pilotlint cannot read",
            ),
            ("packs: [nope]\n", "1:9: `packs[1]` is nope, which is not one of the answers it can have."),
            ("initiatives: initiatives/*.yaml\n", "1:1: `initiatives` should be a list."),
            (
                "fail_on: error\nfail_on: never\n",
                "2:1: The key `fail_on` stands here a second time; it is on line 1 already",
            ),
            ("gate: {changed: &a all}\n", "1:17: A value cannot start with `&`"),
            ("[" * 100_000, "1:1: The brackets or lines of this file are nested more than 40 levels deep"),
            ("profile: strict\n".encode("utf-16"), "1:1: This file is saved as UTF-16."),
            (b"profile: \x1b[31m\n", "1:10: There is an invisible control character here (U+001B)"),
        ],
    )
    def test_broken_settings_are_named_with_line_and_column(self, repo, content, said):
        repo.commit({PATH: READY, "pilotlint.yaml": content})
        for judged in ((), ("--base", "HEAD")):
            ran = check(*judged, cwd=repo.path, code=2)
            assert ran.out == ""
            assert ran.err.startswith(f"pilotlint: pilotlint.yaml:{said}")
            assert tame(ran.err)

    def test_settings_that_are_a_link_are_not_followed(self, repo):
        repo.link("pilotlint.yaml", "../elsewhere.yaml").commit({PATH: READY})
        (repo.path.parent / "elsewhere.yaml").write_text("fail_on: never\n")
        ran = check(cwd=repo.path, code=2)
        assert ran.err == "pilotlint: pilotlint.yaml: the settings cannot be read: this is a symbolic link.\n"

    def test_empty_settings_are_the_defaults(self, repo):
        repo.commit({PATH: DEBT, "pilotlint.yaml": "# nothing yet\n"})
        assert check(cwd=repo.path, code=1).policies("error") == {"PL402"}

    def test_settings_that_are_named_must_be_there(self, repo):
        repo.commit({PATH: READY})
        ran = check("--config", "mine.yaml", cwd=repo.path, code=2)
        assert ran.err == "pilotlint: mine.yaml: the settings cannot be read: this is not there.\n"


class TestWrongUse:
    @pytest.mark.parametrize(
        ("arguments", "said"),
        [
            (["check", "--formt", "json"], "No such option '--formt'. Did you mean '--format'?"),
            (["--staged", "--nope"], "No such option '--nope'."),
            (["check", "--format", "jsn"], "there is no format 'jsn'. Did you mean json?"),
            (["check", "--format", "pdf"], "there is no format 'pdf'. There are text, json"),
            (
                ["check", "--today", TODAY, "--format", "json=/nowhere/x"],
                "the report cannot be written to /nowhere/x: No such file or directory.",
            ),
            (["check", "--format", "json=initiatives"], "the report cannot be written to initiatives: Is a directory."),
            (["check", "--select", "PL4O2"], "there is no policy 'PL4O2'. Did you mean PL402?"),
            (["check", "--ignore", "budget"], "there is no policy 'budget'. `pilotlint policies list` shows all."),
            (["check", "--ignore", "PL001"], "PL001 cannot be ignored: a file that cannot be read is never a pass."),
            (["check", "--ignore", "PL"], "PL001 cannot be ignored: a file that cannot be read is never a pass."),
            (
                ["check", "--today", "22.06.2026"],
                "--today '22.06.2026' is not a day. Write it as year-month-day, such as 2026-06-22.",
            ),
            (["check", "--today", "2026-02-30"], "--today '2026-02-30' is not a day."),
            (
                ["check", "--fail-on", "all"],
                "Invalid value for '--fail-on': 'all' is not one of 'error', 'warning', 'never'.",
            ),
            (["check", "--profile", "nice"], "Invalid value for '--profile': 'nice' is not one of"),
            (["nowhere.yaml"], "there is no file or folder 'nowhere.yaml'."),
            (["nowhere"], "there is no file or folder 'nowhere'."),
            (["chekc"], "there is no command 'chekc', nor a file or folder of that name. Did you mean check?"),
            (
                ["polices", "list"],
                "there is no command 'polices', nor a file or folder of that name. Did you mean policies?",
            ),
            (["./chekc"], "there is no file or folder 'chekc'."),
            (["explain", "PL4O2"], "there is no policy 'PL4O2'. Did you mean PL402?"),
            (["check", "--format", "json", "--format", "text"], "only one format can go to standard output"),
            (["explain"], "Missing argument 'ID'."),
            (["policies", "tset"], "No such command 'tset'. Did you mean 'test'?"),
            (["policies", "test", "nowhere"], "there is no file or folder 'nowhere'."),
            (["schema", "polcy"], "there is no schema 'polcy'. Did you mean policy?"),
        ],
    )
    def test_wrong_use_is_said_in_one_sentence(self, repo, arguments, said):
        repo.commit({PATH: READY})
        ran = pilotlint(*arguments, cwd=repo.path, code=2)
        assert ran.out == ""
        assert ran.err.startswith(f"pilotlint: {said}")
        assert ran.err.count("\n") == 1

    @pytest.mark.parametrize("typed", ["\x1b[31m", "\u202eevil", "\x9b1m", "a\rb"])
    def test_what_was_typed_is_quoted_harmlessly(self, repo, typed):
        repo.commit({PATH: READY})
        for arguments in (
            ["--base", typed],
            ["--format", typed],
            ["--select", typed],
            ["--today", typed],
            ["--config", typed],
        ):
            assert tame(check(*arguments, cwd=repo.path, code=2).err)

    def test_a_path_alone_means_check(self, repo):
        repo.commit({PATH: DEBT})
        assert "error[PL402]" in pilotlint(PATH, "--today", TODAY, cwd=repo.path, code=1).out

    def test_a_folder_called_nearly_like_a_command_is_a_path(self, repo):
        repo.commit({"chekc/invoice-matching.yaml": DEBT})
        assert "error[PL402]" in pilotlint("chekc", "--today", TODAY, cwd=repo.path, code=1).out

    @pytest.mark.parametrize("arguments", [[], ["policies"]])
    def test_without_anything_to_do_the_help_is_shown(self, folder, arguments):
        ran = pilotlint(*arguments, cwd=folder, code=2)
        assert ran.out == ""
        assert ran.err == pilotlint(*arguments, "--help", cwd=folder, code=0).out


class TestFormats:
    @pytest.mark.parametrize(("content", "code"), [(READY, 0), (DEBT, 1), ("", 1)])
    def test_exit_codes_are_the_same_in_every_format(self, repo, content, code):
        repo.commit({PATH: content})
        for names in (
            ["text"],
            ["json"],
            ["text=a.txt"],
            ["json=a.json"],
            ["json", "text=a.txt"],
            ["text=a.txt", "json=a.json"],
        ):
            formats = [part for name in names for part in ("--format", name)]
            pilotlint("check", "--today", TODAY, *formats, cwd=repo.path, code=code)

    def test_two_formats_are_both_written(self, repo):
        repo.commit({PATH: DEBT})
        ran = pilotlint(
            "check", "--today", TODAY, "--format", "text", "--format", "json=out.json", cwd=repo.path, code=1
        )
        assert ran.out.endswith("1 initiative on 2026-06-22: 1 error, 0 warnings. The gate fails.\n")
        assert json.loads((repo.path / "out.json").read_text())["verdict"] == "fail"
        assert sorted(path.name for path in repo.path.iterdir()) == [".git", "initiatives", "out.json"]

    def test_a_report_in_a_file_is_replaced_as_a_whole(self, repo):
        """Whoever has the old report open goes on reading the old report."""
        repo.commit({PATH: DEBT})
        (repo.path / "out.json").write_text("old\n")
        with (repo.path / "out.json").open() as old:
            ran = pilotlint("check", "--format", "json=out.json", cwd=repo.path, code=1)
            assert old.read() == "old\n"
        assert ran.out == ""
        assert json.loads((repo.path / "out.json").read_text())["version"] == 1

    @pytest.mark.parametrize("redirection", ["> out.txt", "| cat > out.txt"])
    def test_a_report_can_go_to_standard_output_by_name_behind_another(self, repo, redirection):
        repo.commit({PATH: DEBT})
        command = (
            f"{shlex.quote(executable())} check --today {TODAY} --format text --format json=/dev/stdout {redirection}"
        )
        run("bash", "-c", command, cwd=repo.path)
        text, _, data = (repo.path / "out.txt").read_text().partition("The gate fails.\n")
        assert text.startswith("error[PL402]")
        assert json.loads(data)["verdict"] == "fail"

    def test_a_link_in_the_repository_does_not_lead_the_report_elsewhere(self, repo, folder):
        (folder / "precious").write_text("mine\n")
        repo.link("out.json", str(folder / "precious")).commit({PATH: DEBT})
        ran = pilotlint("check", "--format", "json=out.json", cwd=repo.path, code=2)
        said = "the report cannot be written to out.json: it is a symbolic link; name the file itself."
        assert ran.err == f"pilotlint: {said}\n"
        assert (folder / "precious").read_text() == "mine\n"

    def test_a_report_that_cannot_be_written_leaves_the_old_one_alone(self, repo):
        repo.commit({PATH: DEBT})
        (repo.path / "out.json").write_text("old\n")
        check("--format", "json=out.json", "--select", "PL999", cwd=repo.path, code=2)
        assert (repo.path / "out.json").read_text() == "old\n"

    def test_what_was_printed_before_a_report_that_cannot_be_written_stays_printed(self, repo):
        repo.commit({PATH: DEBT})
        ran = pilotlint("check", "--format", "text", "--format", "json=no/where.json", cwd=repo.path, code=2)
        assert ran.out.endswith("The gate fails.\n")
        assert ran.err == "pilotlint: the report cannot be written to no/where.json: No such file or directory.\n"

    def test_a_file_has_no_colours(self, repo):
        repo.commit({PATH: DEBT})
        run_on_terminal(repo.path, "--format", "text=out.txt")
        assert "error[PL402]" in (repo.path / "out.txt").read_text()
        assert tame((repo.path / "out.txt").read_text())


def test_an_interrupted_check_says_so_by_its_exit_code(repo):
    repo.commit({PATH: READY})
    os.mkfifo(repo.path / "pipe")
    waiting = subprocess.Popen([executable(), "check", "--format", "json=pipe"], cwd=repo.path, stderr=subprocess.PIPE)
    time.sleep(2)  # for somebody to read from the pipe
    waiting.send_signal(signal.SIGINT)
    assert (waiting.communicate(timeout=10)[1].strip(), waiting.returncode) == (b"", 130)


TESTED = Path(__file__).parents[2] / "policies/playbook/PL402-deployment-budget-at-least-3x.yaml"
OTHERS = [
    "policies list",
    "explain PL402",
    f"policies test {shlex.quote(str(TESTED))}",
    "schema",
    "--help",
    "policies --help",
    "--version",
]
"""Every command that only prints; what `import` prints goes the same way."""


class TestPipes:
    @pytest.fixture
    def many(self, repo):
        """A repository whose report is longer than what a pipe holds."""
        repo.commit(
            {f"initiatives/i{n}.yaml": PROPOSAL.replace("id: invoice-matching", f"id: i{n}") for n in range(90)}
        )
        return repo

    @pytest.mark.parametrize("name", ["text", "json"])
    @pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 1)])
    def test_a_reader_that_stops_early_is_no_error_and_changes_no_verdict(self, many, name, fail_on, code):
        command = f"set -o pipefail; {shlex.quote(executable())} check --fail-on {fail_on} --format {name} | head -1"
        ran = run("bash", "-c", command, cwd=many.path)
        assert (ran.code, ran.err, ran.out.count("\n")) == (code, "", 1)

    @pytest.mark.parametrize("command", OTHERS)
    def test_other_commands_are_quiet_too(self, many, command):
        piped = f"set -o pipefail; {shlex.quote(executable())} {command} | head -1"
        ran = run("bash", "-c", piped, cwd=many.path, code=0)
        assert (ran.err, ran.out.count("\n")) == ("", 1)

    @pytest.mark.parametrize("command", OTHERS)
    def test_other_commands_do_without_streams_too(self, repo, command):
        ran = run("bash", "-c", f"{shlex.quote(executable())} {command} >&-", cwd=repo.path, code=0)
        assert ran.err == ""

    @pytest.mark.parametrize("redirection", [">&-", ">&- 2>&-", "<&-"])
    def test_closed_streams_change_no_verdict(self, repo, redirection):
        repo.commit({PATH: DEBT})
        ran = run(
            "bash", "-c", f"{shlex.quote(executable())} check --today {TODAY} {redirection}", cwd=repo.path, code=1
        )
        assert ran.err == ""

    @pytest.mark.parametrize("command", ["check", *OTHERS])
    def test_a_full_disk_is_no_pass(self, repo, command):
        repo.commit({PATH: READY})
        ran = run("bash", "-c", f"{shlex.quote(executable())} {command} > /dev/full", cwd=repo.path, code=2)
        assert ran.err == "pilotlint: the output cannot be written: No space left on device.\n"

    @pytest.mark.parametrize(("target", "code"), [(PATH, 0), ("nowhere.yaml", 2)])
    def test_complaints_that_cannot_be_written_change_no_exit_code(self, repo, target, code):
        repo.commit({PATH: READY})
        command = f"{shlex.quote(executable())} check --today {TODAY} {target} 2> /dev/full"
        run("bash", "-c", command, cwd=repo.path, code=code)

    def test_a_terminal_that_lacks_characters_gets_escapes(self, repo):
        repo.commit({PATH: READY.replace("Suggested matches", "Vorschläge 発注")})
        plain = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"}
        ran = pilotlint("check", "--today", TODAY, cwd=repo.path, env=plain, code=0)
        assert r"Vorschl\xe4ge \u767a\u6ce8 for supplier invoices" in ran.out
        assert ran.out.isascii()


def run_on_terminal(cwd: Path, *arguments: str, **env: str) -> str:
    """Run a check with its output on a terminal; return what the terminal got."""
    ours, theirs = os.openpty()
    command = [executable(), "check", "--today", TODAY, *arguments]
    process = subprocess.Popen(
        command, cwd=cwd, env={**os.environ, "TERM": "xterm-256color", **env}, stdout=theirs, stderr=theirs
    )
    os.close(theirs)
    chunks = []
    try:
        while chunk := os.read(ours, 65_536):
            chunks.append(chunk)
    except OSError:  # how Linux says that the other end of a terminal is closed
        pass
    finally:
        os.close(ours)
    process.wait(timeout=20)
    return b"".join(chunks).decode().replace("\r\n", "\n")


class TestColours:
    @pytest.fixture
    def debt(self, repo):
        repo.commit({PATH: DEBT})
        return repo.path

    def test_a_terminal_gets_colours(self, debt):
        out = run_on_terminal(debt)
        assert "\x1b[31;1merror[PL402]\x1b[0m" in out
        assert "\x1b[31;1mThe gate fails.\x1b[0m" in out

    @pytest.mark.parametrize("env", [{"NO_COLOR": "1"}, {"TERM": "dumb"}])
    def test_a_terminal_gets_no_colours_when_it_does_not_want_them(self, debt, env):
        out = run_on_terminal(debt, **env)
        assert "error[PL402]" in out
        assert tame(out)

    def test_an_empty_no_color_means_nothing(self, debt):
        assert "\x1b[31;1m" in run_on_terminal(debt, NO_COLOR="")

    def test_a_pipe_gets_no_colours(self, debt):
        ran = pilotlint("check", cwd=debt, env={"TERM": "xterm-256color", "CLICOLOR": "1"}, code=1)
        assert tame(ran.out)

    def test_json_has_no_colours_on_a_terminal(self, debt):
        out = run_on_terminal(debt, "--format", "json")
        assert json.loads(out)["verdict"] == "fail"

    def test_on_a_terminal_a_file_still_controls_nothing(self, repo):
        evil = PROPOSAL.replace("Suggested matches for supplier invoices", '"\\e[2J\\u202eevil"')
        repo.commit({PATH: evil})
        out = run_on_terminal(repo.path)
        assert r"\x1b[2J\u202eevil" in out
        assert tame(re.sub(r"\x1b\[[0-9;]*m", "", out))
