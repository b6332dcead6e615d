"""Whatever stands in a policy, an expression gives a value or its own error."""

from hypothesis import example, given
from hypothesis import strategies as st

from pilotlint import packs, reads
from pilotlint.expression import ExpressionError
from property.strategies import ANYTHING
from support.judging import LEAST, subject

ENGINE = packs.engine()
FACTS = ENGINE.facts(subject(LEAST).values())

TOKENS = st.sampled_from(
    [
        "initiative",
        "base",
        "stage",
        "change",
        "today",
        "settings",
        "item",
        "owner",
        "name",
        "budget",
        "people",
        "x",
        "y",
        "1",
        "2",
        "0",
        "-1",
        "2.5",
        "1u",
        '"a"',
        "'b'",
        'b"c"',
        "true",
        "false",
        "null",
        "+",
        "-",
        "*",
        "/",
        "%",
        "==",
        "!=",
        "<",
        ">=",
        "&&",
        "||",
        "!",
        "?",
        ":",
        ".",
        ".?",
        ",",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "[?",
        "in",
        "has(",
        ".exists(",
        ".all(",
        ".map(",
        ".filter(",
        ".size()",
        ".orValue(",
        ".hasValue()",
        ".value()",
        "optional.of(",
        "optional.none()",
        "cel.bind(",
        "timestamp(",
        "duration(",
        '"1s"',
        "string(",
        "int(",
        "type(",
        "dyn(",
        ".matches(",
        '"(a+)+$"',
        ".split(",
        ".join(",
        ".format(",
        "days(",
        "ratio(",
        "times(",
        "money(",
        "same_person(",
        "plain(",
        "placeholder(",
    ]
)
SENTENCES = st.lists(TOKENS, max_size=14).map(" ".join)

ATOMS = st.sampled_from(
    ["1", "0", '"a"', "true", "null", "initiative", "initiative.owner", "stage", "base", "optional.none()", "2.5", "[]", "{}", "today"]
)  # fmt: skip
FORMS = st.sampled_from(
    [
        "[{0}, {1}]",
        '{{"a": {0}, "b": {1}}}',
        "({0} == {1})",
        "({0} ? {1} : {0})",
        "optional.of({0})",
        "{0}.?name",
        "{0}.owner",
        "{0}[{1}]",
        "{0}[?{1}]",
        "[{0}].map(x, x)",
        "{0}.map(x, [x, {1}])",
        "cel.bind(x, {0}, [x, x])",
        "dyn({0})",
        "({0} + {1})",
        "{0}.orValue({1})",
        "[?optional.of({0})]",
        "string({0})",
        "type({0})",
        "{0}.exists(x, x == {1})",
        "size({0})",
    ]
)
NESTED = st.recursive(ATOMS, lambda inner: st.builds(str.format, FORMS, inner, inner), max_leaves=6)


def in_any_order(value):
    """Return a value without the order of its lists: a loop over the keys of a mapping has none."""
    if isinstance(value, dict):
        return {key: in_any_order(inner) for key, inner in value.items()}
    return sorted(map(in_any_order, value), key=repr) if isinstance(value, list) else value


def gives_a_value_or_its_own_error(source):
    try:
        expression = ENGINE.compile(source)
    except ExpressionError as error:
        assert str(error)
        assert error.at.line >= 1
        assert error.at.column >= 1
        return
    found, _ = reads.reads(source, expression.serialized, {})
    assert all(read.path for read in found)
    try:
        value = expression.evaluate(FACTS)
    except ExpressionError as error:
        assert str(error)
    else:
        again = ENGINE.load(source, expression.serialized).evaluate(FACTS)
        assert in_any_order(again) == in_any_order(value) or value != value  # noqa: PLR0124


@given(st.text(max_size=40))
@example("\0")
@example("\ud800")
@example("initiative" + ".a" * 3000)
def test_any_text(source):
    gives_a_value_or_its_own_error(source)


@given(SENTENCES)
def test_any_words_of_the_language(source):
    gives_a_value_or_its_own_error(source)


@given(NESTED)
@example('{"a": optional.none()}')
@example("[optional.of(1)]")
@example("[[1, 2, 3].map(x, null)]")
@example('{"a": 1, "b": 1, "c": 1}.map(x, [x])')
def test_any_nesting_of_what_the_language_allows(source):
    gives_a_value_or_its_own_error(source)


@given(st.dictionaries(st.sampled_from(["owner", "name", "people"]), ANYTHING))
def test_any_facts(data):
    facts = ENGINE.facts({"initiative": data, "item": data, "base": None, "stage": "x"})
    for source in (
        "initiative",
        "initiative.owner",
        'initiative.?owner.?name.orValue("")',
        "[item, initiative.people[0]]",
    ):
        try:
            ENGINE.compile(source).evaluate(facts)
        except ExpressionError as error:
            assert str(error)
