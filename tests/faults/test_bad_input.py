"""Whatever somebody types, sends twice or sends too much of: an answer in words, nothing half-written."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from copy import deepcopy
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.db import transaction
from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat
from django.test import Client
from openpyxl import load_workbook
from tests.street.database import Server, own_database
from tests.walk.ground import Ground, ground
from tests.walk.test_walk import address, client_of, walked

from yanxing.records.models import Activity, Person, Session, Unit
from yanxing.web.routes import all_routes

HOSTILE = {
    "superscript": "²",
    "nothing that may be stored": "a\0b",
    "too large a number": "9" * 30,
    "too long": "长" * 10_000,
    "a lone half of a character": "\ud800",
    "a day that is none": "2024-02-30",
    "below zero": "-1",
}
LIVE = "=1+1"
_FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.DOTALL)
_NAME = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"')
_ACTION = re.compile(r'\b(?:action|hx-post|hx-get)="(/[^"]*)"')


@pytest.fixture(scope="module")
def house(server: Server, django_db_setup: None, django_db_blocker: Any) -> Iterator[Ground]:
    with django_db_blocker.unblock(), own_database(server):
        yield ground(client_of)


def forms_of(text: str, path: str) -> Iterator[tuple[str, list[str]]]:
    """(where a form goes, its fields) of every form of a page."""
    for head, body in _FORM.findall(text):
        found = _ACTION.search(head)
        yield unescape(found[1]) if found else path, sorted(set(_NAME.findall(body)))


def every_form(client: Client, house: Ground) -> dict[str, set[str]]:
    """Address → fields, over all pages this client gets."""
    found: dict[str, set[str]] = {}
    for route in all_routes():
        path = address(route, house)
        answer = walked(client, "GET", path)
        if answer.status_code == 200 and "text/html" in answer.headers["Content-Type"]:
            for where, names in forms_of(answer.content.decode(), path):
                found.setdefault(where, set()).update(names)
    return found


@pytest.mark.parametrize("role", "OSWAU-")
def test_no_field_of_any_form_breaks_a_page(house: Ground, role: str) -> None:
    client = client_of(house.roles[role], proved=True)
    forms = every_form(client, house)
    assert len(forms) >= 3
    broken = []
    for path, names in forms.items():
        for what, value in HOSTILE.items():
            fields = dict.fromkeys(names - {"csrfmiddlewaretoken"}, value)
            for method in ("POST", "GET"):
                with transaction.atomic():
                    answer = sent(client, method, path, fields)
                    transaction.set_rollback(True)
                if answer.status_code >= 500:
                    broken.append(f"{method} {path}: {what} in {', '.join(sorted(fields))}")
    assert broken == []


def sent(client: Client, method: str, path: str, fields: dict[str, str]) -> Any:
    cookies = deepcopy(client.cookies)
    body = urlencode(fields, errors="surrogatepass")
    if method == "GET":
        answer = client.get(f"{path.partition('?')[0]}?{body}")
    else:
        answer = client.post(path, body, content_type="application/x-www-form-urlencoded")
    client.cookies = cookies
    return answer


def test_no_workbook_that_leaves_carries_a_live_formula(house: Ground) -> None:
    """Everybody and everything is called =1+1; only the district's own sum may be one."""
    Person.objects.update(name=LIVE, staff_number=None, political_status=LIVE)
    called = Concat(Value("=1+"), Cast("pk", CharField()))  # two units may not have one name
    Unit.objects.update(name=called, short_name=called)
    Session.objects.update(topic=LIVE, venue=LIVE)
    Activity.objects.update(title=LIVE)
    books, live = 0, []
    for role in "OU":
        client = client_of(house.roles[role], proved=True)
        for route in all_routes():
            answer = walked(client, "GET", address(route, house))
            if "spreadsheetml" not in answer.headers.get("Content-Type", ""):
                continue
            books += 1
            data = b"".join(answer.streaming_content) if answer.streaming else answer.content
            for sheet in load_workbook(io.BytesIO(data)):
                cells = (cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f")
                live += [f"{route.name} {cell.coordinate} {cell.value}" for cell in cells]
    assert books >= 8
    assert [each for each in live if "=SUM(" not in each] == []
