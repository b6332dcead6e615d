"""Every way to install: the schemas, policies and examples are there, and the commands work."""

import os
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from support.repo import DEBT, PATH, READY
from support.run import TODAY, run

FOLDERS = ("schemas", "policies", "examples")


def files(folder: Path) -> set[str]:
    """Return the files of a checkout that are shipped as data."""
    paths = (path for name in FOLDERS for path in (folder / name).rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix() for path in paths}


def bundled(wheel: Path) -> set[str]:
    """Return the files that a wheel carries as data."""
    with zipfile.ZipFile(wheel) as archive:
        return {name.removeprefix("pilotlint/_bundled/") for name in archive.namelist() if "/_bundled/" in name}


def environment(folder: Path) -> Path:
    """Make an empty environment that finds the libraries of this one; return its Python."""
    run(sys.executable, "-m", "venv", "--without-pip", str(folder), cwd=folder.parent, code=0)
    python = folder / "bin/python"
    packages = run(str(python), "-c", "import sysconfig; print(sysconfig.get_path('purelib'))", cwd=folder).out.strip()
    libraries = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
    (Path(packages) / "libraries.pth").write_text("\n".join(sorted(libraries)) + "\n")
    return python


def install(python: Path, *what: str) -> None:
    """Install without a download into an environment made by `environment`."""
    pip = (sys.executable, "-m", "pip", "--python", str(python), "install", "--quiet", "--no-index", "--no-deps")
    run(*pip, *what, cwd=python.parent, code=0)


def wheel(built, folder):
    python = environment(folder / "venv")
    install(python, str(built.wheel))
    return [str(python.parent / "pilotlint")], {}, python.parent.parent


def editable(built, folder):
    python = environment(folder / "venv")
    install(python, "--no-build-isolation", "--editable", str(built.checkout))
    return [str(python.parent / "pilotlint")], {}, built.checkout


def checkout(built, folder):
    return [sys.executable, "-m", "pilotlint"], {"PYTHONPATH": str(built.checkout / "src")}, built.checkout


@pytest.fixture(scope="module", params=[wheel, editable, checkout], ids=lambda way: way.__name__)
def installed(request, built, tmp_path_factory):
    """Run a command of an installation, away from the checkout; the folder is where its data must come from."""
    folder = tmp_path_factory.mktemp(request.param.__name__)
    command, env, source = request.param(built, folder)
    env = {**env, "XDG_CACHE_HOME": str(folder / "cache")}

    def installed(*arguments, cwd=folder, code=0):
        return run(*command, *arguments, cwd=cwd, env=env, code=code)

    installed.source = source
    installed.python = lambda code: run(
        command[0] if len(command) > 1 else os.path.join(os.path.dirname(command[0]), "python"),
        *("-c", code),
        cwd=folder,
        env=env,
        code=0,
    ).out.strip()
    return installed


