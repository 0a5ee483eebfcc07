"""The register of certificates: kind, level, number, until when registered (PER-05)."""

from __future__ import annotations

from datetime import date, datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import is_own
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions import trail
from yanxing.actions.roster.within import person_to_write
from yanxing.actions.roster.writing import said_of_credentials
from yanxing.records.models import Credential


def record_credential(
    *,
    person_id: int,
    kind: str,
    level: str | None = None,
    title: str = "",
    number: str = "",
    issued_on: date | None = None,
    registered_until: date | None = None,
    actor: Actor,
    now: datetime,
) -> Credential:
    """Raises `Refused` for a number that is on record, or a certificate the person holds already."""
    person = person_to_write(person_id, actor)
    if is_own(actor, person_id=person.pk):
        raise Refused(_("不能登记自己的证书，请由另一位经办人办理。"))
    _check(kind, level, title, issued_on, registered_until, now)
    try:
        with transaction.atomic():
            made = Credential.objects.create(
                person=person,
                kind=kind,
                level=level or None,
                title=title,
                number=number.strip(),
                issued_on=issued_on,
                registered_until=registered_until,
            )
    except IntegrityError as failure:
        if "credential_number_once" in str(failure):
            raise Refused(_("这个编号已经登记在另一张证书上。请核对编号。"), field="number") from failure
        raise Refused(_("这个人已经有同样的证书，不用再登记。"), field="kind") from failure
    if kind == Credential.Kind.ALL_POST:
        said_of_credentials(person.pk, ["all_post"], actor, now).save()
    trail.record(
        "credential.record",
        actor=actor,
        now=now,
        about=("credential", made.pk),
        unit_id=person.subject.home_unit_id,
        person=person.pk,
        kind=kind,
    )
    return made


def revoke_credential(*, credential_id: int, reason: str, actor: Actor, now: datetime) -> None:
    """It no longer counts from today; the row stays."""
    found = Credential.objects.select_for_update().filter(pk=credential_id, revoked_on=None).first()
    if found is None:
        raise NotYours
    person = person_to_write(found.person_id, actor)
    if not reason.strip():
        raise Refused(_("请写撤销的原因。"), field="reason")
    found.revoked_on = now.date()
    found.save(update_fields=["revoked_on"])
    if found.kind == Credential.Kind.ALL_POST:
        said_of_credentials(person.pk, [], actor, now).save()
    trail.record(
        "credential.revoke",
        actor=actor,
        now=now,
        about=("credential", found.pk),
        unit_id=person.subject.home_unit_id,
        reason=reason.strip(),
        person=person.pk,
    )


def _check(
    kind: str,
    level: str | None,
    title: str,
    issued_on: date | None,
    registered_until: date | None,
    now: datetime,
) -> None:
    if kind not in Credential.Kind.values:
        raise Refused(_("请选证书类别。"), field="kind")
    if kind == Credential.Kind.SOCIAL_WORKER and level not in Credential.Level.values:
        raise Refused(_("社会工作者职业资格要写等级：助理、中级或高级。"), field="level")
    if kind == Credential.Kind.OTHER and not title.strip():
        raise Refused(_("请写证书名称。"), field="title")
    if issued_on is not None and issued_on > now.date():
        raise Refused(_("取得日期在今天之后。"), field="issued_on")
    if issued_on is not None and registered_until is not None and registered_until < issued_on:
        raise Refused(_("登记有效期早于取得日期。"), field="registered_until")
