"""`pilotlint pre-commit`: what the pre-commit hook calls with the names of changed initiatives."""

import os
from functools import partial

import click

from .. import check, gate, playbook, sides
from . import common
from .check import FAILED, write


@click.command("pre-commit", hidden=True)
@click.argument("paths", nargs=-1, required=True)
def command(paths: tuple[str, ...]) -> int:
    """Judge changed initiatives against HEAD, or what PRE_COMMIT_FROM_REF names.

    The client has put aside what is not staged, so the files are what will be committed.
    """
    root = common.root_for(())
    repository = common.repository_at(root)
    since = os.environ.get("PRE_COMMIT_FROM_REF", "")
    base = since if since.strip("0") else repository.head()  # only zeros: a branch that nobody has pushed before
    where = sides.against(base, repository) if base else sides.without_base(root, None)
    settings = common.load_settings(where.rules, root, None)
    names = [common.within_root(path, root) for path in paths]
    cache = common.cache(wanted=True)
    scope = check.scope(where, settings, names, common.today_or(None), cache, untouched_in_full=True)  # for --all-files
    rules = partial(playbook.load, where.rules, settings, cache)
    report = check.run(rules, scope, progress=common.progress("checking initiative"))
    verdict = gate.decide(report, fail_on=settings.fail_on, changed=settings.gate["changed"])
    write(report, verdict, [("text", None)])
    return 0 if verdict.passed else FAILED
