"""Laws of the memory: what is recalled is what would be found out."""

import tempfile

from hypothesis import given, settings

from pilotlint.cache import Cache
from pilotlint.memory import Memory
from property.test_run import PORTFOLIOS
from support.judging import run


@settings(max_examples=40)
@given(PORTFOLIOS, PORTFOLIOS)
def test_a_memory_changes_no_report(files, then):
    """Neither the first time nor when everything is known, nor when some files are others than before."""
    expected = run(files), run(then)
    with tempfile.TemporaryDirectory() as folder:
        reports = [run(some, memory=Memory(Cache(folder), "")) for some in (files, files, then, then)]
    assert reports == [expected[0], expected[0], expected[1], expected[1]]
