"""Marks of several raters: trimmed means, each rater's strictness, and how raters marked. Exact throughout.

The strictness is the least-squares solution of mark = row + rater over the rows that were rated, centred so
that the raters' effects, each as often as the rater marked, add up to 0. Where all raters marked all rows
it therefore changes no score at all.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from math import lcm

from yanxing.engine.grammar.measures import Drop
from yanxing.engine.outcome import RaterDiagnosis

Mark = tuple[str, Fraction]
Sheets = Sequence[Mark]
"""The marks one row got: (rater, mark), each rater once."""


def exact_sum(numbers: Iterable[Fraction]) -> Fraction:
    """The sum, reduced once instead of after every step."""
    numbers = list(numbers)
    common = lcm(*[number.denominator for number in numbers])
    return Fraction(sum([number.numerator * (common // number.denominator) for number in numbers]), common)


def trim(sheets: Sheets, drop: Drop | None) -> tuple[list[Mark], list[Mark]]:
    """(used, dropped), both by rater. One of equal extremes goes; below `from` sheets nothing is dropped."""
    by_rater = sorted(sheets)
    if drop is None or len(by_rater) < drop.from_:
        return by_rater, []
    line = sorted(by_rater, key=lambda sheet: (sheet[1], sheet[0]))
    end = max(len(line) - drop.highest, drop.lowest)
    return sorted(line[drop.lowest : end]), sorted(line[: drop.lowest] + line[end:])


def corrected_mean(sheets: Sheets, strictness: Mapping[str, Fraction]) -> Fraction:
    """The mean of mark − the rater's strictness. Raises ZeroDivisionError without sheets."""
    total = exact_sum(mark for _, mark in sheets)
    if strictness:
        total -= exact_sum(strictness[rater] for rater, _ in sheets)
    return total / len(sheets)


def connected(rows: Iterable[Sheets]) -> bool:
    """Whether every rater can be compared with every other through rows they share."""
    return _connected({_raters(sheets) for sheets in rows})


def _raters(sheets: Sheets) -> tuple[str, ...]:
    return tuple(sorted([rater for rater, _ in sheets]))


def _connected(panels: Iterable[tuple[str, ...]]) -> bool:
    leader: dict[str, str] = {}

    def find(rater: str) -> str:
        leader.setdefault(rater, rater)
        while leader[rater] != rater:
            leader[rater] = rater = leader[leader[rater]]
        return rater

    for panel in panels:
        for rater in panel:
            leader[find(rater)] = find(panel[0])
    return len({find(rater) for rater in leader}) <= 1


def strictness(rows: Sequence[Sheets]) -> dict[str, Fraction] | None:
    """Each rater's effect (positive = lenient), or None when the raters cannot all be compared."""
    panels = Counter(_raters(sheets) for sheets in rows)
    if not _connected(panels):
        return None
    raters = sorted({rater for panel in panels for rater in panel})
    at = {rater: number for number, rater in enumerate(raters)}
    matrix, share = _laplacian(panels, at)
    marks_scale = lcm(*{mark.denominator for sheets in rows for _, mark in sheets})
    right = _right_side(rows, at, share, marks_scale)
    # The raters' effects are told only up to a constant: the last one is set to 0, then all are centred.
    effects = [
        Fraction(*part) / marks_scale for part in _solve([line[:-1] for line in matrix[:-1]], right[:-1])
    ]
    effects += [Fraction(0)] * (len(raters) - len(effects))
    given = Counter(rater for sheets in rows for rater, _ in sheets)
    centre = exact_sum(given[rater] * effects[at[rater]] for rater in raters) / max(sum(given.values()), 1)
    return {rater: effects[at[rater]] - centre for rater in raters}


def _laplacian(panels: Mapping[tuple[str, ...], int], at: Mapping[str, int]) -> tuple[list[list[int]], int]:
    """What is left of the normal equations once the rows' effects are eliminated, times `share` so that it
    is whole.
    """
    share = lcm(*{len(panel) for panel in panels})
    matrix = [[0] * len(at) for _ in at]
    for panel, times in panels.items():
        part = times * share // len(panel)
        places = [at[rater] for rater in panel]
        for one in places:
            line = matrix[one]
            line[one] += times * share
            for other in places:
                line[other] -= part
    return matrix, share


def _right_side(rows: Sequence[Sheets], at: Mapping[str, int], share: int, scale: int) -> list[int]:
    right = [0] * len(at)
    for sheets in rows:
        whole = [mark.numerator * (scale // mark.denominator) for _, mark in sheets]
        mean = sum(whole) * (share // len(sheets))
        for (rater, _), mark in zip(sheets, whole, strict=True):
            right[at[rater]] += share * mark - mean
    return right


def _solve(matrix: list[list[int]], right: list[int]) -> list[tuple[int, int]]:
    """The solution of a whole positive definite system as (numerator, denominator): elimination without
    fractions.
    """
    lines = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    before = 1
    for step, pivot_line in enumerate(lines):
        pivot = pivot_line[step]
        for line in lines[step + 1 :]:
            factor = line[step]
            for place in range(step + 1, len(line)):
                line[place] = (line[place] * pivot - factor * pivot_line[place]) // before
            line[step] = 0
        before = pivot
    return _back(lines, before)


def _back(lines: list[list[int]], determinant: int) -> list[tuple[int, int]]:
    """By Cramer every unknown is whole over the determinant, so going back needs no fraction either."""
    found = [0] * len(lines)
    for step in range(len(lines) - 1, -1, -1):
        line = lines[step]
        rest = sum(line[place] * found[place] for place in range(step + 1, len(lines)))
        found[step] = (line[-1] * determinant - rest) // line[step]
    return [(value, determinant) for value in found]


def diagnose(rows: Sequence[Sheets]) -> tuple[RaterDiagnosis, ...]:
    """How each rater marked, by name. Decides nothing."""
    scale = lcm(*{mark.denominator for sheets in rows for _, mark in sheets})
    given: Counter[str] = Counter()
    total: Counter[str] = Counter()
    squares: Counter[str] = Counter()
    panels: defaultdict[str, Counter[int]] = defaultdict(Counter)
    for sheets in rows:
        whole = [mark.numerator * (scale // mark.denominator) for _, mark in sheets]
        sum_of_row = sum(whole)
        for (rater, _), mark in zip(sheets, whole, strict=True):
            given[rater] += 1
            total[rater] += mark
            squares[rater] += mark * mark
            panels[rater][len(sheets)] += sum_of_row
    return tuple(_diagnosis(r, given[r], total[r], squares[r], panels[r], scale) for r in sorted(given))


def _diagnosis(
    rater: str, marks: int, total: int, squares: int, panels: Mapping[int, int], scale: int
) -> RaterDiagnosis:
    mean = Fraction(total, marks * scale)
    variance = Fraction(squares, marks * scale * scale) - mean * mean
    means_of_rows = exact_sum(Fraction(sums, size * scale) for size, sums in panels.items())
    return RaterDiagnosis(rater, marks, mean, variance, mean - means_of_rows / marks)
