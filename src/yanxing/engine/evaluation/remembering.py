"""Rows that say the same get the same answer: worked out once, then shared by all of them.

Of 50,000 people few differ in what a requirement reads of them, and stored reasons are never changed, so many
rows may hold the same one.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from yanxing.engine.evaluation.compiling import Constant, Work
from yanxing.engine.evaluation.reads import REPEATING, names_read
from yanxing.engine.evaluation.scope import Scope

MOST = 50_000
"""Answers remembered; where more rows than that differ, the others are worked out as they come."""

T = TypeVar("T")


def remembered(work: Callable[[Any], T], rules: Any, scope: Scope) -> Callable[[Any], T]:
    """`work`, which must depend on nothing but what `rules` (terms and conditions) read of the row.

    Remembers nothing where the rules look beyond the row's own facts and columns.
    """
    reads = _plain_reads(rules, scope)
    if reads is None:
        return work
    told: dict[tuple[Any, ...], T] = {}

    def recall(row: Any) -> T:
        key = tuple([read(row) for read in reads])
        # By type first: a list among the values has no hash, and 1 and true would be the same key.
        if not REPEATING.issuperset(map(type, key)):
            return work(row)
        answer = told.get(key)
        if answer is None:
            answer = work(row)
            if len(told) < MOST:
                told[key] = answer
        return answer

    return recall


def _plain_reads(rules: Any, scope: Scope) -> list[Work] | None:
    names = names_read(rules, scope)
    if names is None or any(kind == "definition" for kind, _ in names):
        return None
    return [read for _, read in names if not isinstance(read, Constant)]
