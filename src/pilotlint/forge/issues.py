"""An issue for each initiative that time or the gate asks something of: opened, kept true and closed by themselves.

Like the comment on a pull request, an issue is known by a hidden line and by its author. The line says which initiative
it is about and what was found, so that one which a person has closed stays closed until something else is found.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ..formatters.markdown import MOST, Facts, document, to_do
from ..formatters.neutral import code, plain, single_line
from ..model import Finding, Severity
from .github import GitHub, Issue

_MARKER = re.compile(
    r"\n<!-- pilotlint issue (?P<header>[a-z0-9-]+) about (?P<about>[0-9a-f]{32}) found (?P<found>[0-9a-f]{32}) -->\s*$"
)
_MENDED = re.compile(r"\n✅ Mended on \d{4}-\d\d-\d\d\.$")
_MOST_OPENED = 50
"""In one run; GitHub takes some 80 a minute, and nobody reads more."""
_REST = "the summary of the run has them all"
_PORTFOLIO = "The portfolio: what the gate says today"


class Said(NamedTuple):
    """What became of the issues, in numbers."""

    opened: int = 0
    updated: int = 0
    reopened: int = 0
    closed: int = 0
    waiting: int = 0
    """Those that are too many for one run."""


class _Wanted(NamedTuple):
    title: str
    text: str
    about: str
    found: str


def keep(github: GitHub, facts: Facts, by_day: Iterable[str], header: str, *, portfolio: bool = False) -> Said:
    """Make the issues say what is true of a whole portfolio; `by_day` are the policies that ask which day it is.

    Raises:
        RefusedError: GitHub does not let us.

    """
    wanted = [*([_whole(facts, header)] if portfolio else []), *_wanted(facts, frozenset(by_day), header)]
    mine = _mine(github, header)
    if not portfolio:
        mine.pop(_digest(header, "portfolio"), None)  # whoever asks for it no longer closes it
    done = [_keep(github, one, mine.pop(one.about), header) for one in wanted if one.about in mine]
    missing = [one for one in wanted if one.about not in {each for each, _ in done}]
    for one in missing[:_MOST_OPENED]:
        github.open(one.title, one.text + _marker(one, header))
    closed = sum(_close(github, issue, facts.report.today) for issue in mine.values())
    kinds = [kind for _, kind in done]
    opened = min(len(missing), _MOST_OPENED)
    return Said(opened, kinds.count("updated"), kinds.count("reopened"), closed, len(missing) - opened)


def _wanted(facts: Facts, by_day: frozenset[str], header: str) -> Iterator[_Wanted]:
    """Write the issues, those of initiatives that fail first."""
    blocking = set(facts.verdict.blocking)
    listed: dict[str, list[Finding]] = defaultdict(list)
    for finding in facts.report.findings:
        counts = finding.severity.reaches(Severity.WARNING) and not finding.suppression
        if counts and (finding in blocking or finding.policy in by_day):
            listed[finding.initiative or finding.path].append(finding)
    titles = {standing.id: standing.title for standing in facts.report.standings}
    for name in sorted(listed, key=lambda one: (blocking.isdisjoint(listed[one]), one)):
        findings = sorted(listed[name], key=lambda one: one not in blocking)
        title = titles.get(name, name)
        text = (
            f"What **{plain(title, 120)}** {code(name)} needs now, by its stage and by the day. This issue is kept by "
            f"the nightly run, and closed by it once all is mended.\n\n{to_do(findings, facts, MOST, _REST)}"
        )
        found = _digest(*sorted(finding.fingerprint for finding in findings))
        yield _Wanted(f"{single_line(title, 120)}: what is to do", text, _digest(header, "initiative", name), found)


def _whole(facts: Facts, header: str) -> _Wanted:
    return _Wanted(_PORTFOLIO, document(facts, MOST, _REST).strip(), _digest(header, "portfolio"), _digest())


def _mine(github: GitHub, header: str) -> dict[str, Issue]:
    """Find our issues by what they are about; of several, the oldest."""
    found: dict[str, Issue] = {}
    for issue in github.my_issues():
        match = _MARKER.search(issue.body)
        if issue.author == github.me() and match and match["header"] == header:
            found.setdefault(match["about"], issue)
    return found


def _keep(github: GitHub, wanted: _Wanted, issue: Issue, header: str) -> tuple[str, str]:
    """Make one issue true; return what it is about and what was done."""
    text = _text(issue)
    if not issue.is_open and not _MENDED.search(text) and f"found {wanted.found} -->" in issue.body:
        return wanted.about, "left closed"
    if issue.is_open and (issue.title, text) == (wanted.title, wanted.text.strip()):
        return wanted.about, "unchanged"
    github.renew(issue, title=wanted.title, body=wanted.text + _marker(wanted, header), state="open")
    return wanted.about, "updated" if issue.is_open else "reopened"


def _close(github: GitHub, issue: Issue, today: str) -> bool:
    if not issue.is_open:
        return False
    marker = issue.body[len(_MARKER.sub("", issue.body)) :].strip()
    body = f"{_text(issue)}\n\n✅ Mended on {today}.\n\n{marker}"
    github.renew(issue, body=body, state="closed", state_reason="completed")
    return True


def _text(issue: Issue) -> str:
    return _MARKER.sub("", issue.body.replace("\r\n", "\n")).strip()


def _marker(wanted: _Wanted, header: str) -> str:
    return f"\n\n<!-- pilotlint issue {header} about {wanted.about} found {wanted.found} -->"


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode(errors="surrogatepass")).hexdigest()[:32]
