"""Types of terms about dates and moments."""

from __future__ import annotations

from yanxing.engine.grammar.terms import (
    Days,
    FullMonths,
    FullYears,
    Minutes,
    Moved,
    Period,
    Term,
    Workdays,
)
from yanxing.policy.checking.inspection import Scope
from yanxing.policy.checking.registry import types, want
from yanxing.policy.checking.terms import enough
from yanxing.policy.checking.types import ANY, CODE, DATE, NUMBER, WHOLE, Type

_SPANS = ("minutes", "days", "workdays", "months", "years")


@types(Moved)
def _moved(term: Moved, scope: Scope) -> Type:
    start = want("date", term.date, scope, "date")
    if term.plus is None:
        return DATE
    written = [word for word in _SPANS if getattr(term.plus, word) is not None]
    for word in written:
        want("number", getattr(term.plus, word), scope, word)
    if term.plus.minutes is not None and start.word == "date":
        scope.see.say("wants_moment", term, word="minutes", type="date")
        return ANY
    return start


@types(FullMonths, FullYears, Days, Workdays)
def _between(term: FullMonths | FullYears | Days | Workdays, scope: Scope) -> Type:
    word = str(term.HEAD)
    dates: tuple[Term, ...] = getattr(term, word)
    enough(dates, 2, term, scope, word, most=2)
    for each in dates:
        want("date", each, scope, word)
    return WHOLE


@types(Minutes)
def _minutes(term: Minutes, scope: Scope) -> Type:
    enough(term.minutes, 2, term, scope, "minutes", most=2)
    for each in term.minutes:
        if want("date", each, scope, "minutes").word == "date":
            scope.see.say("wants_moment", each, word="minutes", type="date")
    return NUMBER


@types(Period)
def _period(term: Period, scope: Scope) -> Type:
    want("date", term.period, scope, "period")
    return CODE
