"""`pilotlint explain`: a policy, explained."""

import click

from .. import catalog
from ..formatters.style import printable
from . import common

_EXAMPLE = " " * 4


@click.command("explain")
@click.argument("name", metavar="ID")
@click.option("--config", metavar="FILE", help="Settings, instead of pilotlint.yaml at the Git root.")
def command(name: str, config: str | None) -> None:
    """Explain a policy: why it is there, where it blocks, what passes, what fails and what to type."""
    _, rules = common.playbook_at(config)
    everything = rules.with_shipped()
    policy = everything.find(name)
    width = common.terminal_style().width
    for line in catalog.page(everything, policy):
        for part in line.splitlines() or [""]:
            click.echo(wrapped(printable(part), width))
    if policy not in rules.policies:
        click.echo("It does not take part here: its pack is not among the `packs:` of pilotlint.yaml.")


def wrapped(line: str, width: int | None) -> str:
    """Break a long line of prose; examples of files stay as they are."""
    if width is None or line.startswith(_EXAMPLE):
        return line
    indent = line[: len(line) - len(line.lstrip())]
    return click.wrap_text(line.strip(), width, initial_indent=indent, subsequent_indent=indent)
