"""Who is who: whether two entries mean the same person."""

import re
import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

_WORD = re.compile(r"[^\W_]+")
_LOOKS_LIKE = str.maketrans("авекмнорстухіјѕһԁԛԝαεικονρτυχβζημıɑɡ", "abekmhopctyxijshdqwaeikovptuxbzhmiag")
"""Letters, mostly Cyrillic and Greek, by the Latin ones that nobody tells from them, in capitals or when small."""


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


def may_name(text: str, name: str) -> bool:
    """Tell whether a text could name a person, with initials for some words of the name: ``L. Maes``, ``Lena M.``."""
    words, parts = set(folded(text)), folded(name)
    whole = [part for part in parts if part in words]
    return bool(whole) and all(part in words or part[0] in words for part in parts)


@lru_cache(maxsize=2_000)
def folded(name: str) -> tuple[str, ...]:
    """Return the words of a name without case, accents, punctuation and order, and letters that look alike as one."""
    plain = name.casefold()
    if not plain.isascii():
        decomposed = unicodedata.normalize("NFKD", plain).translate(_LOOKS_LIKE)
        plain = "".join([letter for letter in decomposed if not unicodedata.combining(letter)])
    return tuple(sorted(_WORD.findall(plain)))
