"""What an author most likely meant."""

import pytest

from pilotlint import guess

STAGES = ["proposal", "pilot", "rollout", "production", "stalled", "retired"]


@pytest.mark.parametrize(
    ("word", "options", "meant"),
    [
        ("propsal", STAGES, "proposal"),
        ("Pilot", STAGES, "pilot"),
        ("piloting", STAGES, "pilot"),
        ("roll-out", STAGES, "rollout"),
        ("stalld", STAGES, "stalled"),
        ("behaviour_change", ["behavior_change", "capability"], "behavior_change"),
        ("behaviorChange", ["behavior_change", "capability"], "behavior_change"),
        ("usergroup", ["user_group"], "user_group"),
        ("finished", STAGES, None),
        ("", STAGES, None),
        ("x", ["y"], None),
        ("ab", ["cd"], None),
        ("pilot", [], None),
        ("id", ["it"], "it"),
        ("onward", ["on"], None),
    ],
)
def test_the_nearest_word_is_a_few_letters_away_or_the_start_of_it(word, options, meant):
    assert guess.nearest(word, options) == meant


def test_of_two_words_equally_near_the_first_in_the_alphabet_is_taken():
    assert guess.nearest("bat", ["hat", "cat"]) == "cat"


@pytest.mark.parametrize(
    ("one", "other", "letters"),
    [("", "", 0), ("abc", "abc", 0), ("abc", "", 3), ("", "ab", 2), ("kitten", "sitting", 3), ("ab", "ba", 2)],
)
def test_the_edit_distance_counts_letters_to_insert_delete_or_replace(one, other, letters):
    assert guess.edit_distance(one, other) == letters


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("50000", 50000),
        ("50,000", 50000),
        ("50.000", 50000),
        ("50'000", 50000),
        ("50_000", 50000),
        ("50 000", 50000),
        ("50\u00a0000", 50000),
        ("1,250,000", 1250000),
        ("1.250.000", 1250000),
        ("50.00", 50),
        ("50,000.00", 50000),
        ("50.000,00", 50000),
        ("1e5", 100000),
        ("$50,000", 50000),
        ("50.000 EUR", 50000),
        ("€ 50 000", 50000),
        ("50K", 50000),
        ("1.2M", 1200000),
        ("1.25 m", 1250000),
        ("0", 0),
        ("50.5", None),
        ("12.34", None),
        ("1.234.56", None),
        ("1,23,456", None),
        ("-5", None),
        ("fifty", None),
        ("", None),
        ("50 or 60", None),
        ("9" * 40, int("9" * 40)),
        ("9" * 41, None),
        ("9" * 5000, None),
    ],
)
def test_an_amount_is_guessed_only_when_it_is_clear(typed, meant):
    assert guess.amount(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("02.03.2026", "2026-03-02"),
        ("2.3.2026", "2026-03-02"),
        ("2. 3. 2026", "2026-03-02"),
        ("31.12.2026", "2026-12-31"),
        ("2026-3-2", "2026-03-02"),
        ("2026/03/02", "2026-03-02"),
        ("2026.3.2", "2026-03-02"),
        ("2026-02-30", None),
        ("30.02.2026", None),
        ("03/02/2026", None),
        ("2.3.26", None),
        ("tomorrow", None),
        ("", None),
    ],
)
def test_a_day_is_guessed_only_when_day_and_month_cannot_be_swapped(typed, meant):
    assert guess.day(typed) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("4,5", "4.5"), ("-12,25 %", "-12.25 %"), ("1,200", None), ("4.5", None), ("a,5", None)],
)
def test_a_decimal_comma_is_a_point_unless_it_could_stand_between_thousands(typed, meant):
    assert guess.decimal(typed) == meant


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Churn Early Warning", "churn-early-warning"),
        ("churn_v1", "churn-v1"),
        ("  --A--  ", "a"),
        ("Élan 2", "elan-2"),
        ("Überblick für Straßen", "ueberblick-fuer-strassen"),
        ("U\u0308berblick", "ueberblick"),
        ("Smørrebrød for Łódź", "smorrebrod-for-lodz"),
        ("The customer’s list", "the-customers-list"),
        ("東京", ""),
        ("!!!", ""),
    ],
)
def test_a_slug_has_small_letters_digits_and_hyphens(text, slug):
    assert guess.slug(text) == slug


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reps call", "Reps call."),
        ("reps call every account within 5 days", "Reps  call: every acount within 5 days!"),
        ("teh list", "the list"),
        ("behaviour of reps", "behavior of reps"),
        ("follow-up", "followup"),
        ("accounts", "acconuts"),
        ("", ""),
        ("a" * 60_000, "a" * 59_999 + "b"),
    ],
)
def test_slips_of_typing_do_not_reword_a_text(one, other):
    assert not guess.reworded(one, other)
    assert not guess.reworded(other, one)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("reps call within 5 days", "reps call within 6 days"),
        ("by 2026-06-30", "by 2027-06-30"),
        ("reps call", "reps mail"),
        ("reps in the US", "reps in the UK"),
        ("reps call", "reps can call"),
        ("reps call", ""),
        ("nobody calls", "somebody calls"),
        ("営業部が電話する", "営業部がメールする"),
        ("a" * 60_000, "a" * 59_997 + "bbb"),
    ],
)
def test_other_words_and_numbers_reword_a_text(one, other):
    assert guess.reworded(one, other)
    assert guess.reworded(other, one)
