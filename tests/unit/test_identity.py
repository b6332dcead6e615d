"""Who is who."""

import pytest

from pilotlint import identity


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ({"name": "Priya Nair"}, {"name": "Priya Nair"}, True),
        ({"name": "Priya Nair"}, {"name": "NAIR, Priya"}, True),
        ({"name": "José Núñez"}, {"name": "Jose Nunez"}, True),
        ({"name": "Anne-Marie Ô'Neil"}, {"name": "anne marie o neil"}, True),
        ({"name": "田中 健"}, {"name": "健 田中"}, True),
        ({"name": "Priya Nair"}, {"name": "Priya N."}, False),
        ({"name": "Priya Nair"}, {"name": "Priya"}, False),
        ({"name": ""}, {"name": ""}, False),
        ({}, {}, False),
        ({"name": "..."}, {"name": "---"}, False),
        ({"name": "A", "github": "pnair"}, {"name": "B", "github": "PNair"}, True),
        ({"name": "A", "github": "pnair"}, {"name": "A", "github": "other"}, False),
        ({"name": "A", "github": "pnair"}, {"name": "A"}, True),
        ({"name": "A", "email": "a@x.org"}, {"name": "B", "email": "A@X.org"}, True),
        ({"name": "A", "email": "a@x.org"}, {"name": "A", "email": "b@x.org"}, False),
        ({"github": "a", "email": "x"}, {"github": "b", "email": "x"}, False),
        ({"name": "A", "github": ""}, {"name": "A", "github": "a"}, True),
    ],
)
def test_two_entries_are_one_person_by_handle_then_by_email_then_by_name(one, other, same):
    assert identity.same_person(one, other) is same
    assert identity.same_person(other, one) is same


@pytest.mark.parametrize(
    ("text", "name", "handle", "names"),
    [
        ("Sam Lee, VP Customer Success", "Sam Lee", "", True),
        ("Lee Sam", "Sam Lee", "", True),
        ("sam lee", "Sam Lée", "", True),
        ("Sam", "Sam Lee", "", False),
        ("Samantha Lee", "Sam Lee", "", False),
        ("slee", "Sam Lee", "slee", True),
        (" @SLee ", "Sam Lee", "slee", True),
        ("slee and others", "", "slee", False),
        ("", "", "", False),
        ("anybody", "", "", False),
    ],
)
def test_a_text_names_a_person_by_all_words_of_the_name_or_by_the_handle_alone(text, name, handle, names):
    assert identity.names(text, name, handle) is names


@pytest.mark.parametrize(
    ("text", "name", "may"),
    [
        ("L. Maes", "Lena Maes", True),
        ("Maes, L. (CFO)", "Lena Maes", True),
        ("Lena M.", "Lena Maes", True),
        ("L. M.", "Lena Maes", False),
        ("K. Maes", "Lena Maes", False),
        ("Lena", "Lena Maes", False),
        ("", "", False),
    ],
)
def test_initials_may_name_a_person(text, name, may):
    assert identity.may_name(text, name) is may


def test_letters_that_look_alike_are_one():
    assert identity.folded("\u0415v\u0430 L\u0456nd") == identity.folded("Eva Lind")
    assert identity.folded("\u0391na \u039a\u03bf\u03c5") == ("ana", "kou")
    assert identity.folded("\u0392ob \u0396a\u0131d") == identity.folded("Bob Zaid")


def test_a_name_is_folded_to_its_words():
    assert identity.folded("NÚÑEZ-García, José (IT)") == ("garcia", "it", "jose", "nunez")
    assert identity.folded("") == ()
