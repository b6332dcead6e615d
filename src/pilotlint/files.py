"""Files that are written whole or not at all."""

import errno
import os
import stat
from contextlib import suppress

_STREAMS = frozenset(("/dev", "/dev/fd", "/proc/self/fd"))
"""Where the system keeps its links to what a process has open, such as /dev/stdout."""


def write(path: str, content: bytes) -> None:
    """Write to where a user points: a file is replaced, a pipe or a device gets the content as it is.

    A link is refused: in a checked repository anybody could have made it, and lead it to anything the user may write.

    Raises:
        OSError: that is not possible; a file that was there is as it was.

    """
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        mode = stat.S_IFREG
    if stat.S_ISLNK(mode) and os.path.dirname(os.path.abspath(path)) not in _STREAMS:
        raise OSError(errno.ELOOP, "it is a symbolic link; name the file itself")
    if stat.S_ISREG(mode) or stat.S_ISDIR(mode):
        replace(path, content)
        return
    with open(path, "ab") as stream:  # standard output may be a file that holds something already
        stream.write(content)


def append(path: str, text: str) -> None:
    """Add a text to a file that somebody else began.

    Raises:
        OSError: that is not possible.

    """
    with open(path, "a", encoding="utf-8", errors="backslashreplace") as file:
        file.write(text)


def replace(path: str, content: bytes) -> None:
    """Put a file in the place of what has its name, so that nobody ever sees half of it; who may read it stays.

    Raises:
        OSError: that is not possible; what was there is as it was.

    """
    unfinished = os.path.join(os.path.dirname(path), f".pilotlint-{os.urandom(8).hex()}")
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(unfinished, flags, _permissions(path))
    try:
        with open(descriptor, "wb") as file:
            file.write(content)
        os.replace(unfinished, path)
    except BaseException:
        with suppress(OSError):
            os.unlink(unfinished)
        raise


def _permissions(path: str) -> int:
    """Return those of a file that is there; the system takes away what the user's umask forbids."""
    with suppress(OSError):
        mode = os.lstat(path).st_mode
        if stat.S_ISREG(mode):
            return mode & 0o666
    return 0o666
