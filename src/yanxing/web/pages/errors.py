"""404, 403 and 500 in the house's words."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001
    return render(request, "pages/not_found.html", status=404)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:  # noqa: ARG001
    return render(request, "pages/forbidden.html", status=403)


def failed(request: HttpRequest) -> HttpResponse:
    return render(request, "pages/failed.html", status=500)
