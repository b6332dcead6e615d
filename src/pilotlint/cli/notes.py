"""What somebody who reads a report has to know about the run, besides what it found."""

from ..check import Scope
from ..packs import PACKS
from ..settings import Settings


def added(scope: Scope, settings: Settings, base: str | None = None) -> Scope:
    """Add what is easily overlooked: that nothing changed since a base, and that the playbook takes no part."""
    notes = list(scope.notes)
    if base is not None and not scope.entries and scope.comparison and not scope.comparison.gone:
        notes.append(f"No initiative has changed since {base}, so there is nothing to judge.")
    if PACKS[0] not in settings.packs:
        notes.append(
            f"The playbook takes no part: `packs:` in {settings.path} does not name it, so nobody asks for an owner, a "
            f"metric or a budget. Write `packs: [{', '.join((PACKS[0], *settings.packs))}]` to bring it back."
        )
    return scope._replace(notes=tuple(notes))
