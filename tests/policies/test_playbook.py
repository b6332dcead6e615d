"""Laws over all shipped policies."""

import os
import re
from collections import Counter

import pytest

from pilotlint import bundled, coverage, document, examples, packs, policy_check, schema
from pilotlint.builtins import placeholders
from pilotlint.builtins.placeholders import OWN_WORDS, PLANS
from pilotlint.expression import Engine
from pilotlint.functions import FUNCTIONS
from pilotlint.initiative import stages
from pilotlint.subject import VARIABLES
from support.judging import rules

POLICIES = [policy for pack in packs.PACKS for policy in packs.shipped(pack)]
every_policy = pytest.mark.parametrize("policy", POLICIES, ids=lambda policy: policy.id)

# How much each policy weighs at proposal, pilot, rollout, production, stalled and retired:
# E is an error, W a warning, and at - it does not apply. A severity is changed here and in the policy's file.
SEVERITIES = {
    "PL001": "E E E E E E",
    "PL002": "E E E E E E",
    "PL003": "E E E E E E",
    "PL004": "W W W W W W",
    "PL101": "W E E E - -",
    "PL102": "W E E E - -",
    "PL103": "W W W W - -",
    "PL104": "W W W W - -",
    "PL105": "W W W W - -",
    "PL106": "W E E W - -",
    "PL107": "- W W W - -",
    "PL201": "W E E E E -",
    "PL202": "W E E E E -",
    "PL203": "W E E E E -",
    "PL204": "W E E E - -",
    "PL206": "- W E E W -",
    "PL205": "- W W W W -",
    "PL301": "W E E E - -",
    "PL302": "W E E E - -",
    "PL303": "W W W W - -",
    "PL304": "W E E E - -",
    "PL305": "W W W W - -",
    "PL306": "W E E W - -",
    "PL307": "- W E E - -",
    "PL308": "- - W W - -",
    "PL401": "W E E W - -",
    "PL402": "W E E - - -",
    "PL403": "W W W - - -",
    "PL404": "W E E W - -",
    "PL405": "W W W - - -",
    "PL406": "- W W - W -",
    "PL407": "- W W - - -",
    "PL501": "W W E E - -",
    "PL502": "- W E E - -",
    "PL503": "- W W W - -",
    "PL504": "- - W W - -",
    "PL601": "W E E E - -",
    "PL602": "W W W - - -",
    "PL603": "W E E W - -",
    "PL604": "W E E W - -",
    "PL605": "W E E W - -",
    "PL606": "W W E W - -",
    "PL607": "W W E W - -",
    "PL608": "W E E W - -",
    "PL609": "W W W - W -",
    "PL701": "W E E E - -",
    "PL702": "- W E W W -",
    "PL703": "E E E E E E",
    "PL704": "- E E - E E",
    "PL705": "- W E - - -",
    "PL706": "- W W - - -",
    "PL707": "- - W W - -",
    "PL708": "- W E E W -",
    "PL801": "- E - - - -",
    "PL802": "W E - - - -",
    "PL803": "- E - - - -",
    "PL804": "- E - - - -",
    "PL805": "- W W W - -",
    "PL806": "W W - - - -",
    "PL901": "- - - - E E",
    "PL902": "- - - - W W",
    "PL903": "- E E - - -",
    "PL911": "E E E E E E",
    "PL912": "W W W W W W",
    "PL913": "W W W W W W",
    "OP101": "W W - - - -",
    "OP102": "- W W - - -",
    "OP103": "W W W W W -",
    "OP104": "W E E E - -",
    "OP105": "W E E E - -",
    "OP106": "- W E E - -",
    "OP107": "- W E W - -",
    "OP108": "- - W W - -",
    "OP109": "- W - - - -",
    "OP110": "- W - - - -",
    "OP111": "- W E W - -",
    "OP112": "W W W W - -",
    "OP113": "- - - - - W",
}

