"""One long random value per browser: who signs two people in from one phone is seen, not guessed."""

from __future__ import annotations

import re
import secrets

from django.conf import settings
from django.http import HttpResponse

from yanxing.web.door import Visit

COOKIE = "yx_browser"
_YEARS = 2 * 365 * 24 * 3600
_VALUE = re.compile(r"[A-Za-z0-9_-]{32,64}")


def browser_of(request: Visit) -> str:
    """Empty for a browser that brings none or one that is not ours."""
    value = request.COOKIES.get(COOKIE, "")
    return value if _VALUE.fullmatch(value) else ""


def new_browser() -> str:
    return secrets.token_urlsafe(24)


def mark_browser(request: Visit, response: HttpResponse, value: str = "") -> HttpResponse:
    """Gives a browser its value (this one, or a new one) on a page that comes before any sign-in."""
    if not browser_of(request):
        response.set_cookie(
            COOKIE,
            value or new_browser(),
            max_age=_YEARS,
            httponly=True,
            samesite="Lax",
            secure=settings.SESSION_COOKIE_SECURE,
        )
    return response
