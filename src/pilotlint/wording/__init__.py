"""Judgements of text: placeholder, vague, what kind of metric; word lists are data."""
from .actors import solution_first
from .metrics import metric_kind
from .names import person_name
from .outcomes import names_a_group, vague
from .placeholders import placeholder
from .timeframes import ages_badly, bounded

__all__=["placeholder"]
