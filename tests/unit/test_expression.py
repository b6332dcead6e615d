"""CEL: compiled once, evaluated always, and nothing but its own error."""

import pytest

from pilotlint import expression
from pilotlint.expression import Engine, ExpressionError, Function
from pilotlint.model import Position

TOO_DEEP = "there are too many variables, brackets and loops inside each other; about 25 fit in all"


def broken(text):
    raise ValueError(f"no {text}")


ENGINE = Engine(
    {
        "initiative": "map",
        "stage": "string",
        "item": "dyn",
        "names": "list",
        "count": "int",
        "share": "double",
        "ok": "bool",
    },
    [
        Function("shout", ("string",), "string", str.upper),
        Function("broken", ("string",), "string", broken),
        Function("lies", ("string",), "int", lambda text: text),
    ],
)
FACTS = ENGINE.facts(
    {
        "initiative": {"owner": {"name": "Dana"}, "people": [{"name": "Mo"}], "budget": None, "big": 2**40},
        "stage": "pilot",
        "item": 5,
        "names": ["a", "b"],
        "count": 3,
        "share": 0.5,
        "ok": True,
    }
)


def value(source):
    return ENGINE.compile(source).evaluate(FACTS)


def compile_error(source):
    with pytest.raises(ExpressionError) as refused:
        ENGINE.compile(source)
    return str(refused.value), tuple(refused.value.at)


def runtime_error(source):
    with pytest.raises(ExpressionError) as refused:
        value(source)
    assert refused.value.at == (1, 1)
    return str(refused.value)


@pytest.mark.parametrize(
    ("source", "result"),
    [
        ("1 + 1", 2),
        ("initiative.owner.name", "Dana"),
        ('initiative.?owner.?name.orValue("")', "Dana"),
        ('initiative.?owner.?email.orValue("none")', "none"),
        ("initiative.?metric.?name.hasValue()", False),
        ("has(initiative.owner.email)", False),
        ("initiative.people.map(person, person.name)", ["Mo"]),
        ('initiative.people.exists(person, person.name == "Mo")', True),
        ('initiative[?"owner"].hasValue()', True),
        ("cel.bind(x, 2, x * x)", 4),
        ('"%d of %s".format([3, "four"])', "3 of four"),
        ('["a", "b"].join(", ")', "a, b"),
        ('timestamp("2026-06-22T00:00:00Z").getFullYear()', 2026),
        ("{1: [initiative.owner]}", {1: [{"name": "Dana"}]}),
        ("initiative.budget", None),
        ("[item, initiative.big]", [5, 2**40]),
        ("share * 2.0", 1.0),
        ("ok ? stage : names[0]", "pilot"),
        ('shout("é")', "É"),
        ("[?optional.none(), 1]", [1]),
        ('{?"a": optional.of(1)}', {"a": 1}),
        ("optional.of(1).optMap(x, x + 1).value()", 2),
    ],
)
def test_an_expression_gives_plain_data(source, result):
    assert value(source) == result


@pytest.mark.parametrize(
    ("source", "type_name"),
    [
        ("1 == 2", "BOOL"),
        ("initiative.owner", "DYN"),
        ("names", "LIST<DYN>"),
        ("initiative", "MAP<STRING, DYN>"),
        ("count + 1", "INT"),
        ("stage", "STRING"),
    ],
)
def test_an_expression_knows_its_type_before_it_is_evaluated(source, type_name):
    assert ENGINE.compile(source).type_name == type_name


@pytest.mark.parametrize(
    ("source", "message", "at"),
    [
        ("", "Syntax error: mismatched input '<EOF>' something is missing or left over here", (1, 1)),
        ("1 +", "Syntax error: mismatched input '<EOF>' something is missing or left over here", (1, 4)),
        ("initative.owner", "undeclared reference to 'initative.owner'", (1, 10)),
        ("stage ==\n  stge", "undeclared reference to 'stge'", (2, 3)),
        ("1 + stage", "`+` cannot take a whole number and a text", (1, 3)),
        ("shout(1)", "`shout` cannot take a whole number", (1, 6)),
        ("stage == 'a\n'", "Syntax error: token recognition error at: ''a\\n'", (1, 10)),
        ("a\0b", "Syntax error: token recognition error at: '", (1, 2)),
        ("(" * 200 + ")" * 200, TOO_DEEP, (1, 1)),
        ("1+" * 3000 + "1", TOO_DEEP, (1, 1)),
        (
            '"' + "x" * 120_000 + '"',
            "expression size exceeds codepoint limit. input size: 120002, limit: 100000",
            (1, 1),
        ),
        ("{optional.of(1): 1}", "Unsupported map key type: optional_type<INT>", (1, 1)),
    ],
    ids=lambda part: part[:40] if isinstance(part, str) else None,
)
def test_what_cannot_be_compiled_is_said_with_its_place(source, message, at):
    assert compile_error(source) == (message, at)


