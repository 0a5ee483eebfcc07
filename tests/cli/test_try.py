"""`yanxing policy try` and `policy explain`, run as a user runs them."""

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest

ROOT = Path(__file__).parents[2]
PLAN = ROOT / "policies/zhongshan/empowerment-2024.yaml"

POLICY = """
policy: test/quiz
title: 知识竞赛
document: {issuers: [街道], signed: 2024-05-09}
labels: {workers: 社工, name: 姓名, entered: 入职时间, written: 笔试, interview: 面试, quiz: 竞赛,
  total: 总分, place: 名次, prize: 奖项, first: 一等奖, other: 鼓励奖, too_short: 入职未满两年}
facts:
  workers: {name: text, entered: date, written: {number: 分}, interview: {number: 分}}
sources:
  workers: {sheet: [花名册], match: [[name]], headers: {entered: [入职年月]}}
runs:
  quiz:
    rows: workers
    stages:
      - gate: long_enough
        require: [{that: {entered: {until: 2022-06-10}}, else: {out: too_short}}]
      - compute: {total: {is: {weigh: {written: 40, interview: 60}}, round: 0.01}}
      - {rank: place, order: [{total: high}, {interview: high}]}
      - {take: prize, by: place, tie: undecided, places: [{give: first, number: 1}], rest: other}
"""

ROSTER: list[list[object]] = [
    ["某街道花名册"],
    ["序号", "姓名", "入职年月", "笔试", "面试"],
    [1, "张三", "2021.3", 80, 85.5],
    [2, "李四", "2023年1月5日", 90, 90],
    [3, "王五", None, 70, 70],
    [4, "赵六", "2020-01-01", "九十", 90],
    [5, "钱七", "2020/1/1", 83.33, "８３．３３"],
]


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "quiz.yaml"
    path.write_text(POLICY, "utf-8")
    return path


@pytest.fixture
def roster(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "花名册"
    for row in ROSTER:
        book.active.append(row)
    path = tmp_path / "roster.xlsx"
    book.save(path)
    return path


def rows(answer: str) -> dict[str, dict[str, Any]]:
    return {row["subject"]: row for row in json.loads(answer)["runs"]["quiz"]["rows"]}


def test_json_says_every_outcome_exactly(yanxing, policy: Path, roster: Path) -> None:
    answer = yanxing("policy", "try", policy, roster, "--json")
    assert answer.code == 0
    told = json.loads(answer.out)
    assert told["policy"] == "test/quiz"
    assert told["as_of"] == "2024-05-09"
    assert len(told["digest"]) == 64
    assert [(each["code"], each["place"]) for each in told["findings"] if each["severity"] == "error"] == [
        ("fact_not_a_number", "花名册!D6")
    ]
    by = rows(answer.out)
    assert {key: (row["state"], row["reason"]) for key, row in by.items()} == {
        "张三": ("in", None),
        "李四": ("out", "too_short"),
        "王五": ("held", "missing_facts"),
        "赵六": ("held", "missing_key"),
        "钱七": ("in", None),
    }
    assert by["张三"]["columns"] == {
        "total": {"exact": "833/10", "shown": "83.30"},
        "place": {"exact": "2", "shown": "2"},
        "prize": {"exact": "other", "shown": "other"},
    }
    assert by["钱七"]["columns"]["total"] == {"exact": "8333/100", "shown": "83.33"}
    assert by["张三"]["provisional"] is True
    flat = [each for each in told["flat"] if each["subject"] == "张三" and each["column"] == "total"]
    assert flat == [
        {
            "run": "quiz",
            "subject": "张三",
            "stage": 1,
            "column": "total",
            "exact": "833/10",
            "shown": "83.30",
            "state": "in",
            "reasons": [],
        }
    ]
    left = [each for each in told["flat"] if each["subject"] == "李四"]
    assert [(each["stage"], each["column"], each["state"], each["reasons"]) for each in left] == [
        (None, None, "out", ["too_short"])
    ]


def test_json_is_the_same_bytes_again(yanxing, policy: Path, roster: Path) -> None:
    first, second = (yanxing("policy", "try", policy, roster, "--json").out for _ in range(2))
    assert first == second


def test_the_table_says_what_was_read_and_why(yanxing, policy: Path, roster: Path) -> None:
    answer = yanxing("policy", "try", policy, roster)
    assert answer.code == 0
    assert "roster.xlsx 花名册!D6：“九十”不是数字，先按未填处理。请只写数字，例如 83.5。" in answer.out
    assert "以 2024-05-09 为准（成文日期）" in answer.out
    assert "竞赛 quiz：共 5 行，在列 2，待补 2，未列入 1" in answer.out
    assert "缺少入职时间" in answer.out
    assert "入职未满两年" in answer.out


def test_one_run_one_subject_another_day(yanxing, policy: Path, roster: Path) -> None:
    answer = yanxing(
        "policy", "try", policy, roster, "--json", "--run", "quiz", "--subject", "李四", "--as-of", "2024.6.1"
    )
    told = json.loads(answer.out)
    assert told["as_of"] == "2024-06-01"
    assert [row["subject"] for row in told["runs"]["quiz"]["rows"]] == ["李四"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--run", "quizz"), "没有叫 quizz 的环节。是不是 quiz？"),
        (("--subject", "张四"), "没有叫 张四 的人或单位。"),
        (("--as-of", "明天"), "--as-of 的 明天 不是日期，请写成 2024-06-10。"),
    ],
)
def test_a_wrong_use_says_what_to_write(
    yanxing, policy: Path, roster: Path, words: tuple[str, str], said: str
) -> None:
    answer = yanxing("policy", "try", policy, roster, *words)
    assert answer.code == 2
    assert said in answer.err
    assert "Traceback" not in answer.err


