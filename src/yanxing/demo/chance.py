"""The one source of chance of the demo: a fixed seed, so that every figure is the same every time."""

from __future__ import annotations

import random

SEED = 2024


def chance(of: str) -> random.Random:
    """A stream for each part (`names`, `photos`), so that a change in one leaves the rest alone."""
    return random.Random(f"{SEED}/{of}")  # noqa: S311 - a street is made up, nothing is kept secret
