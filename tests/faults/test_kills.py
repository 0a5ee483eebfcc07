"""`kill -9` in a sign-in burst, ten times: nothing acknowledged is lost, nothing stands twice."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from typing import Any

import psycopg
import pytest
from tests.faults.burst import Hall, hall, owner_url, tables_of
from tests.hosting.house import House

from yanxing.hosting.processes import command_line, wait_until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks at processes through /proc")

KILLS = ("site", "database", "worker", "site", "database", "worker", "database", "site", "worker", "database")
A_BURST = 40
JOB = (
    "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args) "
    "SELECT 'default', 'seal', 'todo', '{\"timestamp\": 0}' FROM generate_series(1, 20)"
)

LATE = (
    "UPDATE procrastinate_workers SET last_heartbeat = now() - interval '1 hour' "
    "WHERE id < (SELECT max(id) FROM procrastinate_workers)"
)


@pytest.fixture(scope="module")
def house(django_db_blocker: Any) -> Iterator[House]:
    made = House()
    try:
        made.start()
        with django_db_blocker.unblock():
            yield made
    finally:
        made.remove()


def kill(house: House, what: str) -> None:
    """Every process of that kind at once, without a word."""
    members = [house.server()] if what == "database" else house.members()
    victims = [pid for pid in members if what == "database" or _is(pid, what)]
    assert victims, what
    for pid in victims:
        os.kill(pid, signal.SIGKILL)


def _is(pid: int, what: str) -> bool:
    words = command_line(pid)
    return "granian" in words if what == "site" else words.endswith("manage work")


def asked(house: House, statement: str) -> Any:
    with psycopg.connect(owner_url(house), autocommit=True) as owner:
        cursor = owner.execute(statement.encode())
        return cursor.fetchone() if cursor.description else None


def burst(full: Hall, people: list[int], what: str) -> None:
    """The phones send; a quarter of them told, something dies."""
    before = len(full.acknowledged)
    sending = threading.Thread(target=full.send, args=[people])
    sending.start()
    wait_until(lambda: len(full.acknowledged) - before >= len(people) // 4 or not sending.is_alive(), 30)
    kill(full.house, what)
    sending.join()


def test_ten_kills_lose_nothing_and_double_nothing(house: House) -> None:
    full = hall(house, A_BURST * len(KILLS))
    waiting = list(full.logins)
    for number, what in enumerate(KILLS):
        if what == "worker":
            asked(house, JOB)
        burst(full, waiting[number * A_BURST : (number + 1) * A_BURST], what)
        assert wait_until(lambda: house.status() == 200, 60), (what, house.said, logs(house))
    cut_off = set(full.logins) - full.acknowledged
    assert cut_off, "no burst was cut: the kills came too late to prove anything"
    stood = told(house, full)
    assert full.acknowledged <= stood.keys()

    for _ in range(5):  # those without an answer press the button again
        full.send(sorted(set(full.logins) - full.acknowledged))
    assert full.acknowledged == set(full.logins)
    after = told(house, full)
    assert after.keys() == set(full.logins)
    assert {person: at for person, at in after.items() if person in stood} == stood  # the first one stands
    rows = "SELECT count(*), count(DISTINCT person_id) FROM records_checkin"
    assert asked(house, rows) == (len(full.logins), len(full.logins))
    trail = (
        "SELECT count(*), count(DISTINCT detail->>'person') FROM records_auditentry WHERE act = 'signin.in'"
    )
    assert asked(house, trail) == (len(full.logins), len(full.logins))
    _jobs_are_resumed(house)


def logs(house: House) -> str:
    """The end of what site and database have said, for whoever reads a failure."""
    files = (house.folder / "log/web.log", house.folder / "postgres/postgres.log")
    return "\n".join(file.read_text("utf-8", errors="replace")[-2000:] for file in files)


def told(house: House, full: Hall) -> dict[int, Any]:
    """person → when they signed in, as it stands."""
    from yanxing.records.models import CheckIn

    with tables_of(house):
        return dict(CheckIn.objects.filter(session_id=full.session).values_list("person_id", "at"))


def _jobs_are_resumed(house: House) -> None:
    """What killed workers left is done once they count as dead: here an hour passes at once."""
    assert wait_until(lambda: any(_is(pid, "worker") for pid in house.members()), 20)
    asked(house, LATE)
    asked(
        house,
        "INSERT INTO procrastinate_jobs (queue_name, task_name, status, args) "
        "VALUES ('default', 'rescue', 'todo', '{\"timestamp\": 0}')",
    )
    left = "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'seal' AND status IN ('todo', 'doing')"
    until = time.monotonic() + 30
    while asked(house, left) != (0,) and time.monotonic() < until:
        time.sleep(0.5)
    assert asked(house, left) == (0,)
    sealed = "SELECT count(*) FROM records_auditseal"
    assert asked(house, sealed)[0] >= 1
