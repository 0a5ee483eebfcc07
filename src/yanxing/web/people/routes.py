from __future__ import annotations

from yanxing.access.predicates import a_worker, an_officer_or_secretary, an_officer_who_acts, signed_in
from yanxing.web.people import editing, facts, units, views
from yanxing.web.routes import Route

ROUTES: list[Route] = [
    Route("people", "people/", views.people, an_officer_or_secretary),
    Route("people-export", "people/export/", views.export, an_officer_or_secretary),
    Route("person", "people/<int:person_id>/", views.person, signed_in),
    Route("person-paper", "people/<int:person_id>/paper/", views.person_paper, signed_in),
    Route("me", "me/", views.me, signed_in),
    Route("person-change", "people/<int:person_id>/<slug:what>/new/", editing.change, an_officer_who_acts),
    Route("person-end", "people/<int:person_id>/end/", editing.end, an_officer_who_acts),
    Route("person-revoke", "people/<int:person_id>/revoke/", editing.revoke, an_officer_who_acts),
    Route("person-reveal", "people/<int:person_id>/reveal/<slug:kind>/", editing.reveal, signed_in),
    Route("people-gaps", "people/gaps/", facts.gaps, an_officer_or_secretary),
    Route("people-facts", "people/facts/", facts.waiting, an_officer_or_secretary),
    Route("me-facts", "me/facts/", facts.own, a_worker),
    Route("me-confirm", "me/confirm/", facts.confirm_own, a_worker),
    Route("unit", "units/<int:unit_id>/", units.unit, an_officer_or_secretary),
    Route("unit-new", "units/new/", units.new, an_officer_who_acts),
    Route("units", "units/", views.units, an_officer_or_secretary),
    Route("search", "search/", views.search, signed_in),
]
