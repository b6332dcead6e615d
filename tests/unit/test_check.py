"""The run: initiatives and policies in, a report out."""

import os

import pytest

from pilotlint import check, sides
from pilotlint.change import Comparison
from pilotlint.check import Scope
from pilotlint.git import Repository
from pilotlint.globs import Globs
from pilotlint.model import Funding, InputError, Readiness, Severity, Standing, Status
from pilotlint.portfolio import Portfolio
from pilotlint.tree import Entry, Kind, WorkTree
from support.judging import GLOBS, LEAST, PATH, TODAY, chosen, file, playbook_of, policy, portfolio, rules, run, tree
from support.repo import PROPOSAL, READY

OTHER = "initiatives/other.yaml"
INVOICE = "initiatives/invoice-matching.yaml"
PILOT = LEAST.replace("Churn list\nstage: proposal", "Churn list\nstage: pilot")
NEVER = playbook_of(policy("false", at="/owner"))


def statuses(report):
    return [(finding.path, finding.status) for finding in report.findings]


def test_a_report_says_where_every_initiative_stands():
    report = run({INVOICE: READY, PATH: "a: b: c"})
    assert report.standings == (
        Standing(id="example", title="example", path=PATH, stage=None, base_stage=None, readiness=None, funding=None),
        Standing(
            id="invoice-matching",
            title="Suggested matches for supplier invoices",
            path=INVOICE,
            stage="pilot",
            base_stage=None,
            readiness=report.standings[1].readiness,
            funding=Funding("EUR", 20000, 70000),
        ),
    )
    assert report.standings[1].readiness.stage == "rollout"
    assert (report.today, report.base, report.head, report.notes) == (TODAY, None, None, ())
    assert dict(report.policies)["PL402"] == "a deployment budget of three times the pilot's"


def test_a_file_that_is_ready_for_its_stage_has_no_errors():
    report = run({INVOICE: READY})
    assert [finding.policy for finding in report.findings if finding.severity is Severity.ERROR] == []


def test_findings_are_sorted_by_path_and_place():
    report = run({OTHER: LEAST, PATH: file("budget: {pilot: 50.000, pilot: 2}")})
    places = [(finding.path, finding.span.start, finding.policy) for finding in report.findings]
    assert places == sorted(places)


def test_the_same_input_gives_the_same_report():
    files = {INVOICE: READY, PATH: file("outcome: {capability: TBD}"), OTHER: "a: b: c"}
    assert run(files) == run(dict(reversed(files.items())))


def test_progress_is_told_after_each_initiative():
    told = []
    here = portfolio({PATH: LEAST, OTHER: LEAST})
    check.run(lambda: NEVER, Scope(here, here.entries, TODAY), progress=lambda done, total: told.append((done, total)))
    assert told == [(1, 2), (2, 2)]


def test_what_was_there_before_is_existing():
    text = file("owner: {role: x}")
    report = run({PATH: text + "notes: y\n"}, {PATH: text}, playbook=NEVER)
    assert statuses(report) == [(PATH, Status.EXISTING)]


def test_what_changed_its_value_is_new():
    report = run({PATH: file("owner: {role: y}")}, {PATH: file("owner: {role: x}")}, playbook=NEVER)
    assert statuses(report) == [(PATH, Status.NEW)]


def test_a_new_initiative_has_new_findings_only():
    assert statuses(run({PATH: LEAST}, {}, playbook=NEVER)) == [(PATH, Status.NEW)]


def test_a_stage_move_is_judged_in_full():
    report = run({PATH: PILOT}, {PATH: LEAST}, playbook=NEVER)
    assert statuses(report) == [(PATH, Status.NEW)]
    assert report.standings[0].base_stage == "proposal"
    assert report.standings[0].moved
    assert report.standings[0].readiness == Readiness("pilot", 0, 1, ("AB100",))


def test_a_renamed_initiative_keeps_its_findings():
    report = run({OTHER: LEAST}, {PATH: LEAST}, playbook=NEVER)
    assert statuses(report) == [(OTHER, Status.EXISTING)]


def test_a_file_that_could_not_be_read_and_still_cannot_is_existing():
    report = run({PATH: "a: b: c"}, {PATH: "a: b: c"}, touched=[PATH])
    assert statuses(report) == [(PATH, Status.EXISTING)]
    report = run({PATH: "a: b: d"}, {PATH: "a: b: c"})
    assert statuses(report) == [(PATH, Status.NEW)]


def test_a_link_that_takes_the_place_of_an_empty_file_is_new(folder):
    (folder / "initiatives").mkdir()
    (folder / "initiatives/example.yaml").symlink_to("nowhere")
    here = Portfolio(WorkTree(str(folder)), GLOBS)
    comparison = Comparison(tree({PATH: ""}), here, [PATH])
    report = check.run(rules, Scope(here, here.entries, TODAY, comparison))
    assert statuses(report) == [(PATH, Status.NEW)]


def test_an_untouched_initiative_that_is_judged_all_the_same_has_nothing_new():
    here = portfolio({PATH: LEAST})
    report = check.run(lambda: NEVER, Scope(here, here.entries, TODAY, Comparison(here.tree, here, [])))
    assert statuses(report) == [(PATH, Status.EXISTING)]