def test_a_policy_with_errors_stops_with_the_list(yanxing, policy: Path, roster: Path) -> None:
    policy.write_text(POLICY.replace("{written: 40", "{writen: 40"), "utf-8")
    answer = yanxing("policy", "try", policy, roster)
    assert answer.code == 1
    assert "writen" in answer.err
    assert "没有运行" in answer.err


def test_a_file_that_is_not_there_stops(yanxing, policy: Path, tmp_path: Path) -> None:
    answer = yanxing("policy", "try", policy, tmp_path / "none.xlsx")
    assert answer.code == 1
    assert "none.xlsx：没有这个文件。" in answer.err


def test_english(yanxing, policy: Path, roster: Path) -> None:
    answer = yanxing("policy", "try", policy, roster, lang="en_GB.UTF-8")
    assert "'九十' is not a number; it is taken as not given." in answer.out
    assert "As of 2024-05-09 (the day the document was signed)." in answer.out


def test_html_is_written(yanxing, policy: Path, roster: Path, tmp_path: Path) -> None:
    page = tmp_path / "out.html"
    answer = yanxing("policy", "try", policy, roster, "--html", page)
    assert (answer.code, answer.out.strip()) == (0, f"已写入 {page}。")
    assert "张三" in page.read_text("utf-8")


def test_explain_gives_sentence_then_steps(yanxing, policy: Path, roster: Path) -> None:
    answer = yanxing("policy", "explain", policy, "李四", roster)
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert lines[1:5] == ["", "■ 李四", "", "【竞赛 quiz】"]
    assert "入职未满两年" in lines[lines.index("【竞赛 quiz】") + 1]
    assert any("2023年1月5日" in line for line in lines)


def test_examples_pass_and_fail_by_name(yanxing, policy: Path) -> None:
    examples = policy.with_name("quiz.examples.yaml")
    given = "given: {workers: [{id: a, entered: 2020-01-01, written: 80, interview: 85.5}]}"
    examples.write_text(
        f"examples:\n  - name: 四六开\n    {given}\n"
        "    expect: {quiz: {a: {total: 83.3, prize: first}}}\n"
        f"  - name: 写错的\n    {given}\n    expect: {{quiz: {{a: {{total: 83.31}}, order: [b]}}}}\n",
        "utf-8",
    )
    answer = yanxing("policy", "try", policy, "--examples")
    assert answer.code == 1
    assert answer.out.splitlines() == [
        "通过 四六开",
        "不符 写错的",
        "    quiz a total：应为 83.31，实际是 83.3。",
        "    quiz order：应为 b，实际是 没有名次。",
        "共 2 例，通过 1 例。",
    ]


