"""Sheets as offices keep them: averages beside the judges, other words for a name, sentences underneath."""

from pathlib import Path

import pytest
from tests.intake.office import Make, Rows, errors, notes

from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Value
from yanxing.intake import Inputs, read_inputs
from yanxing.policy.reading import read

STREETS = """
policy: test/streets
title: 试
labels: {streets: 街道, staff: 社区工作者, name: 姓名, street: 所在街道, fit: 体检, mark: 笔试, listing: 名单}
facts:
  streets: {name: text, mark: number}
  staff: {name: text, street: {key: streets}, fit: yes_no, mark: {number: "%"}}
sources:
  staff: {words: {yes: [合格], no: [不合格, 外地]}}
runs:
  listing:
    rows: staff
    stages:
      - {rank: place, order: [{mark: high}]}
      - {take: called, by: place, tie: undecided, places: [{give: call, number: 1}], rest: waiting}
"""


@pytest.fixture(scope="module")
def streets() -> Policy:
    policy = read(STREETS.encode(), "t.yaml").policy
    assert policy is not None
    return policy


def marks(inputs: Inputs) -> list[list[tuple[Value, Value]]]:
    found = []
    for row in inputs.facts["essays"]:
        sheets = row["sheets"]
        assert isinstance(sheets, tuple)
        found.append([(each["judge"], each["mark"]) for each in sheets])
    return found


WORKED_OUT = ["平均分", "最高分", "最低分", "总分", "合计", "名次", "排名", "平均分（去掉最高最低）"]


@pytest.mark.parametrize(
    ("judges", "beside"),
    [(["评委1", "评委2"], each) for each in [*WORKED_OUT, "得分", "备注"]]
    + [(["李　静", "王芳"], each) for each in WORKED_OUT],
)
def test_what_is_worked_out_beside_the_judges_is_no_judge(
    policy: Policy, book: Make, judges: list[str], beside: str
) -> None:
    rows: Rows = [["题目", *judges, beside], ["春", 80, 90, 85], ["夏", 70, 60, 65]]
    inputs = read_inputs(policy, [book(征文评分=rows)])
    first, second = (each.replace("　", "") for each in judges)
    found = {row["title"]: each for row, each in zip(inputs.facts["essays"], marks(inputs), strict=True)}
    assert found == {"春": [(first, 80), (second, 90)], "夏": [(first, 70), (second, 60)]}
    assert errors(inputs) == []
    (said,) = notes(inputs)
    assert f"没有读入：{beside}。" in said


def test_averages_under_a_head_over_all_judges_are_left_out(policy: Policy, book: Make) -> None:
    rows: Rows = [
        ["题目", "评委打分", None, None, None],
        [None, "评委1", "评委2", "平均分", "得分"],
        ["春", 80, 90, 85, 85],
    ]
    inputs = read_inputs(policy, [book(merged={"征文评分": ["B1:E1"]}, 征文评分=rows)])
    assert marks(inputs) == [[("评委1", 80), ("评委2", 90)]]
    assert "平均分" in "".join(notes(inputs))


def test_judges_numbered_in_the_second_line_are_judges(policy: Policy, book: Make) -> None:
    rows: Rows = [["题目", "评委打分", None, None], [None, 1, 2, 3], ["春", 80, 90, 85]]
    inputs = read_inputs(policy, [book(征文评分=rows)])
    assert marks(inputs) == [[("1", 80), ("2", 90), ("3", 85)]]


def test_the_first_row_of_marks_is_no_second_head(policy: Policy, book: Make) -> None:
    rows: Rows = [["题目", "评委1", "评委2", "平均分"], [None, 80, 90, 85], ["夏", 70, 60, 65]]
    inputs = read_inputs(policy, [book(征文评分=rows)])
    assert marks(inputs) == [[("评委1", 70), ("评委2", 60)]]
    assert [each.code for each in inputs.findings if each.is_error] == ["input_no_id"]


@pytest.mark.parametrize("head", ["姓名", "名称", "街道名称", "单位名称", "街道", "居委会"])
def test_a_name_is_understood_by_what_any_kind_calls_it(streets: Policy, book: Make, head: str) -> None:
    places: Rows = [["编号", head], ["s1", "云栖街道"]]
    people: Rows = [["名称", "所在街道", "居委会"], ["王敏", "云栖街道", "方塔"]]
    inputs = read_inputs(streets, [book(街道=places, 社区工作者=people)])
    assert errors(inputs) == []
    assert [row["name"] for row in inputs.facts["streets"]] == ["云栖街道"]
    assert [(row["name"], row["street"]) for row in inputs.facts["staff"]] == [("王敏", "s1")]


