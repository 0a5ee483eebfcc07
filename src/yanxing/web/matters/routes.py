"""办理事项: leave as the first kind of matter."""

from __future__ import annotations

from yanxing.access.actor import Actor
from yanxing.access.predicates import a_secretary, a_worker, an_officer
from yanxing.web.matters import leave, listing, matter
from yanxing.web.routes import Route


def has_matters(actor: Actor) -> bool:
    return a_worker(actor) or a_secretary(actor) or an_officer(actor)


ROUTES: list[Route] = [
    Route("matters", "matters/", listing.matters_page, has_matters),
    Route("matter", "matters/<int:matter_id>/", matter.page, has_matters),
    Route("matter-answer", "matters/<int:matter_id>/answer/", matter.answer, has_matters),
    Route("matter-resubmit", "matters/<int:matter_id>/resubmit/", leave.resubmit, a_worker),
    Route("matter-withdraw", "matters/<int:matter_id>/withdraw/", leave.withdraw, a_worker),
    Route("leave", "leave/<int:session_id>/", leave.ask, a_worker),
]
