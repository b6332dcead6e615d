"""Change each shipped policy in small ways and see whether its own examples notice.

Run by `make mutants`; with ids, such as `PL402`, it looks at those only. A mutant is a policy with one expression or
one severity that says something else; it is caught when an example no longer comes out as it says. Those that no
example can catch, because they mean the same, stand in mutants-equal.yaml beside this file, each with the reason.
"""

import os
import re
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from pilotlint import document, packs
from pilotlint.examples import Trial
from pilotlint.expression import ExpressionError
from pilotlint.model import Severity
from pilotlint.policy import Policy

EQUAL = Path(__file__).with_name("mutants-equal.yaml")
WANTED = {"/assert": 0.95, "": 0.88}
"""The share of mutants that must be caught: of assertions, and of everything, where 0.95 is the aim."""
POLICIES = {policy.id: policy for pack in packs.PACKS for policy in packs.shipped(pack)}

TOKEN = re.compile(
    r"""(?P<space>\s+|//[^\n]*)
    |(?P<text>"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*')
    |(?P<number>\d+(?:\.\d+)?)
    |(?P<name>[A-Za-z_]\w*)
    |(?P<sign>&&|\|\||[<>=!]=|\.\?|\[\?|.)""",
    re.VERBOSE,
)
CLOSING = {"(": ")", "[": "]", "[?": "]", "{": "}"}
TURNED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "==", "&&": "||", "||": "&&"}
DEFAULTS = {'""': '"Mo Khan calls 12 customers a week"', "false": "true", "true": "false"}
FIELDS = {"/when": "when", "/each": "each", "/assert": "asserts", "/advise_when": "advise_when"}
TRUTHS = FIELDS.keys() - {"/each"}


class Word(NamedTuple):
    """A word of an expression, or brackets with all that is in them."""

    kind: str
    text: str
    start: int
    end: int
    inside: "tuple[Phrase, ...]" = ()


Phrase = list[Word]
"""What stands between two brackets or commas."""


class Edit(NamedTuple):
    """A piece of an expression, and what is to stand there."""

    start: int
    end: int
    new: str
    without: str = ""
    """The clause that is left out, if one is."""


class Score(NamedTuple):
    """How the mutants of one policy came out."""

    caught: list[str]
    survivors: list[str]


def main() -> None:
    asked = [name for name in POLICIES if name in sys.argv[1:]] or list(POLICIES)
    equal = document.read(EQUAL.read_bytes()).data
    with ProcessPoolExecutor(os.cpu_count()) as pool:
        scores = list(pool.map(judge, asked))
    caught = [said for score in scores for said in score.caught]
    survived = [said for score in scores for said in score.survivors]
    left = [said for said in survived if said not in equal]
    stale = [said for said in equal if said.split()[0] in asked and said not in survived]
    for said in left:
        print(said)
    for said in stale:
        print(f"no longer there, so take it out of {EQUAL.name}: {said}")
    print(f"{len(survived) - len(left)} mean the same.")
    judged = [enough(where, caught, left) for where in WANTED]
    sys.exit(bool(stale) or not all(judged))


def enough(where: str, caught: list[str], left: list[str]) -> bool:
    """Say how many mutants of one kind of expression, or of all, are caught, and whether these are enough."""
    found, missed = (sum(f" {where}" in said for said in listed) for listed in (caught, left))
    share = found / max(found + missed, 1)
    print(f"{found:,} of {found + missed:,} mutants{where and f' of {where}'} are caught: {share:.1%}")
    return share >= WANTED[where]


def judge(name: str) -> Score:
    """Run the examples of one policy against each of its mutants."""
    caught: list[str] = []
    survivors: list[str] = []
    for said, mutant in mutants(POLICIES[name]):
        noticed = any(result.wrong for result in Trial(mutant).run())
        (caught if noticed else survivors).append(said)
    packs.engine().known.clear()  # the next policy uses none of it
    return Score(caught, survivors)


def mutants(policy: Policy) -> Iterator[tuple[str, Policy]]:
    """Yield each mutant that could be shipped, with what is different in a line of its own."""
    for stage, severity in policy.severity.items():
        other = Severity.WARNING if severity is Severity.ERROR else Severity.ERROR
        if not policy.of_gate:  # said at no stage
            yield f"{policy.id} /severity/{stage}: {other}", policy._replace(severity={**policy.severity, stage: other})
    for where, source in policy.expressions().items():
        if where.removeprefix("/variables/") in unseen(policy):
            continue
        seen = {source}
        for edit in edits(source, truth=where in TRUTHS):
            text = source[: edit.start] + edit.new + source[edit.end :]
            mutant = replaced(policy, where, text)
            if text not in seen and is_sound(mutant):
                yield f"{policy.id} {where}: {described(source, edit)}", mutant
            seen.add(text)


def unseen(policy: Policy) -> set[str]:
    """Return the parts that examples say nothing of: what makes old debt, and what is only read in the advice."""
    used = " ".join(source for where, source in policy.expressions().items() if not where.startswith("/variables/"))
    shown = {name for text in (policy.message, policy.at) for name in policy.blanks(text)} | names(used)
    for name in reversed(policy.variables):
        if name in shown:
            shown |= names(policy.variables[name])
    return {"/about", *(policy.variables.keys() - shown)}


def names(source: str) -> set[str]:
    return {match[0] for match in TOKEN.finditer(source) if match.lastgroup == "name"}


