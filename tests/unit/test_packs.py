"""Where policies come from."""

import pytest

from pilotlint import bundled, packs
from pilotlint.cache import Cache
from pilotlint.model import InputError
from pilotlint.tree import Kind
from support.judging import OWN, tree

PATH = "policies/ACME101-two-owners.yaml"


def refusal(text, **options):
    with pytest.raises(InputError) as refused:
        packs.own(tree({PATH: text}), PATH, **options)
    return str(refused.value)


def test_the_shipped_packs_are_sorted_by_id_and_whole():
    shipped = packs.shipped("playbook")
    assert [policy.id for policy in shipped] == sorted(policy.id for policy in shipped)
    assert shipped[0].id == "PL001"
    assert shipped[0].path == "policies/playbook/PL001-schema-valid.yaml"
    assert all(policy.examples["pass"] for policy in shipped)


def test_a_shipped_pack_is_taken_from_the_cache_as_it_was(tmp_path):
    cache = Cache(str(tmp_path / "cache"))
    first = packs.shipped("playbook", cache)
    assert any(entry.name.startswith("pack-") for entry in (tmp_path / "cache").iterdir())
    again = packs.shipped("playbook", cache)
    assert again == first
    assert again[0].examples == first[0].examples


def test_the_engine_is_made_once():
    assert packs.engine() is packs.engine()


def test_an_organisations_own_policy_is_loaded_and_checked():
    own = packs.own(tree({PATH: OWN}), PATH)
    assert (own.id, own.path) == ("ACME101", PATH)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("owner.name)", "owner.nmae)", f"{PATH}:7:30: in `assert`: `initiative.owner` has no field `nmae`; did you mean `name`?"),
        ("assert: has(initiative.owner.name)", "builtin: true",
         f"{PATH}:7:1: only shipped policies can be built in; write an assert."),
        ("play: owner", "play: own", f"{PATH}:4:1: `play` is own, which is not one of the answers it can have."),
        ("play: owner", "play: gate",
         f"{PATH}:4:1: a policy of the gate itself judges no initiative; choose another play."),
        (OWN, "", f"{PATH}:1:1: This file is empty."),
    ],
)  # fmt: skip
def test_a_policy_that_cannot_be_relied_on_is_refused_with_its_place(old, new, said):
    assert refusal(OWN.replace(old, new)).startswith(said)


def test_a_policy_must_be_a_file():
    assert refusal(OWN, kind=Kind.LINK) == f"{PATH}: this policy cannot be read: it is a symbolic link."
    with pytest.raises(InputError, match="this policy cannot be read: it is file"):
        packs.own(tree({}), PATH)


def test_what_is_shipped_is_found():
    assert bundled.folder("schemas").endswith("schemas")
    assert bundled.folder("policies").endswith("policies")
    with pytest.raises(FileNotFoundError, match="lacks its folder 'nothing'; install it again"):
        bundled.folder("nothing")
