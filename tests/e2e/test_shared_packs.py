"""Packs that repositories share: brought in by a command, pinned, and held against their digest by every check."""

import hashlib
import json
import os

import pytest

from pilotlint import pack_update
from pilotlint.model import InputError
from pilotlint.tree import WorkTree
from support.judging import OWN
from support.repo import PATH, READY, TestRepo
from support.run import TODAY, check, pilotlint

FILE = "ACME101-two-owners.yaml"
KEPT = f".pilotlint/packs/acme/{FILE}"
MANIFEST = "severity: {PL103: off, PL105: off}\nlimits: {budget_ratio_min: 2}\n"


@pytest.fixture
def origin(tmp_path):
    """A repository that shares a policy, with two versions of it."""
    repo = TestRepo(tmp_path / "origin")
    repo.commit({f"policies/{FILE}": OWN, "policies/pack.yaml": MANIFEST, "README.md": "hello\n"})
    repo.git.create_tag("v1")
    repo.commit({f"policies/{FILE}": OWN.replace("It is wrong.", "It is still wrong.")})
    repo.git.create_tag("v2")
    yield repo
    repo.git.close()


def settings(origin, ref="v1", **more):
    entry = {"git": f"file://{origin.path}", "ref": ref, "path": "policies", "name": "acme", **more}
    lines = "".join(f"    {key}: {value}\n" for key, value in entry.items())
    return f"# Ours.\npacks:\n  - playbook   # as shipped\n  -{lines[3:]}severity: {{PL105: warning}}\n"


@pytest.fixture
def portfolio(repo, origin):
    """A repository in which the pack has been brought in."""
    repo.write({PATH: READY, "pilotlint.yaml": settings(origin)})
    pilotlint("packs", "update", cwd=repo.path, code=0)
    repo.commit({})
    return repo


def test_an_update_brings_the_files_pins_them_and_leaves_the_settings_as_they_were_typed(portfolio, origin):
    listed = f"{hashlib.sha256(OWN.encode()).hexdigest()}  {FILE}\n{hashlib.sha256(MANIFEST.encode()).hexdigest()}  pack.yaml\n"
    digest = hashlib.sha256(listed.encode()).hexdigest()
    assert (portfolio.path / KEPT).read_text() == OWN
    assert (portfolio.path / "pilotlint.yaml").read_text() == settings(origin, sha256=digest)
    assert (
        pilotlint("packs", "list", cwd=portfolio.path, code=0).out
        == f"acme  file://{origin.path}  v1  {digest[:12]}  1 policy\n"
    )


def test_the_pack_takes_part_and_what_the_repository_says_goes_before_what_the_pack_says(portfolio):
    listed = {
        line.split()[0]: line.split()[-6:]
        for line in pilotlint("policies", "list", cwd=portfolio.path).out.splitlines()[1:]
    }
    assert listed["ACME101"] == ["-", "blocks", "-", "-", "-", "-"]
    assert listed["PL103"] == ["-"] * 6
    assert listed["PL105"][:4] == ["advises"] * 4
    assert "ACME101" in pilotlint("explain", "ACME101", cwd=portfolio.path, code=0).out


@pytest.mark.parametrize("path", [KEPT, ".pilotlint/packs/acme/pack.yaml", ".pilotlint/packs/acme/more/ACME102-x.yaml"])
def test_a_file_that_is_not_what_was_pinned_stops_every_check(portfolio, path):
    portfolio.write({path: "limits: {budget_ratio_min: 1}\n"})
    ran = pilotlint("check", cwd=portfolio.path, code=2)
    assert ".pilotlint/packs/acme: the pack acme is not what its `sha256:` says" in ran.err
    assert "`pilotlint packs update`" in ran.err
    assert "not as pinned" in pilotlint("packs", "list", cwd=portfolio.path, code=1).out


def test_a_change_of_the_pack_is_judged_by_the_pack_of_the_base_and_seen(portfolio, origin):
    portfolio.branch("change").write({"pilotlint.yaml": settings(origin, "v2")})
    ran = pilotlint("packs", "update", cwd=portfolio.path, code=0)
    assert f": changes {FILE}.\n" in ran.out
    portfolio.commit({PATH: READY.replace("supplier invoices", "invoices")})
    report = check("--base", "main", cwd=portfolio.path, code=0).report
    said = [(each["path"], each["message"]) for each in report["findings"] if each["policy"] == "PL913"]
    assert (KEPT, "ACME101 (Two owners) is rewritten.") in said
    assert any("The setting packs would go from playbook, acme v1 (" in message for _, message in said)


def test_a_password_in_an_address_is_repeated_by_no_line_of_the_report(portfolio, origin):
    text = settings(origin).replace("file://", "https://dana:secret@example.com")
    portfolio.branch("change").commit({"pilotlint.yaml": text})
    ran = pilotlint("check", "--base", "main", "--today", TODAY, "--format", "text", cwd=portfolio.path, code=1)
    assert "Write an address such as https://" in ran.out
    assert "secret" not in ran.out


def test_what_a_pack_asks_for_less_of_is_said_at_the_packs_of_the_settings(portfolio, origin):
    origin.commit({"policies/pack.yaml": MANIFEST.replace("PL105: off", "PL402: warning")})
    origin.git.create_tag("v3")
    portfolio.branch("change").write({"pilotlint.yaml": settings(origin, "v3")})
    pilotlint("packs", "update", cwd=portfolio.path, code=0)
    portfolio.commit({})
    report = check("--base", "main", cwd=portfolio.path, code=0).report
    (lowered,) = [each for each in report["findings"] if "weigh less" in each["message"]]
    assert (lowered["policy"], lowered["pointer"]) == ("PL913", "/packs")
    assert lowered["message"].endswith("1 policy would weigh less or nothing: PL402.")


