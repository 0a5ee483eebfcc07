from __future__ import annotations

from yanxing.access.actor import Actor
from yanxing.access.predicates import reads_the_trail
from yanxing.web.routes import Route
from yanxing.web.trail.views import check, export, my_secrets, trail_page


def on_the_roster(actor: Actor) -> bool:
    return actor.person_id is not None


ROUTES: list[Route] = [
    Route("trail", "trail/", trail_page, reads_the_trail),
    Route("trail-export", "trail/export/", export, reads_the_trail),
    Route("trail-check", "trail/check/", check, reads_the_trail),
    Route("my-secrets", "my/secrets/", my_secrets, on_the_roster),
]
