"""Files below the size limit that are made to cost time or memory: each is refused, at once, and in few words.

The limits on time and memory are many times what a check needs, and a small part of what these files once took.
"""

import shlex

import pytest

from support.repo import PATH, PROPOSAL, READY
from support.run import TODAY, Ran, executable, run

MOST = 100
LARGE = 900_000
SECONDS = 10
KILOBYTES = 1_000_000
"""Of address space; half of it is there before the first file is read."""

BARE = "".join(line for line in PROPOSAL.splitlines(keepends=True) if not line.startswith(("builders:", "people:")))


def with_line(key: str, value: str) -> str:
    """Return an initiative with one line at the end, instead of the one it had for that key."""
    return "".join(line for line in BARE.splitlines(keepends=True) if not line.startswith(f"{key}:")) + (
        f"{key}: {value}\n"
    )


def entries(key: str, entry: str, count: int) -> str:
    """Return an initiative with a list, in which ``{n}`` is the number of the entry."""
    return f"{BARE}{key}:\n" + "".join(f"  - {entry.replace('{n}', str(n))}\n" for n in range(count))


END = BARE.count("\n") + 1
"""The line behind an initiative, where what is added begins."""

TOO_LONG = "characters long, and it can have 5,000."
TOO_MANY_VALUES = "This file holds more than 10,000 keys and values, so it is not read"

CAPPED = {
    "keys that nobody knows": (BARE + "".join(f"key{n}: 1\n" for n in range(4_900)), "at least 4,800 more things in this file"),
    "keys that are nearly known": (BARE + "".join(f"{'builders' * 20}{n}: 1\n" for n in range(4_900)), "at least 4,800 more things in this file"),
    "misspelt people": (entries("people", "{nmae: Ann Bee, functoin: x}", 180), "at least 260 more things in this file"),
    "entries with tags": (entries("follows", "!x y", 8_000), "… and 7,900 more places in this file cannot be read"),
    "keys that stand there twice": (BARE + "title: x\n" * 4_900, "… and 4,800 more places in this file"),
    "pairs of keys": (BARE + "".join(f"k{n}: 1\nk{n}: 2\n" for n in range(2_400)), "… and 2,300 more places"),
    "anchors": (BARE + "notes: [" + ", ".join(f"&a{n} b" for n in range(9_000)) + "]\n", "… and 8,900 more places in this file cannot be read"),
    "items in three plans": (
        BARE + "deployment_plan: {" + ", ".join(f"{k}: [{'{itm: a, don: maybe}, ' * 190}]" for k in ("training", "x"))
        + "}\n",
        "at least 91 more things in this file",
    ),
}  # fmt: skip
"""What has more wrong with it than anybody would read, and how the last finding ends the list."""

ONE = {
    "more keys than any file has": (BARE + "".join(f"k{n}: 1\n" for n in range(90_000)), 1, TOO_MANY_VALUES),
    "builders": (entries("builders", "{name: Ann Bee{n}}", 30_000), 1, TOO_MANY_VALUES),
    "entries that say nothing": (BARE + "builders: [" + "{}," * 300_000 + "]\n", 1, TOO_MANY_VALUES),
    "keys without values": (BARE + "notes: [" + "? a, " * 170_000 + "]\n", 1, TOO_MANY_VALUES),
    "nested as deep as allowed, often": (
        BARE + "follows: [" + ("[" * 38 + "a" + "]" * 38 + ", ") * 11_000 + "]\n", 1, TOO_MANY_VALUES),
    "valid builders, too many": (
        entries("builders", "{name: Ann Bee{n}}", 3_000),
        END,
        "`builders` has 3,000 entries, and it can have 200; with more of them the file is not judged.",
    ),
    "an explicit key": (f"{BARE}? {'k' * LARGE}\n: 1\n", END, "This key is 900,000 characters long"),
    "a stage": (BARE.replace("stage: proposal\n", f"stage: {'p' * LARGE}\n", 1), 5, "which is not one of the answers"),
    "a title": (with_line("title", "x" * LARGE), END - 1, f"`title` is 900,000 {TOO_LONG}"),
    "an id": (with_line("id", "x" * LARGE), END - 1, "`id` is 900,000 characters long, and it can have 100."),
    "a date": (with_line("next_decision_on", "2" * LARGE), END, "which pilotlint cannot read as a date"),
    "a number": (BARE + f"budget: {{pilot: {'1' * LARGE}}}\n", END, "which pilotlint cannot read as an amount"),
    "an amount with signs": (BARE + f"budget: {{pilot: '{'1,' * 450_000}'}}\n", END, "cannot read as an amount"),
    "words": (BARE.replace("  user_group: ", f"  user_group: {'we use ai, ' * 81_000}"), 10, TOO_LONG),
    "letters of Chinese": (BARE.replace("  user_group: ", f"  user_group: {'文' * 300_000}"), 10, TOO_LONG),
    "a name": (BARE.replace("Rui Alves", "Rui A. " * 120_000, 1), 13, TOO_LONG),
    "an email": (BARE.replace("Rui Alves,", f"Rui Alves, email: {'a@' * 450_000},"), 13, TOO_LONG),
    "a handle": (BARE.replace("Rui Alves,", f"Rui Alves, github: {'a-' * 450_000},"), 13, "it can have 100."),
    "a version": (BARE.replace("pilotlint/v1", f"pilotlint/v{'9' * LARGE}"), 1, "`schema` is pilotlint/v999"),
    "a list for a stage": (BARE.replace("stage: proposal\n", f"stage: [{'b, ' * 3_000}c]\n", 1), 5, "[b, b, b,"),
    "an anchor behind a long text": (f'{BARE}notes: ["{"a" * LARGE}", &b c]\n', END, "cannot start with `&`"),
    "a line of dashes": (f"{BARE}notes: x\n {'-' * LARGE}: : :\n", END + 1, "This line cannot be read as YAML"),
    "braces that never close": (f"{BARE}notes: x: {'{{' * 450_000}\n", END, "This line cannot be read as YAML"),
    "many colons": (f"{BARE}notes: b: {'c: ' * 300_000}\n", END, "This line cannot be read as YAML"),
    "a handle behind a sign": (f"{BARE}notes: @{'a' * LARGE}\n", END, "This line cannot be read as YAML"),
    "a directive": (f"{BARE}%{'a' * LARGE}\n", END, "This line cannot be read as YAML"),
}  # fmt: skip
"""What is said once, the line it is said of, and the words."""