@pytest.mark.parametrize(
    ("files", "base", "empty"),
    [
        ({}, None, True),
        ({PATH: LEAST}, None, False),
        ({}, {}, True),
        ({}, {PATH: LEAST}, False),
        ({PATH: LEAST}, {PATH: LEAST}, False),
    ],
)
def test_a_scope_is_empty_when_there_is_nothing_to_judge_and_nothing_that_was_found_fine(repo, files, base, empty):
    repository = Repository(str(repo.path), os.environ)
    repo.commit(base or {})
    if base:
        for path in base.keys() - files.keys():
            (repo.path / path).unlink()
    repo.write(files)
    here = sides.against("HEAD", repository) if base is not None else sides.without_base(str(repo.path), None)
    assert check.scope(here, chosen(), [], TODAY).empty is empty
    repository.close()


@pytest.fixture
def repository(repo):
    opened = Repository(str(repo.path), os.environ)
    yield opened
    opened.close()


def test_without_paths_and_without_a_base_everything_is_judged(repo):
    repo.write({PATH: LEAST, OTHER: LEAST, "elsewhere.yaml": LEAST})
    scope = check.scope(sides.without_base(str(repo.path), None), chosen(), [], TODAY)
    assert [entry.path for entry in scope.entries] == [PATH, OTHER]
    assert (scope.comparison, scope.base, scope.head) == (None, None, None)


def test_with_a_base_what_changed_is_judged(repo, repository):
    base = repo.commit({PATH: LEAST, OTHER: LEAST, "pilotlint.yaml": "{}"})
    head = repo.commit({PATH: LEAST + "notes: x\n", "pilotlint.yaml": "{profile: strict}"})
    scope = check.scope(sides.against(base, repository, head), chosen(), [], TODAY)
    assert [entry.path for entry in scope.entries] == [PATH]
    assert scope.comparison.touched == {PATH}
    assert (scope.base, scope.head) == (base, head)


def test_with_a_base_and_paths_the_paths_are_judged_as_changed_or_not(repo, repository):
    base = repo.commit({PATH: LEAST, "drafts/idea.yaml": LEAST, "drafts/old.yaml": LEAST})
    repo.write({"drafts/idea.yaml": LEAST + "notes: x\n"})
    scope = check.scope(sides.against(base, repository), chosen(), ["drafts", PATH], TODAY)
    assert [entry.path for entry in scope.entries] == ["drafts/idea.yaml", "drafts/old.yaml", PATH]
    assert scope.comparison.touched == {"drafts/idea.yaml"}


FILES = {
    PATH: LEAST,
    "initiatives/2026/a.yaml": LEAST,
    "initiatives/x.txt": "x",
    "drafts/idea.yml": LEAST,
    "one.yaml": LEAST,
}


@pytest.mark.parametrize(
    ("paths", "selected"),
    [
        ([PATH], [PATH]),
        (["one.yaml"], ["one.yaml"]),
        (["initiatives"], ["initiatives/2026/a.yaml", PATH]),
        (["initiatives/2026"], ["initiatives/2026/a.yaml"]),
        ([""], ["initiatives/2026/a.yaml", PATH]),
        (["drafts"], ["drafts/idea.yml"]),
        (["drafts", "one.yaml", "drafts/idea.yml"], ["drafts/idea.yml", "one.yaml"]),
        (["initiatives/x.txt"], ["initiatives/x.txt"]),
        (["empty"], []),
    ],
)
def test_a_path_is_a_file_or_the_initiatives_of_a_folder(repo, paths, selected):
    repo.write(FILES)
    (repo.path / "empty").mkdir()
    here = Portfolio(WorkTree(str(repo.path)), GLOBS)
    assert [entry.path for entry in check.select(here, paths)] == selected


def test_a_path_that_is_not_there_is_refused():
    with pytest.raises(InputError, match=r"^there is no file or folder 'none\.yaml'\.$"):
        check.select(portfolio({PATH: LEAST}), ["none.yaml"])


def test_a_link_that_is_named_is_judged_as_what_it_is(repo):
    repo.write(FILES)
    (repo.path / "link.yaml").symlink_to("one.yaml")
    here = Portfolio(WorkTree(str(repo.path)), Globs([]))
    assert check.select(here, ["link.yaml"]) == [Entry("link.yaml", Kind.LINK)]


def test_an_invalid_history_at_the_base_can_be_mended_in_a_change():
    broken = PROPOSAL.replace("{stage: proposal, date: 2026-05-04}]", "{stage: proposal}]")
    report = run({INVOICE: PROPOSAL}, {INVOICE: broken})
    assert [finding.policy for finding in report.findings if finding.severity is Severity.ERROR] == []


LATE = PILOT.replace("example", "late").replace("\nstage: pilot", "\nbusiness_unit: sales\nstage: pilot")
STALLED = LATE.replace("late", "other").replace("\nstage: pilot", "\nstage: stalled").replace(
    "stage_history: [", "stage_history: [{stage: pilot, date: 2026-01-05}, {stage: stalled, date: 2026-01-06}, "
)  # fmt: skip
BLOCKER = rules().only(["PL802"], [])


@pytest.mark.parametrize(
    ("other_before", "status"),
    [
        (STALLED, Status.EXISTING),
        (STALLED.replace("\nstage: stalled", "\nstage: pilot"), Status.NEW),
        (None, Status.NEW),
    ],
)
def test_what_was_found_among_the_others_of_the_base_is_old(other_before, status):
    path = "initiatives/late.yaml"
    base = {path: LATE, **({OTHER: other_before} if other_before else {})}
    report = run({path: LATE + "notes: a word\n", OTHER: STALLED}, base, playbook=BLOCKER, touched={path, OTHER})
    assert [(finding.policy, finding.status) for finding in report.findings if finding.path == path] == [
        ("PL802", status)
    ]
