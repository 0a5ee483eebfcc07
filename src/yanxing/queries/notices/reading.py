"""Notices as their readers may see them: officers of the street all, others what went to their unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from yanxing.access.actor import Actor
from yanxing.access.predicates import a_secretary, an_officer
from yanxing.access.refusal import NotYours
from yanxing.queries.notices.drafting import Proposed
from yanxing.queries.policies.numbers import shown_number
from yanxing.queries.policies.reach import streets_of
from yanxing.records.models import Notice, NoticeAnnex, NoticeRecipient
from yanxing.report.official import Annex, Issuer, OfficialDocument, Paragraph, Table, paragraphs


def own_units(actor: Actor) -> frozenset[int]:
    """Units whose notices are the actor's to read."""
    home = {actor.home_unit_id} if actor.home_unit_id is not None else set()
    return (actor.units if a_secretary(actor) else frozenset()) | home


def notices_for(actor: Actor, on: date) -> QuerySet[Notice]:
    """Two queries with the one it becomes."""
    if an_officer(actor):
        seen = Notice.objects.filter(unit_id__in=streets_of(actor, on))
    else:
        seen = (
            Notice.objects.filter(recipients__unit_id__in=own_units(actor)).exclude(state="draft").distinct()
        )
    return seen.select_related("number__series", "document")


def notice_for(actor: Actor, notice_id: int, on: date) -> Notice:
    """One of `notices_for`. Raises `NotYours`."""
    found = notices_for(actor, on).select_related("unit", "file", "published_by").filter(pk=notice_id).first()
    if found is None:
        raise NotYours
    return found


def with_receipts(notices: QuerySet[Notice]) -> QuerySet[Notice]:
    """With how many units they went to and how many have read them."""
    return notices.annotate(
        sent=Count("recipients", distinct=True),
        read=Count("recipients", Q(recipients__read_at__isnull=False), distinct=True),
    )


@dataclass(frozen=True, slots=True)
class Receipt:
    unit: str
    by: str
    at: object


def receipts_of(notice: Notice) -> list[Receipt]:
    """Every unit it went to; those that have not read it first. One query."""
    rows = NoticeRecipient.objects.filter(notice=notice).select_related("unit", "read_by")
    return [
        Receipt(row.unit.short_name, row.read_by.display_name if row.read_by else "", row.read_at)
        for row in rows.order_by("-read_at", "unit__position")
    ]


def unread_by(actor: Actor, notice: Notice) -> bool:
    """Whether a unit of the actor has yet to say that it read it."""
    rows = NoticeRecipient.objects.filter(notice=notice, unit_id__in=own_units(actor), read_at=None)
    return notice.state == Notice.State.PUBLISHED and not an_officer(actor) and rows.exists()


def annexes_kept(notice: Notice) -> list[NoticeAnnex]:
    return list(NoticeAnnex.objects.filter(notice=notice).select_related("file").order_by("ordinal"))


def official(notice: Notice, annexes: Sequence[NoticeAnnex | Proposed]) -> OfficialDocument:
    """As GB/T 9704 has it: red head, number, title, addressees, text, annexes, issuers, dates, colophon."""
    return OfficialDocument(
        issuers=[Issuer(str(name)) for name in notice.issuers],
        title=notice.title,
        body=paragraphs(notice.body),
        number=shown_number(notice.number) or None,
        addressee="，".join(map(str, notice.addressees)),
        annexes=[Annex(each.title, _content(each)) for each in annexes],
        signed=notice.signed_on,
        red_head=notice.number is not None,
        note=f"联系人：{notice.contact}" if notice.contact else "",
        printed_by=notice.printed_by,
        printed_on=notice.printed_on,
    )


def _content(annex: NoticeAnnex | Proposed) -> list[Paragraph | Table]:
    content: list[Paragraph | Table] = [*paragraphs(annex.body)]
    if annex.table:
        content.append(Table(annex.table["heads"], annex.table["rows"]))
    return content


def message_of(notice: Notice, address: str, unread: Sequence[str] = ()) -> str:
    """The text for the group: what, where to read it, which units have not read it yet, whom to ask."""
    number = shown_number(notice.number)
    lines = [
        f"{'、'.join(map(str, notice.addressees))}：",
        f"《{notice.title}》{f'（{number}）' if number else ''}已发布，请及时查看，并组织落实。",
        address,
    ]
    if unread:
        lines.append(f"尚未阅知的单位：{'、'.join(unread)}。")
    if notice.contact:
        lines.append(f"联系人：{notice.contact}")
    return "\n".join(lines)
