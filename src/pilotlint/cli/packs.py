"""`pilotlint packs`: the policies that repositories share, brought in and listed."""

import os

import click

from .. import pack_update, settings, shared
from ..formatters.style import printable
from ..model import InputError
from ..shared import SharedPack
from ..tree import WorkTree
from . import common
from .check import FAILED


@click.group("packs")
def command() -> None:
    """Bring in the policies that repositories share, or list them; a check never fetches anything."""


@command.command("update")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@click.option("--check", is_flag=True, help="Write nothing, and fail when a reference leads to something else by now.")
@click.option("--config", metavar="FILE", help="Settings, instead of pilotlint.yaml at the Git root.")
def update(names: tuple[str, ...], check: bool, config: str | None) -> int:
    """Fetch the shared packs of pilotlint.yaml, or some of them, and pin what came.

    The files go to .pilotlint/packs, to be committed, and their digest into the settings. Nothing is written unless all
    of it can be relied on.
    """
    root, tree, path, packs = _listed(config)
    chosen = [pack for pack in packs if not names or pack.name in names]
    if unknown := sorted(set(names) - {pack.name for pack in packs}):
        raise InputError(f"there is no shared pack {unknown[0]!r} in {path}.")
    if not chosen:
        raise InputError(f"there is no shared pack in {path}: write one below `packs:`, with `git:` and `ref:`.")
    brought = [pack_update.fetch(pack, os.environ) for pack in chosen]
    wanted = pack_update.prepare(tree, path, brought)
    for one in brought:
        said = pack_update.differences(pack_update.kept(tree, one.pack), one.files)
        click.echo(printable(f"{one.pack.name} {one.pack.ref} is commit {one.commit[:12]}: {said}."))
    if check:
        return FAILED if [one.pack.sha256 for one in brought] != [pack.sha256 for pack in chosen] else 0
    for name, content in wanted.files.items():
        common.write_into(root, name, content.decode(errors="surrogateescape"), "the pack")
    for name in wanted.gone:
        os.unlink(os.path.join(root, name))
    common.write_into(root, wanted.settings_path, wanted.settings_text, "the settings")
    click.echo(
        f"Commit {shared.FOLDER} and {path}: a change is judged by the packs of its base, and these count once merged."
    )
    return 0


@command.command("list")
@click.option("--config", metavar="FILE", help="Settings, instead of pilotlint.yaml at the Git root.")
def show(config: str | None) -> int:
    """List the shared packs, and whether each is what was pinned; one that is not fails."""
    _, tree, _, packs = _listed(config)
    states = {pack: _state(tree, pack) for pack in packs}
    for pack, state in states.items():
        click.echo(printable(f"{pack.name}  {pack.git}  {pack.ref}  {pack.sha256[:12] or 'not pinned'}  {state}"))
    return FAILED if any(state.startswith("not") for state in states.values()) else 0


def _listed(config: str | None) -> tuple[str, WorkTree, str, tuple[SharedPack, ...]]:
    root = common.root_for(())
    tree = WorkTree(root)
    path = common.within_root(config, root) if config else settings.FILE_NAME
    return root, tree, path, pack_update.listed(tree, path)[1]


def _state(tree: WorkTree, pack: SharedPack) -> str:
    try:
        return common.count(len(shared.policies(tree, pack)), "policy", "policies")
    except InputError:
        return "not as pinned: run `pilotlint packs update`"
