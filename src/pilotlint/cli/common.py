"""What commands have in common: where the repository is, which day it is, how the terminal looks."""

import os
import sys
import time
from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from .. import files, jsontext, settings
from ..cache import NO_CACHE, Cache
from ..formatters.style import Style
from ..git import Repository, location
from ..model import InputError
from ..tree import Tree, WorkTree

if TYPE_CHECKING:
    from ..playbook import Playbook


def root_for(paths: tuple[str, ...]) -> str:
    """Return the folder that paths are relative to: the Git root of the first path, or of where we are.

    Outside of Git it is where we are.
    """
    start = next((path if os.path.isdir(path) else os.path.dirname(path) for path in paths), "") or os.getcwd()
    return location.find_root(start) or os.getcwd()


def within_root(path: str, root: str) -> str:
    """Return a path as the tree names it: relative to the root with forward slashes; absolute outside of it."""
    full = os.path.join(
        os.path.realpath(os.path.dirname(os.path.abspath(path))), os.path.basename(os.path.abspath(path))
    )
    relative = os.path.relpath(full, os.path.realpath(root))
    if relative == os.curdir:
        return ""
    return full if relative.startswith(os.pardir) else relative.replace(os.sep, "/")


def repository_at(root: str) -> Repository:
    """Return the Git repository at a root.

    Raises:
        InputError: there is none.

    """
    if location.find_root(root) is None:
        raise InputError(
            f"{root} is not in a Git repository, and this needs one. Run `git init`, or leave out the option."
        )
    return Repository(root, os.environ)


def repository_if_any(root: str) -> Repository | None:
    """Return the Git repository at a root, or None when there is none."""
    return Repository(root, os.environ) if location.find_root(root) else None


def load_settings(tree: Tree, root: str, config: str | None) -> settings.Settings:
    """Load the settings of a work tree, or those in a file the user names."""
    return settings.load(tree, within_root(config, root), required=True) if config else settings.load(tree)


def playbook_at(config: str | None) -> "tuple[str, Playbook]":
    """Return the root of where we are, and the policies that take part there."""
    from .. import playbook  # noqa: PLC0415  # brings the engines

    root = root_for(())
    tree = WorkTree(root)
    return root, playbook.load(tree, load_settings(tree, root, config))


def today_or(chosen: str | None, option: str = "--today") -> str:
    """Return a day as given, or today's in UTC."""
    if chosen is None:
        return time.strftime("%Y-%m-%d", time.gmtime())
    try:
        return date.fromisoformat(chosen).isoformat()
    except ValueError as error:
        raise InputError(
            f"{option} {chosen!r} is not a day. Write it as year-month-day, such as 2026-06-22."
        ) from error


def content(path: str, what: str) -> bytes:
    """Read JSON that a user points to, to one byte more than is taken."""
    try:
        with open(path, "rb") as file:
            return file.read(jsontext.MAX_BYTES + 1)
    except OSError as error:
        raise InputError(f"{what} cannot be read: {error.strerror}.", path=path) from error


def write_whole(path: str, text: str, what: str) -> None:
    """Write to where a user points: a file whole or not at all, a pipe or a device as it is."""
    try:
        files.write(path, text.encode(errors="backslashreplace"))
    except OSError as error:
        raise InputError(f"{what} cannot be written to {path}: {error.strerror}.") from error


def write_into(root: str, path: str, text: str, what: str) -> None:
    """Write a file of a work tree, with the folders it needs, and never through a link out of where it should be."""
    folder = os.path.join(os.path.realpath(root), os.path.dirname(path))
    if os.path.realpath(folder) != os.path.normpath(folder):
        raise InputError(f"{what} cannot be written: a folder on the way is a symbolic link.", path=path)
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise InputError(f"{what} cannot be written: {error.strerror}.", path=path) from error
    write_whole(os.path.join(folder, os.path.basename(path)), text, what)


def cache(*, wanted: bool) -> Cache:
    """Return the user's cache for pilotlint, or one that keeps nothing."""
    home = os.environ.get("XDG_CACHE_HOME") or os.path.join(os.path.expanduser("~"), ".cache")
    return Cache(os.path.join(home, "pilotlint")) if wanted else NO_CACHE


def terminal_style() -> Style:
    """Look at the terminal that standard output goes to."""
    if not sys.stdout.isatty():
        return Style()
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"
    return Style(colour=not plain, width=min(os.get_terminal_size(sys.stdout.fileno()).columns, 110))


def progress(what: str) -> Callable[[int, int], None]:
    """Return a function that shows how far a run is, on a terminal, once it has taken a second."""
    if not sys.stderr.isatty():
        return lambda _done, _total: None
    started = time.monotonic()
    shown = [started]

    def show(done: int, total: int) -> None:
        now = time.monotonic()
        if done == total and shown[0] > started:
            click.echo("\r\x1b[K", nl=False, err=True)
        elif now - shown[0] > (1 if shown[0] == started else 0.1):
            shown[0] = now
            click.echo(f"\r{what} {done:,} of {total:,} …", nl=False, err=True)

    return show


def count(number: int, noun: str, several: str = "") -> str:
    """Say how many there are, such as ``1 entry`` or ``2 entries``."""
    return f"{number:,} {noun if number == 1 else several or noun + 's'}"


def options(*decorators: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Apply several options at once, in the order in which the help shows them."""

    def decorate(command: Any) -> Any:
        for decorator in reversed(decorators):
            command = decorator(command)
        return command

    return decorate
