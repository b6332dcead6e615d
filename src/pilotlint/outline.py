"""The outline of an initiative: the few fields that others need to know of it, read without judging them."""

import json
import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NamedTuple

from . import bundled, document, guess
from .cache import NO_CACHE, Cache, digest
from .initiative import ID

_NAME = "outlines-by-field"
_DAY = re.compile(r"[12][0-9]{3}-[0-9]{2}-[0-9]{2}")
_TRIED = frozenset(("pilot", "rollout", "production"))
_MOST_WORDS = 60
"""So many words of a long text tell what it is about."""


class Outline(NamedTuple):
    """What others need to know of an initiative; what its file does not say, or not in a form to rely on, is empty."""

    id: str = ""
    stage: str = ""
    unit: str = ""
    """The business unit, in the form that makes different spellings equal."""
    user_group: str = ""
    """The user group, by its words without case, order and numbers; none where it names no group."""
    follows: tuple[str, ...] = ()
    since: str = ""
    """The day its stage began."""
    due: str = ""
    """The last day of a pilot, after which something has to be decided; none once it is to be scaled."""
    tried: bool = True
    """Whether it ever was more than an idea; where no history tells, it was."""
    served: bool = False
    """Whether it has been in production, or had a good life before it was retired."""
    about: str = ""
    """The beginnings of the words that tell what it is about, in its title, capability and user group; sorted."""

    def named(self, path: str) -> str:
        """Return the id, or the file name where there is none worth the name."""
        return self.id or posixpath.splitext(posixpath.basename(path))[0]


_FOLLOWS = Outline._fields.index("follows")


class Outlines:
    """Outlines by what files hold, so that what has not changed since the last run is not parsed."""

    def __init__(self, cache: Cache = NO_CACHE, *kept_for: str) -> None:
        """Take back what is known for one repository."""
        self._cache = cache
        self._kept_for = (bundled.state(), *kept_for)
        self._used: dict[str, Outline] = {}
        self._new = False
        self.parsed = 0
        """How many files had to be parsed."""

    def read(self, content: bytes) -> Outline:
        """Return the outline of a file."""
        name = digest(content)
        if name not in self._used:
            self._used[name] = self._recall(name, content)
        return self._used[name]

    def of_blobs(
        self, blobs: Mapping[str, str], read: Callable[[Iterable[str]], Iterator[bytes | None]]
    ) -> dict[str, Outline]:
        """Return the outlines of files of which git knows the blobs, both by path; only new blobs are read."""
        names = set(blobs.values())
        self._used |= {name: self._known[name] for name in names & self._known.keys()}
        if new := list(names - self._used.keys()):
            self._new = True
            contents = (content or b"" for content in read(new))
            self._used |= {
                name: self._recall(digest(content), content) for name, content in zip(new, contents, strict=True)
            }
        return {path: self._used[blob] for path, blob in blobs.items()}

    def save(self) -> None:
        """Write down what this run used, for the next one; the rest is forgotten."""
        if self._new:
            fields = list(zip(*self._used.values(), strict=True))
            self._cache.put(_NAME, json.dumps([list(self._used), *fields]).encode(), *self._kept_for)

    @cached_property
    def _known(self) -> Mapping[str, Outline]:
        """The outlines of the last run, by the digest of a content or by git's hash of it.

        They are written field by field, which is read in a fifth of the time.
        """
        names, *fields = json.loads(self._cache.get(_NAME, *self._kept_for) or b"[[]]")
        if fields:
            fields[_FOLLOWS] = map(tuple, fields[_FOLLOWS])
        return dict(zip(names, map(Outline._make, zip(*fields, strict=True)), strict=True))

    def _recall(self, name: str, content: bytes) -> Outline:
        return self._known.get(name) or self._parse(content)

    def _parse(self, content: bytes) -> Outline:
        self._new = True
        self.parsed += 1
        found = document.read(content)
        return of(found.data if found.readable else {})


def of(data: Any) -> Outline:
    """Return the outline of what an author typed."""
    if not isinstance(data, dict):
        return Outline()
    stage, history = _text(data.get("stage")), _mappings(data.get("stage_history"))
    outcome = _mapping(data.get("outcome"))
    pilot, retrospective = _mapping(data.get("pilot")), _mapping(data.get("retrospective"))
    past = [_text(entry.get("stage")) for entry in history]
    days = [_day(entry.get("date")) for entry in history if entry.get("stage") == stage]
    typed = _text(data.get("id"))
    decided = _text(_mapping(pilot.get("decision")).get("result"))
    return Outline(
        id=typed if ID.fullmatch(typed) else "",
        stage=stage,
        unit=_unit(_text(data.get("business_unit"))),
        user_group=_user_group(_text(outcome.get("user_group"))),
        follows=tuple(_texts(data.get("follows"))),
        since=days[-1] if days else "",
        due=_day(pilot.get("ends")) if stage == "pilot" and decided != "scale" else "",
        tried=not past or not _TRIED.isdisjoint(past),
        served="production" in past or bool(_day(retrospective.get("served_until"))),
        about=_about(_text(data.get("title")), *(_text(outcome.get(key)) for key in ("capability", "user_group"))),
    )


def _unit(typed: str) -> str:
    from . import wording  # noqa: PLC0415  # word lists; outlines are parsed once and then recalled

    return "" if wording.placeholder(typed) else guess.plain(typed)


def _user_group(typed: str) -> str:
    from . import identity, wording  # noqa: PLC0415  # as above

    if wording.placeholder(typed) or not wording.names_a_group(typed):
        return ""
    return " ".join(word for word in identity.folded(typed) if not word.isdecimal())


def _about(*texts: str) -> str:
    from . import wording  # noqa: PLC0415  # as above

    found = dict.fromkeys(stem for text in texts for stem in wording.stems(text))
    return " ".join(sorted(list(found)[:_MOST_WORDS]))


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _texts(value: Any) -> list[str]:
    return [inner for inner in value if isinstance(inner, str)] if isinstance(value, list) else []


def _day(value: Any) -> str:
    return value if isinstance(value, str) and _DAY.fullmatch(value) else ""


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _mappings(value: Any) -> list[dict[str, Any]]:
    return [inner for inner in value if isinstance(inner, dict)] if isinstance(value, list) else []
