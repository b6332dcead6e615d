"""Asking for a waiver: it is refused for what would make it worthless, and else stands in the right file."""

import pytest

from pilotlint.hearing import Asked, Hearing
from pilotlint.model import InputError
from pilotlint.sides import Sides
from pilotlint.suppressions import waivers
from pilotlint.suppressions.granting import Desk
from pilotlint.suppressions.waivers import Waiver
from support.judging import KEPT, TODAY, tree
from support.repo import DEBT, PATH

ME = {"name": "Dana Ruiz", "email": "7+druiz@users.noreply.github.com"}
WANTED = Waiver("PL402", "invoice-matching", "Hosted product without integration", "Eva Lind", "2026-07-22", "", "")
ENTRY = "policy: PL402, initiative: invoice-matching, reason: Hosted product without integration"
GIVEN = f"waivers: [{{{ENTRY}, approved_by: Eva Lind, expires: 2026-07-22}}]\n"


def desk(files=None):
    everything = tree({PATH: DEBT, **(files or {})})
    hearing = Hearing(Sides(everything, everything), Asked(today=TODAY), KEPT)
    return Desk(everything, hearing.settings, hearing.review(waivers.load(everything, hearing.settings)), [ME])


def refusal(files=None, **changed):
    with pytest.raises(InputError) as refused:
        desk(files).grant(WANTED._replace(**changed))
    return str(refused.value)


def test_a_waiver_is_put_into_a_new_file_that_says_what_it_is_for():
    granted = desk().grant(WANTED)
    comment, _, entry = granted.text.partition("waivers:\n")
    assert granted.waiver.path == "waivers.yaml"
    assert 'a person said "not this policy, for this initiative, because, until"' in comment
    assert entry == (
        "  - policy: PL402\n    initiative: invoice-matching\n    reason: Hosted product without integration\n"
        "    approved_by: Eva Lind\n    expires: 2026-07-22\n"
    )


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"policy": "PL001"}, "PL001 cannot be waived"),
        ({"policy": "PL911"}, "PL911 cannot be waived"),
        ({"policy": "PL999"}, "There is no policy PL999"),
        ({"policy": "OP101"}, "The policy OP101 is turned off here"),
        ({"initiative": "invoice-matchin"}, "Write `initiative: invoice-matching`"),
        ({"reason": "it is fine"}, "Write a reason of 15 characters or more"),
        ({"reason": "TBD" + " " * 20}, "Write a reason of 15 characters or more"),
        ({"reason": "[why it may go without]"}, "The reason is not filled in"),
        ({"approved_by": " "}, "Write the name of the person who approved it"),
        ({"approved_by": "Finance Team"}, "is not the name of one person"),
        ({"approved_by": "Rui Alves"}, "is the owner of invoice-matching"),
        ({"approved_by": "alves, rui"}, "is the owner of invoice-matching"),
        ({"approved_by": "Ines Faria, engineering"}, "is one of those who build invoice-matching"),
        ({"approved_by": "Dana Ruiz"}, "is the one who wrote it"),
        ({"approved_by": "@druiz"}, "is the one who wrote it"),
        ({"expires": "2026-06-21"}, "ended on 2026-06-21"),
        ({"expires": "2026-09-21"}, "more than 90 days ahead"),
        ({"expires": "31.8.2026"}, "Write `expires: 2026-08-31` if that is what you mean"),
    ],
)
def test_what_would_not_count_is_refused_with_what_to_do(changed, why):
    assert why in refusal(**changed)


def test_a_placeholder_of_the_organisation_is_no_reason():
    files = {"pilotlint.yaml": "wording: {placeholders: [see the wiki for it]}\n"}
    assert "The reason is not filled in" in refusal(files, reason="See the wiki for it")


def test_the_last_day_that_is_allowed_is_allowed():
    assert desk().grant(WANTED._replace(expires="2026-09-20")).text.endswith("expires: 2026-09-20\n")


