"""The workbooks on disk: what makes office files hard to read is really in them."""

import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from yanxing.demo.workbooks import write_decisions, write_workbooks
from yanxing.engine.evaluation.text_length import text_length


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo")
    write_workbooks(made / "工作簿")
    write_decisions(made / "决定.json")
    return made


def sheet(folder: Path, start: str, name: str | None = None) -> Worksheet:
    path = next(path for path in (folder / "工作簿").iterdir() if path.name.startswith(start))
    book = load_workbook(path)
    found = book[name] if name else book.worksheets[0]
    assert isinstance(found, Worksheet)
    return found


def column(sheet: Worksheet, head: str) -> list[Any]:
    """The cells under a head, wherever the head stands."""
    rows = list(sheet.iter_rows(values_only=True))
    top = next(n for n, row in enumerate(rows) if head in row)
    at = rows[top].index(head)
    return [row[at] for row in rows[top + 1 :]]


def test_written_again_every_byte_is_the_same(folder: Path, tmp_path: Path) -> None:
    again = write_workbooks(tmp_path)
    assert len(again) == 12
    for path in again:
        assert path.read_bytes() == (folder / "工作簿" / path.name).read_bytes(), path.name
    assert write_decisions(tmp_path / "x").read_bytes() == (folder / "决定.json").read_bytes()


def test_two_rosters_with_two_spellings_of_their_heads_and_posts(folder: Path) -> None:
    one, two = sheet(folder, "02"), sheet(folder, "03")
    assert {"姓名", "工号", "入职时间", "职务"} <= {cell.value for cell in one[2]}
    assert {"社工姓名", "人员编号", "入职年月", "岗位"} <= {cell.value for cell in two[2]}
    assert {"书记", "居委会主任"} <= set(column(one, "职务")) | set(column(two, "岗位"))
    # Each clerk keeps a column that the other has not.
    assert "离职时间" not in {cell.value for cell in one[2]}
    assert "增补展示对象" not in {cell.value for cell in two[2]}
    names = [name for name in column(one, "姓名") + column(two, "社工姓名") if name]
    assert len(names) == 350


def test_titles_are_merged_and_someone_filled_in_the_form(folder: Path) -> None:
    roster = sheet(folder, "02")
    assert "A1:J1" in {str(merged) for merged in roster.merged_cells.ranges}
    last = [row[0] for row in roster.iter_rows(values_only=True) if row[0]][-1]
    assert str(last).startswith("填表人：")


def test_dates_are_written_in_five_manners(folder: Path) -> None:
    cells = column(sheet(folder, "02"), "入职时间")
    for manner in (
        r"\d{4}\.\d{1,2}",
        r"[0-9]{4}年[0-9]{1,2}月",
        r"\d{4}/\d{1,2}/\d{1,2}",
        r"[０-９]{4}年[０-９]{1,2}月",
    ):
        assert any(isinstance(cell, str) and re.fullmatch(manner, cell) for cell in cells), manner
    assert any(isinstance(cell, datetime) for cell in cells)


def test_numbers_start_date_and_certificate_that_are_missing(folder: Path) -> None:
    one, two = sheet(folder, "02"), sheet(folder, "03")
    people = [*zip(column(one, "姓名"), column(one, "工号"), strict=True)]
    people += zip(column(two, "社工姓名"), column(two, "人员编号"), strict=True)
    assert sum(1 for name, number in people if name and not number) == 13
    unknown = [
        n for n, day in zip(column(two, "社工姓名"), column(two, "入职年月"), strict=True) if n and not day
    ]
    assert unknown == ["盛翌"]
    assert column(one, "全岗通").count("待核实") == 1


def test_the_csv_is_gb18030_and_not_utf_8(folder: Path) -> None:
    data = (folder / "工作簿/04 笔试成绩.csv").read_bytes()
    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    lines = data.decode("gb18030").splitlines()
    assert lines[0] == "工号,姓名,单位,笔试成绩"
    assert len(lines) == 88
    assert sum(line.endswith(",缺考") for line in lines) == 2


def test_interviews_in_long_and_in_wide_form(folder: Path) -> None:
    long, wide = sheet(folder, "05", "面试评分（第一考场）"), sheet(folder, "05", "面试评分（第二考场）")
    assert {"考官", "面试得分"} <= {cell.value for cell in long[2]}
    assert {"沈国华", "金志强"} <= {cell.value for cell in wide[2]}


def test_recusals_and_a_sheet_that_never_came_in(folder: Path) -> None:
    marks = [
        row[1:] for row in sheet(folder, "06", "有话说评分").iter_rows(min_row=3, values_only=True) if row[1]
    ]
    assert sum(row.count("回避") for row in marks) == 7
    assert sum(row.count(None) for row in marks) == 1


def test_halls_have_a_head_of_two_lines(folder: Path) -> None:
    halls = sheet(folder, "10", "大厅评分")
    assert "B2:D2" in {str(merged) for merged in halls.merged_cells.ranges}
    assert [cell.value for cell in halls[3]][:4] == ["居委会名称", "环境", "服务", "接待"]


def test_notes_are_short_enough_but_for_one_of_801_characters(folder: Path) -> None:
    lengths = [text_length(text) for text in column(sheet(folder, "07", "民情手记"), "内容") if text]
    assert len(lengths) == 35
    assert [length for length in lengths if length > 800] == [801]
    assert min(lengths) >= 250


def test_everyone_due_is_on_the_sign_in_lists(folder: Path) -> None:
    due = [
        sum(1 for name in column(sheet(folder, "11", f"签到表（第{n}讲）"), "姓名") if name)
        for n in range(1, 7)
    ]
    assert due == [350, 350, 349, 349, 348, 346]
