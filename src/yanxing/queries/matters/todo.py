"""What waits to be done about matters and corrections, for the home pages: (sentence, address, due)."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Case, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import a_worker, an_officer_who_acts
from yanxing.queries.activities.words import name_of
from yanxing.queries.matters.listing import for_me
from yanxing.queries.matters.parties import local
from yanxing.queries.matters.scope import matters_seen
from yanxing.records.models import Activity, AttendanceOutcome, Excuse, OfflineConflict, Session

ToDo = tuple[str, str, date | None]
TOLD_FOR = timedelta(days=14)
"""How long a correction stands on the person's home page."""

MOST = 50
COLUMNS = ("kind", "key", "who", "title", "form", "ordinal", "said", "due")


def matters_to_do(actor: Actor, now: datetime) -> list[ToDo]:
    """Of every post the actor holds and of the person, the nearest first. One query."""
    rows = _asked(actor, now.date())
    if an_officer_who_acts(actor) or a_worker(actor):
        rows = rows.union(_to_look_at(actor, now), all=True)
    found = [_shown(dict(zip(COLUMNS, row, strict=True))) for row in rows[:MOST]]
    return sorted(found, key=lambda each: (each[2] is None, each[2] or date.max, each[0]))


def _asked(actor: Actor, on: date) -> QuerySet[Any, Any]:
    """Matters that wait for one of the posts, or for the person to add something."""
    own = Case(When(person_id=actor.person_id or 0, then=Value("own")), default=Value("asked"))
    rows = matters_seen(actor).filter(for_me(actor, on)).distinct().order_by()
    session = "excuse__session__"
    return rows.annotate(
        kind=own,
        key=F("pk"),
        who=F("person__name"),
        title=F(f"{session}activity__title"),
        form=F(f"{session}activity__form"),
        ordinal=F(f"{session}ordinal"),
        said=F("number"),
        due=F("due_at"),
    ).values_list(*COLUMNS)


def _to_look_at(actor: Actor, now: datetime) -> QuerySet[Any, Any]:
    """How sessions ended: one's own, corrected of late; an officer's, where something came afterwards."""
    here = {"session": OuterRef("session"), "person": OuterRef("person")}
    excused = Exists(Excuse.objects.filter(**here, granted=True, withdrawn=False))
    sent = Exists(
        OfflineConflict.objects.filter(
            **here, why=OfflineConflict.Why.CLOSED, received_at__gt=OuterRef("decided_at")
        )
    )
    told = Q(person_id=actor.person_id or 0, version__gt=1, decided_at__gt=now - TOLD_FOR)
    wanted = told if a_worker(actor) else Q(pk__in=[])
    if an_officer_who_acts(actor):
        late = Q(excused, status=AttendanceOutcome.Status.ABSENT) | Q(sent)
        wanted |= Q(session__activity__unit_id__in=actor.units) & late
    rows = AttendanceOutcome.objects.filter(wanted, is_current=True).order_by()
    kinds = Case(When(told, then=Value("told")), When(excused, then=Value("excused")), default=Value("sent"))
    return rows.annotate(
        kind=kinds,
        key=F("pk"),
        who=F("person__name"),
        title=F("session__activity__title"),
        form=F("session__activity__form"),
        ordinal=F("session__ordinal"),
        said=F("status"),
        due=Value(None, output_field=DateTimeField()),
    ).values_list(*COLUMNS)


def _shown(row: dict[str, Any]) -> ToDo:
    activity = Activity(title=row["title"] or row["said"], form=row["form"] or "")
    what = name_of(Session(activity=activity, ordinal=row["ordinal"])) if row["title"] else row["said"]
    words = {
        "own": _("补充“%(what)s”的请假"),
        "asked": _("批复%(who)s请假：%(what)s"),
        "told": _("%(what)s的到课情况已更正为“%(status)s”"),
        "excused": _("%(who)s的请假在结束登记以后才批准：%(what)s"),
        "sent": _("%(who)s的签到在结束登记以后才传来：%(what)s"),
    }[row["kind"]]
    status = dict(AttendanceOutcome.Status.choices).get(row["said"], "")
    said = words % {"what": what, "who": row["who"] or "", "status": status}
    return said, _address(row["kind"], row["key"]), local(row["due"]).date() if row["due"] else None


def _address(kind: str, key: int) -> str:
    if kind in {"own", "asked"}:
        return reverse("matter", args=[key])
    return reverse("my-hours") if kind == "told" else reverse("correct-attendance", args=[key])
