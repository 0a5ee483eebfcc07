"""What waits for somebody: of the person and of each post held. A 角 and B 角 of a post see the same."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.clock import OFFICE
from yanxing.queries.activities.todo import activities_to_do
from yanxing.queries.matters.todo import matters_to_do
from yanxing.queries.people.todo import people_to_do


@dataclass(frozen=True, slots=True)
class ToDo:
    """`due`: the last day, when there is one."""

    text: str
    url: str
    due: date | None
    late: bool


@dataclass(frozen=True, slots=True)
class Section:
    """What waits for one post, or for the person. `title` is empty where there is nothing to tell apart."""

    title: str
    items: Sequence[ToDo]


def to_dos(actor: Actor, now: datetime) -> list[Section]:
    """One section; with several posts one for each, those with nothing to do left out."""
    if len(actor.posts) < 2:
        return [Section("", _all(actor, now))]
    found: list[Section] = []
    seen: set[tuple[str, str]] = set()
    for title, part in _parts(actor):
        items = [each for each in _all(part, now) if (each.text, each.url) not in seen]
        seen |= {(each.text, each.url) for each in items}
        if items:
            found.append(Section(title, items))
    return found


def _parts(actor: Actor) -> Iterable[tuple[str, Actor]]:
    """The actor as each post, one after the other; the person comes first."""
    if "worker" in actor.roles:
        yield _("本人"), replace(actor, posts=(), units=frozenset(), roles=frozenset({"worker"}))
    for post in actor.posts:
        units = frozenset({post.unit_id}) if post.role in {"secretary", "clerk"} else actor.units
        yield post.title, replace(actor, posts=(post,), units=units, roles=frozenset({post.role}))


def _all(actor: Actor, now: datetime) -> list[ToDo]:
    today = now.astimezone(OFFICE).date()
    rows = [*matters_to_do(actor, now), *people_to_do(actor, now), *activities_to_do(actor, now)]
    rows.sort(key=lambda each: (each[2] is None, each[2] or date.max))
    return [ToDo(text, url, due, due is not None and due < today) for text, url, due in rows]
