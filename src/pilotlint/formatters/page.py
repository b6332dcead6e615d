"""A page of limited length: sections in the order of their weight, whole rows only, and what was cut is said."""

from collections.abc import Sequence
from typing import NamedTuple

_CUT = 120
"""More characters than it takes to say what was cut from a section."""


class Section(NamedTuple):
    """A part of a page."""

    opening: str
    rows: Sequence[str]
    closing: str = ""
    noun: str = "row"


def fit(sections: Sequence[Section], most: int, rest: str) -> str:
    """Put sections on a page of at most so many characters; `rest` says where to find what is not there."""
    filled = [section for section in sections if section.rows]
    room = most - sum(len(section.opening) + len(section.closing) + len(rest) + _CUT for section in filled)
    wanted = [sum(map(len, section.rows)) for section in filled]
    written = []
    for place, section in enumerate(filled):
        # where not everything fits, no section takes more than half of what those before it left
        allowed = room if sum(wanted[place:]) <= room else max(room // 2, room - sum(wanted[place + 1 :]))
        shown = 0
        for row in section.rows:
            if len(row) > allowed:
                break
            allowed -= len(row)
            room -= len(row)
            shown += 1
        hidden = len(section.rows) - shown
        said = f"\n… and {hidden:,} more {section.noun}{'' if hidden == 1 else 's'}: {rest}.\n" if hidden else ""
        written.append(section.opening + "".join(section.rows[:shown]) + said + section.closing)
    return "\n".join(written)
