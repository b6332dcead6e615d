"""The command line: the only part that prints, reads the clock and the environment, and exits."""

import importlib
import os
from collections.abc import Sequence

import click

from .. import __version__
from ..model import InputError

_COMMANDS = {
    "check": ("check", "Judge initiatives; the main job, also without its name."),
    "comment": ("comment", "Keep one comment on a pull request of GitHub true to a report."),
    "issues": ("issues", "Keep an issue of GitHub for each initiative that time or the gate asks something of."),
    "explain": ("explain", "Explain a policy: why, where it blocks, what passes, what to type."),
    "import": ("import_", "Make initiatives from the rows of an inventory."),
    "policies": ("policies", "List the policies, test them, write pages about them, or begin a new one."),
    "packs": ("packs", "Bring in the policies that repositories share, or list them."),
    "replay": ("replay", "Decide again what a record of `check --record` decided, from Git alone."),
    "waive": ("waive", "Write down an exception: not this policy, for this initiative, because, until."),
    "waivers": ("waivers", "List the exceptions: who gave them, when they end, and what is wrong with them."),
    "baseline": ("baseline", "Remember what is found now as old debt, or let what was mended go."),
    "schema": ("schema", "Print a JSON Schema, for editors."),
    "action": ("action", "Judge in a workflow of GitHub; called by action.yml."),
    "pre-commit": ("pre_commit", "Judge what is about to be committed; called by the pre-commit hook."),
}
"""Name, module and one line of help; a module is imported when its command is called."""

WRONG_USE = 2
BUG = 3
INTERRUPTED = 130


class _Commands(click.Group):
    """Finds commands by the table above; what is none is taken for a path to check."""

    def list_commands(self, _: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, _: click.Context, name: str) -> click.Command | None:
        if name not in _COMMANDS:
            return None
        module = importlib.import_module(f".{_COMMANDS[name][0]}", __name__)
        command: click.Command = module.command
        return command

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in {*_COMMANDS, "--help", "-h", "--version"}:
            _refuse_misspelt(args[0])
            args = ["check", *args]
        return super().parse_args(ctx, args)

    def format_commands(self, _: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


def _refuse_misspelt(typed: str) -> None:
    """Refuse what is neither a path nor a command, but looks like one."""
    if "/" in typed or "." in typed or typed.startswith("-") or os.path.lexists(typed):
        return
    from ..guess import nearest  # noqa: PLC0415  # errors only

    if meant := nearest(typed, _COMMANDS):
        raise InputError(f"there is no command {typed!r}, nor a file or folder of that name. Did you mean {meant}?")


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="Exit codes: 0 passed, 1 the gate failed, 2 wrong use or nothing to check, 3 a bug in pilotlint, "
    "130 stopped with Ctrl-C.",
)
@click.version_option(__version__, prog_name="pilotlint")
def _program() -> None:
    """Judge AI initiatives by the playbook, so that a pilot is funded when it is ready.

    `pilotlint PATH` alone means `pilotlint check PATH`.
    """


def main(arguments: Sequence[str]) -> int:
    """Run a command and return its exit code; whatever goes wrong is said in a sentence."""
    try:
        code = _program(list(arguments), prog_name="pilotlint", standalone_mode=False)
    except InputError as error:
        _complain(str(error))
        return WRONG_USE
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return WRONG_USE
    except click.ClickException as error:
        _complain(error.format_message())
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001  # the last place to turn a bug into a sentence
        _complain(
            f"this is a bug in pilotlint: {type(error).__name__}: {error}. "
            "Please report it, with what the command prints when PILOTLINT_TRACEBACK=1 is set."
        )
        if os.environ.get("PILOTLINT_TRACEBACK"):
            import traceback  # noqa: PLC0415  # bugs only

            traceback.print_exc()
        return BUG
    return code if isinstance(code, int) else 0


def _complain(message: str) -> None:
    from ..formatters.style import printable  # noqa: PLC0415  # errors only

    click.echo("\n".join(f"pilotlint: {printable(line)}" for line in message.splitlines()[:1]), err=True)
    for line in message.splitlines()[1:]:
        click.echo(printable(line), err=True)
