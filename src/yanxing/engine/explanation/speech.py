"""Names and values in words of one language: labels of the policy, exact figures, dates, gaps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from fractions import Fraction
from typing import Any, TypeVar

from yanxing.engine.exact import MOST_PLACES, shown
from yanxing.engine.explanation.built_in import BUILT_IN, OWN_REASONS
from yanxing.engine.explanation.model import Language, Names
from yanxing.engine.explanation.phrases import Common, Phrase, Why
from yanxing.engine.grammar.facts import KeyOf, Measured, Records, SimpleType
from yanxing.engine.grammar.measures import ResultOf
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.grammar.runs import EachOf, GroupOf
from yanxing.engine.grammar.stages import Compute
from yanxing.engine.grammar.walking import words
from yanxing.engine.outcome import Cell, Value
from yanxing.engine.unknown import Gap, Unknown

Entry = TypeVar("Entry")
_LONGEST = 40
"""A work handed in is not printed again with every figure made from it."""
_SCORES = re.compile("(?<!积)(?:分|成绩|分数)$")
_PERIOD = re.compile(r"(\d{4})(?:m(\d\d)|q([1-4])|h([12]))")


def _names(policy: Policy) -> set[str]:
    """What the policy itself calls so: kinds, facts, codes, values and columns."""
    columns = (
        stage.compute
        for run in (policy.runs or {}).values()
        for stage in run.stages
        if isinstance(stage, Compute)
    )
    own = words(dict(policy.facts or {})).union(policy.values or (), policy.define or (), *columns)
    return {str(name) for name in own}


def numeral(number: Fraction, language: Language = "zh") -> str:
    """The decimal when it ends within six places, else six places, an ellipsis, the fraction in brackets."""
    text = shown(number)
    if "/" not in text:
        return text
    return f"{short(number)}（{text}）" if language == "zh" else f"{short(number)} ({text})"


def short(number: Fraction) -> str:
    """The same for a place where the fraction has no room."""
    text = shown(number)
    if "/" not in text:
        return text
    whole, part = divmod(abs(number.numerator) * 10**MOST_PLACES // number.denominator, 10**MOST_PLACES)
    return f"{'-' if number < 0 else ''}{whole}.{part:0{MOST_PLACES}d}…"


def shown_short(cell: Cell) -> str:
    """A column as it shows itself, never as a bare fraction."""
    return short(cell.value) if isinstance(cell.value, Fraction) and "/" in cell.shown else cell.shown


def like(shown: str, number: Fraction, language: Language = "zh") -> str:
    """A difference with as many decimals as the figure it belongs to, when that says it exactly."""
    places = len(shown.partition(".")[2])
    scaled = abs(number) * 10**places
    if not places or not shown.partition(".")[2].isdigit() or scaled.denominator != 1:
        return numeral(number, language)
    whole, part = divmod(scaled.numerator, 10**places)
    return f"{'-' if number < 0 else ''}{whole}.{part:0{places}d}"


def entry(table: Mapping[Any, Entry] | None, key: str) -> Entry | None:
    """A line of a section that may be absent."""
    return table.get(key) if table else None


@dataclass(frozen=True, slots=True)
class Speech:
    """How one explanation speaks: the policy it speaks of, the language, who is called what.

    `kind` is the kind of rows spoken of, for units and keys; `you` speaks to the person concerned and then
    names nobody else.
    """

    policy: Policy
    language: Language = "zh"
    names: Names | None = None
    you: bool = False
    kind: str = ""
    printed: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict, compare=False, repr=False)
    """Clauses looked up so far: the same few are cited by every row."""

    def about(self, kind: str) -> Speech:
        """The same speech, of rows of that kind."""
        return self if kind == self.kind else replace(self, kind=kind)

    def say(self, phrase: Phrase, **words: object) -> str:
        return (phrase.zh if self.language == "zh" else phrase.en).format(**words)

    def fill(self, phrase: Phrase, *words: object) -> str:
        """The same for phrases whose places are numbered."""
        return (phrase.zh if self.language == "zh" else phrase.en).format(*words)

    def join(self, parts: Iterable[str], phrase: Phrase = Common.JOIN) -> str:
        return (phrase.zh if self.language == "zh" else phrase.en).join(parts)

    def label(self, name: str) -> str:
        """The label of a fact, column, code, run or state; a value's own label; or the identifier."""
        value = entry(self.policy.values, name)
        own = entry(self.policy.labels, name) or (value.label if value else None)
        return own or (self.say(BUILT_IN[name]) if name in BUILT_IN else name)

    def reason(self, code: str) -> str:
        """The words for a reason or a note. The label of a fact or column that happens to be spelt like a
        reason of the engine (`level`) is not about the reason.
        """
        theirs = code in OWN_REASONS and code in _names(self.policy)
        return self.say(BUILT_IN[code]) if theirs else self.label(code)

    def quoted(self, name: str) -> str:
        """The label in quotation marks, once."""
        label = self.label(name)
        return label if label.startswith("“") else self.say(Common.QUOTED, what=label)

    def who(self, kind: str, key: str) -> str:
        """The name of a row, or its id."""
        named = self.names(kind, key) if self.names else key
        return self.label(key) if named == key else named

    def kind_of(self, name: str) -> SimpleType | Records | None:
        """The declared type of a fact of the kind spoken about."""
        return entry(entry(self.policy.facts, self.kind), name)

    def kind_of_rows(self, name: str) -> str:
        """The kind of rows behind the name of a run; any other name is taken for a kind itself."""
        run = entry(self.policy.runs, name)
        rows = run.rows if run else name
        match rows:
            case ResultOf(result=results):
                first = results if isinstance(results, str) else results[0]
                return first if first == name else self.kind_of_rows(first)
            case EachOf(of=of, each=each):
                return f"{of}.{each}"
            case GroupOf():
                return name
        return rows if rows == name or run is None else self.kind_of_rows(rows)

    def unit(self, name: str) -> str:
        """The unit of a number: as declared, or 分 for what the policy calls a score."""
        declared = self.kind_of(name)
        if isinstance(declared, Measured):
            return declared.number
        label = entry(self.policy.labels, name) or ""
        if _SCORES.search(label):
            return self.say(Common.POINTS)
        return self.say(Common.CHARACTERS) if label.endswith("字数") else ""

    def with_unit(self, figure: str, name: str) -> str:
        unit = self.unit(name)
        return self.say(Common.UNIT, number=figure, unit=unit) if unit else figure

    def value(self, value: Value, name: str = "") -> str:
        """A value as people write it; `name` tells whose type it has."""
        match value:
            case Unknown(gaps=(Gap(name=own, why="missing", where=""),)) if own == name:
                return self.say(Common.BLANK)
            case Unknown():
                return self.say(Common.UNKNOWN, gaps=self.gaps(value.gaps))
            case bool():
                return self.say(Common.YES if value else Common.NO)
            case Fraction() | int():
                return numeral(Fraction(value), self.language)
            case date():
                return self.day(value)
            case str():
                return self.key(value, name)
            case frozenset():
                return self.join(sorted(self.label(code) for code in value)) or self.say(Common.NOTHING)
            case _:
                return self.say(Common.RECORDS, count=len(value))

    def key(self, value: str, name: str) -> str:
        """A code by its label, the id of another row by that row's name."""
        declared = self.kind_of(name)
        if isinstance(declared, KeyOf):
            return self.who(declared.key, value)
        if name == "id":
            return self.who(self.kind, value)
        period = _PERIOD.fullmatch(value)
        if period:
            return self.period(*period.groups())
        label = self.label(value)
        return label if len(label) <= _LONGEST else label[:_LONGEST] + "……"

    def period(self, year: str, month: str | None, quarter: str | None, half: str | None) -> str:
        """`2025年1月`, `2025年第3季度`, `2025年上半年`."""
        if month:
            return self.say(Common.MONTH, year=year, month=int(month))
        if quarter:
            return self.say(Common.QUARTER, year=year, quarter=quarter)
        return self.say(Common.FIRST_HALF if half == "1" else Common.SECOND_HALF, year=year)

    def day(self, value: date) -> str:
        day = self.say(
            Common.DATE, year=value.year, month=value.month, day=value.day, iso=value.strftime("%Y-%m-%d")
        )
        if isinstance(value, datetime):
            return self.say(Common.MOMENT, date=day, time=value.strftime("%H:%M"))
        return day

    def gap(self, gap: Gap) -> str:
        what = self.label(gap.name)
        if gap.where:
            kind, _, key = gap.where.rpartition("/")
            where = self.who(self.kind_of_rows(kind), key) if kind else self.label(key)
            itself = kind == gap.name and not entry(self.policy.runs, kind)
            what = where if itself else self.say(Why.WHERE, where=where, what=what)
        return self.say(getattr(Why, gap.why, Why.other), what=what)

    def gaps(self, gaps: Iterable[Gap]) -> str:
        return self.join(self.gap(gap) for gap in gaps)
