"""What Git knows of each initiative: since when it is there, when it was last written, and by whom."""

from collections import defaultdict
from typing import Any

from .globs import Globs
from .tree import Log

_BULK = 10
"""A commit that touches more initiatives than this was about something else, such as layout or a new format."""

SHAPE: dict[str, Any] = {
    "type": "object",
    "properties": {"first_commit": {}, "last_change": {}, "authors": {"type": "array", "items": {}}},
}
"""What there is in the view of a past, as a schema; docs/writing-policies.md says what each part means."""

_SHALLOW = (
    "This clone holds a part of the history only, so nobody can tell here of some files when they were last written. "
    "Fetch the whole of it: `git fetch --unshallow`, or `fetch-depth: 0` in the workflow."
)


class Past:
    """The past of all initiatives of a tree."""

    def __init__(self, log: Log, globs: Globs) -> None:
        """Go through a log once."""
        self.notes = (_SHALLOW,) if log.shallow else ()
        self._uncommitted = log.uncommitted
        self._first: dict[str, str] = {}
        self._last: dict[str, str] = {}
        self._authors: dict[str, dict[str, None]] = defaultdict(dict)
        for commit in log.commits:
            touched = [path for path in (*commit.added, *commit.changed) if globs.match(path)]
            for path in touched:
                new = path in commit.added
                if new:
                    self._first[path] = commit.day  # the oldest comes last
                if new or len(touched) <= _BULK:
                    self._last[path] = max(commit.day, self._last.get(path, ""))
                    self._authors[path][commit.author] = None

    def of(self, path: str, today: str, *, changed: bool) -> dict[str, Any]:
        """Return what is known of one file; what is not known is empty. A change under way is one of today."""
        return {
            "first_commit": self._first.get(path, ""),
            "last_change": today if changed or path in self._uncommitted else self._last.get(path, ""),
            "authors": list(self._authors.get(path, ())),
        }
