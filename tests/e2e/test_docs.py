"""Every block of code in the documentation does what it shows: commands run, files are what their schema asks for.

A page is one story: its blocks run in their order in one repository, which has the example portfolio. A comment before a
block says what is special about it: `<!-- file: PATH -->` writes it there, `<!-- exit: N -->` is the exit code of its
last command, `<!-- elsewhere: WHY -->` is for what no test can run.
"""

import re
import shlex
from pathlib import Path
from typing import NamedTuple

import pytest
import yaml
from pre_commit.clientlib import load_config

from golden.scenarios import PORTFOLIO
from pilotlint import document, examples, policy, schema
from pilotlint.settings import FILE_NAME
from pilotlint.shared import manifest
from support.repo import TestRepo
from support.run import pilotlint

ROOT = Path(__file__).parents[2]
PAGES = [
    *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "benchmarks/README.md", "tests/README.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "examples").rglob("README.md")),
]
BLOCK = re.compile(r"^(?:<!-- (file|exit|elsewhere): ([^\n]+) -->\n)?```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
PROGRAM = re.compile(r"^\s*(pilotlint|make|git|pip|python) ", re.MULTILINE)
MAKE = re.compile(r"^([a-z]+):", re.MULTILINE)
STAND_FOR = {"1d0f9f2": "HEAD", "origin/main": "main"}
INPUTS = yaml.safe_load((ROOT / "action.yml").read_text())["inputs"].keys()


class Block(NamedTuple):
    line: int
    special: str
    value: str
    language: str
    text: str


def blocks(page):
    text = page.read_text()
    for match in BLOCK.finditer(text):
        yield Block(text[: match.start(3)].count("\n") + 1, *(part or "" for part in match.groups()))


@pytest.fixture
def world(repo):
    """A repository with the example portfolio, and a change on a branch."""
    repo.commit(PORTFOLIO)
    repo.branch("change").write(
        {"initiatives/churn-v1.yaml": PORTFOLIO["initiatives/churn-v1.yaml"] + b"notes: Hello\n"}
    )
    repo.commit({})
    return repo


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_block_does_what_it_shows(page, world):
    for block in blocks(page):
        try:
            judge(block, world)
        except AssertionError as error:
            raise AssertionError(f"{page.name}:{block.line}: {error}") from error


def test_every_page_of_the_documentation_is_among_them_and_every_fence_is_found():
    fences = sum(len(re.findall(r"^```", page.read_text(), re.MULTILINE)) for page in PAGES)
    assert fences == 2 * sum(1 for page in PAGES for _ in blocks(page)) > 40


def judge(block: Block, world: TestRepo) -> None:
    if block.special == "elsewhere":
        return
    if block.special == "file":
        world.write({block.value: block.text})  # the command that follows says what comes of it
    elif block.language == "yaml":
        of_yaml(block.text, world)
    elif block.language == "text":
        assert not PROGRAM.search(block.text), "this is to be run, and not just text"
    else:
        assert block.language in {"", "sh"}, f"nobody knows how to run {block.language}"
        wanted = int(block.value) if block.special == "exit" else None
        lines = block.text.replace("\\\n", " ").splitlines()
        for line in filter(None, lines):
            command(line, wanted if line is lines[-1] else None, world)


def of_yaml(text: str, world: TestRepo) -> None:
    data = yaml.safe_load(text)
    if isinstance(data, list):  # the steps of a workflow
        assert all({"run", "uses"} & step.keys() for step in data)
    elif "jobs" in data:
        steps = [step for job in data["jobs"].values() for step in job["steps"]]
        ours = [step for step in steps if step.get("uses", "").startswith("pilotlint/")]
        assert ours
        assert {name for step in ours for name in step.get("with", {})} <= INPUTS
    elif "repos" in data:
        world.write({".pre-commit-config.yaml": text})
        load_config(world.path / ".pre-commit-config.yaml")
        hooks = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
        assert {hook["id"] for repository in data["repos"] for hook in repository["hooks"]} <= hooks
    elif "assert" in data:
        found = policy.parse(f"{data['id']}-{data['name']}.yaml", text.encode())
        assert {result.wrong for result in examples.Trial(found).run()} == {()}
    elif data.keys() <= {"severity", "limits"}:
        manifest(text.encode(), "pack.yaml")
    else:
        name = "initiative" if "schema" in data else "waivers" if "waivers" in data else "settings"
        schema.demand(schema.load(name), document.read(text.encode()), FILE_NAME)


def command(line: str, wanted: int | None, world: TestRepo) -> None:
    words = [STAND_FOR.get(word, word) for word in shlex.split(line, comments=True)]
    match words:
        case []:
            pass  # the rest of a comment
        case ["make", target, *_]:
            assert target in MAKE.findall((ROOT / "Makefile").read_text())
        case ["pip", "install", address]:
            assert address == "git+https://github.com/pilotlint/pilotlint"
        case ["python", script, *_]:
            assert (ROOT / script).exists()
        case ["pilotlint", *arguments]:
            ran = pilotlint(*arguments, cwd=world.path)
            fits = ran.code == wanted if wanted is not None else ran.code in {0, 1}
            assert fits, f"{line}: exit code {ran.code}: {ran.err}"
        case _:
            raise AssertionError(f"nobody knows how to run {line!r}")
