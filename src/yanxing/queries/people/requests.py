"""Facts asked for: the worker's own, and those that wait for a secretary."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from yanxing.access.actor import Actor
from yanxing.queries.people.missing import FIELDS
from yanxing.queries.people.showing import LABELS, shown
from yanxing.records.models import FactRequest


@dataclass(frozen=True, slots=True)
class Asked:
    """One request in words. `choices`: (value, words) where only some answers are possible."""

    id: int
    person_id: int
    person: str
    unit: str
    field: str
    label: str
    why: str
    state: str
    state_words: str
    value: str
    answer: str
    due_on: date | None
    choices: list[tuple[str, str]]


def own_requests(actor: Actor) -> list[Asked]:
    """What the worker was asked and has not been confirmed; then the last five that were."""
    mine = FactRequest.objects.filter(person_id=actor.person_id).select_related("person__subject__home_unit")
    waiting = mine.filter(state__in=["asked", "returned", "filled"]).order_by("due_on", "pk")
    return [asked_of(each) for each in [*waiting, *mine.filter(state="confirmed").order_by("-pk")[:5]]]


def to_confirm(actor: Actor) -> list[Asked]:
    """Filled in, within reach, and not one's own."""
    rows = FactRequest.objects.filter(state="filled", person__subject__home_unit_id__in=list(actor.units))
    rows = rows.exclude(person_id=actor.person_id).select_related("person__subject__home_unit")
    return [asked_of(each) for each in rows.order_by("filled_at", "pk")[:200]]


def asked_of(each: FactRequest) -> Asked:
    home = each.person.subject.home_unit
    return Asked(
        id=each.pk,
        person_id=each.person_id,
        person=each.person.name,
        unit=home.short_name if home else "",
        field=each.field,
        label=FIELDS.get(each.field, each.field),
        why=each.why,
        state=each.state,
        state_words=each.get_state_display(),
        value=_value(each),
        answer=each.answer,
        due_on=each.due_on,
        choices=_choices(each.field),
    )


def _value(each: FactRequest) -> str:
    if each.field == "all_post" and each.value is not None:
        return shown("all_post", each.value == "yes")
    return shown(each.field, each.value)


def _choices(field: str) -> list[tuple[str, str]]:
    if field == "all_post":
        return [("有", "有"), ("无", "没有")]
    if field in ("gender", "education"):
        return list(LABELS[field].items())
    return []
