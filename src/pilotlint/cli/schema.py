"""`pilotlint schema`: the shipped JSON Schemas, for editors."""

import json

import click

from .. import schema
from ..guess import nearest
from ..model import InputError


@click.command("schema")
@click.argument("name", default="initiative")
def command(name: str) -> None:
    """Print a JSON Schema: initiative, settings, policy, waivers, baseline, mapping, report or record."""
    names = schema.names()
    if name not in names:
        meant = nearest(name, names)
        advice = f"Did you mean {meant}?" if meant else f"There are {', '.join(names)}."
        raise InputError(f"there is no schema {name!r}. {advice}")
    click.echo(json.dumps(schema.load(name).source, indent=2, ensure_ascii=False))
