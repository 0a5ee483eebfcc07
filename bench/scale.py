"""How time and memory grow with the rows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import contest, eligibility
from bench.measure import Figure, size

_PEAK = """\
import resource
from bench import contest, settling
rows = {rows}
if rows:
    settling.settled(contest.POLICY, contest.works(rows, 7))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


def figures() -> Iterator[Figure]:
    small, large = size(1_000, 20), size(100_000, 200)
    times = large / small
    for name, growth in (("eligibility", eligibility.growth), ("contest × 7 judges", contest.growth)):
        few, many = growth([small, large])
        words = f"{name}: {large} rows against {small}, ÷ {times:g}"
        yield Figure(words, many / few / times, "×", aim="about 1 (linear)")
    entries = size(10_000, 50)
    empty, full = _peak(0), _peak(entries)
    yield Figure(
        f"memory at its peak, contest of {entries} × 7", full, "MiB", "the same without rows", full / empty
    )


def _peak(rows: int) -> float:
    """Peak memory of a process of its own, in MiB."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _PEAK.format(rows=rows)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path.cwd(),
    )
    return int(done.stdout) / 1024
