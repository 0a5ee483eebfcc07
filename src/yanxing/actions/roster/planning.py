"""What a row would do to the roster: whom it means, what is new, what changes, what a person has to say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from yanxing.access.identity import read_id_number
from yanxing.access.sealing import IdNumber, Sealer
from yanxing.actions.roster import problems
from yanxing.actions.roster.cells import Value
from yanxing.actions.roster.known import Known
from yanxing.actions.roster.problems import Problem, Words
from yanxing.actions.roster.sheets import Row
from yanxing.queries.people.fields import label_of

Outcome = Literal["new", "changed", "same", "ask", "bad"]
Changes = dict[str, list[object]]

_DATED = ("here_since", "appointed_on")
"""Days that say since when something else holds; of somebody on record they are no change."""
_ORDER = (("born_on", "entered_on"), ("entered_on", "left_on"), ("born_on", "left_on"))


@dataclass(slots=True)
class Plan:
    """`person`: whom it means (below zero: a row of this drop). `candidates`: whom it might mean."""

    outcome: Outcome
    matched_by: str = ""
    person: int | None = None
    candidates: tuple[int, ...] = ()
    changes: Changes = field(default_factory=dict)
    values: dict[str, Value | int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Said:
    """What a person said of a row that was asked about: it is this one, or (None) somebody new."""

    person: int | None


class Planner:
    """Plans rows one after the other; what was planned before counts as known.

    A planned person is known by the place of the row in the drop: -1 for the first.
    """

    def __init__(self, known: Known, sealer: Sealer) -> None:
        self.known = known
        self._sealer = sealer
        self._key = 0
        self._told: dict[int, dict[str, tuple[object, str]]] = {}

    def person(self, row: Row, said: Said | None = None, position: int = 0) -> Plan:
        self._key = -1 - position
        values = self._values(row)
        self._check(row, values)
        if row.bad:
            return Plan("bad", values=values)
        match = self._match(row, values)
        if row.bad:
            return Plan("bad", match.matched_by, match.person, values=values)
        if match.outcome == "ask" and said is not None:
            match = Plan("changed" if said.person else "new", match.matched_by, said.person, match.candidates)
        if match.outcome == "new":
            return self._new(row, values, match)
        if match.outcome == "ask":
            match.values = values
            return match
        return self._existing(row, values, match)

    def _values(self, row: Row) -> dict[str, Value | int]:
        """The row in the roster's terms: numbers by blind index, birth and sex from the ID number."""
        values: dict[str, Value | int] = dict(row.values)
        for kind, number in row.secrets.items():
            index = self._sealer.blind_index(number, kind="id_number" if kind == "id_number" else "phone")
            values[kind] = index.hex()
        if whole := row.secrets.get("id_number"):
            said = read_id_number(whole)
            if isinstance(said, IdNumber):
                for code, value in (("born_on", said.born.isoformat()), ("gender", said.sex)):
                    if values.setdefault(code, value) != value:
                        _tell(row, code, problems.disagrees(label_of("people", code), "身份证号"))
        return values

    def _check(self, row: Row, values: dict[str, Value | int]) -> None:
        if "name" not in values and not row.bad:
            _tell(row, "name", problems.no_name())
        unit = values.get("unit")
        if isinstance(unit, str):
            found = self.known.unit_called(unit)
            if found is None:
                _tell(row, "unit", problems.unknown_unit(unit))
            else:
                values["unit"] = found
        for first, second in _ORDER:
            one, two = values.get(first), values.get(second)
            if isinstance(one, str) and isinstance(two, str) and one > two:
                _tell(
                    row,
                    second,
                    problems.out_of_order(*(label_of("people", code) for code in (first, second))),
                )
        if str(values.get("staff_number", "")) in self.known.foreign_numbers:
            _tell(row, "staff_number", problems.elsewhere("工号"))

    def _match(self, row: Row, values: Mapping[str, Value | int]) -> Plan:
        by_staff = self.known.by_staff.get(str(values.get("staff_number", "")))
        by_id = next(iter(self.known.by_index.get(str(values.get("id_number", "")), ())), None)
        if by_staff is not None and by_id is not None and by_staff != by_id:
            _tell(row, "id_number", problems.two_people("身份证号", "工号"))
            return Plan("bad")
        if by_id is not None:
            return Plan("changed", "id_number", by_id)
        if by_staff is not None:
            if self.known.people[by_staff].get("name") == values["name"]:
                return Plan("changed", "staff_number", by_staff)
            return Plan("ask", "other_name", by_staff, (by_staff,))
        return self._weakly(values)

    def _weakly(self, values: Mapping[str, Value | int]) -> Plan:
        """By telephone, or by unit and name: a person has to confirm, unless nothing would change."""
        unit, name = values.get("unit"), str(values["name"])
        phones = self.known.by_index.get(str(values.get("phone", "")), [])
        named = [key for key in phones if self.known.people[key].get("name") == name]
        ways = [("phone", named)]
        if isinstance(unit, int):
            ways.append(("unit_and_name", self.known.by_place.get((unit, name), [])))
        for way, keys in ways:
            candidates = tuple(key for key in keys if self._may_be(key, values))
            # Two rows of one drop without a number may be two people: they are never merged unasked.
            same = [key for key in candidates if key > 0 and not self._differences(key, values)]
            if same:
                return Plan("changed", way, same[0], candidates)
            if candidates:
                return Plan("ask", way, candidates[0] if len(candidates) == 1 else None, candidates)
        return Plan("new")

    def _may_be(self, key: int, values: Mapping[str, Value | int]) -> bool:
        """Two with different numbers are two people."""
        has = self.known.people[key]
        return all(
            code not in values or code not in has or values[code] == has[code]
            for code in ("staff_number", "id_number")
        )

    def _new(self, row: Row, values: dict[str, Value | int], match: Plan) -> Plan:
        if "unit" not in values:
            _tell(row, "unit", problems.no_unit())
            return Plan("bad", values=values)
        key = self._key
        self.known.add_person(key, {k: v for k, v in values.items() if k not in _DATED})
        self.known.places[key] = row.place
        self._remember(key, row, values)
        return Plan("new", match.matched_by, key, match.candidates, values=values)

    def _existing(self, row: Row, values: dict[str, Value | int], match: Plan) -> Plan:
        key = match.person or 0
        for code, value in values.items():
            before = self._told.get(key, {}).get(code)
            if before is not None and before[0] != value and code not in _DATED:
                _tell(row, code, problems.said_differently(label_of("people", code), before[1]))
        if row.bad:
            return Plan("bad", match.matched_by, key, values=values)
        changes = self._differences(key, values)
        self._remember(key, row, values)
        self.known.people[key].update({code: values[code] for code in changes})
        outcome: Outcome = "changed" if changes else "same"
        return Plan(outcome, match.matched_by, key, match.candidates, changes, values)

    def _differences(self, key: int, values: Mapping[str, Value | int]) -> Changes:
        has = self.known.people[key]
        return {
            code: [has.get(code), value]
            for code, value in values.items()
            if code not in _DATED
            and has.get(code) != value
            and not (code == "social_worker" and value == "none")
        }

    def _remember(self, key: int, row: Row, values: Mapping[str, Value | int]) -> None:
        told = self._told.setdefault(key, {})
        for code, value in values.items():
            told.setdefault(code, (value, row.place))


def _tell(row: Row, code: str, said: Words) -> None:
    row.problems.append(Problem(label_of("people", code), row.place, *said))
