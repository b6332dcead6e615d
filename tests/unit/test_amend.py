"""Changes in the text of a YAML file: what is new stands in its place, and nothing else moves."""

from copy import deepcopy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pilotlint import amend, document, edit
from pilotlint.model import InputError

NEW = {"policy": "PL402", "reason": "Hosted product", "expires": "2026-08-31"}
LINES = "  - policy: PL402\n    reason: Hosted product\n    expires: 2026-08-31\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", f"waivers:\n{LINES}"),
        ("# who gave it\n", f"# who gave it\nwaivers:\n{LINES}"),
        ("# who gave it", f"# who gave it\nwaivers:\n{LINES}"),
        ("{}\n", f"waivers:\n{LINES}"),
        ("---\n# ours\n", f"---\n# ours\nwaivers:\n{LINES}"),
        ("waivers:\n", f"waivers:\n{LINES}"),
        ("waivers: []\n", f"waivers:\n{LINES}"),
        ("waivers: ~", f"waivers:\n{LINES}"),
        ("waivers: []  # none yet\n# end\n", f"waivers:  # none yet\n{LINES}# end\n"),
        ("waivers:\n  - a: b\n", f"waivers:\n  - a: b\n{LINES}"),
        ("waivers:\n  - a: b", f"waivers:\n  - a: b\n{LINES}"),
        ("waivers:\n  - a: b  # why\n\n# the end\n", f"waivers:\n  - a: b  # why\n{LINES}\n# the end\n"),
        ("waivers:\n  - a: >-\n      long\n\n      text\n\n# end\n", f"waivers:\n  - a: >-\n      long\n\n      text\n{LINES}\n# end\n"),
        ("waivers:\n  - a: 'b'\n    c: {d: e}\n...\n", f"waivers:\n  - a: 'b'\n    c: {{d: e}}\n{LINES}...\n"),
        ("waivers:\n- a: b\n", "waivers:\n- a: b\n- policy: PL402\n  reason: Hosted product\n  expires: 2026-08-31\n"),
        ("waivers:\n-\n  a: b\n", "waivers:\n-\n  a: b\n- policy: PL402\n  reason: Hosted product\n  expires: 2026-08-31\n"),
        ("waivers:\r\n  - a: b\r\n", "waivers:\r\n  - a: b\r\n" + LINES.replace("\n", "\r\n")),
        ("waivers: [{a: b}]  # one\n", "waivers: [{a: b}, {policy: PL402, reason: Hosted product, expires: 2026-08-31}]  # one\n"),
        ("waivers: [\n  {a: b},  # one\n]\n", "waivers: [\n  {a: b},\n  {policy: PL402, reason: Hosted product, expires: 2026-08-31},  # one\n]\n"),
        ('{"waivers": []}\n', '{"waivers": [{"policy": "PL402", "reason": "Hosted product", "expires": "2026-08-31"}]}\n'),
        ('{"waivers": [{"a": "b"}]}', '{"waivers": [{"a": "b"}, {"policy": "PL402", "reason": "Hosted product", "expires": "2026-08-31"}]}'),
    ],
)  # fmt: skip
def test_an_item_stands_behind_the_last_one_in_the_way_of_the_file(before, after):
    assert amend.with_item(before, "waivers", NEW) == after


@pytest.mark.parametrize("text", ["? waivers\n", "[]", "text", "waivers: [{a: b}"])
def test_a_file_in_which_an_item_has_no_place_is_left_alone(text):
    with pytest.raises(InputError, match="unusual way"):
        amend.with_item(text, "waivers", NEW)


KEPT = """\
# Exceptions, agreed by the board
waivers:
  - policy: PL402   # money
    reason: >-
      Hosted product
      without integration

    # until when
    expires: "2026-08-31"   # quarter's end
  - {policy: PL403, reason: 'Another one', expires: 2026-08-31}
"""


def test_only_the_texts_that_are_given_change():
    changed = amend.with_texts(KEPT, "/waivers/0", {"expires": "2026-11-30", "reason": "Hosted: no #integration, yet"})
    assert changed == KEPT.replace('"2026-08-31"', "2026-11-30").replace(
        ">-\n      Hosted product\n      without integration\n", "'Hosted: no #integration, yet'\n"
    )
    changed = amend.with_texts(KEPT, "/waivers/1", {"reason": "a, b] {c}"})
    assert changed == KEPT.replace("'Another one'", "'a, b] {c}'")


def test_data_is_written_below_the_comments_at_the_head_in_lines():
    text = "# agreed in March\n\n# ask Ana\nold: 1\n# not the head\n"
    assert amend.under_its_comments(text, {"a": {"b": ["c", "d"]}, "e": {}}) == (
        "# agreed in March\n\n# ask Ana\na:\n  b:\n    - c\n    - d\n\ne: {}\n"
    )


texts = st.text(st.sampled_from("ab \"'\\,:#[]{}&*!|>%@`-?\t1é漢😀\u2028\x85"), max_size=12)
entries = st.fixed_dictionaries({"policy": texts, "reason": texts})


@given(st.lists(entries, max_size=3), entries, st.sampled_from(["\n", "\r\n"]), st.booleans())
def test_whatever_the_item_the_others_read_back_the_same(listed, new, line_break, in_lines):
    text = edit.dump({"waivers": listed}, in_lines=in_lines).replace("\n", line_break)
    before = document.read(text.encode())
    found = document.read(amend.with_item(text, "waivers", new).encode())
    assert found.data == {"waivers": [*before.data["waivers"], new]}


@given(st.lists(entries, min_size=1, max_size=3), st.data(), texts, st.booleans())
def test_whatever_the_text_the_others_read_back_the_same(listed, data, new, in_lines):
    text = edit.dump({"waivers": listed}, in_lines=in_lines)
    expected, index = deepcopy(listed), data.draw(st.integers(0, len(listed) - 1))
    expected[index]["reason"] = new
    found = document.read(amend.with_texts(text, f"/waivers/{index}", {"reason": new}).encode())
    assert found.data == {"waivers": expected}
