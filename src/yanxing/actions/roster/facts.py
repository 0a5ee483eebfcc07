"""A missing fact: the officer asks, the worker fills in, the secretary confirms; then it stands on record."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import a_secretary, demand
from yanxing.access.refusal import NotYours, Refused, Stale
from yanxing.access.sealing import mask_phone, phone_tail
from yanxing.actions import trail
from yanxing.actions.roster.cells import read_cell
from yanxing.actions.roster.credentials_said import write_all_post
from yanxing.actions.roster.writing import sealed_secret
from yanxing.queries.people.fields import FIELDS as COLUMNS
from yanxing.queries.people.missing import FIELDS, who_lacks
from yanxing.queries.people.record import record_of
from yanxing.records.models import FactRequest, IdentitySecret, Person, SelfConfirmation, ServiceSpell, Unit

DUE_IN = timedelta(days=14)


def ask_for_fact(
    *,
    field: str,
    why: str,
    unit_id: int | None = None,
    person_id: int | None = None,
    due_on: date | None = None,
    actor: Actor,
    now: datetime,
) -> int:
    """Asks everybody in reach of whom the fact is missing (or one unit, or one person); how many were asked.

    Who has been asked already is not asked again.
    """
    demand(actor.has("officer") and (unit_id is None or unit_id in actor.units))
    if field not in FIELDS:
        raise Refused(_("请选要补的项目。"), field="field")
    if not why.strip():
        raise Refused(_("请写用途，本人会看到。"), field="why")
    due = due_on or (now + DUE_IN).date()
    people = who_lacks(actor, field, on=now.date(), unit_id=unit_id)
    wanted = [person for person in people if person_id in (None, person.pk)]
    FactRequest.objects.bulk_create(
        [
            FactRequest(
                person=person,
                field=field,
                why=why.strip()[:200],
                asked_by_id=actor.account_id or 0,
                asked_at=now,
                due_on=due,
            )
            for person in wanted
        ],
        batch_size=1000,
    )
    trail.record("fact.ask", actor=actor, now=now, about=("fact", field), unit_id=unit_id, people=len(wanted))
    return len(wanted)


def fill_fact(*, request_id: int, value: str, actor: Actor, now: datetime) -> bool:
    """The worker answers about herself. True if it stands on record at once, False if it waits.

    Raises `Refused` for a value that cannot be one.
    """
    found = _locked(request_id)
    demand(found.person_id == actor.person_id)
    if found.state not in (FactRequest.State.ASKED, FactRequest.State.RETURNED, FactRequest.State.FILLED):
        raise Stale(_("这一项已经确认，不用再填。"))
    said = _read(found.field, value, now.date())
    found.value = said
    found.state = FactRequest.State.FILLED
    found.filled_at = now
    if found.field == "phone":  # whose it is knows best, and nobody else is to read it
        _write_phone(found, said)
        found.state, found.confirmed_at = FactRequest.State.CONFIRMED, now
    found.save(update_fields=["value", "state", "filled_at", "confirmed_at"])
    _told("fact.fill", found, actor, now)
    return found.state == FactRequest.State.CONFIRMED


def confirm_fact(*, request_id: int, actor: Actor, now: datetime) -> None:
    """The secretary of the worker's unit, or the officer, confirms; never one's own. It is written."""
    found = _to_answer(request_id, actor)
    person = Person.objects.select_for_update(of=("self",)).select_related("subject").get(pk=found.person_id)
    _write(person, found, actor, now)
    found.state = FactRequest.State.CONFIRMED
    found.confirmed_by_id = actor.account_id
    found.confirmed_at = now
    found.answer = ""
    found.save(update_fields=["state", "confirmed_by", "confirmed_at", "answer", "value"])
    _told("fact.confirm", found, actor, now)


def return_fact(*, request_id: int, reason: str, actor: Actor, now: datetime) -> None:
    """Back to the worker with a reason."""
    found = _to_answer(request_id, actor)
    if not reason.strip():
        raise Refused(_("请写退回的原因，本人会看到。"), field="reason")
    found.state = FactRequest.State.RETURNED
    found.answer = reason.strip()[:200]
    found.save(update_fields=["state", "answer"])
    _told("fact.return", found, actor, now, reason=found.answer)


def confirm_own_record(*, digest: str, actor: Actor, now: datetime) -> None:
    """The person has read the record of this digest and says it is right. Raises `Stale` if it changed."""
    demand(actor.person_id is not None)
    record = record_of(actor, actor.person_id or 0, on=now.date())
    if record.digest != digest:
        raise Stale(_("档案刚才有变动，请再看一遍后确认。"))
    SelfConfirmation.objects.create(person=record.person, record_digest=digest, confirmed_at=now)
    trail.record(
        "person.confirm_own",
        actor=actor,
        now=now,
        about=("person", record.person.pk),
        unit_id=actor.home_unit_id,
        digest=digest,
    )


def _locked(request_id: int) -> FactRequest:
    found = (
        FactRequest.objects.select_for_update(of=("self",))
        .select_related("person__subject")
        .filter(pk=request_id)
        .first()
    )
    if found is None:
        raise NotYours
    return found


def _to_answer(request_id: int, actor: Actor) -> FactRequest:
    found = _locked(request_id)
    home = found.person.subject.home_unit_id
    demand((a_secretary(actor) or actor.has("officer")) and home in actor.units)
    if found.person_id == actor.person_id:
        raise Refused(_("自己填的由别人确认，请交给街道经办人。"))
    if found.state != FactRequest.State.FILLED:
        raise Stale(_("这一项已经处理过了。"))
    return found


def _read(field: str, value: str, today: date) -> str:
    said, odd = read_cell(COLUMNS["people"][field], value.strip(), today)
    if said is None:
        text = f"{odd[0]}{odd[1]}" if odd else _("还没有填。")
        raise Refused(text, field="value")
    if isinstance(said, bool):
        return "yes" if said else "no"
    text = str(said)
    if field in ("born_on", "entered_on") and text > today.isoformat():
        raise Refused(_("日期在今天之后。"), field="value")
    if field == "staff_number" and Person.objects.filter(staff_number=text).exists():
        raise Refused(_("这个工号已经是别人的，请核对。"), field="value")
    return text


def _write(person: Person, found: FactRequest, actor: Actor, now: datetime) -> None:
    field, value = found.field, found.value
    if field == "all_post":
        write_all_post(person.pk, str(value) == "yes", actor, now)
    elif field in ("born_on", "entered_on"):
        setattr(person, field, date.fromisoformat(str(value)))
        person.save(update_fields=[field])
        if field == "entered_on":
            _begin_service(person)
    else:
        if field == "staff_number" and Person.objects.filter(staff_number=str(value)).exists():
            raise Refused(_("这个工号已经是别人的，请退回本人核对。"))
        setattr(person, field, str(value))
        person.save(update_fields=[field])


def _write_phone(found: FactRequest, number: str) -> None:
    """Sealed at once; the request keeps only the mask."""
    IdentitySecret.objects.bulk_create([sealed_secret(found.person_id, "phone", number)])
    Person.objects.filter(pk=found.person_id).update(phone_tail=phone_tail(number))
    found.value = mask_phone(number)


def _begin_service(person: Person) -> None:
    """Service here begins with the day of entry, where nothing else is on record."""
    unit = person.subject.home_unit_id
    street = Unit.objects.filter(kind=Unit.Kind.STREET).order_by("pk").first()
    if person.entered_on and street and not person.service.exists():
        ServiceSpell.objects.create(person=person, street=street.name, unit_id=unit, since=person.entered_on)


def _told(act: str, found: FactRequest, actor: Actor, now: datetime, reason: str = "") -> None:
    trail.record(
        act,
        actor=actor,
        now=now,
        about=("fact_request", found.pk),
        unit_id=found.person.subject.home_unit_id,
        reason=reason,
        field=found.field,
        person=found.person_id,
    )
