"""Start the action as a runner does, twice, and say how long it takes; `make action` calls it.

The first start installs the libraries. What is asked for is the test of the policies, so that all of them are used.
"""

import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "RUNNER_TEMP": folder}
        for what in ("--version", "policies test"):
            started = time.monotonic()
            command = ["python3", "-I", "-S", ROOT / "scripts" / "start_action.py", *what.split()]
            subprocess.run(command, env=environment, cwd=folder, check=True, stdout=subprocess.DEVNULL)
            print(f"{what}: {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    sys.exit(main())
