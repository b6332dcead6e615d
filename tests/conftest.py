"""Every test sees the same world: no user's Git configuration, no settings of a continuous integration."""

import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from support.repo import TestRepo
from support.run import starter

settings.register_profile(
    "tests", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
settings.load_profile("tests")

_KEPT = {"PATH", "LANG", "LC_ALL", "TMPDIR", "SYSTEMROOT", "PYTEST_CURRENT_TEST", "PYTEST_XDIST_WORKER"}


@pytest.fixture(scope="session", autouse=True)
def _scrubbed_environment(tmp_path_factory):
    home = tmp_path_factory.mktemp("home")
    kept = {
        key: value for key, value in os.environ.items() if key in _KEPT or key.startswith(("PIP_", "SSL_", "COVERAGE"))
    }
    before = dict(os.environ)
    os.environ.clear()
    os.environ.update(
        kept,
        HOME=str(home),
        XDG_CACHE_HOME=str(home / "cache"),
        PRE_COMMIT_HOME=str(home / "pre-commit"),
        GIT_CONFIG_NOSYSTEM="1",
        GIT_AUTHOR_NAME="Dana Ruiz",
        GIT_AUTHOR_EMAIL="dana@example.com",
        GIT_COMMITTER_NAME="Dana Ruiz",
        GIT_COMMITTER_EMAIL="dana@example.com",
        TERM="dumb",
    )
    yield
    if starter.cache_info().currsize:
        starter().close()
    os.environ.clear()
    os.environ.update(before)


@pytest.fixture
def repo(tmp_path: Path) -> TestRepo:
    """An empty Git repository."""
    return TestRepo(tmp_path / "repo")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder outside of any repository."""
    place = tmp_path / "folder"
    place.mkdir()
    return place
