"""What the checker lets pass: dates of birth, the clauses of what follows a run."""

from __future__ import annotations

import pytest

from yanxing.policy.load import loaded

BORN = """\
policy: entry
title: 报名
facts: {people: {born: date}}
windows: {generation: {from: 1983-06-12, until: %s}}
runs:
  entry:
    rows: people
    stages: [{gate: of_age, require: [{that: {born: {within: generation}}, else: {out: wrong_age}}]}]
"""


@pytest.mark.parametrize(("until", "told"), [("2006-06-11", []), ("2041-06-11", ["calendar_missing"])])
def test_no_holidays_are_wanted_for_years_of_birth(until: str, told: list[str]) -> None:
    assert [each.code for each in loaded((BORN % until).encode(), "p.yaml").findings] == told


def test_a_missing_year_is_wanted_for_what_happens_then() -> None:
    planned = BORN % "2006-06-11" + "programme: {year: 2024, phases: [generation]}\n"
    (found, *_) = loaded(planned.encode(), "p.yaml").findings
    assert found.code == "calendar_missing"
    assert "在那一条写 confirmed" in found.mend()


THEN = """\
policy: exam
title: 考核
text: {一: 公示7个工作日。}
facts: {people: {score: number}}
runs:
  exam:
    rows: people
    stages: [{rank: place, order: [{score: high}]}]
    then:
      - {notice: public, workdays: 7, clause: %s}
      - {decide: grant, by: office, reading: 由街道办事处授予。, because: 公示以后}
      - {document: certificate, clause: 一}
"""


def test_what_follows_a_run_says_where_it_comes_from() -> None:
    assert loaded((THEN % "公示7个工作日").encode(), "p.yaml").findings == ()


def test_the_clause_of_what_follows_must_be_in_the_text() -> None:
    (found,) = loaded((THEN % "公示5个工作日").encode(), "p.yaml").findings
    assert (found.code, found.line) == ("clause_not_found", 10)


@pytest.mark.parametrize(
    ("label", "mend"), [("twic", "是不是 twice？"), ("twice_lef", "是不是 twice？"), ("count", "请核对")]
)
def test_a_label_for_nothing_is_likened_only_to_names_of_the_policy(label: str, mend: str) -> None:
    text = f"""\
policy: exam
title: 考核
labels: {{people: 人员, {label}: 两倍}}
facts: {{people: {{score: number}}}}
runs:
  exam:
    rows: people
    stages:
      - compute:
          twice: {{is: {{slope: score, from: 0, part: counts, above: {{each: 1, adds: 2}}}}}}
"""
    (found,) = loaded(text.encode(), "p.yaml").findings
    assert found.code.startswith("label_for_nothing")
    assert found.mend().startswith(mend)
