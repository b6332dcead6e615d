"""Initiatives from the rows of an inventory that somebody else keeps; nothing is invented."""
