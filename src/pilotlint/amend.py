"""Changes in the text of a YAML file that leave every other character of it as it was."""

import json
from collections.abc import Mapping
from copy import deepcopy
from typing import Any

from . import document, edit
from .document import Document
from .model import InputError, Pointer, pointer, pointer_parts

_UNUSUAL = "this file is written in an unusual way, so it cannot be changed without changing the rest of it"


def with_item(text: str, key: str, item: dict[str, str]) -> str:
    """Return a text with one more item at the end of the list under a key, which is all that the file holds.

    Raises:
        InputError: the text is written in a way that leaves no room for it.

    """
    found = document.read(text.encode())
    if not isinstance(found.data, dict | None):
        raise InputError(_UNUSUAL)
    listed = (found.data or {}).get(key) or []
    return _checked(_with_item(found, key, item), {key: [*listed, item]})


def with_texts(text: str, at: Pointer, texts: Mapping[str, str]) -> str:
    """Return a text with other texts under some keys of a mapping, which are there already.

    Raises:
        InputError: the text is written in a way that does not let them be changed alone.

    """
    found = document.read(text.encode())
    changed, expected = found.text, deepcopy(found.data)
    mapping = expected
    for part in pointer_parts(at):
        mapping = mapping[int(part) if isinstance(mapping, list) else part]
    mapping.update(texts)
    places = {found.stretch(at + pointer(key)) or (0, 0): value for key, value in texts.items()}
    for (start, end), value in sorted(places.items(), reverse=True):
        changed = changed[:start] + edit.inline(value) + changed[end:]
    return _checked(changed, expected)


def with_key(text: str, at: Pointer, key: str, value: str) -> str:
    """Return a text with one more key at the end of a mapping.

    Raises:
        InputError: the text is written in a way that leaves no room for it.

    """
    found = document.read(text.encode())
    expected = deepcopy(found.data)
    mapping = expected
    for part in pointer_parts(at):
        mapping = mapping[int(part) if isinstance(mapping, list) else part]
    start, end = found.stretch(at) or (0, 0)
    line = f"{key}: {edit.inline(value)}"
    if text[start : start + 1] == "{":
        inside = text[start + 1 : end - 1].rstrip().rstrip(",")
        changed = f"{text[: start + 1]}{inside}{', ' if mapping else ''}{line}{text[end - 1 :]}"
    else:
        indentation = " " * (document.position_at(text, start).column - 1)
        last = max((found.stretch(at + pointer(each)) or (0, start))[1] for each in mapping)
        changed = _with_lines(text, last, f"{indentation}{line}\n")
    mapping[key] = value
    return _checked(changed, expected)


def under_its_comments(text: str, data: dict[str, Any]) -> str:
    """Return data as YAML with a line for everything, below the comments that a text begins with."""
    lines = text.splitlines(keepends=True)
    first = next((number for number, line in enumerate(lines) if line.strip() and line[0] != "#"), len(lines))
    return "".join(lines[:first]) + edit.dump(data, in_lines=True)


def _with_item(found: Document, key: str, item: dict[str, str]) -> str:
    text, whole = found.text, found.stretch("")
    alone = edit.dump({key: [item]}, in_lines=True)
    if whole is None:
        return _with_lines(text, len(text), alone)
    if not found.data:
        return text[: whole[0]] + alone.rstrip("\n") + (text[whole[1] :] or "\n")
    start, end = found.stretch(pointer(key)) or whole
    if not found.data[key]:
        if text[whole[0]] == "{":
            return f"{text[:start].rstrip()} [{json.dumps(item, ensure_ascii=False)}]{text[end:]}"
        before = text[:start].rstrip(" \t")
        return _with_lines(before + text[end:], len(before), _items(alone, "  "))
    first, last = found.stretch(pointer(key, len(found.data[key]) - 1)) or (start, end)
    if text[start] != "[":
        return _with_lines(text, last, _items(alone, " " * (document.position_at(text, start).column - 1)))
    before = text[text.rfind("\n", 0, first) + 1 : first]
    apart = ", " if before.strip() else f",{_line_break(text)}{before}"
    written = json.dumps(item, ensure_ascii=False) if text[whole[0]] == "{" else edit.inline(item)
    return text[:last] + apart + written + text[last:]


def _items(alone: str, indentation: str) -> str:
    """Return the items of a list that was written on its own, without its key and with another indentation."""
    return "".join(indentation + line[2:] for line in alone.splitlines(keepends=True)[1:])


def _with_lines(text: str, behind: int, lines: str) -> str:
    """Put lines behind the one in which a place lies."""
    line_break = _line_break(text)
    match = document.LINE_BREAK.search(text, behind)
    before, after = (text[: match.end()], text[match.end() :]) if match else (text, "")
    if before and not match and not before.endswith("\n"):
        before += line_break
    return before + lines.replace("\n", line_break) + after


def _line_break(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _checked(text: str, expected: Any) -> str:
    found = document.read(text.encode())
    if found.faults or found.data != expected:
        raise InputError(_UNUSUAL)
    return text
