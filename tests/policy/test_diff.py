"""What changed between two policies, and whose result changes with it; through the command and below it."""

from __future__ import annotations

import json
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yanxing.engine.grammar.policy import Policy
from yanxing.engine.settle import settle
from yanxing.policy.calendars import office_calendar
from yanxing.policy.differences import outcome_changes, policy_changes
from yanxing.policy.load import loaded

POLICY = """\
policy: exam
title: 考核办法
document: {issuers: [某街道], signed: 2024-05-20}
labels: {exam: 考核, composite: 综合成绩, below_pass_mark: 未达合格线, prize: 奖项, none: 未获奖}
facts:
  workers: {name: text, post: {code: [a, b]}, written: number, interview: number}
values: {pass_mark: {is: 60}}
tables: {bonus: {codes: {a: 1, b: 0}}}
runs:
  exam:
    rows: workers
    stages:
      - compute:
          composite: {is: {weigh: {written: 40, interview: 60}}, round: 0.01}
          total: {is: {sum: [composite, {table: bonus, at: post}]}}
      - gate: passed
        require: [{that: {composite: {at_least: pass_mark, on: rounded}}, else: {out: below_pass_mark}}]
      - {rank: place, order: [{composite: high}], reading: 按两位小数}
      - {take: prize, by: place, tie: undecided, places: [{give: first, number: 1}], rest: none}
"""
ROSTER = """\
id,name,post,written,interview
w1,张三,a,80,62
w2,李四,a,60,62
w3,王五,b,90,60
w4,赵六,b,50,58
"""
HIGHER_LINE = ("is: 60}", "is: 65}")


def policy_of(text: str) -> Policy:
    return loaded(text.encode(), "exam.yaml").usable


def changed(*swaps: tuple[str, str]) -> str:
    text = POLICY
    for old, new in swaps:
        assert old in text
        text = text.replace(old, new)
    return text


@pytest.fixture
def office(tmp_path: Path) -> Path:
    (tmp_path / "old.yaml").write_text(POLICY, "utf-8")
    (tmp_path / "new.yaml").write_text(changed(HIGHER_LINE), "utf-8")
    (tmp_path / "roster.csv").write_text(ROSTER, "utf-8")
    return tmp_path


@pytest.mark.parametrize(
    ("swap", "path", "old", "new"),
    [
        (HIGHER_LINE, "values.pass_mark.is", "60", "65"),
        (("a: 1,", "a: 2,"), "tables.bonus.codes.a", "1", "2"),
        (("b: 0}", "b: 0, c: 3}"), "tables.bonus.codes.c", None, "3"),
        (("[a, b]", "[a, b, c]"), "facts.workers.post.code", "[a, b]", "[a, b, c]"),
        (("round: 0.01", "round: 0.1"), "runs.exam.stages[compute].compute.composite.round", "0.01", "0.1"),
        (
            ("at_least: pass_mark", "above: pass_mark"),
            "runs.exam.stages[gate passed].require[below_pass_mark].that",
            "{composite: {at_least: pass_mark, on: rounded}}",
            "{composite: {above: pass_mark, on: rounded}}",
        ),
        (
            ("{out: below", "{note: below"),
            "runs.exam.stages[gate passed].require[below_pass_mark].else",
            "{out: below_pass_mark}",
            "{note: below_pass_mark}",
        ),
        (("number: 1}", "number: 2}"), "runs.exam.stages[take prize].places[first].number", "1", "2"),
        (
            ("composite: high", "interview: high"),
            "runs.exam.stages[rank place].order",
            "[{composite: high}]",
            "[{interview: high}]",
        ),
        (("tie: undecided", "tie: all_enter"), "runs.exam.stages[take prize].tie", "undecided", "all_enter"),
        (("signed: 2024-05-20", "signed: 2025-05-20"), "document.signed", "2024-05-20", "2025-05-20"),
    ],
)  # fmt: skip
def test_a_change_is_told_where_it_stands(
    swap: tuple[str, str], path: str, old: str | None, new: str | None
) -> None:
    policy = loaded(changed(swap).encode(), "exam.yaml").policy
    assert policy is not None
    (change,) = policy_changes(policy_of(POLICY), policy)
    assert (change.path, change.old, change.new) == (path, old, new)


