"""What is not in the play: a lecture next week, codes as the hall shows them, badges as they are printed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.days.living import Visitor

from yanxing.access import clock
from yanxing.access.acting import acting
from yanxing.access.actor import actor_of
from yanxing.access.keyring import check_in_key
from yanxing.access.tokens import personal_code, sign_code, slot_of
from yanxing.records.models import Account, Activity, Session


def today() -> Session:
    return Session.objects.get(state="announced", starts_at__date=clock.now().date())


def lecture_next_week() -> Session:
    """Arranged and announced by the officer this morning."""
    from yanxing.actions.activities.announcing import announce_session
    from yanxing.actions.activities.sessions import fill_session

    officer = actor_of(Account.objects.get(username="xuzhiqiang").pk, on=clock.now().date())
    assert officer is not None
    begins = clock.now().replace(hour=14, minute=0, second=0, microsecond=0) + timedelta(days=7)
    values: dict[str, Any] = {
        "topic": "热点问题剖析", "venue": "街道文化中心三楼剧场", "starts_at": begins,
        "ends_at": begins + timedelta(hours=2, minutes=15),
    }  # fmt: skip
    activity = Activity.objects.get(code="lectures")
    with acting(officer):
        made = fill_session(
            activity_id=activity.pk, values=values, actor=officer, now=clock.now(), confirmed=True
        )
    with acting(officer):
        return announce_session(session_id=made.pk, revision=made.revision, actor=officer, now=clock.now())


def scanned_address(session: Session) -> str:
    """What a phone reads in the square on the screen."""
    return f"/s/{sign_code(check_in_key(), session.pk, slot_of(clock.now()))}/"


def badge_of(person_id: int) -> str:
    """What a scanner reads on a badge."""
    return personal_code(check_in_key(), person_id)


def typed_code_on(hall: Visitor) -> str:
    """As somebody in the third row reads it."""
    hall.page.wait_for_selector(".yx-hall__code")
    return str(hall.page.inner_text(".yx-hall__code"))
