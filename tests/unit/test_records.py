"""What is a record and what is none, and how the differences between two of them are said."""

import json
from copy import deepcopy

import pytest

from pilotlint import __version__, jsontext, schema
from pilotlint.model import InputError
from pilotlint.records import comparing, making, reading
from support import records
from support.records import OWN_PATH
from support.repo import PATH, TestRepo


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return records.made(TestRepo(tmp_path_factory.mktemp("records") / "repo"))


@pytest.fixture
def record(made):
    """A record, to be tampered with."""
    return deepcopy(made)


def written(record):
    return making.render(record).encode()


def refused(content):
    with pytest.raises(InputError) as error:
        reading.read(content if isinstance(content, bytes) else content.encode(), "r.json")
    return str(error.value)


NO_RECORD = "r.json: this is not a decision record: "


class TestReading:
    def test_what_was_written_is_read(self, record):
        assert reading.read(written(record), "r.json") == record

    def test_another_layout_is_the_same_record(self, record):
        assert reading.read(json.dumps(record, indent=1).replace("\n", "\r\n").encode(), "r.json") == record

    @pytest.mark.parametrize(
        ("content", "why"),
        [
            ("verdict: pass", "it is no JSON from line 1, column 1 on."),
            (b"\xff{}", "it cannot be read as JSON."),
            ("9" * 5000, "it cannot be read as JSON."),
            ("[" * 100_000, "it cannot be read as JSON."),
            ("[" * 500 + "]" * 500, "its brackets are nested more than 10 levels deep."),
            ('{"a": NaN}', "NaN is no number."),
            ('{"verdict": "pass", "verdict": "fail"}', "the key 'verdict' stands there twice."),
            ("[]", "`pilotlint check --head COMMIT --record FILE` writes one."),
            ('{"version": 1, "verdict": "pass"}', "`pilotlint check --head COMMIT --record FILE` writes one."),
            ('{"kind": []}', "`pilotlint check --head COMMIT --record FILE` writes one."),
            ('{"kind": "decision record"}', "the whole is not as the schema says (`pilotlint schema record`)."),
            (b" " * (jsontext.MAX_BYTES + 1), "it is larger than 64 MB."),
            ("[" + "[]," * jsontext.MAX_VALUES, "it holds more than 2,000,000 values."),
            (
                '{"kind": "decision record", "a": 1e999}',
                "the whole is not as the schema says (`pilotlint schema record`).",
            ),
        ],
    )
    def test_what_is_none_is_refused_in_a_sentence(self, content, why):
        assert refused(content) == NO_RECORD + why

    def test_an_empty_file_comes_with_what_writes_a_record(self):
        assert (
            refused("") == "r.json: this file is empty. `pilotlint check --head COMMIT --record FILE` writes a record."
        )

    def test_a_later_version_of_the_form_is_not_guessed_at(self, record):
        assert refused(written(record | {"version": 2, "more": []})) == (
            "r.json: this record has version 2 of its form, and this pilotlint knows version 1 only. Update pilotlint."
        )

    @pytest.mark.parametrize("version", [0, -1, True, "2", 1.5, None])
    def test_what_is_no_version_is_no_later_one(self, record, version):
        assert refused(written(record | {"version": version})).startswith(NO_RECORD + "/version is not")

    @pytest.mark.parametrize(
        "commit", ["HEAD", "main", "--upload-pack=/bin/sh", "", "9fceb02", "A" * 40, "0" * 41, "0" * 40 + "\n"]
    )
    @pytest.mark.parametrize("name", ["base", "fork", "head", "stood_on"])
    def test_a_commit_is_a_whole_hash(self, record, name, commit):
        assert refused(written(record | {name: commit})).startswith(f"{NO_RECORD}/{name} is not")

    @pytest.mark.parametrize(
        "path", ["", "/etc/passwd", "..", "../x", "a/../../x", "a//b", "a/", "./a", "a\0b", "x" * 5000, None, 1, ["a"]]
    )
    def test_a_path_leads_nowhere_else(self, record, path):
        record["asked"]["paths"] = [path]
        assert refused(written(record)).startswith(f"{NO_RECORD}/asked/paths/0 is not")

    @pytest.mark.parametrize(
        "path", [".", "a", ".git", "..a/b..", "...", "a\nb", "a\\b", "-x", "caf\udce9", "\U0001f600"]
    )
    def test_a_path_may_be_odd(self, record, path):
        record["asked"]["paths"] = [path]
        assert reading.read(written(record), "r.json") == record

    @pytest.mark.parametrize("text", ["\ud800", "a\udc00"])
    def test_half_a_character_that_no_file_name_has_is_refused(self, record, text):
        record["asked"]["paths"] = [text]
        assert refused(written(record)) == NO_RECORD + "it holds a broken character."

    @pytest.mark.parametrize("day", ["2026-02-30", "0000-01-01", "9999-12-31", "2026-06-22\n", "today", None])
    def test_a_day_is_a_day(self, record, day):
        assert refused(written(record | {"today": day})).startswith(NO_RECORD + "/today is not")

    def test_nothing_is_read_over(self, record):
        record["findings"][0]["note"] = "approved by the board"
        assert refused(written(record)).startswith(NO_RECORD + "/findings/0 is not")


def parts(part, inside=""):
    """Return every key and every definition of a schema, by its name."""
    for key, below in part.items() if isinstance(part, dict) else enumerate(part) if isinstance(part, list) else ():
        if inside in {"properties", "$defs"}:
            yield key, below
        yield from parts(below, "" if inside in {"properties", "$defs"} else key)


