"""Text of a repository in Markdown, so that it says what it says and does nothing.

It must not mention people, link issues or commits, load pictures, end a table row or a hidden comment, or format what
stands around it. See https://docs.github.com/en/get-started/writing-on-github and https://github.github.com/gfm/.
"""

import re

from .style import printable

_BREAK = "&#8203;"
"""A space without width, which ends a mention or a link before it begins; a backslash would not."""

_HOLD = "\0"
"""Stands for it while the text is worked on; it cannot be in what is printable."""
_ENTITIES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})
_MARKS = re.compile(r"([\\`*_{}\[\]()|~!])")
_LINKS = re.compile(r"(@|#|\$|:(?=//)|(?i:\bgh)(?=-[0-9])|(?i:\bwww)(?=\.)|\b[0-9a-f]{6}(?=[0-9a-f]))")
"""What begins a mention, an issue, a formula, an address or the name of a commit."""
_CODE = re.compile(r"\\`(.+?)\\`")
_FIRST = re.compile(r"^([-+=]|[0-9]+(?=[.)]))")
"""What begins a list or a heading where it is the first of a line."""


def neutral(text: str) -> str:
    """Return a text as Markdown on one line that shows it as it is."""
    line = " ".join(printable(text.replace("\r", "\n").replace("\n", " ")).split())
    broken = _LINKS.sub(rf"\1{_HOLD}", _FIRST.sub(rf"{_HOLD}\1", line))
    return _MARKS.sub(r"\\\1", broken.translate(_ENTITIES)).replace(_HOLD, _BREAK)


def prose(text: str) -> str:
    """Return a sentence of ours as Markdown; what stands in backticks in it is shown as code."""
    return _CODE.sub(r"<code>\1</code>", neutral(text))
