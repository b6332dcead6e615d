"""What to type instead of a line, beside the line on the pull request, where one click writes it.

Each is known by a hidden line, by which it is found again and, once it is settled, taken away. One that people have
answered is kept and says that it is settled: to resolve its thread a token would have to be one that may write the
repository's files (https://github.com/github/gh-aw/issues/35726), and ours need not.
"""

import hashlib
import re
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from ..formatters.markdown import Facts
from ..formatters.neutral import prose
from ..model import Finding
from .comment import Run, concerns
from .github import GitHub, Placed, Remark
from .http import RefusedError

MOST = 30
"""On one pull request; whoever has that many to click needs no more of them."""
_MARKER = re.compile(r"\n<!-- pilotlint suggestion (?P<header>[a-z0-9-]+) (?P<name>[0-9a-f]{32}) -->\s*$")
_SETTLED = "✅ Settled: this is no longer what is missing here."
_GONE = 404
_LONGEST = 2000
_TICKS = re.compile("`+")
_FENCE = 3


class Kept(NamedTuple):
    """What became of the suggestions."""

    made: int
    settled: int


def keep(github: GitHub, run: Run, facts: Facts) -> Kept:
    """Suggest what is known to the letter beside the lines of the change, and settle what is no longer to be done.

    Raises:
        RefusedError: GitHub does not let us.

    """
    everything = list(github.remarks(run.number))
    answered = {each.answers for each in everything}
    found = _fixable(facts) if concerns(facts) else []
    wanted = _wanted(run, found, _patches(github, run, {finding.path for finding in found})) if found else {}
    there, settled = set(), 0
    for remark, name in _ours(github, run, everything):
        if name in wanted and remark.is_current and name not in there:
            there.add(name)
        else:
            _settle(github, remark, is_answered=remark.id in answered)
            settled += 1
    new = [placed for name, placed in wanted.items() if name not in there][: max(MOST - len(there), 0)]
    if new:
        github.review(run.number, run.head, new)
    return Kept(len(new), settled)


def _fixable(facts: Facts) -> list[Finding]:
    """Return the findings that came with the change and can be mended to the letter; first those that block."""
    decisive = set(facts.verdict.blocking)
    found = (one for one in facts.report.new if one.fix is not None and one.fix.isprintable())
    return sorted((one for one in found if len(one.fix or "") <= _LONGEST), key=lambda one: one not in decisive)


def _patches(github: GitHub, run: Run, paths: Collection[str]) -> dict[str, str]:
    """Return what the pull request changes in some files; the other pages of a long list are not asked for."""
    found: dict[str, str] = {}
    for path, patch in github.files(run.number):
        if path in paths:
            found[path] = patch
            if len(found) == len(paths):
                break
    return found


def _wanted(run: Run, findings: Iterable[Finding], patches: Mapping[str, str]) -> dict[str, Placed]:
    """Return suggestions by their names, one for a line, for lines that stand in the change as they were judged."""
    wanted: dict[str, Placed] = {}
    taken = set()
    for finding in findings:
        line = _line(finding, lines(patches.get(finding.path, "")))
        if line is not None and finding.fix is not None and (finding.path, line) not in taken:
            taken.add((finding.path, line))
            name = _name(finding)
            marker = f"<!-- pilotlint suggestion {run.header} {name} -->"
            wanted[name] = Placed(finding.path, line, f"{_body(finding, finding.fix)}\n\n{marker}")
    return wanted


def lines(patch: str) -> dict[int, str]:
    """Return the lines of a file that a patch shows, by their numbers after it."""
    shown, number = {}, 0
    for line in patch.split("\n"):
        if hunk := re.match(r"@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@", line):
            number = int(hunk[1])
        elif line[:1] in {"+", " "}:
            shown[number] = line[1:]
            number += 1
    return shown


def _line(finding: Finding, shown: Mapping[int, str]) -> int | None:
    """Return where the line stands in the pull request; it was judged as it would be merged, maybe further down."""
    at = finding.span.start.line
    same = [number for number, text in shown.items() if text == finding.source]
    return at if at in same else same[0] if len(same) == 1 else None


def _body(finding: Finding, line: str) -> str:
    fence = "`" * max(_FENCE, 1 + max(map(len, _TICKS.findall(line)), default=0))
    return f"{prose(finding.message)} Is this what you mean?\n\n{fence}suggestion\n{line}\n{fence}"


def _name(finding: Finding) -> str:
    """Name a suggestion by its finding and what it suggests."""
    suggested = f"{finding.source}\n{finding.fix}".encode(errors="replace")
    return finding.fingerprint + hashlib.sha256(suggested).hexdigest()[:12]


def _ours(github: GitHub, run: Run, remarks: Iterable[Remark]) -> Iterable[tuple[Remark, str]]:
    marked = ((each, _MARKER.search(each.body)) for each in remarks if each.answers is None)
    ours = [(each, match["name"]) for each, match in marked if match and match["header"] == run.header]
    return [(each, name) for each, name in ours if each.author == github.me()]


def _settle(github: GitHub, remark: Remark, *, is_answered: bool) -> None:
    try:
        if is_answered:
            github.rewrite(remark, _SETTLED)
        else:
            github.retract(remark)
    except RefusedError as error:
        if error.status != _GONE:
            raise
