"""`policy try` and `policy explain` on the events of a ledger, run as a user runs them."""

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl
import pytest

ROOT = Path(__file__).parents[2]
HOURS = ROOT / "policies/baoshan/training-hours.yaml"

POLICY = """
policy: test/tools
title: 邻里工具箱
labels: {people: 居民, name: 姓名, moves: 变动, credits: 积分, other: 对方, tools: 工具积分,
  own: 个人积分, box: 公共积分, lend: 借出, borrow: 借入, thank: 答谢, wish: 心愿, deal: 发放,
  wishes: 心愿单, quarter: 季度, turns: 本季次数, credit: 余额,
  three_a_quarter: 一季最多三次, not_enough: 积分不够, large: 金额较大}
facts:
  people: {name: text}
  moves: {actor: {key: people}, credits: {number: 分}, other: {key: people}}
ledgers:
  tools:
    about: moves
    accounts:
      own: {of: person, at_least: 0, at_most: 20, overflow: box}
      box: {of: house, at_least: 0}
    queues: {wishes: {order: [{credits: low}], fund: box, ask: credits}}
    events:
      lend: {post: [{to: own, amount: credits}]}
      borrow:
        compute:
          quarter: {is: {period: date, by: quarter}}
          turns: {is: {count: past, per: [actor, kind, quarter]}}
          credit: {is: {balance: own}}
        require:
          - {that: {turns: {below: 3}}, else: {refused: three_a_quarter}}
          - {that: {credit: {at_least: credits}}, else: {refused: not_enough}}
        post: [{from: own, amount: credits}]
      thank:
        require: [{that: {credits: {at_most: 10}}, else: {note: large}}]
        post: [{from: own, to: {account: own, of: other}, amount: credits}]
      wish: {join: wishes}
      deal: {serve: wishes}
"""

EVENTS: list[dict[str, object]] = [
    {"id": "e1", "kind": "lend", "actor": "wang", "date": "2024-04-01", "credits": 18},
    {"id": "e2", "kind": "lend", "actor": "wang", "date": "2024-04-02", "credits": 5},
    {"id": "e3", "kind": "borrow", "actor": "li", "date": "2024-04-03", "credits": 1},
    {"id": "e4", "kind": "thank", "actor": "wang", "date": "2024-04-04", "credits": 12, "other": "李婷"},
    {"id": "e5", "kind": "borrow", "actor": "li", "date": "2024-04-05", "credits": "1/2"},
    {"id": "b1", "kind": "borrow", "actor": "li", "date": "2024-04-06", "credits": 0.5},
    {"id": "b2", "kind": "borrow", "actor": "li", "date": "2024-04-07", "credits": 1},
    {"id": "b3", "kind": "borrow", "actor": "li", "date": "2024-04-08", "credits": 1},
    {"id": "b4", "kind": "borrow", "actor": "li", "date": "2024-04-09", "credits": 1},
    {"id": "r1", "kind": "undo", "actor": "li", "date": "2024-04-10", "reverses": "b3"},
    {"id": "r2", "kind": "undo", "actor": "li", "date": "2024-04-11", "reverses": "b3"},
    {"id": "w1", "kind": "wish", "actor": "li", "date": "2024-04-12", "credits": 2},
    {"id": "w2", "kind": "wish", "actor": "wang", "date": "2024-04-12", "credits": 4},
    {"id": "d1", "kind": "deal", "date": "2024-04-13"},
    {"id": "x1", "kind": "steal", "actor": "li", "date": "2024-04-14", "credits": 1},
    {"id": "x2", "kind": "thank", "actor": "li", "date": "2024-04-15", "credits": 20, "other": "wang"},
    {"id": "x3", "kind": "lend", "actor": "li", "date": "2025-01-01", "credits": 1},
    {"id": "e1", "kind": "lend", "actor": "wang", "date": "2024-04-16", "credits": 18},
]

