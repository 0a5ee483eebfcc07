"""A lecture of the street for tests: 专家授课 第 6 讲, 14:00 to 16:30 on the day of the tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from tests.street.people import NOW, Street

from yanxing.records.models import Account, Activity, Expected, Session, Subject

STARTS = NOW.replace(hour=14, minute=0)


def lecture(
    street: Street,
    *expected: Account,
    starts: datetime = STARTS,
    title: str = "专家授课",
    ordinal: int = 6,
    state: str = "announced",
    **more: Any,
) -> Session:
    """An announced session in the street's hall, with those who have to come."""
    sign_out = more.pop("asks_sign_out", False)
    activity = Activity.objects.create(
        code=f"{title}-{ordinal}", title=title, form="lecture", unit=street.street, asks_sign_out=sign_out
    )
    session = Session.objects.create(
        subject=Subject.objects.create(kind="session", home_unit=street.street),
        activity=activity,
        ordinal=ordinal,
        **{
            "topic": "全过程人民民主协商治理",
            "venue": "街道文化中心三楼剧场",
            "starts_at": starts,
            "ends_at": starts + timedelta(hours=2, minutes=30),
            "state": state,
            **more,
        },
    )
    for each in expected:
        expects(session, each)
    return session


def expects(session: Session, who: Account) -> None:
    person = who.person
    assert person is not None
    assert person.subject.home_unit is not None
    Expected.objects.create(session=session, person=person, unit=person.subject.home_unit)
