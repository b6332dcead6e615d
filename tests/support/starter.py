"""Starts pilotlint quickly: every command in a process of its own, forked from one that has imported it already.

Importing takes longer than most checks, and the tests run some thousand commands. Run as a program, this is the process
that is forked: it is told what to run over a socket, with the files for what the command prints.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

_MOST = 1 << 20
_WARM = """\
schema: pilotlint/v1
id: warm
title: Something to begin with
stage: pilot
stage_history: [{stage: pilot, date: 2026-03-02}]
"""


class Starter:
    """The process that is forked; it ends with the one that made it."""

    def __init__(self) -> None:
        self._ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            command = [sys.executable, __file__, str(theirs.fileno())]
            self._process = subprocess.Popen(command, pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL)

    def run(
        self, arguments: Sequence[str | bytes], cwd: Path, env: Mapping[str, str], timeout: int
    ) -> tuple[int, bytes, bytes]:
        """Return the exit code of a command and what it printed."""
        asked = {"arguments": list(map(os.fsdecode, arguments)), "cwd": os.fsdecode(cwd), "env": dict(env)}
        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            self._ours.settimeout(timeout)
            socket.send_fds(self._ours, [json.dumps(asked).encode()], [out.fileno(), err.fileno()])
            code = int(self._ours.recv(64))
            out.seek(0)
            err.seek(0)
            return code, out.read(), err.read()

    def close(self) -> None:
        """End the process."""
        self._ours.close()
        self._process.wait()


def serve(orders: socket.socket) -> None:
    """Run one command after the other, until nobody is there to ask."""
    _warm()
    while True:
        message, files, _, _ = socket.recv_fds(orders, _MOST, 2)
        if not message:
            return
        child = os.fork()
        if child == 0:
            _become(json.loads(message), files)
        for file in files:
            os.close(file)
        _, status = os.waitpid(child, 0)
        orders.send(str(os.waitstatus_to_exitcode(status)).encode())


def _become(asked: dict[str, object], files: list[int]) -> None:
    """Be the command."""
    os.chdir(asked["cwd"])
    os.environ.clear()
    os.environ.update(asked["env"])
    for number, file in enumerate(files, start=1):
        os.dup2(file, number)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    sys.argv = ["pilotlint", *asked["arguments"]]
    from pilotlint.__main__ import run  # noqa: PLC0415  # in the process that is it

    run()


def _warm() -> None:
    """Import and compile what nearly every command needs."""
    from pilotlint import cli  # noqa: PLC0415  # not for those who only ask

    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "warm.yaml").write_text(_WARM)
        kept = os.dup(1)
        with open(os.devnull, "w") as nowhere:
            os.dup2(nowhere.fileno(), 1)
            cli.main(["check", "--no-cache", f"{folder}/warm.yaml"])
            sys.stdout.flush()
        os.dup2(kept, 1)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))
