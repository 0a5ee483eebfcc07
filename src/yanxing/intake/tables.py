"""A sheet under its head, read as rows of facts and records."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from yanxing.engine.grammar.base import Text
from yanxing.engine.grammar.facts import KeyOf, OneCode
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Value
from yanxing.intake.closing import closes, fill_merged, is_sentence, is_signed, is_total
from yanxing.intake.heads import Head
from yanxing.intake.sheet import Cell, Sheet, is_empty, letters
from yanxing.intake.targets import Use
from yanxing.policy.facts import kind_readers, remarked, types_of
from yanxing.policy.facts.blanks import may_be_blank
from yanxing.policy.facts.reading import RECUSED_WORDS, STRUCK_WORDS, Reader, Remark, is_missing, squeezed
from yanxing.policy.findings import Finding, finding
from yanxing.policy.messages import CATALOGUE

_SHOWN_CELLS = 8


class Source(Protocol):
    """Where rows were read from."""

    @property
    def file(self) -> str: ...
    def place(self, row: int, name: str) -> str: ...
    def carries(self, name: str) -> bool: ...


@dataclass(slots=True)
class Found:
    """One row as read: its facts, the records it brings, and where it stood (`row` as the source counts)."""

    source: Source
    row: int
    facts: dict[str, Value]
    records: dict[str, list[dict[str, Value]]] = field(default_factory=dict)
    hints: tuple[str, ...] = ()
    """Other words of the row, which may tell namesakes apart: a unit beside a name on a sign-in sheet."""


@dataclass(frozen=True)
class SheetSource:
    """A sheet whose columns are known."""

    sheet: Sheet
    columns: Mapping[str, int]

    @property
    def file(self) -> str:
        return self.sheet.path.name

    def place(self, row: int, name: str) -> str:
        return self.sheet.place(row, self.columns.get(name))

    def carries(self, name: str) -> bool:
        return name in self.columns


class Notices:
    """Findings of one sheet; what repeats itself cell after cell without being wrong is said once."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.findings: list[Finding] = []
        self._often: dict[tuple[str, str], list[Finding]] = defaultdict(list)

    def add(self, remark: Remark, place: str, column: str) -> None:
        found = remarked(remark, place).in_file(self.file)
        if CATALOGUE[remark.code].severity == "warning":
            self._often[remark.code, column].append(found)
        else:
            self.findings.append(found)

    def all(self) -> list[Finding]:
        often = [self._once(list(each)) for each in self._often.values()]
        return self.findings + often

    def _once(self, same: list[Finding]) -> Finding:
        if len(same) == 1:
            return same[0]
        first = same[0]
        cells = [each.place.rpartition("!")[2] or each.place for each in same[:_SHOWN_CELLS]]
        listed = "、".join(cells) + ("…" if len(same) > _SHOWN_CELLS else "")
        return finding(
            f"{first.code}_often",
            None,
            file=self.file,
            place=first.place,
            count=len(same),
            cells=listed,
            **first.params,
        )


Column = tuple[int, str, Reader]
"""Where it stands, the fact or field it holds, and how its cells are read."""


@dataclass(frozen=True)
class _Plan:
    """How the columns of a table are read."""

    facts: tuple[Column, ...]
    fields: tuple[Column, ...]
    marks: Mapping[str, tuple[Column, ...]]
    """rater → (column, field, reader)"""
    records: str | None
    rater: tuple[str, Reader] | None
    recusable: bool


