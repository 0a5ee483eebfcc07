"""The list of accounts: who has one, in which state, last used when. No business data."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Case, CharField, Count, Exists, OuterRef, Prefetch, Q, QuerySet, Value, When

from yanxing.access.actor import Actor
from yanxing.records.models import Account, Appointment, PostHolding

PER_PAGE = 50
STATES = ("active", "waiting", "closed")


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of accounts (with `state`, `held`: holdings today, `person.today`: appointments today), and
    how many there are in each state."""

    page: Page[Any]
    counts: dict[str, int]


def on_day(day: date, prefix: str = "") -> Q:
    """In force on a day."""
    since, until = f"{prefix}since__lte", f"{prefix}until"
    return Q(**{since: day}) & (Q(**{until: None}) | Q(**{f"{until}__gt": day}))


def accounts_within(actor: Actor, day: date) -> QuerySet[Account]:
    """Those the actor may look after: an administrator all of them, others those of their own units."""
    if actor.has("system_admin"):
        return Account.objects.all()
    return Account.objects.filter(_of_units(actor.units, day))


def list_accounts(
    actor: Actor, day: date, *, words: str = "", state: str = "", unit_id: int | None = None, page: str = "1"
) -> Listed:
    """`words`: part of a name, its pinyin or initials, a username. At most 6 queries."""
    found = accounts_within(actor, day)
    if words:
        found = found.filter(
            Q(display_name__icontains=words)
            | Q(username__icontains=words)
            | Q(person__initials__startswith=words.lower())
            | Q(person__pinyin__startswith=words.lower())
        )
    if unit_id is not None:
        found = found.filter(_of_units({unit_id}, day))
    found = found.annotate(state=_state())
    counted = found.order_by().values_list("state").annotate(Count("pk"))
    counts = dict.fromkeys(STATES, 0) | dict(counted)
    if state in STATES:
        found = found.filter(state=state)
    shown = with_places(found, day).order_by("display_name", "pk")
    return Listed(Paginator(shown, PER_PAGE).get_page(page), counts)


def with_places(accounts: QuerySet[Account], day: date) -> QuerySet[Account]:
    """With posts and appointments of the day."""
    held = PostHolding.objects.filter(on_day(day)).select_related("post__unit").order_by("pk")
    appointed = Appointment.objects.filter(on_day(day)).select_related("unit").order_by("-is_main", "pk")
    return accounts.select_related("person").prefetch_related(
        Prefetch("holdings", held, to_attr="held"),
        Prefetch("person__appointments", appointed, to_attr="today"),
    )


def _of_units(unit_ids: Any, day: date) -> Q:
    appointed = Appointment.objects.filter(on_day(day), person=OuterRef("person"), unit__in=unit_ids)
    holds = PostHolding.objects.filter(on_day(day), account=OuterRef("pk"), post__unit__in=unit_ids)
    return Q(Exists(appointed)) | Q(Exists(holds))


def _state() -> Case:
    return Case(
        When(is_active=False, then=Value("closed")),
        When(activated_at=None, then=Value("waiting")),
        default=Value("active"),
        output_field=CharField(),
    )