def test_a_sheet_known_by_its_name_says_what_it_lacks(policy: Policy, book: Make) -> None:
    scores: Rows = [["评委1", "评委2"], [80, 90]]
    people: Rows = [["姓名", "工号"], ["李四", "S1"]]
    inputs = read_inputs(policy, [book(征文评分=scores, 花名册=people)])
    assert [each.code for each in inputs.findings] == ["input_sheet_lacks"]
    assert "也认出了这几列：评委1、评委2，但看不出每一行是谁的，没有读入。" in errors(inputs)[0]


@pytest.mark.parametrize(
    "line",
    [
        "以上情况属实",
        "以上情况属实。",
        "本表一式三份，街道、居委会各一份",
        "注：统计截至12月31日",
        "说明：缺考不计",
        "特此证明。",
    ],
)
def test_a_sentence_under_a_table_is_no_row(policy: Policy, book: Make, line: str) -> None:
    rows: Rows = [
        ["姓名", "工号", "职务"],
        ["李四", "S1", "社工"],
        ["王五", "S2", "社工"],
        [line],
        ["2024年"],
    ]
    inputs = read_inputs(policy, [book(花名册=rows[:-1])])
    assert [row["id"] for row in inputs.facts["workers"]] == ["S1", "S2"]
    assert errors(inputs) + notes(inputs) == []


def test_yes_and_no_are_taught_words(streets: Policy, tmp_path: Path) -> None:
    path = tmp_path / "社区工作者.csv"
    path.write_text("姓名,体检\n王敏,合格\n李 婷,不合格\n周喆,待复检\n", "utf-8")
    inputs = read_inputs(streets, [path])
    assert {row["id"]: row.get("fit") for row in inputs.facts["staff"]} == {
        "王敏": True,
        "李婷": False,
        "周喆": None,
    }
    (said,) = errors(inputs)
    assert said.endswith("例如 words: {yes: [合格], no: [不合格]}。")


@pytest.mark.parametrize("word", ["缺考", "病假", "事假", "不适用", "免考", "N/A", "回避"])
def test_no_mark_is_missing_and_said(streets: Policy, tmp_path: Path, word: str) -> None:
    path = tmp_path / "社区工作者.csv"
    path.write_text(f"姓名,笔试\n王敏,90\n李婷,{word}\n", "utf-8")
    inputs = read_inputs(streets, [path])
    assert [row.get("mark") for row in inputs.facts["staff"]] == [None, 90]
    assert errors(inputs) == []
    (said,) = notes(inputs)
    assert f"写的是“{word}”，没有分数，按未填处理。" in said


def test_a_blank_among_cells_struck_out_is_named_alone(streets: Policy, tmp_path: Path) -> None:
    path = tmp_path / "社区工作者.csv"
    filled = "".join(f"人{n},{90 + n},是\n" for n in range(9))
    path.write_text(f"姓名,笔试,体检\n{filled}王敏,/,是\n李婷,不适用,是\n周喆,,是\n", "utf-8")
    inputs = read_inputs(streets, [path])
    said = [each for each in inputs.findings if each.code == "input_blank"]
    assert [(each.params["count"], each.params["cells"]) for each in said] == [("1", "B13")]


def test_percent_cells_are_read_as_they_are_shown(streets: Policy, book: Make, tmp_path: Path) -> None:
    import openpyxl

    path = book(社区工作者=[["姓名", "笔试"], ["王敏", 0.925], ["李婷", 92.5], ["周喆", 1]])
    workbook = openpyxl.load_workbook(path)
    for cell, shown in (("B2", "0.0%"), ("B4", "0%")):
        workbook["社区工作者"][cell].number_format = shown
    workbook.save(path)
    inputs = read_inputs(streets, [path])
    read_ = {row["id"]: row["mark"] for row in inputs.facts["staff"]}
    assert {key: str(value) for key, value in read_.items()} == {
        "王敏": "185/2",
        "李婷": "185/2",
        "周喆": "100",
    }
