"""Where a Git repository is, and which of Git's environment variables are about it."""

import os
from collections.abc import Iterator, Mapping

_KEPT = (
    "GIT_INDEX_FILE",
    "GIT_EXEC_PATH",
    "GIT_SSL_CAINFO",
    "GIT_OBJECT_DIRECTORY",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES",
)
"""What git tells a hook about a commit in the making. The rest could lead to another repository, or trace to stderr."""


def find_root(start: str) -> str | None:
    """Return the top folder of the work tree that a folder lies in, or a bare repository; None outside of both.

    Work trees come first: a bare repository inside of one came with its files, and its settings could run programs.
    """
    folders = list(_upwards(os.path.abspath(start)))
    found = (folder for folder in folders if os.path.exists(os.path.join(folder, ".git")))
    return next(found, None) or next(filter(is_bare, folders), None)


def is_bare(root: str) -> bool:
    """Tell whether a folder is a repository without a work tree."""
    inside = map(os.path.join, [root] * 3, ("HEAD", "objects", "refs"))
    return not os.path.exists(os.path.join(root, ".git")) and all(map(os.path.exists, inside))


def environment(given: Mapping[str, str], root: str) -> dict[str, str]:
    """Return the environment in which git answers for a repository, whatever the user has set."""
    kept = {key: value for key, value in given.items() if not key.startswith("GIT_") or key in _KEPT}
    if _is_foreign_index(kept.get("GIT_INDEX_FILE", ""), root):
        del kept["GIT_INDEX_FILE"]
    if not _lies_in(kept.get("GIT_OBJECT_DIRECTORY", ""), root):  # where a push waits for the hook's answer
        kept.pop("GIT_OBJECT_DIRECTORY", None)
        kept.pop("GIT_ALTERNATE_OBJECT_DIRECTORIES", None)
    return kept | {"LC_ALL": "C.UTF-8", "GIT_NO_REPLACE_OBJECTS": "1", "GIT_GRAFT_FILE": os.devnull}


def shared(root: str) -> str:
    """Return the folder in which git keeps what all work trees of a repository have in common."""
    own = os.path.realpath(_git_folder(root))
    link = os.path.join(own, "commondir")
    if not os.path.isfile(link):
        return own
    with open(link, encoding="utf-8", errors="surrogateescape") as file:
        return os.path.realpath(os.path.join(own, file.read().strip()))


def index(root: str, environment: Mapping[str, str]) -> str:
    """Return the index that git looks at in an environment."""
    given = environment.get("GIT_INDEX_FILE")
    return os.path.join(root, given) if given else os.path.join(_git_folder(root), "index")


def is_sparse(root: str) -> bool:
    """Tell whether a work tree may leave out files that its commit has."""
    return os.path.exists(os.path.join(_git_folder(root), "info", "sparse-checkout"))


def _upwards(folder: str) -> Iterator[str]:
    while True:
        yield folder
        folder, below = os.path.dirname(folder), folder
        if folder == below:
            return


def _is_foreign_index(index: str, root: str) -> bool:
    """Tell whether an index belongs to another repository, whose hook has called us."""
    if not index:
        return False
    folder = os.path.realpath(os.path.join(root, os.path.dirname(index)))
    if not os.path.isdir(folder):
        return True
    return os.path.isfile(os.path.join(folder, "HEAD")) and folder != os.path.realpath(_git_folder(root))


def _lies_in(objects: str, root: str) -> bool:
    """Tell whether a folder of objects belongs to a repository; its work trees share the objects."""
    return bool(objects) and os.path.realpath(os.path.join(root, objects)).startswith(shared(root) + os.sep)


def _git_folder(root: str) -> str:
    """Return the folder in which git keeps what belongs to a work tree."""
    path = os.path.join(root, ".git")
    if not os.path.isfile(path):
        return path if os.path.isdir(path) else root
    with open(path, encoding="utf-8", errors="surrogateescape") as file:  # a worktree's or a submodule's
        return os.path.join(root, file.read().removeprefix("gitdir:").strip())
