"""Drafts of notices: theirs to change who write them, until they are published."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer_who_acts, demand, demand_unit
from yanxing.access.refusal import NotYours, Refused, Stale
from yanxing.actions import trail
from yanxing.queries.notices.addressing import KINDS, units_of
from yanxing.queries.notices.drafting import Draft
from yanxing.records.models import Notice, NoticeAnnex, PolicyDocument, Unit

_FIRST_OWN = 100
"""Annexes of the template come before those that somebody adds."""


def draft_notice(
    *, street: Unit, given: Draft, actor: Actor, now: datetime, document: PolicyDocument | None = None
) -> Notice:
    """A draft that only officers see. Raises `Refused` with the field that is wrong."""
    demand(an_officer_who_acts(actor))
    demand_unit(actor, street.pk)
    if document is not None:
        demand(document.unit_id == street.pk)
    notice = Notice.objects.create(
        unit=street,
        document=document,
        written_by_id=actor.account_id or 0,
        written_at=now,
        **_columns(street.pk, given, now),
    )
    note("notice.draft", notice, actor, now)
    return notice


def change_draft(*, notice: Notice, given: Draft, seen: int, actor: Actor, now: datetime) -> Notice:
    """`seen`: the revision the form was made from."""
    notice = locked(notice, actor, Notice.State.DRAFT)
    demand_revision(notice, seen)
    for name, value in _columns(notice.unit_id, given, now).items():
        setattr(notice, name, value)
    notice.revision += 1
    notice.save()
    note("notice.change", notice, actor, now)
    return notice


def demand_revision(notice: Notice, seen: int) -> None:
    if notice.revision != seen:
        raise Stale(_("这份通知刚刚有人改过，请看一下再改。"))


def add_annex(*, notice: Notice, title: str, body: str, actor: Actor, now: datetime) -> NoticeAnnex:
    """An annex of one's own, after those of the template. It stays with the draft."""
    notice = locked(notice, actor, Notice.State.DRAFT)
    if not title.strip():
        raise Refused(_("请填写附件的名称。"), field="title")
    if not body.strip():
        raise Refused(_("请填写附件的内容。"), field="body")
    last = NoticeAnnex.objects.filter(notice=notice).order_by("-ordinal").first()
    annex = NoticeAnnex.objects.create(
        notice=notice,
        ordinal=max(last.ordinal + 1 if last else 0, _FIRST_OWN),
        title=title.strip()[:120],
        body=body,
    )
    note("notice.annex", notice, actor, now, annex=annex.pk)
    return annex


def locked(notice: Notice, actor: Actor, *states: str) -> Notice:
    """The notice as it is now, locked to the end of the transaction; for officers of its street."""
    demand(an_officer_who_acts(actor))
    now = Notice.objects.select_for_update(of=("self",)).filter(pk=notice.pk).first()
    if now is None:
        raise NotYours
    demand_unit(actor, now.unit_id)
    if now.state not in states:
        raise Stale(_("这份通知%(state)s，不能再改。") % {"state": now.get_state_display()})
    return now


def _columns(street_id: int, given: Draft, now: datetime) -> dict[str, Any]:
    if not given.title.strip():
        raise Refused(_("请填写标题。"), field="title")
    if not given.body.strip():
        raise Refused(_("请填写正文。"), field="body")
    _units, strange = units_of(street_id, given.addressees, now.date())
    if not given.addressees or strange:
        raise Refused(
            _("主送“%(strange)s”不认识。可以写：%(known)s，或者单位名称。")
            % {"strange": "、".join(strange), "known": "、".join(KINDS)},
            field="addressees",
        )
    if given.signed_on and given.printed_on and given.printed_on < given.signed_on:
        raise Refused(_("印发日期不能早于成文日期。"), field="printed_on")
    return {
        "kind": given.kind,
        "title": given.title.strip()[:120],
        "body": given.body.strip(),
        "issuers": list(given.issuers),
        "addressees": list(given.addressees),
        "signed_on": given.signed_on,
        "printed_on": given.printed_on,
        "printed_by": given.printed_by.strip()[:80],
        "contact": given.contact.strip()[:80],
    }


def note(act: str, notice: Notice, actor: Actor, now: datetime, reason: str = "", **detail: object) -> None:
    """What was done to a notice, in the trail."""
    trail.record(
        act, actor=actor, now=now, about=("notice", notice.pk), unit_id=notice.unit_id, reason=reason,
        **detail,
    )  # fmt: skip
