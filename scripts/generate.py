"""Write the pages, tables and the picture that are made from schemas, policies and examples; `--check` only compares.

Run by `make docs`; the tests run it with `--check`.
"""

import ast
import html
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import click
import yaml

from pilotlint import check, gate, handbook, packs, playbook, schema, settings, sides
from pilotlint.cli import check as cli
from pilotlint.cli import common
from pilotlint.formatters.style import Style, columns
from pilotlint.formatters.text import render
from pilotlint.initiative import stages
from pilotlint.model import Severity
from pilotlint.playbook import Playbook
from pilotlint.policy import Policy
from pilotlint.schema import Field
from pilotlint.tree import MemoryTree

ROOT = Path(__file__).resolve().parent.parent
_COLOURS = {"31": "#ff7b72", "32": "#7ee787", "33": "#e3b341", "34": "#79c0ff"}
_POLICIES = re.compile(r"<!-- policies: ([A-Z0-9 ]+) -->\n(.*?)<!-- end of policies -->", re.DOTALL)
_PAGES = "docs/policies"
_LINE, _CHARACTER, _MARGIN = 19, 8.05, 18


def main() -> None:
    pages = {
        "docs/fields.md": "".join(fields()),
        **policies(),
        "docs/playbook.md": from_playbook(),
        "docs/git.md": "".join(states_of_git()),
        "docs/github.md": github(),
        "docs/picture.svg": picture(),
        "README.md": readme(),
    }
    stale = [path for path, text in pages.items() if _read(path) != text]
    there = {path.relative_to(ROOT).as_posix() for path in (ROOT / _PAGES).glob("*.md")}
    gone = sorted(there - pages.keys())
    if "--check" in sys.argv:
        sys.exit(f"not as generated: {', '.join([*stale, *gone])}; run `make docs`" if stale or gone else 0)
    for path in gone:
        (ROOT / path).unlink()
    for path in stale:
        (ROOT / path).parent.mkdir(exist_ok=True)
        (ROOT / path).write_text(pages[path], encoding="utf-8")
        print(f"wrote {path}")


def _read(path: str) -> str:
    target = ROOT / path
    return target.read_text(encoding="utf-8") if target.exists() else ""


def fields() -> Iterator[str]:
    """Write every key of an initiative file with what it means and an example."""
    root = schema.load("initiative")
    yield "# The initiative file\n\n"
    yield "<!-- Generated from schemas/initiative.schema.json by `make docs`. -->\n\n"
    yield f"{root.source['description']} `pilotlint schema` prints the same for editors.\n\n"
    yield "| key | what it holds | for example |\n|---|---|---|\n"
    yield from _rows(root.root, "")


def readme() -> str:
    """Return the page with the options of `pilotlint check` as a table, from what its help says."""
    options = [each for each in cli.command.params if isinstance(each, click.Option)]
    records = [each.get_help_record(click.Context(cli.command)) for each in options]
    rows = "".join("| `{}` | {} |\n".format(*map(_cell, record)) for record in records if record)
    return _filled(_read("README.md"), "options", f"| option | does |\n|---|---|\n{rows}")


def github() -> str:
    """Return the page with the inputs and outputs of the action as tables."""
    action = yaml.safe_load(_read("action.yml"))
    given = "".join(
        f"| `{name}` | {_cell(of['description'])} | {_default(of)} |\n" for name, of in action["inputs"].items()
    )
    told = "".join(f"| `{name}` | {_cell(of['description'])} |\n" for name, of in action["outputs"].items())
    page = _filled(_read("docs/github.md"), "inputs", f"| input | does | otherwise |\n|---|---|---|\n{given}")
    return _filled(page, "outputs", f"| output | says |\n|---|---|\n{told}")


def _default(of: dict[str, str]) -> str:
    return f"`{of['default']}`" if of.get("default") else ""


def _filled(page: str, name: str, table: str) -> str:
    """Return a page with a table between the two comments that name it."""
    before, mark, rest = page.partition(f"<!-- {name}:")
    head, _, behind = rest.partition("-->\n")
    return f"{before}{mark}{head}-->\n{table}{behind[behind.index(f'<!-- end of {name} -->') :]}"


def _rows(field: Field, before: str) -> Iterator[str]:
    for key, below in field.fields.items():
        section = below.item if below.kind == "list" and below.item and below.item.kind == "section" else below
        example = "" if section.kind == "section" else f"`{_yaml(below.schema['examples'][0])}`"
        yield f"| `{before}{key}` | {_cell(below.schema['description'])} | {_cell(example)} |\n"
        if section.kind == "section":
            yield from _rows(section, f"{before}{key}{'[]' if section is not below else ''}.")


def _yaml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_yaml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_yaml, value)) + "]"
    return str(value).lower() if isinstance(value, bool) else str(value)


def _cell(text: str) -> str:
    return text.replace("|", "\\|")


def policies() -> dict[str, str]:
    """Return the pages of all shipped policies."""
    shipped = [policy for pack in packs.PACKS for policy in packs.shipped(pack)]
    book = Playbook(shipped, settings.load(MemoryTree({})), common.cache(wanted=True))
    return {f"{_PAGES}/{name}": text for name, text in handbook.pages(book).items()}


