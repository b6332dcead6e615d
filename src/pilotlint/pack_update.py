"""Shared packs brought into a repository: fetched, looked at as a whole, and only then written."""

import tempfile
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from . import amend, document, playbook, schema, settings, shared
from .git import Repository
from .globs import Globs
from .model import InputError, pointer
from .overlay import Overlay
from .shared import SharedPack
from .tree import MemoryTree, WorkTree

_MOST_FILES = 500
_AS_IT_IS = f"{shared.FOLDER}/.gitattributes"
"""Keeps git from giving files other line breaks on Windows, where they would not be what was pinned."""
_FILE_MODES = frozenset(("100644", "100755"))


class Brought(NamedTuple):
    """A pack as it is at its reference."""

    pack: SharedPack
    """With the digest of these files."""
    commit: str
    files: Mapping[str, bytes]


class Update(NamedTuple):
    """What there is to write."""

    files: Mapping[str, bytes]
    """By path in the repository."""
    gone: tuple[str, ...]
    settings_path: str
    settings_text: str


def listed(tree: WorkTree, path: str) -> tuple[str, tuple[SharedPack, ...]]:
    """Return the settings as they are typed, and the shared packs in them, whatever is kept of these.

    Raises:
        InputError: they do not have the form of settings.

    """
    content = tree.read(path) or b""
    found = document.read(content)
    typed = {} if found.empty else schema.demand(schema.load("settings"), found, path)
    packs = shared.entries(typed.get("packs", ()))
    names = [pack.name for pack in packs]
    for pack in packs[1:]:
        if names.index(pack.name) < packs.index(pack):
            message = f"two packs are called {pack.name}; give this one another `name:`."
            raise InputError(message, path=path, at=found.span(pack.at).start)
    return found.text, packs


def fetch(pack: SharedPack, environment: Mapping[str, str]) -> Brought:
    """Fetch a pack at its reference; nothing is checked out, and nothing of it is run.

    Raises:
        InputError: it cannot be had, or holds what is no file.

    """
    with tempfile.TemporaryDirectory() as folder:
        repository = Repository(folder, environment)
        try:
            commit = repository.bring(pack.git, pack.ref)
            files = _files(repository, commit, pack)
        except InputError as error:
            why = error.message.replace(folder, "a scratch folder")
            raise InputError(f"the pack {pack.name} cannot be had from {pack.git} at {pack.ref}: {why}") from error
        finally:
            repository.close()
    return Brought(pack._replace(sha256=shared.digest(files)), commit, files)


def kept(tree: WorkTree, pack: SharedPack) -> dict[str, bytes]:
    """Return what is kept of a pack, whether it is as pinned or not."""
    found = tree.find(Globs(f"{pack.folder}/{pattern}" for pattern in shared.PATTERNS))
    return {entry.path.removeprefix(f"{pack.folder}/"): tree.read(entry.path) or b"" for entry in found}


def prepare(tree: WorkTree, path: str, brought: Iterable[Brought]) -> Update:
    """Return what to write, once the rules of the repository as it would be have been loaded.

    Raises:
        InputError: they cannot be relied on.

    """
    text, _ = listed(tree, path)
    files = {_AS_IT_IS: b"* -text\n"}
    gone: list[str] = []
    for one in brought:
        files |= {f"{one.pack.folder}/{name}": content for name, content in one.files.items()}
        gone += [f"{one.pack.folder}/{name}" for name in kept(tree, one.pack) if name not in one.files]
        text = _pinned(text, one.pack)
    head = MemoryTree({**files, path: text.encode()})
    there = Overlay(tree, head, [*files, *gone, path])
    playbook.load(there, settings.load(there, path, required=True))
    return Update(files, tuple(gone), path, text)


def differences(before: Mapping[str, bytes], after: Mapping[str, bytes]) -> str:
    """Say what an update does to the files of a pack."""
    added, removed = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
    changed = sorted(path for path in before.keys() & after.keys() if before[path] != after[path])
    parts = {"adds": added, "changes": changed, "removes": removed}
    return "; ".join(f"{verb} {', '.join(paths)}" for verb, paths in parts.items() if paths) or "changes nothing"


def _files(repository: Repository, commit: str, pack: SharedPack) -> dict[str, bytes]:
    above = f"{pack.path}/" if pack.path else ""
    fits = Globs(shared.PATTERNS).match
    found = [
        one
        for one in repository.list_commit(commit, [pack.path])
        if one.path.startswith(above) and fits(one.path.removeprefix(above))
    ]
    if not found:
        raise InputError(f"there is no YAML file in {above or 'its root'}. Name the folder with `path:`.")
    if len(found) > _MOST_FILES:
        raise InputError(f"there are {len(found):,} YAML files, and a pack has {_MOST_FILES} at most.")
    for one in found:
        if one.mode not in _FILE_MODES:
            raise InputError(f"{one.path} is a link or another repository, and a pack has plain files only.")
    read = repository.read_blobs([one.blob for one in found], document.MAX_BYTES + 1)
    files = {one.path.removeprefix(above): content or b"" for one, content in zip(found, read, strict=True)}
    for path, content in files.items():
        if len(content) > document.MAX_BYTES:
            raise InputError(f"{path} is too large for a policy.")
    return files


def _pinned(text: str, pack: SharedPack) -> str:
    """Return the settings with the digest of a pack; the rest of them stays as it was typed."""
    if document.read(text.encode()).stretch(pack.at + pointer("sha256")):
        return amend.with_texts(text, pack.at, {"sha256": pack.sha256})
    return amend.with_key(text, pack.at, "sha256", pack.sha256)
