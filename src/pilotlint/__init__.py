"""Policy as code for AI initiatives: whether a pilot may be funded is decided in code review."""

__version__ = "0.1.0"
