"""请假: a worker asks, the secretary answers, the office steps in where nobody else may."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from yanxing.access.actor import Actor
from yanxing.access.predicates import demand
from yanxing.access.refusal import NotYours, Refused
from yanxing.actions import trail
from yanxing.actions.matters.writing import (
    STRANGERS,
    grants,
    locked_matter,
    refusal_of,
    save_state,
    save_steps,
    stands,
)
from yanxing.engine import flow
from yanxing.queries.calendars import office_calendar_of
from yanxing.queries.facts import row_id
from yanxing.queries.matters.asking import leave_flow, leave_flow_of
from yanxing.queries.matters.parties import local, me, people_for
from yanxing.queries.policies.resolved import pinned, resolved_policy
from yanxing.records.models import Excuse, Expected, Matter, PolicyDocument, Session, StoredFile, Unit


def ask_leave(
    *,
    session: Session,
    kind: str,
    grounds: str,
    actor: Actor,
    now: datetime,
    proof: StoredFile | None = None,
) -> Matter:
    """Opens the matter and puts it to whoever decides. Refused when the session has begun, is not one's own,
    or already has a request that is open or granted."""
    demand(actor.person_id is not None)
    expected = Expected.objects.filter(session=session, person_id=actor.person_id, removed_at=None).first()
    if expected is None:
        raise NotYours
    _ask_once(session, actor)
    document = document_of_leave(session.activity.document)
    matter = _open(document, session, expected.unit, grounds.strip(), actor, now)
    Excuse.objects.create(
        matter=matter,
        session=session,
        person_id=actor.person_id,
        kind=kind,
        reason=grounds.strip(),
        proof=proof,
    )
    trail.record("leave.ask", actor=actor, now=now, about=("matter", matter.pk), unit_id=matter.unit_id)
    return matter


def answer_leave(
    *, matter_id: int, answer: str, reason: str, actor: Actor, now: datetime, revision: int | None = None
) -> Matter:
    """approve, send_back or refuse, by whoever is asked; a reason where the flow wants one."""
    return _move(matter_id, answer, reason, actor, now, revision, {})


def resubmit_leave(
    *, matter_id: int, grounds: str, actor: Actor, now: datetime, revision: int | None = None
) -> Matter:
    """The worker writes what was missing and hands it in again."""
    said = {"grounds": grounds.strip() or None, "asked": local(now)}
    matter = _move(matter_id, "", "", actor, now, revision, said)
    Excuse.objects.filter(matter=matter).update(reason=grounds.strip())
    return matter


def withdraw_leave(
    *, matter_id: int, reason: str, actor: Actor, now: datetime, revision: int | None = None
) -> Matter:
    """The worker comes after all: an open request goes, a granted one no longer counts."""
    matter = locked_matter(matter_id, revision=revision)
    excuse = Excuse.objects.select_related("session").filter(matter=matter, person_id=actor.person_id).first()
    if excuse is None:
        raise NotYours
    if excuse.withdrawn or excuse.granted is False:
        raise Refused(_("这份请假已经办完了，不用撤回。"))
    if excuse.session.state in {Session.State.CLOSED, Session.State.CANCELLED}:
        raise Refused(_("场次已经结束，不能再撤回请假。有出入请联系自治办更正。"))
    excuse.withdrawn = True
    excuse.save(update_fields=["withdrawn"])
    matter.state = Matter.State.WITHDRAWN
    matter.step, matter.waits_for, matter.due_at = "", "", None
    matter.closed_at = now
    matter.revision += 1
    matter.save()
    act = flow.Act(
        "answer", str(matter.pk), local(now), "", "applicant", me(actor), "withdraw", reason or None
    )
    save_steps(matter, [act], actor)
    trail.record(
        "leave.withdraw",
        actor=actor,
        now=now,
        about=("matter", matter.pk),
        unit_id=matter.unit_id,
        reason=reason,
    )
    return matter


def document_of_leave(own: PolicyDocument | None) -> PolicyDocument:
    """The activity's own policy if it says how, else the newest one in force that does."""
    candidates = [own] if own is not None else []
    candidates += PolicyDocument.objects.filter(state=PolicyDocument.State.IN_FORCE).order_by("-in_force_on")
    for document in candidates:
        if leave_flow(pinned(document).usable) is not None:
            return document
    raise Refused(_("现行方案里没有写怎样请假，请联系自治办。"))


