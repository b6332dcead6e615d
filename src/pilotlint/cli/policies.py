"""`pilotlint policies`: the policies as a list, as pages and as tests, and a new one."""

import os

import click

from .. import catalog, handbook
from ..formatters.style import printable
from ..model import InputError
from ..tree import WorkTree
from . import common, policies_new, policies_test
from .check import FAILED


@click.group("policies")
def command() -> None:
    """List the policies, test them by their own examples, write pages about them, or begin a new one."""


command.add_command(policies_test.command)
command.add_command(policies_new.command)


@command.command("list")
@click.option("--config", metavar="FILE", help="Settings, instead of pilotlint.yaml at the Git root.")
def show(config: str | None) -> None:
    """List every policy, and at which stage it blocks or advises."""
    for line in catalog.listing(common.playbook_at(config)[1]):
        click.echo(printable(line))


@command.command("docs")
@click.option("--to", "folder", default="docs/policies", show_default=True, metavar="FOLDER", help="Where pages go.")
@click.option("--check", is_flag=True, help="Write nothing, and fail when a page is not as it would be written.")
@click.option("--config", metavar="FILE", help="Settings, instead of pilotlint.yaml at the Git root.")
def docs(folder: str, check: bool, config: str | None) -> int:
    """Write one page for each policy, and one that lists them; a page written by hand is never overwritten."""
    root, rules = common.playbook_at(config)
    tree, folder = WorkTree(root), common.within_root(folder, root)
    pages = {f"{folder}/{name}": text for name, text in handbook.pages(rules).items()}
    there = {path: (tree.read(path) or b"").decode(errors="replace") for path in _pages_in(root, folder)}
    stale = [path for path, text in pages.items() if there.get(path) != text]
    gone = [path for path, text in there.items() if path not in pages and text.startswith(handbook.MARK)]
    if check:
        for path in sorted([*stale, *gone]):
            click.echo(printable(f"{path} is not as it would be written now; run `pilotlint policies docs`."))
        return FAILED if stale or gone else 0
    for path in stale:
        if there.get(path) and not there[path].startswith(handbook.MARK):
            raise InputError("this page was written by hand. Name another folder with --to, or remove it.", path=path)
    for path in stale:
        common.write_into(root, path, pages[path], "the page")
    for path in gone:
        os.unlink(os.path.join(root, path))
    click.echo(printable(f"{common.count(len(pages), 'page')} in {folder}: {len(stale)} written, {len(gone)} removed."))
    return 0


def _pages_in(root: str, folder: str) -> list[str]:
    where = os.path.join(root, folder)
    names = sorted(os.listdir(where)) if os.path.isdir(where) else []
    return [f"{folder}/{name}" for name in names if name.endswith(".md")]
