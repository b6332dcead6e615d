"""Git's plumbing: commits, listings, blobs and differences; nothing is checked out or written.

Bytes come from git itself, because importing GitPython alone costs more than a whole check. GitPython serves
the questions that are asked once something is wrong.
"""

import os
import re
from collections.abc import Iterable, Mapping
from typing import IO, TYPE_CHECKING, NamedTuple, cast

from .guess import nearest
from .model import InputError

if TYPE_CHECKING:
    import subprocess

_KEPT = (
    "GIT_INDEX_FILE",
    "GIT_EXEC_PATH",
    "GIT_SSL_CAINFO",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)
"""What git tells a hook about a commit in the making. The rest could lead to another repository, or trace to stderr."""

_CHUNK = 65_536

_SAFE = ("-c", "core.fsmonitor=false", "-c", "core.quotePath=false", "--no-optional-locks", "--literal-pathspecs")


class Listed(NamedTuple):
    """A path as git lists it."""

    path: str
    mode: str
    """``100644`` or ``100755`` for a file, ``120000`` for a symbolic link, ``160000`` for a submodule."""
    blob: str


class Difference(NamedTuple):
    """A path whose content, mode or existence differs between two trees; a rename is two of them."""

    path: str
    old_mode: str
    """``000000`` when the path is new."""
    new_mode: str
    """``000000`` when the path is gone."""


class Deletion(NamedTuple):
    """A file that a commit deleted."""

    path: str
    blob: str
    """What it held."""
    commit: str
    day: str


class Author(NamedTuple):
    """Who wrote a commit, as it says itself."""

    name: str
    email: str


