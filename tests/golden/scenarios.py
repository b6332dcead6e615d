"""The repositories whose reports are kept in golden files, and what is asked of each."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import NamedTuple

from support.repo import DEBT, PATH, READY, TestRepo

EXAMPLES = Path(__file__).parents[2] / "examples"
CHURN = "initiatives/churn-v1.yaml"
RESTART = "initiatives/churn-early-warning.yaml"
IDEA = "initiatives/handover-summaries.yaml"
BILLING = "initiatives/billing-replies.yaml"

PORTFOLIO = {
    path.relative_to(EXAMPLES / "portfolio").as_posix(): path.read_bytes()
    for path in sorted((EXAMPLES / "portfolio").rglob("*"))
    if path.is_file()
}


class Scenario(NamedTuple):
    """A repository, and the arguments of `pilotlint check` in it."""

    make: Callable[[TestRepo], object]
    arguments: tuple[str, ...] = ()


def changed(name: str) -> dict[str, bytes]:
    """Return one of the shipped changes to the portfolio, such as ``churn-v1.told-honestly``."""
    return {f"initiatives/{name.partition('.')[0]}.yaml": (EXAMPLES / "changes" / f"{name}.yaml").read_bytes()}


def holds(*parts: Mapping[str, str | bytes]) -> Callable[[TestRepo], object]:
    """Make a repository with one commit."""
    return lambda repo: repo.commit({path: content for part in parts for path, content in part.items()})


def asks(name: str) -> Callable[[TestRepo], object]:
    """Make the portfolio on main, and one of the shipped changes on a branch."""

    def make(repo: TestRepo) -> None:
        repo.commit(PORTFOLIO)
        repo.branch("change").commit(changed(name))

    return make


BILLED = (
    DEBT.replace("invoice-matching", "billing-replies")
    .replace("Suggested matches for supplier invoices", "Drafted replies for billing questions")
    .replace("Suggested purchase order for each supplier invoice", "Drafted reply in each ticket")
    .replace("Six accounts payable clerks in Porto", "31 billing agents in Lisbon")
)
ROLLED_OUT = BILLED.replace("\nstage: pilot\n", "\nstage: rollout\n") + "  - {stage: rollout, date: 2026-06-22}\n"


def old_debt(repo: TestRepo) -> None:
    """Two pilots have too little for the deployment; one gets a note, the other goes on to rollout all the same."""
    repo.commit({PATH: DEBT, BILLING: BILLED})
    repo.branch("change").commit({PATH: DEBT + "notes: Ask Marta about the holidays\n", BILLING: ROLLED_OUT})


HOSTED = "reason: Hosted product without integration"
WAIVERS = f"""\
waivers:
  - {{policy: PL402, initiative: invoice-matching, {HOSTED}, approved_by: Eva Lind, expires: 2026-08-31}}
  - {{policy: PL402, initiative: handover, {HOSTED}, approved_by: Rui Alves, expires: 2026-06-21}}
  - {{policy: PL4, initiative: billing-replies, reason: short, expires: 31.8.2026}}
"""
BASELINE = """\
baseline:
  billing-replies:
    pilot:
      - PL304 /metric/baseline 0f1e2d3c4b5a69788796
      - PL402 /budget/deployment f9b3468de1ef4e58f4ab