def test_a_change_that_edits_a_pack_by_hand_is_one_that_breaks_the_rules(portfolio):
    portfolio.branch("change").commit({KEPT: OWN.replace("pilot: error", "pilot: warning")})
    report = check("--base", "main", cwd=portfolio.path, code=1).report
    (found,) = [each for each in report["findings"] if each["policy"] == "PL913"]
    assert found["severity"] == "error"
    assert "no check would run" in found["message"]


def test_a_record_holds_the_policies_of_a_pack_as_files_of_the_repository(portfolio, tmp_path):
    record = tmp_path / "record.json"
    asked = ("check", "--head", "HEAD", "--today", TODAY, "--record", str(record))
    pilotlint(*asked, cwd=portfolio.path)
    (kept,) = [each for each in json.loads(record.read_text())["policies"] if each["id"] == "ACME101"]
    assert kept == {"id": "ACME101", "path": KEPT, "sha256": hashlib.sha256(OWN.encode()).hexdigest(), "shipped": False}
    assert pilotlint("replay", str(record), cwd=portfolio.path, code=0)


def updated(repo, text):
    """Return what an update would write, for some settings."""
    repo.write({"pilotlint.yaml": text})
    tree = WorkTree(str(repo.path))
    _, packs = pack_update.listed(tree, "pilotlint.yaml")
    return pack_update.prepare(tree, "pilotlint.yaml", [pack_update.fetch(pack, os.environ) for pack in packs])


def linked(origin):
    (origin.path / "policies/PL999-link.yaml").symlink_to("/etc/passwd")
    origin.commit({})


HOSTILE = {
    "a link": (linked, "PL999-link.yaml is a link or another repository, and a pack has plain files only."),
    "a broken policy": (lambda origin: origin.commit({"policies/ACME102-x.yaml": "id: 7\n"}), "`title` is missing"),
    "a taken id": (
        lambda origin: origin.commit(
            {"policies/PL402-mine.yaml": OWN.replace("ACME101", "PL402").replace("two-owners", "mine")}
        ),
        "the id PL402 is taken by policies/playbook/PL402-deployment-budget-at-least-3x.yaml",
    ),
    "more than a pack may say": (
        lambda origin: origin.commit({"policies/pack.yaml": "fail_on: never\n"}),
        "a pack sets `severity:` and `limits:` only, and not `fail_on:`",
    ),
    "a policy that always blocks": (
        lambda origin: origin.commit({"policies/pack.yaml": "severity: {PL001: off}\n"}),
        "PL001 always blocks",
    ),
    "a policy that is nowhere": (
        lambda origin: origin.commit({"policies/pack.yaml": "severity:\n  ZZ999: off\n"}),
        ".pilotlint/packs/acme/pack.yaml:2:3: there is no policy ZZ999",
    ),
    "nothing": (
        lambda origin: origin.git.git.rm("-r", "policies") and origin.commit({}),
        "there is no YAML file in policies/",
    ),
}


@pytest.mark.parametrize(("make", "said"), HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_relied_on_is_not_written(repo, origin, make, said):
    make(origin)
    with pytest.raises(InputError) as raised:
        updated(repo, settings(origin, "main"))
    assert said in str(raised.value)


def test_two_packs_of_one_name_are_refused(repo, origin):
    one = f"{{git: 'file://{origin.path}', ref: v1, name: acme}}"
    with pytest.raises(InputError, match=r"^pilotlint.yaml:1:\d+: two packs are called acme; give this one another"):
        updated(repo, f"packs: [{one}, {one.replace('v1', 'v2')}]\n")


def test_a_clone_with_line_breaks_of_windows_holds_what_was_pinned(portfolio, tmp_path):
    portfolio.git.clone(str(tmp_path / "clone"), multi_options=["-c core.autocrlf=true"], allow_unsafe_options=True)
    assert pilotlint("packs", "list", cwd=tmp_path / "clone", code=0).out.endswith("1 policy\n")


def test_a_reference_that_moved_is_told_without_writing_anything(portfolio, origin):
    assert pilotlint("packs", "update", "--check", cwd=portfolio.path, code=0).out.endswith("changes nothing.\n")
    origin.git.create_tag("v1", force=True)
    assert f"changes {FILE}." in pilotlint("packs", "update", "--check", cwd=portfolio.path, code=1).out
    assert not portfolio.git.is_dirty(untracked_files=True)


@pytest.mark.parametrize(
    "address",
    [
        "ext::sh -c touch% /tmp/x",
        "--upload-pack=x",
        "https://dana:secret@example.com/x",
        "https://secret@example.com/x",
        "https://dana:a/secret@example.com/x",
        "https://example.com/x?token=secret",
        "../x",
    ],
)
def test_only_plain_addresses_are_fetched_from_and_no_password_is_repeated(repo, address):
    with pytest.raises(InputError, match="Write an address such as https://") as raised:
        updated(repo, f"packs: [{{git: '{address}', ref: v1}}]\n")
    assert "secret" not in str(raised.value)


def test_a_reference_that_is_not_there_is_said_without_a_path_of_the_machine(repo, origin):
    with pytest.raises(
        InputError, match=r"the pack acme cannot be had from file://.* at v9: .*find remote ref v9"
    ) as raised:
        updated(repo, settings(origin, "v9"))
    assert "tmp" not in raised.value.message.partition(" at v9")[2]
