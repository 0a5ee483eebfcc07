"""Closing, hours and leave in a browser: clean for axe, not wider than the screen."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.street.attending import at, both_in_force, comes, past_lecture
from tests.street.browser import DESK, PHONE, faults_of_access, shoot
from tests.street.meetings import lecture
from tests.street.people import NOW, Street, account, make_street, person

from yanxing.access.acting import acting
from yanxing.actions.attendance import close_session, correct_attendance, note_exception
from yanxing.actions.matters import answer_leave, ask_leave, resubmit_leave
from yanxing.records.models import AttendanceOutcome, Matter, Session


@pytest.fixture
def ended(site: str) -> tuple[Street, dict[str, Any]]:
    """Two lectures closed, one with a correction; one over and open; one to come with leave asked."""
    street = make_street()
    both_in_force(street)
    everybody = [street.liting, street.wangmin, street.chenjianguo, street.zhaolei]
    more = [("欧阳静雯", street.fangta), ("尉迟晓岚", street.lantian), ("郭䶮", street.fangta)]
    for n, (name, home) in enumerate(more):
        everybody.append(account(f"ZS01{n}", name, person(name, home, f"ZS01{n}", "worker")))
    officer = street.actor(street.xuzhiqiang)
    sessions = [
        past_lecture(street, *everybody, days=days, ordinal=n) for n, days in ((4, 15), (5, 8), (6, 1))
    ]
    for session in sessions:
        for who, clock in zip(everybody, ("13:40", "13:50", "14:03", "13:42", "13:30"), strict=False):
            comes(session, who, clock)
    with acting(officer):
        note_exception(
            session_id=sessions[1].pk, person_id=everybody[4].person_id or 0, says="left_early",
            reason="接到通知回居委会处置漏水", at=at(sessions[1], "15:20"), actor=officer, now=NOW,
        )  # fmt: skip
        for session in sessions[:2]:
            close_session(session_id=session.pk, actor=officer, now=NOW)
        correct_attendance(
            session_id=sessions[1].pk, person_id=street.liting.person_id or 0, says="left_early",
            at=at(sessions[1], "16:00"), reason="签到台当场记下，漏录", actor=officer, now=NOW,
        )  # fmt: skip
    coming = lecture(street, *everybody, starts=NOW + timedelta(days=3), ordinal=7)
    coming.activity.document = sessions[0].activity.document
    coming.activity.save()
    return street, {
        "closed": sessions[1],
        "over": sessions[2],
        "coming": coming,
        "matter": _leave(street, coming),
    }


def _leave(street: Street, session: Session) -> Matter:
    worker, secretary = street.actor(street.liting), street.actor(street.wangmin)
    session = Session.objects.select_related("activity__document").get(pk=session.pk)
    with acting(worker):
        matter = ask_leave(
            session=session, kind="公务", grounds="区里有会", actor=worker, now=NOW - timedelta(hours=3)
        )
    with acting(secretary):
        answer_leave(
            matter_id=matter.pk, answer="send_back", reason="请写明什么会、几点结束", actor=secretary,
            now=NOW - timedelta(hours=2),
        )  # fmt: skip
    with acting(worker):
        return resubmit_leave(
            matter_id=matter.pk, grounds="区民政局社区工作者座谈会，14:00 到 16:30，通知已转发", actor=worker,
            now=NOW - timedelta(hours=1),
        )  # fmt: skip


def enter(page: Any, site: str, who: Any) -> Any:
    client = Client()
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": site}])
    return page


def look(page: Any, address: str, name: str) -> list[str]:
    page.goto(address, wait_until="networkidle")
    shoot(page, f"hours/{name}")
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    return [*faults_of_access(page), *([f"{wide} px too wide"] if wide > 0 else [])]


@pytest.mark.req("ENR-05", "ENR-06", "ENR-10", "CRH-01")
@pytest.mark.parametrize("size", [DESK, PHONE], ids=["1440", "390"])
def test_pages_of_each_role(ended: Any, site: str, browse: Any, size: dict[str, int]) -> None:
    street, made = ended
    tag = f"{size['width']}"
    record = "/trainings/sessions/{}/"
    outcome = AttendanceOutcome.objects.get(
        session=made["closed"], person=street.chenjianguo.person, is_current=True
    )
    looks = {
        "officer": [
            record.format(made["over"].pk) + "close/",
            record.format(made["closed"].pk) + "outcomes/",
            f"/hours/outcomes/{outcome.pk}/correct/",
            "/hours/",
            "/hours/breaches/",
            f"/trainings/sessions/{made['over'].pk}/people/{street.zhaolei.person_id}/exception/",
        ],
        "secretary": ["/matters/", f"/matters/{made['matter'].pk}/"],
        "worker": [
            "/hours/mine/",
            f"/hours/people/{street.liting.person_id}/why/",
            f"/matters/{made['matter'].pk}/",
            f"/matters/{made['matter'].pk}/withdraw/",
            f"/hours/people/{street.liting.person_id}/print/",
        ],
        "another": [f"/leave/{made['coming'].pk}/"],
    }
    who = {
        "officer": street.xuzhiqiang, "secretary": street.wangmin, "worker": street.liting,
        "another": street.zhaolei,
    }  # fmt: skip
    found = {}
    for role, addresses in looks.items():
        page = enter(browse(size), site, who[role])
        found |= {(role, each): look(page, each, f"{role}-{n}-{tag}") for n, each in enumerate(addresses)}
    assert {address: faults for address, faults in found.items() if faults} == {}
