"""The formats that other programs put beside the lines of a pull request or into their own reports."""

import json
from xml.etree import ElementTree as ET

import pytest

from pilotlint import gate
from pilotlint.formatters import formatter
from pilotlint.formatters.style import Style
from pilotlint.model import TOP, Position, Severity, Span, Status, Suppression
from support.reports import FINDING, STANDING, report

WARNING = FINDING._replace(severity=Severity.WARNING)
NOTE = FINDING._replace(severity=Severity.NOTE)
WAIVED = FINDING._replace(suppression=Suppression("waiver", "hosted product"))
OLD = FINDING._replace(status=Status.EXISTING)
EVIL = FINDING._replace(
    message="100%, \r\n::set-output name=verdict::pass\x1b[2K\u202e",
    path="a,b:c\n::error ::x.yaml",
    name="n:a,m%e",
)


def render(name, *findings):
    whole = report(*findings)._replace(standings=(STANDING,))
    return formatter(name)(whole, gate.decide(whole, fail_on="error", changed="new"), Style())


class TestGithub:
    def test_a_finding_is_an_annotation_at_its_line(self):
        assert render("github", FINDING).splitlines() == [
            (
                "::error file=initiatives/churn.yaml,title=PL402 deployment-budget-at-least-3x,line=12,endLine=12,col=3,"
                "endColumn=21::Deployment has 2 times as much. To do: Raise it."
            ),
            "::notice title=pilotlint::1 initiative on 2026-06-22: 1 error, 0 warnings. The gate fails.",
        ]

    def test_a_finding_about_a_whole_file_has_no_line(self):
        assert "line=" not in render("github", FINDING._replace(span=TOP))

    def test_at_most_ten_of_a_kind_and_the_rest_is_counted(self):
        lines = render("github", *[FINDING] * 12, *[WARNING] * 11, *[NOTE] * 10).splitlines()
        kinds = [line.split(" ")[0] for line in lines]
        assert [kinds.count(kind) for kind in ("::error", "::warning", "::notice")] == [10, 10, 10]
        assert "4 more are not shown here" in lines[-1]

    def test_what_does_not_count_is_not_annotated(self):
        assert len(render("github", WAIVED, OLD).splitlines()) == 1

    def test_no_text_can_give_a_command(self):
        lines = render("github", EVIL).splitlines()
        assert len(lines) == 2
        assert lines[0].startswith(
            "::error file=a%2Cb%3Ac\\x0a%3A%3Aerror %3A%3Ax.yaml,title=PL402 n%3Aa%2Cm%25e,line=12"
        )
        assert "::100%25, \\x0d\\x0a::set-output name=verdict::pass\\x1b[2K\\u202e To do: " in lines[0]


class TestGitlab:
    def test_every_finding_has_a_fingerprint_of_its_own(self):
        entries = json.loads(render("gitlab", FINDING, FINDING, WARNING._replace(path="b.yaml"), NOTE))
        assert len({entry["fingerprint"] for entry in entries}) == 4
        assert [entry["severity"] for entry in entries] == ["critical", "critical", "minor", "info"]
        assert entries[0]["location"] == {"path": "initiatives/churn.yaml", "lines": {"begin": 12}}

    def test_old_findings_are_there_too_as_gitlab_compares_itself_and_suppressed_ones_are_not(self):
        assert len(json.loads(render("gitlab", OLD, WAIVED))) == 1

    def test_the_fingerprint_stays_when_lines_move(self):
        moved = FINDING._replace(span=Span(Position(99, 1), Position(99, 2)))
        one, other = (json.loads(render("gitlab", each))[0]["fingerprint"] for each in (FINDING, moved))
        assert one == other


