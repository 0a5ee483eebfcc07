"""Closing a session, how it ended, hours of people and units, breaches of discipline."""

from __future__ import annotations

from yanxing.access.actor import Actor
from yanxing.access.predicates import (
    a_secretary,
    a_worker,
    an_officer,
    an_officer_or_secretary,
    an_officer_who_acts,
    at_the_desk,
)
from yanxing.web.hours import breaches, closing, correcting, ended, exceptions, forecast, statement
from yanxing.web.routes import Route

SESSION = "trainings/sessions/<int:session_id>/"
OUTCOME = "hours/outcomes/<int:outcome_id>/"


def marks(actor: Actor) -> bool:
    """Whoever may note an exception somewhere; which session and person is asked again."""
    return at_the_desk(actor) or a_secretary(actor)


def has_hours(actor: Actor) -> bool:
    return a_worker(actor) or an_officer(actor) or a_secretary(actor)


ROUTES: list[Route] = [
    Route("close-session", f"{SESSION}close/", closing.close, an_officer_who_acts),
    Route("outcomes", f"{SESSION}outcomes/", ended.outcomes, an_officer_or_secretary),
    Route("outcomes-export", f"{SESSION}outcomes.xlsx", ended.export, an_officer_or_secretary),
    Route("exception", f"{SESSION}people/<int:person_id>/exception/", exceptions.note, marks),
    Route("outcome-why", f"{OUTCOME}why/", ended.why, has_hours),
    Route("correct-attendance", f"{OUTCOME}correct/", correcting.correct, an_officer_who_acts),
    Route("hours", "hours/", forecast.hours, an_officer_or_secretary),
    Route("hours-export", "hours/all.xlsx", forecast.export, an_officer_or_secretary),
    Route("breaches", "hours/breaches/", breaches.breaches, an_officer_or_secretary),
    Route("breaches-export", "hours/breaches.xlsx", breaches.export, an_officer_or_secretary),
    Route("my-hours", "hours/mine/", statement.mine, a_worker),
    Route("hours-of", "hours/people/<int:person_id>/", statement.of_person, has_hours),
    Route("hours-print", "hours/people/<int:person_id>/print/", statement.printed, has_hours),
    Route("hours-why", "hours/people/<int:person_id>/why/", statement.why, has_hours),
]
