from __future__ import annotations

from yanxing.access.predicates import a_worker, anyone, at_the_desk
from yanxing.web.routes import Route
from yanxing.web.signin import desk, hall, phone

ROUTES: list[Route] = [
    Route("scan", "s/<str:token>/", phone.scan, anyone),
    Route("sign-in", "sign-in/", phone.sign_in_page, a_worker),
    Route("desk", "desk/", desk.desk, at_the_desk),
    Route("hall", "hall/<int:session_id>/", hall.hall, at_the_desk),
    Route("hall-live", "hall/<int:session_id>/live/", hall.hall_live, at_the_desk),
]
