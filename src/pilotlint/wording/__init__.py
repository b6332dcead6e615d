"""Judgements of text: placeholder, vague, what kind of metric; the word lists in ``words`` are data.

A judgement is a guess about meaning: where it carries `sure`, a gate may rely on it, everything else is advice.
"""

from .actors import solution_first
from .cadences import cadence
from .metrics import Metric, metric_kind
from .names import Named, person_name
from .outcomes import names_a_group, vague
from .placeholders import placeholder
from .timeframes import ages_badly, bounded

__all__ = [
    "Metric",
    "Named",
    "ages_badly",
    "bounded",
    "cadence",
    "metric_kind",
    "names_a_group",
    "person_name",
    "placeholder",
    "solution_first",
    "vague",
]
