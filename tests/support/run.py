"""The installed command, run as its users run it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from support.starter import Starter

TODAY = "2026-06-22"
_AT_START = ("PYTHON", "LANG", "LC_", "PATH", "HOME")


class Ran(NamedTuple):
    """What a command did."""

    code: int
    out: str
    err: str

    @property
    def report(self) -> dict[str, Any]:
        """The JSON report on standard output."""
        return json.loads(self.out)

    def findings(self) -> list[tuple[str, str, str]]:
        """Policy, severity and pointer of every finding in the report."""
        return [(each["policy"], each["severity"], each["pointer"]) for each in self.report["findings"]]

    def policies(self, severity: str | None = None) -> set[str]:
        """Ids of the policies that found something."""
        return {each["policy"] for each in self.report["findings"] if severity in {None, each["severity"]}}


def executable(name: str = "pilotlint") -> str:
    """Return a command of the environment the tests run in."""
    found = shutil.which(name, path=str(Path(sys.executable).parent))
    assert found, f"{name} is not installed beside {sys.executable}"
    return found


def run(
    *command: str | bytes, cwd: Path, env: Mapping[str, str] | None = None, code: int | None = None, timeout: int = 120
) -> Ran:
    """Run a command in a folder; a traceback is never an answer."""
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **(env or {})}, capture_output=True, check=False, timeout=timeout
    )
    return _judged(Ran(done.returncode, _text(done.stdout), _text(done.stderr)), code)


def _judged(ran: Ran, code: int | None) -> Ran:
    assert "Traceback" not in ran.out + ran.err, ran.err
    assert code is None or ran.code == code, f"exit code {ran.code}\n{ran.out}\n{ran.err}"
    return ran


def pilotlint(*arguments: str | bytes, cwd: Path, env: Mapping[str, str] | None = None, code: int | None = None) -> Ran:
    """Run pilotlint in a folder; it is never slow enough to be waited for.

    What an interpreter only looks at when it starts makes it the installed command itself, and else a fork of `starter`.
    """
    if any(name.startswith(_AT_START) for name in env or {}):
        return run(executable(), *arguments, cwd=cwd, env=env, code=code, timeout=60)
    return _judged(Ran(*map(_text, starter().run(arguments, cwd, {**os.environ, **(env or {})}, timeout=60))), code)


@cache
def starter() -> Starter:
    """Return the process from which commands are forked."""
    return Starter()


def _text(part: int | bytes) -> int | str:
    return part.decode(errors="surrogateescape") if isinstance(part, bytes) else part


def check(*arguments: str, cwd: Path, code: int | None = None) -> Ran:
    """Run `pilotlint check` on a fixed day, with the report as JSON."""
    return pilotlint("check", "--today", TODAY, "--format", "json", *arguments, cwd=cwd, code=code)
