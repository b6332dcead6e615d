"""Findings that do not count, visibly: a person said so (waivers), or they were there before (baseline)."""

from ..model import POLICY_ERROR

NEVER = frozenset({"PL001", "PL002", "PL003", "PL703", "PL911", "PL912", "PL913", POLICY_ERROR})
"""What always counts: that a file can be read, followed and trusted, that a policy works, and the gate itself."""

WHY_NEVER = "files have to stay readable, the way of an initiative honest, and exceptions in sight"
