"""The first start of an empty office: a street, a system administrator, an auditor."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import connection
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor, actor_of
from yanxing.access.refusal import NotYours, Refused
from yanxing.access.start_code import forget_start_code, start_code
from yanxing.access.tokens import normal_activation_code
from yanxing.actions import trail
from yanxing.actions.accounts.checks import checked_password, checked_username
from yanxing.records.models import Account, Post, PostHolding, Subject, Unit


@dataclass(frozen=True, slots=True)
class Administrator:
    """One of the two, as typed into the form."""

    name: str
    username: str
    password: str


def first_start(
    *, code: str, street: str, system: Administrator, audit: Administrator, now: datetime
) -> Unit:
    """Makes the street and its two administrators, who are two people. Works once, with the printed code."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(7302)")
    if Account.objects.exists():
        raise NotYours
    if not hmac.compare_digest(normal_activation_code(code) or "-", start_code()):
        raise Refused(_("启动码不对。请照启动雁行的窗口里显示的 8 位码填写。"), field="code")
    if not street.strip() or len(street.strip()) > 20:
        raise Refused(_("请填写街道名称，最多 20 个字，如“中山街道”。"), field="street")
    _check_two_people(system, audit)
    subject = Subject.objects.create(kind="unit")
    unit = Unit.objects.create(subject=subject, kind="street", name=street.strip(), short_name=street.strip())
    Subject.objects.filter(pk=subject.pk).update(home_unit=unit)
    for role, title in Post.Role.choices:
        if role in {"system_admin", "audit_admin", "officer", "leader", "desk"}:
            Post.objects.create(unit=unit, role=role, title=title)
    first = _make(system, "system", "system_admin", unit, now)
    _make(audit, "audit", "audit_admin", unit, now)
    trail.record("house.first_start", actor=first, now=now, about=("unit", unit.pk), unit_id=unit.pk)
    forget_start_code()
    return unit


def _check_two_people(system: Administrator, audit: Administrator) -> None:
    for which, one in (("system", system), ("audit", audit)):
        if not one.name.strip() or len(one.name.strip()) > 40:
            raise Refused(_("请填写姓名。"), field=f"{which}_name")
    if system.name.strip() == audit.name.strip() or system.username.casefold() == audit.username.casefold():
        raise Refused(_("系统管理员和审计管理员不能是同一个人，请填两位。"), field="audit_name")
    if system.password == audit.password:
        raise Refused(_("两位管理员的密码不能一样，请各自填写。"), field="audit_password")


def _make(one: Administrator, which: str, role: str, unit: Unit, now: datetime) -> Actor:
    username = checked_username(one.username, field=f"{which}_username")
    password = checked_password(one.password, username=username, field=f"{which}_password")
    account = Account.objects.create(
        username=username, display_name=one.name.strip(), activated_at=now, password=make_password(password)
    )
    post = Post.objects.get(unit=unit, role=role)
    PostHolding.objects.create(post=post, account=account, since=now.date())
    actor = actor_of(account.pk, on=now.date())
    assert actor is not None  # noqa: S101 - made just now
    trail.record("account.open", actor=actor, now=now, about=("account", account.pk), role=role)
    return actor
