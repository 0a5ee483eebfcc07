"""`policy try` and `policy explain` on matters of a flow, run as a user runs them."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

POLICY = """
policy: test/transfer
title: 跨街镇流动
labels: {workers: 社工, name: 姓名, transfers: 流动, subject: 本人, home_street: 原街镇,
  target_street: 新街镇, service_months: 服务月数, papers: 材料, application: 申请书, appraisal: 考核表,
  transfer: 流动, applicant: 申请人, sending: 调出街镇, receiving: 接收街镇, district: 区, city: 市,
  apply: 申请, consents: 双方同意, move: 办理, submit: 提交, withdraw: 撤回, agree: 同意, refuse: 不同意,
  confirm: 确认, withdrawn: 已撤回, not_agreed: 未同意, moved: 已调动,
  service_too_short: 服务不满36个月, papers_incomplete: 手续不全}
facts:
  workers: {name: text}
  transfers: {subject: {key: workers}, home_street: key, target_street: key, service_months: number,
    papers: {codes: [application, appraisal]}}
flows:
  transfer:
    about: transfers
    subject: person
    parties:
      applicant: {person: subject}
      sending: {role: street_officer, of: home_street, else: district}
      receiving: {role: street_officer, of: target_street, else: district}
      district: {role: district_officer, else: city}
      city: {role: city_officer}
    start: apply
    steps:
      apply:
        by: applicant
        answers:
          submit:
            require:
              - {that: {service_months: {at_least: 36}}, else: {refused: service_too_short}}
              - {that: {papers: {has_all: [application, appraisal]}}, else: {refused: papers_incomplete}}
            go: consents
          withdraw: {end: withdrawn}
      consents:
        by: {each: [sending, receiving]}
        clock: {workdays: 10, late: refuse, pausable: [receiving]}
        answers:
          agree: {from: all, go: move}
          refuse: {end: not_agreed, reason: required}
      move:
        by: district
        answers: {confirm: {end: moved, effects: [{end_appointment: home_street}, {notify: subject}]}}
"""

BEGUN = """
flow: transfer
at: 2024-06-10 09:00
facts: {id: m1, subject: w3, home_street: s1, target_street: s2, service_months: 30, papers: [application]}
holders: {street_officer: {s1: [w9], s2: [w8]}, district_officer: [d1]}
kin: {w8: [w3]}
steps:
  - {at: 2024-06-11 10:00, party: applicant, actor: w3, answer: submit}
  - {at: 2024-06-11 11:00, party: applicant, actor: w3, answer: submit,
     facts: {service_months: 40, papers: [application, appraisal]}}
  - {at: 2024-06-12 11:00, party: receiving, actor: w8, answer: agree}
  - {at: 2024-06-12 12:00, party: receiving, actor: d1, answer: agree}
  - {at: 2024-06-12 13:00, party: receiving, actor: d1, answer: agree}
  - {at: 2024-06-12 14:00, party: sending, actor: d1, answer: agree}
  - {at: 2024-06-12 15:00, party: sending, actor: w9, answer: refuse}
