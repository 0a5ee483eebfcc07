"""The same thing said of many cells of one column is said once, with the cells."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace

from yanxing.policy.findings import Finding

SHOWN_CELLS = 8

_CELL = re.compile(r"(?P<before>.*!)(?P<column>[A-Z]+)(?P<row>\d+)")
_ITEM = re.compile(r"(?P<before>[^\[\]]*)(?P<row>\[\d+\])(?P<column>.*)")


def once(findings: Iterable[Finding]) -> list[Finding]:
    """In the order they came; `place` then lists the cells: `花名册!D3、D7（2）`."""
    same: dict[object, list[tuple[Finding, str]]] = {}
    for each in findings:
        place = _CELL.fullmatch(each.place) or _ITEM.fullmatch(each.place)
        if place is None:
            same[id(each), len(same)] = [(each, "")]
            continue
        key = (each.file, each.code, tuple(sorted(each.params.items())), place["before"], place["column"])
        same.setdefault(key, []).append((each, each.place[len(place["before"]) :]))
    return [_together(group) for group in same.values()]


def _together(group: list[tuple[Finding, str]]) -> Finding:
    first, _ = group[0]
    if len(group) == 1:
        return first
    cells = list(dict.fromkeys(cell for _, cell in group))
    if len(cells) == 1:
        return first
    more = "…" if len(cells) > SHOWN_CELLS else ""
    others = "".join(f"、{cell}" for cell in cells[1:SHOWN_CELLS])
    return replace(first, place=f"{first.place}{others}{more}（{len(cells)}）")
