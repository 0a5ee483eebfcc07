"""What the tests of arrangements start from: an activity, its table, somebody's pages."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from tests.street.people import NOW, Street

from yanxing.access.acting import acting
from yanxing.actions.activities import announce_session, open_activity, paste_sessions
from yanxing.actions.activities.starting import Target
from yanxing.queries.activities.course_table import read_table
from yanxing.records.models import Activity, Session

HEAD = "课程\t授课人\t日期\t时间\t地点\t方式\t对象"
ROW = "社区营造\t待定\t9月24日\t14:00-16:30\t街道三楼会议室\t线下\t全体社工"


def own_activity(street: Street, title: str = "初任培训", **target: Any) -> Activity:
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        return open_activity(
            unit_id=street.street.pk,
            title=title,
            form="training",
            window=(date(2024, 9, 1), date(2024, 9, 30)),
            target=Target(**target),
            actor=officer,
            now=NOW,
        )


def sessions_of(street: Street, activity: Activity, *rows: str, new_teachers: str = "") -> list[Session]:
    officer = street.actor(street.xuzhiqiang)
    lines = [HEAD.split("\t"), *(row.split("\t") for row in rows)]
    with acting(officer):
        saved = paste_sessions(
            activity_id=activity.pk,
            rows=read_table(lines, 2024),
            new_teachers=new_teachers,
            actor=officer,
            now=NOW,
        )
    return saved.created


def announced(street: Street, activity: Activity | None = None, row: str = ROW) -> Session:
    session = sessions_of(street, activity or own_activity(street), row)[0]
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        return announce_session(session_id=session.pk, revision=session.revision, actor=officer, now=NOW)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of September 2024."""
    return NOW.replace(day=day, hour=hour, minute=minute, second=0) + timedelta(0)
