"""A tree that exists in memory only."""

from collections.abc import Mapping, Sequence

from ..globs import Globs
from .parts import Commit, Deleted, Entry, Kind, Log


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
