"""Activities begin: the ones a policy's programme names, and an office's own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import an_officer_who_acts, demand, demand_unit
from yanxing.access.refusal import Refused
from yanxing.actions import trail
from yanxing.actions.activities.locking import hold_activity
from yanxing.engine.grammar.base import Text
from yanxing.engine.grammar.document import Activity as Planned
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.programme import span_of
from yanxing.queries.policies.resolved import resolved_policy
from yanxing.records.models import Activity, PolicyDocument

FORMS: Mapping[str, str] = {
    "lecture": Activity.Form.LECTURE,
    "training": Activity.Form.TRAINING,
    "visit": Activity.Form.VISIT,
    "meeting": Activity.Form.MEETING,
    "exam": Activity.Form.EXAM,
    "contest": Activity.Form.CONTEST,
    "inspection": Activity.Form.INSPECTION,
    "other": Activity.Form.OTHER,
}
"""Kind of an activity in a policy → the form it begins with; the office may change it (PRG-13)."""

COUNTS_HOURS = frozenset({"lecture", "training", "visit"})


@dataclass(frozen=True, slots=True)
class Target:
    """Whom an activity of one's own is aimed at (ORG-08); an empty list leaves nobody out."""

    units: Sequence[int] = field(default_factory=tuple)
    posts: Sequence[str] = field(default_factory=tuple)
    tiers: Sequence[str] = field(default_factory=tuple)

    def stored(self) -> dict[str, list[int | str]]:
        return {"units": sorted(self.units), "posts": sorted(self.posts), "tiers": sorted(self.tiers)}


@transaction.atomic
def start_activities(*, document: PolicyDocument, actor: Actor, now: datetime) -> list[Activity]:
    """One activity for each of the programme; those already started stay as they are. Gives the new ones.

    The windows are those the street has now, where it has set its own.
    """
    demand(an_officer_who_acts(actor))
    demand_unit(actor, document.unit_id)
    policy = resolved_policy(document, now.date())
    if policy.programme is None:
        return []
    known = set(document.activities.values_list("code", flat=True))
    planned = [each for part in policy.programme.parts for each in part.activities]
    made = Activity.objects.bulk_create(
        [_planned(document, policy, each) for each in planned if str(each.activity) not in known]
    )
    if made:
        trail.record(
            "activities.start",
            actor=actor,
            now=now,
            about=("document", document.pk),
            unit_id=document.unit_id,
            codes=[each.code for each in made],
        )
    return made


def _planned(document: PolicyDocument, policy: Policy, planned: Planned) -> Activity:
    span = span_of(policy, planned.window) if planned.window else None
    label = (policy.labels or {}).get(Text(planned.activity), Text(planned.activity))
    return Activity(
        document=document,
        code=str(planned.activity),
        title=str(label)[:80],
        form=FORMS[planned.kind],
        unit_id=document.unit_id,
        organiser_id=document.organiser_id,
        clause=str(planned.clause or "")[:80],
        audience_run=str(planned.audience or ""),
        compulsory=planned.compulsory,
        counts_hours=planned.kind in COUNTS_HOURS,
        window_from=span.first if span else None,
        window_until=span.last if span else None,
    )


@transaction.atomic
def open_activity(
    *,
    unit_id: int,
    title: str,
    form: str,
    actor: Actor,
    now: datetime,
    target: Target | None = None,
    window: tuple[date, date] | None = None,
    compulsory: bool = True,
    counts_hours: bool = True,
    asks_sign_out: bool = False,
) -> Activity:
    """An activity of the office's own, without a document; `unit_id` is the street."""
    demand(an_officer_who_acts(actor))
    demand_unit(actor, unit_id)
    _check(title, form, window)
    if Activity.objects.filter(unit=unit_id, document__isnull=True, title=title.strip()).exists():
        raise Refused(
            _("已有同名的活动“%(title)s”，请换一个名称。") % {"title": title.strip()}, field="title"
        )
    activity = Activity.objects.create(
        code=f"own-{now:%Y%m%d%H%M%S}",
        title=title.strip(),
        form=form,
        unit_id=unit_id,
        target=(target or Target()).stored(),
        compulsory=compulsory,
        counts_hours=counts_hours,
        asks_sign_out=asks_sign_out,
        window_from=window[0] if window else None,
        window_until=window[1] if window else None,
    )
    trail.record("activity.open", actor=actor, now=now, about=("activity", activity.pk), unit_id=unit_id)
    return activity


@transaction.atomic
def change_activity(
    *,
    activity_id: int,
    form: str,
    counts_hours: bool,
    asks_sign_out: bool,
    actor: Actor,
    now: datetime,
    target: Target | None = None,
) -> Activity:
    """The form, whether it counts hours and asks for signing out; of an own activity also whom it is for."""
    activity = hold_activity(actor, activity_id)
    _check(activity.title, form, None)
    activity.form, activity.counts_hours, activity.asks_sign_out = form, counts_hours, asks_sign_out
    if target is not None and activity.document_id is None:
        activity.target = target.stored()
    activity.save(update_fields=["form", "counts_hours", "asks_sign_out", "target"])
    trail.record(
        "activity.change",
        actor=actor,
        now=now,
        about=("activity", activity.pk),
        unit_id=activity.unit_id,
        form=form,
        counts_hours=counts_hours,
    )
    return activity


def _check(title: str, form: str, window: tuple[date, date] | None) -> None:
    if not title.strip():
        raise Refused(_("请写活动名称，如“初任培训”。"), field="title")
    if form not in Activity.Form.values:
        raise Refused(_("请选一种形式。"), field="form")
    if window and window[1] < window[0]:
        raise Refused(_("结束日期不能早于开始日期。"), field="window_until")
