"""How a closed session ended: everybody's status, narrowed to whom one may see; and why."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from fractions import Fraction

from django.db.models import Count, Q, QuerySet

from yanxing.access.actor import Actor
from yanxing.access.predicates import a_secretary, an_officer
from yanxing.access.refusal import NotYours
from yanxing.engine.explanation import Explainer, Explanation
from yanxing.engine.outcome import RunResult
from yanxing.engine.stored import load_row
from yanxing.queries.facts.attendance import attendance_row
from yanxing.queries.hours.year import ZERO
from yanxing.queries.policies.resolved import names_in, policy_of, rendered
from yanxing.records.models import AttendanceOutcome, Posting, RunRow, Session


def outcomes_seen(actor: Actor) -> QuerySet[AttendanceOutcome]:
    """An officer's street, a secretary's own units, one's own."""
    seen = Q(person_id=actor.person_id) if actor.person_id is not None else Q(pk__in=[])
    if an_officer(actor):
        seen |= Q(session__activity__unit_id__in=actor.units)
    elif a_secretary(actor):
        seen |= Q(unit_id__in=actor.units)
    return AttendanceOutcome.objects.filter(seen)


def outcome_seen(actor: Actor, outcome_id: int) -> AttendanceOutcome:
    """Raises `NotYours`."""
    found = (
        outcomes_seen(actor)
        .select_related("session__activity", "person", "unit", "settled__document")
        .filter(pk=outcome_id)
        .first()
    )
    if found is None:
        raise NotYours
    return found


@dataclass(frozen=True, slots=True)
class Ended:
    """The list of a session. `counts`: status → people, of all that the actor sees."""

    rows: QuerySet[AttendanceOutcome]
    counts: Mapping[str, int]


def ended(actor: Actor, session: Session, status: str = "") -> Ended:
    """One query for the counts; the rows are not read yet. Whoever was not there throughout comes first."""
    seen = outcomes_seen(actor).filter(session=session, is_current=True)
    counts = dict(seen.order_by().values_list("status").annotate(people=Count("pk")))
    rows = seen.filter(status=status) if status else seen
    ordered = rows.order_by("full", "unit__position", "unit_id", "person_id")
    return Ended(ordered.select_related("person", "unit").defer("reasons"), counts)


def credited(session: Session, people: Collection[int]) -> dict[int, Fraction]:
    """person → 学时 that stand in the ledger for a session. One query."""
    found: dict[int, Fraction] = {}
    rows = Posting.objects.filter(session=session, account__subject_id__in=people)
    for person, numerator, denominator in rows.values_list("account__subject_id", "numerator", "denominator"):
        if person is not None:
            found[person] = found.get(person, ZERO) + Fraction(numerator, denominator)
    return found


def why_of(outcome: AttendanceOutcome, *, you: bool = False) -> Explanation:
    """The steps from the stored row and the policy it was settled by; nothing is looked up anew."""
    if outcome.settled is None:
        return Explanation(outcome.sentence, ())
    row = load_row(outcome.reasons)
    policy = policy_of(outcome.settled)
    result = RunResult(outcome.settled.run, {row.id: row})
    names = names_in(outcome.settled, policy)
    return Explanation(
        outcome.sentence, Explainer(policy, result, names=names, you=you).explain(row.id).steps
    )


def why_hours(outcome: AttendanceOutcome, *, you: bool = False) -> Explanation | None:
    """How the hours of the session were worked out when it was closed or corrected; None if they were not."""
    row = (
        RunRow.objects.filter(
            key=attendance_row(outcome.session_id, outcome.person_id), subject_id=outcome.person_id
        )
        .select_related("settled__document")
        .order_by("-pk")
        .first()
    )
    return rendered(row, you=you) if row is not None else None
