"""One decision: the report and the verdict by the rules of the base, and what the change would do to these rules."""

from typing import NamedTuple

from . import gate_files
from .cache import NO_CACHE, Cache
from .check import Progress
from .hearing import Asked, Hearing
from .model import Report, Verdict
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
    hearing = Hearing(where, asked, cache)
    report = hearing.report(progress)
    if touched := gate_files.touched(hearing.touched, hearing.settings):
        from . import proposal  # noqa: PLC0415  # brings the engines

        report = proposal.weigh(hearing, report, touched)
    return Decision(report, hearing.verdict(report), hearing)
