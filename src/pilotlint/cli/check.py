"""`pilotlint check`: judge initiatives and let the gate decide."""

import os
import sys
from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING

import click

from .. import check, gate, memory, sides
from ..cache import Cache
from ..formatters import FORMATTERS
from ..formatters.style import Style
from ..guess import nearest
from ..model import InputError, Report, Verdict
from ..settings import Settings
from ..sides import Sides
from ..tree import Tree
from . import common

if TYPE_CHECKING:
    from .. import playbook

FAILED = 1


@click.command("check", epilog="Without PATH the whole portfolio is judged, or with --base what changed.")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@common.options(
    click.option("--base", metavar="REF", help="Judge the change since REF, by the rules of REF."),
    click.option("--head", metavar="REF", help="Judge this commit instead of the files as they are."),
    click.option("--staged", is_flag=True, help="Judge what is staged for the next commit."),
    click.option("--today", metavar="DATE", help="Judge as on this day, such as 2026-06-22."),
    click.option(
        "--format",
        "formats",
        multiple=True,
        metavar="NAME[=FILE]",
        help=f"Write the report as {' or '.join(FORMATTERS)}; several are possible.",
    ),
    click.option(
        "--fail-on", type=click.Choice(["error", "warning", "never"]), help="From which severity on the gate fails."
    ),
    click.option("--profile", type=click.Choice(["register", "playbook", "strict"]), help="How strict to be."),
    click.option("--select", multiple=True, metavar="IDS", help="Only these policies, such as PL402,PL2."),
    click.option("--ignore", multiple=True, metavar="IDS", help="Not these policies."),
    click.option("--config", metavar="FILE", help="Settings, instead of pilotlint.yaml at the Git root."),
    click.option("--no-cache", is_flag=True, help="Keep nothing for the next run, and use nothing from the last."),
    click.option("--allow-empty", is_flag=True, help="Pass when there is nothing to check."),
)
def command(
    paths: tuple[str, ...],
    base: str | None,
    head: str | None,
    staged: bool,
    today: str | None,
    formats: tuple[str, ...],
    fail_on: str | None,
    profile: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    config: str | None,
    no_cache: bool,
    allow_empty: bool,
) -> int:
    """Judge initiatives by the playbook: each for its stage, and how far it is from the next."""
    outputs = [_output(wanted) for wanted in formats or ("text",)]
    if sum(path is None for _, path in outputs) > 1:
        raise InputError("only one format can go to standard output: name a file for the others, `json=report.json`.")
    day = common.today_or(today)
    root = common.root_for(paths)
    where = _sides(root, base, head, staged=staged)
    cache = common.cache(wanted=not no_cache)
    settings = common.load_settings(where.rules, root, config, cache)
    settings = settings._replace(profile=profile or settings.profile, fail_on=fail_on or settings.fail_on)
    scope = check.scope(where, settings, [common.within_root(path, root) for path in paths], day, cache)
    if scope.empty and not allow_empty:
        raise InputError(_nothing_to_check(paths, settings))
    known = (
        None
        if no_cache or base is not None
        else memory.load(cache, where.rules, settings, root, day, *select, "ignore", *ignore)
    )
    rules = partial(_rules, where.rules, settings, cache, select, ignore)
    report = check.run(rules, scope, known, common.progress("checking initiative"))
    verdict = gate.decide(report, fail_on=settings.fail_on, changed=settings.gate["changed"])
    write(report, verdict, outputs)
    return 0 if verdict.passed else FAILED


def _rules(
    tree: Tree, settings: Settings, cache: Cache, select: Iterable[str], ignore: Iterable[str]
) -> "playbook.Playbook":
    from .. import playbook  # noqa: PLC0415  # brings the engines

    return playbook.load(tree, settings, cache).only(_names(select), _names(ignore))


def write(report: Report, verdict: Verdict, outputs: Iterable[tuple[str, str | None]]) -> None:
    """Write a report in some formats, to standard output or, whole or not at all, to files."""
    for name, path in outputs:
        render = FORMATTERS[name]
        if path is None:
            sys.stdout.write(render(report, verdict, common.terminal_style()))
            sys.stdout.flush()
        else:
            _write_whole(path, render(report, verdict, Style()))


def _sides(root: str, base: str | None, head: str | None, *, staged: bool) -> Sides:
    if head is not None and staged:
        raise InputError("--head and --staged exclude each other: judge a commit, or what is staged.")
    if base is not None:
        return sides.against(base, common.repository_at(root), head, staged=staged)
    repository = common.repository_at(root) if head is not None or staged else None
    return sides.without_base(root, repository, head, staged=staged)


def _output(wanted: str) -> tuple[str, str | None]:
    name, _, path = wanted.partition("=")
    if name not in FORMATTERS:
        meant = nearest(name, FORMATTERS)
        raise InputError(
            f"there is no format {name!r}. "
            + (f"Did you mean {meant}?" if meant else f"There are {', '.join(FORMATTERS)}.")
        )
    return name, path or None


def _names(lists: Iterable[str]) -> list[str]:
    return [name.strip() for names in lists for name in names.split(",") if name.strip()]


def _nothing_to_check(paths: tuple[str, ...], settings: Settings) -> str:
    if paths:
        return f"nothing to check: there is no YAML file in {', '.join(paths)}."
    return (
        f"nothing to check: no file fits {' or '.join(settings.initiatives.patterns)}. Run this in the repository "
        "of the initiatives, name a file, or say in pilotlint.yaml where they are."
    )


def _write_whole(path: str, text: str) -> None:
    """Write a file so that nobody ever sees half of it."""
    unfinished = f"{path}.{os.getpid()}"
    try:
        with open(unfinished, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(text)
        os.replace(unfinished, path)
    except OSError as error:
        raise InputError(f"the report cannot be written to {path}: {error.strerror}.") from error
