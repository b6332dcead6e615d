"""A report may come from whoever sent a pull request: it is refused in a sentence, or what is written of it is harmless."""

import json
import re
from copy import deepcopy

from hypothesis import given, settings
from hypothesis import strategies as st

from pilotlint import gate
from pilotlint.forge import comment, report, suggestions
from pilotlint.forge.comment import Run
from pilotlint.formatters import formatter
from pilotlint.formatters.markdown import Facts
from pilotlint.formatters.style import Style
from pilotlint.model import Flip, InputError, Proposal, Severity, Suppression
from property.strategies import ANYTHING, places
from support import reports
from support.reports import FINDING, STANDING

RUN = Run(number=7, head="c" * 40, id=50, attempt=1)
FILES = "https://github.example/acme/portfolio/blob/c/"
WHOLE = reports.report(
    FINDING._replace(fix="  deployment: 150000"),
    FINDING._replace(severity=Severity.WARNING, suppression=Suppression("waiver", "why", "2026-08-31")),
    FINDING._replace(policy="PL913", path="pilotlint.yaml"),
)._replace(
    base="b" * 40,
    head="c" * 40,
    standings=(STANDING._replace(base_stage="proposal"), STANDING._replace(path="b.yaml", readiness=None)),
    policies=(("PL402", "a budget"),),
    notes=("Measured from main.",),
    proposal=Proposal(None, (Flip("churn", "a.yaml", passes=True, would_pass=None),)),
)
SOUND = json.loads(formatter("json")(WHOLE, gate.decide(WHOLE, fail_on="error", changed="new"), Style()).encode())
HOSTILE = st.sampled_from(
    [
        comment.marker(RUN._replace(id=10**9)),
        f"\n<!-- pilotlint suggestion default {'0' * 32} -->",
        "--> @acme/board approve",
        "](https://evil.example) ![x](https://evil.example/x.png)",
        "<img src=//evil.example/x.png><details open>",
        "</details></td></table>\n\n# ✅ Approved",
        "a | b | c\n|---|---|",
        "````suggestion\nstage: rollout\n````",
        "```\n@dana fixes #1\n```",
        "`<b>` ``x`` &#64;dana &commat;dana www.evil.example GH-1",
        "\u202etorip\u2066\x1b[2J\x00\r\n::error::x",
        "javascript:alert(1)",
        "../../../../evil.example",
        "//evil.example/",
        "x" * 70_000,
        "\ud800",
        "\udcff",
    ]
)
CHECKED = {"today", "base", "head", "verdict", "severity", "status", "fingerprint", "digest", "stage", "base_stage"}
CHECKED |= {"proposed", "kind", "name"}
"""What the schema knows every value or form of."""


def _at(data, place):
    for part in place:
        data = data[part]
    return data


OURS = re.compile(
    rf"\]\({re.escape(FILES)}[\w./%~-]*(?:#L\d+)?\)"
    r"|</?(?:details|summary|code|br)>|\n```yaml\n|\n```\n|&#\d+;|&nbsp;"
)
"""What we write that means something to GitHub."""
ALIVE = re.compile(r"<[!/a-zA-Z]|@\w|\]\(|(?<!\w)#\d|://|```|\x1b|\x00|[\u202a-\u202e\u2066-\u2069]|^::", re.MULTILINE)


FREE = [place for place in places(SOUND) if place and isinstance(_at(SOUND, place), str) and place[-1] not in CHECKED]
"""Where any text can stand."""


@st.composite
def tampered(draw):
    """Return a report in which somebody has written over a few texts, or over anything."""
    data = deepcopy(SOUND)
    anywhere = draw(st.integers(0, 4)) == 0
    for _ in range(draw(st.integers(1, 5))):
        *parents, key = draw(st.sampled_from([place for place in places(data) if place] if anywhere else FREE))
        _at(data, parents)[key] = draw(HOSTILE | ANYTHING if anywhere else HOSTILE)
    return json.dumps(data).encode()


@settings(max_examples=200)
@given(tampered())
def test_a_report_from_anybody_is_refused_or_harmless(content):
    try:
        whole, verdict = report.read(content, "report.json")
    except InputError as refused:
        assert "this is not a report" in str(refused)
        return
    facts = Facts(whole, verdict, FILES)
    body = comment.body(facts) + comment.marker(RUN)
    assert len(body) < 65_536
    assert [found["run"] for found in comment._MARKER.finditer(body)] == ["50"]
    assert ALIVE.findall(OURS.sub(" ", body.removesuffix(comment.marker(RUN)))) == []


@given(HOSTILE | st.text(), HOSTILE | st.text())
def test_a_suggestion_of_anybody_stays_in_its_block(message, line):
    finding = FINDING._replace(message=message, fix=line)
    facts = Facts(reports.report(finding), gate.decide(reports.report(finding), fail_on="error", changed="new"))
    for offered in suggestions._fixable(facts):
        (placed,) = suggestions._wanted(RUN, [offered], {FINDING.path: f"@@ -1 +12 @@\n+{FINDING.source}"}).values()
        assert placed.line == 12
        said, fence, block, end, marker = re.fullmatch(
            r"(.*)\n\n(`{3,})suggestion\n(.*)\n(\2)\n\n(<!-- pilotlint suggestion default [0-9a-f]{32} -->)",
            placed.body,
        ).groups()
        assert (block, fence in block, end) == (line, False, fence)
        assert ALIVE.findall(OURS.sub(" ", said)) == []
        assert "-->" in marker
