"""A Git repository: its commits, listings, blobs and differences; nothing is checked out or written.

Bytes come from git itself, because importing GitPython alone costs more than a whole check. GitPython serves
the questions that are asked once something is wrong.
"""

import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from ..guess import nearest
from ..model import InputError
from . import location, plumbing
from .objects import FOLDER, Listed, Objects
from .plumbing import in_any_case, pathspec, split

_NAMESPACES = ("refs/{}", "refs/tags/{}", "refs/heads/{}", "refs/remotes/{}", "refs/remotes/{}/HEAD")
"""Where git looks for a short name, and takes the first it finds."""

_REFERENCE = re.compile(r"(?:(?!@\{)[^~^:])*")
"""The start of a revision, such as ``main`` of ``main~2``."""

_FOLLOWED = re.compile(r"@\{(?:u|upstream|push)\}", re.IGNORECASE)
"""Stands for the branch that another one follows."""

_PLAIN = re.compile(r"[\w./-]+")
"""A name or a hash, and not a revision that is found from another one, such as ``main~2``."""

_EMPTY = (
    "e69de29bb2d1d6434b8b29ae775ad8c2e48c5391",
    "473a0f4c3be8a93681a267e3b1e9a7dcda1185436fe141f7749120a303721813",
)
"""The hash of a file without content, in SHA-1 and in SHA-256."""

_HASH = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


SUBMODULE = "160000"
"""The mode of one."""


class Difference(NamedTuple):
    """A path whose content, mode or existence differs between two trees; a rename is two of them."""

    path: str
    new_mode: str
    """``000000`` when the path is gone."""


class Author(NamedTuple):
    """Who wrote a commit, as it says itself."""

    name: str
    email: str


