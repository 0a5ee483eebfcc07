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
    staff_number: str = "",
    teacher_id: int | None = None,
) -> Teacher:
    """A new teacher of a street, or changes one. The same name and organisation again is the same teacher.

    `staff_number`: of somebody on the roster (an outstanding secretary or director).
    """
    demand(an_officer_who_acts(actor))
    demand_unit(actor, unit_id)
    name, organisation = name.strip(), organisation.strip()
    _check(name, kind)
    person_id = _person_of(staff_number.strip(), actor)
    _demand_once(person_id, teacher_id, name, organisation)
    values = {"kind": kind, "title": title.strip(), "subjects": subjects.strip(), "person_id": person_id}
    if teacher_id is None:
        teacher, _made = Teacher.objects.update_or_create(
            unit_id=unit_id, name=name, organisation=organisation, defaults=values
        )
    else:
        teacher = _changed(unit_id, teacher_id, {**values, "name": name, "organisation": organisation})
    trail.record("teacher.register", actor=actor, now=now, about=("teacher", teacher.pk), unit_id=unit_id)
    return teacher


def _person_of(staff_number: str, actor: Actor) -> int | None:
    if not staff_number:
        return None
    people = Person.objects.filter(staff_number=staff_number, subject__home_unit__in=actor.units)
    found = people.values_list("pk", flat=True).first()
    if found is None:
        raise Refused(
            _("花名册里没有工号 %(number)s，请核对。") % {"number": staff_number}, field="staff_number"
        )
    return found


def _demand_once(person_id: int | None, teacher_id: int | None, name: str, organisation: str) -> None:
    """Somebody of the roster stands in the register once."""
    known = Teacher.objects.filter(person=person_id).first() if person_id else None
    if known is None or known.pk == teacher_id or (known.name, known.organisation) == (name, organisation):
        return
    raise Refused(
        _("工号对应的人已经登记为%(name)s，请直接改那一条。") % {"name": known.name}, field="staff_number"
    )


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
