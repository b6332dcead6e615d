"""Whether a waiver can be relied on (PL911), and what a change brings in (PL912)."""

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import NamedTuple

from .. import wording
from ..guess import nearest
from ..initiative import Initiative
from ..model import pointer
from ..subject import Problem
from . import NEVER, WHY_NEVER
from .approval import Person, is_same, names_one_person, role_of_approver
from .waivers import Flaw, Waiver


class World(NamedTuple):
    """What a waiver is held against."""

    today: str
    most_days: int
    """How far ahead a waiver may end."""
    policies: Collection[str]
    """Ids of the policies that take part."""
    shipped: Collection[str]
    """Ids of those that could."""
    ids: Collection[str]
    """Of all initiatives."""
    initiatives: Callable[[str], list[Initiative]]
    """Gives the initiatives with an id."""
    authors: Callable[[Waiver], Iterable[Person] | None]
    """Gives who wrote a waiver; None where nobody can know."""
    words: wording.Vocabulary
    """What texts are judged by."""


def problems(waiver: Waiver, world: World) -> list[Problem]:
    """Say what is wrong with a waiver in the right form, besides that nothing may need it."""
    return [*_about(waiver, world), *_words(waiver, world), *_time(waiver, world), *_approval(waiver, world)]


def unused(waiver: Waiver) -> Problem:
    """Say that a waiver is not needed any more."""
    return _problem(
        waiver,
        "",
        "unused",
        f"The waiver of {waiver.policy} for {waiver.initiative} is not needed as it stands: {waiver.policy} finds "
        "nothing there.",
        "Remove the entry, so that the list shows only what is asked for, unless it is for a stage still to come.",
        advice=True,
    )


def double(waiver: Waiver, first: Waiver) -> Problem:
    """Say that there is another entry for the same policy and initiative."""
    return _problem(
        waiver,
        "",
        "double",
        f"{waiver.policy} is waived for {waiver.initiative} twice; the other entry, in {first.path}, is until "
        f"{first.expires}. Nobody sees at a glance which of them counts.",
        "Keep the entry that was approved last, and remove the other.",
        advice=True,
    )


def unseen(waivers: Sequence[Waiver]) -> str:
    """Say that nobody can see who wrote some waivers."""
    about = ", ".join(f"{waiver.policy} for {waiver.initiative}" for waiver in waivers)
    if len(waivers) == 1:
        which, so, rest = f"the waiver of {about}", "it does not count", ""
    else:
        which, so, rest = "these waivers", "none of them counts", f": {about}"
    return (
        f"Who wrote {which} cannot be seen here, as the history of this clone ends before, and whoever approves an "
        f"exception must not be who wrote it. So {so} until the whole history is fetched{rest}."
    )


def news(
    before: Iterable[Waiver], after: Iterable[Waiver], valid: Collection[Waiver], *, counts_at_once: bool
) -> Iterator[tuple[Waiver, Problem]]:
    """Say which waivers a change adds, extends or rewords."""
    known: dict[tuple[str, str], list[Waiver]] = {}
    for waiver in before:
        known.setdefault((waiver.policy, waiver.initiative), []).append(waiver)
    when = "It counts in this change already." if counts_at_once else "It takes effect once this change is merged."
    for waiver in after:
        effect = when if waiver in valid else "As it is, it does not count."
        earlier = known.get((waiver.policy, waiver.initiative), [])
        if any(waiver.terms == one.terms for one in earlier):
            continue
        until = max((one.expires for one in earlier), default="")
        what = (
            f"adds a waiver of {waiver.policy} for {waiver.initiative} until {waiver.expires}"
            if not earlier
            else f"extends the waiver of {waiver.policy} for {waiver.initiative} from {until} to {waiver.expires}"
            if waiver.expires > until
            else f"rewrites the waiver of {waiver.policy} for {waiver.initiative}"
        )
        yield (
            waiver,
            _problem(
                waiver,
                "",
                "new",
                f"This change {what}, approved by {waiver.approved_by}: {waiver.reason.rstrip('.')}. {effect}",
                "Whoever guards the exceptions should agree in the review; a later reader sees it here.",
                advice=True,
            ),
        )


