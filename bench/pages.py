"""Every shape of page at two sizes of the roster: its statements, and its time against a bare page.

The played street is grown to 10,000 and 50,000 people, its lists settled again, and each page asked for as
who uses it. Page and bare page take turns in one process, so that a busy machine slows both; p50 of both.
`BENCH_PAGES=people,hours` takes only pages whose name begins so.
"""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median
from typing import Any

from bench.measure import Figure, size
from bench.serving import office

SIZES = (10_000, 50_000)
TURNS = 9
SLOW = 1500  # milliseconds: such a page is asked for once
MOST_QUERIES, MOST_TIMES = 12, 5
AFTERNOON = "demo:2024-09-20T13:30"
_BOOKKEEPING = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK")


@dataclass(frozen=True)
class Asked:
    """What one page cost: statements, and the medians of its time and of the bare page's, in milliseconds."""

    statements: int
    took: float
    bare: float
    bytes: int

    @property
    def times(self) -> float:
        return self.took / self.bare


def figures() -> Iterator[Figure]:
    found: dict[str, list[Asked]] = {}
    with office() as database:
        play()
        for people in (size(full, 500) for full in SIZES):
            os.environ["DATABASE_URL"] = database.owner
            _django()
            grown(people)
            _point_at(database.web)
            for name, asked in measured():
                found.setdefault(name, []).append(asked)
    yield from _told(found)


def play() -> None:
    """The demo's street, with its office clock, in the database of the environment."""
    os.environ["YANXING_CLOCK"] = AFTERNOON
    command = [sys.executable, "-W", "ignore", "-m", "yanxing.site.manage", "play_demo"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)  # noqa: S603


def grown(people: int) -> None:
    """So many people, with the lists of the plan settled for all of them."""
    from datetime import date  # noqa: PLC0415

    from bench.growing import grow  # noqa: PLC0415
    from bench.places import places  # noqa: PLC0415
    from yanxing.access import clock  # noqa: PLC0415
    from yanxing.access.acting import acting  # noqa: PLC0415
    from yanxing.access.actor import actor_of  # noqa: PLC0415
    from yanxing.actions.policies.audience import settle_audience  # noqa: PLC0415
    from yanxing.records.models import Account, PolicyDocument  # noqa: PLC0415

    grow(people)
    now = clock.now()
    officer = actor_of(Account.objects.get(username="xuzhiqiang").pk, on=now.date(), sensitive_ok=True)
    assert officer is not None
    with acting(officer):
        at = places()
        plan = PolicyDocument.objects.get(code="zhongshan/empowerment-2024")
        settle_audience(document=plan, run=str(at["run"]), as_of=date(2024, 6, 10), actor=officer, now=now)


def measured() -> Iterator[tuple[str, Asked]]:
    """Every page of the table, once for its statements, then in turns with the bare page."""
    from django.test import override_settings  # noqa: PLC0415

    wanted = tuple(filter(None, os.environ.get("BENCH_PAGES", "").split(",")))
    clients: dict[str, Any] = {}
    with override_settings(ROOT_URLCONF="bench.bare_pages"):
        for name, who, address in addresses():
            if wanted and not name.startswith(wanted):
                continue
            if who not in clients:
                clients[who] = _client(who)
            yield name, _asked(clients[who], name, address)


def addresses() -> list[tuple[str, str, str]]:
    """Name of the page, who asks, where; the roles by the user names of the play."""
    from bench.places import pages  # noqa: PLC0415

    return pages()


def _asked(client: Any, name: str, address: str) -> Asked:
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    turns = TURNS if _timed(client, address) < SLOW else 1
    with CaptureQueriesContext(connection) as taken:
        answer = client.get(address)
    assert answer.status_code == 200, (name, address, answer.status_code)
    count = sum(1 for each in taken.captured_queries if not str(each["sql"]).startswith(_BOOKKEEPING))
    if os.environ.get("BENCH_SQL"):
        _print(name, taken.captured_queries)
    pairs = [(_timed(client, address), _timed(client, "/bare/")) for _ in range(turns)]
    return Asked(count, median(a for a, _ in pairs), median(b for _, b in pairs), len(answer.content))


def _timed(client: Any, address: str) -> float:
    begun = time.perf_counter()
    client.get(address)
    return 1000 * (time.perf_counter() - begun)


def _print(name: str, queries: list[dict[str, str]]) -> None:
    print(f"--- {name}", file=sys.stderr)
    for each in queries:
        print(f"{float(each['time']) * 1000:7.1f} ms  {' '.join(each['sql'].split())[:400]}", file=sys.stderr)


def _client(username: str) -> Any:
    from django.test import Client  # noqa: PLC0415

    from yanxing.records.models import Account  # noqa: PLC0415

    client = Client()
    account = Account.objects.get(username=username)
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session["proved_at"] = time.time() + 36_000
    session.save()
    return client


def _django() -> None:
    import django  # noqa: PLC0415 - its settings stand only now

    django.setup()
    _point_at(os.environ["DATABASE_URL"])


def _point_at(address: str) -> None:
    from django.db import connection  # noqa: PLC0415

    from yanxing.site import environment  # noqa: PLC0415

    connection.close()
    connection.settings_dict.update(environment.database(address))


def _told(found: dict[str, list[Asked]]) -> Iterator[Figure]:
    """Each page at the larger size, then the sums."""
    for name, (small, large) in sorted(found.items(), key=lambda each: -each[1][-1].times):
        statements = f"{small.statements} → {large.statements} statements, {large.bytes / 1024:.0f} KB"
        aim = f"≤ {MOST_TIMES}; ≤ {MOST_QUERIES}, same"
        yield Figure(f"page {name} ({statements})", large.took, "ms", "a bare page", large.times, aim)
    last = [each[-1] for each in found.values()]
    within = sum(1 for each in last if each.times <= MOST_TIMES)
    few = sum(
        1
        for small, large in found.values()
        if large.statements <= MOST_QUERIES and small.statements == large.statements
    )
    total = f"of {len(last)}"
    yield Figure(f"pages within {MOST_TIMES} bare ones", within, total, aim="all")
    yield Figure(f"pages with ≤ {MOST_QUERIES} statements, the same at both sizes", few, total, aim="all")
