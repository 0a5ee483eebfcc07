"""One session as a record: its facts, its people, what was copied, what belongs to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, OuterRef, Subquery
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer
from yanxing.access.refusal import NotYours
from yanxing.queries.activities.evaluation import may_evaluate
from yanxing.queries.activities.listing import people_of, place_words, under_way
from yanxing.queries.activities.schedule import last_changes
from yanxing.queries.activities.scope import expected_seen, sessions_seen, with_counts
from yanxing.queries.activities.words import form_of, minutes_of, when_words
from yanxing.records.models import CheckIn, Expected, MessageCopy, Person, Session, StoredFile, VisitRecord


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One of 应到; `signed` = when, or nothing."""

    id: int
    name: str
    number: str
    unit: str
    signed: datetime | None
    way: str
    added_reason: str


def session_record(actor: Actor, session_id: int) -> Session:
    """With counts and changes. Raises `NotYours` for one the actor does not see."""
    seen = with_counts(sessions_seen(actor), actor).prefetch_related(last_changes())
    session = seen.filter(pk=session_id).first()
    if session is None:
        raise NotYours
    return session


def facts_of(session: Session) -> list[tuple[str, str]]:
    """Name and words of everything arranged; 待定 where it is not known."""
    open_word = _("待定")
    minutes = minutes_of(session)
    facts = [
        (_("课程"), session.topic or open_word),
        (_("授课人"), str(session.teacher.name) if session.teacher else open_word),
        (_("时间"), when_words(session.starts_at, session.ends_at)),
        (_("地点"), place_words(session)),
        (_("形式"), f"{form_of(session)}·{session.get_mode_display()}"),
        (_("时长"), _("%(minutes)d 分钟") % {"minutes": minutes} if minutes is not None else open_word),
    ]
    return facts + ([(_("对象"), session.audience_note)] if session.audience_note else [])


def people_rows(actor: Actor, session: Session) -> list[PersonRow]:
    """应到 in the actor's sight with their sign-in, by unit and name. One query."""
    signed = CheckIn.objects.filter(session=OuterRef("session"), person=OuterRef("person"), direction="in")
    rows = people_of(actor, session).annotate(
        signed=Subquery(signed.values("at")[:1]), way=Subquery(signed.values("way")[:1])
    )
    ways = dict(CheckIn.Way.choices)
    return [
        PersonRow(
            each.person_id,
            each.person.name,
            each.person.staff_number or "",
            each.unit.short_name,
            each.signed,
            str(ways.get(each.way, "")),
            each.added_reason,
        )
        for each in rows
    ]


def units_expected(actor: Actor, session: Session) -> list[tuple[int, str]]:
    """Units with people expected, in the actor's sight and order."""
    rows = expected_seen(actor).filter(session=session).values_list("unit", "unit__short_name")
    return list(
        rows.annotate(Count("pk")).order_by("unit__position", "unit").values_list("unit", "unit__short_name")
    )


def addable(actor: Actor, session: Session) -> list[tuple[int, str]]:
    """People of the street in post who are not expected: (id, 姓名（工号，单位）)."""
    expected = Expected.objects.filter(session=session, removed_at__isnull=True).values("person")
    people = (
        Person.objects.filter(subject__home_unit__in=actor.units, left_on__isnull=True, is_external=False)
        .exclude(pk__in=expected)
        .order_by("subject__home_unit__position", "subject__home_unit", "pinyin")
        .values_list("pk", "name", "staff_number", "subject__home_unit__short_name")
    )
    return [(pk, f"{name}（{number or _('无工号')}，{unit}）") for pk, name, number, unit in people]


def copies_of(actor: Actor, session: Session) -> list[MessageCopy]:
    """Who copied which text when: an officer all, a secretary those for her units."""
    copies = MessageCopy.objects.filter(session=session).select_related("copied_by", "unit")
    if not an_officer(actor):
        copies = copies.filter(unit__in=actor.units)
    return list(copies.order_by("-pk")[:50])


def materials_of(session: Session, visit: VisitRecord | None) -> list[StoredFile]:
    """Files of the course; the report of a visit stands with the visit."""
    rows = StoredFile.objects.filter(
        subject=session.pk, purpose=StoredFile.Purpose.MATERIAL, erased_at__isnull=True
    )
    report = visit.report_id if visit else None
    return [file for file in rows.order_by("pk") if file.pk != report]


def who_came(actor: Actor, session: Session) -> tuple[int, list[str]]:
    """How many signed in, of all; and the names of those in the actor's sight. Two queries."""
    signed = CheckIn.objects.filter(session=session, direction="in")
    seen = expected_seen(actor).filter(session=session, person__in=signed.values("person"))
    names = seen.order_by("unit__position", "unit", "person__pinyin").values_list("person__name", flat=True)
    return signed.count(), list(names)


def visit_of(session: Session) -> VisitRecord | None:
    return (
        VisitRecord.objects.select_related("host_unit", "report", "written_by")
        .filter(session=session)
        .first()
    )


@dataclass(frozen=True, slots=True)
class OwnStanding:
    """How a worker stands to the session: when signed in, whether an evaluation waits."""

    signed: datetime | None
    evaluation: str  # "" may be given, "done", or the sentence why not
    can_sign: bool = False
    can_leave: bool = False


def own_standing(actor: Actor, session: Session, now: datetime) -> OwnStanding | None:
    """None for whoever is not expected."""
    if actor.person_id is None:
        return None
    mine = Expected.objects.filter(session=session, person=actor.person_id, removed_at__isnull=True)
    if not mine.exists():
        return None
    signed = CheckIn.objects.filter(session=session, person=actor.person_id, direction="in").values_list(
        "at", flat=True
    )
    at = signed.first()
    ahead = session.state == Session.State.ANNOUNCED and session.starts_at is not None
    return OwnStanding(
        at,
        may_evaluate(actor, session, now),
        can_sign=at is None and under_way(session, now),
        can_leave=at is None and ahead and session.starts_at is not None and now < session.starts_at,
    )


def evidence_of(session: Session) -> Sequence[tuple[str, str, int | None, str]]:
    """Online evidence as entered: name, unit, minutes, by whom; the latest first."""
    rows = session.evidence.order_by("-pk").values_list(
        "person__name", "person__subject__home_unit__short_name", "minutes", "entered_by__display_name"
    )
    return list(rows)
