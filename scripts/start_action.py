"""Start the action: this checkout's own source, with its libraries in the runner's temporary folder, and nothing else.

Called by action.yml with `-I -S`, so that neither the environment, nor the folder, nor what else is installed can put
a module in the place of ours. The libraries are pinned by their digests; they stay for other steps of the same job.
"""

import hashlib
import os
import runpy
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
REQUIREMENTS = os.path.join(ROOT, "requirements", "action.txt")
SETUP = "Write a step `uses: actions/setup-python` before it."


def main() -> None:
    if sys.version_info < (3, 11):  # noqa: UP036  # whoever runs this has what the runner has
        refuse("Python 3.11 or newer is needed, and this is {}.{}. {}".format(*sys.version_info[:2], SETUP))
    sys.path[:0] = [os.path.join(ROOT, "src"), libraries(os.environ.get("RUNNER_TEMP") or tempfile.gettempdir())]
    sys.argv = ["pilotlint", *sys.argv[1:]]
    runpy.run_module("pilotlint", run_name="__main__")


def libraries(folder: str) -> str:
    """Return where the libraries are, and install them there: all of them, or nothing has that name."""
    place = os.path.join(folder, name())
    if os.path.isdir(place):
        return place
    unfinished = tempfile.mkdtemp(prefix="pilotlint-", dir=folder)
    options = ("--quiet", "--disable-pip-version-check", "--no-input", "--no-deps", "--no-compile")
    pinned = ("--only-binary", ":all:", "--require-hashes", "--requirement", REQUIREMENTS, "--target", unfinished)
    done = subprocess.run([sys.executable, "-I", "-m", "pip", "install", *options, *pinned], check=False)
    if done.returncode:
        shutil.rmtree(unfinished, ignore_errors=True)
        refuse(f"its libraries cannot be installed; the lines above say why. Without pip: {SETUP}")
    try:
        os.rename(unfinished, place)
    except OSError:  # another job on the same machine was faster
        shutil.rmtree(unfinished, ignore_errors=True)
    return place


def name() -> str:
    """Name the libraries by what they are, so that another version of the action finds others."""
    with open(REQUIREMENTS, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    return f"pilotlint-{sys.implementation.cache_tag}-{digest[:16]}"


def refuse(why: str) -> None:
    print(f"::error title=pilotlint::{why}")
    sys.exit(2)


if __name__ == "__main__":
    main()
