"""Pure functions from a report and a verdict to a text, one module for each format."""

import importlib
from collections.abc import Callable

from ..model import Report, Verdict
from .style import Style

Formatter = Callable[[Report, Verdict, Style], str]

FORMATTERS = {
    "text": "text",
    "json": "json",
    "github": "github",
    "gitlab": "gitlab",
    "junit": "junit",
    "markdown": "markdown",
    "rdjson": "rdjson",
    "sarif": "sarif",
}
"""Name and module; a module is imported when its format is asked for."""


def formatter(name: str) -> Formatter:
    """Return the function that writes a format."""
    render: Formatter = importlib.import_module(f".{FORMATTERS[name]}", __name__).render
    return render
