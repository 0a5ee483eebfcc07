from __future__ import annotations

from yanxing.access.predicates import an_officer_who_acts
from yanxing.web.roster import views
from yanxing.web.routes import Route

_BATCH = "roster/import/<int:batch_id>/"

ROUTES: list[Route] = [
    Route("roster-import", "roster/import/", views.take_files, an_officer_who_acts),
    Route("roster-batch", _BATCH, views.batch, an_officer_who_acts),
    Route("roster-map", f"{_BATCH}heads/", views.map_heads, an_officer_who_acts),
    Route("roster-confirm", f"{_BATCH}confirm/", views.confirm, an_officer_who_acts),
    Route("roster-apply", f"{_BATCH}apply/", views.apply, an_officer_who_acts),
    Route("roster-drop", f"{_BATCH}drop/", views.drop, an_officer_who_acts),
    Route("roster-errors", f"{_BATCH}errors/", views.errors, an_officer_who_acts),
]
