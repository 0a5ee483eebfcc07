"""The benchmark runs, whole, on tiny sizes; the figures themselves decide nothing here."""

import json
import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent


WITHOUT_A_SITE = ("eligibility", "contest", "reading", "growth", "policy", "demo")


def test_the_parts_of_the_engine_give_their_figures_and_the_file_holds_them(tmp_path: Path) -> None:
    out = tmp_path / "build/bench.json"
    environment = os.environ | {"BENCH_SCALE": "0.001", "PYTHONPATH": str(ROOT), "BENCH_OUT": str(out)}
    done = subprocess.run(
        [sys.executable, "-m", "bench", *WITHOUT_A_SITE],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    figures = json.loads(out.read_text("utf-8"))
    assert {"name", "value", "unit", "compared_with", "ratio", "aim"} == set(figures[0])
    assert all(figure["value"] > 0 and figure["name"] in done.stdout for figure in figures)
    units = [figure["unit"] for figure in figures]
    assert units.count("×") == 2
    assert "rows/s" in units


def test_a_part_that_is_not_there_is_named(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "bench", "speed"],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("no such part: speed; there are eligibility, contest, ")
