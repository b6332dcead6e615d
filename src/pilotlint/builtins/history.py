"""PL003: the stage history is complete, in order, and nobody rewrites it."""

from datetime import date
from itertools import pairwise
from typing import Any

from ..model import pointer
from ..policy import Policy
from ..subject import Problem, Subject


def check(subject: Subject, _: Policy) -> list[Problem] | None:
    """Compare the history with the stage, with the calendar and with the base."""
    initiative = subject.initiative
    if not initiative.view or initiative.cannot_be_read("/stage_history") or initiative.cannot_be_read("/stage"):
        return None
    history = initiative.view["stage_history"]
    return [*_ends_with_the_stage(history, subject), *_in_order(history, subject), *_only_added_to(history, subject)]


def _ends_with_the_stage(history: list[dict[str, Any]], subject: Subject) -> list[Problem]:
    stage = subject.initiative.stage
    line = (
        f"Add below `stage_history:`, as its last line, `- {{stage: {stage}, date: {subject.today}}}`, with the day "
        "it began."
    )
    if not history:
        return [
            Problem(
                "/stage_history",
                "The stage history is empty, so nobody can tell how long this has been going on.",
                line,
            )
        ]
    last = history[-1]["stage"]
    if last == stage:
        return []
    return [
        Problem(
            pointer("stage_history", len(history) - 1),
            f'The stage is "{stage}", but the history ends with "{last}": one of the two is out of date.',
            line,
        )
    ]


def _in_order(history: list[dict[str, Any]], subject: Subject) -> list[Problem]:
    problems = []
    today = date.fromisoformat(subject.today)
    for index, (before, entry) in enumerate(pairwise([{"date": ""}, *history])):
        if entry["date"] < before["date"]:
            problems.append(
                Problem(
                    pointer("stage_history", index, "date"),
                    f"This entry is dated {entry['date']}, before the one above it ({before['date']}): the history "
                    "shows in which order things happened.",
                    "Put the entries in order, the oldest first, or correct the date.",
                )
            )
        if (date.fromisoformat(entry["date"]) - today).days > 1:  # somewhere it is tomorrow already
            problems.append(
                Problem(
                    pointer("stage_history", index, "date"),
                    f"This entry is dated {entry['date']}, which is still to come; the history tells what happened.",
                    f"Write the day the stage began; today is {subject.today}.",
                    aspect="future",
                )
            )
    return problems


def _only_added_to(history: list[dict[str, Any]], subject: Subject) -> list[Problem]:
    """Find entries of the base that were changed or removed; a date that was corrected, and says so, only advises."""
    base = subject.change.base
    problems = []
    for index, entry in enumerate(base.view.get("stage_history", []) if base else []):
        if not entry.keys() >= {"stage", "date"}:
            continue  # it never could be read
        now = history[index] if index < len(history) else {}
        if (now.get("stage"), now.get("date")) == (entry["stage"], entry["date"]):
            continue
        was = f"{entry['stage']} on {entry['date']}"
        corrected = str(now.get("note", "")).casefold().startswith("corrected:")
        problems.append(
            Problem(
                pointer("stage_history", index),
                f"The history said {was} here, and that line was {'changed' if now else 'removed'}: what is "
                "written in the history stays, so that the time spent can be trusted.",
                f"Restore the line `- {{stage: {entry['stage']}, date: {entry['date']}}}`, and add new lines at the "
                "end. To correct a date, add `note: 'corrected: why'` to the line.",
                advice=corrected and now.get("stage") == entry["stage"],
            )
        )
    return [problem for problem in problems if not problem.advice][:1] or problems[:1]
