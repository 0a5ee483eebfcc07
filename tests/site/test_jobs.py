"""The worker: a real process that seals, and picks up what a killed one left behind."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from tests.street.database import Server

from yanxing.access import clock


@pytest.fixture
def worker(server: Server, committed: str, tmp_path: Path) -> Iterator[Callable[[], Any]]:
    """Starts `work` as the worker role; whatever was started is ended."""
    started: list[subprocess.Popen[bytes]] = []

    def start() -> subprocess.Popen[bytes]:
        with (tmp_path / "worker.log").open("ab") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "yanxing.site.manage", "work"],
                env=os.environ | {"DATABASE_URL": server.url("worker", committed)},
                stdout=log,
                stderr=log,
            )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def asked(server: Server, name: str, question: str) -> Any:
    with psycopg.connect(server.url("owner", name), autocommit=True) as owner:
        cursor = owner.execute(question.encode())
        return cursor.fetchone() if cursor.description else None


def wait_for(what: Callable[[], bool], seconds: float = 90) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if what():
            return True
        time.sleep(0.5)
    return False


ENTRY = (
    "INSERT INTO records_auditentry (at, real_at, door, act, object_kind, object_id, reason, detail)"
    " VALUES (now(), now(), 'page', 'a', '', '', '', '{}')"
)


def test_the_worker_seals_and_resumes_what_a_killed_one_left(
    server: Server, committed: str, worker: Callable[[], Any]
) -> None:
    asked(server, committed, ENTRY)
    # A job that a killed worker was doing: its worker's last sign of life is long ago.
    asked(
        server,
        committed,
        "INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() - interval '1 hour')",
    )
    asked(
        server,
        committed,
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args, worker_id) "
        "SELECT 'default', 'seal', 'doing', '{\"timestamp\": 0}', id FROM procrastinate_workers",
    )
    process = worker()
    sealed = wait_for(lambda: asked(server, committed, "SELECT count(*) FROM records_auditseal")[0] == 1)
    resumed = wait_for(
        lambda: (
            asked(server, committed, "SELECT count(*) FROM procrastinate_jobs WHERE status = 'doing'")[0] == 0
        )
    )
    assert (sealed, resumed) == (True, True)
    process.send_signal(signal.SIGTERM)
    assert process.wait(30) == 0


def test_sessions_that_are_over_are_cleared(db: None) -> None:
    from django.contrib.sessions.models import Session

    from yanxing.site.jobs import clear

    real = clock.real_now()
    for key, left in (("old", -1), ("new", 1)):
        Session.objects.create(session_key=key, session_data="", expire_date=real + timedelta(hours=left))
    clear(timestamp=0)
    assert list(Session.objects.values_list("session_key", flat=True)) == ["new"]


def test_the_head_of_the_day_is_written_where_it_can_leave_the_house(
    server: Server, committed: str, tmp_path: Path, settings: Any
) -> None:
    from tests.street.database import point_at

    from yanxing.actions.sealing.heads import read_heads
    from yanxing.actions.sealing.seal import seal_finished
    from yanxing.site.jobs import head

    settings.HOME = tmp_path
    point_at(server.url("worker", committed))
    head(timestamp=0)
    assert not (tmp_path / "heads").exists(), "nothing is sealed yet"
    asked(server, committed, ENTRY)
    seal_finished()
    head(timestamp=0)
    (file,) = (tmp_path / "heads").iterdir()
    kept = asked(server, committed, "SELECT encode(head, 'hex') FROM records_auditseal")[0]
    assert read_heads([file.read_text()]) == {1: kept}
