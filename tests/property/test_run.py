"""Laws of the whole run: judging, findings and the gate."""

import random
import re

from hypothesis import given, settings
from hypothesis import strategies as st

from pilotlint import edit, gate
from pilotlint.change import UNKNOWN, Change
from pilotlint.judge import Judge, Outcome
from pilotlint.model import Severity, Status, Suppression
from pilotlint.subject import Subject
from property.strategies import ANYTHING, INITIATIVES, as_json, damaged
from support.judging import PATH, TODAY, chosen, portfolio, read, rules, run
from support.reports import FINDING, STANDING, report

JUDGES = {profile: Judge(rules(f"profile: {profile}")) for profile in ("playbook", "strict", "register")}
PROFILES = st.sampled_from(sorted(JUDGES))
PATHS = st.sampled_from([PATH, "initiatives/a.yaml", "initiatives/b.yaml"])
PORTFOLIOS = st.dictionaries(PATHS, (INITIATIVES | damaged() | ANYTHING).map(as_json), min_size=1, max_size=3)
BLANK = re.compile(r"\{item[.}]")
FEW = settings(max_examples=25)


def judgement(content, change=UNKNOWN, profile="playbook"):
    files = {PATH: content}
    return JUDGES[profile].judge(Subject(read(content), change, portfolio(files), TODAY, chosen(f"profile: {profile}")))


@given(INITIATIVES.map(as_json), st.none() | INITIATIVES.map(as_json), PROFILES)
def test_the_shipped_policies_can_be_evaluated_on_every_right_initiative(head, base, profile):
    change = Change("changed", read(base)) if base else Change("added")
    found = judgement(head, change, profile)
    assert [ruling.policy.id for ruling in found.rulings if ruling.answer.outcome is Outcome.ERROR] == []
    assert [ruling.policy.id for ruling in found.rulings if ruling.answer.outcome is Outcome.UNREAD] == []
    assert found.readiness.passed + len(found.readiness.missing) == found.readiness.total
    for ruling in found.rulings:
        for problem in ruling.answer.problems:
            assert problem.message
            assert problem.help
            assert not BLANK.search(problem.message + problem.help) or BLANK.search(head.decode())


@given(damaged() | ANYTHING, st.none() | damaged(), PROFILES)
def test_whatever_the_initiative_it_can_be_judged(head, base, profile):
    change = Change("added") if base is None else Change("changed", read(as_json(base)))
    found = judgement(as_json(head), change, profile)
    assert [ruling.policy.id for ruling in found.rulings if ruling.answer.outcome is Outcome.ERROR] == []
    broken = {ruling.policy.id: ruling.answer.outcome for ruling in found.rulings}["PL001"] is Outcome.FAIL
    assert broken is bool(read(as_json(head)).unreadable)


def shuffled(data, order):
    if isinstance(data, dict):
        keys = list(data)
        order.shuffle(keys)
        return {key: shuffled(data[key], order) for key in keys}
    return [shuffled(inner, order) for inner in data] if isinstance(data, list) else data


def identities(report):
    return sorted(
        (finding.policy, finding.severity, finding.fingerprint, finding.digest) for finding in report.findings
    )


@FEW
@given(INITIATIVES, st.integers(0, 9))
def test_order_blank_lines_and_comments_change_no_identity(data, seed):
    order = random.Random(seed)
    text = edit.dump(shuffled(data, order))
    lines = [
        ("\n# a comment\n" if line[:1].isalpha() and order.random() < 0.5 else "") + line for line in text.split("\n")
    ]
    before, after = run({PATH: as_json(data)}), run({PATH: "\n" + "\n".join(lines)})
    assert identities(after) == identities(before)


@FEW
@given(PORTFOLIOS, st.integers(0, 9))
def test_the_order_of_files_changes_nothing(files, seed):
    names = list(files)
    random.Random(seed).shuffle(names)
    assert run({name: files[name] for name in names}) == run(files)


@FEW
@given(PORTFOLIOS)
def test_where_nothing_changed_nothing_is_new(files):
    touched = run(files, files, touched=list(files))
    assert [finding.message for finding in touched.findings if finding.status is Status.NEW] == []
    assert identities(touched) == identities(run(files))
    assert run(files, files, touched=[]).findings == ()


FINDINGS = st.builds(
    FINDING._replace,
    severity=st.sampled_from(list(Severity)),
    status=st.sampled_from(list(Status)),
    suppression=st.none() | st.just(Suppression("waiver", "agreed")),
    path=st.sampled_from(["a.yaml", "b.yaml"]),
)


@given(
    st.lists(FINDINGS, max_size=6),
    FINDINGS,
    st.sampled_from(["error", "warning", "never"]),
    st.sampled_from(["new", "all"]),
)
def test_another_finding_never_opens_the_gate(findings, another, fail_on, changed):
    def decide(*found):
        judged = report(*found)._replace(standings=(STANDING._replace(path="a.yaml"),))
        return gate.decide(judged, fail_on=fail_on, changed=changed)

    before, after = decide(*findings), decide(*findings, another)
    assert before.passed or not after.passed
    assert before.failed <= after.failed
    assert set(before.blocking) <= set(after.blocking)
    assert after.passed is (after.blocking == ())
