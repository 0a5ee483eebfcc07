"""Runs settled on what the house knows now; nothing is written here."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from yanxing.engine import RULE_VERSION
from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.evaluation import Facts
from yanxing.engine.explanation import Explainer, names_of
from yanxing.engine.explanation.audience import AudienceStatus, audience_status
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Row, RunResult, Settlement
from yanxing.engine.settle import settle
from yanxing.engine.stored import dump_run, dump_settlement, dump_value, load_run, load_value
from yanxing.queries.calendars import office_calendar_of
from yanxing.queries.facts import ALL, Within, collections_of, facts_for, runs_behind
from yanxing.queries.policies.resolved import (
    Entry,
    Sayings,
    digest_of,
    dump_sayings,
    load_sayings,
    pinned,
    sayings_of,
    with_sayings,
)
from yanxing.records.models import PolicyDocument, RunRow, SettledRun

STATUS: Mapping[AudienceStatus, str] = {
    "fits": RunRow.Status.ELIGIBLE,
    "almost": RunRow.Status.NEARLY,
    "unfit": RunRow.Status.INELIGIBLE,
    "waiting": RunRow.Status.UNKNOWN,
}


@dataclass(frozen=True)
class Settled:
    """What came out, with all it rests on."""

    document: PolicyDocument
    policy: Policy
    sayings: Sayings
    facts: Facts
    calendar: OfficeCalendar
    settlement: Settlement
    _stored: dict[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def stored_facts(self) -> dict[str, Any]:
        """kind → rows in stored form."""
        return {
            kind: [{name: dump_value(value) for name, value in row.items()} for row in rows]
            for kind, rows in self.facts.items()
        }

    @cached_property
    def names(self) -> Any:
        return names_of(self.policy, self.facts)

    def explainer(self, run: str, *, you: bool = False) -> Explainer:
        return Explainer(self.policy, self.settlement.runs[run], names=self.names, you=you)

    def status(self, run: str, row: Row) -> str:
        """One of `RunRow.Status`."""
        return STATUS[audience_status(self.policy, run, row)]

    def only(self, run: str) -> tuple[dict[str, Any], dict[str, Any]]:
        """(snapshot, outcome) of one run with those it is built on, as plain data."""
        runs = runs_behind(self.policy, [run])
        kinds = collections_of(self.policy, runs)
        snapshot = {
            "facts": {kind: rows for kind, rows in self.stored_facts.items() if kind in kinds},
            "sayings": dump_sayings(self.sayings),
            "calendar": dump_calendar(self.calendar),
        }
        outcome = dump_settlement(Settlement(self.settlement.policy, self.settlement.as_of, {}))
        outcome["runs"] = {name: self._stored_run(name) for name in self.settlement.runs if name in runs}
        return snapshot, outcome

    def _stored_run(self, run: str) -> Any:
        """Runs that several lists are built on are written out once."""
        if run not in self._stored:
            self._stored[run] = dump_run(self.settlement.runs[run])
        return self._stored[run]


def settled_now(
    document: PolicyDocument,
    runs: Collection[str],
    as_of: date,
    also: Sequence[Entry] = (),
    within: Within = ALL,
) -> Settled:
    """The runs as they come out today. `also`: values tried but not recorded. Queries as `facts_for`."""
    own = sayings_of(document)
    sayings = Sayings((*own.values, *also), own.readings)
    policy = with_sayings(pinned(document).usable, sayings, as_of)
    kinds = collections_of(policy, runs_behind(policy, runs))
    facts = facts_for(document, as_of=as_of, collections=kinds, within=within)
    calendar = office_calendar_of(document.unit_id)
    settlement = settle(policy, facts, as_of=as_of, calendar=calendar, runs=tuple(runs))
    return Settled(document, policy, sayings, facts, calendar, settlement)


def settled_again(settled: SettledRun, also: Sequence[Entry] = ()) -> Settled:
    """The same run from its own snapshot: what an outsider would work out. `also`: values tried on a copy."""
    kept = load_sayings(settled.facts["sayings"])
    sayings = Sayings((*kept.values, *also), kept.readings)
    policy = with_sayings(pinned(settled.document).usable, sayings, settled.as_of)
    facts = {
        kind: [{name: load_value(value) for name, value in row.items()} for row in rows]
        for kind, rows in settled.facts["facts"].items()
    }
    calendar = load_calendar(settled.facts["calendar"])
    settlement = settle(policy, facts, as_of=settled.as_of, calendar=calendar, runs=[settled.run])
    return Settled(settled.document, policy, sayings, facts, calendar, settlement)


def dump_calendar(calendar: OfficeCalendar) -> dict[str, Any]:
    return {
        "holidays": {day.isoformat(): name for day, name in sorted(calendar.holidays.items())},
        "made_up": sorted(day.isoformat() for day in calendar.made_up),
        "years": sorted(calendar.years),
    }


def load_calendar(stored: Mapping[str, Any]) -> OfficeCalendar:
    """What `dump_calendar` wrote."""
    return OfficeCalendar(
        {date.fromisoformat(day): name for day, name in stored["holidays"].items()},
        frozenset(map(date.fromisoformat, stored["made_up"])),
        frozenset(stored["years"]),
    )


def digests(document: PolicyDocument, snapshot: Mapping[str, Any]) -> dict[str, str]:
    """By which a run is known: resolved policy, values, calendar, facts, and the engine's rules."""
    values = digest_of(snapshot["sayings"])
    return {
        "policy_digest": digest_of([document.digest, values]),
        "values_digest": values,
        "calendar_digest": digest_of(snapshot["calendar"]),
        "facts_digest": digest_of(snapshot["facts"]),
        "rule_version": RULE_VERSION,
    }


def audience_runs(policy: Policy) -> list[str]:
    """The runs whose rows in are somebody's audience, in order of the programme, each once."""
    parts = policy.programme.parts if policy.programme else ()
    named = [str(each.audience) for part in parts for each in part.activities if each.audience]
    return list(dict.fromkeys(named))


def subject_of(document_nouns: Mapping[str, str], row: Row) -> int | None:
    """The person or unit a row of a run is; None for rows of other kinds."""
    noun = document_nouns.get(row.kind)
    return int(row.id) if noun in {"people", "units"} and row.id.isdigit() else None


def result_of(settled: SettledRun) -> RunResult:
    """The stored rows of the run itself. Needs `outcome`."""
    return load_run(settled.outcome["runs"][settled.run])
