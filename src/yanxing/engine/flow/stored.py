"""Matters, acts and results as plain data and back, without loss."""

from __future__ import annotations

from collections.abc import Iterable

from yanxing.engine.flow.matter import Act, Matter
from yanxing.engine.flow.results import Result
from yanxing.engine.stored import Stored, dump_as, load_as


def dump_matter(matter: Matter) -> Stored:
    """Where a matter stands, its sub-matters and its whole history."""
    return dump_as(Matter, matter)


def load_matter(stored: Stored) -> Matter:
    """The matter that `dump_matter` wrote."""
    matter: Matter = load_as(Matter, stored)
    return matter


def dump_result(result: Result) -> Stored:
    """What came of one attempt, its reasons among it; `type` says which."""
    return dump_as(Result, result)


def load_result(stored: Stored) -> Result:
    """The result that `dump_result` wrote."""
    result: Result = load_as(Result, stored)
    return result


def dump_acts(acts: Iterable[Act]) -> Stored:
    """A history; `replay` tells the matter again from it."""
    return [dump_as(Act, act) for act in acts]


def load_acts(stored: Stored) -> tuple[Act, ...]:
    """The acts that `dump_acts` wrote."""
    return tuple(load_as(Act, act) for act in stored)
