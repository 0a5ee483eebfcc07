"""A list of records that nobody gave is unknown; only an empty list, or a sheet one is not on, means none."""

import json
from pathlib import Path
from typing import Any

import pytest
from tests.intake.office import Make

from yanxing.engine.grammar.policy import Policy
from yanxing.intake import read_inputs

TRIED = """
policy: test/records
title: 记录
document: {issuers: [街道], signed: 2024-05-09}
facts: {people: {name: text, ev: {records: {m: number}}}}
runs:
  r:
    rows: people
    stages:
      - compute: {n: {is: {count: ev}}}
      - gate: clean
        require: [{that: {n: {at_most: 0}}, else: {out: dirty}}]
"""

EXAMPLES = """
examples:
  - name: 同样的输入
    given: {people: [{id: a, ev: [{m: 1}]}, {id: b}, {id: c, ev: []}, {id: d, ev: null}]}
    expect: {r: {a: {state: out}, b: {state: held}, c: {state: in, n: 0}, d: {state: held}}}
"""

PEOPLE = {
    "people": [{"id": "a", "ev": [{"m": 1}]}, {"id": "b"}, {"id": "c", "ev": []}, {"id": "d", "ev": None}]
}


def states(answer: Any) -> dict[str, str]:
    assert answer.code == 0, answer
    return {row["subject"]: row["state"] for row in json.loads(answer.out)["runs"]["r"]["rows"]}


def test_trying_and_the_examples_agree_that_a_list_not_given_is_unknown(yanxing, tmp_path: Path) -> None:
    policy, people = tmp_path / "p.yaml", tmp_path / "people.json"
    policy.write_text(TRIED, "utf-8")
    people.write_text(json.dumps(PEOPLE), "utf-8")
    (tmp_path / "p.examples.yaml").write_text(EXAMPLES, "utf-8")
    answer = yanxing("policy", "try", policy, people, "--json")
    assert states(answer) == {"a": "out", "b": "held", "c": "in", "d": "held"}
    examples = yanxing("policy", "try", policy, "--examples")
    assert examples.code == 0, examples


@pytest.mark.parametrize("form", ["json", "yaml"])
def test_a_row_without_its_list_leaves_it_unknown(policy: Policy, tmp_path: Path, form: str) -> None:
    path = tmp_path / f"a.{form}"
    rows = [{"id": "w1", "leaves": [{"begins": "2024-01-02"}]}, {"id": "w2"}, {"id": "w3", "leaves": []}]
    path.write_text(json.dumps({"workers": rows}), "utf-8")
    workers = {str(row["id"]): row for row in read_inputs(policy, [path]).facts["workers"]}
    assert "leaves" in workers["w1"]
    assert "leaves" not in workers["w2"]
    assert workers["w3"]["leaves"] == ()


def test_once_a_sheet_of_the_records_was_read_who_is_not_on_it_has_none(policy: Policy, book: Make) -> None:
    roster = book("a.xlsx", 花名册=[["工号", "姓名"], ["S1", "李四"], ["S2", "王五"]])
    leaves = book("b.xlsx", 请假表=[["工号", "起", "止"], ["S1", "2024-01-02", "2024-01-05"]])
    nobody = book("c.xlsx", 请假表=[["工号", "起", "止"]])

    def counts(*paths: Path) -> list[int | None]:
        rows = read_inputs(policy, list(paths)).facts["workers"]
        lists = [row.get("leaves") for row in rows]
        return [len(each) if isinstance(each, tuple) else None for each in lists]

    assert counts(roster) == [None, None]
    assert counts(roster, leaves) == [1, 0]
    assert counts(roster, nobody) == [0, 0]


def test_a_line_that_may_mean_either_of_two_leaves_both_unknown(policy: Policy, book: Make) -> None:
    roster = book("a.xlsx", 花名册=[["工号", "姓名"], ["S1", "李四"], ["S2", "李四"], ["S3", "王五"]])
    leaves = book("b.xlsx", 请假表=[["姓名", "起", "止"], ["李四", "2024-01-02", "2024-01-05"]])
    inputs = read_inputs(policy, [roster, leaves])
    assert "input_ambiguous" in [each.code for each in inputs.findings]
    assert [row.get("leaves") for row in inputs.facts["workers"]] == [None, None, ()]
