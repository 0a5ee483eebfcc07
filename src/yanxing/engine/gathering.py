"""The rows a run begins with, made from input rows, from records, or from the rows of earlier runs."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from yanxing.engine.course import Pattern, matches, pattern_of
from yanxing.engine.evaluation.scope import Facts
from yanxing.engine.exact import shown
from yanxing.engine.grammar.base import Name
from yanxing.engine.grammar.facts import KeyOf
from yanxing.engine.grammar.measures import ResultOf
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.runs import EachOf, GroupOf, Rows
from yanxing.engine.levels import Group, names_of
from yanxing.engine.outcome import MOST_NAMED, OPEN, SETTLED, Row, RunResult, Value
from yanxing.engine.unknown import Gap, Unknown, missing


class InputProblem(ValueError):  # noqa: N818 - a problem of the input, which the intake words
    """Facts or a call that no reading of the policy can make sense of: two rows of one id, a run that does
    not exist. `kind` and `row_id`: which rows.
    """

    def __init__(self, problem: str, kind: str = "", row_id: str = "") -> None:
        super().__init__(problem)
        self.kind, self.row_id = kind, row_id


@dataclass(slots=True)
class Gathered:
    """`rows`: those of the run, by id. `outside`: open rows it is built on, and provisional ones that left,
    which could still enter.
    """

    rows: list[Row]
    outside: list[Row]


def gather(policy: Policy, rows: Rows, facts: Facts, results: Mapping[str, RunResult]) -> Gathered:
    """Fresh rows, in no stage yet. Raises InputProblem when two would bear one id."""
    source = _Source(policy, facts, results)
    match rows:
        case EachOf():
            gathered = source.each(rows)
        case GroupOf():
            gathered = source.group(rows)
        case _:
            gathered = source.rows(rows)
    gathered.rows.sort(key=lambda row: row.id)
    for row, after in zip(gathered.rows, gathered.rows[1:], strict=False):
        if row.id == after.id:
            raise InputProblem(f"two rows of {row.kind} have the id {row.id!r}", row.kind, row.id)
    return gathered


def joined_id(*parts: str) -> str:
    """One id of several; a stroke within a part is marked, so that other parts never give the same."""
    return "/".join(part.replace("\\", "\\\\").replace("/", "\\/") for part in parts)


@dataclass(frozen=True, slots=True)
class _Source:
    policy: Policy
    facts: Facts
    results: Mapping[str, RunResult]

    def rows(self, rows: str | ResultOf) -> Gathered:
        if isinstance(rows, ResultOf):
            return self._result(rows)
        if rows in (self.policy.runs or {}) and rows not in (self.policy.facts or {}):
            return self._result(ResultOf(result=Name(rows)))
        given = self.facts.get(rows, ())
        if rows == "house" and not given:
            given = ({"id": "house"},)
        return Gathered([Row(str(fact["id"]), rows, fact) for fact in given], [])

    def _result(self, source: ResultOf) -> Gathered:
        names = names_of(source.result)
        gathered = Gathered([], [])
        for name in names:
            for row in self.results[name].rows.values():
                row_id = row.id if len(names) == 1 else f"{name}/{row.id}"
                if row.state == "in" or source.rows == "all":
                    gathered.rows.append(_carried(row, row_id, name))
                elif row.state in OPEN or row.provisional:
                    gathered.outside.append(row)
        return gathered

    def each(self, source: EachOf) -> Gathered:
        """Records beside their row. A row whose list is unknown stands for its records, held."""
        parents = self.rows(source.of)
        members = [member for parent in parents.rows for member in _members(parent, source)]
        outside = [member for parent in parents.outside for member in _members(parent, source)]
        _name_apart(members)
        for member in outside:
            member.state = "held"
        return Gathered(members, outside)

    def group(self, source: GroupOf) -> Gathered:
        """One row a group. A record that cannot be placed stands as a held row, and the groups it may
        belong to are provisional; a group with an open row among its records does not know its records.
        """
        per = names_of(source.per)
        gathered = self.rows(source.group)
        groups: dict[Group, list[Row]] = {}
        vague: list[tuple[Row, Group]] = []
        left: set[Pattern] = set()
        for row in [*gathered.rows, *gathered.outside]:
            key = tuple([_read(row, name) for name in per])
            if row.state in SETTLED:
                left.add(pattern_of(key))
            elif any(isinstance(value, Unknown) for value in key):
                vague.append((replace(row), key))
            else:
                groups.setdefault(key, []).append(row)
        kind = self._kind_of(gathered.rows, per)
        made = [_group_row(per, key, rows, kind) for key, rows in groups.items()]
        # Each pattern once: most rows that cannot be placed lack the same facts.
        for pattern in left | {pattern_of(key) for _, key in vague}:
            _mark_possible(made, pattern)
        for row, key in vague:
            row.state, row.reason = "held", "missing_facts"
            row.gaps = tuple(gap for value in key if isinstance(value, Unknown) for gap in value.gaps)
        return Gathered(made + _apart([row for row, _ in vague], {row.id for row in made}), [])

    def _kind_of(self, rows: Sequence[Row], per: Sequence[str]) -> str:
        """Whose id the group's id is, where its only name is the key of a kind."""
        declared: Mapping[Any, Any] = {}
        if rows:
            declared = dict(self.policy.facts or {}).get(Name(rows[0].kind), {})
        type_ = declared.get(per[0]) if len(per) == 1 else None
        return type_.key if isinstance(type_, KeyOf) else "/".join(per)


