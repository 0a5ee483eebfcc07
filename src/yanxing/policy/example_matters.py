"""A matter of a flow in a worked example: how it is told, and what is expected of it.

given:
  matter:
    flow: transfer
    at: 2024-06-10 09:00
    facts: {id: m1, subject: w3, service_months: 40}
    holders: {street_officer: {s1: [w9]}, district_officer: [w8]}     # who holds a role, by unit
    kin: {w3: [w4]}
    heads: {w9: [s1]}
    steps: [{at: 2024-06-11 10:00, party: applicant, actor: w3, answer: submit}]   # do: pause, resume, revise
    until: 2024-06-30 17:00                                           # lets the clocks run up to then
expect:
  matter: {step: consents, outcome: open, steps: [moved, papers_incomplete], asked: [sending], effects: []}

A step of a flow comes out as `moved`, `waiting`, `ended`, or refused with a code.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.flow import (
    Asked,
    Desk,
    Ended,
    Matter,
    Moved,
    People,
    Proposal,
    Refused,
    Result,
    Ticked,
    Word,
    asked,
    pause,
    resume,
    revise,
    start,
    step,
    tick,
)
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Value
from yanxing.policy.facts.codes import read_key
from yanxing.policy.facts.dates import read_moment
from yanxing.policy.facts.rows import read_each, remarked
from yanxing.policy.facts.trouble import told
from yanxing.policy.findings import Finding

Tree = Mapping[str, Any]

_ACTS = {"answer": step, "pause": pause, "resume": resume, "revise": revise}


@dataclass(frozen=True)
class Attempt:
    """One thing somebody tried with a matter, and what came of it; `act`: answer, pause, resume, revise."""

    at: datetime
    act: str
    word: Word
    result: Result


@dataclass(frozen=True)
class MatterTold:
    """Where a matter came to stand, what was tried with it, what its clocks did up to `until`, who is asked
    now, and the effects proposed."""

    matter: Matter
    attempts: tuple[Attempt, ...]
    last: Ticked
    waiting: tuple[tuple[Matter, Asked], ...]
    proposals: tuple[Proposal, ...]

    @property
    def steps(self) -> tuple[str, ...]:
        """`moved`, `waiting`, `ended`, or the code of the refusal."""
        return tuple(_came_to(each.result) for each in self.attempts)

    @property
    def asked(self) -> tuple[str, ...]:
        return tuple(each.party for _, each in self.waiting)

    @property
    def effects(self) -> tuple[str, ...]:
        return tuple(str(each.effect) for each in self.proposals)


class _Wrong(Exception):  # noqa: N818 - carries findings
    def __init__(self, findings: list[Finding]) -> None:
        super().__init__()
        self.findings = findings


def tell_matter(
    policy: Policy, raw: object, calendar: OfficeCalendar, place: str = "matter"
) -> tuple[MatterTold | None, list[Finding]]:
    """Takes the matter through its steps. What is not written as one gives findings instead."""
    try:
        if not isinstance(raw, Mapping):
            raise _Wrong([told("input_row_shape", place, "", {})])
        return _tell(policy, raw, calendar, place), []
    except _Wrong as wrong:
        return None, wrong.findings


def _tell(policy: Policy, raw: Tree, calendar: OfficeCalendar, path: str) -> MatterTold:
    flow = str(raw.get("flow"))
    if Name(flow) not in (policy.flows or {}):
        known = list(policy.flows or {})
        raise _Wrong([told("examples_flow", f"{path}.flow", "", {"word": flow, "known": known})])
    desk = Desk(policy=policy, calendar=calendar, people=_people(raw))
    facts = _facts(policy, flow, raw.get("facts"), f"{path}.facts")
    if "id" not in facts:
        raise _Wrong([told("input_no_id", f"{path}.facts", "", {})])
    matter = start(policy, flow, facts, _moment(raw, path))
    attempts: list[Attempt] = []
    for number, each in enumerate(_steps(raw, path)):
        place = f"{path}.steps[{number}]"
        if not isinstance(each, Mapping) or str(each.get("do", "answer")) not in _ACTS:
            raise _Wrong([told("input_row_shape", place, "", {})])
        act, word, at = str(each.get("do", "answer")), _word(policy, flow, each, place), _moment(each, place)
        attempts.append(Attempt(at, act, word, _ACTS[act](desk, matter, word, at)))
        matter = attempts[-1].result.matter
    last = Ticked(matter)
    if raw.get("until"):
        until = _moment({"at": raw["until"]}, f"{path}.until")
        last = tick(policy, matter, until, calendar=calendar)
    parts = last.matter.all()
    waiting = tuple((part, each) for part in parts for each in asked(policy, last.matter, part, desk.people))
    effects = (effect for each in attempts for effect in each.result.effects)
    return MatterTold(last.matter, tuple(attempts), last, waiting, (*effects, *last.effects))


def _steps(raw: Tree, path: str) -> list[Any]:
    steps = raw.get("steps") or []
    if not isinstance(steps, list):
        raise _Wrong([told("input_list_shape", f"{path}.steps", "", {"word": "steps"})])
    return steps


def _came_to(result: Result) -> str:
    if isinstance(result, Refused):
        return result.code
    return "ended" if isinstance(result, Ended) else "moved" if isinstance(result, Moved) else "waiting"


def _word(policy: Policy, flow: str, raw: Tree, place: str) -> Word:
    facts = _facts(policy, flow, raw.get("facts") or {}, f"{place}.facts")
    reason = raw.get("reason")
    return Word(
        party=str(raw.get("party") or ""),
        actor=str(raw.get("actor") or ""),
        answer=str(raw.get("answer") or ""),
        reason=None if reason is None else str(reason),
        facts=facts,
        on=str(raw.get("on") or ""),
    )


def _facts(policy: Policy, flow: str, raw: Any, place: str) -> dict[str, Value]:
    written = raw if isinstance(raw, Mapping) else {}
    about = str((policy.flows or {})[Name(flow)].about)
    # A matter has its subject whether or not its kind declares the fact.
    rest = {name: value for name, value in written.items() if name != "subject"}
    (row,), findings = read_each(policy, about, [rest], lambda _, name: f"{place}.{name}")
    facts = row or {}
    subject, _ = read_key(written.get("subject"))
    if subject is not None:
        facts["subject"] = subject
    if findings:
        raise _Wrong(findings)
    return facts


def _moment(raw: Tree, place: str) -> datetime:
    value, remark = read_moment(raw.get("at"))
    if isinstance(value, datetime):
        return value
    if remark is not None:
        raise _Wrong([remarked(remark, f"{place}.at")])
    raise _Wrong([told("fact_not_a_moment", f"{place}.at", "", {"word": raw.get("at")})])


def _people(raw: Tree) -> People:
    holders: dict[tuple[str, str], Collection[str]] = {}
    for role, units in _map(raw.get("holders")):
        for unit, persons in _map(units) if isinstance(units, Mapping) else [("", units)]:
            holders[role, unit] = _list(persons)
    return People(
        holders,
        {person: _list(kin) for person, kin in _map(raw.get("kin"))},
        {person: _list(units) for person, units in _map(raw.get("heads"))},
    )


def _map(raw: Any) -> Iterator[tuple[str, Any]]:
    yield from raw.items() if isinstance(raw, Mapping) else ()


def _list(raw: Any) -> tuple[str, ...]:
    return tuple(map(str, raw)) if isinstance(raw, list) else (str(raw),)
