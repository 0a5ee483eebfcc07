"""What every page's frame shows: street, office time, who is here, where one can go."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from yanxing.access import clock
from yanxing.access.actor import NOBODY, Actor
from yanxing.access.predicates import (
    Predicate,
    a_secretary,
    a_worker,
    an_officer,
    an_officer_or_secretary,
    at_the_desk,
    reads_the_trail,
    runs_or_officer,
    signed_in,
)


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the rail or the bottom bar."""

    name: str
    label: str
    url: str
    icon: str
    current: bool


@dataclass(frozen=True, slots=True)
class Shell:
    street: str
    now: datetime
    clock_running_demo: bool
    person_name: str = ""
    post_title: str = ""
    nav: list[Place] = field(default_factory=list)
    bottom: list[Place] = field(default_factory=list)
    menu: list[Place] = field(default_factory=list)
    elder: bool = False


def _rail() -> list[tuple[str, str, str, Predicate]]:
    return [
        ("home", _("首页"), "home", signed_in),
        ("policies", _("方案"), "file-text", an_officer_or_secretary),
        ("schedule", _("日程"), "calendar", a_worker_or_officer),
        ("trainings", _("培训"), "school", an_officer_or_secretary),
        ("desk", _("签到台"), "qrcode", at_the_desk),
        ("matters", _("办理事项"), "arrows-exchange", a_worker_or_officer),
        ("people", _("人员"), "users", an_officer_or_secretary),
        ("notices", _("通知公示"), "speakerphone", a_worker_or_officer),
        ("statistics", _("统计"), "chart-bar", an_officer_or_secretary),
        ("accounts", _("账号"), "user-cog", runs_or_officer),
        ("trail", _("审计"), "shield-check", reads_the_trail),
    ]


def _bar() -> list[tuple[str, str, str, Predicate]]:
    return [
        ("home", _("首页"), "home", signed_in),
        ("schedule", _("日程"), "calendar", a_worker_or_officer),
        ("sign-in", _("签到"), "qrcode", a_worker),
        ("desk", _("签到台"), "qrcode", at_the_desk),
        ("matters", _("办理"), "arrows-exchange", a_worker_or_officer),
        ("trail", _("审计"), "shield-check", reads_the_trail),
        ("me", _("我的"), "user", signed_in),
    ]


def _menu() -> list[tuple[str, str, str, Predicate]]:
    return [
        ("my-account", _("我的账号"), "key", signed_in),
        ("accounts", _("本单位账号"), "user-cog", a_secretary),
    ]


def a_worker_or_officer(actor: Actor) -> bool:
    return a_worker(actor) or an_officer(actor)


def shell(request: HttpRequest) -> dict[str, object]:
    """Of one request once, though every part of a page asks for it."""
    actor: Actor = getattr(request, "actor", NOBODY)
    known: dict[str, object] | None = request.__dict__.get("_yanxing_shell")
    if known is None or known["actor"] is not actor:
        known = request.__dict__["_yanxing_shell"] = _shell(request, actor)
    return known


def _shell(request: HttpRequest, actor: Actor) -> dict[str, object]:
    return {
        "shell": Shell(
            street=actor.posts[0].unit_name if actor.posts else actor.home_unit_name,
            now=getattr(request, "now", None) or clock.now(),
            clock_running_demo=clock.is_demo(),
            person_name=actor.name,
            post_title=actor.title or actor.home_unit_name,
            nav=_places(request, actor, _rail()),
            bottom=_places(request, actor, _bar()),
            menu=_places(request, actor, _menu()),
            elder=actor.elder or request.COOKIES.get("elder") == "1",
        ),
        "actor": actor,
    }


def _places(
    request: HttpRequest, actor: Actor, entries: list[tuple[str, str, str, Predicate]]
) -> list[Place]:
    if actor.account_id is None:
        return []
    return [
        Place(name, label, url, icon, _is_here(request, url))
        for name, label, icon, who in entries
        if who(actor) and (url := _address(name))
    ]


def _address(name: str) -> str | None:
    try:
        return reverse(name)
    except NoReverseMatch:
        return None


def _is_here(request: HttpRequest, url: str) -> bool:
    return request.path == url if url == "/" else request.path.startswith(url)
