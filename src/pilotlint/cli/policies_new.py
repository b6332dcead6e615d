"""`pilotlint policies new`: a policy to begin with."""

import sys

import click

from .. import drafts
from ..formatters.style import printable
from ..model import InputError
from ..playbook import Playbook
from ..tree import Kind, WorkTree
from . import common


@click.command("new", epilog="Nothing is ever overwritten.")
@click.argument("name", required=False)
@common.options(
    click.option("--id", "identity", metavar="ID", help="Stable for ever; by default the next one that is free."),
    click.option("--title", metavar="TEXT", help="What it asks, in one line; by default the name in words."),
    click.option("--play", metavar="PLAY", help="The play or trap it belongs to; owner if not given."),
    click.option("--config", metavar="FILE", help="Settings, instead of pilotlint.yaml at the Git root."),
)
def command(name: str | None, identity: str | None, title: str | None, play: str | None, config: str | None) -> None:
    """Write a new policy NAME, such as cfo-is-named: it works as it is, and its comments say what to change."""
    root, rules = common.playbook_at(config)
    name = _given(name, "NAME", "What is it called, in small letters and hyphens?", "")
    identity = _given(identity, "--id", "Which id?", drafts.next_id(rules))
    title = _given(title, "--title", "What does it ask, in one line?", _in_words(name))
    play = _given(play, "--play", f"Which play or trap ({', '.join(drafts.plays())})?", "owner")
    _refuse_taken(rules, identity, name)
    made = drafts.policy(name, identity, title, play, _folder(rules))
    if WorkTree(root).kind(made.path) is not Kind.MISSING:
        raise InputError("there is a file already, and nothing is overwritten. Choose another name.", path=made.path)
    common.write_into(root, made.path, made.content.decode(), "the policy")
    click.echo(printable(f"wrote {made.path}: a policy that works. Change it until it says what you want, and run"))
    click.echo(printable(f"  pilotlint policies test {made.path} --coverage"))


def _given(value: str | None, option: str, question: str, default: str) -> str:
    """Return what was given, or ask for it at a terminal, or take what is usual."""
    if value is None and sys.stdin.isatty():
        value = click.prompt(question, default=default or None)
    if not (value or default):
        raise InputError(f"{option} is missing: say what the policy is called, such as cfo-is-named.")
    return " ".join((value or default).split())


def _in_words(name: str) -> str:
    words = name.replace("-", " ")
    return words[:1].upper() + words[1:]


def _refuse_taken(rules: Playbook, identity: str, name: str) -> None:
    for policy in rules.with_shipped().policies:
        if policy.id == identity or policy.name == name:
            taken = f"the id {identity}" if policy.id == identity else f"the name {name}"
            raise InputError(f"{taken} is taken by {policy.path}; choose another one.")


def _folder(rules: Playbook) -> str:
    """Return the folder that the settings look for policies in."""
    return rules.settings.policies.folders[0] if rules.settings.policies.folders else "policies"
