"""YAML bytes to plain data, with a span for every key and value; the only reader of YAML.

Values follow the YAML 1.2 core schema: ``no`` is a text, ``012`` is 12, a date stays a text.
What would surprise a reader is refused with a fault: duplicate keys, anchors, aliases, tags, a second document.
"""

from .building import MAX_DEPTH
from .places import Document, Fault, position_at
from .reading import MAX_BYTES, read

__all__ = ["MAX_BYTES", "MAX_DEPTH", "Document", "Fault", "position_at", "read"]