def test_every_key_of_a_record_says_what_it_is_and_shows_an_example():
    form = schema.load("record").source
    for name, part in parts(form):
        if name in form["$defs"] and part == form["$defs"][name] and name in {"date", "stage"}:
            continue  # those of initiatives
        assert part.keys() >= {"title", "description"}, name
        known = {**form["$defs"].get(part.get("$ref", "").rpartition("/")[2], {}), **part}
        assert known.keys() & {"examples", "const", "properties", "items"}, name


class TestTheSeal:
    def test_it_is_the_digest_of_the_record_without_it(self, record):
        assert making.seal(record) == record["seal"]
        assert making.seal(record | {"verdict": "pass"}) != record["seal"]


CHANGES = {
    "a waiver twice": (
        lambda record: record["waivers"].append(record["waivers"][0]),
        "The waiver of PL402 for invoice-matching is in the record, and does not come out again.",
    ),
    "a finding that counts all at once": (
        lambda record: next(each for each in record["findings"] if each["suppression"]).update(suppression=None),
        f"PL402 in {PATH}/budget/deployment: suppression: the record says nothing, and Git gives waiver.",
    ),
    "another file at the head": (
        lambda record: record["initiatives"][0].update(sha256="0" * 64),
        f"{PATH}: the record has another digest than the file in Git.",
    ),
    "another file before": (
        lambda record: record["initiatives"][0]["before"].update(sha256="0" * 64),
        f"{PATH}, as it was before the change: the record has another digest than the file in Git.",
    ),
    "no file before": (
        lambda record: record["initiatives"][0].update(before=None),
        f"{PATH}, as it was before the change: the record says nothing, and Git gives ",
    ),
    "another policy of one's own": (
        lambda record: record["policies"][0].update(sha256="0" * 64),
        f"{OWN_PATH}: the record has another digest than the file in Git.",
    ),
    "a policy of one's own under another path": (
        lambda record: record["policies"][0].update(path="policies/x.yaml"),
        "policies/x.yaml: path: the record says policies/x.yaml, and Git gives " + OWN_PATH,
    ),
    "another shipped policy": (
        lambda record: record["policies"][1].update(sha256="0" * 64),
        f"PL001 is not the same here as decided, though both are pilotlint {__version__}.",
    ),
    "a shipped policy that is called one's own": (
        lambda record: record["policies"][1].update(shipped=False),
        "shipped: the record says false, and Git gives true.",
    ),
    "a shipped policy less": (
        lambda record: record["policies"].pop(1),
        "PL001 takes part here, and took none when it was decided.",
    ),
    "a shipped policy more": (
        lambda record: record["policies"].append(record["policies"][1] | {"id": "PL999"}),
        "PL999 takes no part here, and took part when it was decided.",
    ),
    "no settings": (
        lambda record: record.update(settings=None),
        "pilotlint.yaml takes part, and the record does not name it.",
    ),
    "a baseline": (
        lambda record: record.update(baseline={"path": "x", "sha256": None}),
        "x takes no part, and the record names it.",
    ),
    "an initiative less": (
        lambda record: record["initiatives"].pop(),
        f"{records.SECOND} comes out again, and is not in the record.",
    ),
    "another amount": (
        lambda record: record["moves"][0]["funding"].update(pilot=2),
        (
            'The move of invoice-matching to pilot: funding: the record says {"currency": "EUR", "deployment": 30000, '
            '"pilot": 2}, and Git gives {"currency": "EUR", "deployment": 30000, "pilot": 20000}.'
        ),
    ),
    "one and one point nothing": (
        lambda record: record["moves"][0]["funding"].update(pilot=20000.0),
        (
            'The move of invoice-matching to pilot: funding: the record says {"currency": "EUR", "deployment": 30000, '
            '"pilot": 20000.0}, and Git gives '
        ),
    ),
    "another fork": (
        lambda record: record.update(fork="0" * 40),
        f"Where the change parted from its base: the record says {'0' * 40}, and Git gives ",
    ),
    "a proposal": (
        lambda record: record.update(proposal={"verdict": "pass", "initiatives": []}),
        (
            'What the change would do to the rules: the record says {"initiatives": [], "verdict": "pass"}, and Git gives '
            "nothing."
        ),
    ),
    "another order": (
        lambda record: record["initiatives"].reverse(),
        "The record lists the same in another order than it is written in.",
    ),
    "a long text": (
        lambda record: record["waivers"][0].update(reason="x" * 200),
        (
            f"The waiver of PL402 for invoice-matching: reason: the record says {'x' * 100} …, and Git gives Hosted product "
            "without integration."
        ),
    ),
}


class TestComparing:
    def test_a_record_is_itself(self, made):
        assert comparing.differences(made, made) == []

    def test_who_decided_makes_no_difference(self, record, made):
        record["tool"]["version"] = "0.0.1"
        assert comparing.differences(record | {"seal": making.seal(record)}, made) == []

    @pytest.mark.parametrize("name", CHANGES)
    def test_what_was_changed_is_said_also_of_a_record_with_a_new_seal(self, name, record, made):
        change, said = CHANGES[name]
        change(record)
        (difference,) = comparing.differences(record | {"seal": making.seal(record)}, made)
        assert said in difference.message

    def test_an_old_seal_says_that_something_was_changed(self, record, made):
        record["verdict"] = "pass"
        assert [difference.kind for difference in comparing.differences(record, made)] == ["seal", "verdict"]

    def test_every_part_of_a_record_is_compared_asked_for_or_known_to_make_no_difference(self):
        compared = {section for section, *_ in comparing._sections("1", "1")}
        inputs = {"asked", "today", "kind", "version"}
        assert compared | inputs | {"tool", "seal"} == set(schema.load("record").source["properties"])
