"""The house is opened: administrators, the street's officers and the sign-in desk."""

from __future__ import annotations

from django.db import transaction

from yanxing.access.start_code import start_code
from yanxing.actions.accounts.opening import open_named_account
from yanxing.actions.accounts.posts import give_post
from yanxing.actions.accounts.slips import issue_slip, redeem_slip
from yanxing.actions.accounts.starting import Administrator, first_start
from yanxing.demo.play.cast import Cast, at
from yanxing.records.models import Account

STREET = "中山街道"
STAFF = (
    ("officer", "xuzhiqiang", "徐志强", "officer", "自治办经办人", "A"),
    ("officer_b", "luxiaoyun", "陆晓芸", "officer", "自治办经办人", "B"),
    ("leader", "guhongwei", "顾宏伟", "leader", "分管副主任", "A"),
    ("desk", "qiandaotai", "签到台一", "desk", "签到台", "A"),
)


def open_house() -> Cast:
    """The first start, and the posts of the street."""
    cast = Cast(street=None)  # type: ignore[arg-type]
    system = Administrator("吴维", "guanli", cast.password("guanli"))
    audit = Administrator("周慎", "shenji", cast.password("shenji"))
    with transaction.atomic():
        cast.street = first_start(code=start_code(), street=STREET, system=system, audit=audit, now=at(5, 6))
    for role, username in (("system", "guanli"), ("audit", "shenji")):
        cast.accounts[role] = Account.objects.get(username=username).pk
    for role, username, name, post, title, stand in STAFF:
        with cast.on_stage("system", at(5, 6, 10)) as admin:
            account = open_named_account(username=username, name=name, actor=admin, now=at(5, 6, 10))
            give_post(
                account_id=account, unit_id=cast.street.pk, role=post, title=title, stand=stand,
                actor=admin, now=at(5, 6, 10),
            )  # fmt: skip
        cast.accounts[role] = account
        activate(cast, "system", account)
    return cast


def activate(cast: Cast, by: str, account: int) -> None:
    """A slip is printed by one, and used by the other."""
    username = Account.objects.values_list("username", flat=True).get(pk=account)
    with cast.on_stage(by, at(5, 6, 11)) as giver:
        slip = issue_slip(account_id=account, actor=giver, now=at(5, 6, 11))
    with transaction.atomic():
        redeem_slip(code=slip.code, password=cast.password(username), now=at(5, 6, 12))
