"""From a path to bytes: a work tree, the index or a commit, all seen the same way."""

import os
import re
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, Protocol

from .document import MAX_BYTES
from .globs import Globs

if TYPE_CHECKING:
    from .git import Repository


class Kind(StrEnum):
    """What a path leads to; only files are ever read."""

    FILE = "file"
    LINK = "a symbolic link"
    FOLDER = "a folder"
    CLOSED = "a folder that cannot be opened"
    SPECIAL = "a device, pipe or socket"
    SUBMODULE = "a submodule"
    MISNAMED = "a file with capitals in its ending or a dot before its name"
    ASTRAY = "a file in a folder whose name has other capitals than the one that is read"
    CONFLICT = "a file with an unresolved merge conflict"
    MISSING = "missing"

    @property
    def hides(self) -> bool:
        """Tell whether there may be a folder behind it in which something goes unseen."""
        return self in {Kind.LINK, Kind.CLOSED, Kind.SUBMODULE}


class Entry(NamedTuple):
    """A path in a tree, relative to its root, and what it leads to."""

    path: str
    kind: Kind


class Deleted(NamedTuple):
    """A file that was in a tree once."""

    path: str
    commit: str
    """Which commit deleted it."""
    day: str
    content: Callable[[], bytes | None]
    """Gives what it held."""


class Commit(NamedTuple):
    """Who changed which files of a tree, and when."""

    day: str
    author: str
    added: frozenset[str]
    """The paths that were not there before."""
    changed: frozenset[str]
    """The paths whose content or mode is another, or that are gone."""


class Log(NamedTuple):
    """How files came to be what they are."""

    commits: Sequence[Commit] = ()
    """Newest first."""
    uncommitted: frozenset[str] = frozenset()
    """Paths that differ from the last commit."""
    shallow: bool = False
    """Whether there are commits that this clone does not have."""


class Tree(Protocol):
    """Files at one moment: paths are relative to the root and use forward slashes."""

    def find(self, globs: Globs) -> list[Entry]:
        """List what matches, sorted by path; links are listed and never followed."""
        ...

    def kind(self, path: str) -> Kind:
        """Tell what a path leads to."""
        ...

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file, at most a little more than anybody accepts; None when it cannot be read."""
        ...

    def deleted(self, globs: Globs) -> Sequence[Deleted]:
        """List what matched once and was deleted, the newest deletion first; nothing where no past is known."""
        ...

    def log(self, globs: Globs) -> Log:
        """Tell how the files in the folders of some patterns came about; nothing where no past is known."""
        ...


class WorkTree:
    """The files in a folder, as they are now."""

    def __init__(self, root: str, repository: "Repository | None" = None) -> None:
        self.root = root
        self.repository = repository

    def find(self, globs: Globs) -> list[Entry]:
        """List what matches, sorted by path."""
        found = (entry for folder in self._in_any_case(globs.folders) for entry in self._walk(folder))
        return sorted(_fitting(found, globs, self._hides))

    def kind(self, path: str) -> Kind:
        """Tell what a path leads to; a path that runs through a link is a link."""
        try:
            mode = os.lstat(self._full(path)).st_mode
        except (OSError, ValueError):
            return Kind.MISSING
        if not os.path.isabs(path):
            folder = os.path.normpath(os.path.join(os.path.realpath(self.root), os.path.dirname(path)))
            if os.path.realpath(folder) != folder:
                return Kind.LINK
        return _kind_of_mode(mode)

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file; a pipe or a link that took its place meanwhile is not opened."""
        try:
            descriptor = os.open(
                self._full(path), os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
            )
        except (OSError, ValueError):
            return None
        try:
            state = os.fstat(descriptor)
            return _read_whole(descriptor, state.st_size) if stat.S_ISREG(state.st_mode) else None
        finally:
            os.close(descriptor)

    def deleted(self, _: Globs) -> Sequence[Deleted]:
        """List nothing: a folder has no past."""
        return ()

    def log(self, globs: Globs) -> Log:
        """Tell how the files came about, if they are in a repository."""
        return _log(self.repository, globs, None) if self.repository else Log()

    def _full(self, path: str) -> str:
        return os.path.join(self.root, path)

    def _walk(self, top: str) -> Iterator[Entry]:
        if top and (kind := self._barred(top)):
            yield Entry(top, kind)
            return
        folders = [top]
        while folders:
            folder = folders.pop()
            entries = self._inside(folder)
            if entries is None:
                yield Entry(folder, Kind.CLOSED)
                continue
            if folder != top and (git := next((entry for entry in entries if entry.name == ".git"), None)):
                if git.is_file():  # a submodule; a folder is the start of somebody's own repository
                    yield Entry(folder, Kind.SUBMODULE)
                continue
            for entry in entries:
                path = f"{folder}/{entry.name}" if folder else entry.name
                kind = _kind_of_entry(entry)
                if kind is not Kind.FOLDER or entry.name.endswith((".yaml", ".yml")):  # in place of a file
                    yield Entry(path, kind)
                if kind is Kind.FOLDER and entry.name != ".git":
                    folders.append(path)

    def _in_any_case(self, folders: Iterable[str]) -> Iterator[str]:
        """Return some folders, and those whose names differ from theirs in capitals only."""
        for folder in folders:
            yield folder
            alike = [""]
            for part in folder.split("/") if folder else ():
                alike = [
                    f"{above}/{entry.name}" if above else entry.name
                    for above in alike
                    for entry in self._inside(above) or ()
                    if entry.name.casefold() == part.casefold() and _kind_of_entry(entry) is Kind.FOLDER
                ]
            yield from (path for path in alike if path not in {"", folder})

    def _barred(self, top: str) -> Kind | None:
        """Return what a folder lies behind: a link or a submodule; None for neither."""
        if self.kind(top) is Kind.LINK:
            return Kind.LINK
        above = (top[:end] for end, letter in enumerate(top + "/") if letter == "/")
        return Kind.SUBMODULE if any(os.path.isfile(self._full(f"{folder}/.git")) for folder in above) else None

    def _inside(self, folder: str) -> list[os.DirEntry[str]] | None:
        """List a folder; one that is not there is empty, and None stands for one that cannot be opened."""
        try:
            return list(os.scandir(self._full(folder)))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError:
            return None

    def _hides(self, entry: Entry, globs: Globs) -> bool:
        """Tell whether there is a folder in which something could go unseen: behind a link, or one nobody can open."""
        hidden = entry.kind.hides and (entry.kind is not Kind.LINK or os.path.isdir(self._full(entry.path)))
        return hidden and globs.reaches(entry.path)


