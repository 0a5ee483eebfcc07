"""Workbooks as offices have them, read through real files."""

from datetime import date
from fractions import Fraction

import pytest
from tests.intake.office import COMMITTEES, Make, Rows, errors, notes

from yanxing.engine.grammar.policy import Policy
from yanxing.intake import Inputs, read_inputs


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
