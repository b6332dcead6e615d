"""A new policy works as it is, so that its author begins with something that is true."""

import pytest

from pilotlint import coverage, drafts, examples, packs
from pilotlint.model import InputError
from support.judging import playbook_of, policy


def draft(name="cfo-is-named", identity="ORG101", title="The CFO is named", play="budget"):
    return drafts.policy(name, identity, title, play, "policies")


def test_a_draft_passes_its_own_examples_and_shows_all_of_itself():
    made = draft()
    assert [result.wrong for result in examples.Trial(made).run()] == [()] * 4
    assert list(coverage.measure(made).gaps) == []


def test_a_draft_has_what_it_was_asked_for():
    made = draft(title='Pilots: "large" # ones')
    assert (made.id, made.name, made.title, made.play) == ("ORG101", "cfo-is-named", 'Pilots: "large" # ones', "budget")
    assert made.path == "policies/ORG101-cfo-is-named.yaml"
    assert b"pilotlint policies test policies/ORG101-cfo-is-named.yaml --coverage" in made.content


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"name": "CFO is named"}, "'CFO is named' is not the name of a policy. Write small letters"),
        ({"identity": "1"}, "'1' is not the id of a policy. Write two to five capital letters"),
        ({"play": "gate"}, "'gate' is not a play for policies of one's own. Choose one of outcome, owner,"),
    ],
)
def test_what_no_policy_can_be_called_is_refused(asked, said):
    with pytest.raises(InputError, match=said):
        draft(**asked)


def test_the_next_id_goes_on_from_the_organisations_own():
    shipped = packs.shipped("playbook")
    assert drafts.next_id(playbook_of(*shipped)) == "ORG101"
    assert (
        drafts.next_id(playbook_of(*shipped, policy(id="ACME101"), policy(id="ACME107"), policy(id="AB100")))
        == "ACME108"
    )
