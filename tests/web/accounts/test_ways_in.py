"""First start, authenticator, enrolled phones, judges' links, API tokens."""

from __future__ import annotations

import re
import time
from typing import Any

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.conf import settings
from tests.street.people import PASSWORD, Street

from yanxing.access.start_code import start_code, start_code_file
from yanxing.access.tokens import check_device_proof, device_proof
from yanxing.queries.accounts.devices import device_key_of
from yanxing.queries.accounts.tokens import bearer_of
from yanxing.records.models import Account, PersonalLink, PostHolding, Unit

FORM = {
    "street": "锦屏街道",
    "system_name": "吴维", "system_username": "wuwei", "system_password": "guanli-2024x",
    "audit_name": "周慎", "audit_username": "zhoushen", "audit_password": "shenji-2024x",
}  # fmt: skip


def test_the_first_start_makes_a_street_and_two_administrators(db: None, page: Any) -> None:
    assert page().get("/login/")["Location"] == "/first-start/"
    assert page().get("/first-start/").status_code == 200
    assert page().post("/first-start/", {"code": "AAAAAAAA", **FORM}).status_code == 422
    answer = page().post("/first-start/", {"code": start_code().lower(), **FORM})
    assert answer["Location"] == "/login/"
    assert [unit.name for unit in Unit.objects.all()] == ["锦屏街道"]
    held = PostHolding.objects.order_by("pk").values_list("account__username", "post__role")
    assert list(held) == [("wuwei", "system_admin"), ("zhoushen", "audit_admin")]
    assert page().get("/first-start/").status_code == 404
    assert not start_code_file().exists()
    client = page()
    answer = client.post("/login/", {"username": "wuwei", "password": "guanli-2024x"})
    assert answer.status_code == 302
    assert client.get("/accounts/")["Location"] == "/my/authenticator/", "an administrator sets one up first"


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"audit_name": "吴维"}, "不能是同一个人"),
        ({"audit_username": "WuWei"}, "不能是同一个人"),
        ({"audit_password": "guanli-2024x"}, "不能一样"),
        ({"system_password": "12345678"}, "不能全是数字"),
        ({"system_username": "a b"}, "只能用"),
        ({"street": ""}, "街道名称"),
    ],
)
def test_the_first_start_refuses_beside_the_field_and_writes_nothing(
    db: None, page: Any, change: dict[str, str], said: str
) -> None:
    answer = page().post("/first-start/", {"code": start_code(), **FORM, **change})
    assert (answer.status_code, said in answer.content.decode()) == (422, True)
    assert (Account.objects.count(), Unit.objects.count()) == (0, 0)


def code_now(secret: str, *, shift: int = 0) -> str:
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + shift))


def set_up(client: Any) -> tuple[str, list[str]]:
    text = client.get("/my/authenticator/").content.decode()
    secret = re.findall(r"<code>([A-Z2-7 ]+)</code>", text)[0].replace(" ", "")
    done = client.post("/my/authenticator/", {"code": code_now(secret, shift=-1)}).content.decode()
    return secret, [code.replace(" ", "") for code in re.findall(r"<code>([0-9 ]+)</code>", done)]


def test_an_authenticator_is_asked_for_after_the_password(street: Street, page: Any) -> None:
    client = page(street.xuzhiqiang, proved=True)
    secret, recovery = set_up(client)
    assert len(recovery) == 10
    other = page()
    answer = other.post("/login/", {"username": "xuzhiqiang", "password": PASSWORD, "next": "/accounts/"})
    assert answer["Location"] == "/login/code/"
    assert other.get("/accounts/").status_code == 302, "the password alone is not enough"
    code = code_now(secret)
    assert other.post("/login/code/", {"code": "000000"}).status_code == 422
    assert other.post("/login/code/", {"code": code})["Location"] == "/accounts/"
    assert other.get("/accounts/").status_code == 200
    third = page()
    third.post("/login/", {"username": "xuzhiqiang", "password": PASSWORD})
    assert third.post("/login/code/", {"code": code}).status_code == 422, "a code counts once"
    assert third.post("/login/code/", {"code": recovery[0]}).status_code == 302
    fourth = page()
    fourth.post("/login/", {"username": "xuzhiqiang", "password": PASSWORD})
    assert fourth.post("/login/code/", {"code": recovery[0]}).status_code == 422, "so does a recovery code"


