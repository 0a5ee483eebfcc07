from __future__ import annotations

from yanxing.access.predicates import a_secretary, a_worker, anyone, at_the_desk, signed_in
from yanxing.web.routes import Route
from yanxing.web.signin import desk, hall, many, missing, offline, phone, prints

ROUTES: list[Route] = [
    Route("scan", "s/<str:token>/", phone.scan, anyone, counts=True),
    Route("sign-in", "sign-in/", phone.sign_in_page, a_worker, counts=True),
    Route("sign-in-offline", "sign-in/offline/", offline.upload, a_worker),
    Route("missing", "missing/<int:session_id>/", missing.missing, signed_in),
    Route("paper", "missing/<int:session_id>/paper/", many.paper, signed_in),
    Route("team-sign-in", "missing/<int:session_id>/team/", many.team, a_secretary),
    Route("sign-in-print", "missing/<int:session_id>/print/<str:kind>/", prints.printed, signed_in),
    Route("desk-session", "desk/<int:session_id>/", desk.desk_session, at_the_desk),
    Route("desk", "desk/", desk.desk, at_the_desk),
    Route("hall", "hall/<int:session_id>/", hall.hall, at_the_desk),
    Route("hall-live", "hall/<int:session_id>/live/", hall.hall_live, at_the_desk),
]
