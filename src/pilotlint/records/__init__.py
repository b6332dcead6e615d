"""Decisions that are kept: written as a record, read again, and made again from Git."""
