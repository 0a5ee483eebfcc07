"""The pages that are measured: one of every shape, as who uses it, by the play's names."""

from __future__ import annotations

from typing import Any

OFFICER, DESK, AUDITOR, ADMIN = "xuzhiqiang", "qiandaotai", "shenji", "guanli"


def pages() -> list[tuple[str, str, str]]:
    """Name, user name, address."""
    from django.urls import reverse  # noqa: PLC0415

    at = places()
    secretary, worker = _teammates()

    def one(name: str, who: str, route: str, query: str = "", **more: object) -> tuple[str, str, str]:
        needed = {key: value for key, value in (at | more).items() if f"<{key}>" in _address(route)}
        return name, who, reverse(route, kwargs=needed) + query

    ended = {"session_id": at["ended_id"]}
    return [*_first_half(one, secretary, worker), *_second_half(one, secretary, worker, ended)]


def _first_half(one: Any, secretary: str, worker: str) -> list[tuple[str, str, str]]:
    return [
        one("home, worker", worker, "home"),
        one("home, secretary", secretary, "home"),
        one("home, officer", OFFICER, "home"),
        one("home, desk", DESK, "home"),
        one("home, auditor", AUDITOR, "home"),
        one("home, administrator", ADMIN, "home"),
        one("home, hours card", worker, "home-hours"),
        one("home, team's hours", secretary, "home-team-hours"),
        one("board", OFFICER, "policy-board"),
        one("people", OFFICER, "people"),
        one("people, page 7", OFFICER, "people", "?page=7"),
        one("people, searched", OFFICER, "people", "?q=李"),
        one("people, secretary", secretary, "people"),
        one("people, gaps", OFFICER, "people-gaps"),
        one("people, facts waiting", OFFICER, "people-facts"),
        one("person", OFFICER, "person"),
        one("me", worker, "me"),
        one("person, form", OFFICER, "person-change", what="tier"),
        one("units", OFFICER, "units"),
        one("unit", OFFICER, "unit"),
        one("search", OFFICER, "search", "?q=李"),
        one("accounts", ADMIN, "accounts"),
        one("account", ADMIN, "account"),
        one("policies", OFFICER, "policies"),
        one("document", OFFICER, "policy"),
        one("document, values", OFFICER, "policy-values"),
        one("document, readings", OFFICER, "policy-readings"),
        one("document, adoption", OFFICER, "policy-adopt"),
        one("audience list", OFFICER, "audience"),
        one("audience list, secretary", secretary, "audience"),
        one("audience list, why", OFFICER, "audience-why"),
        one("calendar", OFFICER, "calendar"),
        one("trainings", OFFICER, "trainings"),
    ]


def _second_half(one: Any, secretary: str, worker: str, ended: Any) -> list[tuple[str, str, str]]:
    return [
        one("activity", OFFICER, "activity"),
        one("session, officer", OFFICER, "session"),
        one("session, secretary", secretary, "session"),
        one("session, worker", worker, "session"),
        one("session, moved (form)", OFFICER, "session-move"),
        one("schedule", OFFICER, "schedule"),
        one("schedule, worker", worker, "schedule"),
        one("teachers", OFFICER, "teachers"),
        one("sign-in", worker, "sign-in"),
        one("hall", DESK, "hall"),
        one("hall, live part", DESK, "hall-live"),
        one("desk", DESK, "desk"),
        one("desk, session", DESK, "desk-session"),
        one("missing", OFFICER, "missing"),
        one("missing, secretary", secretary, "missing"),
        one("paper sheet", OFFICER, "paper"),
        one("close session", OFFICER, "close-session"),
        one("outcomes", OFFICER, "outcomes", **ended),
        one("hours", OFFICER, "hours"),
        one("hours, secretary", secretary, "hours"),
        one("hours statement", worker, "my-hours"),
        one("hours statement, why", worker, "hours-why"),
        one("breaches", OFFICER, "breaches"),
        one("matters", OFFICER, "matters"),
        one("matters, secretary", secretary, "matters"),
        one("matters, worker", worker, "matters"),
        one("leave (form)", worker, "leave"),
        one("notices", OFFICER, "notices"),
        one("notice", OFFICER, "notice"),
        one("statistics", OFFICER, "statistics"),
        one("statistics, kinds", OFFICER, "statistics-kinds"),
        one("statistics, certificates", OFFICER, "statistics-certificates"),
        one("statistics, templates", OFFICER, "statistics-templates"),
        one("trail", AUDITOR, "trail"),
    ]


def _address(route: str) -> str:
    from yanxing.web.routes import all_routes  # noqa: PLC0415

    address = next(each.address for each in all_routes() if each.name == route)
    return address.replace("<int:", "<").replace("<str:", "<").replace("<slug:", "<")


def _teammates() -> tuple[str, str]:
    """The secretary and the worker of one neighbourhood that the first page shows."""
    import json  # noqa: PLC0415

    from django.conf import settings  # noqa: PLC0415

    told = json.loads((settings.HOME / "logins.json").read_text("utf-8"))
    names = {each["role"]: each["username"] for each in told}
    return names["居民区书记"], names["社区工作者"]


def places() -> dict[str, object]:
    from yanxing.queries.facts.asking import row_id  # noqa: PLC0415
    from yanxing.queries.policies.resolved import pinned  # noqa: PLC0415
    from yanxing.queries.policies.settling import audience_runs  # noqa: PLC0415
    from yanxing.records.models import Account, Matter, Notice, PolicyDocument, Session, SettledRun  # noqa: PLC0415

    plan = PolicyDocument.objects.get(code="zhongshan/empowerment-2024")
    mate = Account.objects.select_related("person__subject").get(username=_teammates()[1])
    assert mate.person is not None
    today = Session.objects.get(state="announced", starts_at__date="2024-09-20")
    lists = SettledRun.objects.filter(document=plan, run__in=audience_runs(pinned(plan).usable))
    latest = lists.filter(rows__subject_id=mate.person.pk).latest("id")
    ended = Session.objects.filter(state="closed").latest("subject_id")
    matter = Matter.objects.order_by("id").first()
    return {
        "document_id": plan.pk,
        "person_id": mate.person_id,
        "account_id": mate.pk,
        "unit_id": mate.person.subject.home_unit_id,
        "session_id": today.pk,
        "activity_id": today.activity_id,
        "ended_id": ended.pk,
        "run": latest.run,
        "key": row_id(mate.person_id or 0),
        "matter_id": matter.pk if matter else 0,
        "notice_id": Notice.objects.order_by("id").values_list("pk", flat=True).first(),
    }
