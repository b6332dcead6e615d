"""A waiver granted: refused for what would make it worthless, and else put into its file."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import NamedTuple

from .. import amend, schema
from ..guess import nearest
from ..model import InputError
from ..settings import Settings
from ..tree import Kind, Tree
from . import validity
from .approval import Person
from .review import Review
from .waivers import Waiver, find, folder_of

USUAL_DAYS = 30
"""For how long a waiver is given when nobody says: long enough to mend most things, and short of what is allowed."""

_HEAD = """\
# Exceptions: a person said "not this policy, for this initiative, because, until". `pilotlint waive` adds one.
# Whoever approves it neither owns nor builds the initiative, nor writes the entry. Let CODEOWNERS guard this file.
"""


class Granted(NamedTuple):
    """A waiver, and the file that holds it."""

    waiver: Waiver
    text: str
    before: Waiver | None
    """What it was before it was extended."""


class Desk:
    """Where waivers are asked for: the files of a tree, and the rules they have to keep."""

    def __init__(self, tree: Tree, settings: Settings, review: Review, me: Iterable[Person]) -> None:
        self._tree = tree
        self._settings = settings
        self._review = review
        self._me = list(me)

    def days(self) -> int:
        """Return for how many days a waiver is given when nobody says."""
        return min(USUAL_DAYS, self._review.world.most_days)

    def day(self, days: int) -> str:
        """Return the last day of a waiver that is given for some days from today."""
        try:
            return (date.fromisoformat(self._review.world.today) + timedelta(days=days)).isoformat()
        except OverflowError as error:
            most = self._review.world.most_days
            raise InputError(f"a waiver ends on a day that people live to see: at most {most} days ahead.") from error

    def initiative(self, name: str) -> str:
        """Return the id of an initiative.

        Raises:
            InputError: there is none.

        """
        world = self._review.world
        if not world.initiatives(name):
            meant = nearest(name, world.ids)
            advice = f"Did you mean {meant}?" if meant else "Write its id as it stands in its file."
            raise InputError(f"there is no initiative {name!r}. {advice}")
        return name

    def entry(self, policy: str, initiative: str, *, extend: bool) -> Waiver | None:
        """Return the entry that is to be extended, or None where there is none and none is wanted.

        Raises:
            InputError: there is one that nobody wants to extend, there is none, or there are several.

        """
        entries = self._review.side.waivers.entries
        there = [one for one in entries if (one.policy, one.initiative) == (policy, initiative)]
        if there and not extend:
            message = (
                f"{policy} is waived for {initiative} already, until {there[0].expires}. Use --extend to change that."
            )
            raise InputError(message, path=there[0].path)
        if extend and not there:
            raise InputError(f"there is no waiver of {policy} for {initiative} to extend. Leave out --extend.")
        if len(there) > 1:
            places = " and ".join(f"{one.path}:{self._review.side.waivers.lines(one)[0]}" for one in there)
            raise InputError(f"{policy} is waived for {initiative} in {places}. Remove all of them but one.")
        return there[0] if there else None

    def grant(self, wanted: Waiver, before: Waiver | None = None) -> Granted:
        """Return the file with a waiver in it, new or instead of what it was before.

        Raises:
            InputError: it would not count, or the file cannot be relied on.

        """
        waiver = wanted._replace(path=before.path, at=before.at) if before else wanted._replace(path=self._path(wanted))
        self._refuse(waiver, before)
        content = self._content(waiver.path)
        try:
            if before:
                new = {key: text for key, text in waiver.data.items() if text != getattr(before, key)}
                text = amend.with_texts(content, waiver.at, new)
            else:
                text = amend.with_item(content, "waivers", waiver.data)
        except InputError as error:
            raise InputError(f"{error}; add the entry by hand.", path=waiver.path) from error
        return Granted(waiver, "\ufeff" * content.startswith("\ufeff") + text, before)

    def _refuse(self, waiver: Waiver, before: Waiver | None) -> None:
        form = schema.load("waivers")
        for violation in form.violations({"waivers": [waiver.data]}):
            raise InputError(f"{violation.message} {violation.help}".replace("waivers[1].", ""))
        world = self._review.world
        authors = [*self._me, *((world.authors(before) if before else None) or ())]
        for problem in validity.problems(waiver, world._replace(authors=lambda _: authors)):
            raise InputError(f"{problem.message} {problem.help}")

    def _path(self, wanted: Waiver) -> str:
        """Choose the file: the one there is; in a folder one for each initiative."""
        name = self._settings.waivers
        folder = folder_of(name)
        in_folder = name == folder or (self._tree.kind(name) is Kind.MISSING and bool(find(self._tree, name)))
        return f"{folder}/{wanted.initiative}.yaml" if in_folder else name

    def _content(self, path: str) -> str:
        """Return what a waivers file holds; a new one begins with a comment that explains it."""
        for flaw in self._review.side.waivers.flaws:
            if flaw.path == path and not flaw.entry:
                raise InputError(f"{flaw.message} {flaw.help}", path=path, at=flaw.span.start)
        kind = self._tree.kind(path)
        if kind is Kind.MISSING:
            return _HEAD
        content = self._tree.read(path) if kind is Kind.FILE else None
        if content is None:
            raise InputError("this is no file that can be read.", path=path)
        return content.decode()
