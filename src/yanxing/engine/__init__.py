"""Decides. Facts in, a decision with its reasons out; standard library only, no clock, no I/O, no float."""
