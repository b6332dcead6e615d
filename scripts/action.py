"""Run the step of action.yml that installs, as a runner does, and ask what was installed; `make action` calls it."""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    steps = yaml.safe_load((ROOT / "action.yml").read_text())["runs"]["steps"]
    script = next(step["run"] for step in steps if step["name"] == "Install pilotlint")
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "RUNNER_TEMP": folder, "GITHUB_ACTION_PATH": str(ROOT)}
        started = time.monotonic()
        subprocess.run(["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script], env=environment, check=True)
        print(f"installed in {time.monotonic() - started:.1f} s")
        program = [Path(folder) / "pilotlint" / "bin" / "python", "-P", "-m", "pilotlint"]
        environment["PYTHONPATH"] = str(ROOT / "src")
        tested = subprocess.run([*program, "policies", "test"], env=environment, cwd=folder, check=False)
        sys.exit(tested.returncode)


if __name__ == "__main__":
    main()
