"""The two sides of a change: which files are judged, by whose rules, and against what."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .cache import digest
from .git import SUBMODULE, Repository, location
from .globs import Globs
from .model import InputError
from .tree import Entry, GitTree, Kind, Tree, WorkTree


class Base(NamedTuple):
    """The side a change is compared with."""

    tree: GitTree
    """The files where the change parted from its base, or the base itself where that is not one commit."""
    commit: str
    """The tip of the base, whose rules judge."""
    fork: str
    """The commit of this tree."""
    shared: tuple[str, ...]
    """The newest commits that the base and the change have in common."""
    end: str | None = None
    """The commit that is judged, or that the files stand on; None before the first one."""


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

    def ends(self, tree: Tree) -> list[str]:
        """Return the commits whose history tells how the files of a tree came about."""
        if isinstance(tree, GitTree) and tree.commit:
            return [tree.commit]
        head = self.head_commit or (self.repository.head() if self.repository else None)
        return list(filter(None, [head, self.base.commit if self.base else None]))

    def touched(self, folders: Iterable[str]) -> dict[str, str]:
        """Return the paths below some folders that differ between base and head, with their new modes.

        Without a base none do. The mode of a file that git does not track is empty.
        """
        if self.base is None:
            return {}
        where = list(folders)
        modes = self._different(self.base.fork, where)
        if len(self.base.shared) > 1:  # what is as it was in all of them, only the base has changed since
            own = {path for one in self.base.shared for path in self._different(one, where)}
            modes = {path: mode for path, mode in modes.items() if path in own}
        assert self.repository, "a base comes from a repository"
        untracked = [] if self.head_commit or self.staged else self.repository.list_untracked(where)
        return dict.fromkeys(untracked, "") | modes

    def identity(self, folders: Iterable[str], touched: Mapping[str, str]) -> list[str] | None:
        """Return what tells a change from every other one; None where that is not known for sure.

        Two commits and their history tell all about it; of a work tree, also what its touched files hold.
        """
        if self.base is None or self.repository is None or self.staged:
            return None
        commits = (
            self.base.commit,
            self.base.fork,
            *self.base.shared,
            self.base.end or "",
        )
        known = [*commits, "shallow", *sorted(self.repository.shallow())]
        if self.head_commit:
            return known
        untracked = [path for path, mode in touched.items() if not mode]
        if location.is_sparse(self.root) or not self.repository.lists_all(folders, untracked):
            return None
        for path, mode in sorted(touched.items()):
            content = self.head.read(path)
            known.append(f"{path} {mode} {self.head.kind(path)} {content if content is None else digest(content)}")
        return known

    def unseen(self, globs: Globs, touched: Mapping[str, str]) -> list[Entry]:
        """Return the submodules that a work tree shows as empty folders, as long as nobody has fetched them."""
        if self.base is None or not isinstance(self.head, WorkTree):
            return []
        found = {path for path in self.base.tree.submodules(globs.folders) if path not in touched}
        found |= {path for path, mode in touched.items() if mode == SUBMODULE}
        return [Entry(path, Kind.SUBMODULE) for path in found if globs.match(path) or globs.reaches(path)]

    def _different(self, commit: str, folders: list[str]) -> dict[str, str]:
        assert self.base
        assert self.repository, "a base comes from a repository"
        differences = self.repository.differences(commit, self.head_commit, folders, staged=self.staged)
        return {difference.path: difference.new_mode for difference in differences}


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
    shared = repository.merge_bases(tip, end) if end else [tip]
    fork = shared[0] if len(shared) == 1 else tip
    rules = GitTree(repository, tip)
    return Sides(
        head=_tree(repository.root, repository, commit, staged=staged),
        rules=rules,
        head_commit=commit,
        staged=staged,
        base=Base(
            tree=rules if fork == tip else GitTree(repository, fork),
            commit=tip,
            fork=fork,
            shared=tuple(shared),
            end=end,
        ),
        notes=tuple(filter(None, [_why_from_base(base, len(shared))])),
        root=repository.root,
        repository=repository,
    )


def _why_from_base(base: str, shared: int) -> str:
    """Say why a change is not measured from where it parted from its base; nothing when it is."""
    if not shared:
        return (
            f"{base} and the change have no commit in common here, so what changed is measured from {base} itself. "
            "If this clone is shallow, fetch more of its history."
        )
    if shared == 1:
        return ""
    return (
        f"{base} and the change have {shared} newest commits in common, as each was merged into the other, so what "
        f"changed is measured from {base} itself. Merge {base} into the change once more and there is one."
    )


def _tree(root: str, repository: Repository | None, commit: str | None, *, staged: bool) -> Tree:
    if commit is None and location.is_bare(root):
        raise InputError(f"{root} is a bare repository, which has no files to judge: name a commit with --head.")
    return GitTree(repository, commit) if repository and (commit or staged) else WorkTree(root, repository)
