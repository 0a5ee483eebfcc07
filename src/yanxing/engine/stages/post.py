"""post: one proposed posting a row; its key makes a second proposal harmless."""

from __future__ import annotations

from fractions import Fraction

from yanxing.engine.course import Course, hold
from yanxing.engine.evaluation import compile_term
from yanxing.engine.exact import shown
from yanxing.engine.grammar.stages import Post
from yanxing.engine.grammar.terms import Ref
from yanxing.engine.outcome import PostReason
from yanxing.engine.unknown import Unknown


def run(stage: Post, index: int, course: Course) -> None:
    """Stores a `PostReason`; a row whose amount or key cannot be told is held."""
    live = course.begin()
    amount_of = compile_term(stage.amount, course.scope)
    key_of = [compile_term(Ref(name=name), course.scope) for name in stage.key]
    for row in live:
        amount, parts = amount_of(row), [read(row) for read in key_of]
        if isinstance(amount, Fraction) and not any(isinstance(part, Unknown) for part in parts):
            key = "/".join(shown(part) for part in parts)
            row.reasons.append(PostReason(index, stage.ledger, stage.account, amount, key))
        else:
            hold(row, "missing_facts", amount, *parts)
