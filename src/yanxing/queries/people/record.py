"""The training management file of one person, in the four sections the plan asks for (PER-01, PER-03)."""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction

from django.db.models import Exists, OuterRef, Subquery

from yanxing.access.actor import Actor
from yanxing.access.refusal import NotYours
from yanxing.engine.grammar.policy import Policy
from yanxing.queries.attendance.deciding import bookkeeping
from yanxing.queries.people.listing import SOON, credential_words
from yanxing.queries.people.missing import missing_of
from yanxing.queries.people.reach import person_of
from yanxing.queries.people.showing import LABELS
from yanxing.queries.people.tenure import Tenure, tenure_of
from yanxing.queries.policies.resolved import pinned
from yanxing.queries.policies.shapes import label
from yanxing.records.models import (
    Appointment,
    AttendanceOutcome,
    Credential,
    Expected,
    FactRequest,
    IdentitySecret,
    LeaveSpell,
    Person,
    Posting,
    RunRow,
    SelfConfirmation,
    ServiceSpell,
    SettledRun,
    TierSpell,
    Unit,
    UnitSpell,
)


@dataclass(frozen=True, slots=True)
class Attended:
    """A session the person was expected at, and how it ended."""

    activity: str
    topic: str
    day: date | None
    status: str
    words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours of a year on one ledger."""

    ledger: str
    year: int
    hours: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A result: an examination, an award, an eligibility list."""

    document: str
    run: str
    day: date
    words: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Certificate:
    id: int
    words: str
    number: str
    issued_on: date | None
    registered_until: date | None
    revoked_on: date | None
    state: str  # good, near (registration ends soon), bad (it has ended), rest (revoked)


@dataclass(slots=True)
class Record:
    """Everything on one person that the actor may see."""

    person: Person
    unit: Unit | None
    area: str
    tenure: Tenure
    appointments: list[Appointment]
    tiers: list[TierSpell]
    service: list[ServiceSpell]
    leaves: list[LeaveSpell]
    certificates: list[Certificate]
    secrets: list[IdentitySecret]
    attended: list[Attended]
    hours: list[Hours]
    results: list[Judged]
    requests: list[FactRequest]
    confirmations: list[SelfConfirmation]
    missing: list[str]
    digest: str
    own: bool
    posts_now: list[str] = field(default_factory=list)

    @property
    def post_words(self) -> str:
        return "、".join(self.posts_now)

    @property
    def absences(self) -> list[Attended]:
        return [each for each in self.attended if each.status in ("absent", "late", "left_early")]

    @property
    def confirmed_as_is(self) -> bool:
        """Whether the last confirmation was of just this record."""
        return bool(self.confirmations) and self.confirmations[0].record_digest == self.digest


def record_of(actor: Actor, person_id: int, *, on: date) -> Record:
    """Raises `NotYours`."""
    person = person_of(actor, person_id)
    appointments = list(person.appointments.select_related("unit").order_by("-since", "pk"))
    service = list(person.service.order_by("-since"))
    certificates = [certificate(each, on) for each in person.credentials.order_by("revoked_on", "kind", "pk")]
    tiers = list(person.tiers.order_by("-since"))
    street, area = _places(person, on)
    return Record(
        person=person,
        unit=person.subject.home_unit,
        area=area,
        tenure=tenure_of(person, service, street=street, on=on),
        appointments=appointments,
        tiers=tiers,
        service=service,
        leaves=list(person.leaves.order_by("-since")),
        certificates=certificates,
        secrets=list(person.secrets.order_by("kind")),
        attended=_attended(person),
        hours=_hours(person),
        results=_results(person),
        requests=list(person.fact_requests.select_related("asked_by", "confirmed_by").order_by("-pk")[:20]),
        confirmations=list(person.confirmations.order_by("-confirmed_at")[:5]),
        missing=missing_of(person, bool(certificates)),
        digest=digest_of(person, appointments, tiers, certificates, service),
        own=person.pk == actor.person_id,
        posts_now=[
            LABELS["posts"][a.code]
            for a in appointments
            if a.since <= on and (a.until is None or a.until > on)
        ],
    )


def _places(person: Person, on: date) -> tuple[str, str]:
    """The street's name and the area's."""
    unit, street, area = person.subject.home_unit, "", ""
    for _step in range(4):
        if unit is None:
            break
        if unit.kind == Unit.Kind.STREET:
            street = unit.name
        if unit.kind == Unit.Kind.AREA:
            area = unit.name
        spell = (
            UnitSpell.objects.select_related("parent")
            .filter(unit=unit, since__lte=on)
            .order_by("-since")
            .first()
        )
        unit = spell.parent if spell else None
    return street, area


