"""Marks of a panel that come to a wanted score, spread over strict and lenient judges."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from random import Random

JUDGES = ("徐志强", "吴昱霏", "钱文彬", "孙雅琴", "郑国平", "潘丽娜", "何建军")
_STRICT = {"徐志强": 0, "吴昱霏": 1, "钱文彬": -2, "孙雅琴": 2, "郑国平": -1, "潘丽娜": 1, "何建军": -1}
"""How far each judge tends to lie above (lenient) or below (strict) the others."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One judge's sheet: a mark, or the parts it is made of; `None` where the judge stepped aside."""

    judge: str
    mark: int | None
    parts: tuple[int, ...] = ()


def panel(lot: Random, score: Fraction, recused: Sequence[str] = (), lost: Sequence[str] = ()) -> list[Sheet]:
    """Sheets whose trimmed mean is the nearest possible to `score`; `lost` sheets never came in."""
    marking = [judge for judge in JUDGES if judge not in recused and judge not in lost]
    marks = sorted(marks_for(lot, score, len(marking)))
    by_leniency = sorted(marking, key=lambda judge: _STRICT[judge] + lot.choice((-1, 0, 0, 1)))
    given = dict(zip(by_leniency, marks, strict=True))
    return [Sheet(judge, given.get(judge)) for judge in JUDGES if judge not in lost]


def marks_for(lot: Random, score: Fraction, judges: int) -> list[int]:
    """Whole marks; from five on the highest and the lowest are added around the ones that count."""
    counting = judges - 2 if judges >= 5 else judges
    total = round(score * counting)
    base, more = divmod(total, counting)
    marks = [base + (n < more) for n in range(counting)]
    for low in range(counting // 2):
        apart = lot.randint(0, 2)
        if marks[low] + apart <= 98 and marks[-1 - low] - apart >= 50:
            marks[low] += apart
            marks[-1 - low] -= apart
    if judges < 5:
        return marks
    return [max(min(marks) - lot.randint(0, 3), 40), *marks, min(max(marks) + lot.randint(0, 3), 99)]


def trimmed(marks: Sequence[int]) -> Fraction:
    """What a panel of these marks comes to, to the hundredth (A21)."""
    kept = sorted(marks)[1:-1] if len(marks) >= 5 else list(marks)
    return Fraction(int(Fraction(sum(kept), len(kept)) * 100 + Fraction(1, 2)), 100)


def in_parts(sheet: Sheet, full: Sequence[int], nudge: int = 0) -> Sheet:
    """The mark split over the criteria in proportion, the second one `nudge` better than its share."""
    if sheet.mark is None:
        return sheet
    shares = [sheet.mark * part // sum(full) for part in full]
    shares[1] = min(shares[1] + nudge, full[1])
    left = sheet.mark - sum(shares)
    for n in (0, 2, 1):
        step = max(-shares[n], min(left, full[n] - shares[n]))
        shares[n] += step
        left -= step
    return Sheet(sheet.judge, sheet.mark, tuple(shares))