def test_without_a_day_a_waiver_is_for_thirty_days_or_less_where_less_is_allowed():
    assert desk().day(desk().days()) == "2026-07-22"
    assert desk({"pilotlint.yaml": "limits: {waiver_days: 7}\n"}).days() == 7


def test_nobody_waits_for_a_day_beyond_the_calendar():
    with pytest.raises(InputError, match="at most 90 days ahead"):
        desk().day(10**9)


def test_a_new_entry_stands_behind_the_others_and_changes_nothing_else():
    before = "# ours\nwaivers:\n  - {policy: PL999, a: b}  # odd\n# end\n"
    granted = desk({"waivers.yaml": before}).grant(WANTED)
    start, end = before.split("# end\n")
    assert granted.text.startswith(start)
    assert granted.text.endswith("    expires: 2026-07-22\n# end\n" + end)


@pytest.mark.parametrize(
    ("files", "path"),
    [
        ({}, "waivers.yaml"),
        ({"waivers.yaml": "waivers: []\n"}, "waivers.yaml"),
        ({"waivers/finance.yaml": "waivers: []\n"}, "waivers/invoice-matching.yaml"),
        ({"waivers/invoice-matching.yaml": "waivers: []\n"}, "waivers/invoice-matching.yaml"),
        ({"waivers.yaml": "waivers: []\n", "waivers/finance.yaml": "waivers: []\n"}, "waivers.yaml"),
        ({"pilotlint.yaml": "waivers: board/exceptions.yaml\n"}, "board/exceptions.yaml"),
        ({"pilotlint.yaml": "waivers: board\n"}, "board/invoice-matching.yaml"),
    ],
)
def test_the_entry_goes_where_waivers_are_kept(files, path):
    assert desk(files).grant(WANTED).waiver.path == path


@pytest.mark.parametrize("text", ["waivers: [", "a: b\n", "waivers: []\nwaivers: []\n", b"\xff"])
def test_a_file_that_cannot_be_relied_on_is_not_touched(text):
    assert refusal({"waivers.yaml": text}).startswith("waivers.yaml:")


def test_a_byte_order_mark_stays():
    assert desk({"waivers.yaml": "\ufeffwaivers: []\n"}).grant(WANTED).text.startswith("\ufeffwaivers:\n  - policy")


def entry(text, **asked):
    return desk({"waivers.yaml": text}).entry("PL402", "invoice-matching", **asked)


def test_an_entry_that_is_there_is_changed_only_by_who_says_so():
    with pytest.raises(InputError, match=r"waivers\.yaml: PL402 is waived .* until 2026-07-22\. Use --extend"):
        entry(GIVEN, extend=False)
    assert entry(GIVEN, extend=True).expires == "2026-07-22"
    assert entry("waivers: []\n", extend=False) is None
    with pytest.raises(InputError, match="there is no waiver of PL402 for invoice-matching to extend"):
        entry("waivers: []\n", extend=True)


def test_of_two_entries_nobody_knows_which_to_extend():
    twice = GIVEN.replace("}]", "},\n") + GIVEN.removeprefix("waivers: [")
    with pytest.raises(InputError, match=r"waivers\.yaml:1 and waivers\.yaml:3\. Remove all of them but one"):
        entry(twice, extend=True)


def test_an_extended_entry_keeps_its_place_and_what_is_not_changed():
    text = GIVEN.replace("]", "]  # agreed in May")
    at = desk({"waivers.yaml": text})
    before = at.entry("PL402", "invoice-matching", extend=True)
    granted = at.grant(WANTED._replace(expires="2026-09-01", approved_by="Mia Holm"), before)
    assert granted.text == text.replace("2026-07-22", "2026-09-01").replace("Eva Lind", "Mia Holm")
    assert granted.before.expires == "2026-07-22"


def test_a_file_written_in_an_unusual_way_is_left_to_a_person():
    assert refusal({"waivers.yaml": "? waivers\n"}).endswith("changing the rest of it; add the entry by hand.")
