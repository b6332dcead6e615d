"""The files of a repository that decide how it is judged, and whether anybody asks."""

import posixpath
from collections.abc import Iterable

from .globs import Globs
from .settings import Settings
from .suppressions import baseline

_ASKING = {
    ".pre-commit-config.yaml": "The hooks that run before a commit",
    ".gitlab-ci.yml": "The pipeline",
    "azure-pipelines.yml": "The pipeline",
    "bitbucket-pipelines.yml": "The pipeline",
    "CODEOWNERS": "The list of who must review what",
    ".github/CODEOWNERS": "The list of who must review what",
    ".gitlab/CODEOWNERS": "The list of who must review what",
    "docs/CODEOWNERS": "The list of who must review what",
}
_WORKFLOWS = Globs((".github/workflows/*.yml", ".github/workflows/*.yaml"))


def asking(path: str) -> str | None:
    """Say what a file is that decides whether the gate is asked; None for any other."""
    return "A workflow" if _WORKFLOWS.match(path) else _ASKING.get(path)


def touched(paths: Iterable[str], settings: Settings) -> list[str]:
    """Return those of some paths that rules or the asking for them come from, sorted."""
    rules = _rules(settings)
    return sorted(path for path in paths if rules.match(path) or asking(path))


def folders(settings: Settings) -> list[str]:
    """Return the files and folders outside of which there are none; the empty name is the root."""
    own = settings.policies.folders
    if "" in own:
        return own
    return [*own, settings.path, settings.waivers, _folder(settings.waivers), baseline.PATH, *_ASKING, ".github"]


def _rules(settings: Settings) -> Globs:
    folder = _folder(settings.waivers)
    waivers = (settings.waivers, f"{folder}/*.yaml", f"{folder}/*.yml")
    return Globs((settings.path, *settings.policies.patterns, *waivers, baseline.PATH))


def _folder(waivers: str) -> str:
    return posixpath.splitext(waivers)[0]
