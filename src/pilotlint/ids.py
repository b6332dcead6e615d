"""Which id a file claims, known by its blob from one run to the next, so that only what changed is read."""

import re
from collections.abc import Mapping

from . import bundled, initiative
from .cache import Cache
from .git import BROKEN
from .model import InputError
from .tree import GitTree

_PLAIN_ID = re.compile(
    rb"""\A[^"'\[{]*?^(?:\xef\xbb\xbf)?id[ \t]*:[ \t]+"""
    rb"""(["']?)(?!(?i:true|false|null)\b)([A-Za-z][A-Za-z0-9-]{0,99})\1[ \t]*(?:#[^\n]*)?\r?$""",
    re.MULTILINE,
)
"""Behind a quote or a bracket the same line could be a part of a text, or of another mapping."""

_NAME = "ids"
_NONE = "."
"""Written for a blob without an id worth the name: the file's name counts."""


def claimed(path: str, content: bytes) -> str:
    """Return the id a file claims, and read only that where it is written in the usual way."""
    match = _PLAIN_ID.search(content)
    return match[2].decode() if match else initiative.read(path, content).id


def of_blobs(blobs: Mapping[str, str], tree: GitTree, cache: Cache, *kept_for: str) -> dict[str, str]:
    """Return the ids of files, each of which is read once for ever; both are given by path."""
    made_from = bundled.state(), *kept_for
    written = (cache.get(_NAME, *made_from) or b"").decode().split()
    known = dict(zip(written[::2], written[1::2], strict=True))
    if new := list({blob for blob in blobs.values() if blob not in known}):
        read = zip(new, tree.read_blobs(new), strict=True)
        known |= {blob: claimed("", _there(content)) or _NONE for blob, content in read}
        cache.put(_NAME, " ".join(f"{blob} {known[blob]}" for blob in set(blobs.values())).encode(), *made_from)
    return {path: initiative.name_of(path) if known[blob] == _NONE else known[blob] for path, blob in blobs.items()}


def _there(content: bytes | None) -> bytes:
    if content is None:  # what cannot be read could claim any id
        raise InputError(BROKEN)
    return content
