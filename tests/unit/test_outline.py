"""The few fields that others need to know of an initiative."""

import pytest

from pilotlint import outline
from pilotlint.cache import Cache
from pilotlint.outline import Outline, Outlines
from support.judging import file, read


def of(lines):
    return outline.of(read(file(lines)).data)


def test_an_outline_tells_who_and_where_and_since_when():
    text = """\
id: churn-v1
stage: stalled
business_unit: Customer Success
title: Churn list
outcome: {capability: Predictive churn model, user_group: 42 mid-market reps in EMEA}
follows: [churn-v0]
stage_history: [{stage: pilot, date: 2026-01-12}, {stage: stalled, date: 2026-03-02}]
"""
    assert Outlines().read(text.encode()) == Outline(
        id="churn-v1",
        stage="stalled",
        unit="customersuccess",
        user_group="emea in market mid reps",
        follows=("churn-v0",),
        since="2026-03-02",
        due="",
        tried=True,
        served=False,
        about="churn emea list market mid reps",
    )


@pytest.mark.parametrize("one", ["customer-success", "Customer Success", "customer_success", "CUSTOMERSUCCESS"])
def test_a_unit_is_one_however_it_is_spelt(one):
    assert of(f"business_unit: {one}").unit == "customersuccess"


@pytest.mark.parametrize("one", ["TBD", "[business unit]", "''", "n/a"])
def test_two_units_that_nobody_has_filled_in_are_not_one(one):
    assert of(f"business_unit: '{one}'").unit == ""


@pytest.mark.parametrize(
    ("typed", "group"),
    [
        ("42 mid-market reps in EMEA", "emea in market mid reps"),
        ("38 Mid Market Reps in EMEA", "emea in market mid reps"),
        ("everyone", ""),
        ("TBD", ""),
    ],
)
def test_a_user_group_is_known_by_its_words_without_numbers(typed, group):
    assert of(f"outcome: {{user_group: {typed}}}").user_group == group


@pytest.mark.parametrize(
    ("text", "due"),
    [
        ("stage: pilot\npilot: {ends: 2026-05-29}", "2026-05-29"),
        ("stage: pilot\npilot: {ends: 2026-05-29, decision: {result: stop}}", "2026-05-29"),
        ("stage: pilot\npilot: {ends: 2026-05-29, decision: {result: scale}}", ""),
        ("stage: rollout\npilot: {ends: 2026-05-29}", ""),
        ("stage: pilot\npilot: {ends: soon}", ""),
        ("stage: pilot", ""),
    ],
)
def test_a_pilot_is_due_on_its_last_day_unless_it_is_to_be_scaled(text, due):
    assert Outlines().read(text.encode()).due == due


@pytest.mark.parametrize(
    ("history", "tried", "served"),
    [
        ("[]", True, False),
        ("[{stage: proposal, date: 2026-01-12}]", False, False),
        ("[{stage: proposal, date: 2026-01-12}, {stage: pilot, date: 2026-02-12}]", True, False),
        ("[{stage: rollout, date: 2026-02-12}]", True, False),
        ("[{stage: production, date: 2026-02-12}]", True, True),
    ],
)
def test_an_outline_tells_how_far_it_came(history, tried, served):
    found = Outlines().read(f"stage: retired\nstage_history: {history}".encode())
    assert (found.tried, found.served) == (tried, served)


def test_a_good_life_counts_as_having_served():
    assert of("retrospective: {served_until: 2026-06-30}").served


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"- a\n- list\n",
        b"owner: {",
        b"\xff\xfe",
        b"id: [x]\nstage: {}\nbusiness_unit: 5\noutcome: text\nfollows: x\npilot: []\nstage_history: {a: 1}\n",
        b"stage: 5\nretrospective: 1\nstage_history: [1, {stage: [], date: 7}]\nfollows: [1, {}]\n",
    ],
)
def test_what_cannot_be_relied_on_is_left_empty(content):
    assert Outlines().read(content)._replace(tried=True) == Outline()


def test_a_long_text_tells_what_it_is_about_with_its_first_words():
    long = " ".join(f"w{chr(97 + number // 26)}{chr(97 + number % 26)}x" for number in range(100))
    assert of(f"outcome: {{capability: {long}}}").about.split()[:3] == ["churn", "list", "waax"]
    assert len(of(f"outcome: {{capability: {long}}}").about.split()) == 60


def test_without_an_id_worth_the_name_the_file_name_serves():
    assert Outline().named("initiatives/churn-v1.yaml") == "churn-v1"
    assert Outline("churn").named("initiatives/churn-v1.yaml") == "churn"


def test_a_file_is_parsed_once(tmp_path):
    known = Outlines(Cache(str(tmp_path)), "here")
    assert known.read(b"id: a\nfollows: [b]\n") == known.read(b"id: a\nfollows: [b]\n")
    assert known.parsed == 1
    known.save()
    again = Outlines(Cache(str(tmp_path)), "here")
    assert again.read(b"id: a\nfollows: [b]\n") == Outline("a", follows=("b",))
    assert again.parsed == 0
    again.read(b"id: a\nfollows: [c]\n")
    assert again.parsed == 1


def test_what_one_repository_knows_is_kept_for_itself(tmp_path):
    known = Outlines(Cache(str(tmp_path)), "here")
    known.read(b"id: a\n")
    known.save()
    elsewhere = Outlines(Cache(str(tmp_path)), "there")
    elsewhere.read(b"id: a\n")
    assert elsewhere.parsed == 1


def test_what_was_not_used_is_forgotten(tmp_path):
    cache = Cache(str(tmp_path))
    for contents in ((b"id: a\n", b"id: b\n"), (b"id: a\n", b"id: c\n")):
        known = Outlines(cache)
        for content in contents:
            known.read(content)
        known.save()
    last = Outlines(cache)
    for content in (b"id: a\n", b"id: c\n", b"id: b\n"):
        last.read(content)
    assert last.parsed == 1
