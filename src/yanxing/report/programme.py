"""The programme of the year on the page: phases, deadlines, activities with their turns, reminders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from yanxing.engine.explanation import audience_counts
from yanxing.engine.explanation.speech import Speech, entry
from yanxing.engine.grammar.runs import Run
from yanxing.engine.outcome import RunResult
from yanxing.engine.programme import Planned, Span, Turn, Year
from yanxing.report.columns import only_asks
from yanxing.report.listings import taken_summary
from yanxing.report.runs import desk_of
from yanxing.report.view import ActivityView, DueView, PartView, PhaseView
from yanxing.report.words import holiday_words, word

_TO_BE_FIXED = ("待定", "to be fixed", "TBD")


def phases(speech: Speech, year: Year) -> Iterator[PhaseView]:
    for span in year.phases:
        yield PhaseView(speech.label(span.name), _days(speech, span), span.name == year.phase)


def deadlines(speech: Speech, year: Year) -> Iterator[DueView]:
    for due in year.deadlines:
        day = _day(speech, due.day) if due.day else speech.label(due.what)
        holiday = holiday_words(due.holiday, speech.language) if due.holiday else ""
        note = word("on_holiday", speech.language, holiday=holiday) if holiday else ""
        yield DueView(day, speech.label(due.what), note)


def parts(speech: Speech, year: Year, runs: Mapping[str, RunResult]) -> Iterator[PartView]:
    programme = speech.policy.programme
    clauses = {str(part.part): part.clause or "" for part in programme.parts} if programme else {}
    for name, planned in year.parts:
        activities = tuple(_activity(speech, runs, each) for each in planned)
        yield PartView(speech.label(name), clauses.get(name, ""), activities)


def _activity(speech: Speech, runs: Mapping[str, RunResult], planned: Planned) -> ActivityView:
    activity, span = planned.activity, planned.span
    audience = runs.get(activity.audience or "")
    run: Run | None = entry(speech.policy.runs, activity.audience or "")
    counted = audience is not None and run is not None and only_asks(run)
    return ActivityView(
        name=speech.label(activity.activity),
        window=speech.label(activity.window) if activity.window else "",
        days=_days(speech, span) if span else "",
        counts=audience_counts(speech.policy, audience) if counted and audience else None,
        audience=activity.audience or "",
        results=tuple(result(speech, runs[name]) for name in named(activity.results) if name in runs),
        turns=tuple(_turn(speech, turn) for turn in planned.turns),
        venue=activity.venue or "",
    )


def _turn(speech: Speech, turn: Turn) -> tuple[str, str]:
    month = f"{turn.first.month}" if speech.language == "zh" else turn.first.strftime("%Y-%m")
    return word("month", speech.language, month=month), speech.label(turn.host)


def named(results: str | tuple[str, ...] | None) -> tuple[str, ...]:
    if results is None:
        return ()
    return (results,) if isinstance(results, str) else results


def result(speech: Speech, of: RunResult) -> tuple[str, str, str]:
    """Run, its label, what came out in a few words."""
    desk = desk_of(speech, of)
    return of.run, speech.label(of.run), taken_summary(desk) if desk else ""


def reminders(speech: Speech, year: Year) -> Iterator[str]:
    """What nobody has fixed yet, and what the text leaves odd: for a person to confirm."""
    venues: dict[str, list[str]] = {}
    leaving: dict[str, dict[str, None]] = {}
    for planned in (each for _, activities in year.parts for each in activities):
        venue, span = planned.activity.venue or "", planned.span
        if venue in _TO_BE_FIXED:
            venues.setdefault(venue, []).append(speech.label(planned.activity.activity))
        if span is not None and span.leaves:
            leaving.setdefault(span.leaves, {})[f"{speech.label(span.name)}"] = None
    for venue, activities in venues.items():
        yield word("venue_open", speech.language, activity=speech.join(activities), venue=venue)
    for phase, windows in leaving.items():
        yield word("leaves_phase", speech.language, windows=speech.join(windows), phase=speech.label(phase))
    for due in deadlines(speech, year):
        if due.note:
            yield word("due_on_holiday", speech.language, what=due.what, day=due.day, note=due.note)


def _days(speech: Speech, span: Span) -> str:
    """First and last day, without the year the whole programme has."""
    programme = speech.policy.programme
    if {span.first.year, span.last.year} != {programme.year if programme else 0}:
        return f"{speech.day(span.first)}—{speech.day(span.last)}"
    return word(
        "days",
        speech.language,
        first_month=span.first.month,
        first_day=span.first.day,
        last_month=span.last.month,
        last_day=span.last.day,
        first=span.first,
        last=span.last,
    )


def _day(speech: Speech, day: date) -> str:
    programme = speech.policy.programme
    here = programme is not None and day.year == programme.year
    return f"{day.month}月{day.day}日" if here and speech.language == "zh" else speech.day(day)