class TestEveryInstallation:
    def test_it_is_the_one_that_is_meant(self, installed):
        code = installed.python("import pilotlint; print(pilotlint.__file__)")
        data = installed.python("from pilotlint import bundled; print(bundled.folder('policies'))")
        assert Path(code).is_relative_to(installed.source)
        assert Path(data).is_relative_to(installed.source)

    @pytest.mark.parametrize("installed", [wheel], indirect=True)  # test_checkout does so in a checkout
    def test_every_example_of_every_policy_comes_out_as_it_says(self, installed, built):
        shipped = len(list((built.checkout / "policies/playbook").glob("*.yaml")))
        out = installed("policies", "test").out
        assert out.startswith(f"{shipped} policies, ")
        assert out.endswith(" examples: all came out as they say.\n")

    def test_every_policy_is_listed(self, installed, built):
        shipped = sorted(path.name[:5] for path in (built.checkout / "policies/playbook").glob("*.yaml"))
        assert [line[:5] for line in installed("policies", "list").out.splitlines()[1:]] == shipped

    def test_a_policy_is_explained(self, installed):
        out = installed("explain", "PL402").out
        assert out.startswith("PL402 deployment-budget-at-least-3x\n")

    @pytest.mark.parametrize("name", ["initiative", "settings", "policy", "waivers", "mapping", "report"])
    def test_every_schema_is_printed(self, installed, name):
        assert installed("schema", name).out.startswith(
            '{\n  "$schema": "https://json-schema.org/draft/2020-12/schema"'
        )

    def test_an_initiative_is_judged(self, installed, repo):
        repo.commit({PATH: READY})
        assert "The gate passes." in installed("check", "--today", TODAY, cwd=repo.path, code=0).out
        repo.commit({PATH: DEBT})
        assert "error[PL402]" in installed("check", "--today", TODAY, cwd=repo.path, code=1).out

    def test_the_shipped_examples_are_judged(self, installed, built):
        examples = installed.python("from pilotlint import bundled; print(bundled.folder('examples'))")
        ran = installed("check", f"{examples}/federal-2024/initiatives", "--today", TODAY, "--fail-on", "never", code=0)
        count = len(list((built.checkout / "examples/federal-2024/initiatives").glob("*.yaml")))
        assert f"\n{count} initiatives on {TODAY}: " in ran.out


class TestWheel:
    def test_it_carries_the_data_of_the_checkout_and_nothing_else(self, built):
        assert bundled(built.wheel) == files(built.checkout)
        assert len(files(built.checkout)) > 30

    def test_a_wheel_built_from_the_source_distribution_is_the_same(self, built):
        assert bundled(built.wheel_of_sdist) == bundled(built.wheel)
        with zipfile.ZipFile(built.wheel) as one, zipfile.ZipFile(built.wheel_of_sdist) as other:
            assert sorted(one.namelist()) == sorted(other.namelist())
            assert all(one.read(name) == other.read(name) for name in one.namelist() if "/_bundled/" in name)

    def test_the_data_is_byte_for_byte_that_of_the_checkout(self, built):
        with zipfile.ZipFile(built.wheel) as archive:
            for name in bundled(built.wheel):
                assert archive.read(f"pilotlint/_bundled/{name}") == (built.checkout / name).read_bytes(), name

    def test_it_carries_the_words_and_the_types_marker_of_the_package(self, built):
        with zipfile.ZipFile(built.wheel) as archive:
            names = archive.namelist()
        assert {"pilotlint/__main__.py", "pilotlint/wording/words/en.yaml", "pilotlint/wording/words/ja.yaml"} <= set(
            names
        )

    def test_it_carries_no_tests(self, built):
        with zipfile.ZipFile(built.wheel) as archive:
            assert {name.partition("/")[0].partition("-")[0] for name in archive.namelist()} == {"pilotlint"}

    def test_the_source_distribution_carries_the_data_too(self, built):
        assert files(built.unpacked_sdist) == files(built.checkout)


class TestEditing:
    def test_an_edited_policy_counts_at_once_in_an_editable_installation(self, built, tmp_path):
        """Also when the policies were read, and kept, a moment before."""
        copy = tmp_path / "copy"
        run("cp", "-r", str(built.checkout), str(copy), cwd=tmp_path, code=0)
        python = environment(tmp_path / "venv")
        install(python, "--no-build-isolation", "--editable", str(copy))
        command, env = str(python.parent / "pilotlint"), {"XDG_CACHE_HOME": str(tmp_path / "cache")}
        assert "No stage is skipped" in run(command, "policies", "list", cwd=tmp_path, env=env, code=0).out
        path = copy / "policies/playbook/PL703-no-skipped-stage.yaml"
        path.write_text(path.read_text().replace("No stage is skipped", "Every stage is taken"))
        assert "Every stage is taken" in run(command, "policies", "list", cwd=tmp_path, env=env, code=0).out
