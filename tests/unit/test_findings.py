"""From what policies say to findings with a place and an identity."""

import pytest

from pilotlint import findings
from pilotlint.change import UNKNOWN
from pilotlint.judge import Judge
from pilotlint.model import Finding, Position, Related, Severity, Span, Status
from support.judging import LEAST, PATH, file, playbook_of, policy, read, rules, run, subject

OTHER = "initiatives/other.yaml"


def found(text, *policies, change=UNKNOWN, path=PATH):
    rulings = Judge(playbook_of(*policies)).judge(subject(text, change=change)).rulings
    return list(findings.of(read(text, path), rulings))


def only(text, **parts):
    (finding,) = found(text, policy("false", **parts))
    return finding


def test_a_finding_says_what_where_and_how_heavy():
    finding = only(file("owner: {name: Dana}"), at="/owner/name")
    assert finding == Finding(
        policy="AB100",
        name="a-policy",
        severity=Severity.ERROR,
        message="It is wrong.",
        help="Mend it.",
        initiative="example",
        stage="proposal",
        path=PATH,
        pointer="/owner/name",
        span=Span(Position(5, 9), Position(5, 19)),
        source="owner: {name: Dana}",
        fingerprint=finding.fingerprint,
        digest=finding.digest,
    )


def test_identities_are_stable_for_ever():
    finding = only(file("owner: {name: Dana}"), at="/owner/name")
    assert finding.fingerprint == "f01ac012fbf5dc88833e"
    assert finding.digest == "9f67a3957e36e883de15"


def test_a_field_that_is_not_there_is_shown_at_its_parent():
    finding = only(file("owner: {name: Dana}"), at="/owner/role")
    assert finding.pointer == "/owner/role"
    assert finding.span == Span(Position(5, 1), Position(5, 20))


@pytest.mark.parametrize(
    ("severity", "advise", "weighs", "advises_only"),
    [
        ("error", "false", Severity.ERROR, False),
        ("error", "true", Severity.WARNING, True),
        ("warning", "true", Severity.WARNING, False),
        ("note", "true", Severity.NOTE, False),
    ],
)
def test_advice_weighs_no_more_than_a_warning_and_says_what_would_block(severity, advise, weighs, advises_only):
    finding = only(LEAST, severity={"proposal": severity}, advise_when=advise)
    assert (finding.severity, finding.advises_only) == (weighs, advises_only)


def test_a_policy_that_could_not_be_evaluated_is_an_error_of_its_own_at_any_severity():
    (finding,) = found(LEAST, policy("initiative.owner.name == ''", severity={"proposal": "note"}))
    assert (finding.policy, finding.name, finding.severity) == ("policy-error", "a-policy", Severity.ERROR)
    assert finding.fingerprint != only(LEAST).fingerprint


def test_a_policy_that_could_not_be_evaluated_at_the_base_either_is_no_old_debt():
    broken = found(LEAST, policy("initiative.owner.name == ''"))
    assert [finding.status for finding in findings.marked(broken, broken)] == [Status.NEW]


def test_a_problem_can_say_its_own_place_and_others():
    report = run({PATH: file("notes: a\nnotes: b")}, playbook=rules().only(["PL001"], []))
    (finding,) = report.findings
    assert finding.span == Span(Position(6, 1), Position(6, 6))
    assert finding.source == "notes: b"
    assert finding.related == (Related(PATH, Span(Position(5, 1), Position(5, 6)), "here it stands first"),)


BASE = file("owner: {name: Dana, role: x}\nbudget: {pilot: {min: 1, max: 2}}")


@pytest.mark.parametrize(
    "text",
    [
        BASE,
        "# a comment\n\n" + BASE.replace("\n", "\n\n"),
        BASE.replace("owner: {name: Dana, role: x}", "owner:\n  role: x\n  name: 'Dana'"),
        BASE.replace("{min: 1, max: 2}", "{max: 2, min: 1}"),
        "\ufeff" + BASE.replace("\n", "\r\n"),
        BASE.replace("title: Churn list", "title: Another title"),
        BASE.replace("owner:", "notes: x\nowner:"),
    ],
)
def test_neither_layout_nor_order_nor_other_fields_change_an_identity(text):
    for at in ("/owner/name", "/owner", "/budget/pilot", "/metric/name"):
        now, before = only(text, at=at), only(BASE, at=at)
        assert (now.fingerprint, now.digest) == (before.fingerprint, before.digest)


