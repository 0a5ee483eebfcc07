"""What a value would change: every kept audience worked out again on its own facts with the value in it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from yanxing.engine.explanation import row_name
from yanxing.engine.explanation.speech import Speech
from yanxing.queries.policies.audiences import Moved
from yanxing.queries.policies.resolved import Entry
from yanxing.queries.policies.settling import settled_again
from yanxing.queries.policies.shapes import label
from yanxing.records.models import PolicyDocument, RunRow, SettledRun, Unit


@dataclass(frozen=True, slots=True)
class Consequence:
    """A list, with those whose result would be another."""

    run: str
    title: str
    moved: tuple[Moved, ...]


def consequences(document: PolicyDocument, also: Sequence[Entry]) -> list[Consequence]:
    """Of each run's last settling. Three queries; nothing is written."""
    kept = SettledRun.objects.filter(document=document).select_related("document")
    units = {str(pk): name for pk, name in Unit.objects.values_list("pk", "short_name")}
    found = [_of(run, also, units) for run in kept.order_by("run", "-id").distinct("run")]
    return [each for each in found if each.moved]


def _of(settled: SettledRun, also: Sequence[Entry], units: dict[str, str]) -> Consequence:
    now = settled_again(settled, also)
    before = dict(RunRow.objects.filter(settled=settled).values_list("key", "status"))
    speech = Speech(now.policy, "zh", now.names)
    moved = [
        Moved(
            row_name(speech, row),
            units.get(str(row.facts.get("unit", "")), ""),
            before.get(key, ""),
            status,
            key,
        )
        for key, row in now.settlement.runs[settled.run].rows.items()
        if (status := now.status(settled.run, row)) != before.get(key)
    ]
    return Consequence(settled.run, label(now.policy, settled.run), tuple(moved))
