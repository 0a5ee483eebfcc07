"""Decides. Facts in, a decision with its reasons out; standard library only, no clock, no I/O, no float."""

RULE_VERSION = "1"
"""Kept with every run. A mechanism that a run has used is not changed in place: it gets the next number."""
