"""The worker's own tick: a request nobody answered in time goes to the office, without anybody's name."""

from __future__ import annotations

from datetime import timedelta

import pytest
from tests.street.attending import in_force
from tests.street.meetings import lecture
from tests.street.people import NOW, Street

from yanxing.access.acting import acting
from yanxing.actions.matters import ask_leave
from yanxing.records.models import Matter
from yanxing.site import jobs


def test_it_goes_to_the_office(street: Street, monkeypatch: pytest.MonkeyPatch) -> None:
    document = in_force(street.street, street.xuzhiqiang)
    session = lecture(street, street.liting, starts=NOW + timedelta(days=9))
    session.activity.document = document
    session.activity.save()
    worker = street.actor(street.liting)
    with acting(worker):
        ask_leave(session=session, kind="公务", grounds="开会", actor=worker, now=NOW)
    monkeypatch.setattr(jobs, "now", lambda: NOW + timedelta(days=3))
    assert jobs.tick(0) == 0
    monkeypatch.setattr(jobs, "now", lambda: NOW + timedelta(days=4))
    assert (jobs.tick(0), jobs.tick(0)) == (1, 0)
    matter = Matter.objects.get()
    assert (matter.step, matter.waits_for) == ("office_deciding", "office")
    last = matter.steps.order_by("ordinal").last()
    assert last is not None
    assert last.done_by is None