SAID = {
    "e1": "受理：个人积分记入 18 分，余额 18 分。",
    "e2": "受理：个人积分记入 2 分，余额 20 分；装不下的转入公共积分：3 分，余额 3 分。",
    "e3": "拒绝：积分不够（余额：0，积分：1 分，要求余额不低于积分 1）；什么也没有记。",
    "e4": "受理：个人积分扣减 12 分，余额 8 分；李婷的个人积分记入 12 分，余额 12 分。说明：金额较大。",
    "e5": "拒绝：缺少积分，补上后再报；什么也没有记。",
    "b1": "受理：个人积分扣减 0.5 分，余额 11.5 分。",
    "b2": "受理：个人积分扣减 1 分，余额 10.5 分。",
    "b3": "受理：个人积分扣减 1 分，余额 9.5 分。",
    "b4": "拒绝：一季最多三次（本季次数：3，要求本季次数低于 3）；什么也没有记。",
    "r1": "受理：冲销 b3；个人积分记入 1 分，余额 10.5 分。",
    "r2": "拒绝：b3 已经冲销过；什么也没有记。",
    "w1": "受理：排入“心愿单”等候。",
    "w2": "受理：排入“心愿单”等候。",
    "d1": "受理：发放“心愿单”：李婷（w1）得 2，给足；王敏（w2）要 4，只余 1，继续等。",
    "x1": "拒绝：没有“steal”这种事项；什么也没有记。",
    "x2": "拒绝：个人积分现有 10.5，要扣 20，不能低于 0；什么也没有记。",
    "x3": "拒绝：2025年1月1日 还没有到；什么也没有记。",
}


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "tools.yaml"
    path.write_text(POLICY, "utf-8")
    return path


@pytest.fixture
def given(tmp_path: Path) -> Path:
    people = [{"id": "wang", "name": "王敏"}, {"id": "li", "name": "李婷"}]
    path = tmp_path / "given.json"
    tree = {"as_of": "2024-12-31", "people": people, "events": {"tools": EVENTS}}
    path.write_text(json.dumps(tree), "utf-8")
    return path


def told(answer: Any) -> dict[str, Any]:
    assert answer.code == 0, answer
    return json.loads(answer.out)["ledgers"]["tools"]


def test_every_event_is_said_with_its_amounts_or_its_reason(yanxing, policy: Path, given: Path) -> None:
    ledger = told(yanxing("policy", "try", policy, given, "--json"))
    assert {each["id"]: each["sentence"] for each in ledger["events"][:-2]} == {
        key: text for key, text in SAID.items() if key != "x3"
    }
    assert [each["sentence"] for each in ledger["events"][-2:]] == [
        "拒绝：编号 e1 已经用过，内容不同；请换一个编号；什么也没有记。",
        SAID["x3"],
    ]
    codes = [each["code"] for each in ledger["events"] if each["outcome"] == "refused"]
    assert codes == [
        "not_enough", "missing_facts", "three_a_quarter", "already_reversed", "no_such_kind",
        "below_floor", "id_taken", "in_future",
    ]  # fmt: skip


def test_balances_are_exact_and_add_up(yanxing, policy: Path, given: Path) -> None:
    ledger = told(yanxing("policy", "try", policy, given, "--json"))
    assert ledger["balances"] == {"box": {"house": "1"}, "own": {"li": "21/2", "wang": "8"}}
    assert ledger["queues"] == {"wishes": [{"event": "w2", "actor": "wang", "got": "0"}]}
    summed: dict[str, Fraction] = {}
    for event in ledger["events"]:
        for posting in event["postings"]:
            key = f"{posting['account']}/{posting['owner']}"
            summed[key] = summed.get(key, Fraction(0)) + Fraction(posting["amount"])
    assert {key: value for key, value in summed.items() if not key.startswith("None")} == {
        "box/house": 1, "own/li": Fraction(21, 2), "own/wang": 8,
    }  # fmt: skip
    assert sum(summed.values()) == 0


def test_reasons_of_an_event_are_stored(yanxing, policy: Path, given: Path) -> None:
    events = {each["id"]: each for each in told(yanxing("policy", "try", policy, given, "--json"))["events"]}
    assert [each["type"] for each in events["b4"]["reasons"]] == ["ColumnReason"] * 3 + ["GateReason"]
    assert [each["met"] for each in events["b4"]["reasons"][-1]["checks"]] == [False, True]
    assert events["x2"]["reasons"][-1] == {
        "type": "LimitReason", "account": "own", "owner": "li", "side": "floor",
        "held": "21/2", "change": "-20", "limit": "0",
    }  # fmt: skip
    assert [line["how"] for line in events["d1"]["reasons"][0]["lines"]] == ["whole", "does_not_fit"]


