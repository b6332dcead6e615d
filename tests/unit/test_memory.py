"""What has been judged is not judged again while nothing it rests on has changed."""

import pytest

from pilotlint import check, memory
from pilotlint.cache import Cache
from pilotlint.change import Comparison
from pilotlint.check import Scope
from pilotlint.memory import Memory
from pilotlint.outline import Outlines
from support.judging import LEAST, PATH, TODAY, chosen, file, portfolio, rules, run, tree

OTHER = "initiatives/other.yaml"
FINE = LEAST
BAD = file("owner: {name: TBD}")


@pytest.fixture
def cache(tmp_path):
    return Cache(str(tmp_path))


def judging(files, cache, *rests_on, comparison=None):
    """Return whether the rules had to be loaded, and the report."""
    loaded = []

    def load():
        loaded.append(True)
        return rules()

    here = portfolio(files)
    report = check.run(load, Scope(here, here.entries, TODAY, comparison), Memory(cache, *rests_on))
    return bool(loaded), report


@pytest.mark.parametrize("text", [FINE, BAD, "- not\n- an initiative\n", "owner: {"])
def test_what_has_not_changed_is_not_judged_again(cache, text):
    judged, first = judging({PATH: text}, cache)
    assert judged
    judged, second = judging({PATH: text}, cache)
    assert not judged
    assert second == first == run({PATH: text})


def test_a_changed_file_is_judged_again(cache):
    judging({PATH: FINE}, cache)
    judged, report = judging({PATH: BAD}, cache)
    assert judged
    assert report == run({PATH: BAD})


def test_a_file_elsewhere_is_judged_again(cache):
    judging({PATH: FINE}, cache)
    judged, report = judging({OTHER: FINE}, cache)
    assert judged
    assert report == run({OTHER: FINE})


def test_a_file_whose_id_another_one_takes_is_judged_again(cache):
    judging({PATH: FINE}, cache)
    judged, report = judging({PATH: FINE, OTHER: FINE}, cache)
    assert judged
    assert report == run({PATH: FINE, OTHER: FINE})
    assert judging({PATH: FINE, OTHER: FINE}, cache)[0]
    judged, report = judging({PATH: FINE}, cache)
    assert report == run({PATH: FINE})


def test_nothing_is_recalled_where_something_else_is_to_be_judged_by(cache):
    judging({PATH: FINE}, cache, "one day")
    assert judging({PATH: FINE}, cache, "another day")[0]


def test_a_change_is_never_judged_from_memory(cache):
    judging({PATH: BAD}, cache)
    here = portfolio({PATH: BAD})
    comparison = Comparison(tree({PATH: BAD}), here, [PATH])
    judged, report = judging({PATH: BAD}, cache, comparison=comparison)
    assert judged
    assert {finding.status for finding in report.findings} == {"existing"}


SALES = LEAST.replace("\nstage:", "\nbusiness_unit: sales\nstage:")
STALLED = (
    SALES.replace("id: example", "id: other")
    .replace("stage: proposal\n", "stage: stalled\n")
    .replace("proposal", "pilot")
)


def test_what_rests_on_the_others_is_judged_again_when_they_have_changed_and_not_when_they_only_were_written_to(cache):
    assert judging({PATH: SALES, OTHER: STALLED}, cache)[0]
    assert not judging({PATH: SALES, OTHER: STALLED}, cache)[0]
    known = Memory(cache)
    here = portfolio({PATH: SALES, OTHER: STALLED + "notes: a word\n"})
    bench = check._Bench(rules, Scope(here, here.entries, TODAY), known)
    assert bench.judge(here.entries[0]) == known.recall(PATH, SALES.encode())
    assert "_judge" not in bench.__dict__
    judged, report = judging({PATH: SALES}, cache)
    assert judged
    assert report == run({PATH: SALES})


def test_what_is_known_of_the_others_is_not_parsed_again(tmp_path):
    files = {PATH: SALES, OTHER: STALLED}
    parsed = []
    for _ in range(2):
        outlines = Outlines(Cache(str(tmp_path)))
        run(files, memory=Memory(Cache(str(tmp_path))), outlines=outlines)
        parsed.append(outlines.parsed)
    assert parsed == [2, 0]


def test_what_is_gone_is_forgotten(cache):
    judging({PATH: FINE, OTHER: file("").replace("example", "other")}, cache)
    judging({PATH: BAD}, cache)
    known = Memory(cache)
    assert known.recall(PATH, BAD.encode())
    assert known.recall(OTHER, file("").replace("example", "other").encode()) is None


@pytest.mark.parametrize("other", ["severity: {PL101: off}", "profile: strict", "limits: {budget_ratio_min: 2}"])
def test_judgements_rest_on_the_settings(cache, other):
    known = memory.load(cache, tree({}), chosen(), TODAY)
    known.remember(PATH, b"", memory.Judged(run({PATH: FINE}).standings[0], ()))
    known.save([("PL001", "")], [PATH])
    assert memory.load(cache, tree({}), chosen(), TODAY).recall(PATH, b"")
    assert memory.load(cache, tree({}), chosen(other), TODAY).recall(PATH, b"") is None
    assert memory.load(cache, tree({"policies/a.yaml": "own"}), chosen(), TODAY).recall(PATH, b"") is None
