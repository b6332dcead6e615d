"""PL001: the file can be read as an initiative."""

from ..model import Related
from ..policy import Policy
from ..subject import Problem, Subject


def check(subject: Subject, _: Policy) -> list[Problem]:
    """Report the faults of the text and the violations of the schema."""
    initiative = subject.initiative
    problems = []
    for fault in initiative.document.faults:
        related = (Related(initiative.path, fault.related, "here it stands first"),) if fault.related else ()
        aspect = "" if initiative.document.text else fault.message  # an empty file is not the link that takes its place
        problems.append(
            Problem(fault.pointer, fault.message, fault.help, span=fault.span, related=related, aspect=aspect)
        )
    problems += [Problem(each.pointer, each.message, each.help) for each in initiative.violations]
    return problems
