"""Evaluations: whether one may be given, and what came out, without names (SUR-06).

Below FEWEST answers nothing is shown: with two answers each could tell the other's.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal

from django.db import models
from django.db.models import Count, F, Sum
from django.db.models.fields.json import KeyTextTransform
from django.db.models.functions import Cast
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer, demand
from yanxing.records.models import CheckIn, Evaluation, Expected, Session, Teacher

FEWEST = 3
QUESTIONS = {"score": "这次课程总的来说", "teacher_score": "授课人讲得", "useful": "对工作的帮助"}


@dataclass(frozen=True, slots=True)
class Result:
    """`averages` = (question, average with two places) or empty below FEWEST. Remarks by their text."""

    answers: int
    averages: list[tuple[str, str]]
    remarks: list[str]

    @property
    def too_few(self) -> bool:
        return self.answers < FEWEST


def may_evaluate(actor: Actor, session: Session, now: datetime) -> str:
    """ "" when it may be given now, "done" when it was, else the sentence why not."""
    if session.state not in {Session.State.ANNOUNCED, Session.State.CLOSED}:
        return _("这一场%(state)s，不用测评。") % {"state": session.get_state_display()}
    if session.starts_at is None or now < session.starts_at:
        return _("课程开始以后才能测评。")
    expected = Expected.objects.filter(session=session, person=actor.person_id, removed_at__isnull=True)
    if not expected.exists():
        return _("您不在这一场的应到名单里。")
    if not CheckIn.objects.filter(session=session, person=actor.person_id, direction="in").exists():
        return _("签到以后才能测评。没有签到的，请先到签到台补登。")
    return "done" if Evaluation.objects.filter(session=session, person=actor.person_id).exists() else ""


def results_of(actor: Actor, session: Session) -> Result:
    """For an officer or leader of the street; anybody else gets `NotYours`."""
    demand(an_officer(actor) and session.activity.unit_id in actor.units)
    given = Evaluation.objects.filter(session=session)
    useful = Cast(KeyTextTransform("useful", "answers"), models.IntegerField())
    sums = given.aggregate(
        number=Count("pk"), score=Sum("score"), teacher_score=Sum("teacher_score"), useful=Sum(useful)
    )
    number = sums["number"]
    if number < FEWEST:
        return Result(number, [], [])
    remarks = given.exclude(remark="").order_by("remark").values_list("remark", flat=True)
    averages = [(_(words), average(sums[name], number)) for name, words in QUESTIONS.items()]
    return Result(number, averages, list(remarks))


def average(total: int | None, number: int) -> str:
    """With two places, half up: 4.67."""
    exact = Decimal(total or 0) / Decimal(number)
    return str(exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def teacher_averages(actor: Actor, teachers: Sequence[Teacher]) -> dict[int, tuple[int, str]]:
    """Teacher → (answers, average of 授课人讲得), of sessions each with FEWEST answers or more. One query."""
    demand(an_officer(actor))
    rows = (
        Evaluation.objects.filter(session__teacher__in=teachers, session__activity__unit__in=actor.units)
        .order_by()
        .values("session", teacher=F("session__teacher"))
        .annotate(number=Count("pk"), total=Sum("teacher_score"))
        .filter(number__gte=FEWEST)
    )
    sums: dict[int, tuple[int, int]] = {}
    for row in rows:
        number, total = sums.get(row["teacher"], (0, 0))
        sums[row["teacher"]] = (number + row["number"], total + row["total"])
    return {teacher: (number, average(total, number)) for teacher, (number, total) in sums.items()}
