"""Somebody else's workbook: taken in, its heads pointed at our fields, filled."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer_who_acts, demand, demand_unit
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.actions.filing import store_file
from yanxing.queries.filing import bytes_of
from yanxing.queries.people.fields import normal_head
from yanxing.queries.statistics.attended import Scope
from yanxing.queries.statistics.reportable import FIELDS, PURPOSE, guess, kind_of, rows_of
from yanxing.queries.statistics.templates import heads_of
from yanxing.records.models import HeaderMapping, ReportTemplate
from yanxing.report.sheets import ROW_NUMBER, Head, NotFilled, read_heads
from yanxing.report.sheets import fill_template as fill


@transaction.atomic
def save_template(
    *, data: bytes, name: str, title: str, unit_id: int, actor: Actor, now: datetime
) -> ReportTemplate:
    """Keeps the workbook and guesses what its heads mean; `title` is the file's name when empty. Raises
    `Refused` for a file without a table."""
    demand(an_officer_who_acts(actor))
    demand_unit(actor, unit_id)
    stored = store_file(data=data, name=name, purpose="template", actor=actor, now=now, unit_id=unit_id)
    try:
        heads = read_heads(data)
    except NotFilled:
        raise Refused(_("这个文件不是能读的 Excel 工作簿，请另存为 .xlsx 再上传。"), field="file") from None
    if not heads:
        raise Refused(_("没有在工作簿里找到表头。表头要在前 20 行，至少两列。"), field="file")
    made = ReportTemplate.objects.create(
        unit_id=unit_id,
        title=(title.strip() or name.rsplit(".", 1)[0])[:120],
        file=stored,
        sheet=heads[0].sheet[:60],
        head_row=heads[0].row,
        mapping=guess([(head.key, head.text) for head in heads]),
        saved_by_id=actor.by,
        saved_at=now,
    )
    trail.record("template.save", actor=actor, now=now, about=("template", made.pk), unit_id=unit_id)
    return made


@transaction.atomic
def point_template(
    *, template: ReportTemplate, mapping: Mapping[str, str], actor: Actor, now: datetime
) -> ReportTemplate:
    """`mapping`: `Head.key` → field; an empty field leaves the column alone. Remembered for the next file.
    Raises `Refused`."""
    demand(an_officer_who_acts(actor))
    demand_unit(actor, template.unit_id)
    heads = {head.key: head for head in heads_of(template)[0]}
    wanted = {key: field for key, field in mapping.items() if field}
    _check(wanted, heads)
    template.mapping = wanted
    template.save(update_fields=["mapping"])
    for key, field in wanted.items():
        HeaderMapping.objects.update_or_create(
            purpose=PURPOSE,
            header=normal_head(heads[key].text)[:120],
            defaults={"field": field, "said_by_id": actor.by, "said_at": now},
        )
    trail.record(
        "template.point", actor=actor, now=now, about=("template", template.pk), unit_id=template.unit_id
    )
    return template


def _check(wanted: Mapping[str, str], heads: Mapping[str, Head]) -> None:
    if unknown := [key for key in wanted if key not in heads]:
        raise Refused(
            _("工作簿里没有这一列：%(key)s。请重新上传模板。") % {"key": unknown[0]}, field=unknown[0]
        )
    if strange := [key for key, field in wanted.items() if field not in FIELDS]:
        raise Refused(
            _("“%(head)s”选的字段不在列表里。") % {"head": heads[strange[0]].text}, field=strange[0]
        )
    kinds = kind_of(list(wanted.values()))
    if not kinds:
        raise Refused(_("请至少给一列选好字段，例如姓名或居委会。"))
    if len(kinds) > 1:
        raise Refused(_("一张表要么一行一个居委会，要么一行一个人，不能混着选。请把其中一类改为“不填”。"))


@transaction.atomic
def fill_template(*, template: ReportTemplate, actor: Actor, now: datetime) -> bytes:
    """The workbook with today's rows; figures of attendance are of this year. Raises `Refused`."""
    demand(an_officer_who_acts(actor))
    demand_unit(actor, template.unit_id)
    fields: Sequence[str] = list(template.mapping.values())
    kinds = kind_of(fields)
    if len(kinds) != 1:
        raise Refused(_("还没有给这张表的列选好字段。"))
    scope = Scope(actor.units, now)
    rows = rows_of(kinds.pop(), actor, Scope(actor.units, now, year=scope.day.year))
    try:
        filled = fill(bytes_of(template.file), template.mapping, rows, as_of=scope.day)
    except NotFilled as failure:
        raise Refused(
            _("填不进去：%(place)s。请重新上传模板。") % {"place": failure.place or failure.code}
        ) from None
    trail.record(
        "template.fill",
        actor=actor,
        now=now,
        about=("template", template.pk),
        unit_id=template.unit_id,
        rows=len(rows),
        columns=sorted(set(fields) - {ROW_NUMBER}),
    )
    return filled
