"""Measures: figures over a list of records or rows.

Order of work: per, where, missing, needs, drop, best, then the figure itself. `drop` and `best` speak of
values and do nothing to `count`, `first` and `last`. A measure over rows is worked out once a group of them,
one that reads `{own: name}` anew for every row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from yanxing.engine.evaluation.compiling import (
    Held,
    Met,
    Work,
    compile_condition,
    compile_term,
    compiles,
    gaps_of,
)
from yanxing.engine.evaluation.figures import FIGURES, split_extremes
from yanxing.engine.evaluation.gaps import gathered, placed
from yanxing.engine.evaluation.names import name_reader, within_limit
from yanxing.engine.evaluation.scope import Owner, Scope
from yanxing.engine.evaluation.sources import (
    Groups,
    Part,
    Possible,
    is_own_list,
    key_reader,
    may_be,
    open_row,
    pairs_of,
    parts_of,
    source_name,
    stamp_of,
)
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.measures import (
    Count,
    FirstOver,
    GreatestOver,
    LastOver,
    LeastOver,
    MeanOver,
    Measure,
    MedianOver,
    SumOver,
    UseInstead,
)
from yanxing.engine.grammar.terms import Own, Ref, Weigh
from yanxing.engine.grammar.walking import nodes
from yanxing.engine.outcome import ListRead, Value
from yanxing.engine.unknown import Unknown, missing

MOST_LISTED = 100
"""A stored reason lists so many records; of more, the first, as every row of the group stores the list."""

COUNTED: Value = True
"""What a plain count reads of a record: that it is there."""


@dataclass(slots=True)
class Collected:
    """The records `where` and `missing` left, with place, value, `by`; those skipped; what is unknown."""

    parts: list[Part] = field(default_factory=list)
    places: list[int] = field(default_factory=list)
    records: list[Any] = field(default_factory=list)
    values: list[Any] = field(default_factory=list)
    bys: list[Any] = field(default_factory=list)
    skipped: int = 0
    unknown: list[Unknown] = field(default_factory=list)
    figure: Value | None = None
    """None when nothing is left to measure."""
    listed: ListRead | None = None


@dataclass(frozen=True, slots=True)
class Reader:
    """How a measure reads the records of one part."""

    part: Part
    where: Met | None
    term: Work
    instead: Work | None
    skip: bool
    by: Work | None
    columns: frozenset[str] = frozenset()
    """Of events: the columns the term reads. Kinds that do not work them out have nothing to measure."""

    def read(self, records: Iterable[tuple[int, Any]], into: Collected) -> None:
        where, term, by = self.where, self.term, self.by
        for place, record in records:
            if self.columns and not self.columns <= record.cells.keys():
                continue
            if where is not None:
                met = where(record)
                if met is False:
                    continue
                if met is not True:
                    self._cannot_tell(place, record, met, into)
                    continue
            value = term(record)
            if value.__class__ is Unknown and self.instead is not None:
                value = self.instead(record)
            order = by(record) if by is not None else None
            if value.__class__ is Unknown or order.__class__ is Unknown:
                self._cannot_tell(place, record, gaps_of([value, order]), into)  # type: ignore[list-item]
                continue
            into.places.append(place)
            into.records.append(record)
            into.values.append(value)
            into.parts.append(self.part)
            into.bys.append(order)

    def read_possible(self, records: Iterable[tuple[int, Any, Unknown]], into: Collected) -> None:
        """Records that may belong here or not: unless `where` rules them out, that stops the figure."""
        for place, record, unknown in records:
            if self.where is None or self.where(record) is not False:
                self._cannot_tell(place, record, unknown, into)

    def wait_for(self, row: Any, into: Collected) -> None:
        """A row of this run on which people have to decide: what it will bring is not known before."""
        if self.where is None or self.where(row) is not False:
            into.unknown.append(open_row(self.part, row))

    def _cannot_tell(self, place: int, record: Any, unknown: Any, into: Collected) -> None:
        if self.skip:
            into.skipped += 1
        else:
            where = f"{self.part.label}/{self.part.name_of(record, place)}"
            into.unknown.append(placed(unknown, where))


class Measurement:
    """A measure, compiled: its value for a row, and what it read for the stored reason."""

    def __init__(self, measure: Measure, scope: Scope, exact: bool) -> None:
        source = measure.count if isinstance(measure, Count) else measure.over  # type: ignore[attr-defined]
        self.measure = measure
        self.source = source_name(source)
        self.when_empty = None if measure.when_empty is None else compile_term(measure.when_empty, scope)
        parts = parts_of(source, scope)
        self._owner = Owner(scope) if own_names(measure) else None
        if self._owner is not None:
            parts = tuple(owned(part, self._owner) for part in parts)
        self._readers = [_reader(measure, part, exact, source == "past") for part in parts]
        pairs = pairs_of(measure)
        self._mine = key_reader(pairs.mine, scope) if pairs.mine else None
        theirs = [key_reader(pairs.theirs, part.scope) for part in parts]
        self._own_list = is_own_list(source, scope)
        if self._own_list:
            self._list, self._theirs = name_reader(self.source, scope), theirs[0]
        else:
            self._groups = Groups(parts, theirs, pairs.theirs, stamp_of(source, scope))
        self._last: tuple[Held, Collected | Unknown] | None = None

    def value(self, row: Held) -> Value:
        """The figure for this row. Always worked out anew, save what a whole group shares."""
        collected = self._collect(row)
        self._last = (row, collected)
        return collected if isinstance(collected, Unknown) else self._figure(collected, row)

    def reads(self, row: Held) -> ListRead:
        """What was used and left out for this row; of the row just measured, without reading it again."""
        last = self._last
        collected = last[1] if last is not None and last[0] is row else self._collect(row)
        if isinstance(collected, Unknown):
            return ListRead(self._word, self.source, (), (), 0, collected)
        if collected.figure is None and self.when_empty is not None:
            return ListRead(self._word, self.source, (), (), collected.skipped, self.when_empty(row))
        if collected.listed is None:
            collected.listed = self._listed(collected, self._figure(collected, row))
        return collected.listed

    @property
    def _word(self) -> str:
        return str(self.measure.HEAD)

    def _figure(self, collected: Collected, row: Held) -> Value:
        if collected.figure is not None:
            return collected.figure
        return missing(self.source, "empty") if self.when_empty is None else self.when_empty(row)

    def _collect(self, row: Held) -> Collected | Unknown:
        mine = self._mine(row) if self._mine is not None else ()
        unknown = gaps_of(mine)
        if unknown is not None:
            return unknown
        if self._owner is not None:
            self._owner.row = row
        return self._from_list(row, mine) if self._own_list else self._from_group(mine)

    def _from_list(self, row: Held, mine: tuple[Value, ...]) -> Collected | Unknown:
        records: Any = self._list(row)
        if isinstance(records, Unknown):
            return records
        listed: Iterable[tuple[int, Any]] = enumerate(records)
        possible: list[tuple[int, Any, Unknown]] = []
        if mine:
            keyed = [(*pair, self._theirs(pair[1])) for pair in listed]
            listed = [(place, record) for place, record, key in keyed if key == mine]
            possible = [
                (place, record, unknown)
                for place, record, key in keyed
                if (unknown := gaps_of(key)) is not None and may_be(key, mine)
            ]
        collected = Collected()
        self._readers[0].read(listed, collected)
        self._readers[0].read_possible(possible, collected)
        return self._finish(collected)

    def _from_group(self, mine: tuple[Value, ...]) -> Collected | Unknown:
        group = self._groups.of(mine)
        possible = self._groups.possible(mine)
        waits = [*group.open, *(gap for each in possible for gap in each.open)]
        if waits:
            return gathered(waits)
        if group.worked is not None:
            return group.worked  # type: ignore[no-any-return]
        collected = Collected()
        for reader, records in zip(self._readers, group.records, strict=True):
            reader.read(records, collected)
        for each in possible:
            self._add_possible(each, collected)
        for index, waiting in self._groups.waiting_for(mine):
            self._readers[index].wait_for(waiting, collected)
        self._finish(collected)
        if self._owner is None:
            group.worked = collected
        return collected

    def _add_possible(self, possible: Possible, collected: Collected) -> None:
        """Worked out once for all groups they may belong to."""
        found: Collected | None = possible.worked
        if found is None:
            found = Collected()
            for reader, records in zip(self._readers, possible.records, strict=True):
                reader.read_possible(records, found)
            found.unknown = [gathered(found.unknown)] if found.unknown else []
            if self._owner is None:
                possible.worked = found
        collected.skipped += found.skipped
        collected.unknown += found.unknown

    def _finish(self, collected: Collected) -> Collected:
        needs = self.measure.needs
        if collected.unknown:
            collected.figure = gathered(collected.unknown)
        elif needs is not None and len(collected.values) < needs:
            collected.figure = missing(self.source, "too_few")
        else:
            figure = _FIGURE_OF[type(self.measure)](self.measure, collected)
            collected.figure = None if figure is None else within_limit(figure)
        return collected

    def _listed(self, collected: Collected, value: Value) -> ListRead:
        names = [
            part.name_of(record, place)
            for part, record, place in zip(collected.parts, collected.records, collected.places, strict=True)
        ]
        if len(self._readers) > 1:
            names = [f"{part.label}/{name}" for part, name in zip(collected.parts, names, strict=True)]
        kept, left = _chosen(self.measure, collected, names)
        pairs = list(zip(names, collected.values, strict=True))
        used = tuple(pairs[place] for place in kept[:MOST_LISTED])
        dropped = tuple(pairs[place] for place in left[:MOST_LISTED])
        more = len(kept) - len(used)
        return ListRead(self._word, self.source, used, dropped, collected.skipped, value, more)


def own_names(measure: Measure) -> list[Name]:
    """The names of the row at hand that are read among the records, each once."""
    return list(dict.fromkeys(node.own for node in nodes(measure) if isinstance(node, Own)))


def owned(part: Part, owner: Owner) -> Part:
    """The part with names compiled apart: those of the same rows elsewhere know no owner."""
    return replace(part, scope=replace(part.scope, owner=owner, compiled={}))


def _reader(measure: Measure, part: Part, exact: bool, past: bool) -> Reader:
    where = None if measure.where is None else compile_condition(measure.where, part.scope)
    instead = measure.missing
    by = getattr(measure, "by", None)
    return Reader(
        part,
        where,
        _measured(measure, part.scope, exact),
        compile_term(instead.use, part.scope) if isinstance(instead, UseInstead) else None,
        instead == "skip",
        None if by is None else name_reader(by, part.scope),
        _event_columns(measure, part.scope) if past else frozenset(),
    )


def _event_columns(measure: Measure, scope: Scope) -> frozenset[str]:
    term = getattr(measure, str(measure.HEAD))
    read: set[object] = {node.name for node in nodes(term) if isinstance(node, Ref)}
    read |= {name for node in nodes(term) if isinstance(node, Weigh) for name in node.weigh}
    read |= {getattr(measure, word, None) for word in ("by", "distinct")}
    return frozenset(name for name in scope.shape.columns if name in read)


def _measured(measure: Measure, scope: Scope, exact: bool) -> Work:
    if isinstance(measure, Count):
        return (lambda _: COUNTED) if measure.distinct is None else name_reader(measure.distinct, scope)
    return compile_term(getattr(measure, str(measure.HEAD)), scope, exact)


def _count(measure: Measure, collected: Collected) -> Value | None:
    if not collected.values and measure.when_empty is not None:
        return None
    distinct = isinstance(measure, Count) and measure.distinct is not None
    return Fraction(len(set(collected.values)) if distinct else len(collected.values))


def _over_values(measure: Measure, collected: Collected) -> Value | None:
    values: Sequence[Any] = collected.values
    if measure.drop is not None or measure.best is not None:
        kept, _ = split_extremes(values, measure.drop, measure.best)
        values = [values[place] for place in kept]
    if not values:
        return Fraction(0) if isinstance(measure, SumOver) and measure.when_empty is None else None
    return FIGURES[type(measure)](values)


def _at_the_end(measure: Measure, collected: Collected) -> Value | None:
    if not collected.values:
        return None
    values = {collected.values[place] for place in _level(measure, collected)}
    return values.pop() if len(values) == 1 else missing(measure.by, "level")  # type: ignore[attr-defined]


def _level(measure: Measure, collected: Collected) -> list[int]:
    """The places of the records with the least (greatest) `by`."""
    end = min(collected.bys) if isinstance(measure, FirstOver) else max(collected.bys)
    return [place for place, by in enumerate(collected.bys) if by == end]


def _chosen(measure: Measure, collected: Collected, names: Sequence[str]) -> tuple[list[int], list[int]]:
    """Places of the records used and left out."""
    if not collected.values or isinstance(measure, Count):
        return list(range(len(collected.values))), []
    if isinstance(measure, FirstOver | LastOver):
        return _level(measure, collected), []
    return split_extremes(collected.values, measure.drop, measure.best, names)


_FIGURE_OF: dict[type[Measure], Callable[[Measure, Collected], Value | None]] = {
    **dict.fromkeys(FIGURES, _over_values),
    Count: _count,
    FirstOver: _at_the_end,
    LastOver: _at_the_end,
}


def measurement(measure: Measure, scope: Scope, exact: bool) -> Measurement:
    """The measure compiled in that scope, once: its value and its stored reason share what was read."""
    key = ("measure", id(measure), exact)
    if key not in scope.compiled:
        scope.compiled[key] = Measurement(measure, scope, exact)
    return scope.compiled[key]  # type: ignore[no-any-return]


@compiles(Count, SumOver, MeanOver, MedianOver, LeastOver, GreatestOver, FirstOver, LastOver)
def _measure(measure: Measure, scope: Scope, exact: bool) -> Work:
    return measurement(measure, scope, exact).value
