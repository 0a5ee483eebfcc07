"""How everybody of a street stands this year, settled once and kept until something it rests on changes."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from threading import Lock

from django.db import connection

from yanxing.queries.facts import subject_id
from yanxing.queries.hours.year import Figures, Year, year_for

OFFERS = "offers"
"""The column by which the hours policy says what a session gives."""
FEW = 200
"""So many people are settled faster than a whole street."""
KEPT = 64
"""A street and its units, on two days or so."""


@dataclass(frozen=True, slots=True)
class Standing:
    """`figures`: person → of the year; `offers`: session → what it gives, in 学时."""

    year: int
    figures: Mapping[int, Figures]
    offers: Mapping[int, Fraction]


_Key = tuple[object, ...]
_kept: OrderedDict[_Key, Standing | None] = OrderedDict()
_alone = Lock()


def standing_for(street_id: int, on: date, persons: Collection[int] | None = None) -> Standing | None:
    """Of the street, or at least of these people. None without an hours policy in force.

    One query while nothing has changed since it was settled in this process; otherwise as `year_for`.
    """
    key = (connection.settings_dict["NAME"], street_id, on, *_stamp())
    if persons is not None and len(persons) <= FEW and (*key, None) not in _kept:
        return _settled((*key, frozenset(persons)), street_id, on, persons)
    return _settled((*key, None), street_id, on, None)


def _settled(key: _Key, street_id: int, on: date, persons: Collection[int] | None) -> Standing | None:
    with _alone:
        if key in _kept:
            return _kept[key]
    found = _standing(year_for(street_id, on, persons))
    with _alone:
        _kept[key] = found
        while len(_kept) > KEPT:
            _kept.popitem(last=False)
    return found


_WHOLE = (
    "appointment", "leavespell", "subject", "unit", "unitspell", "session", "activity", "policydocument",
    "collectionbinding",
)  # fmt: skip
"""Tables whose rows change: each row counts with all it says."""
_ONLY_ADDED = ("subjectfact", "policyvalue", "readingconfirmation", "calendarday", "attendanceoutcome")
"""Tables that only grow: an outcome is corrected by a newer one."""
_SUM = (
    "(SELECT count(*) || ':' || COALESCE(sum(hashtextextended(({row})::text, 0)), 0) FROM records_{table} t)"
)
_STAMP = "SELECT " + ", ".join(  # noqa: S608 - names of our own tables
    [
        *(_SUM.format(row="t.*", table=each) for each in _WHOLE),
        _SUM.format(row="t.subject_id, t.entered_on, t.left_on, t.erased_at, t.is_external", table="person"),
        *(f"(SELECT COALESCE(max(id), 0)::text FROM records_{each})" for each in _ONLY_ADDED),  # noqa: S608
    ]
)


def _stamp() -> _Key:
    """What the year rests on, as far as it can change."""
    with connection.cursor() as cursor:
        cursor.execute(_STAMP)
        return tuple(cursor.fetchone() or ())


def _standing(year: Year | None) -> Standing | None:
    if year is None:
        return None
    figures = {person: each for row in year.rows if (person := subject_id(row)) is not None
               and (each := year.figures(person)) is not None}  # fmt: skip
    return Standing(year.year, figures, _offers(year))


def _offers(year: Year) -> Mapping[int, Fraction]:
    found: dict[int, Fraction] = {}
    for result in year.settled.settlement.runs.values():
        for row in result.rows.values():
            cell = row.cells.get(OFFERS)
            session = subject_id(row.id)
            if cell is not None and session is not None and isinstance(cell.value, Fraction):
                found[session] = cell.value
    return found
