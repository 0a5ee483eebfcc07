"""Sources: the lists a measure looks at, and which of their records belong to the row at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from yanxing.engine.evaluation.compiling import Held, Work, gaps_of
from yanxing.engine.evaluation.names import name_reader
from yanxing.engine.evaluation.scope import Scope, UnresolvedName
from yanxing.engine.evaluation.shapes import shape_of_kind, shape_of_run
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.measures import Measure, ResultOf, Source
from yanxing.engine.outcome import OPEN, Row, Value
from yanxing.engine.unknown import Unknown, missing


@dataclass(frozen=True, slots=True)
class Part:
    """Records of one shape: of a records fact, of one kind, of one run. `label` tells where a gap is.

    `settled_only`: open rows stop what is built on them, those that left are not looked at. `some_names`:
    each record has only some of the names. `waiting`: rows of this run that people still have to decide on.
    """

    label: str
    scope: Scope
    read: Callable[[], Sequence[Any]]
    settled_only: bool = False
    some_names: bool = False
    waiting: Callable[[], Sequence[Row]] = tuple

    def name_of(self, record: Any, place: int) -> str:
        """The record's id, else its key, else its place in the list, counted from 1."""
        if not self.scope.shape.flat:
            return str(record.id)
        key = self.scope.shape.key
        own = record.get("id") or (record.get(key) if key else None)
        return own if isinstance(own, str) else str(place + 1)

    def lacks(self, record: Any, names: Sequence[str]) -> bool:
        """Whether the record is without one of the names, which is not the same as not knowing it: an event
        of a kind that has none, a row that left before the column or came from a run without it.
        """
        if self.scope.shape.flat or record.state in OPEN:
            return False
        some = set(names) if self.some_names else self.scope.shape.columns
        return any(name in some and name not in record.cells and name not in record.facts for name in names)


def source_name(source: Source) -> str:
    """The name of a source in gaps and stored reasons."""
    if not isinstance(source, ResultOf):
        return source
    return source.result if isinstance(source.result, str) else ",".join(source.result)


def is_own_list(source: Source, scope: Scope) -> bool:
    """Whether the source is a records fact of the row itself."""
    return isinstance(source, str) and source in scope.shape.lists


def parts_of(source: Source, scope: Scope) -> tuple[Part, ...]:
    """What the source consists of; the rows of several runs keep apart, as each run has its own columns."""
    if isinstance(source, ResultOf):
        names = (source.result,) if isinstance(source.result, str) else source.result
        return tuple(_of_run(name, source.rows == "in", scope) for name in names)
    view = scope.view
    match str(source):
        case "rows":
            return (Part(scope.shape.kind, scope, lambda: view.live, waiting=lambda: view.undecided),)
        case "all_rows":
            return (Part(scope.shape.kind, scope, lambda: view.all_rows),)
        case "past":
            return (Part("past", scope, lambda: view.past, some_names=True),)
    if is_own_list(source, scope):
        return (Part(source, scope.inside(scope.shape.lists[source]), tuple),)
    if source in (scope.policy.facts or {}):
        rows = scope.facts.get(source, ())
        return (Part(source, scope.inside(shape_of_kind(scope.policy, source)), lambda: rows),)
    raise UnresolvedName(f"{source!r} is neither a list of the row nor a kind of rows")


def _of_run(run: Name, settled_only: bool, scope: Scope) -> Part:
    if run not in (scope.policy.runs or {}):
        raise UnresolvedName(f"no run is called {run!r}")
    inner = scope.inside(shape_of_run(scope.policy, run))
    result = scope.results.get(run)
    rows: Sequence[Row] = tuple(result.rows.values()) if result else ()
    return Part(run, inner, lambda: rows, settled_only)


@dataclass(frozen=True, slots=True)
class Pairs:
    """`per`: names of the records (`theirs`) that must say the same as names of this row (`mine`)."""

    theirs: tuple[Name, ...] = ()
    mine: tuple[Name, ...] = ()


def pairs_of(measure: Measure) -> Pairs:
    match measure.per:
        case None:
            return Pairs()
        case Mapping() as pairs:
            return Pairs(tuple(pairs), tuple(pairs.values()))
        case tuple() as names:
            return Pairs(names, names)
        case name:
            return Pairs((name,), (name,))


def key_reader(names: Sequence[Name], scope: Scope) -> Callable[[Held], tuple[Value, ...]]:
    """What the names say of a row, together."""
    reads: list[Work] = [name_reader(name, scope) for name in names]
    if len(reads) == 1:
        read = reads[0]
        return lambda row: (read(row),)
    return lambda row: tuple(read(row) for read in reads)


@dataclass(slots=True)
class Group:
    """The records that share a key, by part, each with its place in the list; the open rows among them."""

    records: list[list[tuple[int, Any]]]
    open: list[Unknown] = field(default_factory=list)
    worked: Any = None


