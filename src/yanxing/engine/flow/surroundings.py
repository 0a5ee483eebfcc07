"""What the rules of a flow may read: the facts of the matter, and whom its step is offered to."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.evaluation import Scope, shape_of_kind
from yanxing.engine.flow.matter import OFFERED, Matter
from yanxing.engine.flow.moves import flow_of, offered_to
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Row

MATTER_NAMES = frozenset({"subject", OFFERED})
"""Names a matter has besides the facts declared for its kind."""


def scope_of(policy: Policy, matter: Matter, as_of: date, calendar: OfficeCalendar) -> Scope:
    base = shape_of_kind(policy, flow_of(policy, matter).about)
    shape = replace(base, facts=base.facts | MATTER_NAMES, flat=False)
    return Scope(policy=policy, shape=shape, as_of=as_of, calendar=calendar)


def row_of(policy: Policy, matter: Matter) -> Row:
    to = offered_to(policy, matter)
    facts = matter.facts if to is None else {**matter.facts, OFFERED: to}
    return Row(matter.id, flow_of(policy, matter).about, facts)
