"""Who must come: from the audience list of the policy, or by units, posts and tiers (ORG-08)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from yanxing.access.refusal import Refused
from yanxing.records.models import (
    Activity,
    Appointment,
    Person,
    RunRow,
    SettledRun,
    TierSpell,
    Unit,
    UnitSpell,
)


@dataclass(frozen=True, slots=True)
class Audience:
    """`units` = person → the unit the person is counted in that day. `left_out` = people without a unit."""

    units: dict[int, int]
    settled: SettledRun | None = None
    left_out: list[str] = field(default_factory=list)


def on(day: date) -> Q:
    return Q(since__lte=day) & (Q(until__isnull=True) | Q(until__gt=day))


def audience_of(activity: Activity, day: date) -> Audience:
    """Of an activity on a day. Raises `Refused` where the audience list has not been made yet."""
    if activity.document_id and activity.audience_run:
        settled = newest_run(activity)
        if settled is None:
            raise Refused(
                _("“%(title)s”的对象名单还没有生成，请先在方案页生成名单，再发通知。")
                % {"title": activity.title},
                code="no_audience",
            )
        rows = RunRow.objects.filter(settled=settled, state="in", subject__kind="person")
        people = set(rows.values_list("subject_id", flat=True))
        return _counted(people, day, settled)
    return _counted(_aimed_at(activity.target, activity.unit_id, day), day, None)


def newest_run(activity: Activity) -> SettledRun | None:
    runs = SettledRun.objects.filter(document=activity.document_id, run=activity.audience_run)
    return runs.defer("facts", "outcome").order_by("-pk").first()


def _aimed_at(target: dict[str, list[Any]], street: int, day: date) -> set[int]:
    """Everybody in a post of the chosen units; then of the chosen posts; then of the chosen tiers."""
    posts = Appointment.objects.filter(on(day), person__left_on__isnull=True)
    units = target.get("units") or list(units_below(street, day))
    posts = posts.filter(unit__in=units)
    if target.get("posts"):
        posts = posts.filter(code__in=target["posts"])
    people = set(posts.values_list("person_id", flat=True))
    if target.get("tiers"):
        tiers = TierSpell.objects.filter(on(day), person__in=people, tier__in=target["tiers"])
        people &= set(tiers.values_list("person_id", flat=True))
    return people


def units_below(street: int, day: date) -> set[int]:
    """The neighbourhoods of a street, directly or through its areas, on a day."""
    found: set[int] = set()
    layer = {street}
    while layer:
        spells = UnitSpell.objects.filter(on(day), parent__in=layer)
        layer = set(spells.values_list("unit_id", flat=True)) - found
        found |= layer
    kinds = Unit.objects.filter(pk__in=found, kind=Unit.Kind.NEIGHBOURHOOD)
    return set(kinds.values_list("pk", flat=True))


def _counted(people: Iterable[int], day: date, settled: SettledRun | None) -> Audience:
    people = set(people)
    units = home_units(people, day)
    without = people - units.keys()
    names = list(Person.objects.filter(pk__in=without).values_list("name", flat=True)) if without else []
    return Audience(units, settled, sorted(names))


def home_units(people: Iterable[int], day: date) -> dict[int, int]:
    """Where each person is counted on a day: the main post, else any post, else the home unit."""
    people = list(people)
    units: dict[int, int] = {
        person: home
        for person, home in Person.objects.filter(pk__in=people).values_list("pk", "subject__home_unit")
        if home is not None
    }
    held = Appointment.objects.filter(on(day), person__in=people).order_by("is_main", "-pk")
    units.update(held.values_list("person_id", "unit_id"))  # the main post comes last and stays
    return units
