"""The people of the tests: 方塔 and 蓝天 with their secretaries and workers, officers, a stranger."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from pypinyin import lazy_pinyin

from yanxing.access.actor import Actor, actor_of
from yanxing.records.models import Account, Appointment, Person, Post, PostHolding, Subject, Unit, UnitSpell

NOW = datetime(2024, 9, 20, 13, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
TODAY = NOW.date()
SINCE = date(2020, 1, 1)
PASSWORD = "fangta-2024-ok"  # noqa: S105


@dataclass(frozen=True)
class Street:
    """Units and accounts by the names the tests use."""

    street: Unit
    office: Unit
    area: Unit
    fangta: Unit
    lantian: Unit
    liting: Account  # 李婷, worker in 方塔
    wangmin: Account  # 王敏, secretary of 方塔
    chenjianguo: Account  # 陈建国, secretary of 蓝天
    zhaolei: Account  # 赵磊, worker in 蓝天
    xuzhiqiang: Account  # 徐志强, officer of 自治办
    desk: Account  # 签到台
    auditor: Account  # 审计管理员
    admin: Account  # 系统管理员
    stranger: Account  # an account without any post or appointment

    def actor(self, account: Account) -> Actor:
        actor = actor_of(account.pk, on=TODAY)
        assert actor is not None
        return actor


def unit(kind: str, name: str, parent: Unit | None, short: str = "", code: str | None = None) -> Unit:
    subject = Subject.objects.create(kind="unit")
    made = Unit.objects.create(subject=subject, kind=kind, name=name, short_name=short or name, code=code)
    Subject.objects.filter(pk=subject.pk).update(home_unit=made)
    if parent:
        UnitSpell.objects.create(unit=made, parent=parent, since=SINCE)
    return made


def person(name: str, home: Unit, number: str, *codes: str, entered: date = SINCE) -> Person:
    subject = Subject.objects.create(kind="person", home_unit=home)
    sounds = lazy_pinyin(name)
    made = Person.objects.create(
        subject=subject,
        name=name,
        pinyin=" ".join(sounds),
        initials="".join(s[0] for s in sounds),
        staff_number=number,
        entered_on=entered,
    )
    for code in codes:
        Appointment.objects.create(person=made, unit=home, code=code, since=entered)
    return made


@cache
def _hash() -> str:
    return make_password(PASSWORD)  # slow on purpose: once a run is enough


def account(username: str, name: str, who: Person | None = None) -> Account:
    return Account.objects.create(
        username=username, display_name=name, person=who, activated_at=NOW, password=_hash()
    )


def holds(who: Account, where: Unit, role: str, title: str, stand: str = "A") -> None:
    post, _ = Post.objects.get_or_create(unit=where, role=role, title=title)
    PostHolding.objects.create(post=post, account=who, stand=stand, since=SINCE)


def make_street() -> Street:
    """Fourteen rows or so: small enough to read, with somebody on every side of every wall."""
    street = unit("street", "中山街道", None, code="310117001000")
    office = unit("office", "街道自治办", street, "自治办")
    area = unit("area", "府城方塔片区", street)
    fangta = unit("neighbourhood", "方塔居民区", area, "方塔", "310117001001")
    lantian = unit("neighbourhood", "蓝天居民区", area, "蓝天", "310117001002")
    liting = account("ZS0001", "李婷", person("李婷", fangta, "ZS0001", "worker"))
    wangmin = account("ZS0002", "王敏", person("王敏", fangta, "ZS0002", "secretary"))
    chen = account("ZS0003", "陈建国", person("陈建国", lantian, "ZS0003", "secretary"))
    zhaolei = account("ZS0004", "赵磊", person("赵磊", lantian, "ZS0004", "worker"))
    xu = account("xuzhiqiang", "徐志强")
    desk = account("qiandaotai", "签到台一")
    auditor = account("shenji", "周慎")
    admin = account("guanli", "吴维")
    holds(wangmin, fangta, "secretary", "方塔居民区书记")
    holds(chen, lantian, "secretary", "蓝天居民区书记")
    holds(xu, street, "officer", "自治办经办人")
    holds(desk, street, "desk", "签到台")
    holds(auditor, street, "audit_admin", "审计管理员")
    holds(admin, street, "system_admin", "系统管理员")
    return Street(
        street, office, area, fangta, lantian, liting, wangmin, chen, zhaolei, xu, desk, auditor, admin,
        account("luren", "路人"),
    )  # fmt: skip
