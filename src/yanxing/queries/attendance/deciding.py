"""Which policy says how somebody attended, and which one counts the hours."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yanxing.access.clock import OFFICE
from yanxing.access.refusal import Refused
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.measures import ResultOf
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.stages import Compute, Gate, Post
from yanxing.engine.grammar.walking import words
from yanxing.policy.facts import types_of
from yanxing.queries.attendance.reading import Reading, reading_of
from yanxing.queries.facts import ALL, Within
from yanxing.queries.policies.resolved import pinned
from yanxing.queries.policies.settling import Settled, settled_now
from yanxing.records.models import Activity, Expected, PolicyDocument, Session


@dataclass(frozen=True, slots=True)
class Rule:
    """A run of a document that decides something."""

    document: PolicyDocument
    run: str

    def reading(self, policy: Policy) -> Reading:
        """How the run says what came of signing in."""
        return reading_of(policy, self.run)

    def settled(self, on: date, within: Within = ALL) -> Settled:
        return settled_now(self.document, [self.run], on, within=within)


def attendance_rule(activity: Activity) -> Rule | None:
    """The activity's own plan if it says how signing in counts, else the newest one in force that does."""
    own = [activity.document] if activity.document is not None else []
    return _first([*own, *in_force(activity.unit_id)], _judges_signing_in)


def hours_rule(street_id: int) -> Rule | None:
    """The newest policy in force of a street that credits hours for attendance."""
    return _first(in_force(street_id), _credits_hours)


def year_rule(street_id: int) -> Rule | None:
    """The run of the same policy that sets a yearly target against what was done."""
    return _first(in_force(street_id), _sets_a_target)


def in_force(street_id: int) -> list[PolicyDocument]:
    """One query."""
    rows = PolicyDocument.objects.filter(unit_id=street_id, state=PolicyDocument.State.IN_FORCE)
    return list(rows.order_by("-in_force_on", "-pk"))


def _first(documents: list[PolicyDocument], wanted: Callable[[Policy], Iterator[str]]) -> Rule | None:
    for document in documents:
        policy = pinned(document).policy
        for run in wanted(policy) if policy is not None else ():
            return Rule(document, run)
    return None


def _judges_signing_in(policy: Policy) -> Iterator[str]:
    for name, run in (policy.runs or {}).items():
        if isinstance(run.rows, str) and "signed_in" in _types(policy, run.rows):
            yield str(name)


def _credits_hours(policy: Policy) -> Iterator[str]:
    for name, run in (policy.runs or {}).items():
        if any(isinstance(stage, Post) for stage in run.stages) and _of_attendance(policy, run.rows):
            yield str(name)


def _of_attendance(policy: Policy, rows: object) -> bool:
    """Rows of what came of sessions: as the house decided it, or a run of the policy's own."""
    if isinstance(rows, ResultOf):
        return isinstance(rows.result, str) and str(rows.result) in set(_judges_signing_in(policy))
    return isinstance(rows, str) and "attendance" in _types(policy, rows)


def _sets_a_target(policy: Policy) -> Iterator[str]:
    credited = set(_credits_hours(policy))
    for name in policy.runs or {}:
        if credited and year_columns(policy, str(name), credited) is not None:
            yield str(name)


def year_columns(policy: Policy, run: str, credited: Collection[str] | None = None) -> tuple[str, str] | None:
    """What has to be done and what was done, as columns: the sum over a run that credits hours, and the
    column a gate holds it against."""
    wanted = set(_credits_hours(policy)) if credited is None else set(credited)
    columns: list[str] = []
    done = ""
    for stage in (policy.runs or {})[Name(run)].stages:
        for name, column in stage.compute.items() if isinstance(stage, Compute) else ():
            columns.append(str(name))
            done = str(name) if not done and words(column.is_) & wanted else done
        for each in stage.require if isinstance(stage, Gate) and done else ():
            said = words(each.that)
            target = next((name for name in columns if name != done and name in said), None)
            if done in said and target is not None:
                return target, done
    return None


def bookkeeping(policy: Policy) -> frozenset[str]:
    """Runs that judge nobody: how one signed in, what was credited, and the rolls other runs begin with."""
    runs = policy.runs or {}
    begun = {run.rows.result for run in runs.values() if isinstance(run.rows, ResultOf)}
    rolls = {str(name) for name, run in runs.items() if name in begun and isinstance(run.rows, str)}
    return frozenset({*_judges_signing_in(policy), *_credits_hours(policy), *rolls})


def _types(policy: Policy, kind: str) -> Mapping[str, object]:
    return types_of(policy, kind) if kind in (policy.facts or {}) else {}


def judged(session: Session, persons: Collection[int] | None = None) -> tuple[Rule, Settled]:
    """How the session ended for those expected, or for some of them, by the policy; nothing is written."""
    rule = attendance_rule(session.activity)
    if rule is None:
        raise Refused(
            _("现行方案里没有写签到怎样认定，不能结束登记。请先在“方案”里实施一份写明签到的方案。"),
            code="no_policy",
        )
    expected = Expected.objects.filter(session=session, removed_at=None)
    those = frozenset(expected.values_list("person_id", flat=True)) if persons is None else frozenset(persons)
    within = Within(persons=those, sessions=frozenset({session.pk}))
    return rule, rule.settled(session_day(session), within)


def session_day(session: Session) -> date:
    """The office's day on which it begins. It has a time."""
    if session.starts_at is None:
        raise ValueError("a session without a time has no day")
    return session.starts_at.astimezone(OFFICE).date()
