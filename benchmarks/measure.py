"""Commands that take turns, so that what disturbs one disturbs the other."""

import os
import statistics
import subprocess
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Measured(NamedTuple):
    """Medians of one command."""

    seconds: float
    processor: float
    """Seconds of processor time; what else the machine does counts less here."""
    mebibytes: float
    """The most memory it had."""


def take_turns(commands: Mapping[str, Sequence[str]], rounds: int, folder: str | None = None) -> dict[str, Measured]:
    """Run each command once a round, and return the medians."""
    ran: dict[str, list[Measured]] = {name: [] for name in commands}
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(rounds):
        for name, command in commands.items():
            ran[name].append(_run(command, folder, environment))
    return {name: Measured(*map(statistics.median, zip(*all_of, strict=True))) for name, all_of in ran.items()}


def _run(command: Sequence[str], folder: str | None, environment: Mapping[str, str]) -> Measured:
    started = time.perf_counter()
    process = subprocess.Popen(
        command, cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    _, _, usage = os.wait4(process.pid, 0)
    return Measured(time.perf_counter() - started, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)
