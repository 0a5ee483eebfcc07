"""What can be entered on a page for a policy: values, rule sheets and windows, each with its kind."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from fractions import Fraction
from functools import lru_cache
from typing import Any, Literal

from yanxing.engine.calendar import window_days
from yanxing.engine.exact import shown
from yanxing.engine.explanation.citation import printed
from yanxing.engine.grammar.base import Code
from yanxing.engine.grammar.document import Line, Table, Value, Window
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.stored import dump_value
from yanxing.policy.checking import check
from yanxing.policy.facts.dates import date_reader
from yanxing.policy.facts.numbers import number_reader
from yanxing.queries.policies.resolved import table_form, table_lines

Kind = Literal["number", "date", "yes_no", "code", "amounts", "table", "window"]
KINDS: dict[type, Kind] = {bool: "yes_no", Fraction: "number", date: "date", str: "code"}
FORM_WORDS = {"codes": "", "at_least": "满", "above": "超过", "at_most": "不超过", "below": "不满"}


@dataclass(frozen=True, slots=True)
class LineShape:
    """A line of a rule sheet: its keys, how they read, and what stands there."""

    path: tuple[str, ...]
    label: str
    shown: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Shape:
    """Something the page asks for. `set` is false while the adopted text leaves it open."""

    section: Literal["value", "table", "window"]
    name: str
    label: str
    kind: Kind
    shown: str
    is_set: bool
    needed: str
    clause: str
    reading: str
    codes: tuple[tuple[str, str], ...] = ()
    lines: tuple[LineShape, ...] = ()
    first: date | None = None
    last: date | None = None


class BadValue(ValueError):  # noqa: N818
    """A cell that cannot be taken; `field` is the line's keys joined, or empty."""

    def __init__(self, text: str, field: str = "") -> None:
        super().__init__(text)
        self.text, self.field = text, field


def shapes_of(policy: Policy) -> list[Shape]:
    """Values, then rule sheets, then windows, in the order of the file."""
    return [*_values(policy), *_tables(policy), *_windows(policy)]


def shape_named(policy: Policy, section: str, name: str) -> Shape | None:
    return next((each for each in shapes_of(policy) if (each.section, each.name) == (section, name)), None)


def label(policy: Policy, name: str) -> str:
    """How the policy calls something; its code where it has no label."""
    labels: Any = policy.labels or {}
    return str(labels.get(name, name))


