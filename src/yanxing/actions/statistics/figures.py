"""A figure that no record of the house gives, typed in by a person, with what it rests on (STA-07)."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer_who_acts, demand, demand_unit
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.records.models import ManualFigure

_NUMBER = re.compile(r"\d{1,12}(\.\d{1,4})?%?")


@transaction.atomic
def record_manual_figure(
    *, unit_id: int, code: str, period: str, value: str, basis: str, actor: Actor, now: datetime
) -> ManualFigure:
    """`code`: what it is called, with 人 or 人次 where persons are counted. The same name and period again is
    a correction; the earlier one stays. Raises `Refused`."""
    demand(an_officer_who_acts(actor))
    demand_unit(actor, unit_id)
    said = {"code": code.strip(), "period": period.strip(), "value": value.strip(), "basis": basis.strip()}
    _check(said)
    made = ManualFigure.objects.create(unit_id=unit_id, entered_by_id=actor.by, entered_at=now, **said)
    trail.record(
        "figure.record",
        actor=actor,
        now=now,
        about=("figure", made.pk),
        unit_id=unit_id,
        reason=said["basis"],
    )
    return made


def _check(said: dict[str, str]) -> None:
    if not said["code"]:
        raise Refused(_("请写明是什么数字，例如：初任社区工作者培训人数（人）。"), field="code")
    if not said["period"]:
        raise Refused(_("请写明是哪一时期的，例如 2023 或 2024上半年。"), field="period")
    if not _NUMBER.fullmatch(said["value"]):
        raise Refused(_("请填数字，例如 494 或 91.5%；单位写在名称里。"), field="value")
    if len(said["basis"]) < 4:
        raise Refused(_("请写明依据，例如哪份文件、哪张表、谁提供的。"), field="basis")
