"""The report as JUnit XML, as Jenkins reads it: a suite for each initiative, a case for each policy that spoke.

The shape is that of junit-10.xsd in https://github.com/jenkinsci/xunit-plugin.
"""

from collections import defaultdict
from collections.abc import Iterable
from xml.etree import ElementTree as ET  # only written, never read

from ..model import POLICY_ERROR, Finding, Report, Verdict
from .style import Style, printable


def render(report: Report, verdict: Verdict, _: Style) -> str:
    """Write a failure for what decides against, a skipped case for what does not count, and a case for each verdict."""
    decisive = set(verdict.blocking)
    suites = ET.Element("testsuites", name="pilotlint")
    by_path: dict[str, list[Finding]] = defaultdict(list)
    for finding in report.findings:
        by_path[finding.path].append(finding)
    names = {standing.path: standing.id for standing in report.standings}
    for path in dict.fromkeys([*names, *by_path]):
        suite = ET.SubElement(suites, "testsuite", name=printable(names.get(path, path)))
        _fill(suite, path, by_path[path], decisive)
    for element in (suites, *suites):
        for count, kind in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
            element.set(count, str(sum(1 for _ in element.iter(kind))))
    for suite in suites:
        suite.set("skipped", str(sum(1 for _ in suite.iter("skipped"))))
    ET.indent(suites, " ")
    return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(suites, encoding="unicode") + "\n"


def _fill(suite: ET.Element, path: str, findings: Iterable[Finding], decisive: set[Finding]) -> None:
    ET.SubElement(suite, "testcase", classname=printable(path), name="is judged")
    for finding in findings:
        place = f"{printable(path)}:{finding.span.start.line}:{finding.span.start.column}"
        case = ET.SubElement(suite, "testcase", classname=printable(path))
        case.set("name", printable(f"{finding.policy} {finding.name} {finding.pointer}").rstrip())
        said = f"{place}: {printable(finding.message)}\nTo do: {printable(finding.help)}"
        if finding.suppression:
            ET.SubElement(
                case, "skipped", message=printable(f"{finding.suppression.kind}: {finding.suppression.reason}")
            )
        elif finding in decisive:
            kind = "error" if finding.policy == POLICY_ERROR else "failure"
            ET.SubElement(case, kind, message=printable(finding.message), type=finding.policy).text = said
        else:
            ET.SubElement(case, "system-out").text = said
