"""The list of matters: mine to do, under way, done; each with its next step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import a_secretary
from yanxing.engine.grammar.base import Text
from yanxing.queries.activities.words import name_of
from yanxing.queries.matters.asking import APPLICANT, LEADER, OFFICE
from yanxing.queries.matters.scope import matters_seen
from yanxing.queries.policies.resolved import pinned
from yanxing.records.models import Excuse, Matter, PostHolding

SHOWS = ("todo", "open", "done")


@dataclass(frozen=True, slots=True)
class Line:
    """`mine`: whether it waits for this actor."""

    id: int
    number: str
    title: str
    unit: str
    chip: tuple[str, str]
    opened_at: datetime
    due_at: datetime | None
    late: bool
    next: str
    mine: bool


def for_me(actor: Actor, on: date) -> Q:
    """Matters that wait for a post or the person of this actor; never one's own case."""
    waits = Q(waits_for=APPLICANT, person_id=actor.person_id) if actor.person_id else Q(pk__in=[])
    own = Q(person_id=actor.person_id) if actor.person_id else Q(pk__in=[])
    if a_secretary(actor):
        led = {post.unit_id for post in actor.posts if post.role == "secretary"}
        waits |= Q(waits_for=LEADER, unit_id__in=led) & ~own
    if actor.has("officer"):
        waits |= Q(waits_for=OFFICE, unit_id__in=actor.units) & ~own
        # Where no secretary may answer (vacant, or it is her own case), the office steps in for the leader.
        somebody = PostHolding.objects.filter(
            Q(until=None) | Q(until__gt=on), post__unit=OuterRef("unit"), post__role="secretary",
            post__closed_on=None, account__is_active=True, since__lte=on,
        ).exclude(account__person=OuterRef("person"))  # fmt: skip
        waits |= Q(~Exists(somebody), waits_for=LEADER, unit_id__in=actor.units) & ~own
    return Q(state=Matter.State.OPEN) & waits


def matters(actor: Actor, on: date, show: str = "") -> QuerySet[Matter]:
    rows = matters_seen(actor)
    if show == "todo":
        rows = rows.filter(for_me(actor, on))
    elif show == "open":
        rows = rows.filter(state=Matter.State.OPEN)
    elif show == "done":
        rows = rows.exclude(state=Matter.State.OPEN)
    return rows.order_by("-opened_at", "-pk")


def counts(actor: Actor, on: date) -> dict[str, int]:
    """Of each choice, "" of all. One query."""
    still = Q(state=Matter.State.OPEN)
    found = matters_seen(actor).aggregate(
        all=Count("pk"),
        todo=Count("pk", filter=for_me(actor, on)),
        open=Count("pk", filter=still),
        done=Count("pk", filter=~still),
    )
    return {"": found.pop("all"), **found}


def lines_of(actor: Actor, rows: Sequence[Matter], now: datetime) -> list[Line]:
    """Two queries, whatever the number of rows."""
    keys = [each.pk for each in rows]
    mine = set(Matter.objects.filter(for_me(actor, now.date()), pk__in=keys).values_list("pk", flat=True))
    excuses = Excuse.objects.filter(matter_id__in=keys).select_related("session__activity")
    sessions = {each.matter_id: each.session for each in excuses}
    return [_line(each, sessions.get(each.pk), each.pk in mine, now) for each in rows]


def _whom(waits_for: str) -> str:
    """Where the plan calls its parties otherwise."""
    return {APPLICANT: _("本人"), LEADER: _("书记"), OFFICE: _("街道经办人")}.get(waits_for, "")


def _line(matter: Matter, session: object, mine: bool, now: datetime) -> Line:
    labels = pinned(matter.document).usable.labels or {}
    who = matter.person.name if matter.person is not None else ""
    about = f"：{name_of(session)}" if session is not None else ""  # type: ignore[arg-type]
    waits = str(labels.get(Text(matter.waits_for)) or _whom(matter.waits_for)) if matter.waits_for else ""
    return Line(
        matter.pk, matter.number, f"{who}请假{about}", matter.unit.short_name, chip_of(matter),
        matter.opened_at, matter.due_at, matter.due_at is not None and matter.due_at < now,
        _("请您办理") if mine else _("等%(who)s") % {"who": waits} if waits else _("无"), mine,
    )  # fmt: skip


def chip_of(matter: Matter) -> tuple[str, str]:
    """Kind of chip and words."""
    labels = pinned(matter.document).usable.labels or {}
    if matter.state == Matter.State.OPEN:
        return "doing", _("进行中")
    if matter.state == Matter.State.WITHDRAWN or matter.result == "withdrawn":
        return "rest", _("已撤回")
    words = str(labels.get(Text(matter.result), matter.result))
    return ("good" if matter.result == "granted" else "no"), words


def title_of(matter: Matter, excuse: Excuse) -> str:
    """李婷请假：专家授课 第 6 讲."""
    who = matter.person.name if matter.person is not None else ""
    return f"{who}请假：{name_of(excuse.session)}"
