"""Git's objects: commits by name, folders and files by hash, all from one process that never writes."""

import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from ..model import InputError

if TYPE_CHECKING:
    import subprocess

_CHUNK = 65_536
_AT_ONCE = 64
"""Requests that wait for an answer; so few fit into every pipe, and neither side waits for the other."""
_MOST_KEPT = 64 * 1024 * 1024

_IN_TREE = {
    20: re.compile(rb"([0-7]+) ([^\0]+)\0(.{20})", re.DOTALL),
    32: re.compile(rb"([0-7]+) ([^\0]+)\0(.{32})", re.DOTALL),
}
"""One entry of a folder, by the length of a hash in bytes."""

FOLDER = "40000"

NOT_INSTALLED = "the command `git` is not installed, and this needs it. Install Git."
BROKEN = "git cannot read an object of this repository. Run `git fsck`, or clone it anew."


class Listed(NamedTuple):
    """A path as git lists it."""

    path: str
    mode: str
    """``100644`` or ``100755`` for a file, ``120000`` for a symbolic link, ``160000`` for a submodule."""
    blob: str


class Objects:
    """The objects of one repository; what has been read is kept, so that nothing is asked for twice."""

    def __init__(self, command: Sequence[str], environment: Mapping[str, str]) -> None:
        """Read with a command, which is ``git cat-file --batch`` in the repository."""
        self._command = command
        self._environment = environment
        self._process: subprocess.Popen[bytes] | None = None
        self._blobs: dict[str, bytes] = {}
        self._room = _MOST_KEPT
        self._folders: dict[str, dict[str, tuple[str, str]]] = {}

    def commit(self, revision: str) -> str | None:
        """Return the full hash of the commit that a revision names; None when there is none."""
        if "\n" in revision:
            return None
        ((name, _),) = self._ask([f"{revision}^{{commit}}"])
        return name

    def blobs(self, names: Iterable[str], most: int = 2**63) -> Iterator[bytes | None]:
        """Give the first bytes of some blobs, by their hashes; None for one that is not there."""
        waiting = list(names)
        for start in range(0, len(waiting), _AT_ONCE):
            some = waiting[start : start + _AT_ONCE]
            new = list(dict.fromkeys(name for name in some if name not in self._blobs))
            read = {name: content for name, (_, content) in zip(new, self._ask(new, b"blob", most), strict=True)}
            for name, content in read.items():
                self._keep(name, content, most)
            yield from [self._blobs[name][:most] if name in self._blobs else read[name] for name in some]

    def list_folder(self, tree: str) -> dict[str, tuple[str, str]]:
        """Return mode and hash of everything right in a folder, by name; the folder is given by its hash."""
        if tree not in self._folders:
            ((name, content),) = self._ask([f"{tree}^{{tree}}"], b"tree")
            if name is None or content is None:
                raise InputError(BROKEN)
            entries = _IN_TREE[len(name) // 2].findall(content)
            # git takes a folder whose mode begins with a zero for a folder, too
            listed = {os.fsdecode(raw): (mode.decode().lstrip("0"), blob.hex()) for mode, raw, blob in entries}
            self._folders[tree] = self._folders[name] = listed
        return self._folders[tree]

    def close(self) -> None:
        """End the process."""
        if self._process is not None:
            self._process.communicate()
            self._process = None

    def _keep(self, name: str, content: bytes | None, most: int) -> None:
        """Keep a blob that has been read whole, while there is room for it."""
        if content is not None and len(content) < min(most, self._room):
            self._blobs[name] = content
            self._room -= len(content)

    def _ask(
        self, names: Sequence[str], wanted: bytes = b"commit", most: int = 2**63
    ) -> list[tuple[str | None, bytes | None]]:
        """Return hash and first bytes of some objects; None for each that is not there or of another type."""
        if not names:
            return []
        if self._process is None:
            self._process = self._start()
        requests, answers = cast("IO[bytes]", self._process.stdin), cast("IO[bytes]", self._process.stdout)
        try:
            requests.write(b"".join(os.fsencode(name) + b"\n" for name in names))
            requests.flush()
            answered = [_answer(answers, wanted, most) for _ in names]
        except BrokenPipeError:
            answered = []
        if answered and None not in answered:
            return cast("list[tuple[str | None, bytes | None]]", answered)
        self._process.kill()
        self._process.communicate()
        self._process = None
        if wanted == b"commit":  # what nobody can name, such as the upstream of a branch without one, kills it
            return [(None, None)]
        raise InputError(BROKEN)

    def _start(self) -> "subprocess.Popen[bytes]":
        import subprocess  # noqa: PLC0415  # an eighth of a bare interpreter, and most runs do not ask git

        try:
            return subprocess.Popen(  # noqa: S603  # our own arguments; the repository's path is the only outside part
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=self._environment,
            )
        except FileNotFoundError as error:
            raise InputError(NOT_INSTALLED) from error


def _answer(answers: IO[bytes], wanted: bytes, most: int) -> tuple[str | None, bytes | None] | None:
    """Read one answer to its end; None when there comes no more."""
    line = answers.readline()
    header = line.rsplit(b" ", 2)
    if not line.endswith(b"\n"):
        return None
    if len(header) != 3 or not header[2].strip().isdigit():  # noqa: PLR2004  # "<hash> blob <size>"
        return None, None
    size = int(header[2])
    content = answers.read(min(size, most))
    rest = size - len(content) + 1
    while rest and (passed_over := answers.read(min(rest, _CHUNK))):
        rest -= len(passed_over)
    return (header[0].decode(), content) if header[1] == wanted else (None, None)
