"""What has been judged is not judged again while nothing it rests on has changed."""

import pytest

from pilotlint import check, memory
from pilotlint.cache import Cache
from pilotlint.change import Comparison
from pilotlint.check import Scope
from pilotlint.memory import Memory
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
