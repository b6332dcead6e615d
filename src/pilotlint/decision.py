"""One decision: the report and the verdict by the rules of the base, and what the change would do to these rules."""

import os
from typing import NamedTuple

from . import gate_files
from .cache import NO_CACHE, Cache
from .check import Progress
from .hearing import Asked, Hearing
from .model import InputError, Report, Verdict
from .sides import Sides


class Decision(NamedTuple):
    """What came out."""

    report: Report
    verdict: Verdict
    hearing: Hearing
    """From what."""


def decide(where: Sides, asked: Asked, cache: Cache = NO_CACHE, progress: Progress = lambda *_: None) -> Decision:
    """Judge by the rules whose turn it is; where the change touches them, say what it would do to them.

    Raises:
        InputError: the rules cannot be relied on, or there is nothing to judge.

    """
    try:
        hearing = Hearing(where, asked, cache)
        report = hearing.report(progress)
    except InputError as error:
        if where.base and error.path and not os.path.isabs(error.path):
            raise _with_way_out(error) from error
        raise
    if touched := gate_files.touched(hearing.touched, hearing.settings):
        from . import proposal  # noqa: PLC0415  # brings the engines

        report = proposal.weigh(hearing, report, touched)
    return Decision(report, hearing.verdict(report), hearing)


def _with_way_out(error: InputError) -> InputError:
    """Say how broken rules of the base are mended: by a person, as no other rules could judge the change that does."""
    advice = (
        "It is so in the base itself, and by broken rules no change can be judged, not even the one that mends them: "
        "ask somebody who may merge without this check to merge a change that mends this file and nothing else."
    )
    return InputError(f"{error.message} {advice}", path=error.path, at=error.at)
