"""`blank` says what an empty cell means; a cell that says 待补, or that nobody can read, is not empty."""

import json
from pathlib import Path

import openpyxl
import pytest

from yanxing.engine.grammar.policy import Policy
from yanxing.intake import read_inputs
from yanxing.policy.reading import read

POLICY = """
policy: test/blanks
title: t
facts:
  people: {name: text, veteran: yes_no, points: number}
sources:
  people: {sheet: [报名表], match: [[name]], blank: {veteran: false, points: 0}}
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    policy = read(POLICY.encode(), "t.yaml").policy
    assert policy is not None
    return policy


CELLS = [
    ("", False),
    (None, False),
    ("  ", False),
    ("待补", None),
    ("未知", None),
    ("-", None),
    ("也许", None),
    ("是", True),
]


def inputs_of(tmp_path: Path, form: str, cells: list[object]) -> Path:
    path = tmp_path / f"报名表.{form}"
    if form == "json":
        people = [{"id": f"p{n}", "name": f"p{n}", "veteran": cell} for n, cell in enumerate(cells)]
        path.write_text(json.dumps({"people": people}), "utf-8")
    else:
        book = openpyxl.Workbook()
        book.active.title = "报名表"
        for row in [["id", "name", "veteran"], *([f"p{n}", f"p{n}", each] for n, each in enumerate(cells))]:
            book.active.append(row)
        book.save(path)
    return path


@pytest.mark.parametrize("form", ["xlsx", "json"])
def test_only_an_empty_cell_means_what_blank_says(policy: Policy, tmp_path: Path, form: str) -> None:
    path = inputs_of(tmp_path, form, [cell for cell, _ in CELLS])
    rows = read_inputs(policy, [path]).facts["people"]
    assert [row.get("veteran") for row in rows] == [value for _, value in CELLS]
    assert {row["points"] for row in rows} == {0}


def test_another_file_may_still_give_it_and_two_that_differ_are_not_blank(
    policy: Policy, tmp_path: Path
) -> None:
    first = inputs_of(tmp_path, "xlsx", ["待补", "是", "待补"])
    second = inputs_of(tmp_path, "json", ["是", "否", ""])
    for paths in ([first, second], [second, first]):
        rows = read_inputs(policy, paths).facts["people"]
        assert [row.get("veteran") for row in rows] == [True, None, None]
