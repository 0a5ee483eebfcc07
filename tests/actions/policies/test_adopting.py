"""A street adopts its plan: the file decides on the real 350."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.street.people import NOW
from tests.street.roster import Whole, whole_street

from yanxing.access.acting import acting
from yanxing.actions.policies import (
    PaperAnswer,
    confirm_warning,
    load_document,
    put_in_force,
    record_paper_decision,
    settle_audience,
    submit_document,
)
from yanxing.queries.people.record import record_of
from yanxing.queries.policies.readiness import warnings_of
from yanxing.queries.policies.resolved import digest_of, rendered
from yanxing.queries.policies.settling import settled_again
from yanxing.records.models import PolicyDocument, RunRow, SettledRun

ROOT = Path(__file__).parents[3]
PLAN = (ROOT / "policies/zhongshan/empowerment-2024.yaml").read_text("utf-8")
JUNE = date(2024, 6, 10)


def adopted(street: Whole) -> PolicyDocument:
    actor = street.actor()
    document = load_document(text=PLAN, street=street.street, actor=actor, now=NOW)
    for each in warnings_of(document):
        confirm_warning(document=document, finding=each.digest, actor=actor, now=NOW)
    submit_document(document=document, actor=actor, now=NOW)
    signed = PaperAnswer(
        answer="approved", decided_by="沈立新", title="党工委书记", decided_on=date(2024, 5, 9)
    )
    record_paper_decision(document=document, given=signed, actor=actor, now=NOW)
    return put_in_force(document=document, actor=actor, now=NOW)


def test_the_plan_comes_into_force_and_its_exam_has_87_candidates(db: None) -> None:
    street = whole_street()
    actor = street.actor()
    with acting(actor):
        document = adopted(street)
        with CaptureQueriesContext(connection) as queries:
            settled = settle_audience(
                document=document, run="exam_candidates", as_of=JUNE, actor=actor, now=NOW
            )
    assert settled.counts == {"eligible": 87, "nearly": 12, "ineligible": 249, "unknown": 2}
    assert len(queries) == 16
    assert {run.run: sum(run.counts.values()) for run in SettledRun.objects.all()} == dict.fromkeys(
        ["roll", "exam_candidates", "speakers", "note_writers", "design_makers", "photographers",
         "visit_candidates"], 350,
    )  # fmt: skip


def test_a_person_s_file_names_each_assessment_once_and_no_bookkeeping(db: None) -> None:
    street = whole_street()
    actor = street.actor()
    with acting(actor):
        document = adopted(street)
        settle_audience(document=document, run="exam_candidates", as_of=JUNE, actor=actor, now=NOW)
        person = RunRow.objects.filter(settled__run="exam_candidates", status="eligible").latest("pk")
        results = record_of(actor, person.subject_id or 0, on=JUNE).results
    assert [each.run for each in results].count("“全岗通”考核对象") == 1
    assert {each.run for each in results} == {
        "“全岗通”考核对象", "“有话说”展示对象", "“民情手记”展示对象", "“RONG”设计展示对象",
        "摄影展示对象", "参访人选",
    }  # fmt: skip


def test_a_settled_run_is_the_same_when_worked_out_again_from_its_own_facts(db: None) -> None:
    street = whole_street()
    with acting(street.actor()):
        adopted(street)
    for kept in SettledRun.objects.all():
        again = settled_again(kept)
        assert digest_of(again.only(kept.run)[1]) == digest_of(kept.outcome)


def test_a_row_says_why_in_a_plain_sentence_and_in_steps_with_clause_and_reading(db: None) -> None:
    street = whole_street()
    with acting(street.actor()):
        adopted(street)
    row = RunRow.objects.get(
        settled__run="exam_candidates", subject=street.person("李婷", "方塔").subject, status="nearly"
    )
    assert row.sentence == "有 2 条条件，李婷符合 1 条；不符合的是：入职未满2年，还差 3 个月。"
    why = rendered(row)
    assert why.sentence == row.sentence
    assert [(step.mark, step.clause_number, step.reading_id) for step in why.steps] == [
        ("unmet", "二（一）3", "A5"),
        ("met", "二（一）3", ""),
    ]
