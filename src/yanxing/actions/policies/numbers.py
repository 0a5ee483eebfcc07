"""文号: typed in as the office that allots it has written it, and never given twice."""

from __future__ import annotations

import re
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer_who_acts, demand, demand_unit
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.queries.policies.numbers import read_number
from yanxing.records.models import DocumentNumber, NumberSeries, Unit

_CODE = re.compile(r"[\u4e00-\u9fff]{2,20}")


def open_number_series(
    *, street: Unit, agency_code: str, allotted_by: str, actor: Actor, now: datetime
) -> NumberSeries:
    """A code (发文机关代字) with the office that keeps its register: 松中委, 松府中办."""
    demand(an_officer_who_acts(actor))
    demand_unit(actor, street.pk)
    code = agency_code.strip()
    if not _CODE.fullmatch(code):
        raise Refused(_("机关代字只写汉字，例如“松中委”。"), field="agency_code")
    if not allotted_by.strip():
        raise Refused(_("请写明由哪个办公室编号。"), field="allotted_by")
    try:
        with transaction.atomic():
            series = NumberSeries.objects.create(
                unit=street, agency_code=code, allotted_by=allotted_by.strip()[:60]
            )
    except IntegrityError:
        raise Refused(_("“%(code)s”已经有了。") % {"code": code}, field="agency_code") from None
    trail.record(
        "number.series",
        actor=actor,
        now=now,
        about=("number_series", series.pk),
        unit_id=street.pk,
        code=code,
    )
    return series


def allot_number(*, street: Unit, number: str, actor: Actor, now: datetime) -> DocumentNumber:
    """`number` as typed, in any brackets: 松中委〔2024〕37号. Raises `Refused` with what is wrong with it."""
    demand(an_officer_who_acts(actor))
    demand_unit(actor, street.pk)
    read = read_number(number)
    if read is None:
        raise Refused(_("文号请照原样填写，例如“松中委〔2024〕37号”。"), field="number")
    series = NumberSeries.objects.filter(agency_code=read.code, unit=street).first()
    if series is None:
        raise Refused(
            _("还没有“%(code)s”这个机关代字，请先在文号登记里添加。") % {"code": read.code}, field="number"
        )
    try:
        with transaction.atomic():
            allotted = DocumentNumber.objects.create(
                series=series,
                year=read.year,
                serial=read.serial,
                recorded_by_id=actor.account_id or 0,
                recorded_at=now,
            )
    except IntegrityError:
        raise Refused(
            _("%(number)s 已经用过，请向%(office)s核对。") % {"number": read, "office": series.allotted_by},
            field="number",
        ) from None
    trail.record(
        "number.allot", actor=actor, now=now, about=("document_number", allotted.pk), unit_id=street.pk,
        number=str(read),
    )  # fmt: skip
    return allotted