# A new policy is added here with its file; no line is ever changed or removed.
NAMES = {
    "PL001": "schema-valid",
    "PL002": "id-unique-and-stable",
    "PL003": "stage-history-consistent",
    "PL004": "no-yaml-surprises",
    "PL101": "outcome-four-blanks",
    "PL102": "outcome-not-template",
    "PL103": "outcome-not-empty-words",
    "PL104": "outcome-names-a-behavior-change",
    "PL105": "outcome-user-group-is-a-group",
    "PL106": "outcome-timeframe-is-bounded",
    "PL107": "outcome-before-code",
    "PL201": "owner-named-before-pilot",
    "PL202": "owner-is-one-person",
    "PL203": "owner-is-not-the-builder",
    "PL204": "adoption-in-performance-review",
    "PL205": "owner-covers-the-whole-way",
    "PL206": "builder-gone-without-successor",
    "PL301": "one-behavior-metric",
    "PL302": "metric-is-not-a-model-metric",
    "PL303": "metric-is-not-activity",
    "PL304": "metric-has-four-parts",
    "PL305": "metric-kind-is-one-of-four",
    "PL306": "metric-target-is-a-change",
    "PL307": "metric-is-being-read",
    "PL308": "not-a-science-fair",
    "PL401": "deployment-budget-before-pilot",
    "PL402": "deployment-budget-at-least-3x",
    "PL403": "deployment-budget-over-5x",
    "PL404": "budget-comparable",
    "PL405": "budget-names-the-five-costs",
    "PL406": "budget-follows-real-spend",
    "PL407": "budget-conversation-happened",
    "PL501": "weekly-review-planned",
    "PL502": "weekly-review-happening",
    "PL503": "review-answers-three-questions",
    "PL504": "review-leads-to-action",
    "PL601": "business-users-in-the-room",
    "PL602": "in-the-room-from-day-one",
    "PL603": "not-only-technical-people",
    "PL604": "what-changes-what-stays",
    "PL605": "concerns-answered",
    "PL606": "designed-with-users",
    "PL607": "workflow-fit-explained",
    "PL608": "one-trusted-source",
    "PL609": "not-waiting-for-perfect-data",
    "PL701": "deployment-planned-from-the-start",
    "PL702": "ten-real-users-list",
    "PL703": "no-skipped-stage",
    "PL704": "pilot-ends-with-decision",
    "PL705": "leadership-cue-answered",
    "PL706": "decision-cites-behavior",
    "PL707": "ten-real-users-reached",
    "PL708": "not-on-a-laptop",
    "PL801": "no-one-more-pilot",
    "PL802": "last-blocker-named",
    "PL803": "pilot-past-end-date",
    "PL804": "pilot-too-old",
    "PL805": "file-gone-quiet",
    "PL806": "near-duplicate-pilot",
    "PL901": "retrospective-three-questions",
    "PL902": "retrospective-on-time",
    "PL903": "restart-needs-unblocking",
    "PL911": "waiver-valid",
    "PL912": "waiver-new",
    "PL913": "gate-changed",
    "OP101": "kill-criteria-set",
    "OP102": "success-bar-set",
    "OP103": "next-decision-date",
    "OP104": "personal-data-flagged",
    "OP105": "risk-tier-set",
    "OP106": "human-can-stop-it",
    "OP107": "fallback-plan",
    "OP108": "guardrail-set",
    "OP109": "pilot-is-bounded",
    "OP110": "pilot-limit-per-unit",
    "OP111": "security-review-linked",
    "OP112": "vendor-exit",
    "OP113": "retired-cleanly",
}

JARGON = re.compile(
    r"\b(null|nil|booleans?|strings?|arrays?|schemas?|regex(es)?|regular expressions?|invalid|validat\w+|json|pointers?"
    r"|pars(e[drs]?|ing)|integers?|floats?|syntax|tokens?|enums?|assert\w*|evaluat\w+|iterat\w+)\b",
    re.IGNORECASE,
)
SCOLDING = re.compile(
    r"\b(you (forgot|failed|must|should have)|fail(ed|ure)|forgot|careless\w*|obvious(ly)?|of course|simply|illegal"
    r"|violat\w+|incorrect|sloppy|stupid|guilty|blame|shame)\b",
    re.IGNORECASE,
)

REGISTER = {"PL001", "PL002", "PL003", "PL703", "PL911"}
"""What can still block in the register profile: that files are read, followed and trusted, and waivers in order."""

WORDING = {"PL102", "PL103", "PL104", "PL105", "PL106", "PL202", "PL302", "PL303", "PL604", "PL607", "PL608", "PL706"}
WORDING |= {"PL806", "OP104", "OP106", "OP107", "OP111", "OP112"}
"""Judgements of texts: they block in the strict profile. PL605 is none, since having heard no other worry is an answer,
nor is PL708: where something runs is a fact, and in a pilot it is time that decides."""


def test_the_severities_are_those_that_were_decided():
    letters = {"error": "E", "warning": "W", None: "-"}
    shipped = {policy.id: " ".join(letters[policy.severity.get(stage)] for stage in stages()) for policy in POLICIES}
    assert shipped == SEVERITIES


