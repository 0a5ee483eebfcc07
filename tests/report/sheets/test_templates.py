"""The district's own sheet filled: heads, formats, formulas and what stands below stay."""

import io
from datetime import date
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.styles import Border, Font, Side
from openpyxl.worksheet.worksheet import Worksheet

from yanxing.report.sheets import ROW_NUMBER, NotFilled, fill_template, not_kept, read_heads

DAY = date(2024, 9, 20)
MAPPING = {
    "汇总表!A4": ROW_NUMBER,
    "汇总表!B4": "name",
    "汇总表!C4": "unit",
    "汇总表!D4": "hours",
    "汇总表!E4": "exam",
}
PEOPLE = [
    {"name": f"社工{n}", "unit": "方塔", "hours": 40 - n, "exam": date(2024, 9, 10 + n)} for n in range(1, 6)
]


def template(lines: int = 3, as_of: str = "数据截至：      ") -> bytes:
    """A title, a line to fill in, a head of two lines, some empty lines, a sum, a signature."""
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.title = "汇总表"
    sheet["A1"], sheet["A2"], sheet["D2"] = "社区工作者培训情况汇总表", "填报单位：", as_of
    sheet.merge_cells("A1:F1")
    for place, text in (
        ("A3", "序号"),
        ("B3", "基本情况"),
        ("D3", "培训情况"),
        ("B4", "姓名"),
        ("C4", "居民区"),
    ):
        sheet[place] = text
    sheet["D4"], sheet["E4"], sheet["F3"] = "学时", "考试日期", "尚缺学时"
    for merged in ("A3:A4", "B3:C3", "D3:E3", "F3:F4"):
        sheet.merge_cells(merged)
    thin = Side(style="thin")
    for row in range(5, 5 + lines):
        sheet.row_dimensions[row].height = 24
        sheet.cell(row, 6).value = f"=40-D{row}"
        for column in range(1, 7):
            sheet.cell(row, column).border = Border(left=thin, right=thin, top=thin, bottom=thin)
            sheet.cell(row, column).font = Font(name="仿宋", size=12)
    end = 5 + lines
    sheet.cell(end, 1).value = "合计"
    sheet.cell(end, 4).value = f"=SUM(D5:D{end - 1})"
    sheet.merge_cells(start_row=end, end_row=end, start_column=1, end_column=3)
    sheet.cell(end + 1, 1).value = "填表人：            审核人："
    sheet.row_dimensions[end + 1].height = 33
    sheet.merge_cells(start_row=end + 1, end_row=end + 1, start_column=1, end_column=6)
    sheet.column_dimensions["B"].width = 17
    sheet.print_area = f"A1:F{end + 1}"
    other = book.create_sheet("封面")
    other["A1"] = f"=汇总表!D{end}"
    other["A2"] = f"=COUNTA(汇总表!B5:B{end - 1})"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def filled(rows: Any, mapping: dict[str, str] = MAPPING, **how: Any) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(fill_template(template(**how), mapping, rows, as_of=DAY)))


def column(sheet: Worksheet, letter: str, first: int, last: int) -> list[Any]:
    return [sheet[f"{letter}{row}"].value for row in range(first, last + 1)]


def test_heads_over_two_lines() -> None:
    assert {head.key: head.text for head in read_heads(template())} == {
        "汇总表!A4": "序号",
        "汇总表!B4": "基本情况/姓名",
        "汇总表!C4": "基本情况/居民区",
        "汇总表!D4": "培训情况/学时",
        "汇总表!E4": "培训情况/考试日期",
        "汇总表!F4": "尚缺学时",
    }


def test_fewer_rows_than_lines() -> None:
    sheet = filled(PEOPLE[:1])["汇总表"]
    assert [cell.value for cell in sheet[5]][:4] == [1, "社工1", "方塔", 39]
    assert (sheet["E5"].value.date(), sheet["E5"].number_format) == (date(2024, 9, 11), "yyyy-mm-dd")
    assert column(sheet, "B", 6, 7) == [None, None]
    assert (sheet["D8"].value, sheet["A9"].value) == ("=SUM(D5:D7)", "填表人：            审核人：")


