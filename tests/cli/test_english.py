"""`--lang en`: with a policy labelled in English no Chinese is left, on the terminal or on the page."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

POLICY = """
policy: test/english
title: Essay contest
document: {issuers: [Street office], signed: 2024-05-09}
text:
  "1": Workers with two years of service take part. The written mark counts 40%, the interview 60%.
  "2": One first prize is given.
readings:
  R1: {says: Two years are counted to the day of signing., why: The text does not say., by: ours}
labels:
  {committees: committees, workers: workers, name: name, unit: committee, staff_no: staff number,
   entered: entered service, written: written mark, marks: interview sheets, judge: judge, mark: mark,
   quiz: contest, interview: interview, total: total, place: place, prize: prize, first: first prize,
   other: no prize, too_short: less than two years of service, count: sheets received, spring: spring,
   roll: who takes part, contest: contest, part: Contests}
facts:
  committees: {name: text}
  workers:
    name: text
    staff_no: text
    unit: {key: committees}
    entered: date
    written: {number: points}
    marks: {records: {judge: key, mark: {number: points}}}
sources: {workers: {match: [[staff_no], [name, unit]]}}
windows: {spring: {from: 2024-05-06, until: 2024-06-07}}
programme:
  year: 2024
  phases: [spring]
  deadlines: [{day: 2024-06-10, for: handing in}]
  parts:
    - part: part
      activities:
        - {activity: contest, kind: contest, audience: roll, window: spring, venue: to be fixed,
           results: quiz}
runs:
  roll:
    rows: workers
    stages:
      - gate: long
        require:
          - {that: {entered: {until: 2022-05-09}}, else: {out: too_short}, mends: time,
             clause: two years of service, reading: R1}
  quiz:
    rows: {result: roll}
    stages:
      - {panel: interview, sheets: marks, rater: judge, mark: mark, round: 0.01, needs: 3}
      - compute:
          count: {is: {count: marks}}
          total:
            is: {weigh: {written: 40, interview: 60}}
            round: 0.01
            clause: "The written mark counts 40%, the interview 60%."
      - {rank: place, order: [{total: high}, {interview: high}]}
      - {take: prize, by: place, tie: undecided, places: [{give: first, number: 1}], rest: other}
    then:
      - {notice: public, workdays: 5}
      - {decide: award, award: first, by: street_officer, after: notice_clear, choose: one}
      - {document: certificate, to: winner}
"""
CJK = re.compile("[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")


def worker(key: str, name: str, unit: str, entered: str | None, written: int, *marks: int) -> dict[str, Any]:
    told = {"id": key, "name": name, "staff_no": key, "unit": unit, "written": written}
    told |= {"entered": entered} if entered else {}
    return {**told, "marks": [{"judge": f"j{mark}", "mark": mark} for mark in marks]}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("english")
    policy, given = folder / "contest.yaml", folder / "given.json"
    policy.write_text(POLICY, "utf-8")
    workers = [
        worker("01", "Ann", "c1", "2020-01-01", 80, 80, 85, 88),
        worker("02", "Ann", "c2", "2020-01-01", 80, 80, 85, 88),
        worker("03", "Bob", "c1", "2023-01-01", 70),
        worker("04", "Cid", "c2", "2021-01-01", 70, 70),
        worker("05", "Dan", "c2", None, 90),
    ]
    committees = [{"id": "c1", "name": "North"}, {"id": "c2", "name": "South"}]
    given.write_text(json.dumps({"committees": committees, "workers": workers}), "utf-8")
    return policy, given


def test_tables(yanxing, files) -> None:
    out = yanxing("policy", "try", *files, "--lang", "en").out
    assert "who takes part roll: 5 rows, eligible 3, one short 1, information missing 1" in out
    assert "contest quiz: 3 rows, undecided 2, to be done again 1" in out
    assert re.search(r"Name +committee +State +written mark +interview +total +place +prize +Remark", out)
    assert "Level with Ann (South); “first prize” is left to people" in out
    assert CJK.findall(out) == []


def test_reasons(yanxing, files) -> None:
    policy, given = files
    out = yanxing("policy", "explain", policy, "Ann", given, "--lang", "en").out
    lines = [line.strip() for line in out.splitlines()]
    assert "■ Ann (committee North, staff number 01)" in lines
    assert "[contest quiz]" in lines
    assert "The 3 add up to 253; divided by 3: 84.333333… (253/3)" in lines
    assert "clause: 1 Workers with two years of service take part." in lines
    assert CJK.findall(out) == []


def test_report(yanxing, files, tmp_path: Path) -> None:
    page = tmp_path / "report.html"
    answer = yanxing("policy", "try", *files, "--lang", "en", "--html", page)
    html = page.read_text("utf-8")
    assert answer.code == 0
    for text in (
        "contest: the venue is to be fixed.",
        "handing in (2024-06-10) falls on Dragon Boat Festival: confirm whether it moves.",
        "Public notice for 5 working days, counted from the day after publication.",
        "decides who gets “first prize”. Number: one.",
        "Issue certificates (winner).",
        'data-h="written mark"',
    ):
        assert text in html
    body = html[html.index("<body>") : html.index("<script>")]
    assert CJK.findall(body) == []
