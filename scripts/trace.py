"""Which requirement rows are proved by a passing test through a door: a table, and build/trace.json.

Usage: trace.py [--summary]. Reads build/tests.json, which a whole test run writes; runs the tests when that
record is missing or older than what it speaks of.
"""

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
RECORD = ROOT / "build/tests.json"
SOURCES = ("src", "tests", "policies", "docs", "pyproject.toml", "requirements.lock")


def read_rules() -> dict[str, str]:
    """Row id -> its one-line rule, in the order of the list."""
    lines = (ROOT / "tests/requirements.txt").read_text("utf-8").splitlines()
    return dict(line.split(" ", 1) for line in lines)


def current() -> bool:
    if not RECORD.exists():
        return False
    written = RECORD.stat().st_mtime
    files = (file for name in SOURCES for file in ((ROOT / name), *(ROOT / name).rglob("*")))
    return all(file.stat().st_mtime <= written for file in files if file.is_file() and file.suffix != ".pyc")


def read_record() -> list[dict]:
    if not current():
        RECORD.unlink(missing_ok=True)
        print("先运行全部测试 / running the tests first", flush=True)
        subprocess.run([sys.executable, "-m", "pytest", "--quiet"], cwd=ROOT, check=False)
    if not RECORD.exists():
        sys.exit("测试没有跑完，先看 make test 的提示 / the tests did not finish: see what make test says")
    return json.loads(RECORD.read_text("utf-8"))


def trace(rules: dict[str, str], record: list[dict]) -> dict[str, dict]:
    """A row is proved when a test came through a door and passed, and no test of the row failed."""
    rows = {row: {"rule": rule, "proved": False, "tests": []} for row, rule in rules.items()}
    for test in record:
        shown = {key: test[key] for key in ("nodeid", "doors", "outcome")}
        for row in dict.fromkeys(test["req"]):
            rows[row]["tests"].append(shown)
    for entry in rows.values():
        outcomes = [test["outcome"] for test in entry["tests"] if test["doors"]]
        failed = any(test["outcome"] == "failed" for test in entry["tests"])
        entry["proved"] = "passed" in outcomes and not failed
    return rows


def print_rows(rows: dict[str, dict]) -> None:
    for row, entry in rows.items():
        mark = "✓" if entry["proved"] else "✗" if entry["tests"] else "·"
        print(f"{mark} {row}  {entry['rule']}")
        for test in entry["tests"]:
            print(f"           {test['outcome']:<8} {'+'.join(test['doors']) or '-':<8} {test['nodeid']}")


def print_summary(rows: dict[str, dict]) -> None:
    total = Counter(row[:3] for row in rows)
    proved = Counter(row[:3] for row, entry in rows.items() if entry["proved"])
    groups = "  ".join(f"{group} {proved[group]}/{total[group]}" for group in total if proved[group])
    failing = [row for row, entry in rows.items() if entry["tests"] and not entry["proved"]]
    print(f"已证明 / proved: {proved.total()} / {len(rows)}   {groups}")
    if failing:
        print(f"有测试但未证明 / tested, not proved: {' '.join(failing)}")


def main() -> None:
    rows = trace(read_rules(), read_record())
    (ROOT / "build/trace.json").write_text(json.dumps(rows, ensure_ascii=False, indent=1) + "\n", "utf-8")
    if "--summary" not in sys.argv[1:]:
        print_rows(rows)
    print_summary(rows)


main()