def test_the_secret_of_an_authenticator_lies_sealed(street: Street, page: Any) -> None:
    from allauth.mfa.models import Authenticator

    secret, _recovery = set_up(page(street.xuzhiqiang, proved=True))
    assert secret not in str(list(Authenticator.objects.values()))


def test_the_second_step_needs_the_first(street: Street, page: Any) -> None:
    assert page().get("/login/code/")["Location"] == "/login/"


def test_an_officer_sets_up_an_authenticator_before_anything_else(
    street: Street, page: Any, settings: Any
) -> None:
    client = page()
    client.post("/login/", {"username": "xuzhiqiang", "password": PASSWORD})
    assert client.get("/accounts/")["Location"] == "/my/authenticator/"
    set_up(client)
    assert client.get("/accounts/").status_code == 200
    settings.DEMO = True
    demo = page()
    demo.post("/login/", {"username": "guanli", "password": PASSWORD})
    assert demo.get("/accounts/").status_code == 200, "in a demonstration it is offered, not asked for"


def enrolled(page: Any, username: str = "ZS0001") -> Any:
    client = page()
    client.answer = client.post("/login/", {"username": username, "password": PASSWORD, "enrol": "on"})
    return client


def new_day(client: Any) -> None:
    """The session is gone, the phone's long cookie is still there."""
    del client.cookies["yx_session"]


def test_an_enrolled_phone_stays_in_and_sensitive_acts_ask_again(street: Street, page: Any) -> None:
    client = enrolled(page, "ZS0002")
    new_day(client)
    assert client.get("/my/account/").status_code == 200
    assert client.get("/my/password/")["Location"] == "/prove/?next=/my/password/"
    cookie = client.cookies["yx_device"]
    assert (cookie["httponly"], cookie["samesite"], cookie["max-age"]) == (True, "Lax", 30 * 24 * 3600)


def test_the_phone_s_key_is_handed_over_once_and_signs_what_it_saw(street: Street, page: Any) -> None:
    import json

    text = enrolled(page).answer.content.decode()
    given = json.loads(re.findall(r'id="yx-device" type="application/json">(.+?)</script>', text)[0])
    found = device_key_of(given["id"], street.liting.pk)
    assert found is not None
    proof = device_proof(bytes.fromhex(given["key"]), "A2XAQBE-2DmOzqMlWQ", "0123456789")
    assert check_device_proof(found[1], "A2XAQBE-2DmOzqMlWQ", "0123456789", proof)
    assert device_key_of(given["id"], street.zhaolei.pk) is None, "of nobody else's account"


def test_a_revoked_phone_is_out_at_once(street: Street, page: Any) -> None:
    client = enrolled(page)
    desk = page()
    desk.post("/login/", {"username": "ZS0001", "password": PASSWORD})
    device = desk.get("/my/account/").context["devices"][0]
    assert page(street.zhaolei).post(f"/my/device/{device.pk}/revoke/").status_code == 404
    desk.post(f"/my/device/{device.pk}/revoke/")
    assert client.get("/my/account/").status_code == 302
    new_day(client)
    assert client.get("/my/account/").status_code == 302


def test_enrolling_a_phone_later_asks_who_it_is(street: Street, page: Any) -> None:
    unproved, proved = page(street.liting), page(street.liting, proved=True)
    assert unproved.post("/my/device/")["Location"].startswith("/prove/")
    assert proved.post("/my/device/").cookies["yx_device"].value


def test_leaving_an_enrolled_phone_forgets_it(street: Street, page: Any) -> None:
    client = enrolled(page)
    token = client.cookies["yx_device"].value
    client.post("/logout/")
    client.cookies["yx_device"] = token
    assert client.get("/my/account/").status_code == 302