class Repository:
    """A Git repository with a work tree."""

    def __init__(self, root: str, environment: Mapping[str, str]) -> None:
        self.root = root
        self._author = [environment.get(key, "") for key in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL")]
        self._environment = {
            key: value for key, value in environment.items() if not key.startswith("GIT_") or key in _KEPT
        } | {"LC_ALL": "C.UTF-8", "GIT_NO_REPLACE_OBJECTS": "1"}
        if _is_foreign(self._environment.get("GIT_INDEX_FILE", ""), root):
            del self._environment["GIT_INDEX_FILE"]
        self._batch: subprocess.Popen[bytes] | None = None

    def resolve(self, revision: str) -> str:
        """Return the full hash of the commit that a revision names.

        Raises:
            InputError: there is no such commit here.

        """
        found = self._run("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}", check=False)
        if not found or found.startswith(b"^"):  # git takes ^main for everything but main
            raise InputError(f"there is no commit named {revision!r} in this repository.{self._advice(revision)}")
        return found.decode().strip()

    def head(self) -> str | None:
        """Return the full hash of HEAD, or None before the first commit."""
        return self._run("rev-parse", "--verify", "--quiet", "HEAD^{commit}", check=False).decode().strip() or None

    def merge_base(self, one: str, other: str) -> str | None:
        """Return the newest commit both have in common, or None when none is known here."""
        return self._run("merge-base", one, other, check=False).decode().strip() or None

    def list_commit(self, commit: str, folders: Iterable[str]) -> list[Listed]:
        """List the files of a commit below some folders."""
        output = self._run("ls-tree", "-r", "-z", "--full-tree", commit, "--", *filter(None, folders))
        return [_listed(line, blob_field=2) for line in _split(output)]

    def list_index(self, folders: Iterable[str]) -> list[Listed]:
        """List the staged files below some folders; a path in conflict has the mode ``conflict``."""
        output = self._run("ls-files", "--stage", "-z", "--", *filter(None, folders))
        listed = {}
        for line in _split(output):
            entry = _listed(line, blob_field=1)
            stage = line.partition(b"\t")[0].split()[2]
            listed[entry.path] = entry if stage == b"0" else entry._replace(mode="conflict")
        return list(listed.values())

    def list_untracked(self, folders: Iterable[str]) -> list[str]:
        """List the files below some folders that git neither tracks nor ignores."""
        output = self._run("ls-files", "--others", "--exclude-standard", "-z", "--", *filter(None, folders))
        return [_path(line) for line in _split(output)]

    def differences(
        self, old: str, new: str | None, folders: Iterable[str], *, staged: bool = False
    ) -> list[Difference]:
        """List what differs between a commit and another one, the index (staged) or the work tree (new is None)."""
        where = [old] if new is None else [old, new]
        cached = ["--cached"] if staged else []
        options = ("--raw", "-z", "--no-renames", "-O/dev/null", "--ignore-submodules=dirty")
        fields = _split(self._run("diff", *options, *cached, *where, "--", *filter(None, folders)))
        pairs = zip(fields[::2], fields[1::2], strict=True)
        return [Difference(_path(path), *meta.decode().lstrip(":").split()[:2]) for meta, path in pairs]

    def deletions(self, commit: str, folders: Iterable[str]) -> list[Deletion]:
        """List the files below some folders that were deleted on the way to a commit, the newest deletion first.

        A merge counts as one step, so that what came and went within a branch was never there.
        """
        options = ("--first-parent", "-m", "--diff-filter=D", "--raw", "-z", "--no-abbrev", "--no-renames")
        header = ("--no-show-signature", "--format=%H %cs")
        fields = iter(_split(self._run("log", *options, *header, commit, "--", *filter(None, folders))))
        found, by, day = [], "", ""
        for field in fields:
            meta = field.decode().strip()
            if meta.startswith(":"):
                found.append(Deletion(_path(next(fields)), meta.split()[2], by, day))
            else:
                by, day = meta.split()
        return found

    def authors(self, path: str, content: bytes, lines: tuple[int, int], commit: str | None) -> list[Author]:
        """Return who wrote some lines of a file, first and last one included; without a commit, since HEAD too.

        What a shallow clone does not know is left out. Mail maps are not asked: a change could bring its own.
        """
        since = commit or self.head()
        known = bool(since and self.list_commit(since, [path]))
        if not known:
            return [] if commit else [self.me()]
        blame = ["blame", "--porcelain", "-s", f"-L{lines[0]},{lines[1]}"]
        source = [commit] if commit else ["--contents", "-"]
        output = self._run(*blame, *source, "--", path, given=content).decode(errors="replace")
        heads = re.findall(r"^([0-9a-f]{40,64}) \d+ \d+ \d+$((?:\n[^\t].*)*)", output, re.MULTILINE)
        shallow = bool(self._run("rev-parse", "--is-shallow-repository").strip() == b"true")
        commits = {name for name, about in heads if not (shallow and "\nboundary" in about)}
        unwritten = {name for name in commits if not name.strip("0")}
        written = sorted(commits - unwritten)
        log = ("log", "--no-walk", "--no-mailmap", "--no-show-signature", "--format=%an%x00%ae")
        known_authors = self._run(*log, *written).decode(errors="replace").split("\n")[:-1] if written else []
        return [Author(*line.split("\0")) for line in known_authors] + ([self.me()] if unwritten else [])

    def me(self) -> Author:
        """Return who would be the author of a commit here, by the environment or the configuration."""
        configured = (
            self._run("config", key, check=False).decode(errors="replace").strip()
            for key in ("user.name", "user.email")
        )
        return Author(*(given or known for given, known in zip(self._author, configured, strict=True)))

    def read_blob(self, name: str, most: int = 2**63) -> bytes | None:
        """Return the first bytes of a blob, by its hash; None when there is none."""
        import subprocess  # noqa: PLC0415  # as in _run

        if self._batch is None:
            self._batch = subprocess.Popen(  # noqa: S603  # our own arguments; the repository's path is the only outside part
                self._command("cat-file", "--batch"),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                env=self._environment,
            )
        requests, answers = cast("IO[bytes]", self._batch.stdin), cast("IO[bytes]", self._batch.stdout)
        requests.write(name.encode() + b"\n")
        requests.flush()
        header = answers.readline().split()
        if len(header) != 3:  # noqa: PLR2004  # "<hash> blob <size>"
            return None
        size = int(header[2])
        content = answers.read(min(size, most))
        rest = size - len(content) + 1
        while rest and (passed_over := answers.read(min(rest, _CHUNK))):
            rest -= len(passed_over)
        return content if header[1] == b"blob" else None

    def close(self) -> None:
        """End the process that reads blobs."""
        if self._batch is not None:
            self._batch.communicate()
            self._batch = None

    def _command(self, *arguments: str) -> list[str]:
        return ["git", "-C", self.root, *_SAFE, *arguments]

    def _run(self, *arguments: str, check: bool = True, given: bytes = b"") -> bytes:
        import subprocess  # noqa: PLC0415  # an eighth of a bare interpreter, and most runs do not ask git

        try:
            done = subprocess.run(  # noqa: S603  # as above; revisions stand behind --end-of-options or are hashes
                self._command(*arguments), input=given, capture_output=True, check=False, env=self._environment
            )
        except FileNotFoundError as error:
            raise InputError("the command `git` is not installed, and this needs it. Install Git.") from error
        if done.returncode and (check or done.returncode != 1):  # 1 means no, anything else that git failed
            said = done.stderr.decode(errors="replace").strip().partition("\n")[0]
            raise InputError(f"git {arguments[0]} failed in {self.root}: {said}")
        return done.stdout if not done.returncode else b""

    def _advice(self, revision: str) -> str:
        """Say what the user may have meant, or how to get the commit."""
        from git import Repo  # noqa: PLC0415  # eight bare interpreters; only worth it for an error

        with Repo(self.root) as repository:
            names = [reference.name for reference in repository.references]
            shallow = os.path.exists(os.path.join(repository.git_dir, "shallow"))
        if meant := nearest(revision, names) or next((name for name in names if name.endswith("/" + revision)), None):
            return f" Did you mean {meant!r}?"
        if shallow:
            return f" This clone is shallow: fetch it with `git fetch --depth=1 origin {revision}`."
        return " Run `git fetch`, or name a branch, a tag or a commit."


def find_root(start: str) -> str | None:
    """Return the top folder of the work tree that a folder lies in, or None outside of one."""
    folder = os.path.abspath(start)
    while not os.path.exists(os.path.join(folder, ".git")):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


def _is_foreign(index: str, root: str) -> bool:
    """Tell whether an index belongs to another repository, whose hook has called us."""
    if not index:
        return False
    folder = os.path.realpath(os.path.join(root, os.path.dirname(index)))
    if not os.path.isdir(folder):
        return True
    return os.path.isfile(os.path.join(folder, "HEAD")) and folder != os.path.realpath(_git_folder(root))


def _git_folder(root: str) -> str:
    """Return the folder in which git keeps what belongs to a work tree."""
    path = os.path.join(root, ".git")
    if os.path.isdir(path):
        return path
    with open(path, encoding="utf-8", errors="surrogateescape") as file:  # a worktree's or a submodule's
        return os.path.join(root, file.read().removeprefix("gitdir:").strip())


def _split(output: bytes) -> list[bytes]:
    return output.split(b"\0")[:-1]


def _path(raw: bytes) -> str:
    return os.fsdecode(raw)


def _listed(line: bytes, *, blob_field: int) -> Listed:
    meta, _, path = line.partition(b"\t")
    fields = meta.decode().split()
    return Listed(_path(path), fields[0], fields[blob_field])