def read_table(policy: Policy, sheet: Sheet, head: Head) -> tuple[list[Found], list[Finding]]:
    """The rows under a head, with findings for odd cells, gaps in filled columns, and unused columns."""
    notices = Notices(sheet.path.name)
    plan = _plan(policy, head)
    source = SheetSource(sheet, {use.name: column for column, use in head.uses.items() if use.what != "mark"})
    fill_merged(sheet, head.first_row)
    rows: list[Found] = []
    closing = False
    titles = [sheet.rows[row] for row in range(head.row, head.first_row)]
    used = sorted(head.uses)
    hinting = _hinting(policy, head)
    for index in range(head.first_row, len(sheet.rows)):
        cells = sheet.rows[index]
        filled = [column for column in used if column < len(cells) and not is_empty(cells[column])]
        closing = closing or closes(cells)
        if (
            not filled
            or cells in titles
            or is_total(cells)
            or is_signed(cells)
            or is_sentence(cells)
            or (closing and len(filled) < max(2, len(used) // 3))
        ):
            continue
        if all(head.uses[column].what != "fact" for column in filled):
            notices.findings.append(finding("input_no_id", None, file=notices.file, place=sheet.place(index)))
            continue
        rows.append(_row(plan, source, index, cells, notices))
        rows[-1].hints = tuple(squeezed(cells[column]) for column in hinting if column < len(cells))
    findings = notices.all()
    findings += _unused(policy, sheet, head) + _blanks(policy, sheet, head, rows)
    return rows, findings


def _plan(policy: Policy, head: Head) -> _Plan:
    target = head.target
    readers = kind_readers(policy, target.kind)
    fields = readers.records[target.records] if target.records else {}
    marks: dict[str, list[Column]] = defaultdict(list)
    for column, use in head.uses.items():
        if use.what == "mark":
            marks[use.rater].append((column, use.name, fields[use.name]))
    named = _names_a_row(policy, head)
    facts = [*((second, head.uses[first]) for first, second in named), *head.uses.items()]
    return _Plan(
        tuple((c, u.name, readers.plain[u.name]) for c, u in facts if u.what == "fact"),
        tuple((c, u.name, fields[u.name]) for c, u in head.uses.items() if u.what == "field"),
        {rater: tuple(columns) for rater, columns in marks.items()},
        target.records,
        (target.rater, fields[target.rater]) if target.rater else None,
        "recused" in fields and Use("field", "recused") not in head.uses.values(),
    )


def _names_a_row(policy: Policy, head: Head) -> list[tuple[int, int]]:
    """Pairs of columns that say the same key, a name beside a staff number; the first is heard first."""
    types = types_of(policy, head.target.kind)
    return [pair for pair in head.twice if isinstance(types.get(head.uses[pair[0]].name), (KeyOf))]


def _hinting(policy: Policy, head: Head) -> tuple[int, ...]:
    """Columns whose words may tell whom a key means."""
    if not any(isinstance(of, KeyOf) for of in types_of(policy, head.target.kind).values()):
        return ()
    return (*head.extra, *(second for _, second in _names_a_row(policy, head)))


def _row(plan: _Plan, source: SheetSource, index: int, cells: list[Cell], notices: Notices) -> Found:
    facts = _cells(plan.facts, cells, source, index, notices)
    found = Found(source, index, facts)
    if plan.records is None:
        return found
    records = [
        record
        for rater, columns in plan.marks.items()
        if (record := _mark(plan, rater, columns, source, index, cells, notices))
    ]
    own = _field_record(plan, source, index, cells, notices)
    found.records[plan.records] = ([own] if own else []) + records
    return found


def _cells(
    columns: tuple[Column, ...],
    cells: list[Cell],
    source: SheetSource,
    index: int,
    notices: Notices,
) -> dict[str, Value]:
    row: dict[str, Value] = {}
    width = len(cells)
    for column, name, reader in columns:
        cell = cells[column] if column < width else None
        if cell is None or cell == "":
            continue
        value, odd = reader(cell)
        if value is not None:
            row[name] = value
        if odd is not None:
            notices.add(odd, source.sheet.place(index, column), name)
    return row


def _field_record(
    plan: _Plan, source: SheetSource, index: int, cells: list[Cell], notices: Notices
) -> dict[str, Value] | None:
    filled = [column for column, *_ in plan.fields if column < len(cells) and not is_empty(cells[column])]
    if not filled:
        return None
    recused = [column for column in filled if _recuses(cells[column])] if plan.recusable else []
    kept = [None if column in recused else cell for column, cell in enumerate(cells)]
    record = _cells(plan.fields, kept, source, index, notices)
    if plan.recusable and (recused or any(not isinstance(value, str) for value in record.values())):
        record["recused"] = bool(recused)
    return record


def _mark(
    plan: _Plan,
    rater: str,
    columns: tuple[Column, ...],
    source: SheetSource,
    index: int,
    cells: list[Cell],
    notices: Notices,
) -> dict[str, Value] | None:
    """One rater's sheet in a table with a column (or a few) a rater; nothing filled in is no sheet."""
    given = [
        (column, name, reader)
        for column, name, reader in columns
        if column < len(cells) and not is_empty(cells[column])
    ]
    if not given or plan.rater is None:
        return None
    record: dict[str, Value] = {}
    who = plan.rater[1](rater)[0]
    if who is not None:
        record[plan.rater[0]] = who
    if plan.recusable and any(_recuses(cells[column]) for column, _, _ in given):
        return record | {"recused": True}
    marks = _cells(tuple(given), cells, source, index, notices)
    if plan.recusable:
        record["recused"] = False
    return record | marks


def _recuses(cell: Cell) -> bool:
    return isinstance(cell, str) and squeezed(cell) in RECUSED_WORDS


def _unused(policy: Policy, sheet: Sheet, head: Head) -> list[Finding]:
    file, place = sheet.path.name, sheet.place(head.row)
    found = [
        finding(
            "input_head_twice",
            None,
            file=file,
            place=sheet.place(head.row, second),
            first_column=letters(first),
            second_column=letters(second),
            first=head.titles[first],
            second=head.titles[second],
            fact=(policy.labels or {}).get(Text(head.uses[first].name), head.uses[first].name),
        )
        for first, second in head.twice
        if (first, second) not in _names_a_row(policy, head)
    ]
    if head.extra:
        columns = [" ".join(head.titles[column].split()) for column in head.extra]
        found.append(finding("input_extra_columns", None, file=file, place=place, columns=columns[:20]))
    return found


def _blanks(policy: Policy, sheet: Sheet, head: Head, rows: list[Found]) -> list[Finding]:
    """Gaps in a filled column are most likely forgotten; those of a mostly blank one are not."""
    types = types_of(policy, head.target.kind)
    fine = {"id"} | may_be_blank(policy, head.target.kind)
    found: list[Finding] = []
    for column, use in head.uses.items():
        matched = head.target.records is not None and use.name in head.target.identity
        if use.what != "fact" or use.name in fine or len(rows) < 2 or matched:
            continue
        gaps = [row.row for row in rows if use.name not in row.facts and _gap(sheet.rows[row.row], column)]
        often = 2 if isinstance(types.get(use.name), (KeyOf, OneCode)) else 5
        if gaps and len(gaps) * often <= len(rows):
            cells = [sheet.place(row, column).rpartition("!")[2] for row in gaps[:_SHOWN_CELLS]]
            label = (policy.labels or {}).get(Text(use.name), Text(use.name))
            found.append(
                finding(
                    "input_blank",
                    None,
                    file=sheet.path.name,
                    place=sheet.place(gaps[0], column),
                    fact=label,
                    count=len(gaps),
                    cells="、".join(cells) + ("…" if len(gaps) > _SHOWN_CELLS else ""),
                )
            )
    return found


def _gap(cells: list[Cell], column: int) -> bool:
    """Nothing there, or 待补; a cell that was struck out, or says 不适用, was not forgotten."""
    return column >= len(cells) or (
        is_missing(cells[column]) and squeezed(cells[column] or "") not in STRUCK_WORDS
    )
