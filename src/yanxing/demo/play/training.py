"""Six afternoons: five held in June, the sixth moved to today."""

from __future__ import annotations

from datetime import datetime, timedelta

from yanxing.access.clock import OFFICE
from yanxing.actions.activities.announcing import announce_session, excuse_from_expected
from yanxing.actions.activities.changes import move_session
from yanxing.actions.activities.sessions import fill_session
from yanxing.actions.activities.teachers import register_teacher
from yanxing.demo.play.cast import Cast, at
from yanxing.demo.training import SESSIONS
from yanxing.demo.training import Session as Afternoon
from yanxing.records.models import Activity, Expected, Session

HALL = "街道文化中心三楼剧场"
TEACHERS = {
    "K1": ("沈雁秋", "expert", "市委党校", "教授"),
    "K2": ("方立群", "expert", "市社会建设研究院", "研究员"),
    "K3": ("陆正华", "section", "街道党群办", "副主任"),
    "K4": ("周静宜", "expert", "华东社会工作学院", "副教授"),
    "K5": ("陈建国", "colleague", "黄渡浜居民区", "居委会主任"),
    "K6": ("何思远", "expert", "复旦大学", "教授"),
}
MINUTES = {"K1": 225, "K2": 225, "K3": 180, "K4": 270, "K5": 270}
TODAY = (datetime(2024, 9, 20, 14, tzinfo=OFFICE), datetime(2024, 9, 20, 16, 30, tzinfo=OFFICE))


def arrange(cast: Cast) -> None:
    """Teachers registered, sessions set down, announced; a few people left out with a reason."""
    for number, each in enumerate(SESSIONS):
        now = at(6, 3 + number, 10)
        with cast.on_stage("officer", now) as officer:
            name, kind, organisation, title = TEACHERS[each.code]
            teacher = register_teacher(
                unit_id=cast.street.pk, name=name, kind=kind, organisation=organisation, title=title,
                actor=officer, now=now,
            )  # fmt: skip
            cast.sessions[each.code] = fill_session(
                activity_id=_activity(each).pk, values=_values(each, teacher.pk), actor=officer, now=now,
                confirmed=True,
            )  # fmt: skip
        with cast.on_stage("officer", now) as officer:
            session = announce_session(
                session_id=cast.sessions[each.code].pk,
                revision=cast.sessions[each.code].revision,
                actor=officer,
                now=now,
            )
            _leave_out(cast, session, each)
            session.refresh_from_db()
            cast.sessions[each.code] = session


def move_the_last(cast: Cast) -> None:
    """The sixth lecture: from 27 June to 20 September, the teacher being away."""
    now = at(6, 24, 16)
    session = cast.sessions["K6"]
    with cast.on_stage("officer", now) as officer:
        move_session(
            session_id=session.pk, revision=session.revision, starts_at=TODAY[0], ends_at=TODAY[1],
            reason="授课专家因公出差，改到9月20日", actor=officer, now=now, confirmed=True,
        )  # fmt: skip
    session.refresh_from_db()


def plan_the_visit(cast: Cast) -> None:
    """Next week's visit, its place still 待定; and a second one that has only a month."""
    now = at(9, 13, 15)
    visit = Activity.objects.get(code="area_visit")
    begins = datetime(2024, 9, 27, 9, tzinfo=OFFICE)
    with cast.on_stage("officer", now) as officer:
        fill_session(
            activity_id=visit.pk, values={"topic": "商务片区：社区微更新与共享会客厅", "starts_at": begins,
            "ends_at": begins + timedelta(hours=3)}, actor=officer, now=now, confirmed=True,
        )  # fmt: skip
        fill_session(
            activity_id=visit.pk,
            values={"topic": "功能片区：睦邻楼组建设"},
            actor=officer,
            now=now,
            confirmed=True,
        )


def _activity(each: Afternoon) -> Activity:
    code = "lectures" if each.title.startswith("专家授课") else "section_training"
    return Activity.objects.get(code=code)


def _values(each: Afternoon, teacher: int) -> dict[str, object]:
    begins = each.begins.replace(tzinfo=OFFICE)
    minutes = MINUTES.get(each.code, 150)
    return {
        "topic": each.title.split("：", 1)[1],
        "teacher_id": teacher,
        "venue": HALL,
        "starts_at": begins,
        "ends_at": begins + timedelta(minutes=minutes),
    }


def _leave_out(cast: Cast, session: Session, each: Afternoon) -> None:
    """Away on street duty, agreed beforehand: as many as the figures of the year say."""
    ordinary = Expected.objects.filter(session=session).exclude(
        person__appointments__code__in=("secretary", "director")
    )
    spare = ordinary.exclude(person__name="李婷").order_by("-person_id")
    number = Expected.objects.filter(session=session).count() - each.due
    with cast.on_stage("officer", session.announced_at or at(6, 3)) as officer:
        for person_id in list(spare.values_list("person_id", flat=True)[: max(number, 0)]):
            excuse_from_expected(
                session_id=session.pk, person_id=person_id, reason="街道专项工作，事先报备",
                actor=officer, now=session.announced_at or at(6, 3),
            )  # fmt: skip
