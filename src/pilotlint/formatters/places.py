"""Where a finding stands, as other programs name it."""

from urllib.parse import quote


def address(path: str) -> str:
    """Write a path as a part of an address, whatever bytes are in it."""
    return quote(path.encode(errors="surrogateescape"), safe="/")