@pytest.mark.parametrize(
    ("profile", "becomes"),
    [
        ("playbook", {}),
        ("register", {name: ("E", "W") for name in SEVERITIES if name not in REGISTER}),
        ("strict", dict.fromkeys(WORDING, ("W", "E"))),
    ],
)
def test_a_profile_changes_how_much_these_policies_weigh_and_no_other(profile, becomes):
    book = rules(f"{{packs: [playbook, practice], profile: {profile}}}")
    letters = {"error": "E", "warning": "W", None: "-"}
    weighs = {one.id: " ".join(letters[book.severity(one, stage)] for stage in stages()) for one in book.policies}
    assert weighs == {name: said.replace(*becomes.get(name, ("", ""))) for name, said in SEVERITIES.items()}


def test_every_file_in_the_packs_is_a_policy():
    for pack in packs.PACKS:
        folder = os.path.join(bundled.folder("policies"), pack)
        names = [name for name in os.listdir(folder) if not name.startswith(".")]
        assert sorted(names) == [os.path.basename(policy.path) for policy in packs.shipped(pack)]


def test_ids_are_stable():
    """Waivers, baselines and records hold them for years: this list may only grow."""
    assert {policy.id: policy.name for policy in POLICIES} == NAMES


def test_ids_and_names_are_unique():
    assert Counter(policy.id for policy in POLICIES).most_common(1)[0][1] == 1
    assert Counter(policy.name for policy in POLICIES).most_common(1)[0][1] == 1
    assert Counter(policy.title for policy in POLICIES).most_common(1)[0][1] == 1


@every_policy
def test_the_file_is_called_after_id_and_name(policy):
    pack = policy.path.split("/")[1]
    assert policy.path == f"policies/{pack}/{policy.id}-{policy.name}.yaml"
    assert re.fullmatch("PL[0-9]{3}" if pack == "playbook" else "OP[0-9]{3}", policy.id)


@every_policy
def test_its_expressions_and_texts_can_be_relied_on(policy):
    policy_check.check(policy, packs.engine())


@every_policy
def test_it_uses_no_name_that_it_does_not_define(policy):
    """Compiled with the documented variables only, and the entry only behind `each`; nearly too deep for the engine is none."""
    known = VARIABLES if policy.each else {name: kind for name, kind in VARIABLES.items() if name != "item"}
    engine = Engine(known, FUNCTIONS)
    if not policy.builtin:
        for stage in stages():
            engine.compile(f"(((((({policy.status(stage)}))))))")
            engine.compile(f"(((((({policy.details(stage)}))))))")
    defined = {*policy.variables, "stage", *(("item", "index") if policy.each else ())}
    if policy.id == "PL102":
        defined |= {"text", "what", "advice"}  # given by the code that checks it
    for text in (policy.message, policy.help, policy.at):
        assert set(policy.blanks(text)) <= defined


def found(policy):
    """Return the failing examples of a policy, each with every finding in it."""
    if policy.id not in FOUND:
        trial = examples.Trial(policy)
        FOUND[policy.id] = [(each, finding) for each in policy.examples["fail"] for finding in trial.findings(each)]
    return FOUND[policy.id]


FOUND = {}
_TYPED = re.compile(r"`([a-z_]+): \[?([^`\]]+)\]?`")


@every_policy
def test_the_examples_it_shows_are_known_when_they_are_pasted(policy):
    """What pilotlint shows for an answer is in the schema, so PL102 takes it for no answer of the author's own."""
    for _, finding in found(policy):
        for key, text in _TYPED.findall(finding.help):
            if key in PLANS and not text.startswith("{"):
                assert placeholders.is_example(f"/deployment_plan/{key}/0", text)
            elif finding.pointer in OWN_WORDS and finding.pointer.endswith(f"/{key}"):
                assert placeholders.is_example(finding.pointer, text)


@every_policy
def test_each_of_its_variables_is_used(policy):
    for name in policy.variables:
        others = [source for where, source in policy.expressions().items() if where != f"/variables/{name}"]
        texts = [blank for text in (policy.message, policy.help, policy.at) for blank in policy.blanks(text)]
        assert name in texts or any(re.search(rf"\b{name}\b", source) for source in others)


@every_policy
def test_it_has_two_examples_that_pass_and_two_that_fail(policy):
    assert len(policy.examples["pass"]) >= 2
    assert len(policy.examples["fail"]) >= 2
    names = [example["name"] for kind in policy.examples.values() for example in kind]
    assert len(names) == len(set(names))