def test_the_terminal_shows_events_balances_and_who_waits(yanxing, policy: Path, given: Path) -> None:
    answer = yanxing("policy", "try", policy, given, "--all")
    assert answer.code == 0
    lines = [" ".join(line.split()) for line in answer.out.splitlines()]
    assert "读入：居民 2，工具积分的事项 18。以 2024-12-31 为准（输入里的 as_of）。" in lines
    assert "台账 工具积分 tools：共 18 件事项，受理 10，拒绝 8" in lines
    assert f"2024-04-02 e2 王敏 借出 {SAID['e2']}" in lines
    assert "个人积分 李婷 10.5" in lines
    assert "公共积分 街道 1" in lines
    assert "“心愿单”还在等：王敏（w2）" in lines


def test_one_person_sees_what_concerns_them(yanxing, policy: Path, given: Path) -> None:
    answer = yanxing("policy", "try", policy, given, "--subject", "王敏", "--json")
    ledger = told(answer)
    assert [each["id"] for each in ledger["events"]] == ["e1", "e2", "e4", "w2", "e1"]
    assert ledger["balances"] == {"own": {"wang": "8"}}
    assert yanxing("policy", "try", policy, given, "--subject", "王").err.startswith("没有叫 王 的人或单位。")


def test_english_says_the_same(yanxing, policy: Path, given: Path) -> None:
    events = told(yanxing("--lang", "en", "policy", "try", policy, given, "--json"))["events"]
    said = {each["id"]: each["sentence"] for each in events}
    assert said["e2"] == (
        "Accepted: 个人积分 +2 分, balance 20 分; what did not fit goes on to 公共积分: +3 分, balance 3 分."
    )
    assert said["r2"] == "Refused: b3 was reversed already; nothing was posted."
    assert said["x2"] == (
        "Refused: 个人积分 holds 10.5; taking 20 would leave it below 0; nothing was posted."
    )


def test_explain_lists_their_events_with_reasons(yanxing, policy: Path, given: Path) -> None:
    answer = yanxing("policy", "explain", policy, "李婷", given)
    assert answer.code == 0
    lines = answer.out.splitlines()
    assert "【台账 工具积分 tools】李婷" in lines
    assert "余额：个人积分 10.5。" in lines
    at = lines.index(f"  2024-04-09 b4 借入：{SAID['b4']}")
    assert "  ✗ 条件 1：本季次数低于 3" in lines[at:]
    assert "      读到：本季次数：3" in lines[at:]
    assert "      结论：一季最多三次，须低于 3，现为 3" in lines[at:]


