"""Matters: excuses and their decisions."""