class TestRdjson:
    def test_columns_count_bytes(self):
        source = "  título: 日本 # x"
        span = Span(Position(3, 3), Position(3, 13))
        (entry,) = json.loads(render("rdjson", FINDING._replace(source=source, span=span)))["diagnostics"]
        assert entry["location"]["range"] == {"start": {"line": 3, "column": 3}, "end": {"line": 3, "column": 18}}
        assert source.encode()[2:17].decode() == "título: 日本"
        assert entry["code"] == {"value": "PL402"}
        assert entry["message"] == "Deployment has 2 times as much.\nTo do: Raise it."

    def test_a_finding_about_a_whole_file_has_no_range(self):
        (entry,) = json.loads(render("rdjson", FINDING._replace(span=TOP)))["diagnostics"]
        assert entry["location"] == {"path": "initiatives/churn.yaml"}


class TestJunit:
    def test_what_decides_is_a_failure_and_what_does_not_count_is_skipped(self):
        root = ET.fromstring(render("junit", FINDING, WARNING, WAIVED, OLD))
        (suite,) = root
        assert suite.get("name") == "churn"
        assert [suite.get(name) for name in ("tests", "failures", "errors", "skipped")] == ["5", "1", "0", "1"]
        assert [[child.tag for child in case] for case in suite] == [
            [],
            ["failure"],
            ["system-out"],
            ["skipped"],
            ["system-out"],
        ]

    def test_a_policy_that_cannot_be_evaluated_is_an_error(self):
        root = ET.fromstring(render("junit", FINDING._replace(policy="policy-error")))
        assert root.get("errors") == "1"

    def test_a_finding_of_no_initiative_has_a_suite_by_its_file(self):
        root = ET.fromstring(render("junit", FINDING._replace(path="waivers.yaml", initiative=None)))
        assert [suite.get("name") for suite in root] == ["churn", "waivers.yaml"]

    @pytest.mark.parametrize("evil", ["]]>", "<x/>", "&amp;", "\x00\ufffe\ud800\x1b", "\u202e"])
    def test_any_text_makes_well_formed_xml(self, evil):
        root = ET.fromstring(render("junit", FINDING._replace(message=evil, path=evil, help=evil)))
        assert root.get("failures") == "1"


class TestSarif:
    def test_a_finding_is_a_result_of_its_rule_at_its_line(self):
        (run,) = json.loads(render("sarif", FINDING))["runs"]
        (result,) = run["results"]
        assert run["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"] == "PL402"
        assert result["level"] == "error"
        assert result["locations"][0]["physicalLocation"]["region"] == {
            "startLine": 12,
            "startColumn": 3,
            "endLine": 12,
            "endColumn": 21,
        }

    def test_what_does_not_count_is_suppressed_with_its_reason(self):
        (run,) = json.loads(render("sarif", WAIVED))["runs"]
        assert run["results"][0]["suppressions"] == [
            {"kind": "external", "status": "accepted", "justification": "waiver: hosted product"}
        ]

    def test_results_are_compared_with_a_base_only_where_there_is_one(self):
        whole = report(FINDING, OLD)
        verdict = gate.decide(whole, fail_on="error", changed="new")
        states = [
            [result.get("baselineState") for result in json.loads(text)["runs"][0]["results"]]
            for text in (formatter("sarif")(each, verdict, Style()) for each in (whole, whole._replace(base="b" * 40)))
        ]
        assert states == [[None, None], ["new", "unchanged"]]

    def test_every_result_has_an_identity_of_its_own_that_stays_when_lines_move(self):
        moved = FINDING._replace(span=Span(Position(99, 1), Position(99, 2)))
        identities = [
            [
                result["partialFingerprints"]["primaryLocationLineHash"]
                for result in json.loads(text)["runs"][0]["results"]
            ]
            for text in (render("sarif", FINDING, FINDING), render("sarif", moved, moved))
        ]
        assert identities[0] == identities[1] == [f"{'0' * 20}:1", f"{'0' * 20}:2"]

    def test_any_path_is_an_address_within_the_repository(self):
        (run,) = json.loads(render("sarif", FINDING._replace(path="http://x/\udcff y.yaml")))["runs"]
        uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
        assert uri == "http%3A//x/%FF%20y.yaml"
