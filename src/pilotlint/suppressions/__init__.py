"""Findings that do not count, visibly: a person said so (waivers), or they were there before (baseline)."""
