"""A tree that is a folder, as its files are now."""

import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from ..document import MAX_BYTES
from ..globs import Globs
from . import logs
from .parts import Deleted, Entry, Kind, Log, fitting

if TYPE_CHECKING:
    from ..git import Repository


class WorkTree:
    """The files in a folder, as they are now."""

    def __init__(self, root: str, repository: "Repository | None" = None) -> None:
        self.root = root
        self.repository = repository

    def find(self, globs: Globs) -> list[Entry]:
        """List what matches, sorted by path."""
        found = (entry for folder in self._in_any_case(globs.folders) for entry in self._walk(folder))
        return sorted(fitting(found, globs, self._hides))

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
        return logs.of_repository(self.repository, globs, None) if self.repository else Log()

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
