"""Which fields an expression reads."""

import pytest

from pilotlint import packs, reads
from pilotlint.model import Position
from pilotlint.reads import Value


def read(source, bound=None):
    found, value = reads.reads(source, packs.engine().compile(source).serialized, bound or {})
    return found, value


def paths(source, bound=None):
    return sorted(".".join(each.path) for each in read(source, bound)[0])


@pytest.mark.parametrize(
    ("source", "fields"),
    [
        ("true", []),
        ("stage", ["stage"]),
        ("initiative.owner.name", ["initiative.owner.name"]),
        ('initiative["owner"]["name"]', ["initiative.owner.name"]),
        ('initiative.?owner.?name.orValue("")', ["initiative.owner.name"]),
        ('initiative[?"owner"].hasValue()', ["initiative.owner"]),
        ("has(initiative.owner.name)", ["initiative.owner.name"]),
        ("initiative.people.size()", ["initiative.people"]),
        ("initiative.people[0].name", ["initiative.people.[].name"]),
        ("initiative.people.map(p, p.name)", ["initiative.people", "initiative.people.[].name"]),
        ("initiative.people.exists(p, p.?uses_output.orValue(false))", ["initiative.people", "initiative.people.[].uses_output"]),
        (
            "initiative.people.filter(p, has(p.function))[0].name",
            ["initiative.people", "initiative.people.[]", "initiative.people.[].function", "initiative.people.[].name"],
        ),
        ("newest_first(initiative.metric.readings)[0].value", ["initiative.metric.readings.[].value"]),
        ("initiative.outcome[stage]", ["initiative.outcome.[]", "stage"]),
        ("base == null", ["base"]),
        ("base.stage", ["base.stage"]),
        ("change.moves.all(m, m.from != m.to)", ["change.moves", "change.moves.[].from", "change.moves.[].to"]),
        ("settings.limits.waiver_days > 5", ["settings.limits.waiver_days"]),
        ("days(initiative.pilot.starts, today)", ["initiative.pilot.starts", "today"]),
        (
            'stage == "pilot" ? initiative.owner.name : initiative.owner.role',
            ["initiative.owner.name", "initiative.owner.role", "stage"],
        ),
        ("(true ? initiative.owner : initiative.vendor).name", ["initiative.owner.name", "initiative.vendor.name"]),
        ("cel.bind(o, initiative.owner, o.name + o.role)", ["initiative.owner.name", "initiative.owner.role"]),
        ("cel.bind(o, initiative.owner, true)", []),
        ("[initiative.owner, initiative.vendor].exists(x, has(x.name))",
         ["initiative.owner", "initiative.owner.name", "initiative.vendor", "initiative.vendor.name"]),
        ("(initiative.builders + initiative.people).exists(p, p.name == '')",
         ["initiative.builders", "initiative.builders.[].name", "initiative.people", "initiative.people.[].name"]),
        ('{"a": initiative.owner}.a.name', ["initiative.owner", "initiative.owner.name"]),
        ('{"a": initiative.owner}["b"]', ["initiative.owner"]),
        ("initiative", ["initiative"]),
        ('initiative.owner.name.startsWith("D")', ["initiative.owner.name"]),
        ("initiative.metric.?name.or(initiative.metric.?unit).orValue('')", ["initiative.metric.name", "initiative.metric.unit"]),
        ("optional.of(initiative.owner).value().name", ["initiative.owner.name"]),
        ("item.fine", ["item.fine"]),
        ("'initiative.owner.name'", []),
        ("1.5 > 0.5 && true || false", []),
        ("[1, 2].exists(x, x > 1)", []),
        ("initiative.people.exists(p, true)", ["initiative.people"]),
        ("duration('1s') > duration('2s')", []),
        ("initiative.data.known_gaps != 'é𝄞'", ["initiative.data.known_gaps"]),
    ],
)  # fmt: skip
def test_every_field_an_expression_reads_is_found(source, fields):
    assert paths(source) == fields


@pytest.mark.parametrize(
    ("source", "path", "at"),
    [
        ("initiative.owner.name == ''", "initiative.owner.name", (1, 17)),
        ("stage == 'x' &&\n  initiative.owner.role == ''", "initiative.owner.role", (2, 19)),
        ("'é𝄞' == stage", "stage", (1, 9)),
        ("has(initiative.owner.name)", "initiative.owner.name", (1, 4)),
    ],
)
def test_each_read_has_its_place_in_the_source(source, path, at):
    assert Position(*at) in {each.at for each in read(source)[0] if ".".join(each.path) == path}


def test_a_name_that_is_bound_stands_for_what_it_is_bound_to():
    owner = Value(frozenset({("initiative", "owner")}))
    assert paths("item.name", {"item": owner}) == ["initiative.owner.name"]
    entry = Value(keys=(("at", Value()), ("who", owner)))
    assert paths("item.who.name", {"item": entry}) == ["initiative.owner.name"]
    assert paths("item.at", {"item": entry}) == []


def test_what_is_known_of_the_value_is_passed_on():
    assert read("initiative.builders")[1].item().paths == {("initiative", "builders", "[]")}
    assert read("[initiative.owner]")[1].item().paths == {("initiative", "owner")}
    assert read('[{"who": initiative.owner}]')[1].item().child("who").paths == {("initiative", "owner")}
    assert read("initiative.people.filter(p, true)")[1].item().paths == {("initiative", "people", "[]")}
    assert read("1 + 1")[1] == Value()


def test_a_value_that_is_one_or_another_is_both():
    one, other = (
        Value(frozenset({("a",)}), Value(frozenset({("x",)}))),
        Value(frozenset({("b",)}), Value(frozenset({("y",)}))),
    )
    both = one.either(other)
    assert both.paths == {("a",), ("b",)}
    assert both.items.paths == {("x",), ("y",)}
    assert one.either(Value()).items == one.items
    assert Value().either(other).items == other.items
