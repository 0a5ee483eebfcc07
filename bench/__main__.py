"""`python -m bench`: a table, and build/bench.json. With BENCH_SCALE=0.01 all is a hundred times smaller."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table

from bench import (
    checking,
    contest,
    demo_year,
    eligibility,
    pages,
    reading,
    roster,
    scale,
    signing,
    starting,
)
from bench.measure import Figure
from yanxing.cli.main import collect_seldom

OUT = Path("build/bench.json")
PARTS: dict[str, Callable[[], Iterator[Figure]]] = {
    "eligibility": eligibility.figures,
    "contest": contest.figures,
    "reading": reading.figures,
    "growth": scale.figures,
    "policy": checking.figures,
    "demo": demo_year.figures,
    "signing": signing.figures,
    "roster": roster.figures,
    "pages": pages.figures,
    "starting": starting.figures,
}


OF_THE_SITE = ("signing", "roster", "pages", "starting")
"""Each has a database of its own, and settings are read once a process."""


def apart(name: str) -> list[Figure]:
    """The figures of a part, from a process of its own."""
    with TemporaryDirectory() as folder:
        out = Path(folder, "figures.json")
        told = os.environ | {"BENCH_OUT": str(out)}
        command = [sys.executable, "-m", "bench", name]
        subprocess.run(command, env=told, stdout=subprocess.DEVNULL, check=True)  # noqa: S603
        return [Figure(**each) for each in json.loads(out.read_text("utf-8"))]


def main(wanted: list[str]) -> int:
    """Runs the parts named, or all of them; the file is written of a whole run, or where BENCH_OUT says."""
    unknown = [name for name in wanted if name not in PARTS]
    if unknown:
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}", file=sys.stderr)
        return 2
    collect_seldom()
    found: list[Figure] = []
    for name, part in PARTS.items():
        if not wanted or name in wanted:
            print(f"{name} …", file=sys.stderr, flush=True)
            found += apart(name) if name in OF_THE_SITE and not wanted else part()
    show(found)
    out = Path(os.environ.get("BENCH_OUT") or OUT)
    if not wanted or out != OUT:
        out.parent.mkdir(exist_ok=True)
        listed = [figure.as_json() for figure in found]
        out.write_text(json.dumps(listed, ensure_ascii=False, indent=1) + "\n", "utf-8")
        print(f"written: {out}")
    return 0


def show(found: list[Figure]) -> None:
    """The figures as a table."""
    table = Table(box=SIMPLE_HEAD, pad_edge=False)
    for head in ("what", "value", "unit", "÷", "of", "aim"):
        table.add_column(head, justify="right" if head in ("value", "÷") else "left")
    for each in found:
        value = f"{each.value:,.3g}" if each.value < 1000 else f"{each.value:,.0f}"
        ratio = "" if each.ratio is None else f"{each.ratio:.2f}"
        table.add_row(each.name, value, each.unit, ratio, each.compared_with, each.aim)
    Console(width=None if sys.stdout.isatty() else 150, highlight=False).print(table)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
