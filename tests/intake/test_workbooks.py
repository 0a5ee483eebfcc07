"""Workbooks and CSV as offices have them, read through real files."""

import zipfile
from collections.abc import Callable
from datetime import date
from fractions import Fraction
from pathlib import Path

import openpyxl
import pytest

from yanxing.engine.grammar.policy import Policy
from yanxing.intake import Inputs, read_inputs
from yanxing.policy.reading import read

POLICY = """
policy: test/office
title: 试
labels: {committees: 居委会, unit: 居委会, area: 片区, north: 北片区, south: 南片区, name: 姓名,
  entered: 入职时间, post: 职务, secretary: 书记, worker: 社工, papers: 证书,
  all_post: 全岗通, written: 笔试成绩,
  judge: 评委, mark: 分数, essays: 征文, words: 字数, title: 题目}
facts:
  committees: {name: text, area: {code: [north, south]}}
  workers:
    name: text
    staff_no: text
    unit: {key: committees}
    post: {code: [secretary, worker]}
    entered: date
    papers: {codes: [all_post]}
    written: {number: 分}
    leaves: {records: {begins: date, ends: date}}
  sign_ins: {session: text, person: {key: workers}}
  essays:
    title: text
    author: {key: workers}
    words: number
    sheets: {records: {judge: key, mark: {number: 分}, recused: yes_no}}
sources:
  committees: {sheet: [居委会名册], match: [[name]], headers: {name: [居委会, 居委会名称]}}
  workers:
    sheet: [花名册, 笔试成绩]
    match: [[staff_no], [name, unit]]
    headers: {staff_no: [工号], unit: [居民区], entered: [入职年月], post: [岗位]}
  workers.leaves: {sheet: [请假表], headers: {begins: [起], ends: [止]}}
  sign_ins: {sheet: [签到表], headers: {session: [场次], person: [工号, 姓名]}}
  essays.sheets: {sheet: [征文评分], headers: {judge: [评委姓名], mark: [得分]}}
"""

Rows = list[list[object]]
Make = Callable[..., Path]


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


COMMITTEES: Rows = [["居委会名称", "片区"], ["方塔", "北片区"], ["蓝天", "南片区"]]


def errors(inputs: Inputs) -> list[str]:
    return [each.text() for each in inputs.findings if each.is_error]


def notes(inputs: Inputs) -> list[str]:
    return [each.text() for each in inputs.findings if not each.is_error]


def test_a_roster_with_everything_offices_put_around_it(policy: Policy, book: Make) -> None:
    path = book(
        居委会名册=COMMITTEES,
        社工花名册=[
            ["某街道社工花名册"],
            [],
            ["序号", "姓 名", "工号", "居民区\n（必填）", "岗位", "入职年月*", "证书", "民族"],
            [1, "张三", "S1", "方塔", "书记", date(2020, 3, 5), "全岗通", "汉"],
            [2, "李四", None, "蓝天", "社工", "２０２１年３月", "无", "汉"],
            [],
            [3, "王五", "S3", "方塔", "社工", None, "—", "汉"],
            ["合计", 3],
            ["填表人：赵", None, None, "审核人：钱"],
            ["注：本表一式两份"],
        ],
        填表说明=[["请于月底前填好"]],
        merged={"社工花名册": ["A1:H1"]},
    )
    inputs = read_inputs(policy, [path])
    assert errors(inputs) == []
    assert inputs.facts["workers"] == [
        {
            "id": "S1",
            "name": "张三",
            "staff_no": "S1",
            "unit": "方塔",
            "post": "secretary",
            "entered": date(2020, 3, 5),
            "papers": frozenset({"all_post"}),
        },
        {"id": "S3", "name": "王五", "staff_no": "S3", "unit": "方塔", "post": "worker"},
        {
            "id": "李四·蓝天",
            "name": "李四",
            "unit": "蓝天",
            "post": "worker",
            "entered": date(2021, 3, 1),
            "papers": frozenset(),
        },
    ]
    assert "book.xlsx 社工花名册!F5 提醒：“2021年3月”只写到月，按当月1日计。请核对，需要时补上日。" in notes(
        inputs
    )
    assert any("民族" in each for each in notes(inputs))
    assert any("填表说明" in each for each in notes(inputs))


