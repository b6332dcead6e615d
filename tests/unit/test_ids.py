"""Which id a file claims."""

import pytest

from pilotlint import ids


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ("id: other\n", "other"),
        ("title: x\nid: 'Other'  # for ever\r\n", "Other"),
        ("id: 12\n", "a"),
        ("id: 1e3\n", "a"),
        ("id: true\n", "a"),
        ("id: Null\n", "a"),
        ("id: trues\n", "trues"),
        ("id: '12'\n", "12"),
        ('title: "x\nid: no\n"\n', "a"),
        ("{title: x, id: other}", "other"),
        ("no initiative", "a"),
        ("", "a"),
    ],
)
def test_the_id_is_what_is_typed_or_else_the_name_of_the_file(content, expected):
    assert ids.claimed("initiatives/a.yaml", content.encode()) == expected
