"""The policies as Markdown pages."""

import cmarkgfm
import pytest
from cmarkgfm.cmark import Options

from pilotlint import handbook, packs
from support.judging import playbook_of, policy

SHIPPED = {one.id: one for one in packs.shipped("playbook")}


def page(chosen, settings_text="{}"):
    return handbook.pages(playbook_of(chosen, settings_text=settings_text))[handbook.name_of(chosen)]


def test_a_page_says_why_where_it_blocks_what_passes_what_fails_and_what_to_do():
    text = page(SHIPPED["PL402"])
    parts = ["> The playbook: “Budget three to five times", "| advises | blocks | blocks | - | - | - |"]
    parts += [
        "## What passes\n\n### Exactly three times",
        "## What fails\n\n### Twice",
        "> error: Deployment has 100,000",
    ]
    parts += [
        "## How to fix it\n\n- Write <code>deployment: 150000</code>",
        "pilotlint waive PL402 INITIATIVE --reason",
    ]
    places = [text.find(part) for part in parts]
    assert -1 not in places
    assert places == sorted(places)


def test_a_page_says_what_the_settings_make_of_the_policy():
    changed = "{severity: {PL402: {pilot: warning}}, limits: {budget_ratio_min: 2.5}}"
    assert "| advises | advises | blocks |" in page(SHIPPED["PL402"], changed)
    assert "`budget_ratio_min: 2.5`" in page(SHIPPED["PL402"], changed)


def test_what_cannot_be_waived_is_said():
    assert "It cannot be waived: files have to stay readable" in page(SHIPPED["PL003"])


def test_the_first_page_lists_all_by_where_they_come_from():
    index = handbook.pages(playbook_of(SHIPPED["PL402"], policy()))[handbook.INDEX]
    assert index.index("## The playbook") < index.index("[PL402](PL402-deployment-budget-at-least-3x.md)")
    assert index.index("## Our own") < index.index("[AB100](AB100-a-policy.md)")


@pytest.mark.parametrize("evil", ["</code><script>x</script>", "```\n# Approved\n```", "![x](https://evil/p.png)"])
def test_no_text_of_a_policy_does_anything_on_its_page(evil):
    examples = {
        "pass": [{"name": evil, "initiative": {"title": evil}}],
        "fail": [{"name": "x", "initiative": {"title": evil}, "finds": [{"at": "", "severity": "error", "says": "x"}]}],
    }
    written = page(policy("false", title=evil, rationale=evil, quote=evil, message=evil, help=evil, examples=examples))
    html = cmarkgfm.github_flavored_markdown_to_html(written, Options.CMARK_OPT_UNSAFE)
    assert not any(sign in html for sign in ("<script", "<img", "evil/p.png)</a>", "<h1>Approved"))


def test_how_advice_fits_into_one_file_is_no_other_advice():
    """The first example has braces around its budget, so what is found there says how the line fits between them."""
    braces = {"text": "schema: 1\nid: example\ntitle: A\nstage: pilot\nbudget: {currency: EUR}\n"}
    lines = {"text": "schema: 1\nid: example\ntitle: A\nstage: pilot\nbudget:\n  currency: EUR\n"}
    finds = [{"at": "/budget", "severity": "error", "says": "x"}]
    examples = {
        "pass": [{"name": "x", "initiative": {}}],
        "fail": [{"name": "x", "finds": finds, **example} for example in (braces, lines)],
    }
    text = page(policy("false", at="/budget/pilot", help="Write `pilot: 3` below `budget:`.", examples=examples))
    assert text.count("\n- Write") == 1
    assert "between the braces" not in text
