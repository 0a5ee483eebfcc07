"""Helping at the desk of one session: by an officer, for a time, with a reason, never to oneself."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from tests.street.meetings import lecture
from tests.street.people import Street

from yanxing.access.clock import real_now
from yanxing.records.models import AccessGrant


def give(page: Any, street: Street, who: str, whom: str, at: Any, **more: str) -> Any:
    form = {"session": at.pk, "reason": "签到台缺人", "days": "1", **more}
    return page(getattr(street, who), proved=True).post(
        f"/accounts/{getattr(street, whom).pk}/grants/new/", form
    )


def test_a_worker_helps_at_the_desk_of_one_session_until_it_is_taken_back(street: Street, page: Any) -> None:
    session = lecture(street, street.liting)
    assert give(page, street, "xuzhiqiang", "liting", session).status_code == 302
    assert street.actor(street.liting).desk_sessions == {session.pk}
    grant = AccessGrant.objects.get()
    officer = page(street.xuzhiqiang)
    assert "签到台缺人" in officer.get(f"/accounts/{street.liting.pk}/").content.decode()
    officer.post(f"/accounts/{street.liting.pk}/grants/{grant.pk}/revoke/")
    assert street.actor(street.liting).desk_sessions == frozenset()


def test_a_grant_ends_by_itself(street: Street, page: Any) -> None:
    give(page, street, "xuzhiqiang", "liting", lecture(street))
    AccessGrant.objects.update(expires_at=real_now() - timedelta(seconds=1))
    assert street.actor(street.liting).desk_sessions == frozenset()


@pytest.mark.parametrize(
    ("who", "whom", "change", "status"),
    [
        ("xuzhiqiang", "xuzhiqiang", {}, 422), ("xuzhiqiang", "liting", {"reason": ""}, 422),
        ("xuzhiqiang", "liting", {"days": "31"}, 422), ("xuzhiqiang", "liting", {"session": "999"}, 422),
        ("wangmin", "liting", {}, 404), ("admin", "liting", {}, 404), ("liting", "zhaolei", {}, 404),
    ],
)  # fmt: skip
def test_what_is_refused(
    street: Street, page: Any, who: str, whom: str, change: dict[str, str], status: int
) -> None:
    assert give(page, street, who, whom, lecture(street), **change).status_code == status
    assert AccessGrant.objects.count() == 0
