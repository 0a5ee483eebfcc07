"""The register of teachers with what they taught and how it was found (PRG-09)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Q

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer, demand
from yanxing.access.refusal import NotYours
from yanxing.queries.activities.evaluation import teacher_averages
from yanxing.queries.activities.scope import sessions_seen, with_counts
from yanxing.records.models import Session, Teacher


@dataclass(frozen=True, slots=True)
class TeacherRow:
    """`average` is empty with too few answers."""

    teacher: Teacher
    sessions: int
    answers: int
    average: str


def teachers_listed(actor: Actor, kind: str = "") -> list[TeacherRow]:
    """Of the actor's street, by kind and name. Two queries."""
    demand(an_officer(actor))
    live = Q(sessions__isnull=False) & ~Q(sessions__state="cancelled")
    teachers = Teacher.objects.filter(unit__in=actor.units).annotate(taught=Count("sessions", filter=live))
    if kind:
        teachers = teachers.filter(kind=kind)
    listed = list(teachers.order_by("kind", "name", "pk"))
    averages = teacher_averages(actor, listed)
    return [TeacherRow(each, each.taught, *averages.get(each.pk, (0, ""))) for each in listed]


def teacher_seen(actor: Actor, teacher_id: int) -> TeacherRow:
    """Raises `NotYours` for a teacher of another street."""
    demand(an_officer(actor))
    teacher = Teacher.objects.filter(pk=teacher_id, unit__in=actor.units).select_related("person").first()
    if teacher is None:
        raise NotYours
    answers, mean = teacher_averages(actor, [teacher]).get(teacher.pk, (0, ""))
    return TeacherRow(teacher, 0, answers, mean)


def taught_by(actor: Actor, teacher: Teacher) -> Sequence[Session]:
    """Sessions of a teacher, the newest first, with 应到 and 实到."""
    return list(
        with_counts(sessions_seen(actor), actor).filter(teacher=teacher).order_by("-starts_at", "-pk")
    )


def teacher_choices(actor: Actor) -> list[tuple[str, str]]:
    """(id, 姓名（单位）) for a form."""
    rows = (
        Teacher.objects.filter(unit__in=actor.units)
        .order_by("name")
        .values_list("pk", "name", "organisation")
    )
    return [
        (str(pk), f"{name}（{organisation}）" if organisation else name) for pk, name, organisation in rows
    ]
