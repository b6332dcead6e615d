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
        about = "" if initiative.document.text else fault.message  # an empty file is not the link that takes its place
        problems.append(
            Problem(fault.pointer, fault.message, fault.help, span=fault.span, related=related, about=about)
        )
    problems += [Problem(each.pointer, each.message, each.help) for each in initiative.violations]
    return problems
