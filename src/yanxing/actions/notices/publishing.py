"""Published once and never changed; what was wrong is withdrawn by another notice."""

from __future__ import annotations

from datetime import datetime

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand
from yanxing.access.refusal import Refused
from yanxing.actions.filing import store_file
from yanxing.actions.notices.drafting import demand_revision, draft_notice, locked, note
from yanxing.actions.policies.numbers import allot_number
from yanxing.queries.notices.addressing import units_of
from yanxing.queries.notices.drafting import Draft, annexes_of
from yanxing.queries.notices.reading import annexes_kept, official, own_units
from yanxing.records.models import Notice, NoticeAnnex, NoticeRecipient
from yanxing.report.official import write_document


def publish_notice(
    *, notice: Notice, actor: Actor, now: datetime, number: str = "", seen: int | None = None
) -> Notice:
    """`number`: 文号 as the office that allots it has written it; a 印发通知 needs one.

    Freezes text, annexes and addressees, and keeps the document as a file.
    """
    notice = locked(notice, actor, Notice.State.DRAFT)
    if seen is not None:
        demand_revision(notice, seen)
    _check(notice, number)
    if number.strip():
        notice.number = allot_number(street=notice.unit, number=number, actor=actor, now=now)
    NoticeAnnex.objects.bulk_create(
        NoticeAnnex(notice=notice, ordinal=n, title=each.title, body=each.body, table=each.table)
        for n, each in enumerate(annexes_of(notice), 1)
    )
    units, _strange = units_of(notice.unit_id, notice.addressees, now.date())
    NoticeRecipient.objects.bulk_create(NoticeRecipient(notice=notice, unit=unit) for unit in units)
    notice.state, notice.published_at = Notice.State.PUBLISHED, now
    notice.published_by_id = actor.account_id
    notice.file = store_file(
        data=write_document(official(notice, annexes_kept(notice))),
        name=f"{notice.title[:80]}.docx",
        purpose="notice",
        actor=actor,
        now=now,
        unit_id=notice.unit_id,
    )
    notice.save()
    note("notice.publish", notice, actor, now, units=len(units))
    return notice


def _check(notice: Notice, number: str) -> None:
    if not notice.issuers:
        raise Refused(_("请填写发文机关。"), field="issuers")
    if notice.signed_on is None:
        raise Refused(_("请填写成文日期。"), field="signed_on")
    if notice.kind == Notice.Kind.TRANSMITTAL and not number.strip():
        raise Refused(_("印发通知要有文号，请向编号的办公室要。"), field="number")


def mark_read(*, notice: Notice, actor: Actor, now: datetime) -> int:
    """The actor's units have read it; the first time counts. Gives how many that newly are."""
    demand(notice.state == Notice.State.PUBLISHED)
    rows = NoticeRecipient.objects.filter(notice=notice, unit_id__in=own_units(actor))
    demand(rows.exists())
    newly = rows.filter(read_at=None).update(read_at=now, read_by_id=actor.account_id)
    if newly:
        note("notice.read", notice, actor, now)
    return newly


def withdraw_notice(*, notice: Notice, reason: str, actor: Actor, now: datetime) -> Notice:
    """Gives the notice by which it is withdrawn, published to the same units."""
    notice = locked(notice, actor, Notice.State.PUBLISHED)
    if not reason.strip():
        raise Refused(_("请写明为什么撤回。"), field="reason")
    notice.state = Notice.State.WITHDRAWN
    notice.save(update_fields=["state"])
    given = Draft(
        kind=Notice.Kind.CHANGE,
        title=f"关于撤回《{notice.title}》的通知"[:120],
        body=f"《{notice.title}》即日起撤回，不再执行。\n原因：{reason.strip()}",
        issuers=tuple(notice.issuers),
        addressees=tuple(notice.addressees),
        signed_on=now.date(),
        printed_on=now.date(),
        printed_by=notice.printed_by,
        contact=notice.contact,
    )
    answer = draft_notice(street=notice.unit, given=given, actor=actor, now=now, document=notice.document)
    note("notice.withdraw", notice, actor, now, reason=reason.strip()[:200], by=answer.pk)
    return publish_notice(notice=answer, actor=actor, now=now)
