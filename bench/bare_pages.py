"""The site's addresses and one more: a bare page behind the same middleware, of somebody who is logged in."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.template import engines
from django.urls import path

from yanxing.site.urls import urlpatterns as _site

_PAGE = engines["django"].from_string(
    "<!doctype html><title>{{ user.display_name }}</title><h1>{{ user.display_name }}</h1>"
)


def bare(request: HttpRequest) -> HttpResponse:
    return HttpResponse(_PAGE.render({"user": request.user}))


urlpatterns = [path("bare/", bare), *_site]
