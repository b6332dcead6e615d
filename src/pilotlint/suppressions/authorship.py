"""Who wrote a waiver: everybody whose commit brought it in or changed what it says, wherever it stands in its file."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from ..document import MAX_BYTES
from ..git import Author, Repository, Version
from ..globs import Globs
from . import waivers
from .validity import Person
from .waivers import Waiver

_Terms = tuple[str, ...]


class _Content(NamedTuple):
    """What some files say together."""

    terms: frozenset[_Terms] = frozenset()
    whole: bool = True
    """Whether every entry could be read."""

    @property
    def subjects(self) -> set[_Terms]:
        """The policies and initiatives it is about."""
        return {terms[:2] for terms in self.terms}


class Authorship:
    """The authors of the waivers in a tree, from the commits up to it.

    A commit counts that makes the terms of a waiver other than in all its parents: neither another layout nor another
    file makes somebody an author, and to reword an entry takes nobody away who wrote it before.
    """

    def __init__(self, repository: Repository, ends: Iterable[str], name: str, *, committed: bool) -> None:
        """Ask git for all that happened to waivers files up to some commits, once somebody wants to know.

        In a tree that is not committed, what no commit knows is written by whoever would commit it.
        """
        self._repository = repository
        self._ends = list(ends)
        self._name = name
        self._committed = committed
        self._contents: dict[str, _Content] = {}
        self._authors: defaultdict[_Terms, set[Author | None]] = defaultdict(set)
        self._written: set[_Terms] = set()
        self._begun: set[_Terms] = set()
        self._past = self._going_back()

    def of(self, waiver: Waiver) -> list[Person] | None:
        """Return who wrote a waiver; None where the commit that did is not in this clone."""
        subject = waiver.terms[:2]
        while subject not in self._begun and next(self._past, None):
            pass
        found = set(self._authors[subject])
        if waiver.terms not in self._written:
            found.add(None if self._committed else self._repository.me())
        if None in found:
            return None
        return [{"name": author.name, "email": author.email} for author in sorted(filter(None, found))]

    def _going_back(self) -> Iterator[str]:
        """Note, commit by commit, who wrote which terms, as long as there has been such a waiver without a break.

        Nothing begins where something could not be read before: the waiver may have stood there.
        """
        lost = self._repository.shallow()
        for commit, group in groupby(self._versions(), key=lambda version: version.commit):
            changed = list(group)
            author = None if commit in lost else changed[0].author
            before = [self._together(blobs) for blobs in zip(*(version.old for version in changed), strict=True)]
            after = self._together(version.new for version in changed)
            for terms in after.terms.difference(*(old.terms for old in before)):
                if terms[:2] not in self._begun:
                    self._authors[terms[:2]].add(author)
                    self._written.add(terms)
            if all(old.whole for old in before):
                self._begun |= after.subjects.difference(*(old.subjects for old in before))
            yield commit

    def _versions(self) -> list[Version]:
        folders, globs = [self._name, waivers.folder_of(self._name)], Globs(waivers.patterns(self._name))
        versions = self._repository.versions(self._ends, folders) if self._ends else []
        return [version for version in versions if globs.match(version.path)]

    def _together(self, blobs: Iterable[str]) -> _Content:
        contents = [self._content(blob) for blob in blobs]
        return _Content(frozenset().union(*(one.terms for one in contents)), all(one.whole for one in contents))

    def _content(self, blob: str) -> _Content:
        if blob not in self._contents:
            content = self._repository.read_blob(blob, MAX_BYTES + 1) if blob.strip("0") else b""
            read = waivers.read("", content or b"")
            whole = content is not None and not read.flaws
            self._contents[blob] = _Content(frozenset(entry.terms for entry in read.entries), whole)
        return self._contents[blob]


Authors = Callable[[Waiver], Iterable[Person] | None]
"""Gives who wrote a waiver; None where that cannot be known here."""