def _carried(row: Row, row_id: str, run: str) -> Row:
    """A row that goes on into another run, with all its columns. What may still change there is provisional
    here.
    """
    provisional = row.provisional or row.state in OPEN
    return Row(
        row_id,
        row.kind,
        row.facts,
        dict(row.cells),
        provisional=provisional,
        parent=row.parent,
        group=row.group,
        rests_on=(f"{run}/{row.id}",) if provisional else (),
    )


def _read(row: Row, name: str) -> Value:
    if name in row.cells:
        return row.cells[name].value
    if name == "id":
        return row.id
    if name == "parent" and name not in row.facts and row.parent is not None:
        return row.parent
    return row.facts.get(name, missing(name, where=f"{row.kind}/{row.id}"))


def _members(parent: Row, source: EachOf) -> Iterable[Row]:
    kind = f"{source.of}.{source.each}"
    records = parent.facts.get(source.each, missing(source.each))
    if not isinstance(records, tuple):
        gaps = records.gaps if isinstance(records, Unknown) else ()
        yield Row(
            parent.id, kind, parent.facts, state="held", reason="missing_facts", gaps=gaps, parent=parent.id
        )
        return
    shared = dict(parent.facts)
    for number, record in enumerate(records, 1):
        own = record.get("id")
        member_id = own if isinstance(own, str) else f"{parent.id}/{number}"
        cells = {name: cell for name, cell in parent.cells.items() if name not in record}
        member = Row(member_id, kind, shared | dict(record), cells, parent=parent.id)
        member.provisional, member.rests_on = parent.provisional, parent.rests_on
        yield member


def _name_apart(members: Sequence[Row]) -> None:
    """Puts the parent before the ids that several records bear, or that would then be borne twice."""
    named = Counter(member.id for member in members)
    own = [member for member in members if member.facts.get("id") == member.id]
    joined = [f"{member.parent}/{joined_id(member.id)}" for member in own]
    taken = {one for member, one in zip(own, joined, strict=True) if named[member.id] > 1}
    for member, one in zip(own, joined, strict=True):
        if named[member.id] > 1 or member.id in taken:
            member.id = one


def _group_row(per: Sequence[str], key: Group, rows: Sequence[Row], kind: str) -> Row:
    waits = [Gap(row.kind, "open_row", f"{row.kind}/{row.id}") for row in rows if row.state in OPEN]
    records: Value = Unknown(tuple(waits)) if waits else tuple([_record(row) for row in rows])
    named = tuple(zip(per, key, strict=True))
    unsure = [row for row in rows if row.provisional]
    rests_on = tuple(dict.fromkeys(name for row in unsure for name in row.rests_on))[:MOST_NAMED]
    named_by = [shown(value) for value in key]
    row_id = named_by[0] if len(named_by) == 1 else joined_id(*named_by)
    facts = {**dict(named), "records": records}
    return Row(row_id, kind, facts, provisional=bool(unsure), group=named, rests_on=rests_on)


def _apart(rows: Iterable[Row], taken: set[str]) -> list[Row]:
    """Rows that belong to no group yet, under ids that no group has."""
    apart = []
    for row in rows:
        between = "/"
        while f"{row.kind}{between}{row.id}" in taken:
            between += "/"
        apart.append(replace(row, id=f"{row.kind}{between}{row.id}"))
    return apart


def _record(row: Row) -> Mapping[str, Any]:
    if not row.cells and row.parent is None:
        return row.facts
    parent = {} if row.parent is None else {"parent": row.parent}
    columns = {name: cell.value for name, cell in row.cells.items()}
    return {**parent, **row.facts, **columns, "id": row.id}


def _mark_possible(groups: Iterable[Row], pattern: Pattern) -> None:
    for row in groups:
        if matches(tuple([own for _, own in row.group]), pattern):
            row.provisional = True
