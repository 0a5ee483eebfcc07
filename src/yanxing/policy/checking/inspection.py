"""What the checks share: the policy, the findings so far, what was used, and the names in reach of a rule."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar, cast

from yanxing.engine.calendar import OfficeCalendar
from yanxing.engine.grammar.base import Name, Text
from yanxing.engine.grammar.document import Table, Value, Window
from yanxing.engine.grammar.facts import FactType, Origin
from yanxing.engine.grammar.flows import Flow
from yanxing.engine.grammar.ledgers import Ledger
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.runs import Run
from yanxing.engine.grammar.stages import Column
from yanxing.policy.checking.types import STATES, Type
from yanxing.policy.findings import Finding, Placed, finding_of
from yanxing.policy.nearest import nearest

RESERVED = frozenset({
    "id", "run", "state", "reason", "provisional", "parent", "records",
    "any", "all", "not", "rows", "all_rows", "past", "rest", "house",
})  # fmt: skip
"""Words of the grammar and names every row has: no fact, column, value or definition may be called so."""


Of = TypeVar("Of")


def _by_name(section: Mapping[Name, Of] | Mapping[Text, Of] | None) -> Mapping[str, Of]:
    """A section of the policy by plain words; one that is not written is empty."""
    return cast(Mapping[str, Of], section or {})


@dataclass(slots=True)
class Used:
    """Which named things some rule reads; what is never read gets a gentle warning."""

    define: set[str] = field(default_factory=set)
    tables: set[str] = field(default_factory=set)
    windows: set[str] = field(default_factory=set)
    values: dict[str, set[str]] = field(default_factory=dict)
    """Value → runs, ledgers and flows that read it."""
    too_deep: bool = False
    """Whether terms nested too deep were told of."""
    lookups: dict[str, list[tuple[frozenset[str] | None, ...]]] = field(default_factory=dict)
    """Table → for every look-up, the codes each of its dimensions may be asked for."""


@dataclass(slots=True)
class Inspection:
    """One check of one policy."""

    policy: Policy
    calendar: OfficeCalendar | None
    findings: list[Finding] = field(default_factory=list)
    used: Used = field(default_factory=Used)
    nowhere: set[str] = field(default_factory=set)
    """Names that definitions read and no kind of rows has: told at the definition, not again at each use."""
    place: str = ""
    depth: int = 0
    """How many terms deep the check is just now, through definitions too."""

    @property
    def facts(self) -> Mapping[str, Mapping[Name, FactType]]:
        return _by_name(self.policy.facts)

    @property
    def sources(self) -> Mapping[str, Origin]:
        return _by_name(self.policy.sources)

    @property
    def values(self) -> Mapping[str, Value]:
        return _by_name(self.policy.values)

    @property
    def tables(self) -> Mapping[str, Table]:
        return _by_name(self.policy.tables)

    @property
    def windows(self) -> Mapping[str, Window]:
        return _by_name(self.policy.windows)

    @property
    def define(self) -> Mapping[str, Column]:
        return _by_name(self.policy.define)

    @property
    def runs(self) -> Mapping[str, Run]:
        return _by_name(self.policy.runs)

    @property
    def ledgers(self) -> Mapping[str, Ledger]:
        return _by_name(self.policy.ledgers)

    @property
    def flows(self) -> Mapping[str, Flow]:
        return _by_name(self.policy.flows)

    def say(self, code: str, at: Placed | None, /, **params: object) -> None:
        """Adds a finding at a node; one that was not read from a file is placed by `place`."""
        place = "" if at is not None and at.line else self.place
        self.findings.append(replace(finding_of(code, at, params), place=place))

    def say_at(self, place: str, code: str, /, **params: object) -> None:
        """Adds a finding about a word that has no node, by its path in the file (`facts.workers.entered`)."""
        self.findings.append(replace(finding_of(code, None, params), place=place))

    def unknown(
        self, code: str, at: Placed | None, name: str, known: Iterable[str], /, **params: object
    ) -> None:
        """Adds the finding `code`, or `code_near` with the nearest known word when there is one."""
        near = nearest(name, known)
        if near is None or near == name:
            self.say(code, at, name=name, **params)
        else:
            self.say(f"{code}_near", at, name=name, nearest=near, **params)

    def muted(self) -> Inspection:
        """The same inspection with findings of its own, for looking at one thing again from another place."""
        return replace(self, findings=[])


@dataclass(frozen=True, slots=True)
class Shape:
    """What rows look like: their names with types, and the kind they come from."""

    names: Mapping[str, Type]
    kind: str | None = None
    open: bool = False
    """The rows could not be found, so any name may be one of theirs."""
    partial: frozenset[str] = frozenset()
    """Of rows of several runs: names that not all have, or not of one type."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The names in reach of one rule. `later`: columns of this run written further down. `lists`: which of
    `rows`, `all_rows`, `past` may be measured. `outer`: the row beside a list's records; `owner`: the same
    where `{own: name}` can read it. `blocks`: the run, ledger or flow that stands still while a value read
    here is unset."""

    see: Inspection
    names: Mapping[str, Type]
    runs: Mapping[str, Shape]
    later: Mapping[str, Placed] = field(default_factory=dict)
    lists: frozenset[str] = frozenset()
    outer: Scope | None = None
    owner: Scope | None = None
    ledger: Ledger | None = None
    blocks: str = ""
    kind: str | None = None
    open: bool = False
    partial: frozenset[str] = frozenset()
    past: Shape | None = None
    """What accepted events of the ledger bring: their facts, and the columns their kinds work out."""
    constant: bool = False
    """No row is at hand: only what is written down and values can be read."""
    defined: dict[str, Type] = field(default_factory=dict)
    """Types of definitions as seen from here; `any` while one is being worked out."""

    def inside(self, shape: Shape, later: Mapping[str, Placed]) -> Scope:
        """The scope of the records a measure looks at from here."""
        return replace(
            self,
            names=shape.names,
            later=later,
            outer=self,
            kind=shape.kind,
            open=shape.open,
            partial=shape.partial,
            lists=frozenset(),
            defined={},
        )

    def known(self) -> set[str]:
        """Every name that could be read here."""
        return {*self.names, *self.see.define, *self.see.values}


def builtin(kind: str | None) -> dict[str, Type]:
    """Names every row has."""
    return {
        "id": Type("key", of=kind),
        "run": Type("code"),
        "state": Type("code", codes=STATES),
        "reason": Type("code"),
        "provisional": Type("yes_no"),
    }
