"""Git, read with git itself: where a repository is, what is in it, and what became of its files."""

from . import history, location
from .objects import BROKEN
from .repository import SUBMODULE, Author, Difference, Repository

__all__ = ["BROKEN", "SUBMODULE", "Author", "Difference", "Repository", "history", "location"]
