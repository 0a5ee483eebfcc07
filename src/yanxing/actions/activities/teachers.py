"""The register of teachers (PRG-09)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer_who_acts, demand, demand_unit
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions import trail
from yanxing.records.models import Person, Teacher


@transaction.atomic
def register_teacher(
    *,
    unit_id: int,
    name: str,
    kind: str,
    actor: Actor,
    now: datetime,
    organisation: str = "",
    title: str = "",
    subjects: str = "",
    person_id: int | None = None,
    teacher_id: int | None = None,
) -> Teacher:
    """A new teacher of a street, or changes one. The same name and organisation again is the same teacher.

    `person_id`: somebody of the roster (an outstanding secretary or director).
    """
    demand(an_officer_who_acts(actor))
    demand_unit(actor, unit_id)
    name, organisation = name.strip(), organisation.strip()
    _check(name, kind)
    if person_id is not None:
        person = Person.objects.select_related("subject").filter(pk=person_id).first()
        demand(person is not None and person.subject.home_unit_id in actor.units)
    values = {"kind": kind, "title": title.strip(), "subjects": subjects.strip(), "person_id": person_id}
    if teacher_id is None:
        teacher, _made = Teacher.objects.update_or_create(
            unit_id=unit_id, name=name, organisation=organisation, defaults=values
        )
    else:
        teacher = _changed(unit_id, teacher_id, {**values, "name": name, "organisation": organisation})
    trail.record("teacher.register", actor=actor, now=now, about=("teacher", teacher.pk), unit_id=unit_id)
    return teacher


def _changed(unit_id: int, teacher_id: int, values: dict[str, object]) -> Teacher:
    teacher = Teacher.objects.select_for_update().filter(pk=teacher_id, unit=unit_id).first()
    if teacher is None:
        raise NotYours
    same = Teacher.objects.filter(unit=unit_id, name=values["name"], organisation=values["organisation"])
    if same.exclude(pk=teacher.pk).exists():
        raise Refused(_("名册里已有同名同单位的授课人。"), field="name")
    for field, value in values.items():
        setattr(teacher, field, value)
    teacher.save(update_fields=list(values))
    return teacher


def _check(name: str, kind: str) -> None:
    if not name or len(name) > 40:
        raise Refused(_("请写授课人姓名，不超过 40 个字。"), field="name")
    if kind not in Teacher.Kind.values:
        raise Refused(_("请选一类：外请专家、职能科室，或优秀书记、主任。"), field="kind")
