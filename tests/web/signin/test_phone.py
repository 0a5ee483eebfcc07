"""The phone: scan, one tap, a clear answer; and what the hall shows of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from tests.street.meetings import STARTS, lecture
from tests.street.people import Street

from yanxing.access import clock
from yanxing.access.keyring import check_in_key
from yanxing.access.tokens import sign_code, slot_of, typed_code
from yanxing.records.models import CheckIn, Session

Page = Callable[..., Any]


def token_at(session: Session, moment: datetime) -> str:
    return sign_code(check_in_key(), session.pk, slot_of(moment))


@pytest.mark.req("ENR-04")
@pytest.mark.parametrize(
    ("time", "says"),
    [
        ("13:37", "按时"),
        ("13:45", "按时"),
        ("13:45:01", "签到偏晚"),
        ("14:00", "签到偏晚"),
        ("14:00:01", "迟到"),
    ],
)
def test_a_scan_is_answered_with_the_time_and_what_it_means(
    street: Street, page: Page, at: Callable[[str], datetime], time: str, says: str
) -> None:
    session = lecture(street, street.liting)
    moment = at(time)
    answer = page(street.liting).post(f"/s/{token_at(session, moment)}/")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert f"{moment:%H:%M} 已签到" in text
    assert says in text
    row = CheckIn.objects.get()
    assert (row.session, row.person, row.way, row.at) == (session, street.liting.person, "code", moment)
    assert row.slot == slot_of(moment)


def test_looking_at_the_address_writes_nothing(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting)
    client = page(street.liting)
    answer = client.get(f"/s/{token_at(session, at('13:37'))}/")
    assert answer.status_code == 200
    assert "data-at-once" in answer.content.decode()
    assert client.cookies["yx_browser"]["httponly"]
    assert not CheckIn.objects.exists()


def test_twice_is_a_success_and_one_row(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting)
    client = page(street.liting)
    client.post(f"/s/{token_at(session, at('13:37'))}/")
    later = at("13:52")
    again = client.post(f"/s/{token_at(session, later)}/")
    assert again.status_code == 200
    assert "13:37 已签到" in again.content.decode()
    assert CheckIn.objects.get().at == STARTS.replace(hour=13, minute=37)
    looked = client.get(f"/s/{token_at(session, later)}/").content.decode()
    assert "13:37 已签到，不用再签" in looked
    assert "data-at-once" not in looked


def test_the_slot_before_counts_older_and_future_ones_do_not(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting)
    moment = at("13:37")
    client = page(street.liting)
    for steps, why in ((-2, "已过期"), (1, "还没有生效")):
        answer = client.post(f"/s/{token_at(session, moment + timedelta(seconds=30 * steps))}/")
        assert (answer.status_code, CheckIn.objects.count()) == (409, 0)
        assert why in answer.content.decode()
    answer = client.post(f"/s/{token_at(session, moment - timedelta(seconds=30))}/")
    assert (answer.status_code, CheckIn.objects.count()) == (200, 1)


@pytest.mark.parametrize("token", ["x", "A" * 24, "x.y", "签到"])
def test_what_is_no_code_is_said(street: Street, page: Page, at: Any, token: str) -> None:
    at("13:37")
    answer = page(street.liting).post(f"/s/{token}/")
    assert answer.status_code == 422
    assert "签到码" in answer.content.decode()


def test_who_is_not_expected_is_told_whom_to_ask(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting)
    answer = page(street.zhaolei).post(f"/s/{token_at(session, at('13:37'))}/")
    assert answer.status_code == 409
    assert "不在这场活动的应到名单里" in answer.content.decode()
    assert "签到台" in answer.content.decode()
    assert not CheckIn.objects.exists()


@pytest.mark.parametrize(
    ("state", "time", "says"),
    [
        ("closed", "13:37", "已结束登记"),
        ("cancelled", "13:37", "已取消"),
        ("draft", "13:37", "还没有发通知"),
        ("announced", "11:59", "12:00 开始签到"),
        ("announced", "16:31", "已经散场"),
    ],
)
def test_a_session_that_is_not_open_says_so(
    street: Street, page: Page, at: Any, state: str, time: str, says: str
) -> None:
    session = lecture(street, street.liting, state=state)
    answer = page(street.liting).post(f"/s/{token_at(session, at(time))}/")
    assert answer.status_code == 409
    assert says in answer.content.decode()
    assert not CheckIn.objects.exists()


def test_who_has_to_log_in_first_keeps_the_time_of_the_scan(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting)
    token = token_at(session, at("13:44:50"))
    client = page()
    sent = client.get(f"/s/{token}/")
    assert sent.status_code == 302
    assert sent.url.startswith("/login/?next=/s/")
    from urllib.parse import parse_qs, unquote, urlsplit

    back = parse_qs(urlsplit(sent.url).query)["next"][0]
    receipt = unquote(back.split("?r=")[1])
    at("13:47")
    client.force_login(street.liting, backend="django.contrib.auth.backends.ModelBackend")
    assert "data-at-once" in client.get(back).content.decode()
    client.post(f"/s/{token}/", {"receipt": receipt})
    row = CheckIn.objects.get()
    assert (f"{clock.OFFICE.fromutc(row.at.replace(tzinfo=clock.OFFICE)):%H:%M:%S}", row.received_at) == (
        "13:44:50",
        STARTS.replace(hour=13, minute=47),
    )
    at("13:56")
    assert "已过期" in page(street.wangmin).post(f"/s/{token}/", {"receipt": receipt}).content.decode()
    assert "已过期" in page(street.wangmin).post(f"/s/{token}/", {"receipt": "x:y"}).content.decode()


def test_typed_digits_sign_in_and_wrong_ones_are_counted(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting)
    moment = at("13:37")
    client = page(street.liting)
    right = typed_code(check_in_key(), session.pk, slot_of(moment))
    wrong = f"{(int(right) + 1) % 10**6:06}"
    for _ in range(8):
        answer = client.post("/sign-in/", {"code": wrong})
        assert answer.status_code == 422
        assert "签到码不对或已过期" in answer.content.decode()
    answer = client.post("/sign-in/", {"code": right})
    assert answer.status_code == 429
    assert "10 分钟后再输" in answer.content.decode()
    assert not CheckIn.objects.exists()


def test_typed_digits_may_have_spaces_and_full_width(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting)
    right = typed_code(check_in_key(), session.pk, slot_of(at("13:50")))
    wide = "".join(chr(ord(digit) + 0xFEE0) for digit in right[:3])
    answer = page(street.liting).post("/sign-in/", {"code": f"{wide} {right[3:]}"})
    assert "13:50 已签到" in answer.content.decode()
    assert CheckIn.objects.get().way == "typed"


def test_the_page_of_today_says_what_to_do(street: Street, page: Page, at: Any) -> None:
    lecture(street, street.liting)
    at("13:37")
    text = page(street.liting).get("/sign-in/").content.decode()
    assert "请于 13:45 前完成签到" in text
    assert "今天没有要签到的活动" in page(street.zhaolei).get("/sign-in/").content.decode()
    assert page(street.admin).get("/sign-in/").status_code == 404


@pytest.mark.req("ENR-06")
def test_the_hall_counts_who_came(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting, street.wangmin, street.zhaolei)
    moment = at("13:37")
    hall = page(street.desk)
    before = hall.get(f"/hall/{session.pk}/").content.decode()
    assert "距签到截止（13:45）" in before
    assert ">08:00<" in before
    assert "0/2" in before
    assert 'class="qr"' in before
    page(street.liting).post(f"/s/{token_at(session, moment)}/")
    page(street.wangmin).post(f"/s/{token_at(session, moment)}/")
    after = hall.get(f"/hall/{session.pk}/live/").content.decode()
    assert "府城方塔片区<span>2/3</span>" in after
    assert "</svg> 2/2</span>" in after
    assert [after.count(f"<b>{n}</b>") for n in (3, 2, 0, 1)] == [1, 1, 1, 1]


def test_the_hall_is_the_desks_and_the_officers(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting)
    at("13:37")
    seen = {
        name: page(getattr(street, name)).get(f"/hall/{session.pk}/").status_code
        for name in ("desk", "xuzhiqiang", "liting", "wangmin", "auditor", "stranger")
    }
    assert seen == {
        "desk": 200,
        "xuzhiqiang": 200,
        "liting": 404,
        "wangmin": 404,
        "auditor": 404,
        "stranger": 404,
    }
    assert page(street.desk).get(f"/hall/{session.pk + 999}/").status_code == 404
