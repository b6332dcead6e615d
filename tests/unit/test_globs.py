"""Patterns over paths."""

import pytest

from pilotlint.globs import Globs


@pytest.mark.parametrize(
    ("pattern", "path", "matches"),
    [
        ("initiatives/**/*.yaml", "initiatives/a.yaml", True),
        ("initiatives/**/*.yaml", "initiatives/2026/q1/a.yaml", True),
        ("initiatives/**/*.yaml", "initiatives/a.yml", False),
        ("initiatives/**/*.yaml", "other/initiatives/a.yaml", False),
        ("initiatives/**/*.yaml", "initiatives/a.yaml/b", False),
        ("initiatives/**/*.yaml", "initiatives/.hidden.yaml", False),
        ("initiatives/**/*.yaml", "initiatives/.hidden/a.yaml", False),
        ("initiatives/.hidden/*.yaml", "initiatives/.hidden/a.yaml", True),
        ("initiatives/**/*.yaml", "Initiatives/a.yaml", False),
        ("initiatives/**/*.yaml", "initiatives/new\nline.yaml", True),
        ("initiatives/**/*.yaml", "initiatives/a.yaml\n", False),
        ("**/*.yaml", "a.yaml", True),
        ("**/*.yaml", "x/y/a.yaml", True),
        ("initiatives/*.yaml", "initiatives/x/a.yaml", False),
        ("initiatives/**", "initiatives/a.yaml", True),
        ("initiatives/**", "initiatives/x/y/a.yaml", True),
        ("initiatives/**", "initiatives/x/.y", False),
        ("initiatives/**", "initiatives", False),
        ("a/**/b/**/c", "a/b/c", True),
        ("a/**/b/**/c", "a/x/b/y/z/c", True),
        ("a/**/b/**/c", "a/x/c", False),
        ("a/?.yaml", "a/b.yaml", True),
        ("a/?.yaml", "a/bc.yaml", False),
        ("a/?.yaml", "a/..yaml", False),
        ("a/[bc].yaml", "a/b.yaml", True),
        ("a/[bc].yaml", "a/d.yaml", False),
        ("a/[!bc].yaml", "a/d.yaml", True),
        ("a/[^bc].yaml", "a/b.yaml", False),
        ("a/[a-c].yaml", "a/b.yaml", True),
        ("a/[a-c].yaml", "a/-.yaml", False),
        ("a/[-x].yaml", "a/-.yaml", True),
        ("a/[\\d].yaml", "a/5.yaml", False),
        ("a/[z-a].yaml", "a/z.yaml", False),
        ("a/x[!z-a].yaml", "a/xy.yaml", True),
        ("a/[^].yaml", "a/[^].yaml", True),
        ("a/[!].yaml", "a/b.yaml", False),
        ("a/[.yaml", "a/[.yaml", True),
        ("a/b+(c).yaml", "a/b+(c).yaml", True),
        ("a/b+(c).yaml", "a/bbc.yaml", False),
        ("a/b.yaml", "a/bxyaml", False),
        ("a/v*2.yaml", "a/v12.yaml", True),
        ("ä/**/*.yaml", "ä/ö.yaml", True),
    ],
)
def test_a_pattern_matches_as_in_a_shell(pattern, path, matches):
    assert Globs([pattern]).match(path) is matches


def test_several_patterns_match_what_any_of_them_matches():
    globs = Globs(["a/*.yaml", "b/*.yml"])
    assert globs.match("a/x.yaml")
    assert globs.match("b/x.yml")
    assert not globs.match("a/x.yml")


def test_no_pattern_matches_nothing():
    assert not Globs([]).match("")
    assert not Globs([]).match("a")
    assert Globs([]).folders == []


@pytest.mark.parametrize(
    ("patterns", "folders"),
    [
        (["initiatives/**/*.yaml", "initiatives/**/*.yml"], ["initiatives"]),
        (["a/b/*.yaml", "a/c/*.yaml"], ["a/b", "a/c"]),
        (["a/**/*.yaml", "a/b/*.yaml"], ["a"]),
        (["a/*.yaml", "ab/*.yaml"], ["a", "ab"]),
        (["**/*.yaml", "a/*.yaml"], [""]),
        (["*.yaml"], [""]),
        (["a/b/one.yaml"], ["a/b"]),
        (["one.yaml"], [""]),
        (["a/b*/c/*.yaml"], ["a"]),
        (["a/[bc]/x.yaml"], ["a"]),
    ],
)
def test_the_folders_are_those_outside_of_which_nothing_can_match(patterns, folders):
    assert Globs(patterns).folders == folders


@pytest.mark.parametrize(
    ("pattern", "inside", "outside"),
    [
        ("a/**/*.yaml", ["a", "a/b", "a/b/c"], ["b", "a/.venv", "a/.venv/lib64"]),
        ("a/*.yaml", ["a"], ["a/b", "ab"]),
        ("a/*/c/*.yaml", ["a", "a/b", "a/b/c"], ["a/b/d", "a/b/c/d"]),
        ("**/*.yaml", ["a", "a/b"], [".git"]),
        ("a/**", ["a", "a/b"], ["b"]),
        ("*.yaml", [], ["a"]),
    ],
)
def test_a_folder_is_reached_when_something_in_it_could_match(pattern, inside, outside):
    globs = Globs([pattern])
    assert [folder for folder in (*inside, *outside) if globs.reaches(folder)] == inside


@pytest.mark.parametrize(
    ("patterns", "path", "misses"),
    [
        (["initiatives/**/*.yaml"], "initiatives/a.YAML", True),
        (["initiatives/**/*.yaml"], "initiatives/x/.a.yaml", True),
        (["initiatives/**/*.yaml"], "initiatives/.a.Yaml", True),
        (["initiatives/**/*.yaml"], "initiatives/a.yaml", False),
        (["initiatives/**/*.yaml"], "initiatives/.a.yaml.swp", False),
        (["initiatives/**/*.yaml"], "initiatives/.#a.yaml", True),
        (["initiatives/**/*.yaml"], "initiatives/.venv/a.yaml", False),
        (["initiatives/**/*.yaml"], "initiatives/README.md", False),
        (["*.yaml"], ".pre-commit-config.yaml", False),
        (["**/*.yaml"], "docs/.lint.yaml", False),
        (["**/*.yaml"], "docs/a.YAML", True),
        (["initiatives/**/*.yaml"], "Initiatives/x/a.yaml", True),
        (["a/*/initiatives/*.yaml"], "a/b/Initiatives/a.yaml", True),
        (["initiatives/[A-Z]*.yaml"], "initiatives/a.yaml", False),
    ],
)
def test_a_name_that_is_nearly_right_is_told_from_others(patterns, path, misses):
    globs = Globs(patterns)
    assert (globs.misses(path), globs.strays(path)) == (misses, misses and "Initiatives/" in path)