HARMLESS = {
    "comments": READY + "# hello there\n" * 60_000,
    "comments that turn the line": READY + "# \u2028#" * 100_000,
    "empty lines": READY + "\n" * LARGE,
    "notes": READY + f"notes: {'a' * LARGE}\n",
    "notes of many lines": READY + "notes: |\n" + "  see #12, {a: b}, - c\n" * 40_000,
    "carriage returns": READY.replace("\n", "\r") + "#\r" * 400_000,
}
"""What is large and still as it should be."""


@pytest.fixture
def judged(repo):
    """Judge a file within the limits on time and memory."""

    def judge(content: str) -> Ran:
        assert len(content.encode()) < 1_000_000
        repo.commit({PATH: content})
        command = f"ulimit -v {KILOBYTES}; exec {shlex.quote(executable())} check --today {TODAY} --format json"
        ran = run("bash", "-c", command, cwd=repo.path, timeout=SECONDS)
        assert ran.err == ""
        assert len(ran.out) < 150_000
        return ran

    return judge


@pytest.mark.parametrize("what", CAPPED)
def test_of_a_file_with_more_wrong_than_anybody_reads_a_hundred_are_listed_and_it_fails(judged, what):
    content, words = CAPPED[what]
    ran = judged(content)
    found = ran.report["findings"]
    assert (ran.code, {each["policy"] for each in found}, len(found)) == (1, {"PL001"}, MOST + 1)
    (last,) = [
        each for each in found if each["help"] == "Mend what is listed, then check again: nothing else is judged."
    ]
    assert words in last["message"]
    assert (last["pointer"], last["severity"], ran.report["initiatives"][0]["readiness"]) == ("", "error", None)


@pytest.mark.parametrize("what", ONE)
def test_what_is_larger_than_it_can_be_is_refused_with_its_place_and_the_reason(judged, what):
    content, line, words = ONE[what]
    ran = judged(content)
    (found,) = [each for each in ran.report["findings"] if each["severity"] == "error"]
    assert (ran.code, found["policy"], found["start"]["line"]) == (1, "PL001", line)
    assert words in found["message"]
    assert len(found["message"]) + len(found["help"]) < 2_000
    assert found["help"]


@pytest.mark.parametrize("what", HARMLESS)
def test_what_is_large_and_as_it_should_be_passes(judged, what):
    ran = judged(HARMLESS[what])
    assert (ran.code, ran.report["findings"]) == (0, [])


def test_the_longest_lists_a_file_can_have_are_judged(judged):
    people = "".join(f"  - {{name: Cee Dee{n}, function: ops, involved_since: 2026-01-12}}\n" for n in range(200))
    ran = judged(entries("builders", "{name: Ann Bee{n}, github: a{n}}", 200) + f"people:\n{people}")
    assert ran.report["initiatives"][0]["stage"] == "proposal"
    assert "PL001" not in ran.policies()
