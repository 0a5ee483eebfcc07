"""A policy that uses every construct has nothing to mend; neither has a file that says nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.grammar.base import Name, Text
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.runs import Run
from yanxing.engine.grammar.stages import Column, Compute
from yanxing.engine.grammar.terms import Ref
from yanxing.policy.checking import check
from yanxing.policy.load import load, loaded

HERE = Path(__file__).parent
NO_DAYS = OfficeCalendar({}, frozenset(), frozenset())


def test_a_sound_policy_has_nothing_to_mend() -> None:
    result = load(HERE / "clean.yaml")
    assert [each.text() for each in result.findings] == []
    assert result.ok
    assert result.usable.title == "邻里工具库与评优办法"


def test_a_policy_without_rules_has_nothing_to_mend() -> None:
    assert check(Policy(policy=Text("p"), title=Text("t")), NO_DAYS) == []


def test_a_node_that_was_not_read_from_a_file_is_placed_by_its_path() -> None:
    column = Column(is_=Ref(name=Name("ages")))
    run = Run(rows=Name("house"), stages=(Compute(compute={Name("total"): column}),))
    (found,) = check(Policy(policy=Text("p"), title=Text("t"), runs={Name("count"): run}))
    assert (found.code, found.line, found.place) == ("no_name", 0, "runs.count")


def test_all_findings_come_by_line() -> None:
    findings = load(HERE / "cases" / "names.yaml").findings
    assert [each.line for each in findings] == sorted(each.line for each in findings)


def test_the_digest_is_of_the_bytes() -> None:
    data = (HERE / "clean.yaml").read_bytes()
    assert load(HERE / "clean.yaml").digest == loaded(data, "other.yaml").digest
    assert loaded(data + b"\n", "other.yaml").digest != loaded(data, "other.yaml").digest


def test_a_file_with_errors_is_not_usable() -> None:
    result = load(HERE / "cases" / "names.yaml")
    assert not result.ok
    with pytest.raises(ValueError, match=r"names\.yaml"):
        _ = result.usable


def test_what_follows_from_a_part_that_cannot_be_read_is_not_told_twice() -> None:
    text = """\
policy: p
title: t
values: {line: {is: 60, colour: red}}
facts: {workers: {age: number}}
runs:
  exam:
    rows: workers
    stages:
      - gate: old_enough
        require: [{that: {age: {at_least: line}}, else: {out: too_young}}]
"""
    found = [each.code for each in loaded(text.encode(), "p.yaml").findings]
    assert "no_name" not in found
    assert "value_never_used" not in found
    assert len(found) == 1


def test_a_word_given_in_a_wrong_shape_is_not_called_missing() -> None:
    text = """\
policy: p
title: t
labels: {workers: 人员, weight: 系数, pay: 绩效, due: 应发, due_left: 未分}
facts: {workers: {weight: number}}
runs:
  pay:
    rows: workers
    stages:
      - {allocate: due, fund: 100, weight: weight, round: 1, remainder: {to: {weight: {is: 1}}}}
"""
    found = loaded(text.encode(), "p.yaml").findings
    assert [(each.code, each.params["word"]) for each in found if "word" in each.params] == []
    assert len(found) == 1
    assert "largest、stays" in found[0].text("zh")