def replaced(policy: Policy, where: str, source: str) -> Policy:
    if where in FIELDS:
        return policy._replace(**{FIELDS[where]: source})
    return policy._replace(variables={**policy.variables, where.removeprefix("/variables/"): source})


def is_sound(policy: Policy) -> bool:
    """Tell whether the expressions of a mutant fit together; an edit adds no field, so those need no look."""
    stage = next(iter(policy.severity))
    try:
        for source in (policy.status(stage), policy.details(stage)):
            packs.engine().compile(source)
    except ExpressionError:
        return False
    return True


def described(source: str, edit: Edit) -> str:
    """Say where an edit is, by what stands around it, and what it puts there."""
    before, old, after = source[: edit.start], source[edit.start : edit.end], source[edit.end :]
    if edit.without:
        return f"without ⟦{clipped(edit.without)}⟧ in ⟦{clipped(old)}⟧"
    return f"{clipped(before[-24:], 24)}⟦{clipped(old)}⟧{clipped(after[:24], 24)} → {clipped(edit.new) or 'nothing'}"


def clipped(text: str, most: int = 60) -> str:
    text = " ".join(text.split())
    return text if len(text) <= most else f"{text[: most // 2]}…{text[-most // 2 :]}"


def edits(source: str, *, truth: bool) -> Iterator[Edit]:
    """Yield small changes of an expression, each meant to say something else."""
    if truth:
        yield Edit(0, len(source), f"!({source})")
    words = [
        Word(match.lastgroup or "", match[0], *match.span())
        for match in TOKEN.finditer(source)
        if match.lastgroup != "space"
    ]
    for index, word in enumerate(words):
        if word.text in TURNED:
            if not is_larger(words, index):
                yield Edit(word.start, word.end, TURNED[word.text])
        elif word.text == "!":
            yield Edit(word.start, word.end, "")
        elif word.kind == "number":
            number = float(word.text) if "." in word.text else int(word.text)
            yield from (Edit(word.start, word.end, str(other)) for other in (number + 1, number - 1) if other >= 0)
        elif word.text in DEFAULTS and index > 1 and words[index - 2].text == "orValue" and not is_named(words, index):
            yield Edit(word.start, word.end, DEFAULTS[word.text])
    for phrase in bracketed(iter(words)):
        yield from clauses(source, phrase)


def is_named(words: list[Word], index: int) -> bool:
    """Tell whether a value is only compared with others than its default: `.orValue("") == "pilot"` is false anyhow."""
    sign, other = ([*(word.text for word in words[index + 2 : index + 4]), "", ""])[:2]
    return (sign in {"==", "!="} and other[0:1] == '"' and other != '""') or (sign, other) == ("in", "[")


def is_larger(words: list[Word], index: int) -> bool:
    """Tell whether a sign chooses the larger or smaller of two values: `a > b ? a : b` means the same with `>=`."""
    before, after = [word.text for word in words[:index]], [word.text for word in words[index + 1 :]]
    if "?" not in after or ":" not in after:
        return False
    ask, colon = after.index("?"), after.index(":")
    left, right = after[ask + 1 : colon], after[:ask]
    return bool(left) and before[-len(left) :] == left and after[colon + 1 :][: len(right)] == right


def bracketed(words: Iterator[Word], closing: str = "") -> tuple[Phrase, ...]:
    """Put brackets together with what is in them, up to the one that closes, which is a phrase of its own."""
    found: list[Phrase] = [[]]
    asked = 0
    for word in words:
        asked += {"?": 1, ":": -1}.get(word.text, 0)
        if word.text == closing:
            return (*found, [word])
        if word.text in CLOSING:
            *inside, (end,) = bracketed(words, CLOSING[word.text])
            found[-1].append(word._replace(end=end.end, inside=tuple(inside)))
        elif word.text == "," or asked < 0:  # a colon without a question stands behind a key
            found.append([])
            asked = 0
        else:
            found[-1].append(word)
    return tuple(found)


def clauses(source: str, phrase: Phrase) -> Iterator[Edit]:
    """Yield a phrase without one of its clauses, or with one of its two answers only; and those inside of it."""
    signs = [word.text for word in phrase]
    sign = next((sign for sign in ("?", "||", "&&") if sign in signs), "")
    if sign == "?":
        ask, no = signs.index("?"), otherwise(signs)
        parts = [phrase[:ask], phrase[ask + 1 : no], phrase[no + 1 :]]
        yield from (Edit(phrase[0].start, phrase[-1].end, f"({text(source, part)})") for part in parts[1:])
    elif sign:
        parts = split(phrase, sign)
        for part in parts:
            kept = f" {sign} ".join(text(source, other) for other in parts if other is not part)
            yield Edit(phrase[0].start, phrase[-1].end, kept, without=text(source, part))
    else:
        parts = [inner for word in phrase for inner in word.inside if inner]
    for part in parts:
        yield from clauses(source, part)


def otherwise(signs: list[str]) -> int:
    """Return where the colon of the first question stands."""
    asked = 0
    for index, sign in enumerate(signs):
        asked += {"?": 1, ":": -1}.get(sign, 0)
        if sign == ":" and asked == 0:
            return index
    raise AssertionError(signs)


def split(phrase: Phrase, sign: str) -> list[Phrase]:
    ends = [index for index, word in enumerate(phrase) if word.text == sign]
    return [phrase[start + 1 : end] for start, end in pairwise([-1, *ends, len(phrase)])]


def text(source: str, phrase: Phrase) -> str:
    return source[phrase[0].start : phrase[-1].end]


if __name__ == "__main__":
    main()
