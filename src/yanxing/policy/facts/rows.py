"""Rows of raw facts read as engine values, with a finding for every cell that could not be read."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Value
from yanxing.policy.facts.readers import KindReaders, kind_readers
from yanxing.policy.facts.reading import Reader, Remark, is_missing
from yanxing.policy.findings import Finding, finding, shown
from yanxing.policy.nearest import nearest

Place = Callable[[int, str], str]
"""Where a cell is, from the row's index and the fact's name: `花名册!C17`, `workers[3].entered`."""

Noted = Callable[[Remark, str], None]


def read_rows(
    policy: Policy, kind: str, rows: Sequence[Mapping[str, Any]], place: Place | None = None
) -> tuple[list[dict[str, Value]], list[Finding]]:
    """Rows of a kind (name → raw cell) as facts (name → value; a missing one is absent).

    Findings: unreadable cells (then missing), unknown fact names, an id given twice or not at all (the row
    is left out).
    """
    where = place or (lambda index, name: f"{kind}[{index}].{name}" if name else f"{kind}[{index}]")
    if kind not in (policy.facts or {}):
        near = nearest(kind, policy.facts or {})
        code = "input_kind_near" if near else "input_kind"
        return [], [
            finding(code, None, place=kind, word=kind, near=near or "", known=list(policy.facts or {}))
        ]
    read, findings = read_each(policy, kind, rows, where)
    own, twice = with_own_ids(read, where)
    return own, findings + twice


def with_own_ids(
    rows: Sequence[dict[str, Value] | None], where: Place
) -> tuple[list[dict[str, Value]], list[Finding]]:
    """The rows that have an id no earlier row has, with findings for the others."""
    findings: list[Finding] = []
    seen: dict[str, int] = {}
    own = [
        row
        for index, row in enumerate(rows)
        if row is not None and _has_own_id(row, index, seen, where, findings)
    ]
    return own, findings


def read_each(
    policy: Policy, kind: str, rows: Sequence[object], where: Place
) -> tuple[list[dict[str, Value] | None], list[Finding]]:
    """As `read_rows`, a row each, ids not looked at; None for what is no row."""
    readers = kind_readers(policy, kind)
    findings: list[Finding] = []
    return [_row(readers, raw, index, where, findings) for index, raw in enumerate(rows)], findings


def _row(
    readers: KindReaders, raw: object, index: int, where: Place, findings: list[Finding]
) -> dict[str, Value] | None:
    if not isinstance(raw, Mapping):
        findings.append(finding("input_row_shape", None, place=where(index, "")))
        return None

    def note(remark: Remark, name: str) -> None:
        findings.append(remarked(remark, where(index, name)))

    row = read_cells(
        readers.plain, {name: cell for name, cell in raw.items() if name not in readers.records}, note
    )
    for name, fields in readers.records.items():
        if name in raw and raw[name] is not None:
            _records(fields, name, raw[name], row, note)
    return row


def _records(
    fields: Mapping[str, Reader], name: str, raw: object, row: dict[str, Value], note: Noted
) -> None:
    if not isinstance(raw, (list, tuple)) or not all(isinstance(each, Mapping) for each in raw):
        if not is_missing(raw):
            note(Remark("fact_not_records"), name)
        return
    row[name] = tuple(
        read_cells(fields, each, lambda remark, field, n=n: note(remark, f"{name}[{n}].{field}"))  # type: ignore[misc]
        for n, each in enumerate(raw)
    )


def remarked(remark: Remark, place: str) -> Finding:
    """The remark on a cell as a finding at its place."""
    return Finding(
        remark.code, 0, 0, {name: shown(value) for name, value in remark.params.items()}, "", place
    )


def read_cells(readers: Mapping[str, Reader], raw: Mapping[str, Any], note: Noted) -> dict[str, Value]:
    """The cells of one row or record that say something; `note` hears of the others that should have."""
    row: dict[str, Value] = {}
    for name, cell in raw.items():
        reader = readers.get(name)
        if reader is None:
            near = nearest(str(name), readers)
            remark = Remark("fact_name_near", {"word": name, "near": near}) if near else None
            note(remark or Remark("fact_name", {"word": name, "known": list(readers)}), str(name))
            continue
        value, odd = reader(cell)
        if value is not None:
            row[name] = value
        if odd is not None:
            note(odd, name)
    return row


def _has_own_id(
    row: Mapping[str, Value], index: int, seen: dict[str, int], where: Place, findings: list[Finding]
) -> bool:
    key = row.get("id")
    if not isinstance(key, str):
        findings.append(finding("input_no_id", None, place=where(index, "")))
        return False
    if key in seen:
        findings.append(
            finding("input_id_twice", None, place=where(index, "id"), id=key, other=where(seen[key], "id"))
        )
        return False
    seen[key] = index
    return True
