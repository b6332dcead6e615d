"""Who is who: whether two entries mean the same person."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+")


def same_person(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Compare by GitHub handle, then by email, then by name; a key that only one of them has decides nothing."""
    for key in ("github", "email"):
        if one.get(key) and other.get(key):
            return bool(one[key].casefold() == other[key].casefold())
    name = folded(one.get("name", ""))
    return bool(name) and name == folded(other.get("name", ""))


def names(text: str, name: str, handle: str) -> bool:
    """Tell whether a text such as ``Sam Lee, VP Customer Success`` names the person with a name or a handle."""
    words = set(folded(name))
    if words and words <= set(folded(text)):
        return True
    return bool(handle) and handle.casefold() == text.strip().lstrip("@").casefold()


@lru_cache(maxsize=2_000)
def folded(name: str) -> tuple[str, ...]:
    """Return the words of a name without case, accents, punctuation and order."""
    plain = name.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain)
        plain = "".join([letter for letter in decomposed if not unicodedata.combining(letter)])
    return tuple(sorted(_WORD.findall(plain)))