def certificate(each: Credential, on: date) -> Certificate:
    until = each.registered_until
    state = "good"
    if each.revoked_on:
        state = "rest"
    elif until is not None and until < on:
        state = "bad"
    elif until is not None and until <= on + SOON:
        state = "near"
    words = credential_words(each.kind, each.level, each.title)
    return Certificate(each.pk, words, each.number, each.issued_on, until, each.revoked_on, state)


def _attended(person: Person) -> list[Attended]:
    current = AttendanceOutcome.objects.filter(
        session=OuterRef("session"), person=OuterRef("person"), is_current=True
    )
    rows = (
        Expected.objects.filter(person=person, removed_at=None)
        .annotate(
            status=Subquery(current.values("status")[:1]), sentence=Subquery(current.values("sentence")[:1])
        )
        .order_by("-session__starts_at")
        .values_list("session__activity__title", "session__topic", "session__starts_at", "status", "sentence")
    )
    labels = dict(AttendanceOutcome.Status.choices)
    return [
        Attended(
            activity, topic or "", at.date() if at else None, status or "", labels.get(status, ""), text or ""
        )
        for activity, topic, at, status, text in rows
    ]


def _hours(person: Person) -> list[Hours]:
    """Exact sums; 2 and 1/2 hours are 2.5."""
    sums: dict[tuple[str, int], Fraction] = defaultdict(Fraction)
    rows = Posting.objects.filter(account__subject_id=person.pk, account__account="hours") | (
        Posting.objects.filter(account__subject_id=person.pk, account__ledger__icontains="hour")
    )
    for ledger, year, dated, top, bottom in rows.values_list(
        "account__ledger", "account__year", "dated", "numerator", "denominator"
    ):
        sums[ledger, year or dated.year] += Fraction(top, bottom)
    return [
        Hours(ledger, year, f"{float(total):g}")
        for (ledger, year), total in sorted(sums.items(), key=lambda each: -each[0][1])
    ]


def _results(person: Person) -> list[Judged]:
    """How the person stands in the newest settlement of each assessment. One query."""
    newer = SettledRun.objects.filter(
        document=OuterRef("settled__document"), run=OuterRef("settled__run"), pk__gt=OuterRef("settled_id")
    )
    rows = (
        RunRow.objects.filter(~Exists(newer), subject_id=person.pk)
        .select_related("settled__document")
        .defer("settled__facts", "settled__outcome")
        .order_by("-settled__as_of", "-settled_id")
    )
    found = []
    for row in rows:
        policy = pinned(row.settled.document).policy
        if policy is not None and row.settled.run not in bookkeeping(policy):
            found.append(_judged(row, policy))
    return found


def _judged(row: RunRow, policy: Policy) -> Judged:
    return Judged(
        document=row.settled.document.title,
        run=label(policy, row.settled.run),
        day=row.settled.as_of,
        words=row.get_status_display(),
        sentence=row.sentence,
    )


def digest_of(
    person: Person,
    appointments: Sequence[Appointment],
    tiers: Sequence[TierSpell],
    certificates: Sequence[Certificate],
    service: Sequence[ServiceSpell],
) -> str:
    """SHA-256 of what the person confirms: what the page shows of them, in a fixed order."""
    said = {
        "person": [
            person.name, person.staff_number, person.phone_tail, person.gender, person.born_on,
            person.education, person.political_status, person.entered_on, person.left_on,
        ],
        "appointments": sorted((a.unit_id, a.code, str(a.since), str(a.until)) for a in appointments),
        "tiers": sorted((t.tier, str(t.since), str(t.until)) for t in tiers),
        "certificates": sorted(
            (c.words, c.number, str(c.registered_until), str(c.revoked_on)) for c in certificates
        ),
        "service": sorted((s.street, str(s.since), str(s.until)) for s in service),
    }  # fmt: skip
    return hashlib.sha256(json.dumps(said, default=str, ensure_ascii=False).encode()).hexdigest()


def secret_of(person: Person, kind: str) -> tuple[str, str]:
    """(its label, masked). Raises `NotYours` when there is none, or none to be seen."""
    found = person.secrets.filter(kind=kind).first()
    if found is None:
        raise NotYours
    return found.get_kind_display(), found.masked