def of_flaw(flaw: Flaw) -> Problem:
    """Say that a part of a waivers file does not have the right form, so that it waives nothing."""
    message = f"{flaw.message} Until it is mended, it waives nothing."
    return Problem(flaw.at, message, flaw.help, span=flaw.span, about=flaw.identity)


def _problem(waiver: Waiver, key: str, kind: str, message: str, advised: str, *, advice: bool = False) -> Problem:
    at = waiver.at + pointer(key) if key else waiver.at
    return Problem(at, message, advised, advice=advice, about=waiver.terms, aspect=kind)


def _about(waiver: Waiver, world: World) -> Iterator[Problem]:
    policy = waiver.policy
    if policy in NEVER:
        yield _problem(
            waiver,
            "policy",
            "unwaivable",
            f"{policy} cannot be waived: {WHY_NEVER}.",
            "Mend what it finds, and remove this entry.",
        )
    elif policy not in world.shipped and policy not in world.policies:
        meant = nearest(policy, world.policies, distance=1)
        yield _problem(
            waiver,
            "policy",
            "policy",
            f"There is no policy {policy}, so this waives nothing.",
            f"Write `policy: {meant}`, or remove the entry." if meant else "`pilotlint policies list` shows them.",
        )
    elif policy not in world.policies:
        yield _problem(
            waiver,
            "policy",
            "off",
            f"The policy {policy} is turned off here, so there is nothing to waive.",
            "Remove the entry, or turn the policy on again in pilotlint.yaml.",
            advice=True,
        )
    if not world.initiatives(waiver.initiative):
        meant = nearest(waiver.initiative, world.ids)
        yield _problem(
            waiver,
            "initiative",
            "initiative",
            f"There is no initiative {waiver.initiative}, so this waives nothing.",
            f"Write `initiative: {meant}`, or remove the entry."
            if meant
            else "Write the id of the initiative as it stands in its file, or remove the entry.",
        )


def _words(waiver: Waiver, world: World) -> Iterator[Problem]:
    if wording.placeholder(waiver.reason, world.words):
        yield _problem(
            waiver,
            "reason",
            "reason",
            "The reason is not filled in, and an exception without one cannot be weighed.",
            "Write why this initiative may go without, such as `reason: Hosted product without integration`.",
        )
    if not names_one_person(waiver.approved_by, world.words):
        yield _problem(
            waiver,
            "approved_by",
            "nobody",
            f'"{waiver.approved_by}" is not the name of one person, and somebody has to answer for an exception.',
            "Write first and family name of the person who approved it, such as `approved_by: Ana Costa`.",
        )


def _time(waiver: Waiver, world: World) -> Iterator[Problem]:
    today = date.fromisoformat(world.today)
    most = timedelta(days=world.most_days)
    latest = (min(today, date.max - most) + most).isoformat()
    if waiver.expires < world.today:
        yield _problem(
            waiver,
            "expires",
            "expired",
            f"The waiver of {waiver.policy} for {waiver.initiative} ended on {waiver.expires}, so it counts no more.",
            f"Mend what {waiver.policy} finds and remove the entry, or have it approved anew, until {latest} at most.",
        )
    elif waiver.expires > latest:
        yield _problem(
            waiver,
            "expires",
            "too far",
            f"The waiver ends on {waiver.expires}, more than {world.most_days} days ahead: an exception without an end "
            "is a new rule.",
            f"Write `expires: {latest}` or an earlier day; it can be approved anew then.",
        )


def _approval(waiver: Waiver, world: World) -> Iterator[Problem]:
    role = role_of_approver(waiver, world.initiatives(waiver.initiative))
    authors = () if role else world.authors(waiver)
    if authors is None:
        yield _problem(
            waiver,
            "",
            "unknown author",
            unseen([waiver]),
            "Use `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout.",
        )
    elif any(is_same(waiver.approved_by, author) for author in authors):
        role = "the one who wrote it"
    if role:
        yield _problem(
            waiver,
            "approved_by",
            "self-approved",
            f"{waiver.approved_by} approved this waiver and is {role}: nobody grants an exception to themselves.",
            "Have somebody approve it who neither owns nor builds the initiative, nor wrote the entry.",
        )
