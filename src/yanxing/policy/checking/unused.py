"""What no rule reads: a gentle warning, often of a rule that was forgotten; `because` confirms it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from yanxing.engine.grammar.base import Cited
from yanxing.policy.checking.inspection import Inspection


def check_unused(see: Inspection) -> None:
    """Definitions, tables, windows and values that nothing reads."""
    used = see.used
    _unused("definition_never_used", see.define, used.define, see)
    _unused("table_never_used", see.tables, used.tables, see)
    _unused("window_never_used", see.windows, used.windows, see)
    unset = {name for name, value in see.values.items() if value.needed is not None}
    _unused("value_never_used", see.values, {*used.values, *unset}, see)


def _unused(code: str, named: Mapping[str, Cited], used: Iterable[str], see: Inspection) -> None:
    seen = set(used)
    for name, node in named.items():
        if name not in seen and not node.because:
            see.say(code, node, name=name)
