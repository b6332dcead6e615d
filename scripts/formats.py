"""Have programs that are not ours read the golden files: each format by a tool or a schema of those who define it.

Run by `make formats`, which installs them. A tool that takes anything proves nothing, so each is also shown a file that
it must refuse.
"""

import json
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from jsonschema import Draft7Validator, Draft202012Validator
from lxml import etree

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden" / "expected"
TOOLS = Path(sys.argv[1]).resolve()
MULTITOOL = TOOLS / "node_modules" / "@microsoft" / "sarif-multitool-linux"
PUBLIC = {"SARIF2006"}
"""Asks whether an address can be reached; whether it can be from here says nothing."""


def main() -> None:
    problems = [*check(".sarif", sarif, '"level"', '"levels"'), *check(".xml", junit(), " classname=", " class=")]
    problems += check(".rdjson", against("rdjson"), '"message"', '"massage"')
    problems += check(".gitlab.json", against("gitlab"), '"check_name"', '"name"')
    sys.exit("\n".join(problems) or None)


def check(ending: str, read: Callable[[str], list[str]], right: str, wrong: str) -> list[str]:
    texts = {path.name: path.read_text().replace("@@VERSION@@", "0.1.0") for path in sorted(GOLDEN.glob(f"*{ending}"))}
    broken = next(text for text in texts.values() if right in text).replace(right, wrong)
    problems = [] if read(broken) else [f"{ending}: a file with {wrong} is taken for a sound one"]
    print(f"{ending}: {len(texts)} files")
    return problems + [f"{name}: {problem}" for name, text in texts.items() for problem in read(text)]


def sarif(text: str) -> list[str]:
    schema = Draft7Validator(json.loads((MULTITOOL / "sarif-2.1.0.json").read_text()))
    problems = [error.message for error in schema.iter_errors(json.loads(text))]
    with tempfile.TemporaryDirectory() as folder:
        report, answer = Path(folder) / "report.sarif", Path(folder) / "answer.sarif"
        report.write_text(text)
        rules = ("--rule-kind", "Sarif;Ghas", "--level", "Error;Warning")
        subprocess.run(
            [MULTITOOL / "Sarif.Multitool", "validate", report, "--output", answer, *rules],
            check=True,
            stdout=subprocess.DEVNULL,
        )
        results = json.loads(answer.read_text())["runs"][0]["results"]
    return problems + [f"{each['ruleId']} {each['message']}" for each in results if each["ruleId"] not in PUBLIC]


def junit() -> Callable[[str], list[str]]:
    """Use Jenkins' own schema, which the source distribution of pytest carries for the same purpose."""
    with tarfile.open(next(TOOLS.glob("pytest-*.tar.gz"))) as archive:
        name = next(name for name in archive.getnames() if name.endswith("/junit-10.xsd"))
        schema = etree.XMLSchema(etree.parse(archive.extractfile(name)))

    def read(text: str) -> list[str]:
        schema.validate(etree.fromstring(text.encode(), etree.XMLParser(resolve_entities=False)))
        return [str(error) for error in schema.error_log]

    return read


def against(name: str) -> Callable[[str], list[str]]:
    shape: dict[str, Any] = json.loads((ROOT / "tests" / "formats" / f"{name}.schema.json").read_text())
    return lambda text: [error.message for error in Draft202012Validator(shape).iter_errors(json.loads(text))]


if __name__ == "__main__":
    main()
