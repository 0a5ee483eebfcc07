"""Values, rule sheets and windows entered on a page: dated, decided by a named person, only ever added."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.refusal import Refused, Stale
from yanxing.actions import trail
from yanxing.actions.policies.locking import locked
from yanxing.policy.checking import check
from yanxing.queries.policies.resolved import Entry, resolved_policy
from yanxing.queries.policies.shapes import BadValue, shape_named, stored_value
from yanxing.records.models import PolicyDocument, PolicyValue

_OPEN = (PolicyDocument.State.DRAFT, PolicyDocument.State.IN_FORCE)


@dataclass(frozen=True, kw_only=True)
class NewValue:
    """What was typed: `section` is value, table or window; `value` as `queries.policies.shapes.stored_value`
    takes it. `reason` is asked for once the document is in force."""

    section: str
    name: str
    value: Any
    valid_from: date
    decided_by: str
    decided_on: date
    reason: str = ""


def record_value(
    *, document: PolicyDocument, given: NewValue, actor: Actor, now: datetime, seen: int | None = None
) -> PolicyValue:
    """`seen`: the id of the latest entry the form knew of (0 for none).

    Raises `Refused` with the cell it is about, and for what the checker does not let stand; `Stale`.
    """
    document = locked(document, actor, *_OPEN)
    _check_decided(document, given, now)
    _refuse_stale(document, given, seen)
    entry = proposed(document, given.section, given.name, given.value, given.valid_from)
    row = PolicyValue.objects.create(
        document=document,
        kind=given.section,
        name=given.name,
        value=entry.value,
        valid_from=given.valid_from,
        decided_by=given.decided_by.strip()[:60],
        decided_on=given.decided_on,
        recorded_by_id=actor.account_id or 0,
        recorded_at=now,
        reason=given.reason.strip()[:200],
    )
    trail.record(
        "policy.value", actor=actor, now=now, about=("document", document.pk), unit_id=document.unit_id,
        reason=row.reason, section=given.section, name=given.name, value=entry.value, entry=row.pk,
    )  # fmt: skip
    return row


def _check_decided(document: PolicyDocument, given: NewValue, now: datetime) -> None:
    if not given.decided_by.strip():
        raise Refused(_("请写明由谁决定。"), field="decided_by")
    if given.decided_on > now.date():
        raise Refused(_("决定日期不能晚于今天。"), field="decided_on")
    if document.state == PolicyDocument.State.IN_FORCE and not given.reason.strip():
        raise Refused(_("方案已经实施，请写明为什么改。"), field="reason")


def _refuse_stale(document: PolicyDocument, given: NewValue, seen: int | None) -> None:
    if seen is None:
        return
    rows = PolicyValue.objects.filter(document=document, kind=given.section, name=given.name)
    last = rows.select_related("recorded_by").order_by("-id").first()
    if last is not None and last.pk != seen:
        raise Stale(_("%(who)s刚刚改过这一项，请看一下再填。") % {"who": last.recorded_by.display_name})


def proposed(document: PolicyDocument, section: str, name: str, value: Any, valid_from: date) -> Entry:
    """The entry that would be made. Raises `Refused` for what cannot be taken; writes nothing."""
    shape = shape_named(resolved_policy(document, valid_from), section, name)
    if shape is None:
        raise Refused(_("方案里没有这一项。"))
    try:
        entry = Entry(section, name, stored_value(shape, value), valid_from)
    except BadValue as bad:
        raise Refused(bad.text, field=bad.field) from None
    wrong = [each for each in check(resolved_policy(document, valid_from, [entry])) if each.is_error]
    if wrong:
        raise Refused("".join(each.what() + each.mend() for each in wrong[:3]), field="value")
    return entry
