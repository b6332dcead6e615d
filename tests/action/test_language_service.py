"""The manifest of the action and the example workflows, read by the language service of GitHub's own editor."""

import pytest

from support.workflow import ACTION, ROOT


@pytest.mark.parametrize("path", ["action.yml", *sorted(path.name for path in (ROOT / "examples/workflows").iterdir())])
def test_github_finds_nothing_wrong(github, path):
    if path == "action.yml":
        name, text, key = path, (ROOT / path).read_text(), "shell:"
    else:
        name, text, key = f".github/workflows/{path}", (ROOT / "examples/workflows" / path).read_text(), "runs-on:"
    assert github.read(name, text, ACTION) == []
    assert github.read(name, text.replace(key, "no" + key), ACTION)


def test_github_knows_our_inputs(github):
    text = (ROOT / "examples/workflows/push.yml").read_text().replace("fail-on: never", "fail_on: never")
    assert "fail_on" in github.read(".github/workflows/push.yml", text, ACTION)[0]
