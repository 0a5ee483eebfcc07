"""Cells that look like something they are not: nothing is joined, guessed, cut or hidden without a word."""

from datetime import date
from fractions import Fraction

import pytest

from yanxing.engine.grammar.policy import Policy
from yanxing.policy.facts import read_rows
from yanxing.policy.facts.dates import date_reader
from yanxing.policy.facts.given import read_given
from yanxing.policy.facts.numbers import number_reader
from yanxing.policy.findings import Finding
from yanxing.policy.reading import read

POLICY = """
policy: test/odd
title: t
facts:
  workers: {name: text, post: {code: [worker]}, mark: number, sheets: {records: {judge: key}}}
runs:
  r:
    rows: workers
    stages:
      - {rank: p, order: [{mark: high}]}
      - {take: t, by: p, tie: undecided, places: [{give: yes, number: 1}], rest: no}
"""


@pytest.fixture(scope="module")
def policy() -> Policy:
    policy = read(POLICY.encode(), "t.yaml").policy
    assert policy is not None
    return policy


def codes(findings: list[Finding]) -> list[str]:
    return [each.code for each in findings]


@pytest.mark.parametrize("raw", ["1 2", "1\t2", "８３ ５", "83 .5", "1, 2"])
def test_digits_apart_are_not_joined_to_one_number(raw: str) -> None:
    value, remark = number_reader("分")(raw)
    assert value is None
    assert remark is not None
    assert remark.code == "fact_not_a_number"


@pytest.mark.parametrize("raw", ["2021 1 1", "2021 11", "2024 0610"])
def test_digits_apart_are_not_joined_to_a_date(raw: str) -> None:
    value, remark = date_reader()(raw)
    assert value is None
    assert remark is not None
    assert remark.code == "fact_not_a_date"


def test_a_date_may_have_blanks_beside_its_dots() -> None:
    assert date_reader()("2021. 3. 5") == (date(2021, 3, 5), None)


@pytest.mark.parametrize("raw", [123456789012345678.0, -1e15, 1e22])
def test_a_number_longer_than_a_workbook_keeps_is_damaged(raw: float) -> None:
    value, remark = number_reader()(raw)
    assert value is None
    assert remark is not None
    assert remark.code == "fact_damaged_number"
    assert number_reader()(999_999_999_999_999.0) == (Fraction(999_999_999_999_999), None)


def test_a_percentage_is_read_as_rules_write_it_and_said() -> None:
    value, remark = number_reader()("８５.５％")
    assert value == Fraction(171, 2)
    assert remark is not None
    assert (remark.code, remark.params) == ("fact_percent", {"word": "85.5%", "value": "85.5"})
    assert number_reader("%")("85%") == (Fraction(85), None)
    value, remark = number_reader("分")("85%")
    assert value is None
    assert remark is not None
    assert remark.code == "fact_unit"


@pytest.mark.parametrize(
    ("raw", "left"),
    [
        ("\x1b[31m李四\x07", "[31m李四"),
        ("李\u202e四", "李四"),
        ("\ud800李四", "李四"),
        ("李四\u200b", "李四"),
        ("李\x00四", "李四"),
    ],
)
def test_what_cannot_be_seen_in_a_name_or_an_id_is_taken_out_and_said(
    policy: Policy, raw: str, left: str
) -> None:
    rows, findings = read_rows(policy, "workers", [{"id": raw, "name": raw, "sheets": [{"judge": raw}]}])
    assert rows == [{"id": left, "name": left, "sheets": ({"judge": left},)}]
    assert codes(findings) == ["fact_hidden_characters"] * 3
    for found in findings:
        found.text("zh").encode()
        found.text("en").encode()


def test_what_cannot_be_seen_does_not_make_a_code_or_a_number_unreadable(policy: Policy) -> None:
    rows, findings = read_rows(policy, "workers", [{"id": "a", "post": "worker\u200b", "mark": "83.5\ufeff"}])
    assert rows == [{"id": "a", "post": "worker", "mark": Fraction(167, 2)}]
    assert codes(findings) == ["fact_hidden_characters"] * 2


def test_line_breaks_and_wide_blanks_in_a_cell_are_no_news(policy: Policy) -> None:
    rows, findings = read_rows(policy, "workers", [{"id": "a", "name": "欧阳\u3000娜\r\n娜"}])
    assert (rows, findings) == ([{"id": "a", "name": "欧阳\u3000娜\n娜"}], [])


def test_a_decision_is_cleaned_too_and_its_order_holds_ids_only(policy: Policy) -> None:
    told = {"run": "r", "take": "t", "order": ["a\x1b"], "by": "组\u202e长", "because": "抽签"}
    given = read_given(policy, {"decisions": [told, told | {"order": ["a", None]}]})
    assert [(each.order, each.by) for each in given.decisions] == [(("a",), "组长")]
    assert codes(given.findings) == ["fact_hidden_characters"] * 3 + ["decision_id"]
