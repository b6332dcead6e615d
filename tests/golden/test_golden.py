"""What the installed command prints, to the letter; `pytest tests/golden --update-golden` writes it anew."""

import json
import re
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from referencing import Registry, Resource

from golden.scenarios import SCENARIOS
from pilotlint import __version__, bundled
from pilotlint.formatters import FORMATTERS
from support.run import TODAY, pilotlint

EXPECTED = Path(__file__).parent / "expected"
ENDINGS = {
    "text": "txt",
    "json": "json",
    "github": "github",
    "gitlab": "gitlab.json",
    "junit": "xml",
    "markdown": "md",
    "rdjson": "rdjson",
    "sarif": "sarif",
}
"""By format; the text also shows the command and its exit code."""

UNSAFE = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u2028-\u202e\u2066-\u2069]")
MACHINE = re.compile(r"/(tmp|home|root|Users)\b|[0-9a-f]{40}")


def written(repo, folder, scenario):
    """Run the command and return what it wrote, by format, without what differs from day to day."""
    scenario.make(repo)
    outputs = {name: folder / name for name in ENDINGS if name != "text"}
    formats = ["--format=text", *(f"--format={name}={path}" for name, path in outputs.items())]
    arguments = ["check", "--today", TODAY, *scenario.arguments]
    ran = pilotlint(*arguments, *formats, cwd=repo.path, env={"NO_COLOR": "1"})
    assert ran.err == ""
    transcript = f"$ pilotlint {' '.join(arguments)}\n\n{ran.out}\nexit code {ran.code}\n"
    texts = {"text": transcript, **{name: path.read_text() for name, path in outputs.items()}}
    names = {f'"version": "{__version__}"': '"version": "@@VERSION@@"', repo.git.commit("main").hexsha: "@@BASE@@"}
    for found, name in names.items():
        texts = {kind: text.replace(found, name) for kind, text in texts.items()}
    return texts


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_report_reads_as_the_golden_files_say(name, repo, folder, pytestconfig):
    for kind, text in written(repo, folder, SCENARIOS[name]).items():
        golden = EXPECTED / f"{name}.{ENDINGS[kind]}"
        if pytestconfig.getoption("--update-golden", default=False):
            golden.write_text(text)
        assert text == golden.read_text()


def test_every_format_and_every_scenario_has_a_golden_file_and_no_file_is_left_over():
    assert set(ENDINGS) == set(FORMATTERS)
    wanted = {f"{name}.{ending}" for name in SCENARIOS for ending in ENDINGS.values()}
    assert {path.name for path in EXPECTED.iterdir()} == wanted


@pytest.mark.parametrize("name", SCENARIOS)
def test_a_json_report_is_valid_against_its_schema(name):
    shipped = {file.name: json.loads(file.read_text()) for file in Path(bundled.folder("schemas")).iterdir()}
    registry = Registry().with_resources((uri, Resource.from_contents(source)) for uri, source in shipped.items())
    validator = Draft202012Validator(
        {"$ref": "report.schema.json"}, registry=registry, format_checker=Draft202012Validator.FORMAT_CHECKER
    )
    report = json.loads((EXPECTED / f"{name}.json").read_text().replace("@@BASE@@", "0" * 40))
    assert [error.message for error in validator.iter_errors(report)] == []


@pytest.mark.parametrize("ending", ENDINGS.values())
@pytest.mark.parametrize("name", SCENARIOS)
def test_nothing_in_a_report_steers_a_terminal_or_tells_of_the_machine_it_was_made_on(name, ending):
    text = (EXPECTED / f"{name}.{ending}").read_text()
    assert not UNSAFE.search(text)
    assert not MACHINE.search(text)
    commands = [line for line in text.splitlines() if line.startswith("::")]
    assert all(ending == "github" and re.match("::(error|warning|notice) ", line) for line in commands)
