"""Units by hand: opened, put into an area from a day on, given their code."""

from __future__ import annotations

import re
from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions import trail
from yanxing.actions.roster.moving_units import belong_to
from yanxing.actions.roster.naming import full_name, stem
from yanxing.records.models import Subject, Unit, UnitSpell

_CODE = re.compile(r"\d{12}", re.ASCII)
_KINDS = ("neighbourhood", "office", "area", "grid", "outside")


def open_unit(
    *, kind: str, name: str, parent_id: int, since: date, code: str = "", actor: Actor, now: datetime
) -> Unit:
    """A new unit under another from a day on. Raises `Refused` for a name or code that is taken."""
    demand(actor.has("officer") and parent_id in actor.units)
    if kind not in _KINDS:
        raise Refused(_("请选单位类别。"), field="kind")
    if not name.strip():
        raise Refused(_("请写名称。"), field="name")
    _fits(kind, parent_id)
    full = full_name(kind, name.strip())[:60]
    if Unit.objects.filter(kind=kind, name=full).exists():
        raise Refused(_("已经有“%(name)s”。") % {"name": full}, field="name")
    checked = _checked(code, None)
    subject = Subject.objects.create(kind=Subject.Kind.UNIT)
    unit = Unit.objects.create(
        subject=subject, kind=kind, name=full, short_name=(stem(full) or full)[:20], code=checked
    )
    subject.home_unit = unit
    subject.save(update_fields=["home_unit"])
    UnitSpell.objects.create(unit=unit, parent_id=parent_id, since=since)
    trail.record("unit.open", actor=actor, now=now, about=("unit", unit.pk), unit_id=unit.pk, kind=kind)
    return unit


def place_unit(*, unit_id: int, parent_id: int, since: date, actor: Actor, now: datetime) -> bool:
    """From `since` the unit belongs to another; False when it does already. History stays."""
    unit = _mine(unit_id, actor)
    demand(parent_id in actor.units)
    if unit.kind == Unit.Kind.STREET:
        raise Refused(_("街道在最上面，不归入别的单位。"), field="parent")
    _fits(unit.kind, parent_id)
    if not belong_to(unit, parent_id, since):
        return False
    trail.record(
        "unit.place",
        actor=actor,
        now=now,
        about=("unit", unit.pk),
        unit_id=unit.pk,
        parent=parent_id,
        since=since.isoformat(),
    )
    return True


def set_unit_code(*, unit_id: int, code: str, actor: Actor, now: datetime) -> None:
    """12 digits of the statistical division code; empty takes it away."""
    unit = _mine(unit_id, actor)
    unit.code = _checked(code, unit)
    try:
        with transaction.atomic():
            unit.save(update_fields=["code"])
    except IntegrityError as failure:
        raise Refused(_("这个代码已经是别的单位的。"), field="code") from failure
    trail.record("unit.code", actor=actor, now=now, about=("unit", unit.pk), unit_id=unit.pk, code=unit.code)


def _mine(unit_id: int, actor: Actor) -> Unit:
    demand(actor.has("officer") and unit_id in actor.units)
    unit = Unit.objects.select_for_update().filter(pk=unit_id, closed_on=None).first()
    if unit is None:
        raise NotYours
    return unit


def _fits(kind: str, parent_id: int) -> None:
    parent = Unit.objects.get(pk=parent_id)
    wanted = {"area": ("street",), "neighbourhood": ("area", "street"), "office": ("street",)}.get(kind)
    if wanted and parent.kind not in wanted:
        where = "、".join(Unit.Kind(each).label for each in wanted)
        raise Refused(
            _("%(kind)s只能放在%(where)s下面。") % {"kind": Unit.Kind(kind).label, "where": where},
            field="parent",
        )


def _checked(code: str, unit: Unit | None) -> str | None:
    text = code.strip()
    if not text:
        return None
    if not _CODE.fullmatch(text):
        raise Refused(_("代码应是 12 位数字。"), field="code")
    taken = Unit.objects.filter(code=text).exclude(pk=unit.pk if unit else None).first()
    if taken is not None:
        raise Refused(_("这个代码已经是“%(name)s”的。") % {"name": taken.name}, field="code")
    return text
