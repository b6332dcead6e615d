"""Start pilotlint; also `python -m pilotlint`."""

import gc
import os
import sys


def run() -> None:
    """Run the command line and leave at once.

    The process is short and makes no garbage in circles: collecting it, and freeing every object at the end, would take
    longer than many a check (mypy does the same).
    """
    gc.disable()
    from .cli import main  # noqa: PLC0415  # after the collector is off

    code = main(sys.argv[1:])
    try:
        sys.stdout.flush()
        sys.stderr.flush()
    except BrokenPipeError:
        pass  # the reader has seen enough
    os._exit(code)


if __name__ == "__main__":
    run()
