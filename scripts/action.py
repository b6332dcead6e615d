"""Start the action as a runner does, twice, and say how long it takes; `make action` calls it with an empty folder.

The first start installs the libraries. The second runs the examples of the policies, so that all are used.
"""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def main() -> None:
    folder = Path(sys.argv[1])
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    environment = {**os.environ, "RUNNER_TEMP": str(folder.resolve())}
    for what in (["--version"], ["policies", "test"]):
        started = time.monotonic()
        command = [sys.executable, "-I", "-S", ROOT / "scripts" / "start_action.py", *what]
        subprocess.run(command, env=environment, cwd=folder, check=True, stdout=subprocess.DEVNULL)
        print(f"{' '.join(what)}: {time.monotonic() - started:.1f} s")


if __name__ == "__main__":
    main()
