"""Texts of a repository as Markdown that shows what was typed and does nothing: no mention, no link, no layout.

GitHub looks for mentions, issues and commits in the finished page, where a character reference is a character again;
only something between the characters helps, and an invisible space is the least in the way.
"""

import re

from .style import printable

_BREAK = "&#8203;"
"""A space without width, as a reference, so that whoever reads the source sees it."""
_SHORTEST_COMMIT = 7
_ACTIVE = re.compile(
    r"[@#](?=\w)|:(?=//|[\w+-]+:)|(?i:www)(?=\.)|(?i:gh)(?=-\d)"
    r"|(?P<commit>\b[0-9a-fA-F]{7,}\b)"
    r"|(?P<sign>[&<>`*_\[\]\\|~$#])"
)
_CODE = re.compile("`([^`]+)`")


def plain(text: str, most: int = 600) -> str:
    """Write a text as it is, on one line, and cut where it goes on for too long."""
    line = printable(" ".join(text.split()))
    return _ACTIVE.sub(_disarmed, line if len(line) <= most else line[:most] + "…")


def single_line(text: str, most: int) -> str:
    """Write a text for a title, which is no Markdown but for code, mentions and issues."""
    line = printable(" ".join(text.split())).replace("`", "'")
    return re.sub(r"[@#](?=\w)", "\\g<0>\u200b", line if len(line) <= most else line[:most] + "…")


def prose(text: str, most: int = 1500) -> str:
    """Write a text as it is, with what stands between two backticks as code."""
    line = text if len(text) <= most else text[:most] + "…"
    return "".join(code(part) if index % 2 else _apart(part) for index, part in enumerate(_CODE.split(line)))


def code(text: str) -> str:
    """Write a text as code; between backticks it could end the code itself."""
    return f"<code>{plain(printable(text))}</code>"


def _apart(text: str) -> str:
    """Write what stands between two pieces of code, with the spaces around it."""
    before, after = " " * text[:1].isspace(), " " * text[-1:].isspace()
    return f"{before}{plain(text)}{after}" if text.strip() else before


def _disarmed(found: re.Match[str]) -> str:
    text = found[0]
    if found["sign"]:
        return f"&#{ord(text)};"
    if found["commit"]:
        step = _SHORTEST_COMMIT - 1
        return _BREAK.join(text[start : start + step] for start in range(0, len(text), step))
    return text + _BREAK
