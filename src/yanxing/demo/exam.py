"""The exam: a written test and an interview of the 87, 71 of whom pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from yanxing.demo.chance import chance
from yanxing.demo.marks import marks_for
from yanxing.demo.people import Worker
from yanxing.demo.street import COMMITTEES

EXAMINERS = ("沈国华", "陆慧敏", "徐建平", "俞文娟", "金志强")

Written = Fraction | None
"""None: did not come (缺考)."""


@dataclass(frozen=True, slots=True)
class Paper:
    """One candidate's written mark and the interviewers' marks: fewer than five where sheets are missing."""

    worker: Worker
    written: Written
    interview: tuple[int, ...]


# The others below the mark are 12; together with these four 16 of 87 do not pass.
_NO_WRITTEN = ("五龙", "平桥")
_NO_INTERVIEW = ("西林塔桥",)
_TWO_SHEETS = ("江田",)
_JUST_BELOW = "黄渡浜"
_JUST_ENOUGH = "北门"


def make_papers(people: Sequence[Worker]) -> tuple[Paper, ...]:
    lot = chance("exam")
    papers: list[Paper] = []
    for unit in COMMITTEES:
        candidates = [w for w in people if w.unit == unit.name and w.candidate]
        # Whoever a note or a picture made known has the paper in order.
        candidates.sort(key=lambda worker: worker.born, reverse=True)
        for n, worker in enumerate(candidates):
            papers.append(
                _passing(worker, lot, n) if n < unit.passing else _failing(worker, lot, n - unit.passing)
            )
    return tuple(papers)


def _passing(worker: Worker, lot: Random, n: int) -> Paper:
    if worker.unit == _JUST_ENOUGH and n == 0:
        # 59 × 40% + 182/3 × 60% = 23.60 + 36.40: sixty to the hundredth, and that is enough.
        return Paper(worker, Fraction(59), (60, 61, 61, 58, 66))
    level = lot.randint(66, 92)
    written = min(Fraction(98), level + Fraction(lot.randint(-12, 14), 2))
    return Paper(worker, written, _shuffled(lot, Fraction(level)))


def _failing(worker: Worker, lot: Random, n: int) -> Paper:
    level = Fraction(lot.randint(47, 56))
    interview = _shuffled(lot, level)
    if n == 0 and worker.unit in _NO_WRITTEN:
        return Paper(worker, None, interview if worker.unit == "五龙" else ())
    if worker.unit in _NO_INTERVIEW:
        return Paper(worker, Fraction(71), ())
    if worker.unit in _TWO_SHEETS:
        return Paper(worker, Fraction(74), (76, 79))
    if worker.unit == _JUST_BELOW:
        return Paper(worker, Fraction("58.9"), (60, 62, 60, 57, 65))
    return Paper(worker, level + lot.randint(-3, 3), interview)


def _shuffled(lot: Random, level: Fraction) -> tuple[int, ...]:
    marks = marks_for(lot, level, len(EXAMINERS))
    return tuple(lot.sample(marks, len(marks)))
