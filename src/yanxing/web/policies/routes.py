from __future__ import annotations

from yanxing.web.routes import Route

ROUTES: list[Route] = []
