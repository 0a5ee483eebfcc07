"""The clocks of matters: what has passed unanswered goes where the flow says."""

from __future__ import annotations

from datetime import datetime

from yanxing.access.actor import Actor
from yanxing.actions import trail
from yanxing.actions.matters.writing import locked_matter, save_state, save_steps, stands
from yanxing.engine import flow
from yanxing.queries.calendars import office_calendar_of
from yanxing.queries.matters.parties import local
from yanxing.queries.policies.resolved import resolved_policy
from yanxing.records.models import Matter


def tick_matters(*, actor: Actor, now: datetime) -> int:
    """Moves on every open matter whose deadline has passed; how many moved. A second call moves nothing."""
    late = Matter.objects.filter(state=Matter.State.OPEN, due_at__lt=now).values_list("pk", flat=True)
    return sum(_tick(matter_id, actor, now) for matter_id in list(late))


def _tick(matter_id: int, actor: Actor, now: datetime) -> int:
    matter = locked_matter(matter_id)
    policy = resolved_policy(matter.document, now.date())
    calendar = office_calendar_of(matter.document.unit_id)
    ticked = flow.tick(policy, stands(matter), local(now), calendar=calendar)
    if not ticked.acts:
        return 0
    save_state(matter, policy, calendar, ticked.matter)
    matter.save()
    save_steps(matter, ticked.acts, None)
    trail.record("matter.tick", actor=actor, now=now, about=("matter", matter.pk), unit_id=matter.unit_id)
    return 1