def _ask_once(session: Session, actor: Actor) -> None:
    live = Excuse.objects.filter(session=session, person_id=actor.person_id, withdrawn=False).exclude(
        granted=False
    )
    if live.exists():
        raise Refused(_("这一场您已经请过假了，可以在“办理”里看进度。"))


def _open(
    document: PolicyDocument, session: Session, unit: Unit, grounds: str, actor: Actor, now: datetime
) -> Matter:
    policy = resolved_policy(document, now.date())
    calendar = office_calendar_of(document.unit_id)
    number = _next_number(document, now)
    facts = {
        "id": number,
        "subject": me(actor),
        "unit": row_id(unit.pk),
        "session": row_id(session.pk),
        "begins": local(session.starts_at) if session.starts_at else None,
        "asked": local(now),
        "grounds": grounds or None,
    }
    asking = leave_flow(policy)
    if asking is None:
        raise Refused(_("现行方案里没有写怎样请假，请联系自治办。"))
    started = flow.start(policy, asking.name, asking.worded(facts), local(now))  # type: ignore[arg-type]
    word = flow.Word(party=asking.applicant, actor=me(actor), answer=asking.submit)
    result = flow.step(
        flow.Desk(policy=policy, calendar=calendar, people=people_for(unit, now.date())),
        started,
        word,
        local(now),
    )
    if isinstance(result, flow.Refused):
        raise refusal_of(policy, result)
    matter = Matter(
        document=document,
        flow=asking.name,
        number=number,
        person_id=actor.person_id,
        unit=unit,
        opened_by_id=actor.account_id or 0,
        opened_at=now,
        revision=0,
    )
    save_state(matter, policy, calendar, result.matter)
    matter.save()
    save_steps(matter, result.acts, actor)
    return matter


def _next_number(document: PolicyDocument, now: datetime) -> str:
    """请假 2024-017: counted under the lock of the street's row, so that no number comes twice."""
    Unit.objects.select_for_update().get(pk=document.unit_id)
    head = f"请假{now.year}-"
    return f"{head}{Matter.objects.filter(number__startswith=head).count() + 1:03d}"


@transaction.atomic
def _move(
    matter_id: int,
    answer: str,
    reason: str,
    actor: Actor,
    now: datetime,
    revision: int | None,
    facts: Mapping[str, object],
) -> Matter:
    matter = locked_matter(matter_id, revision=revision)
    policy = resolved_policy(matter.document, now.date())
    calendar = office_calendar_of(matter.document.unit_id)
    people = people_for(matter.unit, now.date())
    before = stands(matter)
    asking = leave_flow_of(matter, policy)
    word = flow.Word(
        party=_party(policy, before, people, me(actor)),
        actor=me(actor),
        answer=answer or asking.submit,
        reason=reason.strip() or None,
        facts=asking.worded(facts),  # type: ignore[arg-type]
    )
    result = flow.step(flow.Desk(policy=policy, calendar=calendar, people=people), before, word, local(now))
    if isinstance(result, flow.Refused):
        if result.code in STRANGERS:
            raise NotYours
        raise refusal_of(policy, result)
    save_state(matter, policy, calendar, result.matter)
    if matter.state == Matter.State.DONE:
        matter.closed_at = now
    matter.save()
    save_steps(matter, result.acts, actor)
    if isinstance(result, flow.Ended):
        Excuse.objects.filter(matter=matter).update(
            granted=grants(result.effects, "excuse"), withdrawn=result.outcome == "withdrawn"
        )
    trail.record(
        f"leave.{_act(answer, result)}",
        actor=actor,
        now=now,
        about=("matter", matter.pk),
        unit_id=matter.unit_id,
        reason=reason,
    )
    return matter


def _act(answer: str, result: flow.Result) -> str:
    """The act in the words of the trail, whatever the plan calls the answer."""
    if not answer or answer in {"approve", "send_back", "refuse", "submit"}:
        return answer or "submit"
    if isinstance(result, flow.Ended) and not grants(result.effects, "excuse"):
        return "refuse"
    return "approve"


def _party(policy: object, matter: flow.Matter, people: flow.People, person: str) -> str:
    """For whom this person is asked now; whoever is barred speaks for that party too, and is told why not."""
    asked = flow.asked(policy, matter, matter, people)  # type: ignore[arg-type]
    for each in asked:
        if person in each.persons or person in each.barred:
            return each.party
    raise NotYours
