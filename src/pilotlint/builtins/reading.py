"""PL001: the file can be read as an initiative."""

from .. import document, guess
from ..document import Document, Fault
from ..initiative import stages
from ..model import Related
from ..policy import Policy
from ..schema import Instead, Violation
from ..subject import Problem, Subject


def check(subject: Subject, _: Policy) -> list[Problem]:
    """Report the faults of the text and the violations of the schema."""
    initiative = subject.initiative
    problems = []
    for fault in initiative.document.faults:
        related = (Related(initiative.path, fault.related, "here it stands first"),) if fault.related else ()
        aspect = "" if initiative.document.text else fault.message  # an empty file is not the link that takes its place
        fix = _mending(fault, initiative.document)
        problems.append(
            Problem(fault.pointer, fault.message, fault.help, span=fault.span, related=related, aspect=aspect, fix=fix)
        )
    return problems + [_problem(each, subject) for each in initiative.violations]


def _mending(fault: Fault, found: Document) -> str | None:
    """Return what to write instead of a line, if the file can be read with it."""
    if fault.fix is None or len(found.faults) > 1:
        return None
    lines = list(found.lines)
    lines[fault.span.start.line - 1] = fault.fix
    return None if document.read("\n".join(lines).encode()).faults else fault.fix


def _problem(violation: Violation, subject: Subject) -> Problem:
    """Say what to type; for an id and a history, what only this file and this day can tell."""
    initiative, instead = subject.initiative, violation.instead
    advice = _for_this_file(violation, subject)
    if advice != violation.help:
        instead = Instead(initiative.name) if violation.pointer == "/id" else None
    found = initiative.document
    fix = instead and found.line_with(violation.pointer, instead.text, is_key=instead.is_key)
    return Problem(violation.pointer, violation.message, advice, fix=fix)


def _for_this_file(violation: Violation, subject: Subject) -> str:
    initiative = subject.initiative
    if violation.pointer == "/id" and guess.slug(initiative.name) == initiative.name:
        return f"Write `id: {initiative.name}`, as the file is called."
    if violation.pointer == "/stage_history" and "stage_history" not in initiative.data:
        entry = f"- {{stage: {initiative.stage or stages()[0]}, date: {subject.today}}}"
        return f"Write `stage_history:` and below it, indented by two spaces, `{entry}`, with the day it began."
    return violation.help
