"""What has been worked out once and need not be again; losing it costs time and nothing else."""

import hashlib
import os
from contextlib import suppress

_MOST_FILES = 256
_DIGEST = 32


class Cache:
    """A folder of results, each named by everything it was made from; without a folder nothing is kept."""

    def __init__(self, folder: str | None) -> None:
        self._folder = folder

    def get(self, name: str, *made_from: str) -> bytes | None:
        """Return a result, or None when it is not there or not as it was written."""
        try:
            with open(self._path(name, made_from), "rb") as file:
                content = file.read()
        except OSError:
            return None
        digest, result = content[:_DIGEST], content[_DIGEST:]
        return result if hashlib.sha256(result).digest() == digest else None

    def put(self, name: str, result: bytes, *made_from: str) -> None:
        """Keep a result; where that is not possible, it will be worked out again."""
        if self._folder is None:
            return
        path = self._path(name, made_from)
        unfinished = f"{path}.{os.getpid()}"
        with suppress(OSError):
            os.makedirs(self._folder, exist_ok=True)
            self._make_room()
            with open(unfinished, "wb") as file:
                file.write(hashlib.sha256(result).digest() + result)
            os.replace(unfinished, path)

    def _path(self, name: str, made_from: tuple[str, ...]) -> str:
        identity = hashlib.sha256("\0".join(made_from).encode("utf-8", errors="surrogatepass")).hexdigest()
        return os.path.join(self._folder or os.devnull, f"{name}-{identity[:32]}")

    def _make_room(self) -> None:
        """Drop the oldest results when there are too many."""
        entries = sorted(os.scandir(self._folder), key=lambda entry: entry.stat().st_mtime)
        for entry in entries[:-_MOST_FILES]:
            os.unlink(entry.path)


NO_CACHE = Cache(None)
