"""Initiatives that look alike by their words."""

from hypothesis import given
from hypothesis import strategies as st

from pilotlint.lookalikes import LEAST_SHARE, Alike, Lookalikes

WORDS = st.frozensets(st.sampled_from("abcdefghij"), min_size=3)


def alike(own, *others):
    texts = {f"{number}": " ".join(sorted(other.split())) for number, other in enumerate(others)}
    return Lookalikes(texts).of("own", " ".join(sorted(own.split())))


def test_the_most_alike_comes_first_with_its_share():
    found = alike("churn list reps emea", "churn list reps porto", "invoices clerks porto", "churn list reps emea")
    assert found == [Alike("2", 100), Alike("0", 60)]


def test_less_than_half_of_the_words_is_another_idea():
    assert alike("churn list reps", "churn list calls") == [Alike("0", 50)]
    assert alike("churn list reps", "churn calls leads") == []


def test_two_words_are_the_same_by_chance():
    assert alike("churn list", "churn list") == []
    assert alike("churn list reps", "churn list") == []


def test_nothing_looks_like_itself():
    known = Lookalikes({"own": "churn list reps"})
    assert known.of("own", "churn list reps") == []


@given(st.lists(WORDS, max_size=20), WORDS)
def test_all_are_found_that_share_half_of_their_words(others, own):
    known = Lookalikes({f"{number:02}": " ".join(sorted(words)) for number, words in enumerate(others)})
    shares = {f"{number:02}": 100 * len(own & words) // len(own | words) for number, words in enumerate(others)}
    assert {one.path: one.share for one in known.of("own", " ".join(sorted(own)))} == {
        path: share for path, share in shares.items() if share >= LEAST_SHARE
    }


def test_where_hundreds_are_the_same_the_first_ones_count():
    found = alike("churn list reps", *["churn list reps"] * 300)
    assert [one.path for one in found] == sorted(map(str, range(50)))
