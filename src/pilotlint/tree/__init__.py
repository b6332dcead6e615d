"""From a path to bytes: a work tree, the index or a commit, all seen the same way."""

from .folder import WorkTree
from .listing import GitTree
from .memory import MemoryTree
from .parts import Commit, Deleted, Entry, Kind, Log, Tree, with_above

__all__ = ["Commit", "Deleted", "Entry", "GitTree", "Kind", "Log", "MemoryTree", "Tree", "WorkTree", "with_above"]
