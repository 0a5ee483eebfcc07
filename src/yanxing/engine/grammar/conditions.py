"""Conditions: a map from names to tests, all of which must hold; three answers: met, not met, unknown
(Kleene).

Written `{age: {at_least: 18, at_most: 35}, post: {is: worker}}`; the keys `any`, `all` (lists) and `not`
(one condition) may stand among the names.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from yanxing.engine.grammar.base import Code, Name, Node

if TYPE_CHECKING:
    from yanxing.engine.grammar.terms import Term

TestWord = Literal[
    "is", "is_not", "in", "not_in", "at_least", "above", "at_most", "below", "from", "after", "until",
    "before", "within", "has", "lacks", "has_all", "has_any", "known",
]  # fmt: skip
"""Numbers: at_least above at_most below. Dates and moments: from after until before (from/until include the
day), within a window. Codes: is is_not in not_in; lists of codes: has lacks has_all has_any. `known` never
answers unknown.
"""


@dataclass(frozen=True, kw_only=True, slots=True)
class Test(Node):
    """One word and what it is compared with: a term (numbers, dates), a code or codes, `OtherName`, a
    window's name, yes/no. After `is` and `is_not` a bare word is a code, a map a term.
    """

    word: TestWord
    operand: Term | Code | tuple[Code, ...] | OtherName | bool


@dataclass(frozen=True, kw_only=True, slots=True)
class OtherName(Node):
    """`{of: name}`: the code in another column, where a bare word would be a code."""

    of: Name


@dataclass(frozen=True, kw_only=True, slots=True)
class Compare(Node):
    """A name and its tests, all of which must hold. `on: exact` compares the value before its column
    rounded it.
    """

    name: Name
    tests: tuple[Test, ...]
    on: Literal["rounded", "exact"] | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class AllOf(Node):
    all: tuple[Condition, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class AnyOf(Node):
    any: tuple[Condition, ...]


@dataclass(frozen=True, kw_only=True, slots=True)
class Not(Node):
    not_: Condition


Condition = Compare | AllOf | AnyOf | Not
"""A map with several keys is read as `AllOf`; with one key as that one alone."""
