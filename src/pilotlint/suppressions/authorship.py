"""Who wrote a waiver: everybody whose commit brought it in or changed what it says, wherever it stands."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from typing import NamedTuple

from ..document import MAX_BYTES
from ..git import Author, Repository, history
from ..tree import GitTree
from . import waivers
from .approval import Person
from .waivers import Waiver

_Terms = tuple[str, ...]


class _Said(NamedTuple):
    """What some files say."""

    terms: frozenset[_Terms]
    whole: bool
    """Whether all of it can be read: a waiver that cannot may be there all the same."""

    @property
    def subjects(self) -> frozenset[_Terms]:
        """The policies and initiatives it is about."""
        return frozenset(terms[:2] for terms in self.terms)


class Authorship:
    """The authors of the waivers in a tree, from the commits up to it.

    A commit counts that makes the terms of a waiver other than in all its parents: neither another layout nor another
    file makes somebody an author, and to reword an entry takes nobody away who wrote it before.
    """

    def __init__(self, repository: Repository, ends: Iterable[str], name: str, *, committed: bool) -> None:
        """Ask git for all that happened to waivers up to some commits, once somebody wants to know.

        In a tree that is not committed, what no commit knows is written by whoever would commit it.
        """
        self._repository = repository
        self._ends = list(ends)
        self._places = waivers.places(name)
        self._committed = committed
        self._commits: dict[str, _Said] = {}
        self._blobs: dict[str, _Said] = {}

    def of(self, waiver: Waiver) -> list[Person] | None:
        """Return who wrote a waiver; None where the commit that did is not in this clone."""
        written = self._written.get(waiver.terms[:2], set())
        found = {author for _, author in written}
        if waiver.terms not in {terms for terms, _ in written}:
            found |= {None if self._committed else self._repository.me()}
        if None in found:
            return None
        return [{"name": author.name, "email": author.email} for author in sorted(filter(None, found))]

    @cached_property
    def _written(self) -> Mapping[_Terms, set[tuple[_Terms, Author | None]]]:
        """By policy and initiative: which terms were written by whom, back to where there was no such waiver."""
        written: dict[_Terms, set[tuple[_Terms, Author | None]]] = {}
        ended: dict[str, frozenset[_Terms]] = {}
        lost = self._repository.shallow()
        for commit, parents, author in history.steps(self._repository, self._ends, self._places) if self._ends else ():
            over = ended.get(commit, frozenset())
            after, before = self._in_commit(commit), _together(map(self._in_commit, parents))
            for terms in after.terms - before.terms:
                if terms[:2] not in over:
                    written.setdefault(terms[:2], set()).add((terms, None if commit in lost else author))
            if after.whole and before.whole:
                over |= after.subjects ^ before.subjects
            for parent in parents:
                ended[parent] = ended.get(parent, over) & over
        return written

    def _in_commit(self, commit: str) -> _Said:
        if commit not in self._commits:
            blobs = GitTree(self._repository, commit).blobs(self._places)
            files = (blob for path, blob in blobs.items() if path in self._places or path.endswith((".yaml", ".yml")))
            self._commits[commit] = _together(map(self._in_blob, files))
        return self._commits[commit]

    def _in_blob(self, blob: str) -> _Said:
        if blob not in self._blobs:
            found = waivers.read("", self._repository.read_blob(blob, MAX_BYTES + 1) or b"")
            self._blobs[blob] = _Said(frozenset(entry.terms for entry in found.entries), not found.flaws)
        return self._blobs[blob]


Authors = Callable[[Waiver], Iterable[Person] | None]
"""Gives who wrote a waiver; None where that cannot be known here."""


def _together(parts: Iterable[_Said]) -> _Said:
    said = list(parts)
    return _Said(frozenset[_Terms]().union(*(one.terms for one in said)), all(one.whole for one in said))
