"""What the address of a statistics page asks for, within what the actor may see."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from yanxing.queries.policies.reach import units_below
from yanxing.queries.statistics.attended import Scope
from yanxing.web.door import Visit


@dataclass(frozen=True, slots=True)
class Asked:
    """The filters; empty means all. `year` is this year unless the address says otherwise (`all`)."""

    scope: Scope
    area: int | None
    unit: int | None
    year: str

    def query(self, **more: Any) -> str:
        """The same filters as an address, with others added or (None) taken away."""
        own = {
            "area": self.area,
            "unit": self.unit,
            "form": self.scope.form,
            "activity": self.scope.activity,
            "year": self.year,
        }
        return urlencode({name: value for name, value in (own | more).items() if value not in (None, "")})


def asked(request: Visit) -> Asked:
    """An area or unit out of reach leaves nobody. One query at most."""
    get = request.GET
    scope = Scope(request.actor.units, request.now)
    area, unit = number(get, "area"), number(get, "unit")
    units = set(request.actor.units)
    if area is not None:
        units &= units_below(area, scope.day)
    if unit is not None:
        units &= {unit}
    year = get.get("year", str(scope.day.year))
    year = year if year == "all" or (year.isdecimal() and 2000 <= int(year) <= 2100) else str(scope.day.year)
    found = replace(
        scope,
        units=units,
        activity=number(get, "activity"),
        form=get.get("form") or None,
        year=None if year == "all" else int(year),
    )
    return Asked(found, area, unit, year)


def number(get: Mapping[str, str], name: str) -> int | None:
    """Nothing for what is no number."""
    text = get.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 16 else None
