"""The plan's programme becomes activities; its audience list becomes 应到."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from tests.street.people import NOW, TODAY, Street
from tests.web.activities.plan import ROW, sessions_of

from yanxing.access.acting import acting
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions.activities import announce_session, start_activities
from yanxing.records.models import Activity, Expected, PolicyDocument, RunRow, SettledRun, Subject

PLAN = Path(__file__).parents[3] / "policies/zhongshan/empowerment-2024.yaml"


@pytest.fixture
def document(street: Street) -> PolicyDocument:
    return PolicyDocument.objects.create(
        subject=Subject.objects.create(kind="document", home_unit=street.street),
        unit=street.street,
        organiser=street.office,
        code="zhongshan/empowerment-2024",
        title="中山街道2024年社区干部赋能计划实施方案",
        year=2024,
        source=PLAN.read_text("utf-8"),
        digest="d",
        schema_version=1,
        loaded_by=street.xuzhiqiang,
        loaded_at=NOW,
    )


def started(street: Street, document: PolicyDocument) -> int:
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        return len(start_activities(document=document, actor=officer, now=NOW))


def test_the_programme_starts_once(street: Street, document: PolicyDocument) -> None:
    assert (started(street, document), started(street, document)) == (10, 0)
    shown = Activity.objects.filter(code__in=["lectures", "exam", "area_visit", "outside_visit"]).order_by(
        "pk"
    )
    assert [
        (
            each.title,
            each.form,
            each.clause,
            each.audience_run,
            each.compulsory,
            each.window_from,
            each.window_until,
        )
        for each in shown
    ] == [
        ("专家授课", "lecture", "二（一）1", "roll", True, date(2024, 6, 1), date(2024, 6, 30)),
        ("“全岗通”考核", "exam", "二（一）3", "exam_candidates", False, date(2024, 6, 1), date(2024, 8, 31)),
        (
            "片区互动交流",
            "visit",
            "二（三）1",
            "visit_candidates",
            False,
            date(2024, 6, 1),
            date(2024, 9, 30),
        ),
        (
            "外出参访交流",
            "visit",
            "二（三）2",
            "visit_candidates",
            False,
            date(2024, 6, 11),
            date(2024, 6, 20),
        ),
    ]


def test_a_secretary_starts_nothing(street: Street, document: PolicyDocument) -> None:
    secretary = street.actor(street.wangmin)
    with pytest.raises(NotYours), acting(secretary):
        start_activities(document=document, actor=secretary, now=NOW)


def _run(street: Street, document: PolicyDocument) -> SettledRun:
    run = SettledRun.objects.create(
        document=document,
        run="roll",
        as_of=TODAY,
        policy_digest="p",
        values_digest="v",
        calendar_digest="c",
        facts_digest="f",
        rule_version="1",
        facts={},
        outcome={},
        settled_by=street.xuzhiqiang,
        settled_at=NOW,
    )
    for who, status, state in (
        (street.liting, "eligible", "in"),
        (street.zhaolei, "ineligible", "out"),
        (street.wangmin, "unknown", "undecided"),
    ):
        RunRow.objects.create(
            settled=run,
            key=str(who.person_id),
            subject=who.person.subject,
            status=status,
            state=state,
            sentence="",
        )
    return run


def test_the_audience_list_decides_who_is_expected(street: Street, document: PolicyDocument) -> None:
    started(street, document)
    activity = Activity.objects.get(code="lectures")
    session = sessions_of(street, activity, ROW.replace("9月", "6月").replace("24日", "12日"))[0]
    officer = street.actor(street.xuzhiqiang)
    with pytest.raises(Refused, match="对象名单还没有生成"), acting(officer):
        announce_session(session_id=session.pk, revision=1, actor=officer, now=NOW)
    run = _run(street, document)
    for _click in range(2):
        with acting(officer):
            announce_session(session_id=session.pk, revision=1, actor=officer, now=NOW)
    assert list(Expected.objects.values_list("person__name", "unit__short_name")) == [("李婷", "方塔")]
    activity.refresh_from_db()
    assert activity.audience_id == run.pk