def from_playbook() -> str:
    """Return the page about the playbook with a table behind each list of policies; every shipped one is in a list."""
    page = _read("docs/playbook.md")
    shipped = {policy.id: policy for pack in packs.PACKS for policy in packs.shipped(pack)}
    if missing := shipped.keys() - {name for names in _POLICIES.findall(page) for name in names[0].split()}:
        sys.exit(f"docs/playbook.md does not say where these belong: {', '.join(sorted(missing))}")
    return _POLICIES.sub(lambda match: _table(match[1], [shipped[name] for name in match[1].split()]), page)


def _table(names: str, listed: list[Policy]) -> str:
    rows = "".join(
        f"| [{one.id}](policies/{handbook.name_of(one)}) | {one.title} | {_words(one)} | {_where(one)} |\n"
        for one in listed
    )
    head = "| policy | asks | in the playbook's words | stops |\n|---|---|---|---|\n"
    return f"<!-- policies: {names} -->\n{head}{rows}<!-- end of policies -->"


def _words(policy: Policy) -> str:
    return f"“{_cell(policy.quote)}”" if policy.quote else ""


def _where(policy: Policy) -> str:
    stops = [stage for stage, severity in policy.severity.items() if severity is Severity.ERROR]
    return "every stage" if len(stops) == len(stages()) else ", ".join(stops) or "nothing, it advises"


def states_of_git() -> Iterator[str]:
    """Write what each state of Git comes to: the names of its tests and what they say they prove."""
    yield "# What is judged in each state of Git\n\n"
    yield "<!-- Generated from tests/e2e/git_states/ by `make docs`. -->\n\n"
    yield _GIT
    for path in sorted((ROOT / "tests/e2e/git_states").glob("test_*.py")):
        tests = ast.parse(path.read_text(encoding="utf-8"))
        yield f"\n## {ast.get_docstring(tests)}\n\n| state | verdict |\n|---|---|\n"
        for test in tests.body:
            if isinstance(test, ast.FunctionDef) and test.name.startswith("test_"):
                state = (
                    test.name.removeprefix("test_").replace("_", " ").replace("git", "Git").replace("utf 8", "UTF-8")
                )
                said = " ".join((ast.get_docstring(test) or "").split())
                yield f"| {state[0].upper() + state[1:]} | {_cell(said)} |\n"


_GIT = """\
`pilotlint check --base REF` compares what is judged with where it parted from REF, by the rules of REF.

| command | judged | compared with |
|---|---|---|
| `check --base REF` | the files, but for those that Git ignores | the merge base of REF and HEAD |
| `check --base REF --staged` | the index | the merge base of REF and HEAD |
| `check --base REF --head REV` | the commit REV, also in a bare repository | the merge base of REF and REV |
| `check`, `--staged`, `--head REV` | all of it, by its own rules | nothing |

Where there is no merge base, or more than one, REF itself takes its place and the report says so. A check writes
nothing: no file, no index, no reference, no object.

Policies, settings, waivers and the baseline are those of REF. What a change would do to them is a finding (PL913), with
both verdicts and the initiatives that would be judged otherwise; the rules of REF decide. Files that decide whether
anybody asks, such as workflows and CODEOWNERS, are named when they are touched: they may count before the change is
merged, so the forge has to protect them.

Each row below is a test on a real repository. What is blocked, or judged in full, is so by the policies of the
playbook.
"""


def picture() -> str:
    """Draw what a funding request that is not ready looks like in a terminal."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "initiatives" / "churn-v1.yaml"
        target.parent.mkdir()
        shutil.copy(ROOT / "examples/portfolio/initiatives/churn-v1.yaml", target)
        where = sides.without_base(folder, None)
        chosen = settings.load(where.rules)
        book = playbook.load(where.rules, chosen).only(["PL202", "PL302", "PL401"], [])
        report = check.run(lambda: book, check.scope(where, chosen, [], "2026-06-22"))
        text = render(report, gate.decide(report, fail_on="error", changed="new"), Style(colour=True, width=100))
    lines = ["\x1b[2m$ pilotlint check --select PL202,PL302,PL401\x1b[0m", "", *text.rstrip().split("\n")]
    width = round(104 * _CHARACTER + 2 * _MARGIN)
    height = len(lines) * _LINE + 2 * _MARGIN
    drawn = "\n".join(_drawn(line, number) for number, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}"'
        ' role="img" aria-label="pilotlint in a terminal: three findings with their lines, and the verdict">\n'
        f'<rect width="{width}" height="{height}" rx="8" fill="#0d1117"/>\n'
        "<g font-family=\"ui-monospace, SFMono-Regular, Menlo, Consolas, 'DejaVu Sans Mono', monospace\""
        ' font-size="13.4" fill="#e6edf3">\n'
        f"{drawn}\n</g>\n</svg>\n"
    )


def _drawn(line: str, number: int) -> str:
    parts, column = [], 0
    for codes, text in re.findall(r"(?:\x1b\[([0-9;]+)m)?([^\x1b]+)(?:\x1b\[0m)?", line):
        colour = next((_COLOURS[code] for code in codes.split(";") if code in _COLOURS), "")
        style = f' fill="{colour}"' if colour else ' fill="#8b949e"' if codes == "2" else ""
        style += ' font-weight="bold"' if "1" in codes.split(";") else ""
        x = _MARGIN + column * _CHARACTER
        parts.append(f'<tspan x="{x:.1f}"{style} xml:space="preserve">{html.escape(text)}</tspan>')
        column += columns(text)
    return f'<text y="{_MARGIN + (number + 1) * _LINE - 5}">{"".join(parts)}</text>'


if __name__ == "__main__":
    main()
