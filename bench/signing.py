"""Sign-ins a second over HTTP, durable and exactly once, beside the same statements without Django.

How to read it. Everything runs on one machine: PostgreSQL with durable commits, granian with 2 workers of 4
threads, and the clients. `pgbench` sends the very statements one sign-in of ours sends, taken down from a
real one, over as many connections. The bare view does what a Django site cannot do without (session, user)
and the same statements; ours adds the code's proof, the form's proof, scope, language, headers and the page.
"""

from __future__ import annotations

import re
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

from bench.measure import Figure, size
from bench.serving import Load, load, office, served
from yanxing.hosting.binaries import find_binaries
from yanxing.hosting.throwaway import Throwaway

PEER = 100
"""Sign-ins a second of the fastest peer on this kind of machine (which signed some in three times)."""

PERSON, ACCOUNT, STREET, HOME = 1_000_000, 2_000_000, 3_000_000, 3_000_001
CLIENTS = (16, 32)
_CSRF = "c" * 32


def figures() -> Iterator[Figure]:
    count = size(6000, 40)
    with office() as database:
        import django  # noqa: PLC0415 - its settings stand only now

        django.setup()
        meetings = _street(count)
        statements = _statements(meetings.pop())
        for clients in CLIENTS:
            ours = _over_http("yanxing.site.wsgi:application", meetings.pop(), count, clients)
            bare = _over_http("bench.bare_site:application", meetings.pop(), count, clients)
            floor = _pgbench(database, statements, meetings.pop(), count, clients)
            yield from _compared(clients, ours, bare, floor)


def _compared(clients: int, ours: Load, bare: Load, floor: float) -> Iterator[Figure]:
    name = f"sign-ins, {clients} clients"
    rate = ours.per_second
    yield Figure(name, rate, "/s", "the same statements by pgbench", rate / floor, ">= 0.1")
    yield Figure(name, rate, "/s", "a bare Django view", rate / bare.per_second, ">= 0.7")
    yield Figure(name, rate, "/s", "the fastest peer", rate / PEER, ">= 10")
    yield Figure(f"{name}, slowest of a hundred", ours.wait(0.99), "ms")


def _street(count: int) -> list[int]:
    """People with accounts and logins, and sessions that expect all of them; the sessions' ids."""
    from django.db import connection, transaction  # noqa: PLC0415

    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_PEOPLE, {"last": count - 1, "person": PERSON, "account": ACCOUNT})
    _logins(count)
    return [_meeting(count) for _ in range(2 + 3 * len(CLIENTS) - 1)]


_PEOPLE = """
INSERT INTO records_subject (id, kind) VALUES (3000000, 'unit'), (3000001, 'unit');
INSERT INTO records_unit (subject_id, kind, name, short_name, subject_line, position)
VALUES (3000000, 'street', '中山街道', '中山街道', '', 0),
    (3000001, 'neighbourhood', '方塔居民区', '方塔', '', 0);
INSERT INTO records_subject (id, kind, home_unit_id)
SELECT %(person)s + i, 'person', 3000001 FROM generate_series(0, %(last)s) i;
INSERT INTO records_person (subject_id, name, pinyin, initials, phone_tail, political_status, is_external)
SELECT %(person)s + i, '李婷', 'li ting', 'lt', '', '', false FROM generate_series(0, %(last)s) i;
INSERT INTO records_appointment (person_id, unit_id, code, is_main, basis, since)
SELECT %(person)s + i, 3000001, 'worker', true, '', '2020-01-01' FROM generate_series(0, %(last)s) i;
INSERT INTO records_account (id, password, username, display_name, person_id, is_active, must_change_password,
    elder_pages)
SELECT %(account)s + i, 'x', 'w' || i, '李婷', %(person)s + i, true, false, false
FROM generate_series(0, %(last)s) i;
"""


def _logins(count: int) -> None:
    from django.contrib.sessions.backends.db import SessionStore  # noqa: PLC0415
    from django.contrib.sessions.models import Session as Login  # noqa: PLC0415

    from yanxing.records.models import Account  # noqa: PLC0415

    stamp = Account(password="x").get_session_auth_hash()  # noqa: S106
    store = SessionStore()
    expires = datetime.now().astimezone() + timedelta(hours=12)
    backend = "django.contrib.auth.backends.ModelBackend"

    def login(number: int) -> Login:
        kept = {
            "_auth_user_id": str(ACCOUNT + number),
            "_auth_user_backend": backend,
            "_auth_user_hash": stamp,
        }
        return Login(session_key=_key(number), session_data=store.encode(kept), expire_date=expires)

    Login.objects.bulk_create(map(login, range(count)), batch_size=2000)


def _key(number: int) -> str:
    return f"k{number:031}"