def said(policy: Policy, value: Any) -> str:
    """A value in words."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日"
    return shown(value) if isinstance(value, Fraction) else label(policy, str(value))


def _clause(policy: Policy, node: Value | Table | Window) -> str:
    return printed(policy, node.clause)[0] if node.clause else ""


def _values(policy: Policy) -> Iterator[Shape]:
    for name, value in (policy.values or {}).items():
        is_set = value.is_ is not None or bool(value.since)
        yield Shape(
            section="value",
            name=str(name),
            label=str(value.label or label(policy, str(name))),
            kind=_kind(policy, str(name), value),
            shown=_shown(policy, value) if is_set else "",
            is_set=is_set,
            needed=value.needed or "",
            clause=_clause(policy, value),
            reading=str(value.reading or ""),
            codes=_codes(policy) if isinstance(value.is_, str) else (),
        )


def _shown(policy: Policy, value: Value) -> str:
    if value.since:
        return "；".join(
            f"{said(policy, day)}起 {shown(amount)}" for day, amount in sorted(value.since.items())
        )
    return said(policy, value.is_)


def _codes(policy: Policy) -> tuple[tuple[str, str], ...]:
    return tuple((str(name), str(words)) for name, words in (policy.labels or {}).items())


def _kind(policy: Policy, name: str, value: Value) -> Kind:
    if value.since is not None:
        return "amounts"
    if value.is_ is not None:
        return KINDS[type(value.is_)]
    return _kind_asked(policy, name)


_SAMPLES: tuple[tuple[Kind, Any], ...] = (
    ("number", Fraction(1)),
    ("date", date(2024, 6, 10)),
    ("yes_no", True),
)


def _kind_asked(policy: Policy, name: str) -> Kind:
    """Of a value nobody has set: the kind with which the rules that read it pass the checker."""
    return _kind_tried(_Same(policy), name)


class _Same:
    """A policy as a key: the same object, not one that says the same."""

    def __init__(self, policy: Policy) -> None:
        self.policy = policy

    def __hash__(self) -> int:
        return id(self.policy)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.policy is self.policy


@lru_cache(maxsize=256)
def _kind_tried(same: _Same, name: str) -> Kind:
    policy = same.policy

    def errors(sample: Any) -> int:
        values: Any = dict(policy.values or {})
        values[name] = replace(values[name], is_=sample, needed=None)
        return sum(found.is_error for found in check(replace(policy, values=values)))

    return min(_SAMPLES, key=lambda each: errors(each[1]))[0]


def _tables(policy: Policy) -> Iterator[Shape]:
    for name, table in (policy.tables or {}).items():
        edge = FORM_WORDS[table_form(table)]
        lines = tuple(
            LineShape(path, _path(policy, path, edge), said(policy, line), _line_kind(line))
            for path, line in table_lines(table)
        )
        yield Shape(
            section="table",
            name=str(name),
            label=label(policy, str(name)),
            kind="table",
            shown="；".join(f"{line.label} {line.shown}" for line in lines),
            is_set=True,
            needed="",
            clause=_clause(policy, table),
            reading=str(table.reading or ""),
            codes=_codes(policy),
            lines=lines,
        )


def _path(policy: Policy, path: tuple[str, ...], edge: str) -> str:
    words = ["其他" if key == "else" else label(policy, key) for key in path]
    return "·".join(words) if not edge else edge + "·".join(words)


def _line_kind(line: Line) -> Kind:
    return "number" if isinstance(line, Fraction) else "code"


def _windows(policy: Policy) -> Iterator[Shape]:
    for name, window in (policy.windows or {}).items():
        try:
            first, last = window_days(window)
        except ValueError:
            continue
        yield Shape(
            section="window",
            name=str(name),
            label=label(policy, str(name)),
            kind="window",
            shown=f"{said(policy, first)}至{said(policy, last)}",
            is_set=True,
            needed="",
            clause=_clause(policy, window),
            reading=str(window.reading or ""),
            first=first,
            last=last,
        )


def stored_value(shape: Shape, raw: Any) -> Any:
    """What was typed, in stored form. Raises `BadValue` with the line it belongs to.

    Values and dated amounts: one cell. Rule sheets: {"/".join(path): cell}. Windows: {"from", "until"}.
    """
    if shape.section == "table":
        return [[list(line.path), _line(shape, line, raw)] for line in shape.lines]
    if shape.section == "window":
        first, last = _day(raw.get("from"), "from"), _day(raw.get("until"), "until")
        if last < first:
            raise BadValue("最后一天在第一天之前，请核对。", "until")
        return {"from": first.isoformat(), "until": last.isoformat()}
    return dump_value(_cell(shape.kind, raw, shape.codes, "value"))


def _line(shape: Shape, line: LineShape, raw: Any) -> Any:
    field = "/".join(line.path)
    return dump_value(_cell(line.kind, raw.get(field), shape.codes, field))


def _cell(kind: Kind, raw: Any, codes: tuple[tuple[str, str], ...], field: str) -> Any:
    if kind == "date":
        return _day(raw, field)
    if kind == "yes_no":
        if raw in (True, "yes", "true", "是"):
            return True
        if raw in (False, "no", "false", "否"):
            return False
        raise BadValue("请选择是或否。", field)
    if kind == "code":
        found = next((code for code, words in codes if raw in (code, words)), None)
        if found is None:
            raise BadValue("请从方案里有的说法中选择。", field)
        return Code(found)
    number, _remark = number_reader()(raw)
    if not isinstance(number, Fraction):
        raise BadValue("请填一个数，例如 60 或 0.5。", field)
    return number


def _day(raw: Any, field: str) -> date:
    day, _remark = date_reader("missing")(raw)
    if not isinstance(day, date):
        raise BadValue("请填完整的日期，例如 2024-06-10。", field)
    return day
