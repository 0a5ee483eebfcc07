"""A document with the street's values, windows, tables and readings in it; and its rows in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from fractions import Fraction
from functools import lru_cache
from hashlib import sha256
from typing import Any, NamedTuple, cast

from yanxing.access.clock import OFFICE
from yanxing.engine.explanation import Explainer, Explanation, Names, names_of
from yanxing.engine.grammar.base import Text
from yanxing.engine.grammar.document import Line, Reading, Table, Value, Window
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.stored import dump_value, load_run, load_value
from yanxing.policy.findings import Finding
from yanxing.policy.load import Loaded, loaded
from yanxing.queries.calendars import Change, calendar_with, changed_days
from yanxing.queries.canonical import canonical
from yanxing.records.models import PolicyDocument, PolicyValue, ReadingConfirmation, RunRow, SettledRun

TABLE_FORMS = ("codes", "at_least", "above", "at_most", "below")


class Entry(NamedTuple):
    """A value as it was entered; `value` in stored form (see `docs`: `engine.stored`, windows, tables)."""

    kind: str
    name: str
    value: Any
    valid_from: date


class Sayings(NamedTuple):
    """All that the office laid over the adopted text: values in order of entry, confirmed readings."""

    values: tuple[Entry, ...]
    readings: tuple[tuple[str, str, str], ...]
    """(id, words, by whom and when)"""


def pinned(document: PolicyDocument) -> Loaded:
    """The adopted text as read and checked against the shipped calendar; read once."""
    return pinned_text(document.source)


def pinned_text(source: str) -> Loaded:
    """The same of a text."""
    return _read(source, ())


def findings_of(document: PolicyDocument) -> tuple[Finding, ...]:
    """What the checker says of the text, with the office's own calendar. One query."""
    return _read(document.source, changed_days(document.unit_id)).findings


@lru_cache(maxsize=32)
def _read(source: str, changes: tuple[Change, ...]) -> Loaded:
    return loaded(source.encode(), "policy.yaml", calendar_with(changes))


def confirmed_readings(document: PolicyDocument) -> list[ReadingConfirmation]:
    """In the order in which they were confirmed. One query."""
    rows = ReadingConfirmation.objects.filter(document=document).select_related("confirmed_by")
    return list(rows.order_by("id"))


def sayings_of(document: PolicyDocument, confirmed: Sequence[ReadingConfirmation] | None = None) -> Sayings:
    """Two queries, whatever was entered; one when the readings are there already."""
    values = PolicyValue.objects.filter(document=document).order_by("id")
    readings = confirmed_readings(document) if confirmed is None else confirmed
    return Sayings(
        tuple(Entry(row.kind, row.name, row.value, row.valid_from) for row in values),
        tuple(
            (row.reading, row.says, f"{row.confirmed_by.display_name} {_day(row.confirmed_at)}")
            for row in readings
        ),
    )


def _day(moment: datetime) -> str:
    local = moment.astimezone(OFFICE)
    return f"{local.year}年{local.month}月{local.day}日"


def resolved_policy(document: PolicyDocument, as_of: date, also: Sequence[Entry] = ()) -> Policy:
    """The policy as it stands on a day: adopted text, the street's values and readings over it.

    `also`: values tried but not recorded. Raises `ValueError` for a document with errors. Two queries.
    """
    sayings = sayings_of(document)
    return with_sayings(pinned(document).usable, Sayings((*sayings.values, *also), sayings.readings), as_of)


def with_sayings(policy: Policy, sayings: Sayings, as_of: date) -> Policy:
    """The policy with what was said over it; of a value's entries the one latest in force counts."""
    return replace(
        policy,
        values={
            name: _value(str(name), value, sayings.values, as_of) for name, value in _items(policy.values)
        },
        tables={
            name: _in_force(sayings.values, "table", str(name), as_of, table, _table)
            for name, table in _items(policy.tables)
        },
        windows={
            name: _in_force(sayings.values, "window", str(name), as_of, window, _window)
            for name, window in _items(policy.windows)
        },
        readings=_readings(policy, sayings),
    )


def _items(section: Mapping[Any, Any] | None) -> Iterable[tuple[Any, Any]]:
    return (section or {}).items()


def latest(entries: Sequence[Entry], kind: str, name: str, as_of: date) -> Entry | None:
    """The entry in force on a day: the one with the latest first day; of several, the last entered."""
    found = [each for each in entries if each[:2] == (kind, name) and each.valid_from <= as_of]
    return max(enumerate(found), key=lambda each: (each[1].valid_from, each[0]))[1] if found else None


