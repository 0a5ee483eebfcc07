"""“服务方寸间”: unannounced visits to halls, work places and the people at them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from yanxing.demo.chance import chance
from yanxing.demo.contests import HALLS, LATE_UNIT
from yanxing.demo.marks import JUDGES, Sheet, in_parts, panel
from yanxing.demo.people import Worker
from yanxing.demo.street import COMMITTEES

FULL_HALL = (40, 30, 30)
INSPECTORS = JUDGES[1:4]


@dataclass(frozen=True, slots=True)
class Inspections:
    """Sheets of the halls by committee, of work places and service by the worker's index."""

    halls: dict[str, tuple[Sheet, ...]]
    stations: dict[int, tuple[int, ...]]
    images: dict[int, tuple[int, ...]]


def make_inspections(people: Sequence[Worker]) -> Inspections:
    """Three inspectors see whoever is there; seven see every hall, so that the planned order comes out."""
    lot = chance("inspections")
    order = [*HALLS, *(unit.name for unit in COMMITTEES if unit.name not in HALLS)]
    wanted = {unit: Fraction("93.5") - Fraction("0.6") * n for n, unit in enumerate(order)}
    away = set(lot.sample([n for n, w in enumerate(people) if not w.leads], 14))
    seen = [n for n in range(len(people)) if n not in away]
    stations = {n: _three(lot, wanted[people[n].unit]) for n in seen}
    images = {n: _three(lot, wanted[people[n].unit]) for n in seen}
    halls = {}
    for unit in order:
        mine = [n for n in seen if people[n].unit == unit]
        of_people = _mean_of(stations, mine) + _mean_of(images, mine)
        # score = 50% hall + 25% places + 25% service, so the hall makes up for what the people gave.
        hall = 2 * wanted[unit] - of_people / 2
        recused = (JUDGES[3],) if unit == LATE_UNIT else ()
        halls[unit] = tuple(in_parts(sheet, FULL_HALL) for sheet in panel(lot, hall, recused))
    return Inspections(halls, stations, images)


def _three(lot: Random, level: Fraction) -> tuple[int, ...]:
    return tuple(min(98, max(62, round(level) + lean + lot.randint(-4, 3))) for lean in (1, -1, 1))


def _mean_of(sheets: dict[int, tuple[int, ...]], who: Sequence[int]) -> Fraction:
    scores = [Fraction(round(Fraction(sum(sheets[n]), 3) * 100), 100) for n in who]
    return Fraction(sum(scores), len(scores))
