"""Reads the files of an office (rosters, score sheets, events) as the facts of a policy."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from yanxing.engine.grammar.base import Text
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Decision, Value
from yanxing.engine.unknown import missing
from yanxing.intake.events import events_of
from yanxing.intake.files import open_file
from yanxing.intake.given import read_tree
from yanxing.intake.heads import find_head, lacking
from yanxing.intake.keys import Index, index_of, key_facts, key_fields, resolved
from yanxing.intake.merging import Merger, Subject
from yanxing.intake.repeated import once
from yanxing.intake.sheet import NotReadable, Sheet
from yanxing.intake.tables import Found, read_table
from yanxing.intake.targets import Target, targets
from yanxing.policy.facts import origin_of, remarked, types_of
from yanxing.policy.facts.blanks import with_blanks
from yanxing.policy.facts.given import Given
from yanxing.policy.findings import Finding, finding

Progress = Callable[[str, int, int], None]
"""What is being done, how far, of how much."""


@dataclass(frozen=True)
class Inputs:
    """Everything read: `facts` by kind, sorted by id; decisions; `events` by ledger; `matters` as written."""

    facts: Mapping[str, Sequence[Mapping[str, Value]]]
    decisions: tuple[Decision, ...] = ()
    events: Mapping[str, Sequence[Mapping[str, Value]]] = field(default_factory=dict)
    matters: tuple[object, ...] = ()
    as_of: date | None = None
    findings: tuple[Finding, ...] = ()


@dataclass
class _Collected:
    tables: dict[str, list[list[Found]]] = field(default_factory=lambda: defaultdict(list))
    listed: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """kind → its records that have a sheet of their own among those read"""
    given: Given = field(default_factory=Given)
    findings: list[Finding] = field(default_factory=list)


def read_inputs(policy: Policy, paths: Iterable[Path], progress: Progress | None = None) -> Inputs:
    """Facts from workbooks, CSV, JSON and YAML, merged by id or by the facts that tell who a row is.

    Nothing raises: what cannot be read is a finding, its cell missing, its row or file left out.
    """
    collected = _Collected()
    paths = list(paths)
    for number, path in enumerate(paths):
        _report(progress, path.name, number, len(paths))
        _read_file(policy, path, collected)
    facts = _brought_together(policy, collected, progress)
    given = collected.given
    events = events_of(policy, given.events, facts, collected.tables, collected.findings)
    return Inputs(
        facts,
        tuple(given.decisions),
        events,
        tuple(given.matters),
        given.as_of,
        tuple(once(collected.findings)),
    )


def _report(progress: Progress | None, what: str, done: int, total: int) -> None:
    if progress:
        progress(what, done, total)


def _read_file(policy: Policy, path: Path, collected: _Collected) -> None:
    try:
        opened = open_file(path)
        collected.findings += opened.findings
        if opened.sheets:
            _read_sheets(policy, opened.sheets, collected)
        elif opened.tree is not None:
            _take_given(*read_tree(policy, opened.tree, path.stem, path.name), collected)
        elif not opened.findings:
            raise NotReadable("input_empty")
    except NotReadable as trouble:
        collected.findings.append(trouble.finding(path.name))


def _read_sheets(policy: Policy, sheets: list[Sheet], collected: _Collected) -> None:
    all_targets = targets(policy)
    unknown: list[Sheet] = []
    for sheet in sheets:
        head = find_head(sheet, all_targets)
        if head is None:
            unknown.append(sheet)
            continue
        rows, findings = read_table(policy, sheet, head)
        collected.findings += findings
        collected.tables[head.target.kind].append(rows)
        if head.target.records:
            collected.listed[head.target.kind].add(head.target.records)
    collected.findings += [
        _said_of(policy, sheet, all_targets, alone=len(unknown) == len(sheets)) for sheet in unknown
    ]


def _said_of(policy: Policy, sheet: Sheet, all_targets: Sequence[Target], *, alone: bool) -> Finding:
    """Why a sheet was not read: what it lacks where its name and some heads were understood, else nothing."""
    labels = policy.labels or {}
    if part := lacking(sheet, all_targets):
        target = part.target
        who = sorted(target.identity & {"id", "name", "title", *types_of(policy, target.kind)})
        shown = [labels.get(Text(name), "编号" if name == "id" else name) for name in who]
        return finding(
            "input_sheet_lacks",
            None,
            file=sheet.path.name,
            place=sheet.place(part.row),
            kind=labels.get(Text(target.records or target.kind), target.records or target.kind),
            heads=list(part.heads)[:15],
            known=shown,
        )
    known = [labels.get(Text(name), name) for facts in (policy.facts or {}).values() for name in facts]
    return finding(
        "input_sheet" if alone else "input_sheet_skipped",
        None,
        file=sheet.path.name,
        place=sheet.name,
        known=list(dict.fromkeys(known))[:15],
    )


def _take_given(given: Given, rows_by_kind: Mapping[str, list[Found]], collected: _Collected) -> None:
    for kind, rows in rows_by_kind.items():
        collected.tables[kind].append(rows)
    collected.findings += given.findings
    known = collected.given
    known.decisions += given.decisions
    for ledger, events in given.events.items():
        known.events.setdefault(ledger, []).extend(events)
    known.matters += given.matters
    known.as_of = known.as_of or given.as_of


def _brought_together(
    policy: Policy, collected: _Collected, progress: Progress | None
) -> dict[str, list[Mapping[str, Value]]]:
    kinds = _kinds_in_order(policy)
    named = _kinds_named(policy, collected.tables)
    subjects: dict[str, dict[str, Subject]] = {}
    indexes: dict[str, Index] = {}
    for number, kind in enumerate(kinds):
        _report(progress, (policy.labels or {}).get(Text(kind), Text(kind)), number, len(kinds))
        merger = Merger(policy, kind)
        for rows in sorted(collected.tables.get(kind, ()), key=_rank(policy, kind)):
            _resolve(policy, kind, rows, indexes, collected.findings)
            merger.take(rows)
        collected.findings += merger.findings
        subjects[kind] = merger.subjects
        if kind in named:
            indexes[kind] = index_of(policy, kind, {key: each.facts for key, each in merger.subjects.items()})
    for kind in kinds:
        _resolve_records(policy, kind, subjects[kind], indexes, collected.findings)
    return {
        kind: with_blanks(policy, kind, _rows(subjects[kind], collected.listed[kind]))
        for kind in policy.facts or {}
        if kind in collected.tables
    }


def _rows(subjects: Mapping[str, Subject], listed: Iterable[str]) -> list[Mapping[str, Value]]:
    """Sorted by id. Where a sheet of the records was read, a row that is not on it has none; elsewhere a row
    that does not bring its list leaves it unknown, and so does one of several a line on the sheet may mean.
    """
    none: dict[str, Value] = dict.fromkeys(listed, ())
    found: list[Mapping[str, Value]] = []
    for _, subject in sorted(subjects.items()):
        own = {name: tuple(records) for name, records in subject.records.items()}
        found.append(none | subject.facts | own | {name: missing(name) for name in subject.doubtful})
    return found


def _rank(policy: Policy, kind: str) -> Callable[[list[Found]], tuple[int, int]]:
    """A list with ids comes first; then one that tells better who a row is; then a fuller one."""
    matches: list[tuple[str, ...]] = [("id",), *origin_of(policy, kind).match]

    def rank(rows: list[Found]) -> tuple[int, int]:
        some = [row.facts for row in rows[:50]]
        tells = (
            n for n, match in enumerate(matches) if any(all(name in row for name in match) for row in some)
        )
        return next(tells, len(matches)), -max((len(row) for row in some), default=0)

    return rank


def _kinds_in_order(policy: Policy) -> list[str]:
    """Kinds whose rows are named by others come first, as far as they do not name each other."""
    order: list[str] = []
    open_: set[str] = set()

    def visit(kind: str) -> None:
        if kind in order or kind in open_ or kind not in (policy.facts or {}):
            return
        open_.add(kind)
        for named in key_facts(policy, kind).values():
            visit(named)
        order.append(kind)

    for kind in policy.facts or {}:
        visit(kind)
    return order


def _kinds_named(policy: Policy, kinds: Iterable[str]) -> set[str]:
    """The kinds whose rows are named by rows of these."""
    fields = [each for kind in kinds for each in key_fields(policy, kind).values()]
    return {named for kind in kinds for each in (key_facts(policy, kind), *fields) for named in each.values()}


def _resolve(
    policy: Policy, kind: str, rows: list[Found], indexes: Mapping[str, Index], findings: list[Finding]
) -> None:
    """Ids for the names that key facts were written with; a key that names no row is left out and said."""
    labels = policy.labels or {}
    blank = {str(name) for name in origin_of(policy, kind).blank or {}}
    for name, named in key_facts(policy, kind).items():
        index = indexes.get(named)
        label = labels.get(Text(named), Text(named))
        if index is None or not index.ids:
            _say_unchecked(rows, name, label, labels.get(Text(name), Text(name)), findings)
            continue
        known: dict[object, str] = {}
        for row in rows:
            word = row.facts.get(name)
            if word in known:
                row.facts[name] = known[word]
            elif isinstance(word, str):
                _resolve_one(row, name, word, index, label, known, findings)
                if name in blank and name not in row.facts:
                    row.facts[name] = missing(name)


def _resolve_one(
    row: Found,
    name: str,
    word: str,
    index: Index,
    label: str,
    known: dict[object, str],
    findings: list[Finding],
) -> None:
    beside = {each: value for each, value in row.facts.items() if each != name}
    key, remark = resolved(index, word, beside, label, row.hints)
    if key is not None:
        row.facts[name] = key
        if word in index.ids or len(index.by_word.get(word, ())) == 1:
            known[word] = key
        return
    del row.facts[name]
    if remark is not None:
        findings.append(remarked(remark, row.source.place(row.row, name)).in_file(row.source.file))


def _say_unchecked(rows: list[Found], name: str, kind: str, fact: str, findings: list[Finding]) -> None:
    written = [row for row in rows if name in row.facts]
    if written:
        first = written[0]
        findings.append(
            finding(
                "input_key_unchecked",
                None,
                file=first.source.file,
                place=first.source.place(first.row, name),
                kind=kind,
                fact=fact,
                count=len(written),
            )
        )


def _resolve_records(
    policy: Policy,
    kind: str,
    subjects: Mapping[str, Subject],
    indexes: Mapping[str, Index],
    findings: list[Finding],
) -> None:
    for records, fields in key_fields(policy, kind).items():
        for name, named in fields.items():
            index = indexes.get(named)
            if index is None or not index.ids:
                continue
            label = (policy.labels or {}).get(Text(named), Text(named))
            for subject in subjects.values():
                for record in subject.records.get(records, ()):
                    _resolve_field(subject, records, record, name, index, label, findings)


def _resolve_field(
    subject: Subject,
    records: str,
    record: dict[str, Value],
    name: str,
    index: Index,
    label: str,
    findings: list[Finding],
) -> None:
    word = record.get(name)
    if not isinstance(word, str):
        return
    key, remark = resolved(index, word, record | subject.facts, label)
    if key is not None:
        record[name] = key
        return
    del record[name]
    if remark is not None:
        part = next((part for part in subject.parts if records in part.records), subject.parts[0])
        findings.append(remarked(remark, part.source.place(part.row, name)).in_file(part.source.file))
