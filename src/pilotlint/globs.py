"""Which paths patterns such as ``initiatives/**/*.yaml`` match."""

import re
from collections.abc import Callable, Iterable
from functools import cached_property

_WILD = re.compile(r"[*?\[]")


class Globs:
    """Patterns over paths with forward slashes: ``*`` stays in one folder, ``**`` crosses folders.

    As in a shell, a wildcard does not match a name that begins with a dot.
    """

    def __init__(self, patterns: Iterable[str]) -> None:
        self.patterns = tuple(patterns)
        source = "|".join(map(_translate, self.patterns)) or r"(?!)"
        self._match = re.compile(source).fullmatch
        self._source = source

    def __repr__(self) -> str:
        return f"Globs({self.patterns})"

    def match(self, path: str) -> bool:
        """Tell whether a path fits one of the patterns."""
        return self._match(path) is not None

    def misses(self, path: str) -> bool:
        """Tell whether a path fits none of the patterns, and only for its capitals or a dot before its name.

        In the root and in folders that no pattern names, such as ``**/*.yaml``, a dot is nothing strange.
        """
        folder, slash, name = path.rpartition("/")
        shown = name if "" in self.folders else name.removeprefix(".")
        return not self.match(path) and self._in_any_case(folder + slash + shown) is not None

    def strays(self, path: str) -> bool:
        """Tell whether a path fits none of the patterns, and lies in a folder whose name has other capitals."""
        folder = path.rpartition("/")[0]
        return folder != "" and not self.reaches(folder) and self.misses(path)

    def reaches(self, folder: str) -> bool:
        """Tell whether anything in a folder could fit one of the patterns."""
        return self._above.match(folder)

    @cached_property
    def _in_any_case(self) -> Callable[[str], re.Match[str] | None]:
        return re.compile(self._source, re.IGNORECASE).fullmatch

    @cached_property
    def _above(self) -> "Globs":
        """The folders in which something could fit."""
        steps = [pattern.split("/") for pattern in self.patterns]
        return Globs("/".join(parts[:count]) for parts in steps for count in range(1, len(parts) + (parts[-1] == "**")))

    @cached_property
    def folders(self) -> list[str]:
        """The folders outside of which nothing can match; the empty name is the root."""
        fixed = {_fixed_folder(pattern) for pattern in self.patterns}
        return sorted(
            folder for folder in fixed if not any(folder != other and _inside(folder, other) for other in fixed)
        )


def _fixed_folder(pattern: str) -> str:
    wild = _WILD.search(pattern)
    return pattern[: wild.start() if wild else len(pattern)].rpartition("/")[0]


def _inside(folder: str, other: str) -> bool:
    return not other or folder.startswith(other + "/")


def _translate(pattern: str) -> str:
    parts = []
    *folders, name = pattern.split("/")
    for part in (*folders, *(("**", "*") if name == "**" else (name,))):
        if part == "**":
            parts.append(r"(?:(?!\.)[^/]+/)*")
            continue
        visible = r"(?!\.)" if part[:1] in {"*", "?", "["} else ""
        parts.append(visible + re.sub(r"\*|\?|\[[^\]/]+\]|[^*?\[]+|\[", _wildcard, part) + "/")
    return "".join(parts).removesuffix("/")


def _wildcard(match: re.Match[str]) -> str:
    text = match[0]
    if text == "*":
        return "[^/]*"
    if text == "?":
        return "[^/]"
    options = text[1:-1].lstrip("!^")
    if text[0] == "[" and options:
        return _one_of(options, but_not=text[1] in "!^")
    return re.escape(text)


def _one_of(options: str, *, but_not: bool) -> str:
    try:
        chosen = re.compile(f"[{'^' if but_not else ''}{re.escape(options).replace(chr(92) + '-', '-')}]").pattern
    except re.error:  # a range from back to front, such as z-a: no character is in it
        return "[^/]" if but_not else "(?!)"
    return f"(?-i:{chosen})"  # who lists letters means their case
