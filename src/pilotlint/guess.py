"""What an author most likely meant: the nearest word, the amount, the day."""

import re
from collections.abc import Iterable
from datetime import date

_AMOUNT = re.compile(
    r"""(?P<whole>[0-9]{1,3}(?:[.,_'\s][0-9]{3})+|[0-9]+)   # 50,000 and 50.000 as well as 50000
        (?:[.,](?P<cents>[0-9]{1,2}))?
        \s*(?P<scale>[kKmM]?)""",
    re.VERBOSE,
)
_CURRENCY = re.compile(r"[A-Z]{3}|[^\w\s.,'-]")
_LONGEST_AMOUNT = 40
_LETTERS = str.maketrans(
    {"ä": "ae", "ö": "oe", "ü": "ue", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th"}
    | dict.fromkeys("'’", "")  # noqa: RUF001
)
"""Letters that Unicode does not take apart into one without a mark; the umlauts as German writes them without dots."""
_WORD = re.compile(r"[^\W_]+")
_SHORTEST, _LONG = 3, 8
"""The letters of a word in which two may have changed places, and of one in which two may be wrong."""
_SCALES = {"": 100, "k": 100_000, "m": 100_000_000}


def nearest(word: str, options: Iterable[str], distance: int = 2) -> str | None:
    """Return the option a misspelt word is closest to: a few letters away, or the start of it (``piloting``)."""
    typed = plain(word)
    known = {option: plain(option) for option in options}
    alike = [option for option, letters in known.items() if abs(len(letters) - len(typed)) <= distance]  # or it is slow
    ranked = sorted((edit_distance(typed, known[option]), option) for option in alike)
    if ranked and ranked[0][0] <= min(distance, len(typed) // 2):
        return ranked[0][1]
    starts = [option for option, letters in known.items() if len(option) > distance and typed.startswith(letters)]
    return max(starts, key=lambda option: len(known[option]), default=None)


def edit_distance(one: str, other: str) -> int:
    """Count the letters to insert, delete or replace to get from one word to another (Levenshtein)."""
    above = list(range(len(other) + 1))
    for row, left in enumerate(one, start=1):
        current = [row]
        for column, right in enumerate(other, start=1):
            current.append(min(above[column] + 1, current[-1] + 1, above[column - 1] + (left != right)))
        above = current
    return above[-1]


def reworded(one: str, other: str) -> bool:
    """Tell whether two texts say different things: more than case, punctuation and slips of typing differs.

    A number that differs is no slip, nor is a word more or less. The cost grows with the length of the texts only.
    """
    before, after = (_WORD.findall(text.casefold()) for text in (one, other))
    if "".join(before) == "".join(after):
        return False
    return len(before) != len(after) or not all(map(_is_slip, before, after))


def _is_slip(one: str, other: str) -> bool:
    """Tell whether two words are one, typed differently: a letter or two, or letters that changed places."""
    if one == other:
        return True
    longest = max(len(one), len(other))
    if longest < _SHORTEST or not (one + other).isalpha():
        return False
    wrong = 0 if longest == _SHORTEST else 1 if longest < _LONG else 2
    return sorted(one) == sorted(other) or _within(one, other, wrong)


def _within(one: str, other: str, distance: int) -> bool:
    """Tell whether two words are no further apart than a small distance."""
    same = next((at for at, letters in enumerate(zip(one, other, strict=False)) if letters[0] != letters[1]), None)
    if same is None:
        return abs(len(one) - len(other)) <= distance
    if distance == 0:
        return False
    left, right = one[same:], other[same:]
    return any(_within(*rest, distance - 1) for rest in ((left[1:], right), (left, right[1:]), (left[1:], right[1:])))


def amount(typed: str) -> int | None:
    """Return the whole amount meant by ``50,000``, ``50.000``, ``1e5``, ``50K`` or ``$1.2M``, if that is clear."""
    if len(typed) > _LONGEST_AMOUNT:
        return None
    if re.fullmatch(r"[0-9]{1,3}e[0-9]{1,2}", typed):
        return int(float(typed))
    match = _AMOUNT.fullmatch(_CURRENCY.sub("", typed).strip())
    if not match:
        return None
    whole = int(re.sub(r"[^0-9]", "", match["whole"]))
    cents = int((match["cents"] or "0").ljust(2, "0"))
    amount_in_cents = (whole * 100 + cents) * _SCALES[match["scale"].lower()]
    return amount_in_cents // 10_000 if amount_in_cents % 10_000 == 0 else None


def decimal(typed: str) -> str | None:
    """Return the number meant by ``4,5``, unless its comma could stand between thousands."""
    match = re.fullmatch(r"([-+]?[0-9]{1,12}),([0-9]{1,2})(\s*%)?", typed)
    return f"{match[1]}.{match[2]}{match[3] or ''}" if match else None


def day(typed: str) -> str | None:
    """Return the date meant by ``02.03.2026`` or ``2026-3-2``; None when day and month could be swapped."""
    if match := re.fullmatch(r"([0-9]{1,2})\.\s?([0-9]{1,2})\.\s?([0-9]{4})", typed):
        days, month, year = match.groups()
    elif match := re.fullmatch(r"([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})", typed):
        year, month, days = match.groups()
    else:
        return None
    try:
        return date(int(year), int(month), int(days)).isoformat()
    except ValueError:
        return None


def slug(text: str) -> str:
    """Return a text as an id: small letters, digits and hyphens; ü becomes ue, é an e, and an apostrophe nothing."""
    import unicodedata  # noqa: PLC0415  # for ids that are made, not for those that are read

    letters = unicodedata.normalize("NFC", text).casefold().translate(_LETTERS)
    letters = "".join(letter for letter in unicodedata.normalize("NFKD", letters) if not unicodedata.combining(letter))
    return re.sub(r"[^a-z0-9]+", "-", letters).strip("-")


def plain(word: str) -> str:
    """Return a word without case, spaces, hyphens and underscores, to compare it with others."""
    return re.sub(r"[\s_-]", "", word).casefold()
