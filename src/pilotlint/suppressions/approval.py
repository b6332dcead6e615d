"""Who approved a waiver: one person, and none of those it is for."""

from collections.abc import Iterable, Mapping

from .. import identity, wording
from ..initiative import Initiative
from .waivers import Waiver

Person = Mapping[str, str]
"""Who somebody is: ``name``, ``github``, ``email``, as far as it is known."""

_LAST_CYRILLIC = "\u052f"
"""Up to here, in Latin, Greek and Cyrillic, a name is written in words."""


def names_one_person(approver: str, words: wording.Vocabulary) -> bool:
    """Tell whether a text is the name of one person, as far as a text can show it."""
    named = wording.person_name(approver, words)
    return (named.kind == "person" or not named.sure) and not _is_no_full_name(approver)


def role_of_approver(waiver: Waiver, initiatives: Iterable[Initiative]) -> str | None:
    """Return what the approver of a waiver has to do with what it is for; None for somebody else."""
    for initiative in initiatives:
        if is_same(waiver.approved_by, initiative.view.get("owner", {})):
            return f"the owner of {waiver.initiative}"
        if any(is_same(waiver.approved_by, builder) for builder in initiative.view.get("builders", [])):
            return f"one of those who build {waiver.initiative}"
    return None


def is_same(approver: str, person: Person) -> bool:
    """Tell whether a name, a handle or an address means a person."""
    email, handle = person.get("email", ""), person.get("github", "")
    typed = approver.strip().removeprefix("@").casefold()
    if typed and typed in {email.casefold(), _noreply_handle(email).casefold()}:
        return True
    name = person.get("name", "")
    return identity.names(approver, name, handle) or any(
        identity.may_name(one, other) for one, other in ((approver, name), (name, approver))
    )


def _noreply_handle(email: str) -> str:
    """Return the handle in an address that GitHub gives to who hides theirs, such as ``1+druiz@users.noreply.…``."""
    local, _, domain = email.partition("@")
    return local.rpartition("+")[2] if domain.casefold() == "users.noreply.github.com" else ""


def _is_no_full_name(name: str) -> bool:
    """Tell whether a name is one word, such as "me" or "Ana", or initials only; handles and addresses have an @."""
    words = identity.folded(name)
    in_words = all(word <= _LAST_CYRILLIC for word in words)
    return in_words and "@" not in name and (len(words) == 1 or all(len(word) == 1 for word in words))