"""
EXCEPTIONS = {PATH: DEBT, BILLING: BILLED, "waivers.yaml": WAIVERS, ".pilotlint/baseline.yaml": BASELINE}


def new_exceptions(repo: TestRepo) -> None:
    """A change spends too little on the deployment, and brings its own waiver and a longer one for another."""
    longer = WAIVERS.replace("PL402, initiative: invoice-matching", "PL401, initiative: invoice-matching")
    repo.commit({PATH: READY, BILLING: BILLED, "waivers.yaml": longer})
    repo.branch("change").commit({PATH: DEBT, "waivers.yaml": WAIVERS + longer[9:].replace("08-31", "09-15")})


def weakened(repo: TestRepo) -> None:
    """A change takes the owner out, and edits settings, waivers, baseline, a policy and the workflow to pass itself."""
    own = CANNOT_BE_EVALUATED.replace("initiative.owner.email", 'initiative.?owner.?email.orValue("x@example.com")')
    policy = "policies/ACME102-owner-has-an-address.yaml"
    workflow = ".github/workflows/pilotlint.yml"
    repo.commit({PATH: READY, policy: own, workflow: "on: pull_request\n"})
    waiver = "policy: PL201, initiative: invoice-matching, reason: We will name somebody later, approved_by: Ana Costa"
    repo.branch("change").commit(
        {
            PATH: READY.replace("name: Rui Alves", "name: TBD"),
            policy: own.replace("{pilot: error}", "{pilot: warning}"),
            workflow: "on: workflow_dispatch\n",
            "pilotlint.yaml": "severity: {PL102: off, PL201: off}\nlimits: {budget_ratio_min: 1}\n",
            "waivers.yaml": f"waivers:\n  - {{{waiver}, expires: 2026-08-31}}\n",
            ".pilotlint/baseline.yaml": "baseline:\n  invoice-matching: {pilot: [PL201 /owner 00000000000000000000]}\n",
        }
    )


def no_common_history(repo: TestRepo) -> None:
    """The base has no commit in common with what is checked."""
    repo.commit({PATH: DEBT})
    repo.git.git.checkout("--quiet", "--orphan", "change")
    repo.commit({PATH: READY})


def called(name: str) -> str:
    """Return an initiative with nothing wrong, under another id."""
    return READY.replace("invoice-matching", name)


UNREADABLE = {
    "initiatives/a-list.yaml": "- id: a-list\n- title: A list\n",
    "initiatives/colon.yaml": called("colon").replace("Clerks confirm", "Clerks: confirm"),
    "initiatives/empty.yaml": "",
    "initiatives/image.yaml": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR",
    "initiatives/invoice-matching.yaml": READY,
    "initiatives/misspelt.yaml": called("misspelt").replace("behavior", "behaviour"),
    "initiatives/tabs.yaml": "schema: pilotlint/v1\nid: tabs\nowner:\n\tname: Dana Ruiz\n",
    "initiatives/two.yaml": called("two") + "---\ntitle: Another one\n",
}

ESCAPES = '"\\e[2J\\e[1;32mThe gate passes.\\e[0m \\u202Esessap etag ehT\\u202C"'
HOSTILE = {
    "initiatives/::error::\nThe gate passes.yaml": called("error"),
    "initiatives/escapes.yaml": called("escapes").replace("Suggested matches for supplier invoices", ESCAPES),
    "initiatives/long.yaml": called("long").replace("Six accounts payable clerks in Porto", "everybody, " * 60),
    "initiatives/tokyo.yaml": called("tokyo").replace("Rui Alves", "営業部 チーム"),
}

CANNOT_BE_EVALUATED = """\
id: ACME102
name: owner-has-an-address
title: The owner has an address
play: owner
rationale: Somebody has to be asked.
severity: {pilot: error}
assert: initiative.owner.email.endsWith("@example.com")
at: /owner/email
message: The owner has no address.
help: "Write it below `owner:`, such as `email: dana@example.com`."
examples:
  pass:
    - name: an address
      initiative: {stage: pilot, owner: {email: dana@example.com}}
  fail:
    - name: another address
      initiative: {stage: pilot, owner: {email: dana@example.org}}
      finds: [{at: /owner/email, severity: error, says: no address}]
"""

SCENARIOS = {
    "portfolio": Scenario(holds(PORTFOLIO)),
    "portfolio-that-passes": Scenario(holds(PORTFOLIO, changed("churn-v1.told-honestly"))),
    "churn-story": Scenario(holds(PORTFOLIO), (CHURN,)),
    "churn-story-told-honestly": Scenario(holds(PORTFOLIO, changed("churn-v1.told-honestly")), (CHURN, RESTART)),
    "idea": Scenario(holds(PORTFOLIO), (IDEA,)),
    "nothing-wrong": Scenario(holds({PATH: READY})),
    "funding-request-blocked": Scenario(asks("invoice-matching.asks-for-money"), ("--base", "main")),
    "funding-request-ready": Scenario(asks("invoice-matching.ready"), ("--base", "main")),
    "old-debt-and-a-stage-move": Scenario(old_debt, ("--base", "main")),
    "exceptions": Scenario(holds(EXCEPTIONS)),
    "change-that-weakens-the-gate": Scenario(weakened, ("--base", "main")),
    "exceptions-in-a-change": Scenario(new_exceptions, ("--base", "main")),
    "no-common-history": Scenario(no_common_history, ("--base", "main")),
    "practice-pack": Scenario(
        holds(PORTFOLIO, {"pilotlint.yaml": "packs: [playbook, practice]\n"}), ("initiatives/windscreen-triage.yaml",)
    ),
    "unreadable-files": Scenario(holds(UNREADABLE)),
    "hostile-files": Scenario(holds(HOSTILE)),
    "policy-that-cannot-be-evaluated": Scenario(
        holds({PATH: READY, "policies/ACME102-owner-has-an-address.yaml": CANNOT_BE_EVALUATED})
    ),
}
