"""The office's policy, and a maker of its workbooks."""

from pathlib import Path

import openpyxl
import pytest
from tests.intake.office import POLICY, Make, Rows

from yanxing.engine.grammar.policy import Policy
from yanxing.policy.reading import read


@pytest.fixture(scope="module")
def policy() -> Policy:
    result = read(POLICY.encode(), "t.yaml")
    assert [each.text() for each in result.findings] == []
    assert result.policy is not None
    return result.policy


@pytest.fixture
def book(tmp_path: Path) -> Make:
    def make(name: str = "book.xlsx", *, merged: dict[str, list[str]] | None = None, **sheets: Rows) -> Path:
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(row)
            for area in (merged or {}).get(title, ()):
                sheet.merge_cells(area)
        path = tmp_path / name
        workbook.save(path)
        return path

    return make
