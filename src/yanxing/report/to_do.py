"""What still waits for somebody, row by row, in the order of the year."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from yanxing.engine.explanation import Explainer, row_name
from yanxing.engine.explanation.speech import Speech
from yanxing.engine.outcome import OPEN, Row, Settlement

_MENDABLE = ("missing", "unset")


class ToDo(NamedTuple):
    """`run` and `who` as people call them; `what`: why it is open and what follows."""

    run: str
    who: str
    what: str


def to_do(speech: Speech, settlement: Settlement, *, lacking: bool = True) -> Iterator[ToDo]:
    """Every row that is still open; without those that only lack a fact where `lacking` is false."""
    for name, result in settlement.runs.items():
        waiting = [row for row in result.rows.values() if row.state in OPEN and (lacking or not lacks(row))]
        explainer = Explainer(speech.policy, result, speech.language, speech.names) if waiting else None
        for row in waiting:
            if explainer is not None:
                yield ToDo(speech.label(name), row_name(speech, row), explainer.sentence(row.id))


def lacks(row: Row) -> bool:
    """Whether giving missing facts is all that is needed."""
    return row.state == "held" and bool(row.gaps) and all(gap.why in _MENDABLE for gap in row.gaps)
