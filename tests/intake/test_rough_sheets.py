"""Sheets as they come: quotes left open, heads written twice, lines for signing, cells longer than a page."""

from pathlib import Path

import pytest
from tests.intake.office import Make, errors, notes

from yanxing.engine.grammar.policy import Policy
from yanxing.intake import Inputs, read_inputs


def csv(tmp_path: Path, text: str, policy: Policy) -> Inputs:
    path = tmp_path / "花名册.csv"
    path.write_text(text, "utf-8")
    return read_inputs(policy, [path])


@pytest.mark.parametrize(
    "text",
    [
        '姓名,工号,职务\n李四,S1,社工\n王五,"S2,社工\n赵六,S3,社工\n',
        '姓名,工号,职务\n李四,S1,社工\n王五,"S2,社工\n赵六,S3,"社工"\n钱七,S4,社工\n',
    ],
)
def test_a_quote_left_open_is_said_with_its_line_and_nothing_is_read(
    policy: Policy, tmp_path: Path, text: str
) -> None:
    inputs = csv(tmp_path, text, policy)
    assert inputs.facts == {}
    (said,) = errors(inputs)
    assert said.startswith(
        "花名册.csv：第 3 行有一个引号没有成对，后面的各行都被当成了这一格的内容，没有读入。"
    )


def test_a_cell_of_several_lines_is_no_open_quote(policy: Policy, tmp_path: Path) -> None:
    inputs = csv(tmp_path, '姓名,工号,职务\n"李四\n（兼）",S1,社工\n王五,S2,社工\n\n', policy)
    assert errors(inputs) == []
    assert [row["name"] for row in inputs.facts["workers"]] == ["李四\n（兼）", "王五"]


def test_a_long_cell_is_read_and_one_beyond_reason_is_named(policy: Policy, tmp_path: Path) -> None:
    long = "长" * 200_000
    inputs = csv(tmp_path, f"姓名,工号\n{long},S1\n", policy)
    assert inputs.facts["workers"][0]["name"] == long
    inputs = csv(tmp_path, f"姓名,工号\n王五,S0\n{'x' * (1 << 21)},S1\n", policy)
    assert [each.code for each in inputs.findings] == ["input_long_cell"]
    assert "第 3 行有一格超过 1048576 个字符" in errors(inputs)[0]


def test_heads_written_twice_are_named_and_eat_no_row(policy: Policy, tmp_path: Path) -> None:
    inputs = csv(tmp_path, "姓名,姓名,工号,笔试成绩,笔试成绩\n王五,李四,S1,1,2\n", policy)
    assert [(row["id"], row["name"], row["written"]) for row in inputs.facts["workers"]] == [
        ("S1", "王五", 1)
    ]
    assert [each.split("：", 1)[1].split("，")[0] for each in errors(inputs)] == [
        "“姓名”（A 列）和“姓名”（B 列）都读作姓名",
        "“笔试成绩”（D 列）和“笔试成绩”（E 列）都读作笔试成绩",
    ]


def test_judges_under_one_head_are_still_read(policy: Policy, book: Make) -> None:
    rows: list[list[object]] = [["题目", "评委打分", None], [None, "李静", "王芳"], ["春", 80, 90]]
    inputs = read_inputs(policy, [book(征文评分=rows)])
    assert errors(inputs) == []
    sheets = inputs.facts["essays"][0]["sheets"]
    assert isinstance(sheets, tuple)
    assert [(each["judge"], each["mark"]) for each in sheets] == [("李静", 80), ("王芳", 90)]


@pytest.mark.parametrize(
    "line",
    [
        ["核分人：", "张三"],
        ["签到负责人：李静", None],
        ["审核：", "王芳"],
        ["制表人：张三", "2024-06-10"],
        ["监督人（签字）：", "赵六"],
        ["核分人", None],
        ["填表日期:", "2024-06-10"],
    ],
)
def test_a_line_for_signing_is_no_row(policy: Policy, book: Make, line: list[object]) -> None:
    rows: list[list[object]] = [["姓名", "工号"], ["李四", "S1"], ["王五", "S2"], line]
    inputs = read_inputs(policy, [book(花名册=rows)])
    assert [row["id"] for row in inputs.facts["workers"]] == ["S1", "S2"]
    assert errors(inputs) + notes(inputs) == []
