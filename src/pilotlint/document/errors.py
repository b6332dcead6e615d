"""What libyaml complains about, said to somebody who does not know YAML."""

import re
from collections.abc import Callable

from ..model import Position, Span
from .quotes import backslash, ended_early, never_closed, wrapped_sentence
from .trouble import CURLY, Explanation, Trouble, in_quotes

_LONGEST_LINE = 2_000
"""Of a longer line nobody can tell what its author meant, and patterns that try take its length squared."""
_LONGEST_SHOWN = 400
_BULLETS = frozenset("•‣◦·–—▪")  # noqa: RUF001


def explain(trouble: Trouble) -> Explanation:
    """Turn a parser's complaint into a sentence that says what to type."""
    for explainer in _EXPLAINERS if len(trouble.line) <= _LONGEST_LINE else ():
        if explanation := explainer(trouble):
            return explanation
    return Explanation(
        f"This line cannot be read as YAML: {trouble.problem}.",
        "Compare it with the lines above it, or put the value in quotes.",
        trouble.rest_of_line(trouble.at),
    )


def template_not_filled_in(what: str, span: Span) -> Explanation:
    """Explain braces or brackets that were left over from a template."""
    return Explanation(
        f"This blank still holds the template, `{what}`: the template is not filled in.",
        "Replace the brackets and what is in them with your own words.",
        span,
    )


def special_character(lines: list[str], start: Position) -> Explanation:
    """Explain a value that begins with a character YAML keeps for itself."""
    line, at = lines[start.line - 1], start.column - 1
    before, typed = line[max(at - _LONGEST_LINE, 0) : at], line[at : at + _LONGEST_LINE].rstrip()
    if re.search(r"[\[{]", before):  # the value ends where the next one begins
        typed = re.split(r"[,\]}]", typed, maxsplit=1)[0].rstrip() or typed[:1]
    key = re.search(r"([\w-]+)[\"']?\s*:\s*$", before[-_LONGEST_SHOWN:])
    label = f"{key[1]}: " if key else ""
    handle = typed.lstrip("@")
    is_handle = label and typed[:1] == "@" and re.fullmatch(r"[A-Za-z0-9-]+", handle)
    written = handle if is_handle else in_quotes(typed)
    return Explanation(
        f"A value cannot start with `{typed[:1]}`: in YAML this character has a meaning of its own.",
        f"Write the handle without @: `{label}{written}`."
        if is_handle
        else f"Put the value in quotes: `{label}{written}`.",
        Span(start, start._replace(column=start.column + max(len(typed), 1))),
        line[:at] + written + line[at + len(typed) :]
        if label and " #" not in typed and len(typed) <= _LONGEST_SHOWN
        else None,
    )


def _conflict(trouble: Trouble) -> Explanation | None:
    for number, line in enumerate(trouble.lines, start=1):
        if re.match(r"<{7}( |$)", line):
            return Explanation(
                "Git could not merge two versions of this file: one stands below this line, the other above `>>>>>>>`, "
                "and nobody has chosen yet.",
                "Keep the lines that are right; delete the others, and those with `<<<<<<<`, `=======` and `>>>>>>>`.",
                trouble.rest_of_line(Position(number, 1)),
            )
    return None


def _tab(trouble: Trouble) -> Explanation | None:
    for number in (trouble.at.line, trouble.at.line + 1):
        line = trouble.lines[number - 1] if number <= len(trouble.lines) else ""
        indentation = line[: len(line) - len(line.lstrip("- \t"))]
        if "\t" in indentation and (number == trouble.at.line or "tab" in trouble.problem):
            start = Position(number, indentation.index("\t") + 1)
            return Explanation(
                "This line is indented with a tab. YAML counts spaces only, so it cannot tell where the line belongs.",
                "Replace each tab with two spaces.",
                Span(start, start._replace(column=start.column + 1)),
            )
    return None


def _template(trouble: Trouble) -> Explanation | None:
    if match := re.search(r"\{\{.*?\}\}", trouble.line):
        start = Position(trouble.at.line, match.start() + 1)
        return template_not_filled_in(match[0], Span(start, start._replace(column=match.end() + 1)))
    return None


