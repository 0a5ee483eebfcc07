"""A session before it is closed: how the policy would decide on each as things stand."""

from __future__ import annotations

from dataclasses import dataclass

from yanxing.queries.attendance.deciding import Rule
from yanxing.queries.facts.attendance import person_in
from yanxing.queries.policies.settling import Settled
from yanxing.records.models import AttendanceOutcome, Expected, Session

ORDER = ("unknown", "absent", "late", "left_early", "leave", "lateish", "on_time")


@dataclass(frozen=True, slots=True)
class Standing:
    person_id: int
    name: str
    unit: str
    unit_position: tuple[int, int]
    status: str
    label: str
    full: bool
    sentence: str
    no_sign_out: bool

    @property
    def order(self) -> tuple[int, tuple[int, int], int]:
        """What has to be looked at first."""
        return ORDER.index(self.status), self.unit_position, self.person_id


def standing_of(session: Session, rule: Rule, settled: Settled) -> list[Standing]:
    """One query."""
    rows = Expected.objects.filter(session=session, removed_at=None).select_related("person", "unit")
    expected = {each.person_id: each for each in rows}
    labels = dict(AttendanceOutcome.Status.choices)
    asks_sign_out = session.activity.asks_sign_out
    reading = rule.reading(settled.policy)
    found = []
    for row in settled.settlement.runs[rule.run].rows.values():
        each = expected[person_in(row.id)]
        status = reading.status(row)
        signed_out = "signed_out" in row.facts
        found.append(
            Standing(
                each.person_id, each.person.name, each.unit.short_name,
                (each.unit.position, each.unit_id), status, str(labels[status]), reading.full(row),
                reading.sentence(row),
                asks_sign_out and "signed_in" in row.facts and not signed_out,
            )
        )  # fmt: skip
    return found
