"""Who is put forward for the visits: a deputy and a newcomer a committee, and what goes wrong with some."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from yanxing.demo.people import Worker
from yanxing.demo.street import AREAS, COMMITTEES, Committee

AsWho = Literal["副主任", "新进社工"]
OUTSIDE = date(2024, 6, 19)
HOSTED = dict(
    zip(AREAS, (date(2024, 6, 28), date(2024, 7, 25), date(2024, 8, 29), date(2024, 9, 19)), strict=True)
)
"""Each area is host once; committees visit the area after their own."""


@dataclass(frozen=True, slots=True)
class Nomination:
    unit: str
    worker: Worker
    visit: str
    as_who: AsWho
    day: date


def make_nominations(people: Sequence[Worker]) -> tuple[Nomination, ...]:
    """At least one a seat: two kinds of visit × 22 committees × a deputy and a newcomer."""
    made: list[Nomination] = []
    for unit in COMMITTEES:
        host = AREAS[(AREAS.index(unit.area) + 1) % len(AREAS)]
        for visit, day in (("外出参访交流", OUTSIDE), ("片区互动交流", HOSTED[host])):
            for who in ("副主任", "新进社工"):
                made += [
                    Nomination(unit.name, worker, visit, who, day)
                    for worker in _put_forward(unit, visit, who, people)
                ]
    second = _staff(people, "蓝天", "副主任")[1]
    return (*made, Nomination("蓝天", second, "片区互动交流", "副主任", date(2024, 9, 19)))


def _put_forward(unit: Committee, visit: str, who: AsWho, people: Sequence[Worker]) -> list[Worker]:
    """What goes wrong: two newcomers for one seat with nothing to tell them apart; a newcomer of another
    committee; one who has long been there; a worker put forward as deputy."""
    outside = visit == "外出参访交流"
    if who == "副主任":
        if unit.name == "莱顿小镇" and outside:
            return [_staff(people, unit.name, "社工")[0]]
        return _staff(people, unit.name, "副主任")[:1]
    if unit.name == "江田":
        return [_new(people, "茸梅")[0]] if outside else []
    if unit.name == "平桥":
        return [_staff(people, unit.name, "社工")[0]] if outside else []
    return _new(people, unit.name)[: 2 if outside else 1]


def _staff(people: Sequence[Worker], unit: str, post: str) -> list[Worker]:
    return [w for w in people if w.unit == unit and w.posts == (post,)]


def _new(people: Sequence[Worker], unit: str) -> list[Worker]:
    return [w for w in people if w.unit == unit and w.standing == "newcomer"]
