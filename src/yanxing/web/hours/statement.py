"""学时明细, of oneself or of people one looks after."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from yanxing.access.refusal import NotYours
from yanxing.queries.hours.statement import Statement, person_seen, statement_of, street_of
from yanxing.queries.hours.year import Figures, hours_words, year_for
from yanxing.web.door import Visit


def mine(request: Visit, /, **_kwargs: Any) -> HttpResponse:
    if request.actor.person_id is None:
        raise NotYours
    return _page(request, request.actor.person_id)


def of_person(request: Visit, /, person_id: int, **_kwargs: Any) -> HttpResponse:
    return _page(request, person_id)


def _page(request: Visit, person_id: int) -> HttpResponse:
    return render(request, "hours/statement.html", _shown(request, person_id))


def _shown(request: Visit, person_id: int) -> dict[str, Any]:
    statement = statement_of(request.actor, person_id, request.now.date())
    own = person_id == request.actor.person_id
    title = _("我的学时") if own else _("%(name)s的学时") % {"name": statement.person.name}
    crumbs = [(_("我的"), reverse("me"))] if own else [(_("学时"), reverse("hours"))]
    return {"title": title, "crumbs": crumbs, "statement": statement, "own": own} | _figures(statement)


def _figures(statement: Statement) -> dict[str, Any]:
    figures = statement.figures
    if figures is None:
        return {"done": hours_words(statement.total), "target": None}
    return {
        **_words(figures),
        "reached": figures.reached,
        "waiting": figures.state in {"held", "redo", "undecided"},
        "not_asked": figures.state == "not_graded",
    }


def _words(figures: Figures) -> dict[str, Any]:
    return {
        "done": hours_words(figures.done),
        "target": None if figures.target is None else hours_words(figures.target),
        "short_by": hours_words(figures.short_by),
    }


def printed(request: Visit, /, person_id: int, **_kwargs: Any) -> HttpResponse:
    shown = _shown(request, person_id)
    back = reverse("my-hours") if shown["own"] else reverse("hours-of", args=[person_id])
    return render(request, "hours/statement_print.html", shown | {"back": back, "now": request.now})


def why(request: Visit, /, person_id: int, **_kwargs: Any) -> HttpResponse:
    """How target and hours done are worked out today."""
    person = person_seen(request.actor, person_id)
    today = request.now.date()
    street = street_of(request.actor, today)
    year = year_for(street, today, [person.pk]) if street is not None else None
    figures = year.figures(person.pk) if year is not None else None
    if year is None or figures is None:
        raise NotYours
    explanation = year.explained(person.pk, you=person.pk == request.actor.person_id)
    shown = {"title": _("学时是怎么算的"), "explanation": explanation, "person": person, "today": today}
    shown |= {"figures": figures, **_words(figures)}
    return render(request, "hours/year_why.html", shown)
