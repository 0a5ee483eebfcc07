"""Two documents are adopted: the plan of the year, and the rule of forty hours."""

from __future__ import annotations

from datetime import date, datetime

from yanxing.actions.policies.audience import settle_all
from yanxing.actions.policies.confirming import confirm_reading, confirm_warning
from yanxing.actions.policies.course import (
    PaperAnswer,
    put_in_force,
    record_paper_decision,
    submit_document,
)
from yanxing.actions.policies.loading import load_document
from yanxing.demo.play.cast import Cast, at
from yanxing.policy.shipped import shipped_policies
from yanxing.queries.policies.readiness import warnings_of
from yanxing.queries.policies.resolved import pinned
from yanxing.records.models import PolicyDocument

PLAN = "zhongshan/empowerment-2024"
HOURS = "baoshan/training-hours"


def adopt_all(cast: Cast) -> None:
    adopt(cast, HOURS, at(5, 8, 14))
    adopt(cast, PLAN, at(5, 9, 10))
    settle_for_the_exam(cast)


def adopt(cast: Cast, code: str, now: datetime) -> None:
    """Loaded, read warning by warning, signed on paper, put in force."""
    with cast.on_stage("officer", now) as officer:
        document = load_document(
            text=shipped_policies()[code].read_bytes(), street=cast.street, actor=officer, now=now
        )
    with cast.on_stage("officer", now) as officer:
        for warned in warnings_of(document):
            confirm_warning(document=document, finding=warned.digest, actor=officer, now=now, note="照此执行")
        for reading in pinned(document).usable.readings or {}:
            confirm_reading(document=document, reading=str(reading), actor=officer, now=now)
        submit_document(document=document, actor=officer, now=now)
    signed = PaperAnswer(
        answer="approved", decided_by="顾宏伟", title="办事处副主任", decided_on=now.date(), opinion="同意。"
    )
    with cast.on_stage("officer_b", now) as second:
        record_paper_decision(document=document, given=signed, actor=second, now=now)
    with cast.on_stage("officer", now) as officer:
        put_in_force(document=document, actor=officer, now=now)


def settle_for_the_exam(cast: Cast) -> None:
    """On the review day the lists are settled again: 350 = 87 + 12 + 249 + 2."""
    now = at(6, 11)
    document = PolicyDocument.objects.get(code=PLAN)
    with cast.on_stage("officer", now) as officer:
        settle_all(document=document, as_of=date(2024, 6, 10), actor=officer, now=now)