def test_two_people_of_one_name_are_never_merged(policy: Policy, book: Make) -> None:
    path = book(
        居委会名册=COMMITTEES,
        花名册=[
            ["姓名", "居民区", "岗位"],
            ["李四", "方塔", "社工"],
            ["李四", "蓝天", "社工"],
            ["李四", "方塔", "书记"],
        ],
    )
    inputs = read_inputs(policy, [path])
    assert [row["id"] for row in inputs.facts["workers"]] == ["李四·方塔", "李四·方塔#2", "李四·蓝天"]
    assert [(each.code, each.place) for each in inputs.findings if each.is_error] == [
        ("input_same_name", "花名册!A4")
    ]
    assert "花名册!A2" in errors(inputs)[0]


def test_marks_of_another_workbook_are_matched_by_name_and_unit(policy: Policy, book: Make) -> None:
    roster = book(
        居委会名册=COMMITTEES,
        花名册=[
            ["姓名", "工号", "居民区"],
            ["李四", "S1", "方塔"],
            ["李四", "S2", "蓝天"],
            ["王五", "S3", "蓝天"],
        ],
    )
    marks = book(
        "marks.xlsx",
        笔试成绩=[
            ["姓名", "居民区", "笔试成绩"],
            ["李四", "蓝天", 81.5],
            ["李四", "方塔", "缺考"],
            ["王五", "蓝天", 90],
        ],
    )
    inputs = read_inputs(policy, [marks, roster])
    assert errors(inputs) == []
    assert [(row["id"], row.get("written")) for row in inputs.facts["workers"]] == [
        ("S1", None),
        ("S2", Fraction(163, 2)),
        ("S3", Fraction(90)),
    ]
    assert any("缺考" in each for each in notes(inputs))


def test_a_name_alone_that_fits_two_is_refused_with_both_rows(policy: Policy, book: Make) -> None:
    roster = book(
        居委会名册=COMMITTEES,
        花名册=[["姓名", "工号", "居民区"], ["李四", "S1", "方塔"], ["李四", "S2", "蓝天"]],
    )
    marks = book("marks.xlsx", 笔试成绩=[["姓名", "笔试成绩"], ["李四", 81.5]])
    inputs = read_inputs(policy, [roster, marks])
    assert [(each.code, each.place) for each in inputs.findings if each.is_error] == [
        ("input_ambiguous", "笔试成绩!A2")
    ]
    assert "花名册!A2" in errors(inputs)[0]
    assert "花名册!A3" in errors(inputs)[0]
    assert all("written" not in row for row in inputs.facts["workers"])


def test_two_sheets_that_disagree_leave_it_missing_and_say_both_places(policy: Policy, book: Make) -> None:
    path = book(
        居委会名册=COMMITTEES,
        花名册=[
            ["姓名", "工号", "居民区", "笔试成绩"],
            ["李四", "S1", "方塔", 80],
            ["王五", "S2", "方塔", 70],
        ],
        笔试成绩=[["工号", "笔试成绩"], ["S1", 85], ["S2", 70]],
    )
    inputs = read_inputs(policy, [path])
    assert [row.get("written") for row in inputs.facts["workers"]] == [None, Fraction(70)]
    assert errors(inputs) == [
        (
            "book.xlsx 笔试成绩!B2：李四的笔试成绩有两个写法：80（book.xlsx 花名册!D2）和 85，"
            "不知道以哪个为准，先按未填处理。请核对，两处改成一致。"
        )
    ]