def test_what_is_no_text_in_unicode_cannot_be_compiled():
    assert compile_error('"\ud800"')[1] == (1, 1)


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("initiative.metric", "there is no `metric`"),
        ("initiative.owner.email == ''", "there is no `email`"),
        ("initiative.people[3]", "Index error: index=3 size=1"),
        ("1 / 0", "divide by zero"),
        ("initiative.owner + 1", "`+` cannot take a section and a whole number"),
        ("1 in initiative.owner.name", "`in` cannot take what it is given"),
        ("initiative.owner.name && true", "what has to be true or false is something else"),
        ('int("twelve")', "cannot convert string to int"),
        ('broken("luck")', "no luck"),
        ("initiative.budget.pilot", None),
        ("[1, 2].map(x, x / 0)", "divide by zero"),
        ("9223372036854775807 + count", "integer overflow"),
        ('"x".matches("(")', "invalid regular expression: missing ): ("),
    ],
)
def test_what_cannot_be_evaluated_is_said_in_plain_words(source, message):
    said = runtime_error(source)
    assert said
    assert message in {None, said}


def test_a_select_on_a_missing_key_is_an_error_and_never_false():
    assert runtime_error('initiative.owner.emial == "x"') == "there is no `emial`"
    assert runtime_error('!(initiative.owner.emial == "x")') == "there is no `emial`"


OPTIONAL = "the value is an optional; unwrap it with .orValue(…)"


@pytest.mark.parametrize(
    "source",
    [
        "optional.of(1)",
        "optional.none()",
        "initiative.?owner",
        "[optional.of(1)]",
        '{"a": optional.none()}',
        '{"a": initiative.?owner}',
        "[false, null, {'name': initiative.?owner.?name}]",
        "[[1].map(x, dyn(optional.of(x)))]",
        'dyn({"a": [{"b": optional.of(1)}]})',
        "optional.of([optional.of(1)])",
    ],
)
def test_an_optional_that_was_not_unwrapped_is_an_error_wherever_it_hides(source):
    assert runtime_error(source) == OPTIONAL


@pytest.mark.parametrize("power", [4, 5])
def test_an_expression_cannot_run_for_long(power):
    numbers = "[" + ",".join(["1"] * 60) + "]"
    source = "x0 > 0"
    for level in range(power):
        source = f"{numbers}.all(x{level}, {source})"
    assert runtime_error(source) == "it takes more than 9,999 steps"


def test_a_pattern_cannot_run_for_long():
    assert value(f'"{"a" * 40}!".matches("(a+)+$")') is False


def test_a_function_that_lies_about_its_type_does_no_harm():
    with pytest.raises(ExpressionError):
        value('lies("x") + 1')


def test_a_number_beyond_64_bits_in_the_facts_is_an_error():
    facts = ENGINE.facts({"initiative": {"huge": 2**70}})
    with pytest.raises(ExpressionError, match="out of range"):
        ENGINE.compile("initiative.huge").evaluate(facts)


def test_a_compiled_expression_is_taken_back():
    compiled = ENGINE.compile("initiative.owner.name + stage")
    again = ENGINE.load(compiled.source, compiled.serialized)
    assert again.evaluate(FACTS) == "Danapilot"
    assert again.type_name == compiled.type_name


@pytest.mark.parametrize("kept", [b"", b"\xff\xff", b"not an expression"])
def test_what_was_kept_and_is_no_expression_is_compiled_again(kept):
    assert ENGINE.load("1 + 1", kept).evaluate(FACTS) == 2


def test_named_parts_are_bound_in_order_and_the_source_keeps_its_lines():
    text = expression.bind({"a": "1 +\n1", "b": "a * 2"}, "b ==\n  4")
    assert value(text)
    assert text.splitlines()[expression.lines_before({"a": "1 +\n1", "b": "a * 2"}) :][:2] == ["b ==", "  4"]


def test_a_part_is_evaluated_only_when_it_is_used():
    assert value(expression.bind({"never": "1 / 0"}, "true"))


def test_a_mistake_in_the_source_is_found_behind_its_parts():
    parts = {"a": "1", "b": "2"}
    with pytest.raises(ExpressionError) as refused:
        ENGINE.compile(expression.bind(parts, "a +\n  nothing"))
    assert refused.value.at == Position(2 + expression.lines_before(parts), 3)
