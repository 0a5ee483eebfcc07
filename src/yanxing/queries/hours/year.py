"""A year's target and what was done, worked out by the hours policy in force from the house's own tables."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from yanxing.engine.exact import shown
from yanxing.engine.explanation import Explanation
from yanxing.engine.grammar.policy import Policy
from yanxing.engine.outcome import Row
from yanxing.queries.attendance.deciding import Rule, year_columns, year_rule
from yanxing.queries.facts import Within, row_id
from yanxing.queries.policies.settling import Settled

TENTH = Fraction(1, 10)
ZERO = Fraction(0)


def tenths(hours: Fraction) -> str:
    """10/3 → 3.3. For the page only; amounts stay exact."""
    return shown(hours, TENTH)


def hours_words(hours: Fraction) -> str:
    """3.3, and 40 rather than 40.0."""
    return shown(hours) if hours.denominator == 1 else tenths(hours)


@dataclass(frozen=True, slots=True)
class Figures:
    """Of one person's year, in 学时. `target` is None when the policy cannot tell it (信息待补) or does not
    ask it of them; then `state` says which."""

    target: Fraction | None
    done: Fraction
    state: str

    @property
    def short_by(self) -> Fraction:
        return ZERO if self.target is None else max(self.target - self.done, ZERO)

    @property
    def reached(self) -> bool:
        return self.target is not None and self.done >= self.target


@dataclass(frozen=True)
class Year:
    """The hours policy as settled for some people."""

    rule: Rule
    settled: Settled
    columns: tuple[str, str]

    @property
    def year(self) -> int:
        return year_of(self.settled.policy, self.settled.settlement.as_of)

    @property
    def rows(self) -> Mapping[str, Row]:
        return self.settled.settlement.runs[self.rule.run].rows

    def figures(self, person_id: int) -> Figures | None:
        """None for whoever is not on the street's roster."""
        row = self.rows.get(row_id(person_id))
        if row is None:
            return None
        target, done = self.columns
        return Figures(_number(row, target), _number(row, done) or ZERO, row.state)

    def explained(self, person_id: int, *, you: bool) -> Explanation:
        """Raises `KeyError` for whoever is not on the roster."""
        explainer = self.settled.explainer(self.rule.run, you=you)
        return explainer.explain(row_id(person_id))


def year_for(street_id: int, on: date, persons: Collection[int] | None = None) -> Year | None:
    """None without an hours policy in force. A fixed number of queries, whatever the number of people."""
    rule = year_rule(street_id)
    if rule is None:
        return None
    within = Within(persons=None if persons is None else frozenset(persons))
    settled = rule.settled(on, within)
    return Year(rule, settled, year_columns(settled.policy, rule.run) or ("", ""))


def year_of(policy: Policy, otherwise: date) -> int:
    """The year the policy is about, by its value `year_begins`."""
    value = {str(name): each for name, each in (policy.values or {}).items()}.get("year_begins")
    begins = value.is_ if value is not None else None
    return begins.year if isinstance(begins, date) else otherwise.year


def _number(row: Row, column: str) -> Fraction | None:
    cell = row.cells.get(column)
    return cell.value if cell is not None and isinstance(cell.value, Fraction) else None
