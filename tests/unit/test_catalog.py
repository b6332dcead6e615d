"""The policies as pages and lists, for people."""

from pilotlint import catalog
from support.judging import playbook_of, policy

LIST = """\
2 policies           proposal  pilot    rollout  production  stalled  retired
AB100   A policy     advises   blocks   -        notes       -        -
CD200   Another one  blocks    blocks   blocks   blocks      blocks   blocks
"""

PAGE = """\
AB100 a-policy
A policy

The playbook: "Ask first."

Because.

  proposal    -
  pilot       blocks
  rollout     -
  production  -
  stalled     -
  retired     -

Passes: with a name

    # the initiative, the part that matters
    owner:
      name: Dana

Fails: without a name

    # the day
    2026-06-22
    # the initiative, the part that matters
    builders:
      - {name: Leo}

  error: It is wrong.
  to do: Mend it.

The policy itself: policies/AB100-a-policy.yaml
"""

MOVED = """\
Passes: a move

    # the initiative before
    stage: proposal
    # the initiative, the part that matters
    stage: pilot

Fails: as typed

    # the initiative
    stage: [pilot
"""


def test_the_list_shows_where_each_policy_blocks():
    one = policy(severity={"proposal": "warning", "pilot": "error", "production": "note"})
    assert list(catalog.listing(playbook_of(one, policy(id="CD200", title="Another one")))) == LIST.splitlines()


def test_the_list_follows_the_settings():
    one = policy(severity={"pilot": "error"})
    listed = list(catalog.listing(playbook_of(one, settings_text="severity: {AB100: {pilot: off, rollout: error}}")))
    assert listed[1].split() == ["AB100", "A", "policy", "-", "-", "blocks", "-", "-", "-"]


def test_a_page_says_why_where_and_what_to_type():
    one = policy(
        "has(initiative.owner.name)",
        severity={"pilot": "error"},
        quote="Ask first.",
        examples={
            "pass": [{"name": "with a name", "initiative": {"owner": {"name": "Dana"}}}],
            "fail": [
                {
                    "name": "without a name",
                    "today": "2026-06-22",
                    "initiative": {"builders": [{"name": "Leo"}]},
                    "finds": [{"at": "", "severity": "error", "says": "wrong"}],
                }
            ],
        },
    )
    assert list(catalog.page(playbook_of(one), one)) == PAGE.splitlines()


def test_a_page_shows_a_base_and_a_text_as_they_are():
    one = policy(
        examples={
            "pass": [{"name": "a move", "base": {"stage": "proposal"}, "initiative": {"stage": "pilot"}}],
            "fail": [
                {
                    "name": "as typed",
                    "text": "stage: [pilot\n\n",
                    "finds": [{"at": "", "severity": "error", "says": "x"}],
                }
            ],
        }
    )
    page = "\n".join(list(catalog.page(playbook_of(one), one)))
    assert MOVED in page + "\n"
    assert " \n" not in page
    assert "The playbook:" not in page
