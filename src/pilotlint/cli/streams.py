"""Standard output and error, for readers that leave early, disks that are full and terminals that lack characters."""

import io
import os
import sys
from typing import Any, TextIO

from ..model import InputError


class _End(io.FileIO):
    """The end of a stream: when nothing more can be written, the rest is dropped and the command goes on."""

    def __init__(self, descriptor: int, *, matters: bool) -> None:
        super().__init__(descriptor, "w", closefd=False)
        self._matters = matters
        self._lost = False

    def write(self, data: Any, /) -> int:
        """Write, or say why that is not possible; a reader that has seen enough is no reason."""
        try:
            return memoryview(data).nbytes if self._lost else super().write(data)
        except OSError as error:
            self._lost = True
            if self._matters and not isinstance(error, BrokenPipeError):
                raise InputError(f"the output cannot be written: {error.strerror}.") from error
            return memoryview(data).nbytes


def prepare() -> None:
    """Make the streams of this process safe to print to."""
    sys.stdout = _safe(sys.stdout, matters=True)
    sys.stderr = _safe(sys.stderr, matters=False)


def _safe(stream: TextIO | None, *, matters: bool) -> TextIO:
    if stream is None:  # closed by who started us
        return open(os.devnull, "w", errors="backslashreplace")
    assert isinstance(stream, io.TextIOWrapper)
    if not stream.isatty():
        end = io.BufferedWriter(_End(stream.fileno(), matters=matters))
        stream = io.TextIOWrapper(end, stream.encoding, line_buffering=stream.line_buffering)
    stream.reconfigure(errors="backslashreplace")
    return stream
