"""What the rules may read: kinds of rows, their facts and types, and where the facts come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import ClassVar, Literal

from yanxing.engine.grammar.base import Code, Name, Node, Text

Plain = Literal["number", "date", "moment", "yes_no", "text", "key"]
"""A type without further detail. `moment` is a date with a time of day; `key` is the id of some row."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Measured(Node):
    """`{number: 学时}`: a number in a unit; unlike units are never added or compared."""

    HEAD: ClassVar[str | None] = "number"
    number: Text


@dataclass(frozen=True, kw_only=True, slots=True)
class OneCode(Node):
    """`{code: [first, second]}`: one of these codes."""

    HEAD: ClassVar[str | None] = "code"
    code: tuple[Code, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class ManyCodes(Node):
    """`{codes: [all_post]}`: any number of these codes, possibly none."""

    HEAD: ClassVar[str | None] = "codes"
    codes: tuple[Code, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class KeyOf(Node):
    """`{key: committees}`: the id of a row of that kind."""

    HEAD: ClassVar[str | None] = "key"
    key: Name


@dataclass(frozen=True, kw_only=True, slots=True)
class Records(Node):
    """`{records: {judge: key, mark: number}}`: a list of records, e.g. score sheets, leaves, sessions."""

    HEAD: ClassVar[str | None] = "records"
    records: Mapping[Name, SimpleType]


SimpleType = Plain | Measured | OneCode | ManyCodes | KeyOf
FactType = SimpleType | Records


@dataclass(frozen=True, kw_only=True, slots=True)
class Origin(Node):
    """Where the facts of a kind (`workers`) or of its records (`essays.sheets`) come from, and how a table
    of them looks.

    `sheet`: names a worksheet or file may carry; `headers`: spellings of a column's head, per fact;
    `words`: how a code is written in cells (`{secretary: [书记, 党支部书记]}`), labels being understood
    anyway; `match`: facts that tell who a row is when there is no id column, tried in order; `month_only`:
    which day `2021.3` means (default: first); `blank`: what an empty cell means where the office says so
    (`{recused: false}`); everywhere else it is unknown.
    """

    from_: Literal["import", "panel", "survey", "vote", "records", "officer", "sign_in", "entry"] = "import"
    sheet: tuple[Text, ...] = ()
    headers: Mapping[Name, tuple[Text, ...]] | None = None
    words: Mapping[Code, tuple[Text, ...]] | None = None
    match: tuple[tuple[Name, ...], ...] = ()
    month_only: Literal["first", "last", "missing"] = "first"
    blank: Mapping[Name, Fraction | bool | Code] | None = None
    note: Text | None = None
