"""Where the shipped schemas, policies and examples are: in a wheel, an editable install and a checkout."""

import os

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
