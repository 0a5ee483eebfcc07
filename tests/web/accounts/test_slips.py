"""Slips: printed for one's own unit, working once, shown nowhere else."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from tests.street.people import NOW, Street, account, person

from yanxing.access.clock import real_now
from yanxing.actions.accounts.slips import issue_slips
from yanxing.records.models import Account, ActivationSlip, Device

NEW = "meihua-2024"
CODE = re.compile(r'class="yx-slip__typed">([2-9A-Z]{4}-[2-9A-Z]{4})<')


@pytest.fixture
def newcomer(street: Street) -> Any:
    """尉迟晓岚, on the roster of 方塔 since yesterday, without an account."""
    return person("尉迟晓岚", street.fangta, "ZS0009", "worker")


def printed(page: Any, who: Account, unit: Any) -> Any:
    return page(who, proved=True).post(f"/accounts/slips/{unit.pk}/", HTTP_HOST="192.168.1.20:8000")


def code_of(answer: Any) -> str:
    return CODE.findall(answer.content.decode())[0].replace("-", "")


def test_from_slip_to_first_login(street: Street, page: Any, newcomer: Any) -> None:
    sheet = printed(page, street.wangmin, street.fangta)
    text = sheet.content.decode()
    assert ("尉迟晓岚" in text, "李婷" in text, sheet["Cache-Control"]) == (True, False, "no-store")
    assert "192.168.1.20:8000/start/" in text
    code = code_of(sheet)
    assert code not in str(list(ActivationSlip.objects.values())), "only its hash is kept"
    phone = page()
    assert "尉迟晓岚" in phone.get(f"/start/{code.lower()}/").content.decode()
    answer = phone.post(f"/start/{code}/", {"password": NEW, "again": NEW})
    assert answer["Location"] == "/"
    assert page().post("/login/", {"username": "ZS0009", "password": NEW}).status_code == 302


def test_a_used_code_says_so_and_changes_nothing(street: Street, page: Any, newcomer: Any) -> None:
    code = code_of(printed(page, street.wangmin, street.fangta))
    page().post(f"/start/{code}/", {"password": NEW, "again": NEW})
    for answer in (
        page().get(f"/start/{code}/"),
        page().post(f"/start/{code}/", {"password": "other-word-1", "again": "other-word-1"}),
    ):
        assert (answer.status_code, "已经用过" in answer.content.decode()) == (409, True)
    assert page().post("/login/", {"username": "ZS0009", "password": NEW}).status_code == 302


@pytest.mark.parametrize(
    ("password", "again", "said"),
    [
        ("short", "short", "至少 8 位"),
        ("20240920", "20240920", "不能全是数字"),
        ("password", "password", "太常见"),
        ("zs0009-abc", "zs0009-abc", "不能带工号"),
        (NEW, NEW + "x", "两次填的密码不一样"),
    ],
)
def test_a_weak_password_is_refused_beside_its_field_and_the_code_still_works(
    street: Street, page: Any, newcomer: Any, password: str, again: str, said: str
) -> None:
    code = code_of(printed(page, street.wangmin, street.fangta))
    answer = page().post(f"/start/{code}/", {"password": password, "again": again})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert page().get(f"/start/{code}/").status_code == 200


def test_printing_again_shuts_the_earlier_codes(street: Street, page: Any, newcomer: Any) -> None:
    first = code_of(printed(page, street.wangmin, street.fangta))
    second = code_of(printed(page, street.xuzhiqiang, street.fangta))
    assert page().get(f"/start/{first}/").status_code == 409
    assert page().get(f"/start/{second}/").status_code == 200


def test_an_expired_or_withdrawn_slip(street: Street, page: Any, newcomer: Any) -> None:
    code = code_of(printed(page, street.wangmin, street.fangta))
    made = Account.objects.get(username="ZS0009")
    ActivationSlip.objects.update(expires_at=real_now() - timedelta(seconds=1))
    assert "已经失效" in page().get(f"/start/{code}/").content.decode()
    code = code_of(printed(page, street.wangmin, street.fangta))
    page(street.wangmin).post(f"/accounts/{made.pk}/withdraw/")
    assert page().get(f"/start/{code}/").status_code == 409


@pytest.mark.parametrize("who", ["chenjianguo", "liting", "zhaolei", "desk", "auditor", "stranger"])
def test_a_unit_that_is_not_one_s_own_does_not_exist(
    street: Street, page: Any, newcomer: Any, who: str
) -> None:
    assert printed(page, getattr(street, who), street.fangta).status_code == 404
    assert ActivationSlip.objects.count() == 0


def test_printing_asks_again_who_it_is(street: Street, page: Any, newcomer: Any) -> None:
    answer = page(street.wangmin).get(f"/accounts/slips/{street.fangta.pk}/")
    assert answer["Location"] == f"/prove/?next=/accounts/slips/{street.fangta.pk}/"


def test_a_secretary_prints_none_for_herself_or_above(street: Street, page: Any) -> None:
    Account.objects.filter(pk=street.wangmin.pk).update(activated_at=None)
    assert issue_slips_of(street, "wangmin") == []
    assert issue_slips_of(street, "xuzhiqiang") == ["王敏"]


def issue_slips_of(street: Street, who: str) -> list[str]:
    from dataclasses import replace

    actor = replace(street.actor(getattr(street, who)), sensitive_ok=True)
    return [slip.name for slip in issue_slips(unit_id=street.fangta.pk, actor=actor, now=NOW)]


def test_a_reset_at_the_desk_ends_every_other_way_in(street: Street, page: Any) -> None:
    old = page()
    old.post("/login/", {"username": "ZS0001", "password": "fangta-2024-ok", "enrol": "on"})
    slip = page(street.wangmin, proved=True).post(f"/accounts/{street.liting.pk}/slip/")
    code = code_of(slip)
    assert old.get("/my/account/").status_code == 200, "until the new password is set"
    assert page().post(f"/start/{code}/", {"password": NEW, "again": NEW}).status_code == 302
    assert old.get("/my/account/").status_code == 302
    assert Device.objects.filter(revoked_at=None).count() == 0


@pytest.mark.parametrize(
    ("who", "whom", "status"),
    [
        ("wangmin", "liting", 200), ("xuzhiqiang", "wangmin", 200), ("admin", "xuzhiqiang", 200),
        ("wangmin", "zhaolei", 404), ("wangmin", "xuzhiqiang", 404), ("xuzhiqiang", "admin", 404),
        ("wangmin", "wangmin", 404), ("xuzhiqiang", "xuzhiqiang", 404), ("admin", "admin", 404),
        ("admin", "auditor", 404), ("xuzhiqiang", "auditor", 404), ("liting", "wangmin", 404),
        ("desk", "liting", 404), ("auditor", "liting", 404),
    ],
)  # fmt: skip
def test_who_resets_whom(street: Street, page: Any, who: str, whom: str, status: int) -> None:
    client = page(getattr(street, who), proved=True)
    assert client.post(f"/accounts/{getattr(street, whom).pk}/slip/").status_code == status


def test_guessing_codes_is_slowed_down_for_the_address(street: Street, page: Any) -> None:
    from django.core.cache import cache

    cache.clear()
    answers = [page().get("/start/AAAAAAAA/", REMOTE_ADDR="10.9.9.9").content.decode() for _ in range(121)]
    cache.clear()
    assert ["试得太多" in answers[0], "试得太多" in answers[120]] == [False, True]


def test_an_account_without_staff_number_gets_a_name_of_its_own(street: Street, page: Any) -> None:
    guest = person("欧阳静", street.fangta, "", "worker")
    type(guest).objects.filter(pk=guest.pk).update(staff_number=None)
    account("ZS0010", "占用")
    taken = person("张三", street.fangta, "zs0010", "worker")
    printed(page, street.wangmin, street.fangta)
    names = (
        Account.objects.filter(person__in=[guest, taken]).order_by("pk").values_list("username", flat=True)
    )
    assert list(names) == [f"P{guest.pk:06d}", f"P{taken.pk:06d}"]
