"""Gaps seen from elsewhere: what is missing in another row, or in many."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice

from yanxing.engine.unknown import Gap, Unknown

MOST_GAPS = 50
"""Of a list nobody needs to see more gaps than that, and every row that is built on it stores them."""


def placed(unknown: Unknown, where: str) -> Unknown:
    """The same gaps, those of the row at hand now said to be at `where`."""
    return Unknown(tuple(gap if gap.where else Gap(gap.name, gap.why, where) for gap in unknown.gaps))


def gathered(unknowns: Iterable[Unknown]) -> Unknown:
    """The gaps of a whole list, each once, the first `MOST_GAPS` of them."""
    gaps = dict.fromkeys(gap for unknown in unknowns for gap in unknown.gaps)
    return Unknown(tuple(islice(gaps, MOST_GAPS)))
