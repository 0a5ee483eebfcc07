"""Workbooks that leave the house: exact values, no live formula from anybody's text, bad cells marked."""

import csv
import io
from datetime import UTC, date, datetime, time
from decimal import Decimal
from fractions import Fraction

import openpyxl
from hypothesis import given
from hypothesis import strategies as st

from yanxing.report.sheets import Checked, Problem, Sheet, error_workbook, write_csv, write_workbook
from yanxing.report.sheets.workbook import sheet_names

DAY = date(2024, 9, 20)
MIDNIGHT = datetime.combine(DAY, time())
HALF_PAST_ONE = datetime.combine(DAY, time(13, 30))
HEADS = ["姓名", "居民区", "学时"]


def read(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data))


def test_every_value_as_it_is() -> None:
    row = [
        "李婷", 26, Fraction(53, 2), Decimal("0.1"), DAY, datetime(2024, 9, 20, 5, 30, tzinfo=UTC),
        True, None, "11010519491231002X", 110105194912310021, date(1880, 1, 1), float("nan"), "007",
    ]  # fmt: skip
    sheet = read(write_workbook([Sheet("名单", "", ["列"] * len(row), [row])]))["名单"]
    assert [cell.value for cell in sheet[2]] == [
        "李婷", 26, 26.5, 0.1, MIDNIGHT, HALF_PAST_ONE,
        "是", None, "11010519491231002X", "110105194912310021", "1880-01-01", "nan", "007",
    ]  # fmt: skip
    assert sheet["E2"].number_format == "yyyy-mm-dd"


def test_title_heads_notes_and_paper() -> None:
    rows = ([name, "方塔", 26] for name in ("李婷", "王芳", "陈晨"))
    sheet = read(write_workbook([Sheet("学时", "学时表", HEADS, rows, notes=["数据截至2024年9月20日"])]))[
        "学时"
    ]
    assert [[cell.value for cell in line] for line in sheet.iter_rows()] == [
        ["学时表", None, None], HEADS, ["李婷", "方塔", 26], ["王芳", "方塔", 26], ["陈晨", "方塔", 26],
        [None] * 3, ["数据截至2024年9月20日", None, None],
    ]  # fmt: skip
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("A3", "$1:$2")
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.page_setup.fitToHeight == 0
    assert sheet["A2"].font.bold
    assert sheet.auto_filter.ref == "A2:C5"


def test_a_sheet_without_rows_and_a_book_without_sheets() -> None:
    assert [c.value for c in read(write_workbook([Sheet("空", "", HEADS, [])]))["空"][1]] == HEADS
    assert read(write_workbook([])).sheetnames == ["空"]


def test_names_of_sheets() -> None:
    assert sheet_names(["a/b:c", "A B C", "", "名" * 40, "名" * 40, "'x'", "History"]) == [
        "a b c", "A B C (2)", "表", "名" * 31, "名" * 27 + " (2)", "x", "History (2)",
    ]  # fmt: skip


@given(st.lists(st.text() | st.sampled_from(["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "{=1}", "http://x"])))
def test_no_text_becomes_a_formula(texts: list[str]) -> None:
    sheet = read(
        write_workbook([Sheet("名单", "=1+1", ["=2+2", *texts], [["=3", *texts]], ["=4"])])
    ).worksheets[0]
    for cells in sheet.iter_rows():
        for cell in cells:
            assert cell.data_type in ("s", "n")
            assert cell.hyperlink is None
    assert (sheet["A1"].value, sheet["A2"].value, sheet["A3"].value) == ("=1+1", "=2+2", "=3")


def test_bad_cells_are_yellow_and_say_what_to_mend() -> None:
    rows = [
        ["花名册", None],
        ["姓名", "身份证号"],
        ["李婷", "1101"],
        ["=王芳", "11010519491231002X"],
        ["", "x"],
    ]
    problems = [
        Problem(2, 1, "身份证号应是 18 位，这里是 4 位。请照原件核对。"),
        Problem(2, 1, "名册里没有这个号。"),
        Problem(4, None, "这一行没有姓名。请补上。"),
    ]
    sheet = read(error_workbook([Checked("花名册", rows, problems, head=1)]))["花名册"]
    assert [[cell.value for cell in line] for line in sheet.iter_rows()] == [
        ["花名册", None, None],
        ["姓名", "身份证号", "问题与改法"],
        ["李婷", "1101", "身份证号应是 18 位，这里是 4 位。请照原件核对。\n名册里没有这个号。"],
        ["=王芳", "11010519491231002X", None],
        [None, "x", "这一行没有姓名。请补上。"],
    ]
    yellow = {c.coordinate for line in sheet.iter_rows() for c in line if c.fill.fgColor.rgb == "FFFFF2A8"}
    assert yellow == {"B3", "C3", "A5", "B5", "C5"}
    assert sheet["B3"].comment is not None
    assert sheet["B3"].comment.text == problems[0].text + "\n" + problems[1].text
    assert sheet["A4"].data_type == "s"


def test_a_csv_excel_opens_without_running_it() -> None:
    data = write_csv(
        HEADS, [["=HYPERLINK(1)", "方塔, 北", Fraction(53, 2)], ["-", "@x", -5], [None, "a\nb", True]]
    )
    assert (
        data
        == (
            '\ufeff姓名,居民区,学时\r\n\'=HYPERLINK(1),"方塔, 北",26.5\r\n-,\'@x,-5\r\n,"a\nb",是\r\n'
        ).encode()
    )


@given(st.lists(st.text() | st.sampled_from(["=1", " +1", "\t-1", "\r@x", "＝1"]), min_size=1))
def test_no_cell_of_a_csv_begins_as_a_formula(texts: list[str]) -> None:
    text = write_csv(["列"], [texts]).decode("utf-8-sig")
    cells = list(csv.reader(io.StringIO(text, newline="")))[1]
    assert len(cells) == len(texts)
    for cell in cells:
        assert not cell.lstrip(" \u3000").startswith(tuple("=+-@\t\n＝＋－＠")) or cell in ("-", "+")
