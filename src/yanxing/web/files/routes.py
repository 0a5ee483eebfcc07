from __future__ import annotations

from yanxing.access.predicates import signed_in
from yanxing.web.files.views import serve
from yanxing.web.routes import Route

ROUTES: list[Route] = [Route("file", "files/<int:file_id>/", serve, signed_in)]
