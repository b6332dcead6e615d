"""Every kind of waiver against every kind of finding on every path: one function says how each of them comes out."""

import json
from typing import NamedTuple

import pytest

from pilotlint import decision, sides
from pilotlint.git import Repository
from pilotlint.hearing import Asked
from pilotlint.model import InputError, Severity, Status
from pilotlint.records import making, replaying
from support.judging import KEPT
from support.repo import DEBT, IDENTITY, PATH, PROPOSAL, READY, TestRepo
from support.run import TODAY

SECOND = "initiatives/second.yaml"
VALID = {
    "policy": "",
    "initiative": "invoice-matching",
    "reason": "Hosted product without integration",
    "approved_by": "Eva Lind",
    "expires": "2026-08-31",
}

KINDS = {
    "plain": ("PL402", {PATH: READY}, {PATH: DEBT}),
    "item": ("PL203", {PATH: READY}, {PATH: READY.replace("builders: [{", "builders: [{name: Rui Alves}, {")}),
    "portfolio": ("PL002", {PATH: READY}, {SECOND: READY}),
    "transition": ("PL402", {PATH: PROPOSAL + "budget: {currency: EUR, pilot: 20000, deployment: 30000}\n"}, {PATH: DEBT}),
    "form": ("PL001", {PATH: READY}, {PATH: READY.replace("business_unit:", "busines_unit:")}),
}  # fmt: skip
"""What is found: by which policy, in what was there before, and what the change makes of it."""

NEVER = {"portfolio", "form"}
"""What no waiver helps against."""

WAIVERS = {
    "none": None,
    "valid": {},
    "expired": {"expires": "2026-06-21"},
    "only in the change": {},
    "malformed": {"reason": "because"},
    "unknown policy": {"policy": "PL999"},
    "unknown initiative": {"initiative": "invoice-matchin"},
    "disabled policy": {},
    "unwaivable": {"policy": "PL003"},
    "self-approved": {"approved_by": "Rui Alves"},
}
"""How each differs from one that is right."""

PATHS = ("check", "staged", "base", "hook", "replay")
COMPARING = {"base", "hook", "replay"}
"""The paths that judge a change, by the waivers of its base."""


class Answer(NamedTuple):
    """How it comes out."""

    finding: str
    """``blocks``, ``waived`` or ``absent``."""
    complaint: str | None = None
    """What PL911 says: ``new``, ``existing`` or ``advice``."""
    announced: bool = False
    """Whether PL912 shows the waiver to whoever reviews the change."""

    @property
    def passes(self):
        return self.finding != "blocks" and self.complaint != "new"


def answer(waiver, kind, path):
    """Say how a waiver against a finding comes out on a path; None when the settings are refused."""
    fresh = path in COMPARING and waiver == "only in the change"
    finding, complaint = "blocks", None
    if waiver == "disabled policy":
        if kind == "form":
            return None
        finding, complaint = "absent", "advice"
    elif waiver in {"valid", "only in the change"} and kind not in NEVER:
        finding = "blocks" if fresh else "waived"
    elif waiver != "none":
        complaint = "error"
    if kind in NEVER and waiver not in {"none", "malformed", "unknown policy"}:
        complaint = "error"
    if complaint == "error":
        complaint = "existing" if path in COMPARING and not fresh else "new"
    return Answer(finding, complaint, announced=fresh)


def make(repo, waiver, kind):
    """Commit what was there on main and the change on a branch, and leave the branch checked out."""
    policy, before, after = KINDS[kind]
    listed = "" if WAIVERS[waiver] is None else str({**VALID, "policy": policy, **WAIVERS[waiver]})
    file = {"waivers.yaml": f"waivers: [{listed}]\n"}
    settings = {"pilotlint.yaml": f"severity: {{{policy}: off}}\n"} if waiver == "disabled policy" else {}
    in_change = waiver == "only in the change"
    main = repo.commit({**before, **settings, **({} if in_change else file)})
    repo.branch("change").commit({**after, **(file if in_change else {})})
    return main


def decided(repo, main, path, kind):
    """Decide on a path as its command does; the hook is called before the commit, here after it, which is the same."""
    repository = Repository(str(repo.path), IDENTITY)
    asked = Asked(today=TODAY)
    match path:
        case "check":
            where = sides.without_base(repository.root, repository)
        case "staged":
            where = sides.without_base(repository.root, repository, staged=True)
        case "base":
            where = sides.against(main, repository, "change")
        case "hook":
            where = sides.against(main, repository)
            asked = asked._replace(paths=tuple(KINDS[kind][2]), untouched_in_full=True)
        case "replay":  # of a few policies, as nothing is taken from a cache
            where = sides.against(main, repository, "change")
            asked = asked._replace(select=(KINDS[kind][0], "PL911", "PL912"))
    try:
        found = decision.decide(where, asked, KEPT)
        if path == "replay":
            again = replaying.replay(json.loads(making.render(making.of(found))), repository)
            assert again.reproduced
        return found
    finally:
        repository.close()


def came_out(decided, policy):
    """Read an answer out of a report."""
    named = {
        name: [finding for finding in decided.report.findings if finding.policy == name]
        for name in (policy, "PL911", "PL912")
    }
    errors = [finding for finding in named[policy] if finding.severity is Severity.ERROR]
    suppressed = {finding.suppression and finding.suppression.kind for finding in errors}
    complaints = {
        "advice" if one.severity is Severity.WARNING else "new" if one.status is Status.NEW else "existing"
        for one in named["PL911"]
    }
    assert len(complaints) <= 1
    return Answer(
        {frozenset(): "absent", frozenset({None}): "blocks", frozenset({"waiver"}): "waived"}[frozenset(suppressed)],
        next(iter(complaints), None),
        announced=bool(named["PL912"]),
    )


@pytest.mark.parametrize("waiver", WAIVERS)
@pytest.mark.parametrize("kind", KINDS)
def test_a_waiver_comes_out_as_the_table_says_on_every_path(waiver, kind, tmp_path):
    repo = TestRepo(tmp_path / "repo")
    main = make(repo, waiver, kind)
    for path in PATHS:
        expected = answer(waiver, kind, path)
        if expected is None:
            with pytest.raises(InputError, match="PL001 always blocks"):
                decided(repo, main, path, kind)
            continue
        found = decided(repo, main, path, kind)
        assert came_out(found, KINDS[kind][0]) == expected, path
        assert found.verdict.passed is expected.passes, path
        others = {finding.policy for finding in found.verdict.blocking} - {KINDS[kind][0], "PL911"}
        assert others == set(), path


def test_the_table_has_every_answer():
    answers = {answer(waiver, kind, path) for waiver in WAIVERS for kind in KINDS for path in PATHS}
    assert {each and each.finding for each in answers} == {None, "blocks", "waived", "absent"}
    assert {each and each.complaint for each in answers} == {None, "new", "existing", "advice"}
    assert {each.passes for each in answers if each} == {True, False}
