"""What a change of ten files costs in a large portfolio, in bare interpreters."""

import os
import subprocess
import sys
import tempfile
from pathlib import Path

import corpus
from measure import take_turns

CHANGED, ROUNDS = 10, 15
WHO = ["-c", "user.name=Dana Ruiz", "-c", "user.email=dana@example.com", "-c", "init.defaultBranch=main"]


def main() -> None:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    check = [str(Path(sys.executable).with_name("pilotlint")), "check", "--today", "2026-06-22", "--base", "main"]
    first = {}
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_CACHE_HOME"] = f"{folder}/cache"
        write(Path(folder, "large"), files)
        write(Path(folder, "small"), CHANGED)
        bare_start = {"python -c pass": [sys.executable, "-c", "pass"]}
        again = {
            "git diff, what differs": ["git", "-C", f"{folder}/large", "diff", "--raw", "main"],
            f"{CHANGED} of {files:,}, a commit": ["env", "-C", f"{folder}/large", *check, "--head", "change"],
            f"{CHANGED} of {files:,}, the files": ["env", "-C", f"{folder}/large", *check],
        }
        forgotten = f'rm -f "{folder}"/cache/pilotlint/change-*; exec "$@"'
        for where, count in (("small", CHANGED), ("large", files)):
            command = ["env", "-C", f"{folder}/{where}", "sh", "-c", forgotten, "sh", *check, "--head", "change"]
            first[f"{CHANGED} of {count:,}, a commit never judged"] = command
        first[f"{CHANGED} of {files:,}, nothing kept"] = ["env", "-C", f"{folder}/large", *check, "--no-cache"]
        measured = {}
        for commands in (again, first):  # apart, as the second ones make the first ones forget
            take_turns(commands, 2)
            measured |= take_turns(bare_start | commands, ROUNDS)
    bare = measured["python -c pass"]
    for name, one in measured.items():
        print(
            f"{name:38} {one.seconds * 1000:7.1f} ms  {one.seconds / bare.seconds:6.2f} bare interpreters"
            f"  {one.processor / bare.processor:6.2f} in processor time  {one.mebibytes:4.0f} MiB"
        )


def write(folder: Path, files: int) -> None:
    """Make a repository of clean initiatives with a branch on which a few have another title."""
    corpus.write(folder, files, faulty=0)
    git(folder, "init", "--quiet")
    commit(folder)
    git(folder, "checkout", "--quiet", "-b", "change")
    for path in sorted(folder.glob("initiatives/*/*.yaml"))[:: files // CHANGED][:CHANGED]:
        path.write_text(path.read_text(encoding="utf-8").replace("title: A ", "title: Another ", 1), encoding="utf-8")
    commit(folder)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--message", "change")


def git(folder: Path, *arguments: str) -> None:
    subprocess.run(["git", "-C", str(folder), *WHO, *arguments], check=True)


if __name__ == "__main__":
    main()
