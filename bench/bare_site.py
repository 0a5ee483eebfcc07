"""A bare Django view that signs in: session, user, the same statements, ten bytes of answer.

Nothing is checked and no page is made. Its settings are changed before Django reads them.
"""

# ruff: noqa: E402

from __future__ import annotations

import os

import django
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "yanxing.site.settings")

from django.conf import settings

settings.MIDDLEWARE = [
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
]
_EXTRAS = ("allauth", "axes", "csp", "django_htmx", "procrastinate")
settings.INSTALLED_APPS = [name for name in settings.INSTALLED_APPS if not name.startswith(_EXTRAS)]
settings.ROOT_URLCONF = "bench.bare_site"
django.setup()

from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.urls import path

from yanxing.access.acting import _SETTINGS
from yanxing.access.clock import now, real_now
from yanxing.actions.signin.signing import _SIGN
from yanxing.queries.signin.timing import OPENS_BEFORE


def sign(request: HttpRequest, session: int) -> HttpResponse:
    user = request.user
    moment = now()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(_SETTINGS, [str(user.pk), str(user.person_id), "worker", ""])
        values = {
            "session": session,
            "person": user.person_id,
            "direction": "in",
            "at": moment,
            "now": moment,
            "way": "code",
            "slot": 1,
            "device": None,
            "fingerprint": "",
            "by": None,
            "note": "",
            "opens": OPENS_BEFORE,
            "real": real_now(),
            "account": user.pk,
            "actor": user.person_id,
            "post": None,
            "door": "page",
            "act": "signin.in",
            "detail": "{}",
        }
        done = _SIGN.one(values)
    return HttpResponse(
        b"signed" if done and done[11] else b"not signed", status=200 if done and done[11] else 409
    )


def warm(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(request.user.pk))


urlpatterns = [path("sign/<int:session>/", sign), path("warm/", warm)]
application = get_wsgi_application()
