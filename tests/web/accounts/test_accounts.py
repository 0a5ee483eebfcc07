"""Looking after accounts: posts by date, two administrators, closing at once, who sees the list."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from tests.street.people import NOW, PASSWORD, TODAY, Street, account, holds, person

from yanxing.records.models import AccessGrant, Account, AuditEntry, Post, PostHolding

CLERK = {"role": "clerk", "title": "方塔居民区经办人", "stand": "A", "since": "2024-09-20"}


def give(page: Any, who: Account, whom: Account, unit: Any, **more: str) -> Any:
    form = {**CLERK, "unit": unit.pk, **more}
    return page(who, proved=True).post(f"/accounts/{whom.pk}/posts/new/", form)


def roles(street: Street, who: Account) -> set[str]:
    return {post.role for post in street.actor(who).posts}


def test_a_secretary_names_a_clerk_of_her_own_unit(street: Street, page: Any) -> None:
    answer = give(page, street.wangmin, street.liting, street.fangta)
    assert answer["Location"] == f"/accounts/{street.liting.pk}/"
    assert roles(street, street.liting) == {"clerk"}
    assert PostHolding.objects.get(account=street.liting).granted_by == street.wangmin


@pytest.mark.parametrize(
    ("who", "whom", "unit", "change", "status"),
    [
        ("admin", "liting", "street", {"role": "officer", "title": "自治办经办人二"}, 302),
        ("xuzhiqiang", "liting", "fangta", {"role": "secretary", "title": "书记二"}, 302),
        ("xuzhiqiang", "liting", "street", {"role": "officer", "title": "x"}, 422),
        ("wangmin", "liting", "lantian", {}, 422),
        ("wangmin", "zhaolei", "fangta", {}, 404),
        ("wangmin", "wangmin", "fangta", {}, 422),
        ("admin", "admin", "street", {"role": "officer", "title": "x"}, 422),
        ("liting", "zhaolei", "fangta", {}, 404),
        ("auditor", "liting", "fangta", {}, 404),
        ("admin", "liting", "fangta", {"role": "officer", "title": "x"}, 422),
        ("admin", "liting", "fangta", {"title": ""}, 422),
        ("admin", "liting", "fangta", {"since": "2024-09-20", "until": "2024-09-20"}, 422),
        ("admin", "liting", "fangta", {"since": "morgen"}, 422),
    ],
)
def test_who_gives_whom_which_post(
    street: Street, page: Any, who: str, whom: str, unit: str, change: dict[str, str], status: int
) -> None:
    answer = give(page, getattr(street, who), getattr(street, whom), getattr(street, unit), **change)
    assert answer.status_code == status
    assert bool(PostHolding.objects.filter(granted_by__isnull=False)) is (status == 302)


def test_two_a_of_one_post_are_refused_and_a_b_is_welcome(street: Street, page: Any) -> None:
    given = {"role": "officer", "title": "自治办经办人"}
    answer = give(page, street.admin, street.stranger, street.street, **given)
    assert (answer.status_code, "已经有人" in answer.content.decode()) == (422, True)
    assert give(page, street.admin, street.stranger, street.street, stand="B", **given).status_code == 302
    assert [post.stand for post in street.actor(street.stranger).posts] == ["B"]


def held(who: Account) -> PostHolding:
    return PostHolding.objects.get(account=who, until=None)


def test_a_post_is_handed_over_on_a_day(street: Street, page: Any) -> None:
    form = {"account": street.zhaolei.pk, "on": "2024-10-01"}
    address = f"/accounts/{street.xuzhiqiang.pk}/posts/{held(street.xuzhiqiang).pk}/hand-over/"
    assert page(street.admin, proved=True).post(address, form).status_code == 302
    assert (roles(street, street.xuzhiqiang), roles(street, street.zhaolei)) == ({"officer"}, set())
    from yanxing.access.actor import actor_of

    later = [actor_of(each.pk, on=date(2024, 10, 1)) for each in (street.xuzhiqiang, street.zhaolei)]
    assert [each.roles if each else None for each in later] == [frozenset(), {"officer", "worker"}]


def test_a_and_b_change_places(street: Street, page: Any) -> None:
    holds(street.stranger, street.street, "officer", "自治办经办人", "B")
    address = f"/accounts/{street.stranger.pk}/posts/{held(street.stranger).pk}/stand/"
    assert page(street.admin, proved=True).post(address, {"stand": "A"}).status_code == 302
    stands = [street.actor(each).posts[0].stand for each in (street.stranger, street.xuzhiqiang)]
    assert stands == ["A", "B"]


def test_a_post_given_and_ended_on_one_day_is_over_at_once(street: Street, page: Any) -> None:
    give(page, street.wangmin, street.liting, street.fangta)
    address = f"/accounts/{street.liting.pk}/posts/{held(street.liting).pk}/end/"
    assert page(street.chenjianguo, proved=True).post(address).status_code == 404
    assert page(street.wangmin, proved=True).post(address).status_code == 302
    assert roles(street, street.liting) == set()


def test_the_last_administrator_stays(street: Street, page: Any) -> None:
    other = account("guanli2", "钱二")
    holds(other, street.street, "system_admin", "系统管理员二")
    for who in (street.auditor, street.xuzhiqiang):
        address = f"/accounts/{who.pk}/close/"
        answer = page(other, proved=True).post(address, {"reason": "离职"})
        assert answer.status_code == (422 if who is street.auditor else 302)
    assert (
        page(other, proved=True).post(f"/accounts/{street.admin.pk}/close/", {"reason": "x"}).status_code
        == 302
    )


def test_one_account_is_never_both_administrators(street: Street, page: Any) -> None:
    given = {"role": "audit_admin", "title": "审计管理员二"}
    other = account("guanli2", "钱二")
    holds(other, street.street, "system_admin", "系统管理员二")
    answer = give(page, street.admin, other, street.street, **given)
    assert (answer.status_code, "不能是同一个人" in answer.content.decode()) == (422, True)


@pytest.mark.parametrize("since", [TODAY, date(2019, 1, 1)])
def test_the_database_refuses_both_administrators_too(street: Street, since: date) -> None:
    post = Post.objects.get(role="audit_admin")
    with pytest.raises(IntegrityError, match="system_admin and audit_admin"), transaction.atomic():
        PostHolding.objects.create(post=post, account=street.admin, stand="B", since=since)
    PostHolding.objects.create(
        post=post, account=street.admin, stand="B", since=date(2018, 1, 1), until=date(2019, 1, 1)
    )


def test_the_database_refuses_what_somebody_gives_themselves(street: Street) -> None:
    post = Post.objects.create(unit=street.street, role="officer", title="新岗")
    with pytest.raises(IntegrityError, match="nobody_gives_themselves"), transaction.atomic():
        PostHolding.objects.create(post=post, account=street.admin, granted_by=street.admin, since=TODAY)
    with pytest.raises(IntegrityError, match="nobody_grants_to_themselves"), transaction.atomic():
        AccessGrant.objects.create(
            account=street.admin, granted_by=street.admin, purpose="desk", reason="x",
            granted_at=NOW, expires_at=NOW + timedelta(days=1),
        )  # fmt: skip


def test_a_closed_account_is_out_at_once_with_every_phone(street: Street, page: Any) -> None:
    client = page()
    client.post("/login/", {"username": "ZS0002", "password": PASSWORD, "enrol": "on"})
    assert client.get("/accounts/slips/").status_code == 200
    officer = page(street.xuzhiqiang, proved=True)
    assert officer.post(f"/accounts/{street.wangmin.pk}/close/", {"reason": " "}).status_code == 422
    assert officer.post(f"/accounts/{street.wangmin.pk}/close/", {"reason": "调离"}).status_code == 302
    assert client.get("/accounts/slips/").status_code == 302
    del client.cookies["yx_session"]
    assert client.get("/my/account/").status_code == 302
    assert page().post("/login/", {"username": "ZS0002", "password": PASSWORD}).status_code == 422
    assert PostHolding.objects.get(account=street.wangmin).until == TODAY


def test_a_closed_account_comes_back_with_a_slip_only(street: Street, page: Any) -> None:
    admin = page(street.admin, proved=True)
    admin.post(f"/accounts/{street.liting.pk}/close/", {"reason": "误办"})
    admin.post(f"/accounts/{street.liting.pk}/reopen/", {"reason": "误停"})
    assert page().post("/login/", {"username": "ZS0001", "password": PASSWORD}).status_code == 422
    sheet = admin.post(f"/accounts/{street.liting.pk}/slip/").content.decode()
    assert re.search(r"[2-9A-Z]{4}-[2-9A-Z]{4}", sheet)


@pytest.mark.parametrize(
    ("who", "names"),
    [
        ("admin", {"李婷", "王敏", "陈建国", "赵磊", "徐志强", "签到台一", "周慎", "吴维", "路人"}),
        ("xuzhiqiang", {"李婷", "王敏", "陈建国", "赵磊", "徐志强", "签到台一", "周慎", "吴维"}),
        ("wangmin", {"李婷", "王敏"}),
    ],
)
def test_who_sees_which_accounts(street: Street, page: Any, who: str, names: set[str]) -> None:
    text = page(getattr(street, who)).get("/accounts/").content.decode()
    assert set(re.findall(r'class="yx-name"[^>]*>([^<]+)<', text)) == names


@pytest.mark.parametrize(
    ("asked", "names"),
    [
        ("q=lt", ["李婷"]), ("q=wang", ["王敏"]), ("q=zs0004", ["赵磊"]), ("q=' OR 1=1", []),
        ("state=waiting", ["欧阳静"]), ("state=nonsense&q=李", ["李婷"]), ("unit=x&q=李", ["李婷"]),
    ],
)  # fmt: skip
def test_searching_accounts(street: Street, page: Any, asked: str, names: list[str]) -> None:
    waiting = account("ZS0007", "欧阳静", person("欧阳静", street.fangta, "ZS0007", "worker"))
    Account.objects.filter(pk=waiting.pk).update(activated_at=None)
    text = page(street.admin).get(f"/accounts/?{asked}").content.decode()
    assert re.findall(r'class="yx-name"[^>]*>([^<]+)<', text) == names


@pytest.mark.parametrize("more", [1, 60])
def test_the_list_costs_the_same_for_few_and_many(street: Street, page: Any, more: int) -> None:
    for number in range(more):
        account(
            f"X{number:04d}", f"张{number}", person(f"张{number}", street.fangta, f"X{number:04d}", "worker")
        )
    client = page(street.admin)
    with CaptureQueriesContext(connection) as asked:
        client.get("/accounts/")
    real = [q for q in asked.captured_queries if "SAVEPOINT" not in q["sql"]]
    assert len(real) <= 12


@pytest.mark.parametrize("who", ["liting", "desk", "stranger"])
def test_an_account_out_of_reach_does_not_exist(street: Street, page: Any, who: str) -> None:
    client = page(getattr(street, who), proved=True)
    for address in ("", "close/", "slip/", "posts/new/", "reopen/", "link/"):
        assert client.get(f"/accounts/{street.wangmin.pk}/{address}").status_code == 404


def test_what_was_done_stays_in_the_trail(street: Street, page: Any) -> None:
    from yanxing.access.acting import acting

    give(page, street.wangmin, street.liting, street.fangta)
    with acting(street.actor(street.auditor)):
        entry = AuditEntry.objects.get(act="post.give")
    assert (entry.account_id, entry.unit_id, entry.detail["account"], entry.at) == (
        street.wangmin.pk, street.fangta.pk, street.liting.pk, entry.at,
    )  # fmt: skip


def test_an_officer_opens_the_pages_of_every_act(street: Street, page: Any) -> None:
    client = page(street.admin, proved=True)
    one = f"/accounts/{street.xuzhiqiang.pk}/"
    over = f"posts/{held(street.xuzhiqiang).pk}/hand-over/"
    for address in ("", "slip/", "posts/new/", "close/", over):
        assert client.get(one + address).status_code == 200
    for address in (
        "/accounts/new/",
        "/accounts/judge/",
        "/accounts/slips/",
        f"/accounts/slips/{street.fangta.pk}/",
    ):
        assert client.get(address).status_code == 200
    made = client.post("/accounts/new/", {"name": "孙主任", "username": "sunzhuren"})
    assert made.status_code == 302
    again = client.post("/accounts/new/", {"name": "孙主任", "username": "SunZhuRen"})
    assert (again.status_code, "已经有人用了" in again.content.decode()) == (422, True)


def test_a_zero_character_is_refused_with_a_word(street: Street, page: Any) -> None:
    client = page(street.admin)
    form = "application/x-www-form-urlencoded"
    answers = [
        client.get("/accounts/?q=%00"),
        client.get("/accounts/%00/"),
        client.post("/accounts/new/", "name=a%00b&username=x1", content_type=form),
        client.post("/accounts/new/", {"name": "a\0b", "username": "x1"}),
        client.post("/accounts/new/", r'{"name": "a\u0000b"}', content_type="application/json"),
    ]
    assert [(each.status_code, "看不见的字符" in each.content.decode()) for each in answers] == [
        (400, True)
    ] * 5