def test_a_table_of_events_is_read_in_its_order(yanxing, policy: Path, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    people, moves = book.active, book.create_sheet("变动")
    people.title = "居民"
    for row in (["编号", "姓名"], ["wang", "王敏"], ["li", "李婷"]):
        people.append(row)
    moves.append(["编号", "事项", "当事人", "日期", "积分", "对方", "冲销"])
    moves.append(["e10", "借出", "王敏", "2024-04-01", 5, None, None])
    moves.append(["e9", "答谢", "王敏", "2024-04-01", "3分", "李婷", None])
    moves.append(["e8", "冲销", "王敏", "2024-04-02", None, None, "e9"])
    path = tmp_path / "book.xlsx"
    book.save(path)
    ledger = told(yanxing("policy", "try", policy, path, "--json", "--as-of", "2024-12-31"))
    assert [(each["id"], each["sentence"]) for each in ledger["events"]] == [
        ("e10", "受理：个人积分记入 5 分，余额 5 分。"),
        ("e9", "受理：个人积分扣减 3 分，余额 2 分；李婷的个人积分记入 3 分，余额 3 分。"),
        ("e8", "受理：冲销 e9；李婷的个人积分扣减 3 分，余额 0 分；个人积分记入 3 分，余额 5 分。"),
    ]
    assert ledger["balances"] == {"own": {"wang": "5"}}


def test_a_ledger_without_events_is_not_spoken_of(yanxing, policy: Path, tmp_path: Path) -> None:
    path = tmp_path / "people.json"
    path.write_text('{"people": [{"id": "li", "name": "李婷"}]}', "utf-8")
    answer = yanxing("policy", "try", policy, path, "--as-of", "2024-12-31")
    assert answer.code == 0
    assert "台账" not in answer.out
    assert json.loads(yanxing("policy", "try", policy, path, "--json").out)["ledgers"] == {}


def test_events_of_nobody_and_of_no_ledger_are_said(yanxing, policy: Path, tmp_path: Path) -> None:
    path = tmp_path / "odd.json"
    events = [{"id": "e1", "kind": "lend", "actor": "赵六", "date": "2024-04-01", "credits": 1}, "e2"]
    path.write_text(json.dumps({"people": [{"id": "li"}], "events": {"tools": events}}), "utf-8")
    answer = json.loads(yanxing("policy", "try", policy, path, "--json", "--as-of", "2024-12-31").out)
    assert [each["text"] for each in answer["findings"]] == [
        "odd.json events.tools[1]：这里应是一组“名称: 值”，没有读入。请按 id: …, 名称: 值 的样子写。",
        "events.tools[0].actor：居民里没有“赵六”，先按未填处理。请核对名称，或先在居民里补上它。",
    ]
    assert answer["ledgers"]["tools"]["events"][0]["sentence"] == (
        "拒绝：缺少当事人，补上后再报；什么也没有记。"
    )
    path.write_text('{"events": {"toolz": []}}', "utf-8")
    wrong = yanxing("policy", "try", policy, path)
    assert wrong.code == 1
    assert "没有叫 toolz 的名册，没有读入。是不是 tools？" in wrong.err


def test_refusals_are_always_among_the_events_shown(yanxing, policy: Path, given: Path) -> None:
    lines = [" ".join(line.split()) for line in yanxing("policy", "try", policy, given).out.splitlines()]
    assert "另有 2 行，加 --all 看全部。" in lines
    assert f"2024-04-15 x2 李婷 答谢 {SAID['x2']}" in lines


def test_the_page_says_that_ledgers_are_not_on_it(yanxing, policy: Path, given: Path, tmp_path: Path) -> None:
    answer = yanxing("policy", "try", policy, given, "--html", tmp_path / "page.html")
    assert answer.code == 0
    assert "台账和流程的事项不在网页里；不加 --html 可以看到。" in answer.err


HOURS_GIVEN = {
    "as_of": "2024-12-31",
    "workers": [
        {"id": "wang", "name": "王敏", "entered": "2015-09-01", "leaves": []},
        {"id": "li", "name": "李婷", "entered": "2015-09-01", "leaves": []},
    ],
    "activities": [
        {"id": "l1", "title": "专家授课", "form": "lecture", "on_day": "2024-06-12", "minutes_long": 135},
        {"id": "l2", "title": "业务培训", "form": "training", "on_day": "2024-06-19", "hours": 4},
        {"id": "l3", "title": "参访", "form": "visit", "on_day": "2024-07-19", "minutes_long": 100},
    ],
    "attendances": [
        {"id": "a1", "person": "wang", "activity": "l1", "attendance": "full"},
        {"id": "a2", "person": "wang", "activity": "l2", "attendance": "full"},
        {"id": "a3", "person": "li", "activity": "l2", "attendance": "full"},
        {"id": "a4", "person": "li", "activity": "l3", "attendance": "full"},
        {"id": "a5", "person": "li", "activity": "l1", "attendance": "late"},
    ],
    "events": {
        "hours": [{"id": "wang/l1", "kind": "credit", "actor": "wang", "date": "2024-06-13", "hours": 3}]
    },
}


@pytest.mark.req("CRH-01")
def test_training_hours_are_proposed_but_those_posted_already_are_not_proposed_again(
    yanxing, tmp_path: Path
) -> None:
    path = tmp_path / "hours.json"
    path.write_text(json.dumps(HOURS_GIVEN), "utf-8")
    answer = json.loads(yanxing("policy", "try", HOURS, path, "--json").out)
    assert [(each["key"], each["owner"], each["amount"], each["posted"]) for each in answer["postings"]] == [
        ("wang/l1", "wang", "3", True),
        ("wang/l2", "wang", "4", False),
        ("li/l2", "li", "4", False),
        ("li/l3", "li", "20/9", False),
    ]
    assert answer["statements"] == [
        {"ledger": "hours", "account": "own", "owner": "li", "name": "李婷",
         "held": "0", "proposed": "56/9", "then": "56/9", "count": 2},
        {"ledger": "hours", "account": "own", "owner": "wang", "name": "王敏",
         "held": "3", "proposed": "4", "then": "7", "count": 1},
    ]  # fmt: skip
    assert answer["ledgers"]["hours"]["balances"] == {"own": {"wang": "3"}}
    events = answer["ledgers"]["hours"]["events"]
    assert [each["sentence"] for each in events] == ["受理：个人学时记入 3 学时，余额 3 学时。"]
    lines = [" ".join(line.split()) for line in yanxing("policy", "try", HOURS, path).out.splitlines()]
    assert "学时 hours：提议记账 3 笔，没有记入台账；另有 1 笔已在台账里" in lines
    assert "王敏 个人学时 1 3 4 7" in lines
