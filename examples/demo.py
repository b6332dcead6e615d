"""What pilotlint does, in five minutes: the example portfolio, checked in a repository of its own.

Run by `make demo`. Everything happens in a temporary folder, on a fixed day.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

EXAMPLES = Path(__file__).resolve().parent
PILOTLINT = Path(sys.executable).with_name("pilotlint")
TODAY = "2026-06-22"
ENVIRONMENT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_AUTHOR_NAME": "Dana Ruiz",
    "GIT_AUTHOR_EMAIL": "dana@example.com",
    "GIT_COMMITTER_NAME": "Dana Ruiz",
    "GIT_COMMITTER_EMAIL": "dana@example.com",
}


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        portfolio = Path(folder) / "portfolio"
        shutil.copytree(EXAMPLES / "portfolio", portfolio)
        git(portfolio, "init", "--quiet", "--initial-branch=main")
        commit(portfolio, "The portfolio")

        tell(
            "Ten AI initiatives, one YAML file each. One of them is the story of the article: a churn model that was",
            "accurate, cost 200,000 dollars, and changed no conversation with a customer. What does the gate say?",
        )
        check(portfolio, expect=1, summary_only=True)

        tell("One initiative fails. Its author is told what is missing, why it matters, and what to type:")
        check(portfolio, "initiatives/churn-v1.yaml", expect=1)

        tell(
            "The same story, told honestly: the stage is stalled, the decision is to stop, and three questions have",
            "an answer, “nobody” and “cannot” among them. Honesty passes; its restart, churn-early-warning,",
            "says it follows.",
        )
        replace(portfolio, "churn-v1", "told-honestly")
        check(portfolio, "initiatives/churn-v1.yaml", "initiatives/churn-early-warning.yaml", expect=0)
        commit(portfolio, "churn-v1: stalled, with three answers")

        tell(
            "A pull request changes `stage: proposal` to `stage: pilot`: that is the request for money. It is judged",
            "in full, by the rules of main.",
        )
        git(portfolio, "switch", "--quiet", "--create", "fund-invoice-matching")
        replace(portfolio, "invoice-matching", "asks-for-money")
        commit(portfolio, "invoice-matching: ask for the pilot")
        check(portfolio, "--base", "main", expect=1)

        tell("The answers are added, and the pilot can be funded:")
        replace(portfolio, "invoice-matching", "ready")
        commit(portfolio, "invoice-matching: the answers")
        check(portfolio, "--base", "main", expect=0)

        tell("Why does a policy ask? `pilotlint explain` tells:")
        run(portfolio, "explain", "PL402", expect=0)


def tell(*lines: str) -> None:
    print("\n" + "\n".join(f"▌ {line}" for line in lines) + "\n")


def check(portfolio: Path, *arguments: str, expect: int, summary_only: bool = False) -> None:
    run(portfolio, "check", "--today", TODAY, *arguments, expect=expect, summary_only=summary_only)


def run(portfolio: Path, *arguments: str, expect: int, summary_only: bool = False) -> None:
    """Run pilotlint, show what it prints and its exit code, and stop the demo if that is not the expected one."""
    print(f"$ pilotlint {' '.join(arguments)}\n")
    done = subprocess.run(
        [PILOTLINT, *arguments], cwd=portfolio, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    printed = done.stdout + done.stderr
    if summary_only:
        findings, mark, summary = printed.partition("  FAIL  ")
        printed = (
            f"… {findings.count(' = to do: ')} findings, shown in full when you run it yourself …\n\n{mark}{summary}"
        )
    print(printed)
    print(f"exit code {done.returncode}")
    if done.returncode != expect:
        sys.exit(f"the demo expected exit code {expect}")


def replace(portfolio: Path, initiative: str, how: str) -> None:
    shutil.copy(EXAMPLES / "changes" / f"{initiative}.{how}.yaml", portfolio / "initiatives" / f"{initiative}.yaml")


def commit(portfolio: Path, message: str) -> None:
    git(portfolio, "add", "--all")
    git(portfolio, "commit", "--quiet", "--message", message)


def git(portfolio: Path, *arguments: str) -> None:
    subprocess.run(["git", *arguments], cwd=portfolio, env=ENVIRONMENT, check=True)


if __name__ == "__main__":
    main()