def test_more_rows_than_lines() -> None:
    book = filled(PEOPLE)
    sheet = book["汇总表"]
    assert column(sheet, "A", 5, 9) == [1, 2, 3, 4, 5]
    assert column(sheet, "B", 5, 9) == ["社工1", "社工2", "社工3", "社工4", "社工5"]
    assert column(sheet, "F", 5, 9) == [f"=40-D{row}" for row in range(5, 10)]
    assert (sheet["A10"].value, sheet["D10"].value) == ("合计", "=SUM(D5:D9)")
    assert sheet["A11"].value == "填表人：            审核人："
    assert sorted(each.coord for each in sheet.merged_cells.ranges) == [
        "A10:C10", "A11:F11", "A1:F1", "A3:A4", "B3:C3", "D3:E3", "F3:F4",
    ]  # fmt: skip
    assert (sheet["B9"].font.name, sheet["B9"].border.left.style) == ("仿宋", "thin")
    assert (sheet.row_dimensions[9].height, sheet.row_dimensions[11].height) == (24, 33)
    assert sheet.column_dimensions["B"].width == 17
    assert sheet.print_area == "'汇总表'!$A$1:$F$11"
    assert (book["封面"]["A1"].value, book["封面"]["A2"].value) == ("=汇总表!D10", "=COUNTA(汇总表!B5:B9)")


def test_one_line_to_grow_from() -> None:
    sheet = filled(PEOPLE, lines=1)["汇总表"]
    assert (sheet["A10"].value, sheet["D10"].value) == ("合计", "=SUM(D5:D9)")
    assert column(sheet, "F", 5, 9) == [f"=40-D{row}" for row in range(5, 10)]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("数据截至：      ", "数据截至2024年9月20日      "),
        ("数据截至", "数据截至2024年9月20日"),
        ("数据截止日期：2023年12月31日", "数据截至2024年9月20日"),
        ("（数据截至____年__月__日）", "（数据截至2024年9月20日）"),
    ],
)
def test_the_day_stands_where_the_template_has_a_place(written: str, shown: str) -> None:
    sheet = filled(PEOPLE, as_of=written)["汇总表"]
    assert sheet["D2"].value == shown
    assert sheet.max_row == 11


def test_without_a_place_the_day_stands_below() -> None:
    sheet = filled(PEOPLE, as_of="")["汇总表"]
    assert sheet["A12"].value == "数据截至2024年9月20日"


@given(st.text() | st.sampled_from(["=1+1", "+1", "@x", "#N/A", "=cmd|' /C calc'!A0"]))
def test_no_text_becomes_a_formula(text: str) -> None:
    sheet = filled([{"name": text, "unit": "=1+1"}])["汇总表"]
    assert sheet["B5"].data_type in ("s", "n", "inlineStr")
    assert (sheet["C5"].value, sheet["C5"].data_type) == ("=1+1", "s")
    assert sheet["C5"].quotePrefix


def test_what_cannot_be_filled() -> None:
    with pytest.raises(NotFilled) as caught:
        fill_template(template(), {"汇总表!Z9": "name"}, PEOPLE, as_of=DAY)
    assert (caught.value.code, caught.value.place) == ("no_such_head", "汇总表!Z9")
    with pytest.raises(NotFilled) as caught:
        read_heads(b"PK\x03\x04 not a workbook")
    assert caught.value.code == "unreadable"
    with pytest.raises(NotFilled):
        not_kept(b"")
    assert not_kept(template()) == ()


def test_a_plain_sheet_without_anything_below() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    sheet.append(["姓名", "学时"])
    out = io.BytesIO()
    book.save(out)
    data = fill_template(out.getvalue(), {"Sheet!A1": "name", "Sheet!B1": "hours"}, PEOPLE[:3], as_of=DAY)
    done = openpyxl.load_workbook(io.BytesIO(data))["Sheet"]
    assert [[cell.value for cell in row] for row in done.iter_rows()] == [
        ["姓名", "学时"], ["社工1", 39], ["社工2", 38], ["社工3", 37], ["数据截至2024年9月20日", None],
    ]  # fmt: skip
