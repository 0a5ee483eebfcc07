"""The order of rows, columns and files changes nothing of what is read."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanxing.engine.grammar.policy import Policy
from yanxing.intake import Inputs, read_inputs
from yanxing.policy.reading import read

POLICY = """
policy: test/order
title: 试
facts:
  workers: {name: text, staff_no: text, unit: text, written: number, interview: number}
sources:
  workers: {sheet: [roster, marks], match: [[staff_no], [name, unit]]}
"""
ROSTER = [
    {"name": "李四", "staff_no": "S1", "unit": "方塔"},
    {"name": "李四", "staff_no": "S2", "unit": "蓝天"},
    {"name": "王五", "staff_no": "S3", "unit": "方塔"},
    {"name": "赵六", "staff_no": "", "unit": "方塔"},
]
MARKS = [
    {"name": "李四", "unit": "蓝天", "written": "81.5", "interview": ""},
    {"name": "李四", "unit": "方塔", "written": "70", "interview": "90"},
    {"name": "赵六", "unit": "方塔", "written": "缺考", "interview": "60"},
]


@pytest.fixture(scope="module")
def policy() -> Policy:
    policy = read(POLICY.encode(), "t.yaml").policy
    assert policy is not None
    return policy


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("order")


def table(path: Path, rows: list[dict[str, str]], columns: list[str]) -> Path:
    path.write_text(
        "\n".join(",".join(row) for row in [columns, *([r[c] for c in columns] for r in rows)]), "utf-8"
    )
    return path


def read_in_order(
    policy: Policy, folder: Path, roster: list[int], marks: list[int], turned: bool, swapped: bool
) -> Inputs:
    step = -1 if turned else 1
    one = table(folder / "roster.csv", [ROSTER[n] for n in roster], list(ROSTER[0])[::step])
    two = table(folder / "marks.csv", [MARKS[n] for n in marks], list(MARKS[0])[::step])
    return read_inputs(policy, [two, one] if swapped else [one, two])


@given(st.permutations(range(4)), st.permutations(range(3)), st.booleans(), st.booleans())
def test_order_changes_nothing(
    policy: Policy, folder: Path, roster: list[int], marks: list[int], turned: bool, swapped: bool
) -> None:
    plain = read_in_order(policy, folder, [0, 1, 2, 3], [0, 1, 2], turned=False, swapped=False)
    assert [row["id"] for row in plain.facts["workers"]] == ["S1", "S2", "S3", "赵六·方塔"]
    other = read_in_order(policy, folder, roster, marks, turned, swapped)
    assert other.facts == plain.facts
    assert sorted(each.code for each in other.findings) == sorted(each.code for each in plain.findings)
