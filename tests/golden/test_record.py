"""The form of a decision record, to the letter; `pytest tests/golden --update-golden` writes it anew."""

import re
from pathlib import Path

from pilotlint import __version__
from support import records

GOLDEN = Path(__file__).parent / "record.json"
SHIPPED = re.compile(r'("path": "(?:policies/playbook|schemas)/[^"]+",\n\s+"sha256": )"[0-9a-f]{64}"')
"""The digests of files that change with pilotlint; those of the repository stand as they are."""


def test_a_record_reads_as_the_golden_file_says(repo, folder, pytestconfig):
    base, head = records.funding_request(repo)
    file = folder / "record.json"
    few = ("--select", "ACME101,PL003,PL402,PL911")
    record = records.recorded(repo.path, file, "--base", "main", "--head", "change", *few)
    names = {base: "@@BASE@@", head: "@@HEAD@@", record["seal"]: "@@SEAL@@", __version__: "@@VERSION@@"}
    text = SHIPPED.sub(r'\1"@@SHA256@@"', file.read_text(encoding="ascii"))
    for found, name in names.items():
        text = text.replace(f'"{found}"', f'"{name}"')
    if pytestconfig.getoption("--update-golden", default=False):
        GOLDEN.write_text(text)
    assert text == GOLDEN.read_text()
