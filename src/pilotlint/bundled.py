"""Where the shipped schemas, policies and examples are: in a wheel, an editable install and a checkout."""

import os
from functools import cache

_PACKAGE = os.path.dirname(os.path.abspath(__file__))


def folder(name: str) -> str:
    """Return the folder of shipped ``schemas``, ``policies`` or ``examples``.

    A wheel carries them in the package. An editable install and a checkout use the folders at the top of the
    repository, so that an edit counts at once.

    Raises:
        FileNotFoundError: the installation is incomplete.

    """
    for parent in (os.path.join(_PACKAGE, "_bundled"), os.path.dirname(os.path.dirname(_PACKAGE))):
        path = os.path.join(parent, name)
        if os.path.isdir(path):
            return path
    message = f"this installation of pilotlint lacks its folder {name!r}; install it again"
    raise FileNotFoundError(message)


@cache
def state() -> str:
    """Return what differs after every change to the program, its schemas or its policies: names, sizes and times."""
    return "".join(f"{folder} {_state(folder)}\n" for folder in (_PACKAGE, folder("schemas"), folder("policies")))


def _state(place: str) -> str:
    entries = sorted(os.scandir(place), key=lambda entry: entry.name)
    states = ((entry, entry.stat()) for entry in entries if entry.name != "__pycache__")
    return " ".join(
        f"{entry.name} ({_state(entry.path)})"
        if entry.is_dir()
        else f"{entry.name} {state.st_size} {state.st_mtime_ns}"
        for entry, state in states
    )
