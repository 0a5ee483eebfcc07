"""What a rule read: the names and figures an explanation quotes, in stored form."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yanxing.engine.evaluation.scope import Scope
from yanxing.engine.grammar.conditions import Condition
from yanxing.engine.grammar.terms import Term
from yanxing.engine.outcome import Reads


def reads_of(node: Term | Condition, scope: Scope) -> Callable[[Any], Reads]:
    """A closure from a row to everything the rule reads from it, each name once, in order of writing.

    Names are `Read`s (`{their: …}` and tables as `lookup`), measures `ListRead`s.
    """
    raise NotImplementedError
