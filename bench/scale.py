"""How time and memory grow with the rows."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from bench import contest, eligibility
from bench.measure import Figure, size

# VmHWM and not ru_maxrss: the latter still knows the peak of the process this one was forked from.
_PEAK = """\
from pathlib import Path
from bench import contest, settling
from yanxing.cli.main import collect_seldom
collect_seldom()
facts = contest.works({rows}, 7)
if {settle}:
    kept = settling.settled(contest.POLICY, facts)
lines = Path("/proc/self/status").read_text().splitlines()
print(next(line.split()[1] for line in lines if line.startswith("VmHWM")))
"""


def figures() -> Iterator[Figure]:
    small, large = size(1_000, 20), size(100_000, 200)
    times = large / small
    for name, growth in (("eligibility", eligibility.growth), ("contest × 7 judges", contest.growth)):
        few, many = growth([small, large])
        words = f"{name}: {large} rows against {small}, ÷ {times:g}"
        yield Figure(words, many / few / times, "×", aim="about 1 (linear)")
    entries = size(10_000, 50)
    if Path("/proc/self/status").exists():
        facts, full = _peak(entries, settle=False), _peak(entries, settle=True)
        name = f"memory at its peak, contest of {entries} × 7"
        yield Figure(name, full, "MiB", "its facts alone", full / facts)


def _peak(rows: int, *, settle: bool) -> float:
    """Peak memory of a process of its own, in MiB."""
    done = subprocess.run(  # noqa: S603 - our own program
        [sys.executable, "-c", _PEAK.format(rows=rows, settle=settle)],
        check=True,
        capture_output=True,
        text=True,
        cwd=Path.cwd(),
    )
    return int(done.stdout) / 1024
