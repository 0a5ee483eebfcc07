"""A long roster: read from a workbook, every cell understood and checked."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter  # type: ignore[import-untyped]
from python_calamine import load_workbook

from bench.measure import Figure, seconds, size
from bench.settling import policy_of
from yanxing.intake import read_inputs

POLICY = policy_of("""\
policy: bench/roster
title: 花名册
labels: {name: 姓名, staff_no: 工号, unit: 居委会, entered: 入职时间, credentials: 证书}
facts:
  workers:
    {name: text, staff_no: text, unit: text, born: date, entered: date, credentials: {codes: [all_post]}}
sources:
  workers:
    sheet: [花名册]
    match: [[staff_no], [name, unit]]
    headers: {born: [出生年月]}
    words: {all_post: [有]}
runs:
  roll:
    rows: workers
    stages: [{gate: known, require: [{that: {entered: {known: true}}, else: {held: missing}}]}]
""")


def write_roster(path: Path, count: int) -> None:
    """As offices type them: months, dates with strokes, figures of full width, certificates by a word."""
    lot = random.Random(3)  # noqa: S311 - made-up people
    book = xlsxwriter.Workbook(str(path), {"constant_memory": True})
    sheet = book.add_worksheet("花名册")
    sheet.write_row(0, 0, ("序号", "姓名", "工号", "居委会", "出生年月", "入职时间", "证书"))
    for n in range(1, count + 1):
        year, month = lot.randint(2004, 2023), lot.randint(1, 12)
        entered = (f"{year}.{month}", f"{year}年{month}月", f"{year}/{month}/1", f"{year}-{month:02}-15")[
            n % 4
        ]
        born = f"{lot.randint(1965, 2001)}/{month}/{lot.randint(1, 28)}"
        row = (n, f"王{n}", f"{n:06}", f"第{n % 22}居委会", born, entered, lot.choice(("有", "无")))
        sheet.write_row(n, 0, row)
    book.close()


def bare(path: Path) -> int:
    """The workbook's cells, and nothing made of them."""
    return len(load_workbook(path).get_sheet_by_index(0).to_python())


def figures() -> Iterator[Figure]:
    count = size(50_000, 50)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "花名册.xlsx"
        write_roster(path, count)
        assert len(read_inputs(POLICY, [path]).facts["workers"]) == count
        ours, cells = seconds(lambda: read_inputs(POLICY, [path])), seconds(lambda: bare(path))
    name = f"roster of {count} rows read and checked"
    yield Figure(name, count / ours, "rows/s", "cells alone (calamine)", ours / cells, "≥ 10,000 rows/s")
