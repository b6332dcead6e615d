"""Packs that repositories share: pinned in the settings, kept among the files, and byte for byte what was pinned.

A check fetches nothing: `pilotlint packs update` brings a pack into the repository, and everybody who checks, whatever
the revision, reads it from there and holds it against its digest.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from . import document, schema
from .globs import Globs
from .model import InputError, Pointer, Position, pointer
from .tree import Kind, Tree

FOLDER = ".pilotlint/packs"
MANIFEST = "pack.yaml"
"""What a pack asks of the policies of others: `severity:` and `limits:`, as in pilotlint.yaml."""

ASKS = frozenset(("severity", "limits"))
"""The keys of a manifest."""
PATTERNS = ("**/*.yaml", "**/*.yml")
"""The files of a repository that make a pack."""

_UPDATE = "`pilotlint packs update` brings it, and shows what would change"


class SharedPack(NamedTuple):
    """An entry of `packs:` that is a pinned reference."""

    name: str
    git: str
    ref: str
    sha256: str
    path: str
    """The folder in its repository."""
    at: Pointer
    """Where it stands in the settings."""

    @property
    def folder(self) -> str:
        """Where it is kept."""
        return f"{FOLDER}/{self.name}"

    @property
    def pinned(self) -> str:
        """What it is, in a few words."""
        return f"{self.name} {self.ref} ({self.sha256[:12] or 'not pinned'})"


def entries(listed: Iterable[Any]) -> tuple[SharedPack, ...]:
    """Return the shared packs among the entries of `packs:`."""
    return tuple(
        SharedPack(
            name=one.get("name") or name_of(one["git"]),
            git=one["git"],
            ref=one["ref"],
            sha256=one.get("sha256", ""),
            path=one.get("path", "").strip("/"),
            at=pointer("packs", index),
        )
        for index, one in enumerate(listed)
        if isinstance(one, dict)
    )


def name_of(address: str) -> str:
    """Return the name of a pack after the last part of its address."""
    last = posixpath.basename(address.rstrip("/")).rpartition(":")[2].removesuffix(".git")
    return re.sub("[^a-z0-9-]+", "-", last.casefold()).strip("-") or "pack"


def digest(files: Mapping[str, bytes]) -> str:
    """Return the SHA-256 of what `sha256sum` prints for the files of a pack, in the order of their paths."""
    import hashlib  # noqa: PLC0415  # costs a quarter of a bare interpreter, and few repositories share packs

    lines = (f"{hashlib.sha256(files[path]).hexdigest()}  {path}\n" for path in sorted(files))
    return hashlib.sha256("".join(lines).encode()).hexdigest()


def files(tree: Tree, pack: SharedPack) -> dict[str, bytes]:
    """Return the files of a pack in a tree by their paths in it, after they were held against its digest.

    Raises:
        InputError: they are not there, or not what was pinned.

    """
    found: dict[str, bytes] = {}
    for entry in tree.find(Globs(f"{pack.folder}/{pattern}" for pattern in PATTERNS)):
        content = tree.read(entry.path) if entry.kind is Kind.FILE else None
        if content is None:
            raise InputError(f"this file of the pack {pack.name} cannot be read: it is {entry.kind}.", path=entry.path)
        found[entry.path.removeprefix(f"{pack.folder}/")] = content
    if not pack.sha256:
        raise InputError(f"the pack {pack.name} is not pinned: its `sha256:` is missing. {_UPDATE}.", path=pack.folder)
    if not found:
        raise InputError(f"the pack {pack.name} is not here. {_UPDATE}; commit it, too.", path=pack.folder)
    if (actual := digest(found)) != pack.sha256:
        raise InputError(
            f"the pack {pack.name} is not what its `sha256:` says: {actual[:12]}… instead of {pack.sha256[:12]}…. "
            f"{_UPDATE}.",
            path=pack.folder,
        )
    return found


def policies(tree: Tree, pack: SharedPack) -> list[str]:
    """Return the paths of a pack's policies in a tree."""
    return [f"{pack.folder}/{path}" for path in sorted(files(tree, pack)) if path != MANIFEST]


def asks(tree: Tree, pack: SharedPack) -> Mapping[str, Mapping[str, Any]]:
    """Return what a pack asks of the policies of others, by key."""
    content = files(tree, pack).get(MANIFEST)
    return manifest(content, f"{pack.folder}/{MANIFEST}") if content is not None else {}


def places(tree: Tree, pack: SharedPack) -> Mapping[str, Position]:
    """Return where a pack asks for the severity of a policy, by the policy's id."""
    found = document.read(files(tree, pack).get(MANIFEST, b""))
    return {name: found.span(pointer("severity", name)).start for name in asks(tree, pack).get("severity", {})}


def manifest(content: bytes, path: str) -> Mapping[str, Mapping[str, Any]]:
    """Read the manifest of a pack.

    Raises:
        InputError: it does not have the form of settings, or says more than a pack may.

    """
    found = document.read(content)
    if found.empty:
        return {}
    said: dict[str, Any] = schema.demand(schema.load("settings"), found, path)
    for key in sorted(said.keys() - ASKS):
        message = f"a pack sets `severity:` and `limits:` only, and not `{key}:`; that is for each repository to say."
        raise InputError(message, path=path, at=found.span(pointer(key)).start)
    return said
