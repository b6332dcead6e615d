"""What the tests of clients share, so that each thing is made once in a run: an environment for the hooks, a wheel."""

import fcntl
import os
import shutil
import sys
import tarfile
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from support.repo import TestRepo
from support.run import executable, run

ROOT = Path(__file__).parents[2]


class Hooks(NamedTuple):
    """The hooks of this checkout, as a repository that others can name in their configuration."""

    configuration: str
    environment: dict[str, str]


class Built(NamedTuple):
    """A copy of this checkout, and what was built of it."""

    checkout: Path
    wheel: Path
    unpacked_sdist: Path
    wheel_of_sdist: Path


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that all workers of this run see."""
    mine = tmp_path_factory.getbasetemp()
    return mine.parent if "PYTEST_XDIST_WORKER" in os.environ else mine


@pytest.fixture(scope="session")
def hooks(shared: Path, _scrubbed_environment: None) -> Hooks:
    """The hooks, installed by the real client; the first test to ask waits for pip."""
    environment = {"PRE_COMMIT_HOME": str(shared / "pre-commit")}
    repository = shared / "hooks"

    def make() -> str:
        copy_checkout(repository)
        revision = TestRepo(repository).commit()
        hooks = "[{id: pilotlint}, {id: pilotlint-policies}]"
        configuration = f"repos:\n- repo: file://{repository}\n  rev: {revision}\n  hooks: {hooks}\n"
        user = TestRepo(shared / "hooks-user").write({".pre-commit-config.yaml": configuration})
        run(executable("pre-commit"), "install-hooks", cwd=user.path, env=environment, code=0)
        return configuration

    return Hooks(once(shared / "hooks.made", make), environment)


@pytest.fixture(scope="session")
def built(shared: Path, _scrubbed_environment: None) -> Built:
    """The wheel, and the wheel that is built from the source distribution."""
    checkout, dist, sdist, dist_of_sdist = (shared / name for name in ("checkout", "dist", "sdist", "dist-of-sdist"))

    def make() -> str:
        copy_checkout(checkout)
        hatchling("wheel", checkout, dist)
        hatchling("sdist", checkout, dist)
        with tarfile.open(only(dist, "*.tar.gz")) as archive:
            archive.extractall(sdist, filter="data")
        hatchling("wheel", only(sdist, "*"), dist_of_sdist)
        return "made"

    once(shared / "built.made", make)
    return Built(checkout, only(dist, "*.whl"), only(sdist, "*"), only(dist_of_sdist, "*.whl"))


def once(result: Path, make: Callable[[], str]) -> str:
    """Let the first worker make something, and the others wait for it and take its result."""
    with result.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not result.exists():
            result.write_text(make())
        return result.read_text()


def copy_checkout(target: Path) -> None:
    """Copy the files of this checkout that git tracks or would track, as they are now."""
    listed = run("git", "ls-files", "-z", "--cached", "--others", "--exclude-standard", cwd=ROOT, code=0).out
    for name in listed.split("\0")[:-1]:
        if (ROOT / name).exists():  # a deleted file is listed until its deletion is committed
            (target / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, target / name)


def hatchling(what: str, source: Path, target: Path) -> None:
    """Build a wheel or a source distribution with the tools of the environment the tests run in."""
    run(sys.executable, "-m", "hatchling", "build", "--target", what, "--directory", str(target), cwd=source, code=0)


def only(folder: Path, pattern: str) -> Path:
    """Return the one path in a folder that fits."""
    (path,) = folder.glob(pattern)
    return path