@dataclass(slots=True)
class Possible:
    """The records of whose key the same is told and some is unknown: by part, each with its place and what
    is unknown; the open rows among them. `worked`: what a measure made of them.
    """

    records: list[list[tuple[int, Any, Unknown]]]
    open: list[Unknown] = field(default_factory=list)
    worked: Any = None


Told = tuple[int, ...]
"""The places of a key of which something is told."""


@dataclass(slots=True)
class Groups:
    """All records of a source by key: sorted once, again only when the rows have changed.

    Lists that only grow (past events) are read on from where they were. A record with an unknown in its key
    may belong to any group of which that key tells nothing else.
    """

    parts: tuple[Part, ...]
    theirs: Sequence[Callable[[Any], tuple[Value, ...]]]
    names: tuple[Name, ...]
    stamp: Callable[[], Any]
    seen: Any = None
    groups: dict[tuple[Value, ...], Group] = field(default_factory=dict)
    vague: dict[Told, dict[tuple[Value, ...], Possible]] = field(default_factory=dict)
    more_vague: bool = False
    done: list[int] = field(default_factory=list)
    waiting: list[tuple[tuple[Value, ...], int, Row]] = field(default_factory=list)
    """Rows nobody has decided on yet: their key, as far as it is known, the number of their part."""

    def of(self, key: tuple[Value, ...]) -> Group:
        """The group of that key, an empty one when no record has it."""
        self._read_on()
        group = self.groups.get(key)
        if group is None:
            group = self.groups[key] = self._empty()
        return group

    def possible(self, key: tuple[Value, ...]) -> list[Possible]:
        """The records that may belong to that group, as `of` has just read them."""
        if not self.vague:
            return []
        found = [alike.get(tuple([key[at] for at in told])) for told, alike in self.vague.items()]
        return [each for each in found if each is not None]

    def waiting_for(self, key: tuple[Value, ...]) -> list[tuple[int, Row]]:
        """The rows nobody has decided on that have this key, or may have it."""
        return [(index, row) for theirs, index, row in self.waiting if may_be(theirs, key)]

    def _empty(self) -> Group:
        return Group([[] for _ in self.parts])

    def _read_on(self) -> None:
        stamp = self.stamp()
        if stamp != self.seen:
            self.seen, self.groups, self.vague, self.done = stamp, {}, {}, [0] * len(self.parts)
            self.waiting = [
                (self.theirs[index](row), index, row)
                for index, part in enumerate(self.parts)
                for row in part.waiting()
            ]
        for index, part in enumerate(self.parts):
            records = part.read()
            if len(records) > self.done[index]:
                self._sort(index, part, records)
                self.done[index] = len(records)
        if self.more_vague:
            self.more_vague = False
            for group in self.groups.values():
                group.worked = None

    def _sort(self, index: int, part: Part, records: Sequence[Any]) -> None:
        theirs, groups = self.theirs[index], self.groups
        for place in range(self.done[index], len(records)):
            record = records[place]
            state = record.state if part.settled_only else "in"
            if state != "in" and state not in OPEN:
                continue
            key = theirs(record)
            unknown = gaps_of(key)
            if unknown is not None:
                self._sort_vague(index, place, record, key, unknown)
                continue
            group = groups.get(key)
            if group is None:
                group = groups[key] = self._empty()
            group.worked = None
            if state == "in":
                group.records[index].append((place, record))
            else:
                group.open.append(open_row(part, record))

    def _sort_vague(
        self, index: int, place: int, record: Any, key: tuple[Value, ...], unknown: Unknown
    ) -> None:
        part = self.parts[index]
        if part.lacks(record, self.names):
            return
        told = tuple([at for at, value in enumerate(key) if value.__class__ is not Unknown])
        alike = self.vague.setdefault(told, {}).setdefault(
            tuple([key[at] for at in told]), Possible([[] for _ in self.parts])
        )
        alike.worked, self.more_vague = None, True
        if part.settled_only and record.state in OPEN:
            alike.open.append(open_row(part, record))
        else:
            alike.records[index].append((place, record, unknown))


def open_row(part: Part, row: Row) -> Unknown:
    """What is unknown because this row of an earlier run is not settled."""
    return missing(part.label, "open_row", f"{part.label}/{row.id}")


def may_be(key: tuple[Value, ...], asked: tuple[Value, ...]) -> bool:
    """Whether a key that tells only some of its parts may be the one asked for."""
    return all(one.__class__ is Unknown or one == other for one, other in zip(key, asked, strict=True))


def stamp_of(source: Source, scope: Scope) -> Callable[[], Any]:
    """Changes when what was sorted must be sorted anew; kinds of rows and earlier runs stand still."""
    view = scope.view
    if source in ("rows", "all_rows"):
        return lambda: view.turn
    if source == "past":
        return lambda: view.past_turn
    return lambda: 0
