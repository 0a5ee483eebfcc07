"""The trail as the auditor reads it, and what it says about oneself."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Q, QuerySet

from yanxing.access.actor import Actor
from yanxing.access.clock import OFFICE
from yanxing.access.predicates import demand
from yanxing.records.models import Account, AuditEntry, AuditSeal, Person, Unit

PER_PAGE = 50
MOST_EXPORTED = 20_000
_MOST_NAMED = 200


@dataclass(frozen=True, slots=True)
class Asked:
    """What the auditor asks for. `act`: a code, or a noun with a dot (`session.`) for all of its acts."""

    who: str = ""
    act: str = ""
    about: str = ""
    since: date | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One act, with the names of whom and what it was about as far as they are known today."""

    entry: AuditEntry
    who: str
    about: str
    unit: str


@dataclass(frozen=True, slots=True)
class Found:
    page: Page[Any]
    rows: list[Row]


def find_entries(actor: Actor, asked: Asked, *, page: str = "1") -> Found:
    """Newest first. At most 8 queries, whatever is asked."""
    demand(actor.has("audit_admin"))
    shown = Paginator(_asked_for(asked).order_by("-id"), PER_PAGE).get_page(page)
    return Found(shown, _named(list(shown.object_list)))


def all_entries(actor: Actor, asked: Asked) -> Iterator[Row]:
    """Up to MOST_EXPORTED, newest first, for a workbook."""
    demand(actor.has("audit_admin"))
    found = list(_asked_for(asked).order_by("-id")[:MOST_EXPORTED])
    for start in range(0, len(found), 1000):
        yield from _named(found[start : start + 1000])


def shown_to_others(actor: Actor) -> list[Row]:
    """Who had one's own sealed details shown, when and why: the newest hundred."""
    demand(actor.person_id is not None)
    own = AuditEntry.objects.filter(
        act="secret.reveal", object_kind="person", object_id=str(actor.person_id)
    ).exclude(account_id=actor.account_id)
    return _named(list(own.order_by("-id")[:100]))


@dataclass(frozen=True, slots=True)
class SealState:
    """How far the trail is sealed: the newest seal, and how many entries wait longer than a minute."""

    last: AuditSeal | None
    waiting: int


def seal_state(real_now: datetime) -> SealState:
    last = AuditSeal.objects.order_by("-ordinal").first()
    old = AuditEntry.objects.filter(real_at__lt=real_now - timedelta(minutes=1))
    return SealState(last, old.filter(pk__gt=last.last_entry if last else 0).count())


def _asked_for(asked: Asked) -> QuerySet[AuditEntry]:
    found = AuditEntry.objects.all()
    if asked.who:
        found = found.filter(account_id__in=_accounts(asked.who))
    if asked.act.endswith("."):
        found = found.filter(act__startswith=asked.act)
    elif asked.act:
        found = found.filter(act=asked.act)
    if asked.about:
        found = found.filter(_about(asked.about))
    if asked.since:
        found = found.filter(at__gte=_midnight(asked.since))
    if asked.until:
        found = found.filter(at__lt=_midnight(asked.until + timedelta(days=1)))
    return found


def _accounts(words: str) -> list[int]:
    named = Account.objects.filter(Q(display_name__icontains=words) | Q(username__iexact=words))
    return list(named.values_list("pk", flat=True)[:_MOST_NAMED])


def _about(words: str) -> Q:
    """A number, or the name of a person or unit: the acts on them, on their account, in the unit."""
    if words.isdecimal():
        return Q(object_id=words)
    persons = Person.objects.filter(name__icontains=words).values_list("pk", flat=True)[:_MOST_NAMED]
    units = Unit.objects.filter(Q(name__icontains=words) | Q(short_name=words)).values_list("pk", flat=True)
    unit_ids = list(units[:_MOST_NAMED])
    return (
        Q(object_kind="person", object_id__in=_texts(persons))
        | Q(object_kind="account", object_id__in=_texts(_accounts(words)))
        | Q(object_kind="unit", object_id__in=_texts(unit_ids))
        | Q(unit_id__in=unit_ids)
    )


def _texts(ids: Iterable[int]) -> list[str]:
    return [str(each) for each in ids]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), OFFICE)


def _named(entries: list[AuditEntry]) -> list[Row]:
    """Names for a page of entries: three queries, whatever it holds."""
    account_ids = {each.account_id for each in entries if each.account_id} | _ids(entries, "account")
    accounts = dict(Account.objects.filter(pk__in=account_ids).values_list("pk", "display_name"))
    persons = dict(Person.objects.filter(pk__in=_ids(entries, "person")).values_list("pk", "name"))
    unit_ids = {each.unit_id for each in entries if each.unit_id} | _ids(entries, "unit")
    units = dict(Unit.objects.filter(pk__in=unit_ids).values_list("pk", "short_name"))
    names = {"account": accounts, "person": persons, "unit": units}
    return [
        Row(
            entry=each,
            who=accounts.get(each.account_id or 0, ""),
            about=names.get(each.object_kind, {}).get(_number(each.object_id), ""),
            unit=units.get(each.unit_id or 0, ""),
        )
        for each in entries
    ]


def _ids(entries: list[AuditEntry], kind: str) -> set[int]:
    return {_number(each.object_id) for each in entries if each.object_kind == kind}


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 18 else 0
