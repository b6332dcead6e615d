"""PL002: the id is the file name, nobody else has it, and it stays."""

from .. import guess
from ..model import Related
from ..policy import Policy
from ..subject import Problem, Subject


def check(subject: Subject, _: Policy) -> list[Problem] | None:
    """Compare the id with the file name, with every other file, with the base and with what was deleted before it."""
    initiative = subject.initiative
    if initiative.cannot_be_read("/id"):
        return None
    problems = []
    if initiative.id != initiative.name:
        problems.append(
            Problem(
                "/id",
                f'The id is "{initiative.id}" and the file is called "{initiative.name}": with one name for both, '
                "everybody finds the initiative again over the years.",
                _one_name(initiative.id, initiative.name),
                aspect="name",
            )
        )
    others = [path for path in subject.portfolio.claims(initiative.id) if path != initiative.path]
    if others:
        problems.append(
            Problem(
                "/id",
                f'The id "{initiative.id}" is taken by {others[0]}: two initiatives with one id cannot be told apart.',
                "Choose another id for the newer one, and rename its file to match. Ids differ by more than capitals.",
                related=tuple(Related(path, subject.portfolio.place(path), "the same id") for path in others),
                aspect="taken",
            )
        )
    elif earlier := subject.change.earlier:
        problems.append(
            Problem(
                "/id",
                f'The id "{initiative.id}" belonged to an initiative that was deleted on {earlier.day} (commit '
                f"{earlier.commit[:10]}): whoever follows it over the years would take the two for one.",
                "Choose another id, and rename the file to match. To bring the old initiative back, restore "
                f"{earlier.path} as it was before that commit, in a change of its own.",
                aspect="deleted",
            )
        )
    before = subject.change.base
    if before and before.id != initiative.id and not before.cannot_be_read("/id"):
        problems.append(
            Problem(
                "/id",
                f'The id was "{before.id}" and is now "{initiative.id}": the id is how one initiative is followed over '
                "the years.",
                f"Keep `id: {before.id}`; the title may change freely. For a new initiative, add a new file.",
                aspect="changed",
            )
        )
    return problems


def _one_name(typed: str, file_name: str) -> str:
    """Say how to give file and id one name; not every file name can be an id."""
    if guess.slug(file_name) == file_name:
        return f"Write `id: {file_name}`, or rename the file to {typed}.yaml."
    return f"Rename the file to {typed}.yaml; an id has small letters, digits and hyphens only, such as `id: {typed}`."
