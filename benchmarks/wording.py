"""How often the judgements of text are right, on files of labelled texts; with --speed, what a text costs.

Each line of a file is a text with its language and what it is: a metric has a kind, a blank of an outcome a part and a
label, somebody's name a kind of name.
"""

import argparse
import json
import re
import statistics
import time
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from pilotlint import wording

Row = dict[str, Any]
METRICS = frozenset(("behaviour", "model", "system", "vanity", "vague"))
MACHINE = ("model", "system")
PROSE = ("capability", "behavior_change", "statement")
ROUNDS = 7


class Judgement(NamedTuple):
    """One question that policies ask of a text."""

    name: str
    asks: Callable[[Row], bool]
    """Whether it is a question for this text."""
    is_so: Callable[[Row], bool]
    """What people say."""
    says_so: Callable[[str], bool]
    """What pilotlint says."""


class Answers(NamedTuple):
    """The texts of one judgement, sorted by what people and pilotlint say."""

    right: list[Row]
    wrong: list[Row]
    """Found, and should not be."""
    missed: list[Row]
    silent: int
    """Rightly not found."""

    @property
    def precision(self) -> float:
        """How many of those found are right; all of none."""
        return len(self.right) / (len(self.right) + len(self.wrong) or 1) if self.right or self.wrong else 1.0

    @property
    def recall(self) -> float:
        """How many of those to be found are found; all of none."""
        return len(self.right) / (len(self.right) + len(self.missed) or 1) if self.right or self.missed else 1.0


def label(row: Row) -> str:
    """Return what people say a text is, in one word."""
    said = str(row["label"] if "label" in row else row["kind"])
    return "solution" if said.startswith("solution") else said


def is_metric(row: Row) -> bool:
    return "part" not in row and label(row) in METRICS


def _filled(*parts: str) -> Callable[[Row], bool]:
    """Ask only where something is filled in, as the policies do."""
    return lambda row: row.get("part") in parts and label(row) != "placeholder"


def _labelled(*labels: str) -> Callable[[Row], bool]:
    return lambda row: label(row) in labels


def _advised(text: str) -> bool:
    return wording.vague(text) or wording.solution_first(text)


def _of_technology(text: str) -> bool:
    """Ask as PL104 does: what is vague is told by PL103 alone."""
    return wording.solution_first(text) and not wording.vague(text)


def _everyone(text: str) -> bool:
    return not wording.names_a_group(text)


def _endless(text: str) -> bool:
    return not wording.bounded(text)


def _one_person(text: str) -> bool:
    return wording.person_name(text).kind == "person"


def _metric(*kinds: str, sure: bool = False) -> Callable[[str], bool]:
    def says_so(text: str) -> bool:
        metric = wording.metric_kind(text)
        return metric.kind in kinds and (metric.sure or not sure)

    return says_so


BEHAVIOUR = ("behavior_change", "statement")
NAMES = frozenset(("person", "several", "team", "role", "none"))
JUDGEMENTS = (
    Judgement("model or system, surely", is_metric, _labelled(*MACHINE), _metric(*MACHINE, sure=True)),
    Judgement("model or system", is_metric, _labelled(*MACHINE), _metric(*MACHINE)),
    Judgement("activity", is_metric, _labelled("vanity"), _metric("vanity")),
    Judgement("vague metric", is_metric, _labelled("vague"), _metric("vague")),
    Judgement("placeholder", lambda row: "part" in row, _labelled("placeholder"), wording.placeholder),
    Judgement("vague", _filled(*PROSE), _labelled("vacuous"), wording.vague),
    Judgement("solution first", _filled(*BEHAVIOUR), _labelled("solution"), _of_technology),
    Judgement("vague or solution first", _filled(*BEHAVIOUR), _labelled("vacuous", "solution"), _advised),
    Judgement("everyone as user group", _filled("user_group"), _labelled("vacuous"), _everyone),
    Judgement("time without an end", _filled("timeframe"), _labelled("vacuous"), _endless),
    Judgement("one person", lambda row: label(row) in NAMES, _labelled("person"), _one_person),
)


def read(paths: Iterable[str | Path]) -> list[Row]:
    """Read labelled texts."""
    lines = [line for path in paths for line in Path(path).read_text(encoding="utf-8").splitlines()]
    return [json.loads(line) for line in lines if line.strip()]


def answers(judgement: Judgement, rows: Iterable[Row]) -> Answers:
    """Ask one question of all texts that it is for."""
    sorted_: dict[tuple[bool, bool], list[Row]] = {(so, says): [] for so in (True, False) for says in (True, False)}
    for row in filter(judgement.asks, rows):
        sorted_[judgement.is_so(row), judgement.says_so(row["text"])].append(row)
    return Answers(sorted_[True, True], sorted_[False, True], sorted_[True, False], len(sorted_[False, False]))


def table(rows: list[Row]) -> Iterator[str]:
    """Yield the lines of a table of what is right, by judgement and language."""
    languages = sorted({row.get("lang", "en") for row in rows})
    yield f"{'':24} {'lang':5} {'texts':>6} {'to find':>8} {'precision':>10} {'recall':>7}"
    for judgement in JUDGEMENTS:
        for language in ("all", *languages):
            found = answers(judgement, [row for row in rows if language in ("all", row.get("lang", "en"))])
            right, wrong, missed, silent = len(found.right), len(found.wrong), len(found.missed), found.silent
            if right or wrong or missed:
                yield (
                    f"{judgement.name if language == 'all' else '':24} {language:5} {right + wrong + missed + silent:6}"
                    f" {right + missed:8} {found.precision:10.3f} {found.recall:7.3f}"
                )


def misses(rows: list[Row]) -> Iterator[str]:
    """Yield every text that is judged otherwise than people do."""
    for judgement in JUDGEMENTS:
        found = answers(judgement, rows)
        for what, those in (("wrong", found.wrong), ("missed", found.missed)):
            yield from (f"{judgement.name}: {what}: {row['text']!r} ({label(row)}, {row['lang']})" for row in those)


def speed(rows: list[Row]) -> Iterator[str]:
    """Yield what it costs to judge a text that was not seen before, beside folding and splitting it alone.

    Each round ends every text with another number; most words are known from the round before, as in a portfolio.
    """
    split = re.compile(r"\w+")

    def rival(text: str) -> object:
        return split.findall(unicodedata.normalize("NFKD", text).casefold())

    questions = (rival, wording.placeholder, wording.vague, wording.solution_first, wording.metric_kind)
    took: dict[str, list[float]] = {question.__name__: [] for question in questions}
    for number, question in enumerate(questions * ROUNDS):
        texts = [f"{row['text']} {number}" for row in rows]
        start = time.perf_counter()
        for text in texts:
            question(text)
        took[question.__name__].append((time.perf_counter() - start) / len(texts) * 1e6)
    for name, times in took.items():
        of_rival = statistics.median(times) / statistics.median(took["rival"])
        yield f"{name:24} {statistics.median(times):7.1f} µs {of_rival:6.1f}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="+", metavar="FILE")
    parser.add_argument("--misses", action="store_true", help="list every text that is judged wrongly")
    parser.add_argument("--speed", action="store_true", help="say what a text costs instead")
    asked = parser.parse_args()
    rows = read(asked.files)
    print("\n".join(speed(rows) if asked.speed else table(rows)))
    if asked.misses:
        print("\n" + "\n".join(misses(rows)))


if __name__ == "__main__":
    main()