def _value(name: str, value: Value, entries: Sequence[Entry], as_of: date) -> Value:
    if value.since is not None:
        own = {each.valid_from: _amount(each.value) for each in entries if each[:2] == ("value", name)}
        return replace(value, since={**value.since, **own}) if own else value
    entry = latest(entries, "value", name, as_of)
    return value if entry is None else replace(value, is_=cast(Any, load_value(entry.value)), needed=None)


def _amount(stored: Any) -> Fraction:
    amount = load_value(stored)
    if not isinstance(amount, Fraction):
        raise TypeError("a dated amount is a number")
    return amount


def _in_force(entries: Sequence[Entry], kind: str, name: str, as_of: date, own: Any, apply: Any) -> Any:
    entry = latest(entries, kind, name, as_of)
    return own if entry is None else apply(own, entry.value)


def _window(window: Window, stored: Mapping[str, str]) -> Window:
    return replace(
        window,
        from_=date.fromisoformat(stored["from"]),
        until=date.fromisoformat(stored["until"]),
        year=None,
        month=None,
        months=None,
        third=None,
    )


def table_form(table: Table) -> str:
    """Which of the five forms of look-up a table has."""
    return next(form for form in TABLE_FORMS if getattr(table, form) is not None)


def table_lines(table: Table, above: tuple[str, ...] = ()) -> list[tuple[tuple[str, ...], Line]]:
    """Every line with its keys from the outer dimension in; `else` is the key "else"."""
    lines: list[tuple[tuple[str, ...], Line]] = []
    parts = [*getattr(table, table_form(table)).items()]
    if table.else_ is not None:
        parts.append(("else", table.else_))
    for key, line in parts:
        path = (*above, str(key))
        lines += table_lines(line, path) if isinstance(line, Table) else [(path, line)]
    return lines


def _table(table: Table, stored: Sequence[tuple[Sequence[str], Any]], above: tuple[str, ...] = ()) -> Table:
    """The same table with the figures of the entry in its lines."""
    figures = {tuple(path): load_value(value) for path, value in stored}
    form = table_form(table)

    def line(key: object, old: Line) -> Line:
        path = (*above, str(key))
        return _table(old, stored, path) if isinstance(old, Table) else cast(Line, figures.get(path, old))

    lines = {key: line(key, old) for key, old in getattr(table, form).items()}
    rest = None if table.else_ is None else line("else", table.else_)
    changed: Any = {form: lines, "else_": rest}
    return replace(table, **changed)


def _readings(policy: Policy, sayings: Sayings) -> Mapping[Any, Reading] | None:
    confirmed = {name: (says, by) for name, says, by in sayings.readings}
    return policy.readings and {
        name: replace(reading, says=Text(confirmed[name][0]), by="office", confirmed=Text(confirmed[name][1]))
        if name in confirmed
        else reading
        for name, reading in policy.readings.items()
    }


def dump_sayings(sayings: Sayings) -> dict[str, Any]:
    """As plain data, for the snapshot of a run."""
    return {
        "values": [[e.kind, e.name, e.value, e.valid_from.isoformat()] for e in sayings.values],
        "readings": [list(each) for each in sayings.readings],
    }


def load_sayings(stored: Mapping[str, Any]) -> Sayings:
    """What `dump_sayings` wrote."""
    return Sayings(
        tuple(Entry(k, n, value, date.fromisoformat(day)) for k, n, value, day in stored["values"]),
        tuple((name, says, by) for name, says, by in stored["readings"]),
    )


def digest_of(data: Any) -> str:
    """SHA-256 of plain data, keys in order."""
    return sha256(canonical(data)).hexdigest()


def policy_of(settled: SettledRun) -> Policy:
    """The policy exactly as a run was settled by it, from the run's own snapshot."""
    return with_sayings(
        pinned(settled.document).usable, load_sayings(settled.facts["sayings"]), settled.as_of
    )


def names_in(settled: SettledRun, policy: Policy) -> Names:
    """What people call the rows of a settled run, from its snapshot."""
    rows = {
        kind: [{name: load_value(value) for name, value in row.items()} for row in given]
        for kind, given in settled.facts["facts"].items()
    }
    return names_of(policy, rows)


def rendered(row: RunRow, *, you: bool = False) -> Explanation:
    """The sentence and the steps of a row, from what was stored and the pinned policy alone."""
    settled = row.settled
    policy = policy_of(settled)
    result = load_run(settled.outcome["runs"][settled.run])
    return Explainer(policy, result, names=names_in(settled, policy), you=you).explain(row.key)


__all__ = [
    "Entry",
    "Sayings",
    "confirmed_readings",
    "digest_of",
    "dump_sayings",
    "dump_value",
    "findings_of",
    "latest",
    "load_sayings",
    "names_in",
    "pinned",
    "pinned_text",
    "policy_of",
    "rendered",
    "resolved_policy",
    "sayings_of",
    "table_form",
    "table_lines",
    "with_sayings",
]
