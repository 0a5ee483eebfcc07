"""CSV, JSON and YAML, and files that are not what they seem."""

import zipfile
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest
from tests.intake.office import Make, errors

from yanxing.engine.grammar.policy import Policy
from yanxing.intake import read_inputs


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_csv_in_every_encoding(policy: Policy, tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [
        ["某街道花名册"],
        ["姓名", "工号", "入职年月", "笔试成绩"],
        ["李四𠮷", "S1", "2021.3.5", "８３．５"],
    ]
    path = tmp_path / "花名册.csv"
    path.write_bytes("\r\n".join(separator.join(row) for row in rows).encode(encoding))
    inputs = read_inputs(policy, [path])
    assert errors(inputs) == []
    assert inputs.facts["workers"] == [
        {
            "id": "S1",
            "name": "李四𠮷",
            "staff_no": "S1",
            "entered": date(2021, 3, 5),
            "written": Fraction(167, 2),
        }
    ]


def test_json_and_yaml_with_decisions(policy: Policy, tmp_path: Path) -> None:
    one, two = tmp_path / "a.json", tmp_path / "b.yaml"
    one.write_text(
        '{"workers": [{"id": "w1", "name": "李四", "written": 83.10, "unit": "c1"}], "as_of": "2024-06-10"}',
        "utf-8",
    )
    two.write_text(
        "committees: [{id: c1, name: 方塔}]\n"
        "decisions: [{run: writing, take: called, order: [w1, w2], by: 组长, because: 抽签}]\n"
        "workers:\n  - {id: w1, entered: 2021-03-05, papers: []}\n",
        "utf-8",
    )
    inputs = read_inputs(policy, [one, two])
    assert errors(inputs) == []
    assert inputs.as_of == date(2024, 6, 10)
    assert inputs.decisions[0].order == ("w1", "w2")
    assert inputs.facts["workers"] == [
        {
            "id": "w1",
            "name": "李四",
            "written": Fraction(831, 10),
            "unit": "c1",
            "entered": date(2021, 3, 5),
            "papers": frozenset(),
        }
    ]


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("nothing.xlsx", b"", "input_empty"),
        ("a.xlsx", b"PK\x03\x04broken", "input_damaged"),
        (
            "a.xlsx",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"),
            "input_old_word",
        ),
        (
            "a.xls",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "input_encrypted",
        ),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"), "input_damaged"),
        ("a.xls", b"<html><table><tr><td>1</td></tr></table>", "input_not_a_workbook"),
        ("a.csv", b"\x00\x01\x02\xff\xfe\x00", "input_encoding"),
        ("a.json", b'{"workers": [', "input_json"),
        ("a.json", b'{"workers": [], "workers": []}', "input_name_twice"),
        ("a.json", b"[" * 100_000, "input_nesting"),
        ("a.yaml", b"a: [b", "input_yaml"),
        ("a.yaml", b"a: &x [1]\nb: *x", "anchor_refused"),
        ("a.json", b'{"wokers": []}', "input_kind_near"),
        ("a.json", b"3", "input_shape"),
        ("a.csv", b"a,b\n1,2\n", "input_sheet"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(
    policy: Policy, tmp_path: Path, name: str, data: bytes, code: str
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    inputs = read_inputs(policy, [path])
    assert [each.code for each in inputs.findings] == [code]
    assert inputs.findings[0].file == name
    assert inputs.findings[0].text("en")


def test_a_missing_file_and_a_folder(policy: Policy, tmp_path: Path) -> None:
    inputs = read_inputs(policy, [tmp_path / "none.xlsx", tmp_path])
    assert [each.code for each in inputs.findings] == ["file_missing", "file_is_folder"]


def test_one_stray_cell_far_away_does_not_fill_the_memory(policy: Policy, tmp_path: Path) -> None:
    workbook = openpyxl.Workbook()
    workbook.active.title = "花名册"
    workbook.active["A1"] = "姓名"
    workbook.active["XFD1048576"] = 1
    path = tmp_path / "far.xlsx"
    workbook.save(path)
    assert read_inputs(policy, [path]).findings[0].code == "input_too_many_rows"


def test_a_zip_bomb_is_not_unpacked(policy: Policy, tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        with archive.open("xl/sharedStrings.xml", "w", force_zip64=True) as part:
            for _ in range(600):
                part.write(b" " * 2**20)
    assert [each.code for each in read_inputs(policy, [path]).findings] == ["input_too_big"]


def test_a_docx_is_not_a_workbook(policy: Policy, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("word/document.xml", "<document/>")
    assert [each.code for each in read_inputs(policy, [path]).findings] == ["input_not_a_workbook"]


def test_macros_are_not_run_and_said(policy: Policy, book: Make) -> None:
    path = book("m.xlsx", 花名册=[["姓名", "工号", "岗位"], ["李四", "S1", "书记"]])
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    inputs = read_inputs(policy, [path])
    assert "input_macros" in [each.code for each in inputs.findings]
    assert inputs.facts["workers"][0]["id"] == "S1"
