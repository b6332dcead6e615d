"""How git is asked: the same question has the same answer everywhere, whatever the user has set."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress

from ..model import InputError
from . import location
from .objects import NOT_INSTALLED

_SETTINGS = (
    "core.fsmonitor=false",
    "core.quotePath=false",
    "diff.orderFile=/dev/null",
    "i18n.logOutputEncoding=UTF-8",
    "log.follow=false",
    "log.showRoot=true",
    "advice.graftFileDeprecated=false",
)
"""What a user's configuration must not decide, so that the same question has the same answer everywhere."""

_SAFE = (*(part for setting in _SETTINGS for part in ("-c", setting)), "--no-optional-locks")

SAFE_FETCH = {
    "GIT_ALLOW_PROTOCOL": "https:ssh:file",
    "GIT_CONFIG_COUNT": "2",
    "GIT_CONFIG_KEY_0": "core.hooksPath",
    "GIT_CONFIG_VALUE_0": os.devnull,
    "GIT_CONFIG_KEY_1": "fetch.fsckObjects",
    "GIT_CONFIG_VALUE_1": "true",
}
"""What a fetch from an address that somebody wrote down goes with; hooks and other protocols could run a program."""


def command(root: str, environment: Mapping[str, str], *arguments: str) -> list[str]:
    """Return the command line that asks git about a repository."""
    return ["git", "-C", root, *_SAFE, *_trusted(os.path.realpath(root), environment), *arguments]


def run(root: str, arguments: Sequence[str], environment: Mapping[str, str], *, check: bool) -> bytes:
    """Ask git, and return what it answers; nothing where it says no and that is not to be checked.

    Raises:
        InputError: git failed.

    """
    import subprocess  # noqa: PLC0415  # an eighth of a bare interpreter, and most runs do not ask git

    try:
        done = subprocess.run(  # noqa: S603  # our own arguments; revisions stand behind --end-of-options or are hashes
            command(root, environment, *arguments), input=b"", capture_output=True, check=False, env=environment
        )
    except FileNotFoundError as error:
        raise InputError(NOT_INSTALLED) from error
    if done.returncode and (check or done.returncode != 1):  # 1 means no, anything else that git failed
        said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
        raise InputError(f"git {arguments[0]} failed in {root}: {said}")
    return done.stdout if not done.returncode else b""


@contextmanager
def own_index(root: str, environment: Mapping[str, str]) -> Iterator[Mapping[str, str]]:
    """Give an environment with a copy of the index: `git diff` writes it anew where the times of files have changed.

    The copy is as old as the index, by which git tells what may have changed in the same moment.
    """
    folder = environment.get("TMPDIR") or environment.get("TEMP") or "/tmp"  # noqa: S108  # a name nobody can guess
    copy = os.path.join(folder, f"pilotlint-{os.urandom(8).hex()}")
    try:
        with suppress(OSError):  # nothing was ever staged, or there is no room for a copy
            _copy(location.index(root, environment), copy)
            environment = {**environment, "GIT_INDEX_FILE": copy}
        yield environment
    finally:
        with suppress(OSError):
            os.unlink(copy)


def _copy(original: str, copy: str) -> None:
    with open(original, "rb") as file:
        content, times = file.read(), os.fstat(file.fileno())
    with open(os.open(copy, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb") as file:
        file.write(content)
    os.utime(copy, ns=(times.st_atime_ns, times.st_mtime_ns))


def bearing(token: str, server: str) -> dict[str, str]:
    """Return what lets git fetch from one server with a token, which is sent to no other.

    On a command line everybody on the machine could read it.
    """
    import base64  # noqa: PLC0415  # one command in many fetches

    credentials = base64.b64encode(f"x-access-token:{token}".encode()).decode()
    return {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"http.{server.rstrip('/')}/.extraHeader",
        "GIT_CONFIG_VALUE_0": f"AUTHORIZATION: basic {credentials}",
    }


def pathspec(folders: Iterable[str], magic: str = "literal") -> list[str]:
    """Return what limits an answer to some folders; the empty name is the root, which limits nothing."""
    names = list(folders)
    return [] if "" in names else [f":({magic}){name}" for name in names]


def in_any_case(folders: Iterable[str]) -> list[str]:
    """Return what limits an answer to some folders whatever their capitals, so that nothing goes astray in others."""
    return pathspec(folders, "literal,icase")


def split(output: bytes) -> list[bytes]:
    """Take apart an answer whose parts end with a null byte."""
    return output.split(b"\0")[:-1]


def _trusted(root: str, environment: Mapping[str, str]) -> tuple[str, ...]:
    """Return what lets git read the checkout of a workflow of GitHub; in a container it belongs to somebody else."""
    workspace = environment.get("GITHUB_ACTIONS") == "true" and environment.get("GITHUB_WORKSPACE")
    inside = workspace and f"{root}{os.sep}".startswith(os.path.join(os.path.realpath(workspace), ""))
    return ("-c", f"safe.directory={root}") if inside else ()
