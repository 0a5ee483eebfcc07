"""The shipped plan checked: in a running process, and as a command from nothing."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from bench.measure import Figure, seconds
from yanxing.policy.load import load

PLAN = Path(__file__).parent.parent / "policies/zhongshan/empowerment-2024.yaml"


def command() -> None:
    program = Path(sys.executable).parent / "yanxing"
    subprocess.run([program, "policy", "check", PLAN], check=True, capture_output=True)  # noqa: S603 - our own


def nothing() -> None:
    subprocess.run([sys.executable, "-c", ""], check=True)


def figures() -> Iterator[Figure]:
    empty = seconds(nothing, clock=time.perf_counter)
    yield Figure("policy check of the shipped plan, in process", seconds(lambda: load(PLAN)), "s")
    whole = seconds(command, clock=time.perf_counter)
    name = "policy check of the shipped plan, the whole command"
    yield Figure(name, whole, "s", "an empty Python", whole / empty, "≤ 0.3 s")