"""

TRIED = [
    ("2024-06-10T09:00:00", "开始办理。"),
    (
        "2024-06-11T10:00:00",
        "王敏想“提交”，没有办成：服务不满36个月（服务月数：30，要求服务月数不低于 36）。",
    ),
    ("2024-06-11T11:00:00", "王敏（申请人）答复“提交”。"),
    ("2024-06-12T11:00:00", "w8想“同意”，没有办成：w8与此事有关，应当回避，应由d1（区）答复。"),
    ("2024-06-12T12:00:00", "d1（代接收街镇）答复“同意”。"),
    ("2024-06-12T13:00:00", "d1想“同意”，没有办成：接收街镇已经答复过。"),
    ("2024-06-12T14:00:00", "d1想“同意”，没有办成：d1不是调出街镇，应由w9答复。"),
    ("2024-06-12T15:00:00", "w9想“不同意”，没有办成：没有写理由。"),
]


@pytest.fixture
def policy(tmp_path: Path) -> Path:
    path = tmp_path / "transfer.yaml"
    path.write_text(POLICY, "utf-8")
    return path


@pytest.fixture
def give(tmp_path: Path) -> Any:
    """Writes an input with these matters: the one begun, changed as said, each time."""

    def written(*changes: dict[str, object]) -> Path:
        matters = [yaml.safe_load(BEGUN) | change for change in changes]
        path = tmp_path / "given.json"
        tree = {"as_of": "2024-06-30", "workers": [{"id": "w3", "name": "王敏"}], "matters": matters}
        path.write_text(json.dumps(tree), "utf-8")
        return path

    return written


def told(answer: Any) -> dict[str, Any]:
    assert answer.code == 0, answer
    (matter,) = json.loads(answer.out)["matters"]
    return matter


def test_every_attempt_is_said_with_its_reason(yanxing, policy: Path, give: Any) -> None:
    matter = told(yanxing("policy", "try", policy, give({}), "--json"))
    assert [(each["at"], each["sentence"]) for each in matter["history"]] == TRIED
    assert [each["code"] for each in matter["history"] if each["outcome"] == "refused"] == [
        "service_too_short", "own_case", "already_answered", "not_the_party", "reason_required",
    ]  # fmt: skip
    reasons = matter["history"][1]["reasons"][0]
    assert (reasons["gate"], [each["met"] for each in reasons["checks"]]) == ("submit", [False, False])


def test_it_says_where_it_stands_who_must_answer_and_by_when(yanxing, policy: Path, give: Any) -> None:
    matter = told(yanxing("policy", "try", policy, give({}), "--json"))
    assert matter["sentence"] == "现在是“双方同意”，等w9（调出街镇）答复，期限 2024年6月25日（含当天）。"
    (standing,) = matter["standing"]
    assert standing["deadline"] == "2024-06-25T23:59:59.999999"
    assert [(each["party"], each["persons"]) for each in standing["asked"]] == [("sending", ["w9"])]
    assert (matter["step"], matter["outcome"]) == ("consents", None)


def test_a_clock_that_runs_out_answers_by_itself(yanxing, policy: Path, give: Any) -> None:
    matter = told(yanxing("policy", "try", policy, give({"until": "2024-06-26 09:00"}), "--json"))
    assert matter["history"][-1]["sentence"] == "过了期限，按“不同意”办理。"
    assert (matter["outcome"], matter["sentence"]) == ("not_agreed", "已结束：未同意。")


def test_effects_are_proposals(yanxing, policy: Path, give: Any) -> None:
    steps = [
        *yaml.safe_load(BEGUN)["steps"][1:4],
        {"at": "2024-06-13 09:00", "party": "sending", "actor": "w9", "answer": "agree"},
        {"at": "2024-06-14 09:00", "party": "district", "actor": "d1", "answer": "confirm"},
    ]
    path = give({"steps": steps})
    matter = told(yanxing("policy", "try", policy, path, "--json"))
    assert [each["sentence"] for each in matter["effects"]] == ["解聘（原街镇 s1）", "通知（本人 王敏）"]
    out = yanxing("policy", "try", policy, path).out
    assert "事项 m1（流动 transfer）" in out
    assert "已结束：已调动。" in out
    assert "随后的提议：解聘（原街镇 s1）、通知（本人 王敏）。" in out


def test_the_terminal_shows_the_history(yanxing, policy: Path, give: Any) -> None:
    answer = yanxing("policy", "try", policy, give({}))
    assert answer.code == 0
    lines = [" ".join(line.split()) for line in answer.out.splitlines()]
    assert "读入：社工 1，流程的事项 1。以 2024-06-30 为准（输入里的 as_of）。" in lines
    assert f"2024-06-12 11:00 {TRIED[3][1]}" in lines
    assert "现在是“双方同意”，等w9（调出街镇）答复，期限 2024年6月25日（含当天）。" in lines


def test_explain_gives_every_requirement(yanxing, policy: Path, give: Any) -> None:
    answer = yanxing("policy", "explain", policy, "王敏", give({}))
    assert answer.code == 0
    lines = answer.out.splitlines()
    at = lines.index(f"  2024-06-11 10:00 {TRIED[1][1]}")
    assert lines[at + 1 : at + 7] == [
        "  ✗ 条件 1：服务月数不低于 36",
        "      读到：服务月数：30",
        "      结论：服务不满36个月，还差 6",
        "  ✗ 条件 2：材料中申请书、考核表都有",
        "      读到：材料：申请书",
        "      结论：手续不全",
    ]


def test_several_matters_and_what_is_written_wrong(yanxing, policy: Path, give: Any) -> None:
    path = give({}, {"flow": "transfr"}, {"facts": {"id": "m2", "subject": "w3"}, "steps": []})
    answer = yanxing("policy", "try", policy, path, "--json")
    assert answer.code == 0
    told_ = json.loads(answer.out)
    assert [each["id"] for each in told_["matters"]] == ["m1", "m2"]
    assert [each["text"] for each in told_["findings"]] == [
        "matters[1].flow：没有叫 transfr 的流程。可用：transfer。"
    ]


def test_english_says_the_same(yanxing, policy: Path, give: Any) -> None:
    matter = told(yanxing("--lang", "en", "policy", "try", policy, give({}), "--json"))
    assert matter["history"][3]["sentence"] == (
        "w8 wanted to 同意; not done: it is w8's own case, d1 (区) is to answer."
    )
    assert matter["sentence"] == (
        "Now at “双方同意”: waiting for w9 (调出街镇), by 2024-06-25, that day included."
    )
