"""The document page: each clause as printed, and beside it what it started."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, Q

from yanxing.engine.exact import shown
from yanxing.engine.explanation.citation import printed
from yanxing.engine.grammar.document import Activity as Planned
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.stages import Compute, Gate
from yanxing.engine.grammar.terms import Ref, Weigh
from yanxing.engine.programme import span_of
from yanxing.queries.policies.audiences import latest_runs
from yanxing.queries.policies.clauses import lines_of
from yanxing.queries.policies.readings import Said, readings_of
from yanxing.queries.policies.resolved import confirmed_readings, pinned, sayings_of, with_sayings
from yanxing.queries.policies.shapes import Shape, label, said, shapes_of
from yanxing.records.models import Activity, PolicyDocument, SettledRun

_SHORT = 24


@dataclass(frozen=True, slots=True)
class Audience:
    """The list of a run: how many people in which state."""

    run: str
    title: str
    conditions: int
    total: int
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Started:
    """An activity: what was planned, and what stands in the diary."""

    title: str
    days: str
    activity_id: int | None
    sessions: int
    closed: int


@dataclass(slots=True)
class Clause:
    """A numbered clause: its head and lines, and what it started."""

    number: str
    head: str
    lines: tuple[str, ...]
    activities: list[Started] = field(default_factory=list)
    audiences: list[Audience] = field(default_factory=list)
    formulas: list[str] = field(default_factory=list)
    readings: list[Said] = field(default_factory=list)
    values: list[Shape] = field(default_factory=list)

    @property
    def started(self) -> bool:
        return bool(self.activities or self.audiences or self.formulas or self.readings or self.values)

    @property
    def full(self) -> bool:
        """Whether it is shown open: something to be read beside it."""
        return bool(self.activities or self.audiences or self.formulas)


@dataclass(frozen=True, slots=True)
class Page:
    """Red head, clauses, and in how many things the document has become real."""

    issuers: tuple[str, ...]
    number: str
    clauses: tuple[Clause, ...]
    activities: int
    values: int
    readings: int


def page_of(document: PolicyDocument, on: Any) -> Page:
    """Four queries, whatever the document's length."""
    confirmed = confirmed_readings(document)
    policy = with_sayings(pinned(document).usable, sayings_of(document, confirmed), on)
    clauses = {str(number): _clause(str(number), str(text)) for number, text in (policy.text or {}).items()}
    where = _Places(policy, clauses)
    _place_programme(policy, document, where)
    _place_formulas(policy, where)
    readings = readings_of(document, confirmed)
    for reading in readings:
        where.put("readings", reading.clauses[:1], reading)
    shapes = shapes_of(policy)
    for shape in shapes:
        if shape.section != "window":
            where.put("values", [shape.clause], shape)
    paper = policy.document
    return Page(
        tuple(map(str, paper.issuers)) if paper else (),
        str(paper.number or "") if paper else "",
        tuple(clauses.values()),
        sum(len(each.activities) for each in clauses.values()),
        len(shapes),
        len(readings),
    )


def _clause(number: str, text: str) -> Clause:
    head, lines = lines_of(text)
    return Clause(number, head or _beginning(text), lines)


def _beginning(text: str) -> str:
    """The first words of a clause without a head of its own."""
    return text if len(text) <= _SHORT else f"{text[:_SHORT]}…"


class _Places:
    """Where a citation stands among the clauses."""

    def __init__(self, policy: Policy, clauses: dict[str, Clause]) -> None:
        self.policy, self.clauses = policy, clauses

    def number(self, clause: str | None, home: str = "") -> str:
        return printed(self.policy, clause, home)[0] if clause else ""

    def put(self, kind: str, numbers: Iterable[str], thing: Any) -> None:
        for number in numbers:
            if number in self.clauses:
                getattr(self.clauses[number], kind).append(thing)
                return


def _place_programme(policy: Policy, document: PolicyDocument, where: _Places) -> None:
    running = {
        row.code: row
        for row in Activity.objects.filter(document=document).annotate(
            held=Count("sessions", ~Q(sessions__state="cancelled")),
            over=Count("sessions", Q(sessions__state="closed")),
        )
    }
    settled = latest_runs(document)
    for part in policy.programme.parts if policy.programme else ():
        for planned in part.activities:
            number = where.number(planned.clause, str(part.clause or ""))
            where.put("activities", [number], _started(policy, planned, running.get(str(planned.activity))))
            if planned.audience in settled:
                run = settled[str(planned.audience)]
                where.put("audiences", [number], audience_of(policy, run))


def _started(policy: Policy, planned: Planned, row: Any) -> Started:
    span = span_of(policy, planned.window) if planned.window else None
    days = f"{said(policy, span.first)}至{said(policy, span.last)}" if span else ""
    title = row.title if row else label(policy, str(planned.activity))
    if row is None:
        return Started(title, days, None, 0, 0)
    return Started(title, days, row.pk, row.held, row.over)


def audience_of(policy: Policy, settled: SettledRun) -> Audience:
    """The list of a settled run in figures."""
    run = {str(name): run for name, run in (policy.runs or {}).items()}[settled.run]
    conditions = sum(len(stage.require) for stage in run.stages if isinstance(stage, Gate))
    total = sum(settled.counts.values())
    return Audience(settled.run, label(policy, settled.run), conditions, total, settled.counts)


def _place_formulas(policy: Policy, where: _Places) -> None:
    for run in (policy.runs or {}).values():
        for stage in run.stages:
            if not isinstance(stage, Compute):
                continue
            for name, column in stage.compute.items():
                if isinstance(column.is_, Weigh):
                    number = where.number(column.clause, str(run.clause or ""))
                    where.put("formulas", [number], _formula(policy, str(name), column.is_))


def _formula(policy: Policy, name: str, weigh: Weigh) -> str:
    parts = [f"{label(policy, str(part))} × {_share(weight)}" for part, weight in weigh.weigh.items()]
    return f"{label(policy, name)} = {' + '.join(parts)}"


def _share(weight: Any) -> str:
    value = getattr(weight, "value", None)
    if value is not None:
        return f"{shown(value)}%"
    return str(weight.name) if isinstance(weight, Ref) else "细则"
