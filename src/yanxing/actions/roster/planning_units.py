"""What a row of a list of units would do: a committee, its area, its code."""

from __future__ import annotations

import re

from yanxing.actions.roster import problems
from yanxing.actions.roster.cells import Value
from yanxing.actions.roster.known import Known
from yanxing.actions.roster.naming import full_name, stem
from yanxing.actions.roster.planning import Plan
from yanxing.actions.roster.problems import Problem, Words
from yanxing.actions.roster.sheets import Row
from yanxing.queries.people.fields import label_of

_CODE = re.compile(r"\d{12}", re.ASCII)


class UnitPlanner:
    """`areas`: areas that no list knows yet, planned by the way."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.areas: dict[int, str] = {}
        self._next = -1_000_000_000
        self._told: dict[int, tuple[dict[str, Value | int], str]] = {}

    def unit(self, row: Row) -> Plan:
        values = self._values(row)
        if row.bad:
            return Plan("bad", values=values)
        key = self.known.unit_called(str(values["name"]), str(values["kind"]))
        if key is not None and key in self._told and self._told[key][0] != values:
            _tell(row, "name", problems.twice(self._told[key][1]))
            return Plan("bad", values=values)
        if key is None:
            key = self._planned(values)
            self._told[key] = (values, row.place)
            return Plan("new", "", key, values=values)
        self._told.setdefault(key, (values, row.place))
        has = self.known.units[key]
        changes: dict[str, list[object]] = {
            code: [has.get(code), value]
            for code, value in values.items()
            if code not in ("name", "short_name", "kind") and has.get(code) != value
        }
        has.update({code: values[code] for code in changes})
        return Plan("changed" if changes else "same", "name", key, changes=changes, values=values)

    def _values(self, row: Row) -> dict[str, Value | int]:
        values: dict[str, Value | int] = dict(row.values)
        if "name" not in values:
            if not row.bad:
                _tell(row, "name", problems.no_unit_name())
            return values
        kind = str(values.setdefault("kind", "neighbourhood"))
        values["short_name"] = stem(str(values["name"]))[:20]
        values["name"] = full_name(kind, str(values["name"]))
        code = str(values.get("code", ""))
        if code and not _CODE.fullmatch(code):
            _tell(row, "code", problems.bad_code())
        elif code:
            self._check_code(row, code)
        if isinstance(area := values.get("area"), str) and not row.bad:
            values["area"] = self._area(area)
        return values

    def _check_code(self, row: Row, code: str) -> None:
        mine = self.known.unit_called(str(row.values["name"]))
        for key, unit in self.known.units.items():
            if unit.get("code") == code and key != mine:
                _tell(row, "code", problems.code_taken(str(unit["name"])))

    def _area(self, name: str) -> int:
        wanted = full_name("area", name)
        key = self.known.unit_called(name, "area")
        if key is not None:
            return key
        key = self._planned({"name": wanted, "short_name": stem(wanted)[:20], "kind": "area"})
        self.areas[key] = wanted
        return key

    def _planned(self, values: dict[str, Value | int]) -> int:
        key, self._next = self._next, self._next - 1
        self.known.add_unit(key, dict(values))
        return key


def _tell(row: Row, code: str, said: Words) -> None:
    row.problems.append(Problem(label_of("units", code), row.place, *said))
