"""`pilotlint check`: judge initiatives and let the gate decide."""

import os
import sys
from collections.abc import Iterable

import click

from .. import decision, sides
from ..decision import Decision
from ..formatters import FORMATTERS, formatter
from ..formatters.style import Style
from ..guess import nearest
from ..hearing import Asked
from ..model import InputError, Report, Verdict
from ..sides import Sides
from . import common

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
        help=f"Write the report as {', '.join(FORMATTERS)}; several are possible.",
    ),
    click.option(
        "--fail-on", type=click.Choice(["error", "warning", "never"]), help="From which severity on the gate fails."
    ),
    click.option("--profile", type=click.Choice(["register", "playbook", "strict"]), help="How strict to be."),
    click.option("--select", multiple=True, metavar="IDS", help="Only these policies, such as PL402,PL2."),
    click.option("--ignore", multiple=True, metavar="IDS", help="Not these policies."),
    click.option("--config", metavar="FILE", help="Settings, instead of pilotlint.yaml at the Git root."),
    click.option("--no-waivers", is_flag=True, help="Judge as if there were no waivers and no baseline."),
    click.option("--no-cache", is_flag=True, help="Keep nothing for the next run, and use nothing from the last."),
    click.option("--allow-empty", is_flag=True, help="Pass when there is nothing to check."),
    click.option("--record", metavar="FILE", help="Write what was decided and from what, for `pilotlint replay`."),
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
    no_waivers: bool,
    no_cache: bool,
    allow_empty: bool,
    record: str | None,
) -> int:
    """Judge initiatives by the playbook: each for its stage, and how far it is from the next."""
    outputs = [_output(wanted) for wanted in formats or ("text",)]
    if sum(path is None for _, path in outputs) > 1:
        raise InputError("only one format can go to standard output: name a file for the others, `json=report.json`.")
    if record is not None:
        _spare_other_files(record)
    root = common.root_for(paths)
    where = _sides(root, base, head, staged=staged)
    asked = Asked(
        today=common.today_or(today),
        paths=tuple(common.within_root(path, root) for path in paths),
        config=config and common.within_root(config, root),
        profile=profile,
        fail_on=fail_on,
        select=_names(select),
        ignore=_names(ignore),
        waivers=not no_waivers,
        allow_empty=allow_empty,
    )
    decided = decision.decide(where, asked, common.cache(wanted=not no_cache), common.progress("checking initiative"))
    write(decided.report, decided.verdict, outputs)
    if record is not None:
        _write_record(record, decided)
    return 0 if decided.verdict.passed else FAILED


def write(report: Report, verdict: Verdict, outputs: Iterable[tuple[str, str | None]]) -> None:
    """Write a report in some formats, to standard output or, whole or not at all, to files."""
    for name, path in outputs:
        render = formatter(name)
        if path is None:
            sys.stdout.write(render(report, verdict, common.terminal_style()))
            sys.stdout.flush()
        else:
            common.write_whole(path, render(report, verdict, Style()), "the report")


def _spare_other_files(path: str) -> None:
    """Refuse to put a record in the place of a file that is none; an empty one holds nothing that could be lost."""
    if os.path.islink(path) or not os.path.isfile(path) or not os.path.getsize(path):
        return
    from ..records import reading  # noqa: PLC0415  # brings the engines, and few ask for it

    if not reading.claims_to_be_one(common.content(path, "the record")):
        raise InputError(
            "this file is no decision record, so --record does not replace it. Name another file.", path=path
        )


def _write_record(path: str, decided: Decision) -> None:
    from ..records import making  # noqa: PLC0415  # brings the engines, and few ask for it

    common.write_whole(path, making.render(making.of(decided)), "the record")
    if decided.hearing.where.head_commit is None:
        said = "judges files that Git does not keep, so nobody can replay it; judge a commit, such as `--head HEAD`."
        click.echo(f"pilotlint: {path} {said}", err=True)


def _sides(root: str, base: str | None, head: str | None, *, staged: bool) -> Sides:
    if head is not None and staged:
        raise InputError("--head and --staged exclude each other: judge a commit, or what is staged.")
    if base is not None:
        return sides.against(base, common.repository_at(root), head, staged=staged)
    repository = common.repository_at(root) if head is not None or staged else common.repository_if_any(root)
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


def _names(lists: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for names in lists for name in names.split(",") if name.strip())
