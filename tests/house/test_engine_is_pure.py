"""The engine: standard library only; no clock, no random, no input or output, no float in a score."""

import ast
import sys
from pathlib import Path

import pytest

ENGINE = Path(__file__).parents[2] / "src/yanxing/engine"

# Modules that read a clock, a die or the world outside.
IMPURE = {"asyncio", "glob", "http", "io", "logging", "multiprocessing", "os", "pathlib", "random", "secrets"}
IMPURE |= {
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "sys",
    "tempfile",
    "threading",
    "time",
    "urllib",
    "uuid",
}
CLOCK = {"now", "today", "utcnow"}
CALLS = {"breakpoint", "eval", "exec", "float", "input", "open", "print"}


def imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{'.' * node.level}{node.module or ''}"]
    return []


def allowed(module: str) -> bool:
    top = module.split(".", maxsplit=1)[0]
    own = module == "yanxing.engine" or module.startswith("yanxing.engine.")
    return own or (top in sys.stdlib_module_names and top not in IMPURE)


def faults(text: str) -> list[str]:
    """`line: what` for everything an engine file may not hold."""
    bad = []
    for node in ast.walk(ast.parse(text)):
        bad += [f"{node.lineno}: import {name}" for name in imported(node) if not allowed(name)]
        match node:
            case ast.Constant(value=float() | complex()):
                bad.append(f"{node.lineno}: {node.value!r}")
            case ast.Call(func=ast.Name(id=name)) if name in CALLS:
                bad.append(f"{node.lineno}: {name}(")
            case ast.Attribute(attr=name) if name in CLOCK:
                bad.append(f"{node.lineno}: .{name}")
    return bad


def test_engine_files_are_pure() -> None:
    files = sorted(ENGINE.rglob("*.py"))
    assert files
    assert [
        f"{path.relative_to(ENGINE)}:{fault}" for path in files for fault in faults(path.read_text())
    ] == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x = float('1')", "1: float("),
        ("x = 0.5", "1: 0.5"),
        ("import random", "1: import random"),
        ("from datetime import date\ndate.today()", "2: .today"),
        ("import datetime\ndatetime.datetime.now()", "2: .now"),
        ("import io", "1: import io"),
        ("from os.path import join", "1: import os.path"),
        ("import yaml", "1: import yaml"),
        ("from yanxing.policy import read", "1: import yanxing.policy"),
        ("from . import terms", "1: import ."),
    ],
)
def test_each_impurity_is_found(text: str, fault: str) -> None:
    assert faults(text) == [fault]


def test_exact_arithmetic_is_allowed() -> None:
    assert faults("from fractions import Fraction\nx = Fraction(1, 2)\ny = isinstance(x, float)") == []