@pytest.mark.parametrize(
    ("word", "code"),
    [
        ("府城", "input_key_no_row"),
        ("方搭", "input_key_near"),
        ("方塔居民", "input_key_near"),
        ("方　塔", None),
    ],
)
def test_a_committee_must_exist(policy: Policy, book: Make, word: str, code: str | None) -> None:
    path = book(居委会名册=COMMITTEES, 花名册=[["姓名", "工号", "居民区"], ["李四", "S1", word]])
    inputs = read_inputs(policy, [path])
    assert [each.code for each in inputs.findings if each.is_error] == ([code] if code else [])
    assert inputs.facts["workers"][0].get("unit") == (None if code else "方塔")


def test_a_committee_has_one_area_and_posts_are_known(policy: Policy, book: Make) -> None:
    path = book(
        居委会名册=[["居委会名称", "片区"], ["方塔", "北片区、南片区"], ["蓝天", "南片区"]],
        花名册=[
            ["姓名", "工号", "居民区", "岗位"],
            ["李四", "S1", "方塔", "书计"],
            ["王五", "S2", "方塔", "书记"],
        ],
    )
    inputs = read_inputs(policy, [path])
    assert [(each.code, each.place) for each in inputs.findings if each.is_error] == [
        ("fact_two_codes", "居委会名册!B2"),
        ("fact_code_near", "花名册!D2"),
    ]


ESSAYS: Rows = [["编号", "题目", "字数"], ["e1", "春", 700], ["e2", "秋", 900]]


def sheets(inputs: Inputs) -> list[tuple[object, ...]]:
    return [
        (
            row["id"],
            *((each.get("judge"), each.get("mark"), each.get("recused")) for each in row.get("sheets", ())),
        )  # type: ignore[union-attr]
        for row in inputs.facts["essays"]
    ]


def test_score_sheets_one_row_a_mark(policy: Policy, book: Make) -> None:
    path = book(
        征文=ESSAYS,
        征文评分=[
            ["编号", "评委姓名", "得分"],
            ["e1", "甲", 80],
            ["e1", "乙", "回避"],
            ["e2", "甲", "85.5分"],
        ],
    )
    inputs = read_inputs(policy, [path])
    assert errors(inputs) == []
    assert sheets(inputs) == [
        ("e1", ("甲", Fraction(80), False), ("乙", None, True)),
        ("e2", ("甲", Fraction(171, 2), False)),
    ]


def test_score_sheets_one_column_a_judge(policy: Policy, book: Make) -> None:
    path = book(
        征文=ESSAYS,
        征文评分=[["编号", "评委1", "评委2", "平均分"], ["e1", 80, "回避", 80], ["e2", 85.5, None, 85.5]],
    )
    inputs = read_inputs(policy, [path])
    assert errors(inputs) == []
    assert sheets(inputs) == [
        ("e1", ("评委1", Fraction(80), False), ("评委2", None, True)),
        ("e2", ("评委1", Fraction(171, 2), False)),
    ]


def test_score_sheets_with_names_under_a_merged_head(policy: Policy, book: Make) -> None:
    path = book(
        征文=ESSAYS,
        征文评分=[
            ["征文大赛评分汇总"],
            ["编号", "评委打分", None, None, "平均分"],
            [None, "张老师", "王老师", "赵老师", None],
            ["e1", 80, 90, "弃权", 85],
            ["e2", 70, 60.5, 75, 65.25],
        ],
        merged={"征文评分": ["A1:E1", "A2:A3", "B2:D2", "E2:E3"]},
    )
    inputs = read_inputs(policy, [path])
    assert errors(inputs) == []
    assert sheets(inputs) == [
        ("e1", ("张老师", Fraction(80), False), ("王老师", Fraction(90), False), ("赵老师", None, True)),
        (
            "e2",
            ("张老师", Fraction(70), False),
            ("王老师", Fraction(121, 2), False),
            ("赵老师", Fraction(75), False),
        ),
    ]