class Repository:
    """A Git repository."""

    def __init__(self, root: str, environment: Mapping[str, str]) -> None:
        self.root = root
        self._author = [environment.get(key, "") for key in ("GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL")]
        self._environment = location.environment(environment, root)
        self._objects = Objects(
            plumbing.command(self.root, self._environment, "cat-file", "--batch"), self._environment
        )

    def resolve(self, revision: str) -> str:
        """Return the full hash of the commit that a revision names.

        Raises:
            InputError: there is no such commit here, or it is not clear which one is meant.

        """
        found = self.find(revision)
        if found is None:
            if _FOLLOWED.search(revision):
                raise InputError(f"{revision!r} leads to no branch here. Name a branch, such as origin/main.")
            self.ask("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}", check=False)
            raise InputError(f"there is no commit named {revision!r} in this repository.{self._advice(revision)}")
        name = _REFERENCE.match(revision)[0]  # type: ignore[index]  # it fits the empty text too
        meanings = self._meanings(name)
        if len(set(meanings.values())) > 1:
            raise InputError(f"{name!r} can mean {' or '.join(meanings)} here, and they differ. Say which one.")
        return found

    def find(self, revision: str) -> str | None:
        """Return the full hash of the commit that a revision names, or None when it is not here."""
        return self._objects.commit(revision)

    def head(self) -> str | None:
        """Return the full hash of HEAD, or None before the first commit."""
        found = self._objects.commit("HEAD")
        return found or self.ask("rev-parse", "--verify", "--quiet", "HEAD^{commit}", check=False).decode() or None

    def merge_bases(self, one: str, other: str) -> list[str]:
        """Return the newest commits both have in common: none known here, or several after criss-cross merges."""
        if one == other:
            return [one]
        return sorted(self.ask("merge-base", "--all", one, other, check=False).decode().split())

    def list_commit(self, commit: str, folders: Iterable[str]) -> list[Listed]:
        """List the files of a commit below some folders, also where these have other capitals."""
        return [listed for folder in folders for listed in self._below(commit, folder)]

    def list_index(self, folders: Iterable[str]) -> list[Listed]:
        """List the staged files below some folders as above; a path in conflict has the mode ``conflict``."""
        listed = {}
        for line in split(self.ask("ls-files", "--stage", "-z", "--", *in_any_case(folders))):
            meta, _, path = line.partition(b"\t")
            mode, blob, stage = meta.decode().split()
            listed[os.fsdecode(path)] = Listed(os.fsdecode(path), mode if stage == "0" else "conflict", blob)
        for announced in self._only_announced([path for path, _, blob in listed.values() if blob in _EMPTY]):
            del listed[announced]
        return list(listed.values())

    def list_untracked(self, folders: Iterable[str]) -> list[str]:
        """List the files below some folders that git neither tracks nor ignores."""
        output = self.ask("ls-files", "--others", "--exclude-standard", "-z", "--", *in_any_case(folders))
        return [os.fsdecode(line) for line in split(output)]

    def lists_all(self, folders: Iterable[str], files: Iterable[str]) -> bool:
        """Tell whether some files are everything below some folders that git does not track, whatever it ignores."""
        output = self.ask("ls-files", "--others", "--directory", "-z", "--", *in_any_case(folders))
        return set(map(os.fsdecode, split(output))) == set(files)

    def differences(
        self, old: str, new: str | None, folders: Iterable[str], *, staged: bool = False
    ) -> list[Difference]:
        """List what differs between a commit and another one, the index (staged) or the work tree (new is None)."""
        where = [old] if new is None else [old, new]
        cached = ["--cached"] if staged else []
        options = ("--raw", "-z", "--no-renames", "-O/dev/null", "--ignore-submodules=dirty")
        arguments = ("diff", *options, *cached, *where, "--", *in_any_case(folders))
        with plumbing.own_index(self.root, self._environment) as environment:
            fields = split(plumbing.run(self.root, arguments, environment, check=True))
        pairs = zip(fields[::2], fields[1::2], strict=True)
        return [Difference(os.fsdecode(path), meta.decode().split()[1]) for meta, path in pairs]

    def me(self) -> Author:
        """Return who would be the author of a commit here, by the environment or the configuration."""
        configured = (
            self.ask("config", key, check=False).decode(errors="replace").strip() for key in ("user.name", "user.email")
        )
        return Author(*(given or known for given, known in zip(self._author, configured, strict=True)))

    def shallow(self) -> set[str]:
        """Return the commits whose parents this clone does not have; none where the history is whole."""
        path = os.path.join(location.shared(self.root), "shallow")
        if not os.path.exists(path):
            return set()
        with open(path, encoding="ascii") as file:
            return set(file.read().split())

    def ask(self, *arguments: str, check: bool = True) -> bytes:
        """Return what a git command prints.

        Raises:
            InputError: it fails and should not, in git's words.

        """
        return plumbing.run(self.root, arguments, self._environment, check=check)

    def read_blob(self, name: str, most: int = 2**63) -> bytes | None:
        """Return the first bytes of a blob, by its hash; None when there is none."""
        return next(self._objects.blobs([name], most))

    def read_blobs(self, names: Iterable[str], most: int) -> Iterator[bytes | None]:
        """Give the first bytes of many blobs, which is quicker than one after the other."""
        return self._objects.blobs(names, most)

    def fetch(self, wanted: str, token: str, *, depth: int) -> None:
        """Fetch a commit or a reference from `origin`; no other question reaches out.

        A shallow clone gets a few commits before it; in a whole one that would cut its history.

        Raises:
            InputError: it is not there, or we may not have it.

        """
        cut = (f"--depth={depth}",) if self.shallow() else ()
        arguments = ("fetch", "--quiet", "--no-tags", *cut, "--", "origin", wanted)
        try:
            self.ask(*arguments)
        except InputError:
            if not token:
                raise
            self._environment |= plumbing.bearing(
                token, self._environment.get("GITHUB_SERVER_URL", "https://github.com")
            )
            self.ask(*arguments)
        self._objects.close()

    def bring(self, address: str, wanted: str) -> str:
        """Fetch a tag or a commit from an address into an empty folder, as a repository, and return the commit.

        No hook, no template and no other protocol takes part; how to sign in is what the user's git knows.

        Raises:
            InputError: it is not there, or we may not have it.

        """
        self._environment |= plumbing.SAFE_FETCH
        self.ask("init", "--quiet", "--bare", "--template=", self.root)
        options = ("--quiet", "--no-tags", "--no-recurse-submodules", "--depth=1")
        self.ask("fetch", *options, "--", address, wanted)
        return self.resolve("FETCH_HEAD")

    def close(self) -> None:
        """End the process that reads objects."""
        self._objects.close()

    def _below(self, commit: str, path: str) -> Iterator[Listed]:
        """List what a path of a commit leads to, whatever its capitals: itself, or all files below it."""
        waiting = [("", FOLDER, commit)]
        for part in path.split("/") if path else ():
            waiting = [
                (f"{above}/{name}" if above else name, *found)
                for above, mode, folder in waiting
                if mode == FOLDER
                for name, found in self._objects.list_folder(folder).items()
                if name == part or name.casefold() == part.casefold()
            ]
        yield from (Listed(*found) for found in waiting if found[1] != FOLDER)
        folders = [(above + "/" if above else "", name) for above, mode, name in waiting if mode == FOLDER]
        while folders:
            above, folder = folders.pop()
            for part, (mode, name) in self._objects.list_folder(folder).items():
                if mode == FOLDER:
                    folders.append((f"{above}{part}/", name))
                else:
                    yield Listed(above + part, mode, name)

    def _only_announced(self, empty: list[str]) -> list[str]:
        """Return which of the files that are empty in the index come there by ``git add --intent-to-add``."""
        if not empty:
            return []
        output = self.ask("diff-files", "--name-only", "--diff-filter=A", "-z", "--", *pathspec(empty))
        return [os.fsdecode(line) for line in split(output)]

    def _meanings(self, name: str) -> dict[str, str]:
        """Return what a short name may stand for: a tag could be given the name of the branch that judges."""
        if name.startswith("refs/") or _HASH.fullmatch(name):
            return {}
        meant = {full: self._objects.commit(full) for full in (space.format(name) for space in _NAMESPACES)}
        return {reference: commit for reference, commit in meant.items() if commit}

    def _advice(self, revision: str) -> str:
        """Say what the user may have meant, or how to get the commit."""
        from git import Repo  # noqa: PLC0415  # eight bare interpreters; only worth it for an error

        with Repo(self.root) as repository:
            names = [reference.name for reference in repository.references]
            shallow = os.path.exists(os.path.join(repository.git_dir, "shallow"))
            remotes = [remote.name for remote in repository.remotes]
        if meant := nearest(revision, names) or next((name for name in names if name.endswith("/" + revision)), None):
            return f" Did you mean {meant!r}?"
        if shallow:
            return f" This clone is shallow: fetch it with `git fetch {_missing(revision, remotes)}`."
        return " Run `git fetch`, or name a branch, a tag or a commit."


def _missing(revision: str, remotes: Iterable[str]) -> str:
    """Return what to fetch into a shallow clone so that a revision is known under its name."""
    if not _PLAIN.fullmatch(revision) or revision.startswith("-"):
        return "--unshallow"
    if _HASH.fullmatch(revision):
        return f"--depth=1 origin {revision}"
    remote, _, branch = revision.partition("/")
    if branch and remote in remotes:
        return f"--depth=1 {remote} {branch}:refs/remotes/{revision}"
    return f"--depth=1 origin {revision}:{revision}"