def _meeting(count: int) -> int:
    from yanxing.records.models import Activity, Expected, Session, Subject  # noqa: PLC0415

    activity = Activity.objects.create(code="lecture", title="专家授课", form="lecture", unit_id=STREET)
    starts = datetime.now().astimezone() + timedelta(minutes=60)
    session = Session.objects.create(
        subject=Subject.objects.create(kind="session", home_unit_id=STREET),
        activity=activity,
        ordinal=1,
        topic="全过程人民民主协商治理",
        venue="街道文化中心三楼剧场",
        starts_at=starts,
        ends_at=starts + timedelta(hours=3),
        state="announced",
    )
    Expected.objects.bulk_create(
        Expected(session=session, person_id=PERSON + n, unit_id=HOME) for n in range(count)
    )
    return session.pk


def _requests(address: str, count: int, method: str = "POST") -> list[bytes]:
    """As the phone's page sends them: a form with its proof, the browser's mark, an answer for a swap."""
    return [
        (
            f"{method} {address} HTTP/1.1\r\nHost: 127.0.0.1\r\nHX-Request: true\r\nX-CSRFToken: {_CSRF}\r\n"
            f"Cookie: yx_session={_key(n)}; yx_csrf={_CSRF}; yx_browser={n:040}\r\n"
            "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 0\r\n\r\n"
        ).encode()
        for n in range(count)
    ]


def _over_http(application: str, meeting: int, count: int, clients: int) -> Load:
    with served(application) as port:
        warm = "/warm/" if application.startswith("bench") else "/sign-in/"
        load(port, _requests(warm, min(count, 300), "GET"), clients)  # every thread gets its connection
        done = load(port, _requests(_address(application, meeting), count), clients)
    assert done.statuses == {200: count}, done.statuses
    _once(meeting, count)
    return done


def _address(application: str, meeting: int) -> str:
    from yanxing.access.keyring import check_in_key  # noqa: PLC0415
    from yanxing.access.tokens import sign_code, slot_of  # noqa: PLC0415

    if application.startswith("bench"):
        return f"/sign/{meeting}/"
    return f"/s/{sign_code(check_in_key(), meeting, slot_of(datetime.now().astimezone()))}/"


def _once(meeting: int, count: int) -> None:
    from yanxing.records.models import CheckIn  # noqa: PLC0415

    signed = CheckIn.objects.filter(session_id=meeting)
    assert signed.count() == signed.values("person").distinct().count() == count


def _statements(meeting: int) -> list[str]:
    """What one sign-in of ours sends, with the person and the session left open."""
    from django.db import connection  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    client = Client()
    client.cookies["yx_session"] = _key(0)
    with CaptureQueriesContext(connection) as taken:
        answer = client.post(_address("", meeting), headers={"HX-Request": "true"})
    assert answer.status_code == 200, answer.content.decode()
    return [_opened(str(each["sql"]), meeting) for each in taken.captured_queries]


def _opened(statement: str, meeting: int) -> str:
    for known, name in ((PERSON, ":person"), (ACCOUNT, ":account"), (meeting, ":meeting")):
        statement = statement.replace(f"'{known}'", f"({name})::text")
        statement = re.sub(rf"(?<![\d.]){known}(?![\d.])", name, statement)
    key = "'k' || lpad((:person - 1000000)::text, 31, '0')"
    statement = statement.replace(f"'{_key(0)}'", key)
    return statement.strip().rstrip(";").replace("; ", " \\; ") + ";"


def _prepared() -> list[str]:
    from yanxing.access.actor import _ACTOR  # noqa: PLC0415
    from yanxing.actions.signin.signing import _SIGN  # noqa: PLC0415

    return [f"{each.preparation.strip()};" for each in (_ACTOR, _SIGN)]


def _pgbench(database: Throwaway, statements: list[str], meeting: int, count: int, clients: int) -> float:
    """Transactions a second of the statements alone, through the same simple protocol."""
    lines = [f"\\set person {PERSON} + :client_id + :turn * {clients}", "\\set turn :turn + 1"]
    lines += [
        f"\\set account :person + {ACCOUNT - PERSON}",
        f"\\set meeting {meeting}",
        "\\if :turn = 1",
        *_prepared(),
        "\\endif",
    ]
    lines += statements
    with tempfile.NamedTemporaryFile("w", suffix=".sql", encoding="utf-8") as script:
        script.write("\n".join(line if line[0] == "\\" else " ".join(line.split()) for line in lines))
        script.flush()
        Path(script.name).chmod(0o644)
        command = [find_binaries()["pgbench"], "--no-vacuum", "--define=turn=0", f"--file={script.name}"]
        command += [f"--client={clients}", "--jobs=2", f"--transactions={count // clients}", database.web]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    found = re.search(r"tps = ([\d.]+)", done.stdout)
    assert found, done.stderr
    _once(meeting, count // clients * clients)
    return float(found[1])
