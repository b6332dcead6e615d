"""The files that are as they were at the base: what others need to know of them is known by their blobs."""

import os
from collections.abc import Container, Mapping
from functools import cached_property

from . import ids
from .cache import NO_CACHE, Cache
from .globs import Globs
from .outline import Outline, Outlines
from .sides import Sides


class Untouched:
    """The files of a change that it does not touch; without a base there are none."""

    def __init__(
        self, sides: Sides, globs: Globs, touched: Container[str], outlines: Outlines, cache: Cache = NO_CACHE
    ) -> None:
        self._sides = sides
        self._globs = globs
        self._touched = touched
        self._outlines = outlines
        self._cache = cache

    @cached_property
    def blobs(self) -> Mapping[str, str]:
        """The hash of what each holds, by path."""
        base = self._sides.base
        if base is None or len(base.shared) > 1:  # then a file may differ from the base and not be touched
            return {}
        files = base.tree.blobs(self._globs.folders).items()
        return {path: blob for path, blob in files if path not in self._touched and self._globs.match(path)}

    @cached_property
    def ids(self) -> Mapping[str, str]:
        """The id that each claims, by path."""
        base = self._sides.base
        return ids.of_blobs(self.blobs, base.tree, self._cache, os.path.realpath(self._sides.root)) if base else {}

    @cached_property
    def outlines(self) -> Mapping[str, Outline]:
        """The outline of each, by path."""
        base = self._sides.base
        return self._outlines.of_blobs(self.blobs, base.tree.read_blobs) if base else {}
