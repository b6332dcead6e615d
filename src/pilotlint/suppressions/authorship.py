"""Who wrote a waiver: everybody whose commit brought it in or changed what it says, wherever it stands in its file."""

from collections.abc import Callable, Iterable, Mapping
from functools import cached_property
from itertools import chain, groupby

from ..document import MAX_BYTES
from ..git import Author, Repository
from . import waivers
from .validity import Person
from .waivers import Waiver

_Terms = tuple[str, ...]


class Authorship:
    """The authors of the waivers in a tree, from the commits up to it.

    A commit counts that makes the terms of a waiver other than in all its parents: neither another layout nor another
    file makes somebody an author, and to reword an entry takes nobody away who wrote it before.
    """

    def __init__(self, repository: Repository, ends: Iterable[str], folders: Iterable[str], *, committed: bool) -> None:
        """Ask git for all that happened to some files up to some commits, once somebody wants to know.

        In a tree that is not committed, what no commit knows is written by whoever would commit it.
        """
        self._repository = repository
        self._ends = list(ends)
        self._folders = list(folders)
        self._committed = committed
        self._said: dict[str, frozenset[_Terms]] = {}

    def of(self, waiver: Waiver) -> list[Person] | None:
        """Return who wrote a waiver; None where the commit that did is not in this clone."""
        known = self._written.get((waiver.policy, waiver.initiative), {})
        found = set(known.values())
        if tuple(waiver.terms) not in known:
            found |= {None if self._committed else self._repository.me()}
        if None in found:
            return None
        return [{"name": author.name, "email": author.email} for author in sorted(filter(None, found))]

    @cached_property
    def _written(self) -> Mapping[_Terms, Mapping[_Terms, Author | None]]:
        """By policy and initiative: who wrote which terms, since there has been such a waiver without a break."""
        written: dict[_Terms, dict[_Terms, Author | None]] = {}
        begun: set[_Terms] = set()
        lost = self._repository.shallow()
        versions = self._repository.versions(self._ends, self._folders) if self._ends else []
        for commit, group in groupby(versions, key=lambda version: version.commit):
            changed = list(group)
            author = None if commit in lost else changed[0].author
            before = [self._terms(blobs) for blobs in zip(*(version.old for version in changed), strict=True)]
            after = self._terms(version.new for version in changed)
            for policy, initiative, *rest in after.difference(*before):
                if (policy, initiative) not in begun:
                    written.setdefault((policy, initiative), {}).setdefault((policy, initiative, *rest), author)
            begun |= {terms[:2] for terms in after} - {terms[:2] for terms in chain.from_iterable(before)}
        return written

    def _terms(self, blobs: Iterable[str]) -> frozenset[tuple[str, ...]]:
        """Return what the waivers in some versions of files say."""
        return frozenset(chain.from_iterable(map(self._terms_of, blobs)))

    def _terms_of(self, blob: str) -> frozenset[tuple[str, ...]]:
        if blob not in self._said:
            content = self._repository.read_blob(blob, MAX_BYTES + 1) if blob.strip("0") else None
            entries = waivers.read("", content).entries if content else ()
            self._said[blob] = frozenset(tuple(entry.terms) for entry in entries)
        return self._said[blob]


Authors = Callable[[Waiver], Iterable[Person] | None]
"""Gives who wrote a waiver; None where that cannot be known here."""
