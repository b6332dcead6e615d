"""A tree that Git lists: that of a commit, or the index."""

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from functools import partial

from ..document import MAX_BYTES
from ..git import Repository, history
from ..globs import Globs
from . import logs
from .parts import Deleted, Entry, Kind, Log, fitting, with_above

_GIT_KINDS = {
    "100644": Kind.FILE,
    "100755": Kind.FILE,
    "120000": Kind.LINK,
    "160000": Kind.SUBMODULE,
    "conflict": Kind.CONFLICT,
}


class GitTree:
    """The files of one commit, or without one the files staged for the next: git lists paths with modes and blobs."""

    def __init__(self, repository: Repository, commit: str | None = None) -> None:
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
        return sorted(fitting(entries, globs, self._hides))

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
            for gone in (history.deletions(self.repository, self.commit, globs.folders) if self.commit else ())
            if globs.match(gone.path)
        ]

    def log(self, globs: Globs) -> Log:
        """Tell how the files came about."""
        return logs.of_repository(self.repository, globs, self.commit, staged=True)

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