def test_a_stage_put_between_others_is_one_change() -> None:
    gate = "      - gate: sat\n        require: [{that: {written: {known: true}}, else: {out: absent}}]\n"
    (change,) = policy_changes(
        policy_of(POLICY), policy_of(changed(("      - compute:", f"{gate}      - compute:")))
    )
    assert change.path == "runs.exam.stages[gate sat]"
    assert (change.old, change.new) == (
        None,
        "{gate: sat, require: [{that: {written: {known: true}}, else: {out: absent}}]}",
    )


def test_stages_in_another_order_are_a_change() -> None:
    gate = "      - gate: {0}\n        require: [{{that: {1}, else: {{out: absent}}}}]\n"
    one, other = (gate.format(name, "{written: {known: true}}") for name in ("one", "other"))
    old, new = POLICY + one + other, POLICY + other + one
    (change,) = policy_changes(policy_of(old), policy_of(new))
    assert change.path == "runs.exam.stages"
    assert (change.old or "").endswith("gate one, gate other")
    assert (change.new or "").endswith("gate other, gate one")


def test_lines_and_remarks_apart_from_words_do_not_count() -> None:
    assert policy_changes(policy_of(POLICY), policy_of("# 新的一版\n\n" + POLICY)) == ()


MARKS = st.lists(
    st.fixed_dictionaries(
        {"post": st.sampled_from("ab"), "written": st.integers(0, 100), "interview": st.integers(0, 100)}
    ),
    max_size=8,
)


@given(MARKS)
def test_what_if_nothing_changed_changes_nothing(marks: list[dict[str, Any]]) -> None:
    facts = {
        "workers": [
            {"id": f"w{number}"} | {name: Fraction(v) if isinstance(v, int) else v for name, v in row.items()}
            for number, row in enumerate(marks)
        ]
    }
    old, new = (
        settle(policy_of(text), facts, as_of=date(2024, 6, 1), calendar=office_calendar())
        for text in (POLICY, f"# 同一办法\n{POLICY}")
    )
    changes = outcome_changes(old, new)
    assert changes.rows == ()
    assert changes.compared == {"exam": len(marks)}


def test_the_command_shows_whose_result_changes(yanxing: Any, office: Path) -> None:
    answer = yanxing(
        "policy", "diff", office / "old.yaml", office / "new.yaml", "--on", office / "roster.csv"
    )
    assert answer.code == 0
    assert (
        answer.out
        == """\
政策有 1 处改动：
  values.pass_mark.is：60 → 65

两版都以 2024-05-20 为准。
4 行结果中有 1 行变了：

考核 exam：1 / 4 行
  李四（w2）：在列 → 未列入（未达合格线）
      place：3 → （无）
      奖项：未获奖 → （无）
"""
    )


def test_the_command_says_when_nothing_changes(yanxing: Any, office: Path) -> None:
    same = ("policy", "diff", office / "old.yaml", office / "old.yaml", "--on", office / "roster.csv")
    assert yanxing(*same).out == "两版政策的内容相同。\n\n两版都以 2024-05-20 为准。\n4 行结果没有变化。\n"
    assert yanxing(*same, lang="en_GB.UTF-8").out == (
        "The two policies say the same.\n\nBoth as of 2024-05-20.\nNone of the 4 results changed.\n"
    )


def test_the_command_answers_in_json(yanxing: Any, office: Path) -> None:
    paths = (office / "old.yaml", office / "new.yaml", "--on", office / "roster.csv")
    answer = json.loads(yanxing("policy", "diff", *paths, "--json").out)
    assert answer["policy"] == [{"path": "values.pass_mark.is", "old": "60", "new": "65"}]
    assert answer["results"]["compared"] == {"exam": 4}
    (row,) = answer["results"]["rows"]
    assert (row["run"], row["subject"], row["name"]) == ("exam", "w2", "李四")
    assert row["old"] == {"state": "in", "reason": None, "notes": [], "provisional": False}
    assert row["new"] == {"state": "out", "reason": "below_pass_mark", "notes": [], "provisional": False}
    assert row["columns"]["place"] == {
        "old": {"exact": "3", "shown": "3"},
        "new": {"exact": None, "shown": ""},
    }


