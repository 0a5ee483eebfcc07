"""What is committed: no machine's paths, no registry's host, files and functions short enough to read."""

import ast
import re
import subprocess
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

# Written in pieces: this file is searched too.
HOSTS = ("pypi" + ".org", "python" + "hosted", "registry." + "npm", "npm" + "mirror", "tuna." + "tsinghua")
HOSTS += ("mirrors." + "aliyun", "pypi." + "tuna", "mirrors." + "cloud")
PLACES = re.compile(r"(?<![\w.<])/(?:work|root|home|Users|opt/pypi)" + r"/\w")


@cache
def tracked() -> tuple[Path, ...]:
    """Every committed file that is still there; without git there is nothing to say."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False)
    if listed.returncode != 0:
        pytest.skip("not a git checkout: the committed files are unknown")
    return tuple(path for name in listed.stdout.decode().split("\0") if (path := ROOT / name).is_file())


def found(pattern: re.Pattern[str]) -> list[str]:
    texts = ((path, path.read_text("utf-8", errors="ignore")) for path in tracked())
    return [f"{path.relative_to(ROOT)}: {hit[0]}" for path, text in texts for hit in pattern.finditer(text)]


def sources() -> list[Path]:
    """What people write; migrations are written by Django."""
    return [path for path in tracked() if path.suffix == ".py" and path.parent.name != "migrations"]


def test_no_registry_host() -> None:
    assert found(re.compile("|".join(map(re.escape, HOSTS)))) == []


def test_no_path_of_a_machine() -> None:
    assert found(PLACES) == []


def test_files_are_under_400_lines() -> None:
    lines = {str(path.relative_to(ROOT)): len(path.read_text("utf-8").splitlines()) for path in sources()}
    assert {name: count for name, count in lines.items() if count >= 400} == {}


def test_functions_are_at_most_60_lines() -> None:
    long = {}
    for path in sources():
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > 60:
                    long[f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"] = length
    assert long == {}
