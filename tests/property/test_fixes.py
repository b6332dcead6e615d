"""What is offered to be written instead of a line mends it."""

import pytest
from hypothesis import given, settings

from pilotlint import edit, initiative
from property.strategies import damaged
from support import judging
from support.judging import PATH
from support.repo import DEBT

PLAYBOOK = judging.rules().only(("PL001", "PL004"), ())


def findings(text):
    return judging.run({PATH: text}, playbook=PLAYBOOK).findings


def mended(text, finding):
    lines = text.split("\n")
    assert lines[finding.span.start.line - 1] == finding.source
    lines[finding.span.start.line - 1] = finding.fix
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("stage: pilot", "stage: piloting"),
        ("stage: pilot", "stgae: pilot"),
        ("outcome:", "outcom:"),
        ("title: Suggested matches for supplier invoices", "title: 2026"),
        ("business_unit: finance", "business_unit: PR #41, finance"),
        ("business_unit: finance", "business_unit: “finance”"),
        ("business_unit: finance", "business_unit: fin\u202eance"),
        ("{currency: EUR, pilot: 20000,", "{currency: EUR, pilot: 20.000,"),
        ("deployment: 30000,", "deployment: {min: 50000, max: 30000},"),
        ("uses_output: true", "uses_output: yes"),
        ("starts: 2026-07-01", "starts: 01.07.2026"),
        ("baseline: 11", "basline: 11"),
        ("function: engineering}", "function: engineering, github: @ines-f}"),
        ("business_unit: finance", "business_unit: @finance of ours"),
        ("title: Suggested", "title: Invoices: suggested"),
        ("title: Suggested", "title: 'Suggested' soon:"),
    ],
)
def test_a_slip_is_mended_to_the_letter(line, typed):
    text = DEBT.replace(line, typed, 1)
    (finding,) = (each for each in findings(text) if each.fix is not None)
    assert findings(mended(text, finding)) == ()


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("stage: pilot", "stage:\n  piloting"),
        ("stage: pilot", "stage: pilot\nstgae: pilot"),
        ("stage: pilot", "stage: running"),
        ("title: Suggested", "title: Invoices: suggested # soon"),
        ("title: Suggested", f"title: Invoices: {'suggested ' * 50}"),
        ("business_unit: finance", f"business_unit: @{'finance ' * 60}"),
        ("title: Suggested", "owner: {\ntitle: Invoices: suggested"),
        ("deployment: 30000,", "deployment: {min: 50000, max: 30000, sure: no},"),
    ],
)
def test_what_is_not_known_to_the_letter_is_not_offered(line, typed):
    text = DEBT.replace(line, typed, 1)
    assert [each.fix for each in findings(text) if "sure" not in each.pointer] == [None]


@settings(max_examples=40)
@given(damaged())
def test_what_is_offered_mends_what_was_found_and_keeps_the_file_readable(data):
    text = edit.dump(data) if isinstance(data, dict) else ""
    for finding in findings(text)[:5]:
        if finding.fix is not None:
            after = mended(text, finding)
            assert not initiative.read(PATH, after.encode()).document.faults
            assert finding.fingerprint not in {each.fingerprint for each in findings(after)}
