"""The year a programme sets up, as JSON: phases, deadlines, activities with days, audiences and turns."""

from __future__ import annotations

from typing import Any

from yanxing.cli.trial import Trial
from yanxing.engine.programme import Due, Planned, Span, Turn, year_of
from yanxing.policy.calendars import office_calendar

Json = dict[str, Any]


def programme_json(trial: Trial) -> Json | None:
    """None for a policy without a programme. Days are ISO dates, both ends in."""
    year = year_of(trial.policy, trial.settlement, office_calendar())
    if year is None:
        return None
    return {
        "phase": year.phase,
        "phases": [_span(each) for each in year.phases],
        "deadlines": [_due(each) for each in year.deadlines],
        "parts": [
            {"part": part, "activities": [_activity(each) for each in planned]}
            for part, planned in year.parts
        ],
    }


def _span(span: Span) -> Json:
    days = {"window": span.name, "from": span.first.isoformat(), "until": span.last.isoformat()}
    return {**days, "leaves": span.leaves}


def _due(due: Due) -> Json:
    day = due.day.isoformat() if due.day else None
    return {"for": due.what, "day": day, "holiday": due.holiday}


def _activity(planned: Planned) -> Json:
    activity = planned.activity
    results = activity.results
    return {
        "activity": activity.activity,
        "kind": activity.kind,
        "entrants": activity.entrants,
        "compulsory": activity.compulsory,
        "venue": activity.venue,
        "window": _span(planned.span) if planned.span else None,
        "audience": {"run": activity.audience, "states": dict(sorted(planned.audience.items()))},
        "results": [results] if isinstance(results, str) else list(results or ()),
        "turns": [_turn(each) for each in planned.turns],
        "clause": activity.clause,
    }


def _turn(turn: Turn) -> Json:
    return {"host": turn.host, "from": turn.first.isoformat(), "until": turn.last.isoformat()}
