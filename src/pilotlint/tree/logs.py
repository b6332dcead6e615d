"""How the files of a tree came about, as Git tells it."""

from ..git import Repository, history
from ..globs import Globs
from .parts import Commit, Log


def of_repository(repository: Repository, globs: Globs, commit: str | None, *, staged: bool = False) -> Log:
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
        for done in history.log(repository, end, folders)
        if done.name not in lost  # it seems to add all that was there before
    ]
    if commit:
        return Log(commits, shallow=bool(lost))
    different = {each.path for each in repository.differences(end, None, folders, staged=staged)}
    new = [] if staged else repository.list_untracked(folders)
    return Log(commits, frozenset({*different, *new}), shallow=bool(lost))
