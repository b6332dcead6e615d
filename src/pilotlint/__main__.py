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
    from .cli import main, streams  # noqa: PLC0415  # after the collector is off

    streams.prepare()
    os._exit(main(sys.argv[1:]))


if __name__ == "__main__":
    run()