class MemoryTree:
    """Files that exist in memory only, such as those of a policy's examples."""

    def __init__(
        self, files: Mapping[str, bytes], past: Sequence[Deleted] = (), commits: Sequence[Commit] = ()
    ) -> None:
        self.files = files
        self.past = past
        self.commits = commits

    def find(self, globs: Globs) -> list[Entry]:
        """List what matches, sorted by path."""
        return [Entry(path, Kind.FILE) for path in sorted(self.files) if globs.match(path)]

    def kind(self, path: str) -> Kind:
        """Tell what a path leads to."""
        return Kind.FILE if path in self.files else Kind.MISSING

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file."""
        return self.files.get(path)

    def deleted(self, globs: Globs) -> Sequence[Deleted]:
        """List what matched once and was deleted."""
        return [gone for gone in self.past if globs.match(gone.path)]

    def log(self, _: Globs) -> Log:
        """Tell how the files came about."""
        return Log(self.commits)


class GitTree:
    """The files of one commit, or without one the files staged for the next: git lists paths with modes and blobs."""

    def __init__(self, repository: "Repository", commit: str | None = None) -> None:
        self.repository = repository
        self.commit = commit
        self._kinds: dict[str, Kind] = {}
        self._blobs: dict[str, str] = {}
        self._folders: set[str] = {""}
        self._listed: set[str] = set()

    def find(self, globs: Globs) -> list[Entry]:
        """List what matches, sorted by path."""
        self._list(globs.folders)
        below = tuple(f"{folder}/" if folder else "" for folder in globs.folders)
        in_any_case = tuple(folder.casefold() for folder in below)
        entries = [
            Entry(path, kind)
            for path, kind in self._kinds.items()
            if path.startswith(below) or path in globs.folders or path.casefold().startswith(in_any_case)
        ]
        entries += [Entry(folder, Kind.FOLDER) for folder in self._folders_like_files()]
        entries += [Entry(folder, kind) for folder in globs.folders if (kind := self._barred(folder))]
        return sorted(_fitting(entries, globs, self._hides))

    def kind(self, path: str) -> Kind:
        """Tell what a path leads to."""
        self._list([path])
        if path in self._kinds:
            return self._kinds[path]
        return Kind.FOLDER if path in self._folders else Kind.MISSING

    def read(self, path: str) -> bytes | None:
        """Return the bytes of a file."""
        return self.repository.read_blob(self._blobs[path], MAX_BYTES + 1) if self.kind(path) is Kind.FILE else None

    def submodules(self, folders: Iterable[str]) -> list[str]:
        """Return the submodules below some folders."""
        self._list(folders)
        return [path for path, kind in self._kinds.items() if kind is Kind.SUBMODULE]

    def blobs(self, folders: Iterable[str]) -> dict[str, str]:
        """Return the hashes of what files below some folders hold, by path."""
        self._list(folders)
        return {path: blob for path, blob in self._blobs.items() if self._kinds[path] is Kind.FILE}

    def read_blobs(self, names: Iterable[str]) -> Iterator[bytes | None]:
        """Give the bytes of many files, by the hash of their content."""
        return self.repository.read_blobs(names, MAX_BYTES + 1)

    def deleted(self, globs: Globs) -> Sequence[Deleted]:
        """List what matched once and was deleted on the way to this commit."""
        return [
            Deleted(gone.path, gone.commit, gone.day, partial(self.repository.read_blob, gone.blob))
            for gone in (self.repository.deletions(self.commit, globs.folders) if self.commit else ())
            if globs.match(gone.path)
        ]

    def log(self, globs: Globs) -> Log:
        """Tell how the files came about."""
        return _log(self.repository, globs, self.commit, staged=True)

    def _list(self, folders: Iterable[str]) -> None:
        """Ask git for folders that have not been listed yet."""
        new = [folder for folder in folders if self._listed.isdisjoint(with_above(folder))]
        if not new:
            return
        listed = self.repository.list_commit(self.commit, new) if self.commit else self.repository.list_index(new)
        for path, mode, blob in listed:
            self._kinds[path] = _GIT_KINDS.get(mode, Kind.SPECIAL)
            self._blobs[path] = blob
            folder = path.rpartition("/")[0]
            if folder not in self._folders:
                self._folders.update(with_above(folder))
        self._listed.update(new)

    def _folders_like_files(self) -> set[str]:
        """Return the folders with the name of a file, which stand in its place."""
        found = (re.finditer(r"\.ya?ml/", path) for path in self._kinds if ".yaml/" in path or ".yml/" in path)
        return {match.string[: match.end() - 1] for matches in found for match in matches}

    def _barred(self, folder: str) -> Kind | None:
        """Return what stands above a folder in which nothing is listed: a link or a submodule; None for neither."""
        if folder in self._folders or folder in self._kinds:
            return None
        above = [path for path in with_above(folder) if path not in {"", folder}]
        self._list(above)
        kinds = (self._kinds.get(path) for path in above)
        return next((kind for kind in kinds if kind in {Kind.LINK, Kind.SUBMODULE}), None)

    def _hides(self, entry: Entry, globs: Globs) -> bool:
        """Tell whether a link leads to a folder, or out of this tree, where something could go unseen."""
        if not entry.kind.hides or not globs.reaches(entry.path):
            return False
        if entry.kind is not Kind.LINK or entry.path not in self._blobs:
            return True
        target = os.fsdecode(self.repository.read_blob(self._blobs[entry.path]) or b"").partition("\0")[0]
        leads_to = os.path.normpath(os.path.join(os.path.dirname(entry.path), target))
        if os.path.isabs(leads_to) or leads_to.partition(os.sep)[0] == os.pardir:
            return True
        return leads_to == os.curdir or self.kind(leads_to) not in {Kind.FILE, Kind.MISSING}


_GIT_KINDS = {
    "100644": Kind.FILE,
    "100755": Kind.FILE,
    "120000": Kind.LINK,
    "160000": Kind.SUBMODULE,
    "conflict": Kind.CONFLICT,
}


def _log(repository: "Repository", globs: Globs, commit: str | None, *, staged: bool = False) -> Log:
    """Ask git for the commits up to one, or up to HEAD and for what has been changed since."""
    end = commit or repository.head()
    if end is None:
        return Log()
    folders = globs.folders
    lost = repository.shallow()
    commits = [
        Commit(
            done.day,
            done.author,
            frozenset(path for status, path in done.changes if status == "A"),
            frozenset(path for status, path in done.changes if status != "A"),
        )
        for done in repository.log(end, folders)
        if done.name not in lost  # it seems to add all that was there before
    ]
    if commit:
        return Log(commits, shallow=bool(lost))
    different = {each.path for each in repository.differences(end, None, folders, staged=staged)}
    new = [] if staged else repository.list_untracked(folders)
    return Log(commits, frozenset({*different, *new}), shallow=bool(lost))


def _fitting(entries: Iterable[Entry], globs: Globs, hides: Callable[[Entry, Globs], bool]) -> Iterator[Entry]:
    """Choose what matches, and what only seems not to: where something can hide, and names that are nearly right."""
    for entry in entries:
        if globs.match(entry.path) or hides(entry, globs):
            yield entry
        elif entry.kind is Kind.FILE and globs.strays(entry.path):
            yield Entry(entry.path, Kind.ASTRAY)
        elif entry.kind is Kind.FILE and globs.misses(entry.path):
            yield Entry(entry.path, Kind.MISNAMED)


def with_above(path: str) -> list[str]:
    """Return a path with all folders above it, down from the root, which has the empty name."""
    return ["", *(path[:end] for end, letter in enumerate(path) if letter == "/"), path]


def _kind_of_entry(entry: os.DirEntry[str]) -> Kind:
    if entry.is_file(follow_symlinks=False):
        return Kind.FILE
    if entry.is_dir(follow_symlinks=False):
        return Kind.FOLDER
    return Kind.LINK if entry.is_symlink() else Kind.SPECIAL


def _kind_of_mode(mode: int) -> Kind:
    if stat.S_ISREG(mode):
        return Kind.FILE
    if stat.S_ISDIR(mode):
        return Kind.FOLDER
    return Kind.LINK if stat.S_ISLNK(mode) else Kind.SPECIAL


def _read_whole(descriptor: int, size: int) -> bytes:
    """Read to the end or just beyond the limit; one call does for nearly every file."""
    content = os.read(descriptor, min(size, MAX_BYTES) + 1)
    while len(content) not in {size, MAX_BYTES + 1} and (more := os.read(descriptor, MAX_BYTES + 1 - len(content))):
        content += more
    return content
