"""Draw the comment on a pull request as GitHub shows it, and look at it: by GitHub's Markdown and a browser.

Run by `make pictures`. What is drawn is the golden reports, and a portfolio of 200. With `--update` the pictures of the
README are drawn anew; without it, that they show today's comment is checked.
"""

import hashlib
import json
import subprocess
import sys
import tempfile
from html.parser import HTMLParser
from pathlib import Path
from typing import NamedTuple

import cmarkgfm
from cmarkgfm.cmark import Options

from pilotlint.forge import comment, report
from pilotlint.formatters.markdown import Facts

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden" / "expected"
DOCS = ROOT / "docs" / "pictures"
FILES = "https://github.com/acme/portfolio/blob/4f2a1c9d7b3e5f60718293a4b5c6d7e8f9012345/"
MANY = 200
WIDTH, HEIGHT = 880, 1500
CHROMIUM = [
    "chromium",
    *("--headless", "--no-sandbox", "--disable-gpu", "--hide-scrollbars", "--no-first-run"),
    *("--disable-quic", "--disable-background-networking", "--disable-component-update", "--disable-sync"),
]
PAGE = """<!doctype html><meta charset="utf-8"><style>{css}
body {{ margin: 0; padding: 16px; background: #fff }} .box {{ border: 1px solid #d1d9e0; border-radius: 6px }}
.who {{ background: #f6f8fa; border-bottom: 1px solid #d1d9e0; padding: 8px 16px; font: 14px sans-serif;
color: #59636e }}
.markdown-body {{ padding: 16px; font-size: 14px }}</style>
<div class="box"><div class="who"><b>github-actions</b> bot commented</div>
<article class="markdown-body">{body}</article></div>
<script>const page = document.documentElement; document.title = page.scrollWidth + " " + page.offsetHeight</script>
"""

GOLDEN_SCENES = {
    "funding-request-blocked": ("comment-not-ready", True),
    "funding-request-ready": ("comment-ready", True),
    "change-that-weakens-the-gate": ("comment-rules", False),
    "hostile-files": ("comment-hostile", False),
}
"""By golden report: the name of the picture, and whether the README shows it."""


class Scene(NamedTuple):
    """A comment to look at."""

    name: str
    markdown: str
    shown: bool = False
    """Whether the README shows it."""


class Seen(HTMLParser):
    """What a page holds that a comment may hold, and what it may not."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[str] = []
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Refuse what does something, and links that lead elsewhere."""
        if tag not in {"br", "hr"}:
            self.open.append(tag)
        if tag in {"img", "script", "iframe", "input", "style"}:
            self.problems.append(f"<{tag}> is in the comment")
        address = dict(attrs).get("href")
        if tag == "a" and not (address or "").startswith(FILES):
            self.problems.append(f"a link leads to {address}")

    def handle_endtag(self, tag: str) -> None:
        """Refuse what ends in a place where it did not begin."""
        if not self.open or self.open.pop() != tag:
            self.problems.append(f"</{tag}> closes something else")


def main() -> None:
    tools, update = Path(sys.argv[1]).resolve(), "--update" in sys.argv
    css = (tools / "node_modules/github-markdown-css/github-markdown-light.css").read_text()
    drawn = tools / "pictures"
    drawn.mkdir(exist_ok=True)
    made = json.loads((DOCS / "made-from.json").read_text()) if (DOCS / "made-from.json").exists() else {}
    problems = []
    for scene in scenes():
        body = cmarkgfm.github_flavored_markdown_to_html(
            scene.markdown, Options.CMARK_OPT_UNSAFE | Options.CMARK_OPT_HARDBREAKS
        )
        picture = drawn / f"{scene.name}.png"
        problems += [f"{scene.name}: {each}" for each in (*look(body), *draw(PAGE.format(css=css, body=body), picture))]
        digest = hashlib.sha256(scene.markdown.encode()).hexdigest()
        if scene.shown and update:
            DOCS.mkdir(exist_ok=True)
            (DOCS / picture.name).write_bytes(picture.read_bytes())
            made[scene.name] = digest
        elif scene.shown and made.get(scene.name) != digest:
            problems.append(f"docs/pictures/{picture.name} shows an old comment: run `make pictures UPDATE=--update`")
        print(f"{scene.name}: {len(scene.markdown):,} characters, {picture}")
    if update:
        (DOCS / "made-from.json").write_text(json.dumps(made, indent=2) + "\n")
    sys.exit("\n".join(problems) or None)


def scenes() -> list[Scene]:
    golden = {name: written((GOLDEN / f"{name}.json").read_bytes()) for name in GOLDEN_SCENES}
    return [
        *(Scene(shown_as, golden[name], shown=shown) for name, (shown_as, shown) in GOLDEN_SCENES.items()),
        Scene("portfolio-of-200", written(many())),
    ]


def written(content: bytes) -> str:
    """Return the comment that is made of a JSON report."""
    found, verdict = report.read(content.replace(b"@@BASE@@", b"9" * 40), "report.json")
    return comment.body(Facts(found, verdict, FILES))


def many() -> bytes:
    """Judge a made-up portfolio of 200 initiatives, of which many have a fault."""
    sys.path.insert(0, str(ROOT / "benchmarks"))
    import corpus  # noqa: PLC0415  # beside the benchmarks

    with tempfile.TemporaryDirectory() as folder:
        corpus.write(Path(folder), MANY, faulty=0.4)
        command = [
            Path(sys.executable).with_name("pilotlint"),
            "check",
            "--today",
            "2026-06-22",
            "--no-cache",
            "--format",
            "json",
        ]
        subprocess.run(["git", "init", "--quiet", folder], check=True)
        return subprocess.run(command, cwd=folder, capture_output=True, check=False).stdout


def look(body: str) -> list[str]:
    """Say what a page holds that it should not."""
    seen = Seen()
    seen.feed(body)
    seen.close()
    unclosed = [f"<{tag}> is never closed" for tag in seen.open]
    return seen.problems + unclosed


def draw(page: str, picture: Path) -> list[str]:
    """Draw a page with a browser, and say what does not fit on it."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "page.html")
        source.write_text(page)
        start = [*CHROMIUM, f"--user-data-dir={folder}/profile"]
        told = run([*start, f"--window-size={WIDTH},{HEIGHT}", "--dump-dom", source.as_uri()])
        width, height = map(int, told.partition("<title>")[2].partition("</title>")[0].split())
        run([*start, f"--window-size={WIDTH},{min(height, 16_000)}", f"--screenshot={picture}", source.as_uri()])
    return [f"it is {width} pixels wide, and there are {WIDTH}"] if width > WIDTH else []


def run(command: list[str]) -> str:
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout


if __name__ == "__main__":
    main()
