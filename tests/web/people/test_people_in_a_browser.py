"""The roster's pages at phone and desk size, with the office's own files; pictures are kept."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from tests.actions.roster.books import HEADS, YEAR, book
from tests.street.browser import DESK, PHONE, faults_of_access, shoot
from tests.street.people import NOW, Street, make_street

from yanxing.access.acting import acting
from yanxing.actions.roster import credentials, facts, posts
from yanxing.actions.roster.applying import apply_import
from yanxing.actions.roster.trying import try_import
from yanxing.records.models import ImportBatch

Browse = Callable[..., Any]

MESSY = book(
    ["中山街道社区工作者花名册"],
    [*HEADS, "身份证号"],
    ["李婷", None, "方塔", "副主任", None, None],
    ["欧阳静雯", "0166", "生态商务区第一联合居委会", "社工", "2020年3月16日", 310117199611080027.0],
    ["钱进", "A1", "不存在的", "总管", "2021", None],
    ["尉迟晓岚", "A2", "方塔", "新进社工", "2024.3", None],
    name="补充名册.xlsx",
)


@pytest.fixture
def played(committed: str) -> Street:
    """The year's roster applied, a second drop tried, a few things on 李婷's record."""
    street = make_street()
    officer = street.actor(street.xuzhiqiang)
    with acting(officer):
        first = try_import(files=YEAR, actor=officer, now=NOW, as_of=date(2024, 5, 13), expected_units=22)
        apply_import(batch_id=first.pk, actor=officer, now=NOW)
    officer = street.actor(street.xuzhiqiang)
    who = street.liting.person_id or 0
    with acting(officer):
        try_import(files=[MESSY], actor=officer, now=NOW)
        posts.set_tier(person_id=who, tier="backbone", since=date(2024, 1, 1), actor=officer, now=NOW)
        posts.add_service(
            person_id=who,
            street="岳阳街道",
            since=date(2017, 3, 1),
            last_day=date(2019, 12, 31),
            actor=officer,
            now=NOW,
        )
        credentials.record_credential(
            person_id=who,
            kind="social_worker",
            level="intermediate",
            number="SW-2021-77",
            issued_on=date(2021, 10, 8),
            registered_until=date(2024, 10, 8),
            actor=officer,
            now=NOW,
        )
        facts.ask_for_fact(field="education", why="补全培训档案", actor=officer, now=NOW)
        facts.ask_for_fact(field="phone", why="发培训提醒", actor=officer, now=NOW)
    worker = street.actor(street.liting)
    with acting(worker):
        request = worker.person_id
        mine = facts.FactRequest.objects.get(person_id=request, field="education")
        facts.fill_fact(request_id=mine.pk, value="bachelor", actor=worker, now=NOW)
    return street


def log_in(page: Any, who: Any) -> None:
    """By a session of its own: how officers log in is told elsewhere."""
    client = Client()
    client.force_login(who, backend="django.contrib.auth.backends.ModelBackend")
    session = client.cookies[settings.SESSION_COOKIE_NAME].value
    cookie = {"name": settings.SESSION_COOKIE_NAME, "value": session, "domain": "127.0.0.1", "path": "/"}
    page.context.add_cookies([cookie])


@pytest.mark.parametrize(("size", "suffix"), [(DESK, "1440"), (PHONE, "390")])
def test_the_pages_of_the_roster(played: Street, browse: Browse, size: dict[str, int], suffix: str) -> None:
    tried = ImportBatch.objects.get(state="tried").pk
    who = played.liting.person_id
    shots = {
        "xuzhiqiang": {
            "list": "/people/",
            "import": "/roster/import/",
            "batch": f"/roster/import/{tried}/",
            "units": "/units/",
            "unit": f"/units/{played.fangta.pk}/",
            "gaps": "/people/gaps/",
            "record": f"/people/{who}/",
            "paper": f"/people/{who}/paper/",
            "move": f"/people/{who}/move/new/",
            "search": "/search/?q=l",
        },
        "liting": {"me": "/me/", "me-facts": "/me/facts/"},
        "wangmin": {"waiting": "/people/facts/", "list-secretary": "/people/"},
    }
    faults: dict[str, list[str]] = {}
    for username, pages in shots.items():
        page = browse(size)
        log_in(page, getattr(played, username))
        for name, address in pages.items():
            answer = page.goto(address)
            assert (answer.status, page.url.endswith(address)) == (200, True), (name, page.url)
            shoot(page, f"people-{name}-{suffix}")
            if found := faults_of_access(page):
                faults[name] = found
            wide = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            if wide > 0:
                faults.setdefault(name, []).append(f"{wide} px too wide")
    assert faults == {}
