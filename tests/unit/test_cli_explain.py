"""A policy's page fits the terminal."""

import pytest

from pilotlint.cli.explain import wrapped


@pytest.mark.parametrize(
    ("line", "width", "shown"),
    [
        ("  to do: Write what it costs.", 20, "  to do: Write what\n  it costs."),
        ("A sentence that goes on.", 15, "A sentence that\ngoes on."),
        ("A sentence that goes on.", None, "A sentence that goes on."),
        ("    an: example is left as it is", 15, "    an: example is left as it is"),
        ("", 15, ""),
    ],
)
def test_prose_is_broken_and_examples_are_not(line, width, shown):
    assert wrapped(line, width) == shown