@pytest.mark.parametrize(
    ("text", "at", "fingerprint", "digest"),
    [
        (BASE.replace("Dana", "Rui"), "/owner/name", True, False),
        (BASE.replace("Dana", "Rui"), "/owner", True, False),
        (BASE.replace("Dana", "Rui"), "", True, False),
        (BASE.replace("max: 2", "max: 3"), "/budget/pilot", True, False),
        (BASE.replace("name: Dana, ", ""), "/owner/name", True, False),
        (BASE.replace("id: example", "id: other"), "/owner/name", False, True),
        (BASE.replace("id: example", "id: other"), "", False, False),
    ],
)
def test_the_value_changes_the_digest_and_the_id_the_fingerprint(text, at, fingerprint, digest):
    now, before = only(text, at=at), only(BASE, at=at)
    assert (now.fingerprint == before.fingerprint, now.digest == before.digest) == (fingerprint, digest)


def test_each_policy_and_each_place_has_a_fingerprint_of_its_own():
    policies = [policy("false"), policy("false", id="AB101"), policy("false", id="AB102", at="/owner")]
    assert len({finding.fingerprint for finding in found(BASE, *policies)}) == 3


def test_the_path_of_a_file_is_not_part_of_an_identity():
    one, other = found(BASE, policy("false"))[0], found(BASE, policy("false"), path=OTHER)[0]
    assert (one.fingerprint, one.digest) == (other.fingerprint, other.digest)


def test_entries_of_a_list_are_told_apart_by_their_place():
    text = file("builders: [{name: a}, {name: b}]")
    found_there = found(text, policy("false", each="initiative.builders", at="/builders/{index}"))
    assert len({finding.fingerprint for finding in found_there}) == 2
    assert len({finding.digest for finding in found_there}) == 2


def test_what_is_absent_has_one_digest_wherever_it_is_absent():
    text = file("follows: [a]\nowner: {name: x}")
    digests = {only(text, at=at).digest for at in ("/metric/name", "/follows/7", "/follows/x", "/owner/name/first")}
    assert digests == {only(text, at="/vendor").digest}


def test_a_file_that_cannot_be_read_is_told_apart_by_its_text():
    book = rules().only(["PL001"], [])
    one, other, again = (run({PATH: text}, playbook=book).findings[0] for text in ("a: b: c", "a: b: d", "a: b: c"))
    assert one.fingerprint == other.fingerprint
    assert one.digest != other.digest
    assert one.digest == again.digest


def test_a_text_that_no_encoding_knows_has_an_identity_too():
    nameless = LEAST.replace("id: example\n", "")
    one, other = (found(nameless, policy("false"), path=f"initiatives/caf{last}.yaml")[0] for last in ("\udce9", "e"))
    assert one.fingerprint != other.fingerprint


@pytest.mark.parametrize(
    ("base", "head", "status"),
    [
        ({}, {}, Status.EXISTING),
        ({"severity": {"proposal": "error"}}, {"severity": {"proposal": "warning"}}, Status.EXISTING),
        ({"severity": {"proposal": "warning"}}, {"severity": {"proposal": "error"}}, Status.NEW),
        ({"advise_when": "true"}, {}, Status.NEW),
        ({}, {"advise_when": "true"}, Status.EXISTING),
        ({"at": "/owner"}, {"at": "/owner/name"}, Status.NEW),
        ({"id": "AB101"}, {}, Status.NEW),
    ],
)
def test_a_finding_that_was_there_and_weighed_no_less_is_existing(base, head, status):
    (finding,) = findings.marked([only(BASE, **head)], [only(BASE, **base)])
    assert finding.status is status


def test_of_several_findings_in_one_place_the_heaviest_counts():
    heavy, light = only(BASE), only(BASE, advise_when="true")
    for before in ([heavy, light], [light, heavy]):
        assert [finding.status for finding in findings.marked([heavy], before)] == [Status.EXISTING]


def test_a_finding_about_another_value_is_new():
    (finding,) = findings.marked([only(BASE.replace("Dana", "Rui"), at="/owner/name")], [only(BASE, at="/owner/name")])
    assert finding.status is Status.NEW


def test_an_answer_that_made_an_error_advice_cannot_be_withdrawn_unseen():
    answered = file("metric: {name: RMSE, not_a_model_metric: our planners are paid by it}").replace(
        "Churn list\nstage: proposal", "Churn list\nstage: pilot"
    )
    withdrawn = answered.replace(", not_a_model_metric: our planners are paid by it", "")
    report = run({PATH: withdrawn}, {PATH: answered}, playbook=rules().only(["PL302"], []))
    assert [(each.policy, each.severity, each.status) for each in report.findings] == [
        ("PL302", Severity.ERROR, Status.NEW)
    ]
