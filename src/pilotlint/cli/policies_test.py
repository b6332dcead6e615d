"""`pilotlint policies test`: policies by their own examples, and what these show."""

import math
from collections.abc import Iterable, Iterator
from contextlib import suppress

import click

from .. import coverage, examples, packs, policy_check
from ..examples import Result
from ..formatters.style import printable
from ..globs import Globs
from ..model import InputError
from ..policy import Policy
from ..tree import Kind, WorkTree
from . import common
from .check import FAILED

_MOST_MEMORY = 1 << 30
"""Address space in bytes, five times what the shipped policies take."""


@click.command("test")
@click.argument("paths", nargs=-1, metavar="[PATH]...")
@click.option("--config", metavar="FILE", help="Settings, instead of pilotlint.yaml at the Git root.")
@click.option("--coverage", "covering", is_flag=True, help="Also name what no example shows.")
@click.option(
    "--threshold", type=click.FloatRange(0, 100), metavar="PERCENT", help="Fail when less is shown; implies --coverage."
)
def command(paths: tuple[str, ...], config: str | None, covering: bool, threshold: float | None) -> int:
    """Run every example of every policy, or of those in some files or folders.

    Each example must come out exactly as it says; one that does not fails the run. What examples should show is that a
    policy passes and fails at every stage it names, and that its `when`, `assert` and `advise_when` are true and false.
    """
    _limit_memory()
    policies = list(_named(paths)) if paths else list(common.playbook_at(config)[1].policies)
    if not policies:
        raise InputError(f"nothing to test: there is no policy in {', '.join(paths)}.")
    ran = broken = 0
    for policy in policies:
        for result in _tested(policy):
            ran += 1
            for problem in result.wrong:
                click.echo(
                    printable(
                        f"{policy.path}:{result.at.line}:{result.at.column}: {policy.id}, {result.name}: {problem}"
                    )
                )
            broken += bool(result.wrong)
    expected = sum(len(listed) for policy in policies for listed in policy.examples.values())
    assert ran == expected, f"{ran} of {expected} examples were run"
    outcome = f"{broken} of them came out otherwise than they say" if broken else "all came out as they say"
    click.echo(f"{len(policies)} {'policy' if len(policies) == 1 else 'policies'}, {ran} examples: {outcome}.")
    share = _coverage(policies) if covering or threshold is not None else 100
    return FAILED if broken or share < (threshold or 0) else 0


def _coverage(policies: Iterable[Policy]) -> float:
    """Say what no example shows, and return in percent how much they do show."""
    aims = reached = 0
    for policy in policies:
        measured = coverage.measure(policy)
        for at, gap in measured.gaps:
            click.echo(printable(f"{policy.path}:{at.line}:{at.column}: {policy.id}: {gap}"))
        aims += len(measured.aims)
        reached += len(measured.reached)
    share = math.floor(1000 * reached / aims) / 10
    click.echo(f"Coverage: {share:g} %, {reached:,} of {aims:,} stages and outcomes.")
    return share


def _tested(policy: Policy) -> list[Result]:
    """Check a policy and run its examples."""
    try:
        policy_check.check(policy, packs.engine())
        return list(examples.Trial(policy).run())
    except MemoryError:
        message = (
            f"{policy.id} needs more than {_MOST_MEMORY >> 30} GB of memory. Look for a text or a list that an "
            "expression puts together out of itself, again and again."
        )
        raise InputError(message, path=policy.path) from None


def _limit_memory() -> None:
    """Take away what a policy could only use to stop the machine: what is tested may come from a pull request."""
    try:
        import resource  # noqa: PLC0415  # not on every platform
    except ImportError:
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    limits = [limit for limit in (_MOST_MEMORY, soft, hard) if limit != resource.RLIM_INFINITY]
    with suppress(OSError, ValueError):  # macOS knows the limit and refuses it
        resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))


def _named(paths: tuple[str, ...]) -> Iterator[Policy]:
    """Load the policies in some files and folders; shipped ones are known by their name."""
    root = common.root_for(paths)
    tree = WorkTree(root)
    for path in paths:
        where = common.within_root(path, root)
        kind = tree.kind(where) if where else Kind.FOLDER
        if kind is Kind.MISSING:
            raise InputError(f"there is no file or folder {path!r}.")
        if kind is Kind.FOLDER:
            inside = f"{where}/**/*.yaml" if where else "**/*.yaml"
            yield from (packs.own(tree, entry.path, entry.kind) for entry in tree.find(Globs((inside,))))
        else:
            yield packs.own(tree, where, kind)