def office(path: Path, areas: list[str], staff: list[list[object]]) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "居委会名册"
    book.active.append(["居委会名称", "所属片区"])
    for number, area in enumerate(areas):
        book.active.append([f"第{number + 1}居委会", area])
    sheet = book.create_sheet("社工花名册")
    sheet.append(["姓名", "工号", "居委会", "职务", "入职年月"])
    for row in staff:
        sheet.append(row)
    book.save(path)
    return path


AREAS = ["府城方塔片区", "府城蓝天片区", "功能片区", "商务片区"]


def tried(yanxing, path: Path) -> dict[str, Any]:
    answer = yanxing("policy", "try", PLAN, path, "--json", "--run", "house_check", "--run", "area_check")
    assert answer.code == 0, answer.err
    told: dict[str, Any] = json.loads(answer.out)
    return told


@pytest.mark.req("ORG-02")
@pytest.mark.parametrize(("count", "reason"), [(22, None), (21, "committee_count_differs")])
def test_the_committees_are_counted_on_import(
    yanxing, tmp_path: Path, count: int, reason: str | None
) -> None:
    told = tried(yanxing, office(tmp_path / "a.xlsx", [AREAS[n % 4] for n in range(count)], []))
    house = told["runs"]["house_check"]["rows"][0]
    assert house["columns"]["committee_count"]["exact"] == str(count)
    assert (house["state"], house["reason"]) == ("held" if reason else "in", reason)


def test_a_roster_that_does_not_agree_says_what_it_should_be(yanxing, tmp_path: Path) -> None:
    path = office(tmp_path / "a.xlsx", [AREAS[n % 3] for n in range(21)], [])
    out = yanxing("policy", "try", PLAN, path, "--run", "house_check").out
    differs = "居委会数与方案不符，应为 22，现为 21；片区数与方案不符，应为 4，现为 3"
    assert differs in out
    told = yanxing("policy", "explain", PLAN, "house", path).out
    assert f"待核对：{differs}。请核对材料，改好后再算一遍。" in told


@pytest.mark.req("ORG-03")
def test_a_committee_is_in_exactly_one_area(yanxing, tmp_path: Path) -> None:
    areas = ["府城方塔片区", "功能片区、商务片区", "无此片区", *(AREAS[n % 4] for n in range(19))]
    told = tried(yanxing, office(tmp_path / "a.xlsx", areas, []))
    assert [(each["code"], each["place"]) for each in told["findings"] if each["severity"] == "error"] == [
        ("fact_two_codes", "居委会名册!B3"),
        ("fact_code", "居委会名册!B4"),
    ]
    rows = {row["subject"]: row for row in told["runs"]["area_check"]["rows"]}
    assert (rows["第2居委会"]["state"], rows["第2居委会"]["reason"]) == ("held", "area_missing")
    assert rows["第1居委会"]["state"] == "in"


@pytest.mark.req("ORG-05")
def test_posts_and_units_of_the_roster_are_checked_cell_by_cell(yanxing, tmp_path: Path) -> None:
    staff: list[list[object]] = [
        ["张三", "S1", "第1居委会", "书记、主任", "2020.3.1"],
        ["李四", "S2", "第1居委会", "副主仁", "2020.3.1"],
        ["王五", "S3", "第99居委会", "社工", "2020.3.1"],
    ]
    told = tried(yanxing, office(tmp_path / "a.xlsx", [AREAS[n % 4] for n in range(22)], staff))
    wrong = {each["place"]: each for each in told["findings"] if each["severity"] == "error"}
    assert wrong["社工花名册!D3"]["code"] == "fact_code_near"
    assert "是不是“副主任”" in wrong["社工花名册!D3"]["text"]
    assert wrong["社工花名册!C4"]["code"] == "input_key_near"
    assert set(wrong) == {"社工花名册!D3", "社工花名册!C4"}
