"""The one way a file leaves the house."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from yanxing.actions.filing import note_reading
from yanxing.queries.filing import SENSITIVE, bytes_of, file_for
from yanxing.web.door import Visit


def serve(request: Visit, /, **address: Any) -> HttpResponse:
    """Always as a download under its own name: nothing that was uploaded is ever shown inside the site."""
    stored, _path = file_for(request.actor, address["file_id"])
    answer = HttpResponse(bytes_of(stored), content_type=stored.media_type)
    if stored.purpose in SENSITIVE:
        note_reading(stored, actor=request.actor, now=request.now)
    answer["Content-Disposition"] = content_disposition_header(True, stored.name)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer
