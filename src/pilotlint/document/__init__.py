"""YAML bytes to plain data, with a span for every key and value; the only reader of YAML.

Values follow the YAML 1.2 core schema: ``no`` is a text, ``012`` is 12, a date stays a text.
What would surprise a reader is refused with a fault: duplicate keys, anchors, aliases, tags, a second document.
"""

from .places import LINE_BREAK, MAX_BYTES, MAX_DEPTH, Document, Fault, position_at

__all__ = ["LINE_BREAK", "MAX_BYTES", "MAX_DEPTH", "Document", "Fault", "position_at", "read"]


def read(content: bytes) -> Document:
    """Read YAML bytes; whatever is wrong with them comes back as faults, never as an exception."""
    from . import reading  # noqa: PLC0415  # brings PyYAML, a bare interpreter; what was judged before is not read

    return reading.read(content)
