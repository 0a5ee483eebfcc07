"""The demo's street, played once; each test gets a copy of it at half past one on 20 September 2024."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from tests.street.database import Server, own_database

AFTERNOON = datetime(2024, 9, 20, 13, 30)  # noqa: DTZ001 - the office's own time
Logins = dict[str, tuple[str, str]]


@pytest.fixture(scope="session")
def played(server: Server, django_db_setup: None, django_db_blocker: Any) -> tuple[str, Logins]:
    """The name of the database and the way in of each role: (user name, password)."""
    from django.conf import settings

    from yanxing.demo.play.playing import play

    with django_db_blocker.unblock(), own_database(server, keep=True) as name:
        play(lambda _: None)
    told = json.loads((Path(settings.HOME) / "logins.json").read_text("utf-8"))
    return name, {each["role"]: (each["username"], each["password"]) for each in told}


@contextmanager
def half_past_one() -> Iterator[None]:
    """The office clock of the test and of its server; it runs on, and may be moved forward."""
    from django.conf import settings

    from yanxing.access import clock

    clock.now()
    file = Path(settings.HOME) / "clock"
    before = file.read_text()
    file.write_text(str((AFTERNOON.replace(tzinfo=clock.OFFICE) - clock.real_now()).total_seconds()))
    try:
        yield
    finally:
        file.write_text(before)


@pytest.fixture
def committed(server: Server, played: tuple[str, Logins], django_db_blocker: Any) -> Iterator[str]:
    """Takes the place of the empty database under `site` and `browse`."""
    with django_db_blocker.unblock(), own_database(server, played[0]) as name, half_past_one():
        yield name


@pytest.fixture
def logins(played: tuple[str, Logins]) -> Logins:
    return played[1]


@pytest.fixture
def sealed(server: Server, committed: str) -> None:
    """As the worker process does every minute."""
    from datetime import timedelta

    from tests.street.database import point_at

    from yanxing.access.clock import real_now
    from yanxing.actions.sealing.seal import seal_finished

    point_at(server.url("worker", committed))
    try:
        seal_finished(real_now() + timedelta(minutes=5))
    finally:
        point_at(server.url("web", committed))
