"""The layout that pyproject.toml promises: imports go down, and each outside library has one owner."""

import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
CONTRACTS = PROJECT["tool"]["importlinter"]["contracts"]
MODULES = {"gitpython": "git", "pyyaml": "yaml", "ruamel.yaml": "ruamel"}
"""What a distribution is called when it is imported, where that is not its own name."""


def run(*command, folder=ROOT):
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


def check_imports(folder=ROOT, **environment):
    command = os.path.join(os.path.dirname(sys.executable), "lint-imports")
    return subprocess.run(
        (command, "--no-cache"),
        cwd=folder,
        env=os.environ | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_imports_go_down_and_libraries_have_one_owner():
    found = check_imports()
    assert found.returncode == 0, found.stdout


def test_an_import_upwards_would_be_found(tmp_path):
    package = tmp_path / "pilotlint"
    for file in (ROOT / "src" / "pilotlint").rglob("*.py"):
        copy = package / file.relative_to(ROOT / "src" / "pilotlint")
        copy.parent.mkdir(parents=True, exist_ok=True)
        copy.write_bytes(file.read_bytes())
    (tmp_path / "pyproject.toml").write_bytes((ROOT / "pyproject.toml").read_bytes())
    with (package / "model.py").open("a", encoding="utf-8") as file:
        file.write("\nimport click\nfrom . import judge\n")
    found = check_imports(tmp_path, PYTHONPATH=str(tmp_path))
    assert found.returncode == 1
    assert "pilotlint.model -> pilotlint.judge" in found.stdout
    assert "pilotlint.model -> click" in found.stdout


@pytest.mark.parametrize("requirement", PROJECT["project"]["dependencies"])
def test_what_is_installed_belongs_to_one_part_of_the_program(requirement):
    name = re.match(r"[\w.-]+", requirement)[0].lower()
    module = MODULES.get(name, name.replace("-", "_"))
    owners = [each["allowed_importers"] for each in CONTRACTS if each.get("protected_modules") == [module]]
    assert [len(owner) for owner in owners] == [1]


def test_generated_pages_are_as_they_would_be_generated_now():
    found = run(sys.executable, "scripts/generate.py", "--check")
    assert found.returncode == 0, found.stderr + found.stdout


@pytest.mark.parametrize("lock", ["action", "dev"])
def test_what_is_locked_is_pinned_with_its_digest_and_names_no_registry(lock):
    text = (ROOT / "requirements" / f"{lock}.txt").read_text(encoding="utf-8")
    pinned = [line for line in text.splitlines() if line and not line.startswith((" ", "#", "-"))]
    assert pinned
    assert all(re.match(r"[\w.-]+==[\w.!+-]+ ", line) for line in pinned)
    assert text.count("--hash=sha256:") >= len(pinned)
    assert "http" not in text


def test_the_action_installs_nothing_that_the_developers_do_not_test_with():
    locked = [
        set(re.findall(r"^[\w.-]+==[\w.!+-]+", (ROOT / "requirements" / f"{lock}.txt").read_text(), re.MULTILINE))
        for lock in ("action", "dev")
    ]
    assert locked[0] <= locked[1]