def stage_of(example):
    if "text" in example:
        data = document.read(example["text"].encode()).data
        return data.get("stage") if isinstance(data, dict) else None
    return example.get("initiative", {}).get("stage", "pilot")


@every_policy
def test_its_examples_show_every_stage_and_every_expression_both_ways(policy):
    assert [gap for _, gap in coverage.measure(policy).gaps] == []


@every_policy
def test_a_stage_it_does_not_name_has_no_example_that_fails(policy):
    assert {stage_of(example) for example in policy.examples["fail"]} - {None, "piloting"} <= set(policy.severity)


def texts_of(policy):
    """Return the texts that people read, the sentences in expressions included."""
    quoted = [
        text
        for source in policy.expressions().values()
        for text in re.findall(r'"((?:[^"\\]|\\.)*)"', source)
        if " " in text.strip()
    ]
    return [policy.message, policy.help, policy.title, policy.missing, policy.rationale, *quoted]


@every_policy
def test_its_texts_hold_no_jargon(policy):
    assert [found[0] for text in texts_of(policy) for found in JARGON.finditer(text)] == []


@every_policy
def test_what_it_finds_is_said_in_whole_sentences(policy):
    for example, finding in found(policy):
        assert finding.message.endswith((".", "?")), finding.message
        assert finding.help.endswith((".", "?")), finding.help
        assert JARGON.search(re.sub("`[^`]*`", "", finding.message + finding.help)) is None
        assert re.search(r"\{[a-z_.]+\}", finding.message) is None or "{" in str(example)


@every_policy
def test_what_it_finds_names_a_field_and_helps_in_readable_sentences(policy):
    """Without the words that are quoted from the author or to be typed, which are theirs."""
    known = set(keys_known(schema.load("initiative").root))
    for _, finding in found(policy):
        said = f"{finding.message} {finding.help}"
        if not policy.builtin or policy.id == "PL102":  # what is wrong with a file or the gate has a line and no field
            assert known & set(re.findall(r"([a-z_]+):", " ".join(re.findall("`([^`]*)`", said)))), said
        plain = re.sub('`[^`]*`|"[^"]*"', "…", said)
        assert SCOLDING.search(plain) is None, plain
        if policy.id != "PL913":  # which lists what a change does to the gate, however much that is
            assert max(len(sentence.split()) for sentence in re.split("[.?:;] ", plain)) <= 35, plain
            assert len(finding.message) <= 280, finding.message


@every_policy
def test_its_message_and_help_are_whole_sentences(policy):
    for text in (policy.message, policy.help):
        assert text.endswith((".", "?", "}")), text
        assert "  " not in text


@every_policy
def test_its_help_says_what_to_type(policy):
    sentences = policy.help if "{" not in policy.help else " ".join([policy.help, *texts_of(policy)])
    assert re.search(r"`[^`]+`|: \S|such as|\"[^\"]+\"", sentences)


@every_policy
def test_what_its_help_says_to_type_can_be_typed(policy):
    """Pasted into a file it is YAML, and its keys are keys of the format."""
    known = set(keys_known(schema.load("waivers" if policy.of_gate else "initiative").root))
    for _, finding in found(policy):
        for snippet in re.findall(r"`((?:- )?(?:\{|[a-z_]+: )[^`]*)`", finding.help):
            typed = document.read(snippet.encode())
            assert typed.faults == (), snippet
            assert set(keys_typed(typed.data)) <= known, snippet


def keys_known(field):
    for key, below in field.fields.items():
        yield key
        yield from keys_known(below)
    if field.item:
        yield from keys_known(field.item)


def keys_typed(value):
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from keys_typed(inner)


@every_policy
def test_what_is_missing_reads_on_in_a_sentence(policy):
    assert policy.missing[0].islower()
    assert not policy.missing.endswith(".")
    assert len(policy.missing) <= 60


@every_policy
def test_its_title_is_a_sentence_without_its_stop(policy):
    assert policy.title[0].isupper()
    assert not policy.title.endswith(".")
    assert len(policy.title) <= 80


@every_policy
def test_it_points_to_a_field_that_exists(policy):
    if "{" not in policy.at:
        assert schema.load("initiative").root.find(policy.at) is not None


@every_policy
def test_its_file_holds_text_that_editors_can_show(policy):
    text = policy.content.decode()
    assert text.endswith("\n")
    assert not re.search(r"[ \t]+$|\t|\r", text, re.MULTILINE)