def _special_character(trouble: Trouble) -> Explanation | None:
    if "alias" in trouble.problem + trouble.context or "anchor" in trouble.context:
        return special_character(trouble.lines, trouble.opened or trouble.at)
    if "cannot start any token" in trouble.problem:
        return special_character(trouble.lines, trouble.at)
    if "directive" in trouble.problem and trouble.line.startswith("%"):
        return special_character(trouble.lines, Position(trouble.at.line, 1))
    return None


def _second_colon(trouble: Trouble) -> Explanation | None:
    if "mapping values are not allowed" not in trouble.problem:
        return None
    before = trouble.line[: trouble.at.column - 1]
    if re.search(r":\s", before):
        curly = "YAML knows straight quotes only" if trouble.value[:1] in CURLY else "Put the value in quotes"
        return Explanation(
            "This line has a second colon, and YAML takes what stands before it for another key.",
            f"{curly}: `{trouble.quoted()}`.",
            trouble.rest_of_line(trouble.at),
            trouble.line_with(in_quotes(trouble.value)),
        )
    start = Position(trouble.at.line, len(before) - len(before.lstrip()) + 1)
    return Explanation(
        "This line does not fit the line above it: that line already has a value, or it lacks its colon.",
        "Start the line in the same column as its neighbours, and write `key: value` on each.",
        trouble.rest_of_line(start),
    )


def _dash_after_key(trouble: Trouble) -> Explanation | None:
    if "block sequence entries are not allowed" not in trouble.problem:
        return None
    return Explanation(
        "The value starts with a dash. After a key YAML wants the value itself; a list begins on the next line.",
        f"For a list, write each item on a line of its own below the key, as `  - item`. "
        f"For a text, put it in quotes: `{trouble.quoted()}`.",
        trouble.rest_of_line(trouble.at),
    )


def _missing_colon(trouble: Trouble) -> Explanation | None:
    if not (trouble.opened and "could not find expected ':'" in trouble.problem):
        return None
    line = trouble.lines[trouble.opened.line - 1]
    if line.lstrip()[:1] in _BULLETS:
        return Explanation(
            "This line starts with the bullet of a word processor, which YAML does not know.",
            f"Start it with a dash and a space: `- {line.lstrip()[1:].strip()}`.",
            trouble.rest_of_line(trouble.opened),
        )
    return Explanation(
        "This line has no colon, so it cannot be told what is the key and what is the value.",
        "Write `key: value`, with a space after the colon.",
        trouble.rest_of_line(trouble.opened),
    )


def _second_document(trouble: Trouble) -> Explanation | None:
    if "another document" not in trouble.problem:
        return None
    return Explanation(
        "A second document starts here. One file holds one document, so nobody would read what follows.",
        "Remove the line `---`, or move what follows to a file of its own.",
        trouble.rest_of_line(trouble.at),
    )


def _brackets(trouble: Trouble) -> Explanation | None:
    opened = trouble.last_bracket() if "flow" in trouble.context else None
    if opened is None:
        return None
    if trouble.lines[opened.line - 1][opened.column - 1] == "[":
        part, closing, advice = "list in brackets", "bracket", "Write one item per line below the key, as `  - item`."
    else:
        part, closing = "part in braces", "brace"
        advice = "Write one `key: value` per line below, indented by two spaces; or put the sentences in quotes."
    return Explanation(
        f"The {part} that starts here cannot be read: a colon or a comma inside a sentence splits it, "
        f"or the closing {closing} is missing.",
        advice,
        trouble.rest_of_line(opened),
    )


def _indentation(trouble: Trouble) -> Explanation | None:
    if "did not find expected" not in trouble.problem:
        return None
    return Explanation(
        "This line is indented differently from its neighbours, so it cannot be told where it belongs.",
        "Start it in the same column as the lines it belongs to.",
        trouble.rest_of_line(trouble.at),
    )


_EXPLAINERS: tuple[Callable[[Trouble], Explanation | None], ...] = (
    _conflict,
    _tab,
    _template,
    _special_character,
    wrapped_sentence,
    _second_colon,
    _dash_after_key,
    _missing_colon,
    _second_document,
    backslash,
    never_closed,
    _brackets,
    ended_early,
    _indentation,
)
