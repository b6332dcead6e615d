"""Pure functions from a report and a verdict to a text, one module for each format."""

from collections.abc import Callable

from ..model import Report, Verdict
from . import json, text
from .style import Style

Formatter = Callable[[Report, Verdict, Style], str]

FORMATTERS: dict[str, Formatter] = {
    "text": text.render,
    "json": json.render,
}
