"""复制群消息: for all only units, for one's own unit names; every copy is written down once."""

from __future__ import annotations

from typing import Any

from tests.street.people import NOW, Street
from tests.web.activities.plan import announced, at

from yanxing.access.acting import acting
from yanxing.actions.activities import cancel_session, move_session
from yanxing.queries.activities.group_texts import group_text
from yanxing.records.models import CheckIn, MessageCopy, Session


def text_for(
    street: Street, who: str, session: Session, kind: str, unit_id: int | None = None, day: int = 20
) -> str:
    actor = street.actor(getattr(street, who))
    session = Session.objects.select_related("activity", "teacher").get(pk=session.pk)
    with acting(actor):
        return group_text(actor, session, kind, now=at(day, 13), unit_id=unit_id, address="http://office/x/")


def test_the_announcement_for_all_names_nobody(street: Street) -> None:
    assert text_for(street, "xuzhiqiang", announced(street), "announce") == (
        "各位书记、主任：\n"
        "初任培训 第 1 讲“社区营造”定于9月24日（周二）14:00—16:30举行。\n"
        "地点：街道三楼会议室\n"
        "请于 13:45 前完成签到，请勿迟到、早退。\n"
        "查看：http://office/x/\n"
        "联系人：徐志强（自治办经办人）"
    )


def test_the_version_of_a_unit_names_its_own_people(street: Street) -> None:
    session = announced(street)
    own = text_for(street, "wangmin", session, "announce", street.fangta.pk)
    assert "方塔应到 2 人：李婷、王敏" in own
    assert "赵磊" not in own


def test_the_reminder_lists_units_still_missing(street: Street) -> None:
    session = announced(street)
    CheckIn.objects.create(session=session, person=street.liting.person, at=NOW, received_at=NOW, way="code")
    CheckIn.objects.create(session=session, person=street.wangmin.person, at=NOW, received_at=NOW, way="code")
    text = text_for(street, "xuzhiqiang", session, "reminder", day=24)
    assert "尚未到齐的单位：蓝天（2 人）。" in text
    assert "尚未签到" not in text


def test_change_and_cancellation_say_what_was(street: Street) -> None:
    session = announced(street)
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        move_session(
            session_id=session.pk, revision=2, starts_at=at(26, 9), ends_at=at(26, 11), reason="让出会场",
            actor=officer, now=NOW,
        )  # fmt: skip
    assert "改期：原定9月24日（周二）14:00—16:30，改为9月26日（周四）09:00—11:00。" in text_for(
        street, "wangmin", session, "change", street.fangta.pk
    )
    with acting(officer):
        cancel_session(session_id=session.pk, revision=3, reason="台风", actor=officer, now=NOW)
    text = text_for(street, "xuzhiqiang", session, "cancel")
    assert "原定9月26日（周四）09:00—11:00的初任培训 第 1 讲“社区营造”取消。\n原因：台风" in text


def test_a_copy_is_written_down_once_a_click(street: Street, page: Any) -> None:
    session = announced(street)
    secretary = page(street.wangmin)
    shown = secretary.get(f"/trainings/sessions/{session.pk}/?tab=messages").text
    assert "方塔应到 2 人：李婷、王敏" in shown
    log = f"/trainings/sessions/{session.pk}/copied/?kind=announce&unit={street.fangta.pk}"
    assert [secretary.post(log).status_code for _click in range(2)] == [204, 204]
    assert list(MessageCopy.objects.values_list("kind", "unit", "copied_by__display_name")) == [
        ("announce", street.fangta.pk, "王敏")
    ]
    assert "王敏" in page(street.xuzhiqiang).get(f"/trainings/sessions/{session.pk}/?tab=messages").text


def test_nobody_copies_for_somebody_elses_unit(street: Street, page: Any) -> None:
    session = announced(street)
    secretary = page(street.wangmin)
    address = f"/trainings/sessions/{session.pk}/copied/?kind=announce&unit="
    assert [secretary.post(f"{address}{unit}").status_code for unit in (street.lantian.pk, "")] == [404, 404]
    assert MessageCopy.objects.count() == 0
