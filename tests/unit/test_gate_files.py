"""The files that decide how a repository is judged, and whether anybody asks."""

import pytest

from pilotlint import gate_files
from support.judging import chosen


@pytest.mark.parametrize(
    ("path", "what"),
    [
        (".github/workflows/gate.yml", "A workflow"),
        (".github/workflows/.gate.yml", "A workflow"),
        (".github/workflows", "A workflow"),
        (".github/actions/gate/action.yml", "A part of workflows"),
        (".github/CODEOWNERS", "The list of who must review what"),
        (".github/settings.yml", "What decides who may merge"),
        ("CODEOWNERS", "The list of who must review what"),
        ("docs/CODEOWNERS", "The list of who must review what"),
        (".gitlab-ci.yml", "The pipeline"),
        (".gitlab/CODEOWNERS", "The list of who must review what"),
        (".gitlab/pipelines/gate.yml", "A file that GitLab reads"),
        (".gitea/workflows/gate.yaml", "A workflow"),
        (".forgejo/workflows/gate.yaml", "A workflow"),
        (".forgejo/CODEOWNERS", "A file that Forgejo reads"),
        (".circleci/config.yml", "The pipeline"),
        ("Jenkinsfile", "The pipeline"),
        ("azure-pipelines.yml", "The pipeline"),
        ("bitbucket-pipelines.yml", "The pipeline"),
        (".husky/pre-commit", "A hook"),
        ("lefthook.yml", "The list of hooks that run before a commit"),
        (".pre-commit-config.yaml", "The list of hooks that run before a commit"),
    ],
)
def test_what_decides_whether_the_gate_is_asked_is_known_and_looked_at(path, what):
    assert gate_files.asking(path) == what
    assert gate_files.touched([path], chosen()) == [path]
    assert any(path == folder or path.startswith(folder + "/") for folder in gate_files.folders(chosen()))


@pytest.mark.parametrize(
    "path", [".github/dependabot.yml", "docs/README.md", "tools/Jenkinsfile", "src/.gitlab-ci.yml"]
)
def test_no_other_file_does(path):
    assert gate_files.asking(path) is None
    assert gate_files.touched([path], chosen()) == []


@pytest.mark.parametrize(
    "path",
    [
        "pilotlint.yaml/anything",
        "policies/a/b.yaml",
        "policies/a/b.yaml/anything",
        "policies/a/b.YAML",
        "policies/a/.b.yaml",
        "policies/a",
        "policies",
        "waivers/x.yml",
        ".pilotlint/baseline.yaml",
        ".pilotlint",
    ],
)
def test_rules_and_what_stands_in_their_way_are_looked_at(path):
    assert gate_files.touched([path], chosen()) == [path]


def test_where_policies_may_be_anywhere_everything_is_looked_through():
    assert gate_files.folders(chosen('policies: ["**/*.yaml"]')) == [""]


def test_pilotlint_yaml_is_looked_at_also_where_other_settings_judge():
    other = chosen()._replace(path="other.yaml")
    assert gate_files.touched(["other.yaml", "pilotlint.yaml"], other) == ["other.yaml", "pilotlint.yaml"]
    assert {"other.yaml", "pilotlint.yaml"} <= set(gate_files.folders(other))
