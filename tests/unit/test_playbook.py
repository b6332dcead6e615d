"""A set of policies with the severities a repository wants."""

import pytest

from pilotlint import playbook
from pilotlint.cache import Cache
from pilotlint.model import InputError, Severity
from support.judging import LEAST, OWN, chosen, playbook_of, policy, rules, subject, tree


def severity(settings_text="{}", stage="pilot", **parts):
    one = policy(**parts)
    return playbook_of(one, settings_text=settings_text).severity(one, stage)


ERROR_AT_PILOT = {"severity": {"proposal": "warning", "pilot": "error", "rollout": "note"}}


@pytest.mark.parametrize(
    ("settings_text", "stage", "weighs"),
    [
        # as shipped
        ("{}", "pilot", "error"),
        ("{}", "proposal", "warning"),
        ("{}", "rollout", "note"),
        ("{}", "production", None),
        # another severity for the policy counts where it applies
        ("severity: {AB100: warning}", "pilot", "warning"),
        ("severity: {AB100: error}", "rollout", "error"),
        ("severity: {AB100: error}", "production", None),
        ("severity: {AB100: off}", "pilot", None),
        # another severity for some stages counts there, also where it did not apply
        ("severity: {AB100: {pilot: note}}", "pilot", "note"),
        ("severity: {AB100: {pilot: note}}", "proposal", "warning"),
        ("severity: {AB100: {production: error}}", "production", "error"),
        ("severity: {AB100: {production: error}}", "stalled", None),
        ("severity: {AB100: {pilot: off}}", "pilot", None),
        # in the register profile a policy of one's own advises
        ("profile: register", "pilot", "warning"),
        ("profile: register", "proposal", "warning"),
        ("profile: register", "rollout", "note"),
        ("{profile: register, severity: {AB100: error}}", "pilot", "error"),
        ("{profile: register, severity: {AB100: {pilot: error}}}", "pilot", "error"),
        # the strict profile changes judgements of wording only
        ("profile: strict", "proposal", "warning"),
        ("profile: strict", "rollout", "note"),
    ],
)
def test_how_much_a_policy_weighs_depends_on_stage_settings_and_profile(settings_text, stage, weighs):
    assert severity(settings_text, stage, **ERROR_AT_PILOT) == weighs


@pytest.mark.parametrize(
    ("settings_text", "stage", "weighs"),
    [
        ("profile: strict", "proposal", "error"),
        ("profile: strict", "rollout", "note"),
        ("profile: playbook", "proposal", "warning"),
        ("{profile: strict, severity: {AB100: warning}}", "proposal", "warning"),
        ("{profile: strict, severity: {AB100: {pilot: warning}}}", "proposal", "error"),
    ],
)
def test_in_the_strict_profile_judgements_of_wording_block(settings_text, stage, weighs):
    assert severity(settings_text, stage, judges="wording", **ERROR_AT_PILOT) == weighs


@pytest.mark.parametrize(
    ("select", "ignore", "kept"),
    [
        ([], [], ["AB100", "AB101", "CD200", "PL001"]),
        (["AB100"], [], ["AB100", "PL001"]),
        (["ab1"], [], ["AB100", "AB101", "PL001"]),
        (["AB", "cd200"], [], ["AB100", "AB101", "CD200", "PL001"]),
        (["a-name"], [], ["AB101", "PL001"]),
        (["AB"], ["AB101"], ["AB100", "PL001"]),
        ([], ["AB"], ["CD200", "PL001"]),
        ([], ["a-name"], ["AB100", "CD200", "PL001"]),
        (["PL001"], [], ["PL001"]),
        (["AB100"], ["AB100"], ["PL001"]),
    ],
)
def test_policies_are_chosen_by_id_by_the_start_of_one_or_by_name(select, ignore, kept):
    book = playbook_of(
        policy(id="CD200"), policy(id="AB101", name="a-name"), policy(id="AB100"), policy(id="PL001", name="reading")
    )
    assert [one.id for one in book.only(select, ignore).policies] == kept


@pytest.mark.parametrize("ignored", ["PL001", "PL0", "pl", "schema-valid"])
def test_what_says_that_a_file_cannot_be_read_cannot_be_ignored(ignored):
    with pytest.raises(InputError, match=r"^PL001 cannot be ignored: a file that cannot be read is never a pass\.$"):
        rules().only([], [ignored])


