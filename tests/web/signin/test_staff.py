"""The desk, paper sheets, 代签, who is missing: each for its own people and nobody else."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.street.meetings import STARTS, expects, lecture
from tests.street.people import NOW, Street, account, person

from yanxing.access.clock import real_now
from yanxing.access.keyring import check_in_key
from yanxing.access.tokens import personal_code
from yanxing.records.models import AccessGrant, Account, CheckIn, Session

Page = Callable[..., Any]


def code_of(who: Account) -> str:
    return personal_code(check_in_key(), who.person_id or 0)


def helps(street: Street, who: Account, session: Session) -> None:
    AccessGrant.objects.create(
        account=who,
        purpose="desk",
        session=session,
        reason="签到帮手",
        granted_by=street.xuzhiqiang,
        granted_at=NOW,
        expires_at=real_now() + timedelta(days=1),
    )


@pytest.mark.req("ENR-04")
def test_the_desk_scans_a_badge(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting)
    moment = at("13:37")
    desk = page(street.desk)
    answer = desk.post(f"/desk/{session.pk}/", {"code": f"{code_of(street.liting)}\n"})
    assert answer.status_code == 200
    assert "李婷" in answer.content.decode()
    assert "13:37 已签到，按时" in answer.content.decode()
    row = CheckIn.objects.get()
    assert (row.way, row.at, row.entered_by) == ("desk", moment, street.desk)
    again = desk.post(f"/desk/{session.pk}/", {"code": code_of(street.liting)})
    assert "之前已经签过" in again.content.decode()
    assert CheckIn.objects.count() == 1


def test_a_wrong_badge_is_said(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting)
    at("13:37")
    desk = page(street.desk)
    code = code_of(street.liting)
    mistyped = code[:-1] + str((int(code[-1]) + 1) % 10)
    for given, says in (
        (mistyped, "有一位输错了"),
        ("123", "这不是个人码"),
        ("", "这不是个人码"),
        (code_of(street.zhaolei), "赵磊不在本场应到名单里"),
    ):
        answer = desk.post(f"/desk/{session.pk}/", {"code": given})
        assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert not CheckIn.objects.exists()


def test_a_scan_kept_at_the_desk_counts_from_when_it_was_made(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting)
    at("13:50")
    page(street.desk).post(f"/desk/{session.pk}/", {"code": code_of(street.liting), "kept": "600"})
    row = CheckIn.objects.get()
    assert (row.at, row.received_at) == (
        STARTS.replace(hour=13, minute=40),
        STARTS.replace(hour=13, minute=50),
    )
    assert row.note == "签到台离线 10 分钟后补传"


@pytest.mark.parametrize("words", ["李婷", "liting", "li ting", "lt", "LT", "ZS0001"])
def test_the_desk_finds_people_without_their_badge(street: Street, page: Page, at: Any, words: str) -> None:
    session = lecture(street, street.liting, street.wangmin)
    at("13:37")
    text = page(street.desk).get(f"/desk/{session.pk}/", {"q": words}).content.decode()
    assert "为李婷签到" in text
    assert "为王敏签到" not in text
    page(street.desk).post(f"/desk/{session.pk}/", {"person": street.liting.person_id})
    assert CheckIn.objects.get().person == street.liting.person


def test_a_helper_has_one_session_and_no_other(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting)
    other = lecture(street, street.liting, ordinal=7)
    helps(street, street.stranger, session)
    at("13:37")
    helper = page(street.stranger)
    for address in ("/desk/{}/", "/hall/{}/", "/hall/{}/live/", "/missing/{}/"):
        assert helper.get(address.format(session.pk)).status_code == 200
        assert helper.get(address.format(other.pk)).status_code == 404
    assert helper.post(f"/desk/{other.pk}/", {"code": code_of(street.liting)}).status_code == 404
    assert helper.get("/desk/").content.decode().count("大屏幕") == 1
    AccessGrant.objects.update(revoked_at=NOW)
    assert helper.get(f"/desk/{session.pk}/").status_code == 404


@pytest.mark.parametrize(
    "address", ["/desk/{}/", "/missing/{}/", "/missing/{}/paper/", "/missing/{}/print/sheet/"]
)
def test_who_may_open_what(street: Street, page: Page, at: Any, address: str) -> None:
    session = lecture(street, street.liting)
    at("13:37")
    seen = {
        name: page(getattr(street, name)).get(address.format(session.pk)).status_code
        for name in ("desk", "xuzhiqiang", "wangmin", "chenjianguo", "liting", "auditor", "admin", "stranger")
    }
    wangmin = 404 if address.startswith("/desk/") else 200
    assert seen == {
        "desk": 200,
        "xuzhiqiang": 200,
        "wangmin": wangmin,
        "chenjianguo": 404,
        "liting": 404,
        "auditor": 404,
        "admin": 404,
        "stranger": 404,
    }


@pytest.mark.req("ENR-06")
def test_the_secretary_sees_who_of_her_own_is_missing(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting, street.wangmin, street.zhaolei)
    at("13:37")
    page(street.desk).post(f"/desk/{session.pk}/", {"code": code_of(street.wangmin)})
    own = page(street.wangmin).get(f"/missing/{session.pk}/").content.decode()
    assert "还没有签到的：李婷。" in own
    assert "赵磊" not in own
    whole = page(street.xuzhiqiang).get(f"/missing/{session.pk}/").content.decode()
    assert "未到单位：方塔 1 人、蓝天 1 人。" in whole
    message = whole.split("data-copy-text>")[1].split("</textarea>")[0]
    assert "李婷" not in message
    assert "赵磊" not in message


@pytest.mark.req("ENR-04")
def test_paper_signs_in_all_but_those_ticked_as_absent(street: Street, page: Page, at: Any) -> None:
    third = account("ZS0005", "周洁", person("周洁", street.fangta, "ZS0005", "worker"))
    session = lecture(street, street.liting, street.wangmin, street.zhaolei, third)
    at("13:37")
    page(street.desk).post(f"/desk/{session.pk}/", {"code": code_of(street.wangmin)})
    at("14:20")
    officer = page(street.xuzhiqiang)
    everybody = [street.liting, street.wangmin, street.zhaolei, third]
    given = {
        "unit": "",
        "at": "13:40",
        "listed": [str(who.person_id) for who in everybody],
        "absent": [str(street.zhaolei.person_id)],
    }
    looked = officer.post(f"/missing/{session.pk}/paper/", given)
    assert "2 人将按 13:40 记为已签到" in looked.content.decode()
    assert "勾选未到 1 人，之前已签到 1 人，请假 0 人" in looked.content.decode()
    assert CheckIn.objects.count() == 1
    assert officer.post(f"/missing/{session.pk}/paper/", {**given, "sure": "1"}).status_code == 302
    rows = CheckIn.objects.filter(way="paper")
    assert {row.person for row in rows} == {street.liting.person, third.person}
    assert {row.at for row in rows} == {STARTS.replace(hour=13, minute=40)}
    officer.post(f"/missing/{session.pk}/paper/", {**given, "sure": "1"})
    assert CheckIn.objects.count() == 3


@pytest.mark.parametrize(
    ("time", "says"),
    [("", "如 13:40"), ("15:00", "晚于现在"), ("11:00", "12:00 至 16:30 之间"), ("99:99", "如 13:40")],
)
def test_a_paper_time_that_cannot_be_is_said(
    street: Street, page: Page, at: Any, time: str, says: str
) -> None:
    session = lecture(street, street.liting)
    at("14:20")
    given = {"at": time, "listed": [str(street.liting.person_id)], "sure": "1"}
    answer = page(street.xuzhiqiang).post(f"/missing/{session.pk}/paper/", given)
    assert (answer.status_code, says in answer.content.decode()) == (422, True)
    assert not CheckIn.objects.exists()


def test_a_secretary_enters_paper_of_her_own_unit_only(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting, street.zhaolei)
    at("14:20")
    both = [str(street.liting.person_id), str(street.zhaolei.person_id)]
    secretary = page(street.wangmin)
    secretary.post(f"/missing/{session.pk}/paper/", {"at": "13:40", "listed": both, "sure": "1"})
    assert [row.person for row in CheckIn.objects.all()] == [street.liting.person]
    foreign = {"at": "13:40", "listed": both, "sure": "1", "unit": str(street.lantian.pk)}
    assert secretary.post(f"/missing/{session.pk}/paper/", foreign).status_code == 404


@pytest.mark.req("ENR-04")
def test_the_secretary_signs_for_her_team_with_a_reason(street: Street, page: Page, at: Any) -> None:
    session = lecture(street, street.liting, street.wangmin, street.zhaolei)
    moment = at("13:40")
    secretary = page(street.wangmin)
    address = f"/missing/{session.pk}/team/"
    liting, wangmin, zhaolei = (str(who.person_id) for who in (street.liting, street.wangmin, street.zhaolei))
    assert "请写明代签的原因" in secretary.post(address, {"people": [liting]}).content.decode()
    assert (
        "不能签自己" in secretary.post(address, {"people": [wangmin], "reason": "手机没电"}).content.decode()
    )
    assert secretary.post(address, {"people": [zhaolei], "reason": "手机没电"}).status_code == 404
    assert not CheckIn.objects.exists()
    assert secretary.post(address, {"people": [liting], "reason": "手机没电"}).status_code == 302
    row = CheckIn.objects.get()
    assert (row.way, row.at, row.entered_by, row.note) == ("secretary", moment, street.wangmin, "手机没电")
    assert "代签" in secretary.get(f"/missing/{session.pk}/").content.decode()
    assert page(street.xuzhiqiang).get(address).status_code == 404


def test_one_phone_for_two_is_shown_to_the_officer(street: Street, page: Page, at: Any) -> None:
    from tests.web.signin.test_phone import token_at

    session = lecture(street, street.liting, street.zhaolei)
    moment = at("13:37")
    for who in (street.liting, street.zhaolei):
        client = page(who)
        client.cookies["yx_browser"] = "a" * 40
        client.post(f"/s/{token_at(session, moment)}/")
    text = page(street.xuzhiqiang).get(f"/missing/{session.pk}/").content.decode()
    assert "同一手机为两人签到" in text
    assert "李婷（方塔，13:37）、赵磊（蓝天，13:37）" in text
    assert "同一手机" not in page(street.wangmin).get(f"/missing/{session.pk}/").content.decode()


@pytest.mark.parametrize("kind", ["badges", "cards", "sheet"])
def test_paper_carries_each_persons_own_code(street: Street, page: Page, at: Any, kind: str) -> None:
    session = lecture(street, street.liting, street.zhaolei)
    at("13:37")
    text = page(street.desk).get(f"/missing/{session.pk}/print/{kind}/").content.decode()
    for who in (street.liting, street.zhaolei):
        code = code_of(who)
        assert " ".join(code[n : n + 4] for n in range(0, len(code), 4)) in text
    assert text.count('class="qr"') == 2
    assert page(street.desk).get(f"/missing/{session.pk}/print/poster/").status_code == 404


def test_signing_out_where_it_is_asked(street: Street, page: Page, at: Any) -> None:
    from tests.web.signin.test_phone import token_at

    session = lecture(street, street.liting, street.wangmin, asks_sign_out=True)
    plain = lecture(street, street.liting, ordinal=7)
    client = page(street.liting)
    moment = at("13:37")
    early = client.post(f"/s/{token_at(session, moment)}/", {"direction": "out"})
    assert (early.status_code, CheckIn.objects.count()) == (409, 0)
    client.post(f"/s/{token_at(session, moment)}/")
    moment = at("16:25")
    assert "签退" in client.get(f"/s/{token_at(session, moment)}/").content.decode()
    done = client.post(f"/s/{token_at(session, moment)}/", {"direction": "out"})
    assert "16:25 已签退" in done.content.decode()
    assert client.post(f"/s/{token_at(plain, moment)}/", {"direction": "out"}).status_code == 409


@pytest.mark.parametrize("address", ["/hall/{}/live/", "/missing/{}/", "/desk/{}/?q=z", "/sign-in/"])
def test_the_queries_stay_the_same_with_more_rows(
    street: Street, page: Page, at: Any, django_assert_num_queries: Any, address: str
) -> None:
    session = lecture(street, street.zhaolei)
    at("13:37")
    client = page(street.zhaolei if address == "/sign-in/" else street.xuzhiqiang)
    client.get(address.format(session.pk))
    with _counting() as one:
        client.get(address.format(session.pk))
    for who in (street.liting, street.wangmin):
        expects(session, who)
    lecture(street, street.zhaolei, ordinal=7)
    with _counting() as three:
        client.get(address.format(session.pk))
    assert len(three) == len(one) <= 9


def _counting() -> Any:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)
