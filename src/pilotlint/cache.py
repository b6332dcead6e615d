"""What has been worked out once and need not be again; losing it costs time and nothing else."""

import os
import zlib
from contextlib import suppress

from . import files

_MOST_FILES = 2048
"""Twice what a portfolio needs in which every policy finds something at every stage."""
_CHECK = 4


class Cache:
    """A folder of results, each named by everything it was made from; without a folder nothing is kept."""

    def __init__(self, folder: str | None) -> None:
        self._folder = folder
        self._has_room = False

    def get(self, name: str, *made_from: str) -> bytes | None:
        """Return a result, or None when it is not there or not as it was written."""
        identity = _identity(made_from)
        try:
            with open(self._path(name, identity), "rb") as file:
                content = file.read()
        except OSError:
            return None
        result = content[len(identity) : -_CHECK]
        return result if content == _kept(identity, result) else None

    def put(self, name: str, result: bytes, *made_from: str) -> None:
        """Keep a result; where that is not possible, it will be worked out again."""
        if self._folder is None:
            return
        identity = _identity(made_from)
        path = self._path(name, identity)
        with suppress(OSError):
            os.makedirs(self._folder, exist_ok=True)
            self._make_room()
            files.replace(path, _kept(identity, result))

    def _path(self, name: str, identity: bytes) -> str:
        return os.path.join(self._folder or os.devnull, f"{name}-{len(identity)}-{zlib.crc32(identity):08x}")

    def _make_room(self) -> None:
        """Drop the oldest results when there are too many; once in a run, which adds less than the room there is."""
        if self._has_room:
            return
        self._has_room = True
        entries = sorted(os.scandir(self._folder), key=lambda entry: entry.stat().st_mtime)
        for entry in entries[:-_MOST_FILES]:
            os.unlink(entry.path)


def digest(content: bytes) -> str:
    """Return a name for some content that no other content has."""
    import hashlib  # noqa: PLC0415  # costs a quarter of a bare interpreter

    return hashlib.blake2b(content, digest_size=16).hexdigest()


def _identity(made_from: tuple[str, ...]) -> bytes:
    return "\0".join(made_from).encode("utf-8", errors="surrogatepass")


def _kept(identity: bytes, result: bytes) -> bytes:
    """Return the content of a file: what it was made from, as names may coincide, the result, and a check of both."""
    whole = identity + result
    return whole + zlib.crc32(whole).to_bytes(_CHECK)


NO_CACHE = Cache(None)
