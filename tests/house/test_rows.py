"""The rows are honest: an unknown one stops the run, a test of one must use a door, a trace counts doors."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

CASES = """
import pytest

@pytest.mark.req("EXM-02")
def test_through_the_door(yanxing):
    assert yanxing("--help").code == 0

@pytest.mark.req("EXM-03")
def test_beside_the_door():
    assert True

@pytest.mark.req("AWD-01")
def test_answer_never_read(yanxing):
    yanxing("--help")

def test_without_row():
    assert True
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A small project with this house's conftest, rows and trace."""
    for name in ("tests/conftest.py", "tests/requirements.txt", "scripts/trace.py"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "pytest.ini").write_text(
        "[pytest]\ntestpaths = tests\naddopts = --strict-markers -p no:cacheprovider\n"
    )
    return tmp_path


def run(project: Path, *args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *args], cwd=project, capture_output=True, text=True, encoding="utf-8", check=False
    )


def test_trace_counts_only_what_came_through_a_door(project: Path) -> None:
    (project / "tests/test_cases.py").write_text(CASES)
    done = run(project, "scripts/trace.py", "--summary")
    assert done.returncode == 0, done.stderr
    record = {test["nodeid"]: test for test in json.loads((project / "build/tests.json").read_text("utf-8"))}
    assert {name.split("::")[1]: (test["doors"], test["outcome"]) for name, test in record.items()} == {
        "test_through_the_door": (["command"], "passed"),
        "test_beside_the_door": ([], "failed"),
        "test_answer_never_read": ([], "failed"),
        "test_without_row": ([], "passed"),
    }
    rows = json.loads((project / "build/trace.json").read_text("utf-8"))
    assert len(rows) == 298
    assert [row for row, entry in rows.items() if entry["proved"]] == ["EXM-02"]
    assert done.stdout.splitlines()[-2:] == [
        "已证明 / proved: 1 / 298   EXM 1/6",
        "有测试但未证明 / tested, not proved: EXM-03 AWD-01",
    ]


def test_unknown_row_stops_the_run(project: Path) -> None:
    (project / "tests/test_cases.py").write_text(CASES.replace("EXM-02", "EXM-99"))
    done = run(project, "-m", "pytest")
    assert done.returncode == pytest.ExitCode.USAGE_ERROR
    assert "test_through_the_door: EXM-99" in done.stderr


def test_part_of_a_run_leaves_no_record(project: Path) -> None:
    (project / "tests/test_cases.py").write_text(CASES)
    run(project, "-m", "pytest", "-k", "without_row")
    run(project, "-m", "pytest", "tests/test_cases.py")
    assert not (project / "build/tests.json").exists()
