"""The functions that expressions can call, called from expressions."""

import pytest

from pilotlint import functions, packs
from pilotlint.expression import ExpressionError
from support.judging import LEAST, subject

FACTS = packs.engine().facts(subject(LEAST).values())


TWICE = """[{"stage": "proposal", "date": "2026-01-12"}, {"stage": "pilot", "date": "2026-04-01"},
    {"stage": "stalled", "date": "2026-05-01"}, {"stage": "pilot", "date": "2026-06-01"}]"""


def value(source):
    return packs.engine().compile(source).evaluate(FACTS)


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ('placeholder("TBD")', True),
        ('placeholder("A weekly list")', False),
        ('vague("improve efficiency")', True),
        ('vague("Reps call every flagged account")', False),
        ('solution_first("The model identifies at-risk accounts")', True),
        ('solution_first("Reps call every flagged account")', False),
        ('names_a_group("all employees")', False),
        ('names_a_group("radiologists")', True),
        ('bounded("by 2026-12-31")', True),
        ('bounded("ongoing")', False),
        ('ages_badly("next month")', True),
        ('ages_badly("by 2026-12-31")', False),
        ('about_jobs("Nobody loses a job over this")', True),
        ('about_jobs("Reps decide whom to call")', False),
        ('confirmed("No layoffs, agreed with the works council")', True),
        ('confirmed("No layoffs")', False),
        ('names_a_worry("Will the list be used to rate us?")', True),
        ('names_a_worry("The colours are ugly")', False),
        ('waves_away("they\'ll get used to it")', True),
        ('waves_away("No, agreed with HR")', False),
        ('on_one_machine("Jupyter notebook on Priya\'s laptop")', True),
        ('on_one_machine("Databricks notebook, scheduled nightly")', False),
        ('still_to_come("the data lake once cleaned")', True),
        ('still_to_come("Finance closes the quarter on it")', False),
        ('wants_cleaner_data("clean master data")', True),
        ('wants_cleaner_data("export from billing")', False),
        ('person_kind("Dana Ruiz")', "person"),
        ('person_kind("Data Science Team")', "team"),
        ('sure_of_person("Data Science Team")', True),
        ('metric_kind("AUC on hold-out")', "model"),
        ('sure_of_metric("AUC on hold-out")', True),
        ('metric_words("AUC on hold-out")', "AUC"),
        ('vague_words("Improve the quality of our services")', '"Improve", "quality"'),
        ('solution_words("The model predicts churn")', '"model", "predicts"'),
        ('same_person({"name": "Priya Nair"}, {"name": "NAIR, Priya"})', True),
        ('names_person("Sam Lee, VP", "Sam Lee", "slee")', True),
        ('plain("Data-Science _x")', "datasciencex"),
        ('akin("Platform engineers on call", "engineering")', True),
        ('akin("sales reps", "Data Science")', False),
        ('akin("it", "IT support")', False),
        ('akin("", "")', False),
        ('reworded("reps call within 5 days", "Reps call, within 5 days.")', False),
        ('reworded("reps call within 5 days", "reps look at the list")', True),
        ('days("2026-01-01", "2026-03-01")', 59),
        ('days("2026-03-01", "2026-01-01")', -59),
        ('days("2028-02-28", "2028-03-01")', 2),
        ('day_in("by 2026-12-31 or 2027-01-01")', "2026-12-31"),
        ('day_in("20261-12-31 and 12026-12-31")', ""),
        ('day_in("soon")', ""),
        ('cadence("weekly, on Mondays")', 7),
        ('cadence("launch event")', 0),
        ('since([{"stage": "pilot", "date": "2026-03-02"}], ["rollout"])', ""),
        ('since([], ["rollout"])', ""),
        (
            """since([{"stage": "pilot", "date": "2026-03-02"}, {"stage": "stalled", "date": "2026-05-01"},
                {"stage": "rollout", "date": "2026-06-01"}, {"stage": "production", "date": "2026-09-01"}],
                ["pilot", "rollout", "production"])""",
            "2026-06-01",
        ),
        ('newest_first([{"date": "2026-03-02"}, {"value": 1}, {"date": "2026-06-01"}])[0].date', "2026-06-01"),
        ('newest_first([{"date": "2026-03-02"}, {"value": 1}, {"date": "2026-06-01"}]).size()', 2),
        ('earliest(["2026-02-01", "2025-12-31", "2026-01-01"])', "2025-12-31"),
        ("earliest([])", ""),
        (f'days_in("pilot", {TWICE}, "2026-06-11")', 30 + 10),
        (f'days_in("pilot", {TWICE}, "2026-05-20")', 30),
        (f'days_in("stalled", {TWICE}, "2026-06-11")', 31),
        (f'days_in("rollout", {TWICE}, "2026-06-11")', 0),
        ('days_in("pilot", [], "2026-06-11")', 0),
        ('short("two\\n  lines")', "two lines"),
        (f'short("{"word " * 20}")', ("word " * 20).strip()),
        (f'short("{"word " * 30}")', "word " * 20 + "…"),
        (f'short("{"語" * 120}")', "語" * 100 + " …"),
        ('several("CRM, billing and tickets")', True),
        ('several("CRM, billing, and the service desk")', True),
        ('several("CRM; billing")', False),
        ('several("Orders joined with returns, by order number, from the ERP")', False),
        ('several("CRM,, tickets")', False),
        ('money({"min": 1000, "max": 2000}, "USD")', "1,000 to 2,000 USD"),
        ("times(50001, 2.5)", 125003),
        ("ratio(149999, 50000)", "2.99"),
        ('is_currency("EUR")', True),
        ('is_currency("USX")', False),
    ],
)
def test_a_function_gives_what_it_says(source, result):
    assert value(source) == result
    assert type(value(source)) is type(result)


def test_every_function_is_called_in_these_tests():
    table = test_a_function_gives_what_it_says.pytestmark[0].args[1]
    called = {source.partition("(")[0] for source, _ in table}
    assert called == {function.name for function in functions.FUNCTIONS}


@pytest.mark.parametrize(
    "source",
    [
        'days("2026-02-30", "2026-03-01")',
        'days("", "2026-03-01")',
        "ratio(1, 0)",
        'money({}, "USD")',
        "times(1, 1.0 / 0.0)",
        "times(9007199254740991, 1000000.0)",
        "earliest([1, true])",
        'days_in("pilot", [{"stage": "pilot"}], "2026-06-11")',
        'days_in("pilot", [{"stage": "pilot", "date": "soon"}], "2026-06-11")',
        'same_person({"github": 1}, {"github": 1})',
    ],
)
def test_what_a_function_cannot_answer_is_an_error_and_no_crash(source):
    with pytest.raises(ExpressionError):
        value(source)
