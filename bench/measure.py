"""Timing: the median of three, in one process, the garbage of the run before collected first.

Processor time, so that a busy machine tells the same as a quiet one, on which it is the time that passes:
the work is of one thread and waits for nothing. Whole commands are measured by the clock on the wall.
The collector is set as the command sets it, for the bare loops as well.
"""

from __future__ import annotations

import gc
import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any

TIMES = 3


@dataclass(frozen=True)
class Figure:
    """One line of the table: a value, what it is compared with, how many times that it is, and the aim."""

    name: str
    value: float
    unit: str
    compared_with: str = ""
    ratio: float | None = None
    aim: str = ""

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


def size(full: int, least: int = 1) -> int:
    """So many rows, times BENCH_SCALE (1 when it is not set)."""
    return max(least, round(full * float(os.environ.get("BENCH_SCALE", "1"))))


def seconds(
    work: Callable[[], object], times: int = TIMES, clock: Callable[[], float] = time.process_time
) -> float:
    """The median time of the work."""
    taken: list[float] = []
    for _ in range(times):
        gc.collect()
        begun = clock()
        work()
        taken.append(clock() - begun)
    return median(taken)
