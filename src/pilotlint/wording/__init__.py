"""Judgements of text: placeholder, vague, what kind of metric; the word lists in ``words`` and ``topics`` are data.

A judgement is a guess about meaning: where it carries `sure`, a gate may rely on it, everything else is advice.
"""

from .actors import solution_first
from .cadences import cadence
from .lexicon import SHIPPED, OwnWords, Vocabulary, vocabulary
from .likeness import stems
from .metrics import Metric, metric_kind
from .names import Named, person_name
from .outcomes import names_a_group, vague
from .placeholders import placeholder
from .stumbles import placeholder_words, solution_words, vague_words
from .timeframes import ages_badly, bounded
from .topics import (
    about_jobs,
    confirmed,
    names_a_worry,
    on_one_machine,
    still_to_come,
    wants_cleaner_data,
    waves_away,
)

__all__ = [
    "SHIPPED",
    "Metric",
    "Named",
    "OwnWords",
    "Vocabulary",
    "about_jobs",
    "ages_badly",
    "bounded",
    "cadence",
    "confirmed",
    "metric_kind",
    "names_a_group",
    "names_a_worry",
    "on_one_machine",
    "person_name",
    "placeholder",
    "placeholder_words",
    "solution_first",
    "solution_words",
    "stems",
    "still_to_come",
    "vague",
    "vague_words",
    "vocabulary",
    "wants_cleaner_data",
    "waves_away",
]