def test_a_forged_device_cookie_is_nobody(street: Street, page: Any) -> None:
    client = page()
    client.cookies["yx_device"] = "abc:def:ghi"
    assert client.get("/my/account/").status_code == 302


def judge(street: Street, page: Any) -> tuple[str, str]:
    officer = page(street.xuzhiqiang, proved=True)
    made = officer.post("/accounts/judge/", {"name": "沈评", "unit": street.street.pk})["Location"]
    text = officer.post(f"{made}link/", {"purpose": "民情手记评审", "days": "14"}).content.decode()
    return re.findall(r"/enter/([\w-]{43})/", text)[0], re.findall(r"<b>(\d{6})</b>", text)[0]


def test_a_judge_comes_in_with_link_and_pin(street: Street, page: Any) -> None:
    token, pin = judge(street, page)
    assert pin not in str(list(PersonalLink.objects.values()))
    client = page()
    assert client.post(f"/enter/{token}/", {"pin": pin})["Location"] == "/"
    assert client.get("/my/account/").status_code == 200
    assert client.get("/accounts/").status_code == 404


def test_five_wrong_pins_shut_the_link_until_it_is_issued_anew(street: Street, page: Any) -> None:
    token, pin = judge(street, page)
    for _ in range(5):
        page().post(f"/enter/{token}/", {"pin": "wrong"})
    answer = page().post(f"/enter/{token}/", {"pin": pin})
    assert (answer.status_code, "已锁住" in answer.content.decode()) == (422, True)
    officer = page(street.xuzhiqiang, proved=True)
    account = PersonalLink.objects.get().account_id
    text = officer.post(f"/accounts/{account}/link/", {"purpose": "评审", "days": "1"}).content.decode()
    new, pin = re.findall(r"/enter/([\w-]{43})/", text)[0], re.findall(r"<b>(\d{6})</b>", text)[0]
    assert page().post(f"/enter/{new}/", {"pin": pin}).status_code == 302
    assert "不能用了" in page().post(f"/enter/{token}/", {"pin": pin}).content.decode()


def test_an_api_token_stands_for_its_account_until_it_is_dropped(street: Street, page: Any) -> None:
    client = page(street.xuzhiqiang, proved=True)
    text = client.post("/my/token/", {"name": "区平台", "days": "30"}).content.decode()
    token = re.findall(r"(yx_[\w-]{43})", text)[0]
    assert bearer_of(token) == (street.xuzhiqiang.pk, False)
    kept = client.get("/my/account/").context["tokens"][0]
    assert page(street.liting).post(f"/my/token/{kept.pk}/drop/").status_code == 404
    client.post(f"/my/token/{kept.pk}/drop/")
    assert bearer_of(token) is None


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(street: Street, page: Any) -> None:
    other, client = enrolled(page), page()
    client.post("/login/", {"username": "ZS0001", "password": PASSWORD})
    answer = client.post("/my/password/", {"password": "meihua-2024", "again": "meihua-2024"})
    assert answer.status_code == 302
    assert client.get("/my/account/").status_code == 200
    new_day(other)
    assert other.get("/my/account/").status_code == 302


def test_the_demo_shows_one_login_per_role(street: Street, page: Any, settings: Any, tmp_path: Any) -> None:
    import json

    settings.DEMO, settings.HOME = True, tmp_path
    assert page().get("/login/").status_code == 200, "the list is not there yet"
    entry = {"role": "社工", "name": "李婷", "username": "ZS0001", "password": PASSWORD, "note": "方塔"}
    (tmp_path / "logins.json").write_text(json.dumps([entry]), "utf-8")
    text = page().get("/login/").content.decode()
    assert "社工 · 李婷" in text
    settings.DEMO = False
    assert "社工 · 李婷" not in page().get("/login/").content.decode()


def test_the_start_code_is_readable_by_its_own_account_only(db: None) -> None:
    start_code()
    assert start_code_file().stat().st_mode & 0o777 == 0o600
    assert str(start_code_file()).startswith(str(settings.HOME))
