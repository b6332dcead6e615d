"""`pilotlint policies new` and `docs`, as authors of policies use them."""

from support.run import pilotlint

PATH = "policies/ORG101-cfo-is-named.yaml"


def test_a_new_policy_is_written_tested_and_judged_by(repo):
    ran = pilotlint("policies", "new", "cfo-is-named", cwd=repo.path, code=0)
    assert ran.out.startswith(f"wrote {PATH}: a policy that works.")
    ran = pilotlint("policies", "test", PATH, "--threshold", "100", cwd=repo.path, code=0)
    assert ran.out == "1 policy, 4 examples: all came out as they say.\nCoverage: 100 %, 6 of 6 stages and outcomes.\n"
    assert "ORG101  Cfo is named" in pilotlint("policies", "list", cwd=repo.path, code=0).out


def test_nothing_that_is_there_is_overwritten(repo):
    repo.write({PATH: "mine"})
    ran = pilotlint("policies", "new", "cfo-is-named", cwd=repo.path, code=2)
    assert (repo.path / PATH).read_text() == "mine"
    assert PATH in ran.err


def test_a_gap_below_the_threshold_fails_and_names_its_place(repo):
    pilotlint("policies", "new", "cfo-is-named", cwd=repo.path, code=0)
    text = (repo.path / PATH).read_text()
    repo.write({PATH: text.partition("    - name: nobody, at the idea")[0]})
    ran = pilotlint("policies", "test", PATH, "--threshold", "90", cwd=repo.path, code=1)
    line = 1 + text.splitlines().index("severity: {proposal: warning, pilot: error}")
    assert f"{PATH}:{line}:12: ORG101: no example in which it fails at proposal\n" in ran.out
    assert ran.out.endswith("Coverage: 83.3 %, 5 of 6 stages and outcomes.\n")


def test_pages_are_written_checked_and_removed_and_none_written_by_hand_is_lost(repo):
    repo.write({"pilotlint.yaml": "packs: []\n", "docs/policies/notes.md": "# By hand\n"})
    pilotlint("policies", "new", "cfo-is-named", cwd=repo.path, code=0)
    pilotlint("policies", "docs", "--check", cwd=repo.path, code=1)
    ran = pilotlint("policies", "docs", cwd=repo.path, code=0)
    assert ran.out == "3 pages in docs/policies: 3 written, 0 removed.\n"  # PL001 always takes part
    pilotlint("policies", "docs", "--check", cwd=repo.path, code=0)
    (repo.path / PATH).unlink()
    ran = pilotlint("policies", "docs", cwd=repo.path, code=0)
    assert ran.out == "2 pages in docs/policies: 1 written, 1 removed.\n"
    repo.write({"docs/policies/README.md": "# By hand\n"})
    ran = pilotlint("policies", "docs", cwd=repo.path, code=2)
    assert "written by hand" in ran.err
    assert (repo.path / "docs/policies/notes.md").exists()
