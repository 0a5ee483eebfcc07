"""What type a term has, as the checker works it out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Literal

from yanxing.engine.grammar.facts import FactType, KeyOf, ManyCodes, Measured, OneCode, Records

Word = Literal["number", "date", "moment", "yes_no", "code", "codes", "text", "key", "records", "any"]


@dataclass(frozen=True, slots=True)
class Type:
    """`unit` of a number; `codes` when they are a closed set; `of`: what a key names; `fields` of records.

    `whole`: never a fraction. `rounded`: a column whose rounding may hide a difference. `share`: a rate in
    hundredths or a bare ratio. `any` fits everywhere, so that one mistake is told once.
    """

    word: Word
    unit: str | None = None
    codes: frozenset[str] | None = None
    of: str | None = None
    fields: Mapping[str, Type] | None = None
    whole: bool = False
    rounded: bool = False
    share: Literal["rate", "ratio"] | None = None

    def plain(self) -> Type:
        """The same without what is true only of the column it stood in."""
        return replace(self, rounded=False) if self.rounded else self

    @property
    def family(self) -> str:
        """Dates and moments compare with each other; so do codes, keys and texts."""
        return _FAMILIES.get(self.word, self.word)


_FAMILIES = {"moment": "date", "key": "code", "text": "code"}

ANY = Type("any")
NUMBER = Type("number")
WHOLE = Type("number", whole=True)
DATE = Type("date")
MOMENT = Type("moment")
YES_NO = Type("yes_no")
KEY = Type("key")
CODE = Type("code")

_PLAIN: dict[str, Type] = {
    "number": WHOLE, "date": DATE, "moment": MOMENT, "yes_no": YES_NO, "text": Type("text"), "key": KEY,
}  # fmt: skip

STATES = frozenset({"in", "out", "refused", "not_graded", "held", "redo", "undecided"})


def of_fact(fact: FactType) -> Type:
    """The type a fact is declared with. A number given as a fact may stand where a whole one is wanted."""
    if isinstance(fact, Measured):
        return Type("number", unit=fact.number, whole=True)
    if isinstance(fact, OneCode):
        return Type("code", codes=frozenset(fact.code))
    if isinstance(fact, ManyCodes):
        return Type("codes", codes=frozenset(fact.codes))
    if isinstance(fact, KeyOf):
        return Type("key", of=fact.key)
    if isinstance(fact, Records):
        return Type("records", fields={name: of_fact(each) for name, each in fact.records.items()})
    return _PLAIN.get(fact, ANY)


def of_literal(value: Fraction | date | datetime | bool | str | None) -> Type:
    """The type of a written value; a bare word is a code."""
    if isinstance(value, bool):
        return YES_NO
    if isinstance(value, datetime):
        return MOMENT
    if isinstance(value, date):
        return DATE
    if isinstance(value, str):
        return Type("code", codes=frozenset({value}))
    if isinstance(value, (Fraction, int)):
        return Type("number", whole=value.denominator == 1)
    return ANY


def joined(one: Type, other: Type) -> Type:
    """The type of what is sometimes the one and sometimes the other; `any` where they do not go together."""
    if one.word == "any" or other.word == "any" or one.family != other.family:
        return ANY
    if one.codes is None or other.codes is None or one.word != other.word:
        codes = None
    else:
        codes = one.codes | other.codes
    return replace(
        one,
        codes=codes,
        unit=one.unit or other.unit,
        of=one.of if one.of == other.of else None,
        whole=one.whole and other.whole,
        rounded=one.rounded or other.rounded,
        share=one.share if one.share == other.share else None,
    )
