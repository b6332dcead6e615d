"""The two sides of a change: which files are judged, by whose rules, and against what."""

from collections.abc import Iterable
from typing import NamedTuple

from .git import Author, Repository
from .tree import GitTree, Tree, WorkTree


class Base(NamedTuple):
    """The side a change is compared with."""

    tree: Tree
    """The files where the change parted from its base."""
    commit: str
    """The tip of the base, whose rules judge."""
    fork: str


class Sides(NamedTuple):
    """Where everything comes from."""

    head: Tree
    """The initiatives that are judged."""
    rules: Tree
    """Policies and settings: those of the base when there is one, so that a change cannot weaken its own gate."""
    head_commit: str | None = None
    """None when what is judged is not a commit."""
    staged: bool = False
    base: Base | None = None
    notes: tuple[str, ...] = ()
    root: str = ""
    """The folder that paths are relative to."""
    repository: Repository | None = None
    """None outside of Git."""

    def authors(self, tree: Tree, path: str, lines: tuple[int, int]) -> list[Author]:
        """Return who wrote some lines of a file in one of the trees, as far as git knows."""
        commit = tree.commit if isinstance(tree, GitTree) else None
        return self.repository.authors(path, tree.read(path) or b"", lines, commit) if self.repository else []

    def touched(self, folders: Iterable[str]) -> set[str]:
        """Return the paths below some folders that differ between base and head; without a base none do."""
        if self.base is None:
            return set()
        assert self.repository, "a base comes from a repository"
        repository, where = self.repository, list(folders)
        differences = repository.differences(self.base.fork, self.head_commit, where, staged=self.staged)
        untracked = [] if self.head_commit or self.staged else repository.list_untracked(where)
        return {*differences, *untracked}


def without_base(root: str, repository: Repository | None, head: str | None = None, *, staged: bool = False) -> Sides:
    """Judge a work tree, the index or a commit by its own rules.

    Raises:
        InputError: the commit does not exist.

    """
    commit = repository.resolve(head) if repository and head is not None else None
    tree = _tree(root, repository, commit, staged=staged)
    return Sides(tree, tree, commit, staged, root=root, repository=repository)


def against(base: str, repository: Repository, head: str | None = None, *, staged: bool = False) -> Sides:
    """Judge a change by the rules of its base; what changed is measured from where the two parted.

    Raises:
        InputError: a revision does not exist.

    """
    tip = repository.resolve(base)
    commit = repository.resolve(head) if head is not None else None
    end = commit or repository.head()
    fork = repository.merge_base(tip, end) if end else tip
    apart = (
        f"{base} and the change have no commit in common here, so what changed is measured from {base} itself. "
        "If this clone is shallow, fetch more of its history."
    )
    notes = () if fork else (apart,)
    fork = fork or tip
    return Sides(
        head=_tree(repository.root, repository, commit, staged=staged),
        rules=GitTree(repository, tip),
        head_commit=commit,
        staged=staged,
        base=Base(GitTree(repository, fork), tip, fork),
        notes=notes,
        root=repository.root,
        repository=repository,
    )


def _tree(root: str, repository: Repository | None, commit: str | None, *, staged: bool) -> Tree:
    return GitTree(repository, commit) if repository and (commit or staged) else WorkTree(root, repository)
