"""What the guide tells in words rather than in runnable blocks is so."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from yanxing.engine.exact import MOST_BITS
from yanxing.policy.checking.nesting import MOST_READ
from yanxing.policy.reading.decoding import LARGEST
from yanxing.policy.reading.scalars import MOST_DIGITS

GRAMMAR = (Path(__file__).parents[2] / "docs/policy/grammar.md").read_text("utf-8")

PROJECTS = """\
policy: fund
title: 项目
labels: {projects: 申报项目, title: 项目名称, cost: 总投资, listing: 清单, twice: 两倍}
facts: {projects: {title: text, cost: number}}
sources: {projects: {headers: {id: [HEAD]}}}
runs: {listing: {rows: projects, stages: [{compute: {twice: {is: {product: [cost, 2]}}}}]}}
"""


def test_the_limits_are_those_the_guide_names() -> None:
    assert f"最多{MOST_DIGITS}个字符" in GRAMMAR
    assert f"{MOST_BITS}个二进制位" in GRAMMAR
    assert f"最多读{MOST_READ}个数" in GRAMMAR
    assert f"最大{LARGEST // 1_000_000}兆字节" in GRAMMAR


@pytest.mark.parametrize("head", ["项目编号", "房号", "票号", "序号"])
def test_a_column_of_numbers_of_its_own_name_is_named_under_headers(
    yanxing: Any, tmp_path: Path, head: str
) -> None:
    (tmp_path / "fund.yaml").write_text(PROJECTS.replace("HEAD", head), "utf-8")
    (tmp_path / "申报项目.csv").write_text(f"{head},项目名称,总投资\n7,加装扶手,1\n8,加装扶手,2\n", "utf-8")
    answer = yanxing("policy", "try", tmp_path / "fund.yaml", tmp_path / "申报项目.csv", "--json")
    assert '"subject": "7"' in answer.out
    assert '"subject": "8"' in answer.out


CHECKED = """\
policy: vote
title: 表决
facts: {people: {voted: yes_no}}
runs:
  quorum:
    rows: house
    stages:
      - compute: {came: {is: {count: people, where: {voted: {is: true}}}}}
      - {gate: enough, require: [{that: {came: {at_least: 2}}, else: {out: too_few}}]}
  plain:
    rows: people
    stages: [{rank: place, order: [{voted: high}]}]
  stopped:
    rows: people
    stages:
      - compute: {check: {is: {count: {result: quorum}}}}
      - {gate: went_through, require: [{that: {check: {is: 1}}, else: {not_graded: no_quorum}}]}
"""
EXAMPLES = """\
examples:
  - name: 人数不够，后面的环节照样结算；写了关口的停下
    given: {people: [{id: a, voted: true}, {id: b, voted: false}]}
    expect: {quorum: {house: {state: out}}, plain: {a: {place: 1}}, stopped: {a: {state: not_graded, reason: no_quorum}}}
  - name: 人数够
    given: {people: [{id: a, voted: true}, {id: b, voted: true}]}
    expect: {stopped: {a: {state: in}}}
"""  # noqa: E501


def test_a_check_that_fails_stops_only_what_asks_for_it(yanxing: Any, tmp_path: Path) -> None:
    (tmp_path / "vote.yaml").write_text(CHECKED, "utf-8")
    (tmp_path / "vote.examples.yaml").write_text(EXAMPLES, "utf-8")
    answer = yanxing("policy", "try", tmp_path / "vote.yaml", "--examples")
    assert answer.code == 0, answer.out
