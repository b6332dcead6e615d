"""What a large portfolio costs, compared with only parsing it with PyYAML's C parser."""

import subprocess
import sys
import tempfile
from pathlib import Path

import corpus
from measure import take_turns

PARSE = """
import os, sys, yaml
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        with open(os.path.join(folder, name), "rb") as file:
            yaml.load(file, yaml.CSafeLoader)
"""


def main() -> None:
    files = int(sys.argv[1]) if len(sys.argv) > 1 else 10_000
    pilotlint = str(Path(sys.executable).with_name("pilotlint"))
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder), files)
        check = [pilotlint, "check", "--today", "2026-06-22", "--format", "json"]
        subprocess.run(check, cwd=folder, stdout=subprocess.DEVNULL, check=False)
        commands = {
            "CSafeLoader, parsing only": [sys.executable, "-c", PARSE, f"{folder}/initiatives"],
            "pilotlint check --no-cache": [*check, "--no-cache"],
            "pilotlint check, again": check,
        }
        measured = take_turns(commands, 3 if files > 2_000 else 7, folder)
    parsing = measured["CSafeLoader, parsing only"]
    print(f"{files:,} files")
    for name, one in measured.items():
        print(
            f"{name:26} {one.seconds:7.2f} s  {one.processor:7.2f} s of processor time  {one.mebibytes:5.0f} MiB"
            f"  {one.seconds / parsing.seconds:5.2f}  {one.processor / parsing.processor:5.2f}"
        )


if __name__ == "__main__":
    main()
