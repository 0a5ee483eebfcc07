"""Every page as everybody: who may is a table, and nothing outside of it exists for anyone.

`who.txt`: route, then who gets further than 404 with a GET, then with a POST. The objects are 方塔's and
中山's. W 李婷, worker of 方塔 · w 赵磊, worker elsewhere · S 王敏, secretary of 方塔 · s 陈建国, secretary
elsewhere · O officer · o officer of another street · L leader · D desk · J judge · A system administrator ·
U audit administrator · N somebody without any post · - nobody logged in (`-`: even they; else to the login).
"""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from copy import deepcopy
from json import dumps
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from tests.street.database import Server, own_database
from tests.walk.ground import Ground, ground

from yanxing.api.operations import api
from yanxing.web.routes import Route, all_routes

ROLES = "WwSsOoLDJAUN-"
TABLE = Path(__file__).with_name("who.txt")
NOTHING_SHOWN = {302, 404, 405, 409}
OPERATIONS = (
    ("GET", "/people", "SsOoL"),
    ("GET", "/people/<person_id>", "WSOL"),
    ("GET", "/people/<person_id>/hours", "WSOL"),
    ("GET", "/units", "SsOoL"),
    ("GET", "/policies", "WwSsOoLDJAUN"),
    ("GET", "/policies/<document_id>/lists/<run>", "WwSsOL"),
    ("GET", "/sessions", "WwSsOoLDJAUN"),
    ("GET", "/sessions/<session_id>/people", "SsOL"),
    ("POST", "/sessions/<session_id>/sign-ins", "OD"),
    ("POST", "/sessions/<session_id>/evaluation", "WwSs"),
    ("POST", "/matters/<matter_id>/answers", "S"),
)
BODIES = {
    "/sessions/<session_id>/sign-ins": {"personal_code": "1"},
    "/sessions/<session_id>/evaluation": {"score": 5, "teacher_score": 5, "useful": 5},
    "/matters/<matter_id>/answers": {"answer": "approve", "revision": 1},
}
_PLACE = re.compile(r"<(?:\w+:)?(\w+)>")


def client_of(account: Any, *, proved: bool = False) -> Client:
    client = Client(raise_request_exception=False)
    if account is not None:
        client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
        session = client.session
        session["proved_at"] = time.time() if proved else 0
        session.save()
    return client


@pytest.fixture(scope="module")
def house(server: Server, django_db_setup: None, django_db_blocker: Any) -> Iterator[Ground]:
    with django_db_blocker.unblock(), own_database(server):
        yield ground(client_of)


def table() -> dict[str, tuple[str, str]]:
    """route → (who may GET, who may POST)."""
    lines = [line.split() for line in TABLE.read_text("utf-8").splitlines()]
    return {name: (get.strip("."), post.strip(".")) for name, get, post in lines}


def address(route: Route, house: Ground) -> str:
    """The address with our objects in it. A place nobody knows fails: the ground lacks that object."""
    known = house.places | house.by_route.get(route.name, {})
    path = "/" + _PLACE.sub(lambda found: str(known[found[1]]), route.address)
    return path + house.queries.get(route.name, "")


def walked(client: Client, method: str, path: str, form: dict[str, Any] | None = None) -> Any:
    """The answer; whatever it has written is taken back, cookies too."""
    cookies = deepcopy(client.cookies)
    with transaction.atomic():
        answer = client.get(path) if method == "GET" else client.post(path, form or {})
        transaction.set_rollback(True)
    client.cookies = cookies
    return answer


def gets_further(answer: Any, path: str) -> bool:
    if answer.status_code == 302 and answer.headers["Location"].startswith(f"/login/?next={path[:2]}"):
        return False
    return bool(answer.status_code != 404)


def test_every_route_stands_in_the_table() -> None:
    assert sorted(table()) == sorted(route.name for route in all_routes())


@pytest.mark.parametrize("role", ROLES)
def test_nobody_gets_further_than_the_table_says(house: Ground, role: str) -> None:
    client = client_of(house.roles[role], proved=True)
    wrong, failed = [], []
    for route in all_routes():
        path = address(route, house)
        for method, who in zip(("GET", "POST"), table()[route.name], strict=True):
            answer = walked(client, method, path, house.forms.get(route.name))
            if answer.status_code >= 500:
                failed.append(f"{method} {route.name} {path}: {answer.status_code}")
            if gets_further(answer, path) != (role in who):
                wrong.append(f"{method} {route.name} {path}: {answer.status_code}")
    assert failed == []
    assert wrong == []


def test_numbers_nobody_has_lead_nowhere(house: Ground) -> None:
    """Too large for the database, or of no row: nothing is shown, to whoever may see the most."""
    client = client_of(house.roles["O"], proved=True)
    wrong = []
    for route in all_routes():
        for number in (0, 2**31, 2**63, 10**30):
            path = "/" + re.sub(r"<int:\w+>", str(number), route.address)
            if path == "/" + route.address or "<" in path or route.name == "calendar-month":
                continue
            answers = [walked(client, method, path) for method in ("GET", "POST")]
            wrong += [(path, each.status_code) for each in answers if each.status_code not in NOTHING_SHOWN]
    assert wrong == []


@pytest.mark.parametrize("role", ROLES)
def test_the_api_gives_no_more(house: Ground, role: str) -> None:
    """401 without a token; 404 for whoever a thing does not exist for; nothing else is left out."""
    token = house.tokens.get(role)
    headers = {"authorization": f"Bearer {token}"} if token else {}
    wrong = []
    for method, path, who in OPERATIONS:
        at = "/api/v1" + _PLACE.sub(lambda found: str(house.places[found[1]]), path)
        with transaction.atomic():
            answer = Client(raise_request_exception=False).generic(
                method, at, dumps(BODIES.get(path, {})), "application/json", headers=headers
            )
            transaction.set_rollback(True)
        expected = 401 if role == "-" else 404
        further = answer.status_code != expected and answer.status_code < 500
        if further != (role in who):
            wrong.append(f"{method} {at}: {answer.status_code}")
    assert wrong == []


def test_every_operation_stands_in_the_table() -> None:
    known = {
        (method, re.sub(r"<(?:\w+:)?(\w+)>|{(?:\w+:)?(\w+)}", r"<\1\2>", path))
        for path, operations in api.get_openapi_schema()["paths"].items()
        for method in (each.upper() for each in operations)
    }
    assert {(method, f"/api/v1{path}") for method, path, _ in OPERATIONS} == known