@pytest.mark.parametrize("ignored", ["PL912", "PL913", "gate-changed"])
def test_what_a_change_does_to_the_gate_cannot_be_ignored(ignored):
    with pytest.raises(InputError, match=r"^PL91[23] cannot be ignored: what a change does to the gate is always said"):
        rules().only([], [ignored])


def test_the_gate_is_at_no_stage_so_that_what_is_asked_for_one_says_nothing_of_it():
    book = rules("severity: {PL911: {proposal: off}, PL912: off, PL913: error}")
    weights = [book.severity(book.find(name), "proposal") for name in ("PL911", "PL912", "PL913")]
    assert weights == [Severity.ERROR, None, Severity.ERROR]


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("PL999", "there is no policy 'PL999'. "),
        ("owner-named", "there is no policy 'owner-named'. `pilotlint policies list` shows all."),
        ("owner-is-one-persn", "there is no policy 'owner-is-one-persn'. Did you mean owner-is-one-person?"),
    ],
)
def test_a_name_that_fits_no_policy_is_refused(name, said):
    for choose in (lambda: rules().find(name), lambda: rules().only([name], []), lambda: rules().only([], [name])):
        with pytest.raises(InputError) as refused:
            choose()
        assert str(refused.value).startswith(said)


@pytest.mark.parametrize("name", ["PL402", "pl402", "deployment-budget-at-least-3x"])
def test_a_policy_is_found_by_its_id_or_its_name(name):
    assert rules().find(name).id == "PL402"


def load(files, settings_text="{}", **options):
    return playbook.load(tree(files), chosen(settings_text), **options)


def test_the_shipped_and_the_organisations_own_policies_are_loaded_together():
    ids = [one.id for one in load({"policies/ACME101-two-owners.yaml": OWN}).policies]
    assert ids[0] == "ACME101"
    assert "PL402" in ids
    assert ids == sorted(ids)


def test_only_the_packs_that_are_asked_for_take_part():
    ids = {one.id for one in load({}, "packs: [playbook, practice]").policies}
    assert {one.id for one in load({}).policies} <= ids


@pytest.mark.parametrize("packs", ["[]", "[practice]"])
def test_whatever_the_packs_a_file_that_cannot_be_read_is_never_a_pass(packs):
    assert "PL001" in {one.id for one in load({}, f"packs: {packs}").policies}
    assert "PL402" not in {one.id for one in load({}, f"packs: {packs}").policies}


@pytest.mark.parametrize(
    ("files", "settings_text", "said"),
    [
        (
            {"policies/PL402-mine.yaml": OWN.replace("ACME101", "PL402").replace("two-owners", "mine")},
            "{}",
            (
                "policies/PL402-mine.yaml:1:1: the id PL402 is taken by "
                "policies/playbook/PL402-deployment-budget-at-least-3x.yaml; choose another one."
            ),
        ),
        (
            {"policies/ACME101-two-owners.yaml": OWN, "policies/x/ACME101-two-owners.yaml": OWN},
            "{}",
            (
                "policies/x/ACME101-two-owners.yaml:1:1: the id ACME101 is taken by policies/ACME101-two-owners.yaml; "
                "choose another one."
            ),
        ),
        (
            {},
            "fail_on: error\nseverity:\n  PL001: warning\n",
            "pilotlint.yaml:3:3: PL001 always blocks: a file that cannot be read is never a pass. Remove this line.",
        ),
        (
            {},
            "severity: {PL999: off}",
            (
                "pilotlint.yaml:1:12: there is no policy PL999 in the packs that take part; "
                "`pilotlint policies list` shows them."
            ),
        ),
        ({"policies/notes.yaml": "a: 1"}, "{}", "policies/notes.yaml:1:1: "),
    ],
)
def test_what_cannot_be_loaded_is_refused_at_its_place(files, settings_text, said):
    with pytest.raises(InputError) as refused:
        load(files, settings_text)
    assert str(refused.value).startswith(said)


def test_expressions_are_compiled_once_for_as_long_as_the_cache_lasts(tmp_path):
    cache = Cache(str(tmp_path / "cache"))
    book = load({}, cache=cache)
    facts = book.facts(subject(LEAST).values())
    assert book.compile("initiative.stage").evaluate(facts) == "proposal"
    assert len([entry for entry in (tmp_path / "cache").iterdir() if entry.name.startswith("expression-")]) == 1
    assert book.compile("initiative.stage").evaluate(facts) == "proposal"
    assert book.compile("initiative.id").evaluate(facts) == "example"
