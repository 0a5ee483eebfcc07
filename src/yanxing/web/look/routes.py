from __future__ import annotations

from yanxing.access.predicates import anyone
from yanxing.web.look.views import gallery
from yanxing.web.routes import Route

ROUTES: list[Route] = [Route("look", "look/", gallery, anyone)]
