"""The files of a repository that decide how it is judged, and whether anybody asks."""

from collections.abc import Iterable

from . import shared
from .globs import Globs
from .settings import FILE_NAME, Settings
from .suppressions import baseline
from .suppressions.waivers import folder_of, patterns
from .tree import with_above

_ASKING = {
    ".pre-commit-config.yaml": "The list of hooks that run before a commit",
    "lefthook.yml": "The list of hooks that run before a commit",
    ".gitlab-ci.yml": "The pipeline",
    ".travis.yml": "The pipeline",
    ".drone.yml": "The pipeline",
    ".github/settings.yml": "What decides who may merge",
    "Jenkinsfile": "The pipeline",
    "azure-pipelines.yml": "The pipeline",
    "bitbucket-pipelines.yml": "The pipeline",
    "CODEOWNERS": "The list of who must review what",
    ".github/CODEOWNERS": "The list of who must review what",
    ".gitlab/CODEOWNERS": "The list of who must review what",
    "docs/CODEOWNERS": "The list of who must review what",
}
_ASKING_IN = {
    ".github/workflows/": "A workflow",
    ".github/actions/": "A part of workflows",
    ".husky/": "A hook",
    ".gitea/workflows/": "A workflow",
    ".gitea/": "A file that Gitea reads",
    ".forgejo/workflows/": "A workflow",
    ".forgejo/": "A file that Forgejo reads",
    ".gitlab/": "A file that GitLab reads",
    ".azure-pipelines/": "The pipeline",
    ".circleci/": "The pipeline",
    ".buildkite/": "The pipeline",
    ".woodpecker/": "The pipeline",
}
"""Whatever is in these folders; the first that fits says what it is."""


def asking(path: str) -> str | None:
    """Say what a file is that decides whether the gate is asked; None for any other."""
    inside = (what for folder, what in _ASKING_IN.items() if f"{path}/".startswith(folder))
    return _ASKING.get(path) or next(inside, None)


def touched(paths: Iterable[str], settings: Settings) -> list[str]:
    """Return those of some paths that rules or the asking for them come from, or that stand in their way, sorted."""
    rules = _rules(settings)
    return sorted(
        path
        for path in paths
        if asking(path)
        or any(map(rules.match, with_above(path)))
        or rules.reaches(path)
        or settings.policies.misses(path)
    )


def folders(settings: Settings) -> list[str]:
    """Return the files and folders outside of which there are none; the empty name is the root."""
    own = settings.policies.folders
    if "" in own:
        return own
    files = (settings.path, FILE_NAME, shared.FOLDER, settings.waivers, folder_of(settings.waivers), baseline.PATH)
    return [*own, *files, *_ASKING, *(folder.rstrip("/") for folder in _ASKING_IN)]


def _rules(settings: Settings) -> Globs:
    waivers = patterns(settings.waivers)
    packs = (f"{shared.FOLDER}/{pattern}" for pattern in shared.PATTERNS)
    return Globs((settings.path, FILE_NAME, *settings.policies.patterns, *packs, *waivers, baseline.PATH))
