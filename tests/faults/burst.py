"""A hall full of phones for one house: people with logins, a session, and the requests they send."""

from __future__ import annotations

import http.client
import threading
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from tests.hosting.house import House
from tests.street.database import point_at

from yanxing.hosting.keys import read_key
from yanxing.hosting.roles import OWNER, Roles, ensure_passwords

PHONES = 8
CSRF = "c" * 32


def owner_url(house: House) -> str:
    known = Roles(ensure_passwords(house.folder / "postgres/passwords.json"), house.database_port())
    return known.url(OWNER)


@contextmanager
def tables_of(house: House) -> Iterator[None]:
    """Django's models over this house's database, as its owner."""
    from django.db import connection

    before = {key: connection.settings_dict[key] for key in ("NAME", "USER", "PASSWORD", "HOST", "PORT")}
    point_at(owner_url(house))
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict.update(before)


@dataclass
class Hall:
    """One session; person → the key of their login. `acknowledged`: who was told that it stands."""

    house: House
    session: int
    logins: dict[int, str]
    acknowledged: set[int] = field(default_factory=set)
    unanswered: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def address(self) -> str:
        """The code on the screen right now."""
        from yanxing.access.tokens import sign_code, slot_of

        now = datetime.now().astimezone()
        return (
            f"/s/{sign_code(read_key(self.house.folder / 'keys', 'check-in'), self.session, slot_of(now))}/"
        )

    def send(self, people: Iterable[int]) -> None:
        """Every phone sends once; whoever gets no answer stays without."""
        address = self.address()
        with ThreadPoolExecutor(PHONES) as pool:
            list(pool.map(lambda person: self._send(person, address), people))

    def _send(self, person: int, address: str) -> None:
        cookie = f"yx_session={self.logins[person]}; yx_csrf={CSRF}"
        headers = {"Cookie": cookie, "X-CSRFToken": CSRF, "HX-Request": "true", "Content-Length": "0"}
        phone = http.client.HTTPConnection("127.0.0.1", self.house.port, timeout=20)
        try:
            phone.request("POST", address, headers=headers)
            answer = phone.getresponse()
            answer.read()
            told = answer.status == 200
        except (OSError, http.client.HTTPException):
            told = False
        finally:
            phone.close()
        with self._lock:
            if told:
                self.acknowledged.add(person)
            else:
                self.unanswered += 1


def hall(house: House, people: int) -> Hall:
    """Fills an empty house with a street, one session that begins in an hour, and its people."""
    from django.db import transaction
    from django.test import override_settings
    from tests.street.meetings import lecture
    from tests.street.people import make_street

    secret = read_key(house.folder / "keys", "django").hex()
    with tables_of(house), transaction.atomic(), override_settings(SECRET_KEY=secret):
        street = make_street()
        session = lecture(street, starts=datetime.now().astimezone() + timedelta(hours=1))
        return Hall(house, session.pk, dict(_one(street, session, number) for number in range(people)))


def _one(street: Any, session: Any, number: int) -> tuple[int, str]:
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore
    from tests.street.meetings import expects
    from tests.street.people import account, person

    name = f"W{number:04}"
    made = account(name, "陈晓", person("陈晓", street.fangta, name, "worker"))
    expects(session, made)
    login = SessionStore()
    login[SESSION_KEY] = str(made.pk)
    login[BACKEND_SESSION_KEY] = "django.contrib.auth.backends.ModelBackend"
    login[HASH_SESSION_KEY] = made.get_session_auth_hash()
    login.create()
    assert made.person is not None
    assert login.session_key is not None
    return made.person.pk, login.session_key
