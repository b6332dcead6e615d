"""What one clean file costs, in bare interpreters."""

import sys
import tempfile
from pathlib import Path

import corpus
from measure import take_turns

ROUNDS = 31


def main() -> None:
    pilotlint = str(Path(sys.executable).with_name("pilotlint"))
    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder), 2)
        clean = "initiatives/unit-000/initiative-00001.yaml"
        commands = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "pilotlint --version": [pilotlint, "--version"],
            "pilotlint check, one clean file": [pilotlint, "check", "--today", "2026-06-22", clean],
            "the same with --no-cache": [pilotlint, "check", "--no-cache", "--today", "2026-06-22", clean],
        }
        take_turns(commands, 2, folder)
        measured = take_turns(commands, ROUNDS, folder)
    bare = measured["python -c pass"].seconds
    for name, one in measured.items():
        print(f"{name:34} {one.seconds * 1000:7.1f} ms  {one.seconds / bare:5.2f} bare interpreters")


if __name__ == "__main__":
    main()
