"""JSON Schema: decides what has the right form, and explains in the author's words what has not."""

from .fields import Field, Instead, Violation
from .showing import holds_secret
from .validation import Schema, demand, load, names, with_defaults

__all__ = ["Field", "Instead", "Schema", "Violation", "demand", "holds_secret", "load", "names", "with_defaults"]