def test_without_inputs_only_the_policies_are_compared(yanxing: Any, office: Path) -> None:
    answer = yanxing("policy", "diff", office / "old.yaml", office / "new.yaml")
    assert answer.out == "政策有 1 处改动：\n  values.pass_mark.is：60 → 65\n"


def test_a_policy_with_errors_is_not_compared(yanxing: Any, office: Path) -> None:
    (office / "bad.yaml").write_text(changed(("at_least: pass_mark", "at_least: pass_mrk")), "utf-8")
    answer = yanxing(
        "policy", "diff", office / "old.yaml", office / "bad.yaml", "--on", office / "roster.csv"
    )
    assert answer.code == 1
    assert "没有叫 pass_mrk 的信息。是不是 pass_mark？" in answer.err
    assert answer.out == ""


def test_odd_cells_of_the_inputs_are_mentioned(yanxing: Any, office: Path) -> None:
    (office / "roster.csv").write_text(ROSTER.replace("60,62", "六十,62"), "utf-8")
    files = (office / "old.yaml", office / "new.yaml", "--on", office / "roster.csv")
    answer = yanxing("policy", "diff", *files)
    assert answer.err == "读入的表格里有 1 处要核对，可用 yanxing policy try 查看。\n"
    assert "4 行结果没有变化。" in answer.out


GROUPS = """\
policy: merit
title: 评优
labels: {people: 人员, name: 姓名, item: 事项, points: 分, level: 级别, share: 名额, place: 名次, year: 年度, per_item: 每项, prize: 评优, best: 优秀, rest_of_them: 其余, item_points: 项分}
facts:
  people: {name: text, item: {code: [level, b]}, points: number}
runs:
  per_item:
    rows: {group: people, per: item}
    stages: [{compute: {item_points: {is: {sum: points, over: records}}}}]
  year:
    rows: people
    stages:
      - compute: {share: {is: NUMBER}}
      - {rank: place, order: [{points: high}]}
      - {take: prize, by: place, tie: undecided, places: [{give: best, number: share}], rest: rest_of_them}
"""  # noqa: E501
PEOPLE = "id,name,item,points\n" + "".join(
    f"w{number},人{number},b,{points}\n"
    for number, points in enumerate((50, 90, 80, 80, 70, 60, 55), start=1)
)


@pytest.fixture
def two_quotas(tmp_path: Path) -> tuple[object, ...]:
    (tmp_path / "one.yaml").write_text(GROUPS.replace("NUMBER", "1"), "utf-8")
    (tmp_path / "two.yaml").write_text(GROUPS.replace("NUMBER", "2").replace("sum:", "max:"), "utf-8")
    (tmp_path / "人员.csv").write_text(PEOPLE, "utf-8")
    return (
        "policy", "diff", tmp_path / "one.yaml", tmp_path / "two.yaml", "--on", tmp_path / "人员.csv",
        "--as-of", "2024-12-31",
    )  # fmt: skip


def test_who_changes_comes_first_and_what_all_share_is_told_once(
    yanxing: Any, two_quotas: tuple[object, ...]
) -> None:
    _, _, shown = yanxing(*two_quotas).out.partition("\n\n两版")
    assert (
        shown
        == """\
都以 2024-12-31 为准。
8 行结果中有 8 行变了：

年度 year：7 / 7 行
  人3（w3）：在列 → 待决定（并列，待决定）
      名额：1 → 2
      评优：其余 → （无）
  人4（w4）：在列 → 待决定（并列，待决定）
      名额：1 → 2
      评优：其余 → （无）
  另有 5 行只是同一处数变了：名额 1 → 2

每项 per_item：1 / 1 行
  这里是分组的结果，加 --all 看全部。
"""
    )


def test_only_the_run_asked_for_is_shown(yanxing: Any, two_quotas: tuple[object, ...]) -> None:
    answer = yanxing(*two_quotas, "--run", "per_item").out
    assert "b：在列\n      项分：485 → 90\n" in answer
    assert "年度" not in answer.partition("两版")[2]
    rows = json.loads(yanxing(*two_quotas, "--run", "per_item", "--json").out)["results"]["rows"]
    assert {row["run"] for row in rows} == {"per_item"}
