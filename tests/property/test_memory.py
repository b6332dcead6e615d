"""Laws of the memory: what is recalled is what would be found out."""

import tempfile

from hypothesis import given, settings
from hypothesis import strategies as st

from pilotlint.cache import Cache
from pilotlint.memory import Memory
from pilotlint.outline import Outlines
from pilotlint.subject import BEYOND
from pilotlint.tree import Commit
from property.strategies import INITIATIVES, as_json
from property.test_run import PATHS, PORTFOLIOS
from support.judging import playbook_of, policy, rules, run

DAYS = st.sampled_from(["2026-01-12", "2026-04-23", "2026-04-22", "2026-06-22", "2027-01-01"])
COMMITS = st.lists(
    st.builds(
        Commit,
        DAYS,
        st.sampled_from(["Dana Ruiz", "Ken Ito"]),
        st.frozensets(PATHS, max_size=2),
        st.frozensets(PATHS, max_size=2),
    ),
    max_size=3,
)
"""What Git tells of the files; what the files themselves say of days seldom keeps a policy from asking it."""


@st.composite
def neighbours(draw):
    """Return initiatives that are near to each other and have come to stand, so that policies ask for the others."""
    files = {}
    for path in draw(st.sets(PATHS, min_size=1)):
        data = draw(INITIATIVES)
        data["stage"] = draw(st.sampled_from(["proposal", "pilot", "stalled", "retired", "production"]))
        data["business_unit"] = draw(st.sampled_from(["sales", "Sales", "finance"]))
        data["follows"] = draw(st.lists(st.sampled_from(["a", "b", data["id"]]), max_size=2))
        files[path] = as_json(data)
    return files


def policies():
    """Return the shipped policies that ask for more than the file, and some that ask for all there is."""
    own = [
        policy("false", id="AB100", message="{seen}", variables={"seen": "portfolio.unit.stalled.oldest.map(o, o.id)"}),
        policy("git.last_change != ''", id="AB101", when="initiative.stage != 'pilot' || git.authors.size() < 2"),
        policy("portfolio.follows.all(one, one.known)", id="AB102", each="git.authors"),
        policy("portfolio.user_group.live.count + portfolio.unit.overdue.count == 0", id="AB103"),
    ]
    shipped = [one for one in rules().policies if one.builtin or any(map(one.uses, BEYOND))]
    return playbook_of(*shipped, *own)


@settings(max_examples=25)
@given(PORTFOLIOS | neighbours(), COMMITS, PORTFOLIOS | neighbours(), COMMITS)
def test_a_memory_changes_no_report(files, commits, then, others):
    """Neither the first time nor when everything is known, nor when files, the others or the history are others."""
    book = policies()
    rounds = [
        (files, commits),
        (files, commits),
        (files, others),
        (then, others),
        (then, others),
        (files | then, others),
    ]
    expected = [run(some, commits=past, playbook=book) for some, past in rounds]
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(folder)
        reports = [
            run(some, commits=past, playbook=book, memory=Memory(cache, ""), outlines=Outlines(cache))
            for some, past in rounds
        ]
    assert reports == expected
