"""Nobody writes down the time of their own arrival."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from tests.street.meetings import STARTS, lecture
from tests.street.people import NOW, Street

from yanxing.access import clock
from yanxing.access.clock import real_now
from yanxing.records.models import AccessGrant, CheckIn

Page = Callable[..., Any]
LATE = STARTS.replace(hour=14, minute=20)


@pytest.fixture(autouse=True)
def late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: LATE)


def test_a_secretary_does_not_enter_herself_from_a_paper_sheet(street: Street, page: Page) -> None:
    session = lecture(street, street.liting, street.wangmin)
    liting, wangmin = street.liting.person_id, street.wangmin.person_id
    secretary = page(street.wangmin)
    address = f"/missing/{session.pk}/paper/"
    shown = secretary.get(address).content.decode()
    assert f'name="listed" value="{liting}"' in shown
    assert f'name="listed" value="{wangmin}"' not in shown
    secretary.post(address, {"at": "13:10", "listed": [liting, wangmin], "sure": "1"})
    assert [row.person_id for row in CheckIn.objects.all()] == [liting]


def test_who_helps_at_the_desk_cannot_date_herself_back(street: Street, page: Page) -> None:
    session = lecture(street, street.liting)
    AccessGrant.objects.create(
        account=street.liting,
        purpose="desk",
        session=session,
        reason="签到帮手",
        granted_by=street.xuzhiqiang,
        granted_at=NOW,
        expires_at=real_now() + timedelta(days=1),
    )
    given = {"person": street.liting.person_id, "kept": "3600"}
    assert page(street.liting).post(f"/desk/{session.pk}/", given).status_code == 200
    assert CheckIn.objects.get().at == LATE