def test_names_as_heads_in_a_sheet_called_scores(policy: Policy, book: Make) -> None:
    path = book(
        征文=ESSAYS,
        征文评分=[["题目", "张老师", "王老师", "备注"], ["春", 80, 90, None], ["秋", 70, None, "缺一"]],
    )
    inputs = read_inputs(policy, [path])
    assert sheets(inputs) == [
        ("e1", ("张老师", Fraction(80), False), ("王老师", Fraction(90), False)),
        ("e2", ("张老师", Fraction(70), False)),
    ]


def test_a_name_merged_downwards_speaks_for_all_its_rows(policy: Policy, book: Make) -> None:
    path = book(
        居委会名册=COMMITTEES,
        花名册=[["姓名", "工号", "居民区"], ["李四", "S1", "方塔"]],
        请假表=[["工号", "起", "止"], ["S1", "2024-01-01", "2024-01-31"], [None, "2024-05-01", "2024-05-31"]],
        merged={"请假表": ["A2:A3"]},
    )
    inputs = read_inputs(policy, [path])
    assert inputs.facts["workers"][0]["leaves"] == (
        {"begins": date(2024, 1, 1), "ends": date(2024, 1, 31)},
        {"begins": date(2024, 5, 1), "ends": date(2024, 5, 31)},
    )


def test_two_lines_of_heads(policy: Policy, book: Make) -> None:
    path = book(
        居委会名册=COMMITTEES,
        花名册=[
            ["姓名", "居民区", "成绩", None],
            [None, None, "笔试成绩", "面试成绩"],
            ["李四", "方塔", 80, 90],
        ],
        merged={"花名册": ["A1:A2", "B1:B2", "C1:D1"]},
    )
    inputs = read_inputs(policy, [path])
    assert inputs.facts["workers"] == [
        {"id": "李四·方塔", "name": "李四", "unit": "方塔", "written": Fraction(80)}
    ]


def test_cells_that_went_wrong_in_the_workbook(policy: Policy, book: Make) -> None:
    path = book(
        居委会名册=COMMITTEES,
        花名册=[
            ["姓名", "工号", "居民区", "笔试成绩"],
            ["李四", 310117199001011234, "方塔", "=1/0"],
            ["王五", "S2", "方塔", "八十"],
            ["赵六", "S3", "方塔", "#N/A"],
        ],
    )
    inputs = read_inputs(policy, [path])
    assert [(each.code, each.place) for each in inputs.findings if each.is_error] == [
        ("fact_damaged_number", "花名册!B2"),
        ("fact_formula", "花名册!D2"),
        ("fact_not_a_number", "花名册!D3"),
    ]
    assert [(row["id"], row.get("written")) for row in inputs.facts["workers"]] == [
        ("S2", None),
        ("S3", None),
        ("李四·方塔", None),
    ]


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
        "decisions: [{run: r, take: t, order: [w1, w2], by: 组长, because: 抽签}]\n"
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
        ("a.yaml", b"a: &x [1]\nb: *x", "input_yaml"),
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
    assert [each.code for each in inputs.findings] == ["input_no_file", "input_no_file"]


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


def test_a_sign_in_sheet_tells_namesakes_apart_by_what_stands_beside_them(policy: Policy, book: Make) -> None:
    path = book(
        居委会名册=COMMITTEES,
        花名册=[
            ["姓名", "工号", "居民区"],
            ["李四", "S1", "方塔"],
            ["李四", "S2", "蓝天"],
            ["王五", "S3", "蓝天"],
        ],
        签到表=[
            ["场次", "工号", "姓名", "居民区"],
            ["一", None, "李四", "蓝天"],
            ["一", "S1", "李四", "方塔"],
            ["一", None, "王五", None],
            ["一", None, "李四", None],
        ],
    )
    inputs = read_inputs(policy, [path])
    assert [row.get("person") for row in inputs.facts["sign_ins"]] == ["S2", "S1", "S3", None]
    assert [(each.code, each.place) for each in inputs.findings if each.is_error] == [
        ("input_key_ambiguous", "签到表!B5")
    ]
